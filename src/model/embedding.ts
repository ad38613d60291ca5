import type { ConceptId } from "./id.js";

/**
 * What the message-passing network makes of a concept graph: a vector for every concept, and what follows from it.
 * Plain data: survives structured cloning and is kept in the cache.
 */
export interface Embedding {
	/** Notes, tags, unresolved names: row i of `vectors` belongs to concepts[i]. Sorted by code units. */
	readonly concepts: readonly ConceptId[];
	readonly dimension: number;
	/** (concepts, dimension), row-major, rows of length 1 (or 0 for a concept of which nothing is known). */
	readonly vectors: Float32Array;
	/** `diffusion`: too little to learn from (or by choice): the training-free answer. */
	readonly method: "network" | "diffusion";
	/** Name of the cell that updates the states: gru, lstm, rnn, linear. */
	readonly cell: string;
	readonly seed: number;
	/** How the training went; absent for `diffusion`. */
	readonly training?: TrainingReport;
	/** For every note, the notes nearest to it, best first; those that it links to are among them. */
	readonly related: ReadonlyMap<ConceptId, readonly Neighbor[]>;
	/** For every note, notes that it does not link and perhaps should, best first. Often empty. */
	readonly suggestions: ReadonlyMap<ConceptId, readonly Neighbor[]>;
}

export interface TrainingReport {
	readonly epochs: number;
	/** The epoch whose weights were kept; 0 is the training-free start. */
	readonly best: number;
	/** Mean reciprocal rank on the links held out for validation, 0 to 1. */
	readonly validation: number;
	readonly loss: number;
}

/** The lists of one note, when they are known before those of all. */
export interface NoteNeighbors {
	readonly note: ConceptId;
	readonly related: readonly Neighbor[];
	readonly suggestions: readonly Neighbor[];
}

export interface Neighbor {
	readonly concept: ConceptId;
	/** 0 to 1, comparable within one list. */
	readonly score: number;
	/** Strongest first; at least one. */
	readonly reasons: readonly Reason[];
}

/** Why two notes are near each other. `weight` is the reason's share of the score: the shares of a list sum to 1. */
export type Reason = { readonly weight: number } & (
	| { readonly kind: "link"; readonly direction: "out" | "in" | "both" }
	/** Concepts that both link to or are linked from; most telling first. */
	| { readonly kind: "neighbors"; readonly shared: readonly ConceptId[] }
	/** Folded tags without `#`. */
	| { readonly kind: "tags"; readonly shared: readonly string[] }
	/** Words and phrases that both use; most telling first, as they are spelt. */
	| { readonly kind: "text"; readonly terms: readonly string[] }
	/** The one names the other in its text without linking it. Line from 1, in the file of `by`, where it is known. */
	| { readonly kind: "mention"; readonly name: string; readonly by: ConceptId; readonly line?: number }
	/** Near in the graph or the folders without a common neighbour. */
	| { readonly kind: "position"; readonly via: readonly ConceptId[] }
);

/**
 * Which messages, over which links, made two concepts alike: the similarity of their vectors, split over what each of
 * the two has heard. As the vectors are built from messages, either side can be unfolded; both are told.
 */
export interface Explanation {
	/** The cosine of the two vectors; below 0, they are less alike than two notes usually are. */
	readonly similarity: number;
	/**
	 * The similarity, unfolded on the side of the one and on the side of the other; the shares of each are of its size,
	 * and sum to 1, or to −1 when it is below 0.
	 */
	readonly sides: readonly [Heard, Heard];
}

/** What one concept brings into a similarity: by its own text, and by the messages that it took in and passed on. */
export interface Heard {
	readonly concept: ConceptId;
	/**
	 * Over what its message came to the concept above it in the tree; absent at the root. `link`: the one above links
	 * to it; `backlink`: it links to the one above; `member`: a tag or unresolved name and who names it, or the tag
	 * above; `mention`: the one above names it without a link; `mentioned`: it names the one above. The strongest, when
	 * there are several.
	 */
	readonly over?: "link" | "backlink" | "member" | "mention" | "mentioned";
	/** Part of the whole similarity, with everything below it; may be negative, when it sets the two apart. */
	readonly share: number;
	/** The part that its own text brings. */
	readonly own: number;
	/**
	 * At the root: what is taken off because all notes say it. It takes part in the sum of the shares, mostly below 0.
	 */
	readonly common?: number;
	/** Whom it heard, the largest share first; what is small is left out, so `own` and these need not sum to `share`. */
	readonly heard: readonly Heard[];
}
