import type { GraphStore } from "../query/index.js";

/** A graph with all that is told of it, as it is sent elsewhere. Nodes and relationships by their numbers in `store`. */
export interface GraphContents {
	readonly store: GraphStore;
	/** What a node is called whatever else there is in the vault. Sorted by it, nodes come in the order of their numbers. */
	keyOf(node: number): string;
	/** The concept that it is or is a part of: what changes together, travels together. */
	ownerOf(node: number): number;
	/** Names by which people ask for it. */
	namesOf(node: number): readonly ConceptName[];
	/** What is searched, of those that have a text. */
	textOf(node: number): SearchedText | undefined;
	/** The sentence in which a relationship is written. */
	sentenceOf(relationship: number): string | undefined;
	/** What the network has learned, if it was asked. */
	readonly vectors?: Vectors;
	readonly communities?: readonly Community[];
	readonly lists?: NeighborLists;
	/** What it takes to infer the vectors there. */
	readonly network?: NetworkContents;
}

/** A network that was trained, with what it is run on. */
export interface NetworkContents {
	readonly cell: "gru" | "lstm" | "rnn" | "linear" | "diffusion";
	/** Updates of every state. */
	readonly steps: number;
	/** How much of a vector is what was heard; the rest is what a concept says itself. */
	readonly share: number;
	/** Nodes of the graph: what the rows of `inputs` stand for. */
	readonly nodes: readonly number[];
	readonly inputs: Matrix;
	/** Messages go from row from[i] to row to[i]. */
	readonly edges: readonly {
		readonly relation: string;
		readonly from: Uint32Array;
		readonly to: Uint32Array;
		readonly weights: Float32Array;
	}[];
	readonly weights: ReadonlyMap<string, Matrix>;
}

export interface Matrix {
	readonly rows: number;
	readonly columns: number;
	/** Row by row. */
	readonly values: Float32Array;
}

export interface ConceptName {
	/** Folded, as names are compared. */
	readonly name: string;
	/** `note`, `tag`, … */
	readonly kind: string;
	readonly isPath: boolean;
}

export interface SearchedText {
	/** Title and aliases, folded. */
	readonly names: string;
	/** What the note says, folded. */
	readonly body: string;
	/** As it is written, line by line, and which line of the note each is. */
	readonly prose: string;
	readonly lines: readonly number[];
	readonly excerpt: string;
}

export interface Vectors {
	readonly dimension: number;
	of(node: number): Float32Array | undefined;
}

/** What the network lists, with reasons in words. */
export interface NeighborLists {
	/** What is near a node, nearest first; undefined where vectors alone tell it. */
	relatedOf(node: number): readonly Near[] | undefined;
	/** Links that notes lack, each once. */
	readonly suggestions: readonly Suggested[];
}

export interface Near {
	readonly node: number;
	readonly score: number;
	readonly why: readonly string[];
}

export interface Suggested {
	/** The note in which the link would stand. */
	readonly source: number;
	readonly target: number;
	readonly score: number;
	/** How the one names the other already, and where. */
	readonly name?: string;
	readonly line?: number;
	readonly why: readonly string[];
}

export interface Community {
	readonly name: string;
	readonly terms: readonly string[];
	/** Nodes. */
	readonly members: readonly number[];
}
