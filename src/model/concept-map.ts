import type { ConceptId } from "./id.js";

/**
 * The concept map: a plane on which near means related, divided into named territories. Plain data.
 * Positions are in map units: the concepts lie in a blot about the origin, wider than high, neighbours about 1.3 apart.
 * Discs of radius 0.2 + 0.4 · importance do not overlap. Between the discs of two
 * territories there are at least 1.5 units of open ground.
 */
export interface ConceptMap {
	/** Those that have a place; sorted by code units. */
	readonly concepts: readonly ConceptId[];
	/** (concepts, 2): x to the right, y down. */
	readonly positions: Float32Array;
	/** (concepts): 0 to 1, how central each is (PageRank, scaled); decides size and which labels come first. */
	readonly importance: Float32Array;
	/** (concepts): index into `communities`. */
	readonly community: Uint32Array;
	/** Largest first. */
	readonly communities: readonly Community[];
	/** (edges, 2): indices into `concepts`, each pair once, u < v, sorted. */
	readonly edges: Uint32Array;
	/** Notes without any link or tag that could place them: listed beside the map. Sorted. */
	readonly apart: readonly ConceptId[];
}

export interface Community {
	/** One to three words, as people would write on a map. Unique. */
	readonly name: string;
	/** The most telling terms, best first. */
	readonly terms: readonly string[];
	/** Members, most central first. */
	readonly members: readonly ConceptId[];
}
