import type { Ranker } from "../../src/embedding/baselines/scorer.js";
import { type Adjacency, neighborsOf, undirected } from "../../src/embedding/graph/adjacency.js";
import type { Task } from "./task.js";

/** All from 0 to 1. */
export interface Quality {
	/** How often a hidden link scores above a pair that is not linked. */
	readonly auc: number;
	/** Average precision among hidden links and as many pairs that are not linked. */
	readonly ap: number;
	/** Mean reciprocal rank of one end among all items for the other, those that are linked to it left out. */
	readonly mrr: number;
	/** How often that rank is ten or better. */
	readonly hits: number;
}

/** Asks for every hidden link from both its ends. */
export function measureQuality(task: Task, ranker: Ranker): Quality {
	const scores = new ScoresOf(task.train.items, ranker);
	const known = undirected(task.known, task.train.items);
	const ranks: number[] = [];
	const asked = [...endsOf(task.hidden), ...endsOf(swapped(task.hidden))].sort(([a], [b]) => a - b);
	for (const [item, other] of asked) ranks.push(rankOf(item, other, scores.of(item), known));
	return {
		...separation(pairScores(task.hidden, scores), pairScores(task.unlinked, scores)),
		mrr: mean(ranks.map((rank) => 1 / rank)),
		hits: mean(ranks.map((rank) => (rank <= 10 ? 1 : 0))),
	};
}

/** From 1; between those that score the same, in the middle. */
export function rankOf(item: number, other: number, scores: Float64Array, known: Adjacency): number {
	const out = new Set<number>(neighborsOf(known, item)).add(item);
	const own = scores[other]!;
	let [above, same] = [0, 0];
	for (let i = 0; i < scores.length; i++) {
		if (i === other || out.has(i)) continue;
		if (scores[i]! > own) above++;
		else if (scores[i] === own) same++;
	}
	return 1 + above + same / 2;
}

/** Area under the curve, and average precision; ties count half, and precision is taken after each group of them. */
export function separation(
	linked: readonly number[],
	unlinked: readonly number[],
): { auc: number; ap: number } {
	const all = [
		...linked.map((score) => [score, 1] as const),
		...unlinked.map((score) => [score, 0] as const),
	];
	all.sort(([a], [b]) => b - a);
	let [seen, right, wins, precision] = [0, 0, 0, 0];
	for (let start = 0; start < all.length; ) {
		let end = start;
		let positive = 0;
		for (; end < all.length && all[end]![0] === all[start]![0]; end++) positive += all[end]![1];
		const negative = end - start - positive;
		wins += negative * (right + positive / 2);
		right += positive;
		seen = end;
		precision += (positive * right) / seen;
		start = end;
	}
	return { auc: wins / (linked.length * unlinked.length), ap: precision / linked.length };
}

/** The rows of scores that were asked for, while there is room for them. */
class ScoresOf {
	readonly #rows = new Map<number, Float64Array>();
	readonly #room: number;

	constructor(
		readonly items: number,
		readonly ranker: Ranker,
	) {
		this.#room = Math.floor(3e7 / items);
	}

	of(item: number): Float64Array {
		const known = this.#rows.get(item);
		if (known !== undefined) return known;
		const scores = new Float64Array(this.items);
		this.ranker(item, scores);
		if (this.#rows.size < this.#room) this.#rows.set(item, scores);
		return scores;
	}
}

/** A pair's score is the sum of what each end says of the other. */
function pairScores(pairs: Uint32Array, scores: ScoresOf): number[] {
	return endsOf(pairs).map(([a, b]) => scores.of(a)[b]! + scores.of(b)[a]!);
}

function endsOf(pairs: Uint32Array): [number, number][] {
	return Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i]!, pairs[2 * i + 1]!]);
}

function swapped(pairs: Uint32Array): Uint32Array {
	return pairs.map((_, i) => pairs[i ^ 1]!);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
