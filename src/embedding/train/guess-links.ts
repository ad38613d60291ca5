import type { Floats, Kernels } from "../../kernels/index.js";
import { type Graph, gatherRows, type Tensor, withoutGradients, wrap } from "../../network/index.js";
import { type Adjacency, neighborsOf } from "../graph/adjacency.js";
import { answersOf, type LinkNetwork, questionsOf, readOut, runNetwork } from "./link-network.js";

/** What a network thinks of every pair of items, without having written it all down. In the kernels' memory. */
export interface Guess {
	readonly kernels: Kernels;
	readonly items: number;
	/** Columns of both. */
	readonly width: number;
	/** (items, width) */
	readonly questions: Floats;
	readonly answers: Floats;
}

/** `degrees` of the items, as `logDegrees` has them. With `asking`, no other items have questions. */
export function guessLinks(
	network: LinkNetwork,
	messages: Graph,
	...[inputs, degrees, asking]: [Tensor, Tensor, Uint32Array?]
): Guess {
	return withoutGradients(() =>
		guessFrom(network, readOut(runNetwork(network, messages, inputs)), degrees, asking),
	);
}

/** From the rows of all nodes, the items' first. With `asking`, no other items have questions. */
export function guessFrom(network: LinkNetwork, z: Tensor, degrees: Tensor, asking?: Uint32Array): Guess {
	return withoutGradients(() => {
		const items = degrees.rows;
		const own = wrap(z.data, [items, z.columns], z.kernels);
		const asked = questionsOf(network, asking ? gatherRows(own, asking) : own);
		const { kernels, columns: width } = asked;
		const questions = asking ? kernels.scratch(items * width) : asked.data;
		asking?.forEach((item, i) => {
			questions.set(asked.data.subarray(i * width, (i + 1) * width), item * width);
		});
		return { kernels, items, width, questions, answers: answersOf(own, degrees).data };
	});
}

/** (rows.length, items): the scores of all items for each of some. */
function scoreRows({ kernels, items, width, questions, answers }: Guess, rows: Uint32Array): Floats {
	const asked = kernels.floats(rows.length * width);
	kernels.gatherRows(asked, questions, rows, rows.length, width);
	const scores = kernels.floats(rows.length * items);
	kernels.gemm(scores, asked, answers, rows.length, items, width, { transposeB: true });
	return scores;
}

/** The scores of some items for one. */
export function scoreSome(
	{ width, questions, answers }: Guess,
	item: number,
	others: Uint32Array,
	out: Float64Array,
): void {
	for (let i = 0; i < others.length; i++) {
		let score = 0;
		const [question, answer] = [item * width, others[i]! * width];
		for (let k = 0; k < width; k++) score += questions[question + k]! * answers[answer + k]!;
		out[i] = score;
	}
}

export function everyone(items: number): Uint32Array {
	return Uint32Array.from({ length: items }, (_, i) => i);
}

/**
 * Asks for each pair from both its ends, among all items that are not known to be linked. `quality` is what training
 * goes by: it also counts whether the right answer is among the first ten, and how far down the list it is.
 */
export function measureGuesses(
	guess: Guess,
	pairs: Uint32Array,
	known: Adjacency,
): { readonly quality: number; readonly validation: number } {
	const { kernels, items } = guess;
	const [asked, wanted] = [pairs, pairs.map((_, i) => pairs[i ^ 1]!)];
	let [reciprocal, hits, depth] = [0, 0, 0];
	for (let from = 0; from < asked.length; from += block) {
		const mark = kernels.mark();
		const rows = asked.subarray(from, from + block);
		const scores = scoreRows(guess, rows);
		rows.forEach((item, i) => {
			const own = scores.subarray(i * items, (i + 1) * items);
			const rank = rankOf(own, item, wanted[from + i]!, neighborsOf(known, item));
			reciprocal += 1 / rank;
			if (rank <= 10) hits++;
			depth += (rank - 1) / items;
		});
		kernels.reset(mark);
	}
	const n = Math.max(1, asked.length);
	return { quality: (reciprocal + hits / 2 - depth / 2) / n, validation: reciprocal / n };
}

const block = 256;

/** From 1; between those that score the same, in the middle. Changes the scores. */
function rankOf(scores: Floats, item: number, wanted: number, out: Uint32Array): number {
	const own = scores[wanted]!;
	scores[item] = Number.NEGATIVE_INFINITY;
	for (const other of out) scores[other] = Number.NEGATIVE_INFINITY;
	let [above, same] = [0, 0];
	for (let i = 0; i < scores.length; i++) {
		if (scores[i]! > own) above++;
		else if (scores[i] === own && i !== wanted) same++;
	}
	return 1 + above + same / 2;
}
