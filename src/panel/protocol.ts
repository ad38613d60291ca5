/** What a page and the worker that answers its queries tell each other. Plain data. */

import type { Vectors } from "./network.js";

export type ToWorker =
	/** First of all: a packed graph, see `packOutline` and `packSiteGraph`. */
	| { readonly kind: "open"; readonly graph: Uint8Array; readonly whole: boolean }
	/** The vectors of the search index; absent where there are none. */
	| { readonly kind: "vectors"; readonly known?: Vectors }
	| { readonly kind: "ask"; readonly id: number; readonly query: string; readonly budget: PanelBudget }
	/** Ends the question that is being answered. */
	| { readonly kind: "cancel"; readonly id: number };

export interface PanelBudget {
	/** Milliseconds. */
	readonly time: number;
	/** Bytes. */
	readonly memory: number;
	/** Rows that the result may have. */
	readonly rows: number;
	/** Rows that are told. */
	readonly shown: number;
}

export type FromWorker =
	| {
			readonly kind: "opened";
			readonly nodes: number;
			readonly relationships: number;
			/** All that the program can be started with, whether it was or not. */
			readonly parts: readonly string[];
	  }
	/** The question may come by what the outline leaves out: it is answered once the whole graph is there. */
	| { readonly kind: "needs-whole" }
	/** What was asked takes a part of the program that is not there: it is to be started again, with that part. */
	| { readonly kind: "needs-part"; readonly part: string }
	/** The question asks for what the network has learned: it is answered once the vectors are there. */
	| { readonly kind: "needs-vectors" }
	| ({ readonly kind: "answer"; readonly id: number } & PanelAnswer)
	| ({ readonly kind: "problem"; readonly id: number } & PanelProblem)
	/** The graph could not be read. */
	| { readonly kind: "broken" };

export interface PanelAnswer {
	readonly columns: readonly { readonly name: string; readonly numeric: boolean }[];
	readonly rows: readonly (readonly Shown[])[];
	/** Rows in all. */
	readonly total: number;
	/** Milliseconds from reading the query to the last row. */
	readonly took: number;
	/** Where rows have relationships or paths: what they draw, up to a bound. */
	readonly graph?: PanelGraph;
	/** What the query asks for and the graph does not have: a sentence for each name. */
	readonly notes?: readonly string[];
	/** For `EXPLAIN` and `PROFILE`: steps from the last to the first, those that feed one further in. */
	readonly plan?: readonly PanelStep[];
}

export interface PanelStep {
	readonly operator: string;
	readonly detail: string;
	readonly depth: number;
	/** Those that were, or else those expected. */
	readonly rows: number;
	readonly counted: boolean;
}

export interface PanelGraph {
	readonly nodes: readonly ShownNode[];
	/** Indices into `nodes`. */
	readonly edges: readonly { readonly source: number; readonly target: number; readonly type: string }[];
	/** Nodes that are not drawn. */
	readonly hidden: number;
}

export interface PanelProblem {
	readonly message: string;
	/** UTF-16 offsets into the query. */
	readonly span?: { readonly start: number; readonly end: number };
	/** Line and column, from 1, and the line with carets. */
	readonly line?: number;
	readonly column?: number;
	readonly frame?: string;
	readonly hint?: string;
	readonly why: "wrong" | "costly" | "cancelled";
}

export interface ShownNode {
	readonly title: string;
	/** From the site's root. */
	readonly href?: string;
	readonly label: string;
}

/** A value as a page shows it. */
export type Shown =
	| (null | boolean | number | string)
	| { readonly kind: "node"; readonly node: ShownNode }
	| { readonly kind: "relationship"; readonly type: string; readonly from: ShownNode; readonly to: ShownNode }
	/** Nodes, and between them the types with the direction in which each is walked. */
	| {
			readonly kind: "path";
			readonly nodes: readonly ShownNode[];
			readonly steps: readonly { readonly type: string; readonly forward: boolean }[];
	  }
	| { readonly kind: "list"; readonly items: readonly Shown[] }
	| { readonly kind: "map"; readonly entries: readonly (readonly [key: string, value: Shown])[] }
	/** What is cut from a value of any length. */
	| { readonly kind: "more"; readonly count: number };
