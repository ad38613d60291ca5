/** What is done on the server, in order, before the rows of the result are asked for. */
export type Step = TableStep | LevelsStep;

/** Rows that are needed more than once, in a table of this transaction. */
export interface TableStep {
	readonly kind: "table";
	readonly name: string;
	readonly select: string;
	readonly values: readonly unknown[];
}

/**
 * A walk along relationships, level by level: one statement each, until a level brings nothing new. The loop is ours, the
 * work is the server's.
 */
export interface LevelsStep {
	readonly kind: "levels";
	readonly name: string;
	/** Makes the table; then where walks begin. */
	readonly create: readonly string[];
	readonly begin: Statement;
	/** Inserts the walks that are one longer. `$1` is how long they are. */
	readonly level: Statement;
	/** The same, of walks that arrive where somebody waits: before all are made longer, it is seen whether these are enough. */
	readonly closing?: Statement;
	readonly most: number;
	/** Gives a row as long as somebody has not arrived yet; absent where nobody is waited for. */
	readonly waiting?: Statement;
}

export interface Statement {
	readonly text: string;
	readonly values: readonly unknown[];
}
