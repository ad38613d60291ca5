import type { Relation } from "./relation.js";

/** Nodes 0 to n − 1, and relations of as many kinds as there are, each under its name. */
export interface Graph<R extends string = string> {
	readonly nodes: number;
	readonly relations: Readonly<Record<R, Relation>>;
	/** What an error message calls a node. Without: its number. */
	readonly label?: (node: number) => string;
}
