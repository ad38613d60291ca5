import { beforeAll, describe, expect, test } from "vitest";
import { undirected } from "../../src/embedding/graph/adjacency.js";
import type { AttributedGraph } from "../../src/embedding/graph/attributed-graph.js";
import { sortPairs } from "../../src/embedding/graph/pairs.js";
import { readGraph } from "../../src/embedding/reading.js";
import { everyone } from "../../src/embedding/train/guess-links.js";
import { hidePairs, linkedPairs, shufflePairs } from "../../src/embedding/train/hide-pairs.js";
import type { CellName } from "../../src/embedding/train/link-network.js";
import { LinkScorer } from "../../src/embedding/train/link-scorer.js";
import { featureCount } from "../../src/embedding/train/pair-features.js";
import { type LinkModel, type TextRows, trainLinks } from "../../src/embedding/train/train-links.js";
import { createRng, createWasmKernels } from "../../src/kernels/index.js";

const kernels = createWasmKernels();
const options = { seed: 7, dimension: 16, epochs: 200, cell: "gru" } as const;

describe("planted: items of topic t link to items of topic t + 1, of which their text says nothing", () => {
	const { graph, texts, hidden, known } = plant({ items: 120, topics: 4, degree: 10, seed: 3 });
	let model: LinkModel;

	beforeAll(async () => {
		model = await trainLinks(kernels, graph, texts, options);
	});

	test("training beats its start, which takes likeness for a reason to link", async () => {
		const start = await trainLinks(kernels, graph, texts, { ...options, epochs: 0 });
		const before = reciprocalRank(start, (scorer, ...ask) => scorer.guess(...ask));
		const after = reciprocalRank(model, (scorer, ...ask) => scorer.guess(...ask));
		expect(start.training?.best).toBe(0);
		expect(after).toBeGreaterThan(1.5 * before);
	});

	test("a network that was taught other links guesses worse", async () => {
		const swapped = createRng(1).shuffle(everyone(graph.items));
		const wrong = { ...graph, links: sortPairs(graph.links.map((end) => swapped[end]!)) };
		const misled = await trainLinks(kernels, wrong, texts, options);
		const guess = (scorer: LinkScorer, ...ask: Ask) => scorer.guess(...ask);
		expect(reciprocalRank(misled, guess)).toBeLessThan(0.7 * reciprocalRank(model, guess));
	});

	test("the same seed, the same bytes; another seed, others", async () => {
		expect(await trainLinks(kernels, graph, texts, options)).toEqual(model);
		const other = await trainLinks(kernels, graph, texts, { ...options, seed: 8 });
		expect(other.networks).not.toEqual(model.networks);
	});

	test.each(["lstm", "rnn", "linear"] satisfies CellName[])("a %s learns it, too", async (cell) => {
		const start = await trainLinks(kernels, graph, texts, { ...options, cell, epochs: 0 });
		const trained = await trainLinks(kernels, graph, texts, { ...options, cell });
		const guess = (scorer: LinkScorer, ...ask: Ask) => scorer.guess(...ask);
		expect(reciprocalRank(trained, guess)).toBeGreaterThan(1.2 * reciprocalRank(start, guess));
	});

	test("the parts of a score add up to it", () => {
		const scorer = scorerOf(graph, texts, model);
		const others = everyone(graph.items).subarray(1);
		const scores = new Float64Array(others.length);
		scorer.score(0, others, scores);
		const parts = new Float32Array(others.length * featureCount);
		scorer.parts(0, others, parts);
		const sums = Array.from(others, (_, i) =>
			parts.subarray(i * featureCount, (i + 1) * featureCount).reduce((a, b) => a + b, 0),
		);
		const offset = scores[0]! - sums[0]!;
		sums.forEach((sum, i) => {
			expect(sum + offset).toBeCloseTo(scores[i]!, 4);
		});
	});

	/** Of the links that were hidden from training, among all items that are not linked. */
	function reciprocalRank(of: LinkModel, ask: (scorer: LinkScorer, ...ask: Ask) => void): number {
		const scorer = scorerOf(graph, texts, of);
		const all = everyone(graph.items);
		const scores = new Float64Array(graph.items);
		let sum = 0;
		hidden.forEach((item, i) => {
			ask(scorer, item, all, scores);
			const wanted = hidden[i ^ 1]!;
			const out = new Set([item, ...known[item]!]);
			sum += 1 / (1 + all.filter((other) => !out.has(other) && scores[other]! > scores[wanted]!).length);
		});
		return sum / hidden.length;
	}
});

describe("graphs of which little is known", () => {
	test.each<[what: string, graph: AttributedGraph]>([
		["nothing", graphOf(0, [])],
		["one item", graphOf(1, [])],
		["two items", graphOf(2, [[0, 1]])],
		["no links", graphOf(30, [])],
		["all links", graphOf(12, allPairs(12))],
		["enough links between two items and the others", graphOf(60, star(60))],
	])("%s: finite scores", async (_, graph) => {
		const texts = textsOf(graph.items, 8, (item, j) => (item % 4 === j ? 1 : 0.1));
		const model = await trainLinks(kernels, graph, texts, { ...options, epochs: 4 });
		const scorer = scorerOf(graph, texts, model);
		for (const item of everyone(graph.items)) {
			const scores = new Float64Array(graph.items);
			scorer.score(item, everyone(graph.items), scores);
			expect(scores.every(Number.isFinite)).toBe(true);
		}
	});

	test("without links, who says the same comes first", async () => {
		const graph = graphOf(30, []);
		const texts = textsOf(30, 8, (item, j) => (item % 5 === j ? 1 : 0.05));
		const model = await trainLinks(kernels, graph, texts, options);
		expect(model.training).toBeUndefined();
		const scores = new Float64Array(30);
		scorerOf(graph, texts, model).score(0, everyone(30), scores);
		const order = [...everyone(30)].filter((i) => i !== 0).sort((a, b) => scores[b]! - scores[a]!);
		expect(order.slice(0, 5).map((i) => i % 5)).toEqual([0, 0, 0, 0, 0]);
	});

	test("an item without text and links has nobody near, and harms nobody", async () => {
		const graph = graphOf(60, star(59));
		const texts = textsOf(60, 8, (item, j) => (item === 59 ? 0 : item % 4 === j ? 1 : 0.1));
		const model = await trainLinks(kernels, graph, texts, { ...options, epochs: 4 });
		const scores = new Float64Array(60);
		scorerOf(graph, texts, model).score(59, everyone(60), scores);
		expect(scores.every(Number.isFinite)).toBe(true);
	});
});

test("hiding pairs hides both directions and nothing else", () => {
	const graph = graphOf(4, [
		[0, 1],
		[1, 0],
		[1, 2],
		[3, 2],
	]); // prettier-ignore
	expect(linkedPairs(graph)).toEqual(Uint32Array.of(0, 1, 1, 2, 2, 3));
	expect(hidePairs(graph.links, Uint32Array.of(1, 0, 2, 3), 4)).toEqual(Uint32Array.of(1, 2));
	const shuffled = shufflePairs(linkedPairs(graph), createRng(1));
	expect(sortPairs(shuffled)).toEqual(linkedPairs(graph));
});

type Ask = [item: number, others: Uint32Array, out: Float64Array];

function scorerOf(graph: AttributedGraph, texts: TextRows, model: LinkModel): LinkScorer {
	return new LinkScorer(graph, model, readGraph(kernels, graph, texts, model));
}

interface Plan {
	readonly items: number;
	readonly topics: number;
	readonly degree: number;
	readonly seed: number;
}

/** A tenth of the pairs is hidden. */
function plant({ items, topics, degree, seed }: Plan) {
	const rng = createRng(seed);
	const links: [number, number][] = [];
	for (let item = 0; item < items; item++) {
		for (let i = 0; i < degree; i++) {
			const next = (item + 1) % topics;
			links.push([item, next + topics * rng.integer(items / topics)]);
		}
	}
	const whole = graphOf(
		items,
		links.filter(([a, b]) => a !== b),
	); // prettier-ignore
	const pairs = shufflePairs(linkedPairs(whole), rng);
	const hidden = pairs.slice(0, 2 * Math.floor(pairs.length / 20));
	const adjacency = undirected(whole.links, items);
	return {
		graph: { ...whole, links: hidePairs(whole.links, hidden, items) },
		texts: textsOf(items, 2 * topics, (item, j) => (item % topics === j ? 1 : 0) + 0.15 * rng.normal()),
		hidden,
		known: Array.from(everyone(items), (item) =>
			adjacency.neighbors.slice(adjacency.offsets[item], adjacency.offsets[item + 1]),
		),
	};
}

function graphOf(items: number, links: readonly (readonly [number, number])[]): AttributedGraph {
	const empty = (width: number) => ({
		...{ rows: items, width, offsets: new Uint32Array(items + 1) },
		...{ columns: new Uint32Array(), weights: new Float32Array() },
	});
	return {
		...{ items, groups: 0, links: sortPairs(Uint32Array.from(links.flat())) },
		...{ memberships: new Uint32Array(), parents: new Uint32Array(), folders: new Uint32Array(items) },
		...{ terms: empty(16), mentions: empty(items) },
	};
}

function textsOf(items: number, width: number, value: (item: number, column: number) => number): TextRows {
	const rows = Float32Array.from({ length: items * width }, (_, i) =>
		value(Math.floor(i / width), i % width),
	);
	for (let item = 0; item < items; item++) {
		const row = rows.subarray(item * width, (item + 1) * width);
		const length = Math.hypot(...row);
		row.forEach((x, j) => {
			row[j] = length > 0 ? x / length : 0;
		});
	}
	return { rows, width };
}

function allPairs(n: number): [number, number][] {
	return Array.from({ length: n * n }, (_, i): [number, number] => [Math.floor(i / n), i % n]).filter(
		([a, b]) => a !== b,
	);
}

function star(n: number): [number, number][] {
	return Array.from({ length: n - 2 }, (_, i): [number, number][] => [
		[0, i + 2],
		[i + 2, 1],
	]).flat(); // prettier-ignore
}
