import type { Heard } from "../../model/index.js";

/**
 * How a node's product with a given row came about. It is the sum of what the node says itself at the end (`beside`),
 * of what it is after T steps (`heard`), of which each step's parts are known, and of what all notes say (`common`),
 * which is taken off from every node.
 */
export interface Trace {
	readonly beside: number;
	readonly heard: number;
	readonly common: number;
	/** T; before the first step a node is its own text and nothing else. */
	readonly steps: number;
	/** What one node took in at one step, 1 to T. Meaningful for those that the root has heard of. */
	partsOf(node: number, step: number): Parts;
}

export interface Parts {
	/** What its own text added. */
	readonly own: number;
	/** What others sent, each sender once. */
	readonly senders: readonly Sender[];
}

export interface Sender {
	readonly node: number;
	readonly over: NonNullable<Heard["over"]>;
	readonly value: number;
}

/** Adds up what one sender sent over several relations; the strongest gives its name. */
export function joinSenders(parts: readonly Sender[]): Sender[] {
	const joined = new Map<number, { over: Sender["over"]; strongest: number; value: number }>();
	for (const { node, over, value } of parts) {
		const known = joined.get(node) ?? { over, strongest: -1, value: 0 };
		const stronger = Math.abs(value) > known.strongest;
		joined.set(node, {
			over: stronger ? over : known.over,
			strongest: Math.max(known.strongest, Math.abs(value)),
			value: known.value + value,
		});
	}
	return [...joined].map(([node, { over, value }]) => ({ node, over, value }));
}
