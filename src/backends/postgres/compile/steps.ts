/** What is done on the server, in order, before the rows of the result are asked for. */
export type Step = TableStep | LevelsStep | PathsStep | GatherStep | FetchStep;

/** Tables of this transaction that take what is needed of tables that are spread over servers. */
export interface GatherStep {
	readonly kind: "gather";
	readonly tables: readonly Gathered[];
}

export type Gathered = "nodes" | "relationships" | "vectors";

/** Rows from all servers into one of these tables. */
export interface FetchStep extends Statement {
	readonly kind: "fetch";
	readonly of: Gathered;
}

/** Rows that are needed more than once, in a table of this transaction. */
export interface TableStep {
	readonly kind: "table";
	readonly name: string;
	readonly select: string;
	readonly values: readonly unknown[];
}

/**
 * A walk along relationships without an end, level by level: one statement each, until a level brings nothing new. The loop
 * is ours, the work is the server's.
 */
export interface LevelsStep {
	readonly kind: "levels";
	readonly name: string;
	/** Makes the table; then where walks begin. */
	readonly create: readonly string[];
	readonly begin: Statement;
	/** Inserts the walks that are one longer. `$1` is how long they are. */
	readonly level: Statement;
	/** What a level walks along, brought here before it; `$1` as above. */
	readonly fetch?: readonly FetchStep[];
	readonly most: number;
}

/** Shortest paths between given nodes, from both ends: the search is ours, the server says what is beside what. */
export interface PathsStep {
	readonly kind: "paths";
	/** Under which the paths are found later. */
	readonly name: string;
	/** The nodes between which paths are looked for. */
	readonly pairs: Statement;
	/** What is beside the nodes that are found as `nodes`, in the pattern's direction and against it. */
	readonly beside: { readonly out: Statement; readonly back: Statement };
	readonly all: boolean;
	readonly most: number;
	/** If there are more, none is looked for. */
	readonly mostPairs?: number;
}

/** Values may be `Late`. */
export interface Statement {
	readonly text: string;
	readonly values: readonly unknown[];
}

/** Nodes among which a variable's are, as a table of this transaction that is made when it is asked for. */
export interface Reach {
	readonly name: string;
	/** Gives `id`. */
	readonly select: string;
	readonly values: readonly unknown[];
	/** What `select` reads. */
	readonly from?: Reach;
}
