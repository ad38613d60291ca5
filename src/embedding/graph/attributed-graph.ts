import type { Csr } from "../../kernels/index.js";

/**
 * n items with sparse text, links among them, and groups to which they belong: all that is learned from. Notes with
 * their tags are such a graph, and so are papers with their citations. Where items and groups are rows of one matrix,
 * the items come first.
 */
export interface AttributedGraph {
	readonly items: number;
	readonly groups: number;
	/** (m, 2): item → item; unique, no item to itself, sorted. */
	readonly links: Uint32Array;
	/** (k, 2): item, group, which counts from 0; unique, sorted. */
	readonly memberships: Uint32Array;
	/** (p, 2): group, the group above it; unique, sorted. */
	readonly parents: Uint32Array;
	/** (items): index of the folder; all 0 if there are none. */
	readonly folders: Uint32Array;
	/** items × terms, tf-idf, rows of length 1 or 0. */
	readonly terms: Csr;
	/** items × terms, of the names alone, rows of length 1 or 0; absent if items have no names. */
	readonly names?: Csr;
	/** What each name tells by its words: rows that sum to 1 or 0. Absent where `names` are. */
	readonly eachName?: Pieces;
	/** The items' texts part by part, tf-idf, rows of length 1 or 0; absent if it is not known how texts are parted. */
	readonly passages?: Pieces;
	/** items × items: how often the text of the row names the column without linking it. Never itself. */
	readonly mentions: Csr;
}

/** Rows of which an item may have several: those of item i are starts[i] ≤ row < starts[i + 1]. */
export interface Pieces {
	readonly rows: Csr;
	/** (items + 1) */
	readonly starts: Uint32Array;
}
