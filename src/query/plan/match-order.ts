import type { Expression } from "../language/syntax.js";
import type { Estimates } from "./estimates.js";
import { namesIn } from "./expressions.js";
import type { PatternGraph, PatternStep } from "./pattern-graph.js";

/** What is done next to match a pattern. */
export type Move =
	/** Takes every node that it may be. */
	| { readonly kind: "start"; readonly node: string; readonly rows: number }
	/** Goes along a step from an end that is bound, or checks it if both are. */
	| { readonly kind: "step"; readonly step: PatternStep; readonly rows: number }
	/** A relationship that is bound gives its ends. */
	| { readonly kind: "bound"; readonly step: PatternStep; readonly rows: number };

export interface OrderInput {
	readonly graph: PatternGraph;
	/** Nodes, relationships and other names that are known before. */
	readonly bound: ReadonlySet<string>;
	/** Conditions that are about one node alone, by its name. */
	readonly conditionsOf: (node: string) => readonly Expression[];
	readonly estimates: Estimates;
	readonly nodes: number;
	/** Rows that come in. */
	readonly rows: number;
}

/** Starts that are compared by what would follow from them; of more, the smallest one is taken. */
const compared = 8;

/** An order in which few rows are made on the way: always the next step that leads to the fewest. */
export function orderMoves(input: OrderInput): readonly Move[] {
	const state = new Search(input);
	const moves: Move[] = [];
	for (let move = state.next(); move !== undefined; move = state.next()) {
		moves.push(move);
		state.take(move);
	}
	return moves;
}

class Search {
	readonly #input: OrderInput;
	readonly #bound: Set<string>;
	readonly #left: Set<PatternStep>;
	readonly #cardinality: Map<string, number>;
	#rows: number;

	constructor(input: OrderInput, from: Search | undefined = undefined) {
		this.#input = input;
		this.#bound = new Set(from === undefined ? input.bound : from.#bound);
		this.#left = new Set(from === undefined ? input.graph.steps : from.#left);
		this.#rows = from === undefined ? input.rows : from.#rows;
		this.#cardinality = from === undefined ? new Map() : from.#cardinality;
	}

	next(): Move | undefined {
		return this.#bestStep() ?? this.#bestStart();
	}

	take(move: Move): void {
		this.#rows = move.rows;
		if (move.kind === "start") {
			this.#bound.add(move.node);
			return;
		}
		this.#left.delete(move.step);
		for (const name of [move.step.left, move.step.right, move.step.name]) this.#bound.add(name);
	}

	#bestStep(): Move | undefined {
		let best: Move | undefined;
		for (const step of this.#left) {
			const move = this.#moveAlong(step);
			if (move !== undefined && (best === undefined || move.rows < best.rows)) best = move;
		}
		return best;
	}

	#moveAlong(step: PatternStep): Move | undefined {
		const { estimates, nodes } = this.#input;
		const [left, right] = [this.#bound.has(step.left), this.#bound.has(step.right)];
		if (this.#bound.has(step.name)) return { kind: "bound", step, rows: this.#rows };
		if (!left && !right) return undefined;
		if (step.selector !== undefined && !(left && right)) return undefined;
		if (!step.each.every((condition) => this.#isReady(condition, step.name))) return undefined;
		const fan = this.#rows * estimates.fan(step);
		if (left && right) return { kind: "step", step, rows: fan / Math.max(1, nodes) };
		const far = this.#nodesOf(left ? step.right : step.left);
		return { kind: "step", step, rows: (fan * far) / Math.max(1, nodes) };
	}

	/** Whether all other names of the pattern in it are known. */
	#isReady(condition: Expression, own: string): boolean {
		const { graph } = this.#input;
		for (const name of namesIn(condition))
			if (name !== own && graph.nodes.has(name) && !this.#bound.has(name)) return false;
		return true;
	}

	#bestStart(): Move | undefined {
		const starts = [...this.#input.graph.nodes.keys()]
			.filter((node) => !this.#bound.has(node))
			.map((node): Move => ({ kind: "start", node, rows: this.#rows * this.#nodesOf(node) }));
		if (starts.length < 2 || starts.length > compared) return minBy(starts, ({ rows }) => rows);
		return minBy(starts, (start) => this.#costOf(start));
	}

	/** Rows on the way when one starts here, up to where nothing is joined any more. */
	#costOf(start: Move): number {
		const trial = new Search(this.#input, this);
		let cost = start.rows;
		trial.take(start);
		for (let move = trial.#bestStep(); move !== undefined; move = trial.#bestStep()) {
			cost += move.rows;
			trial.take(move);
		}
		return cost;
	}

	#nodesOf(name: string): number {
		let count = this.#cardinality.get(name);
		if (count === undefined) {
			const { graph, estimates, conditionsOf } = this.#input;
			count = estimates.nodes(graph.nodes.get(name)!, conditionsOf(name));
			this.#cardinality.set(name, count);
		}
		return count;
	}
}

function minBy<T>(items: readonly T[], cost: (item: T) => number): T | undefined {
	let best: T | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const item of items) {
		const value = cost(item);
		if (best !== undefined && value >= least) continue;
		[best, least] = [item, value];
	}
	return best;
}
