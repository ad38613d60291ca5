import type { AttributedGraph } from "../../src/embedding/graph/attributed-graph.js";

/** A graph from which links were taken, and the links that a scorer should find. */
export interface Task {
	/** What a scorer may see. */
	readonly train: AttributedGraph;
	/** (n, 2) */
	readonly hidden: Uint32Array;
	/** (n, 2): pairs that are not linked, as many as are hidden. */
	readonly unlinked: Uint32Array;
	/** (m, 2): every link there is, also those that are neither seen nor asked for. */
	readonly known: Uint32Array;
}

/** Makes the task of a given number; the same every time. */
export interface TaskMaker {
	readonly name: string;
	readonly about: string;
	readonly tasks: number;
	make(number: number): Task;
}
