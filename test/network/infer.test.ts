import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type Cell,
	createRng,
	type Edge,
	fromEdges,
	type Graph,
	ggnn,
	gru,
	infer,
	inverse,
	linear,
	lstm,
	normalize,
	propagate,
	type Rng,
	refresh,
	synchronous,
	type Tensor,
	tensor,
} from "../../src/network/index.js";
import { randomParameter, randomTensor } from "./support/numbers.js";

const relations = ["out", "back"];
const size = { input: 3, hidden: 4, relations };
const Win = randomParameter([3, 4]);
const cells: Record<string, Cell> = {
	gru: gru(size),
	ggnn: ggnn(size),
	lstm: lstm(size),
	"gru that begins with its input": { ...gru(size), init: (x) => ({ h: linear(x, Win) }) },
};

describe.each(Object.entries(cells))("inference: %s", (_name, cell) => {
	test("block by block, the bits are those of propagate", () => {
		const graph = over(23, edgesOf(23, createRng(1)));
		const input = randomTensor([23, 3]);
		const expected = [1, 2, 3].map(
			(steps) => propagate(graph, cell, { input, schedule: synchronous(steps) }).state.h.data,
		);
		for (const block of [1, 5, 23, 4096]) {
			const [, ...states] = infer(graph, cell, { input, steps: 3, block });
			expect(states.map(({ h }) => h.data)).toEqual(expected);
			expect(states.every(({ h }) => h.source === null)).toBe(true);
		}
	});

	test("a refresh after any change is a new inference, bit by bit, of the rows it names", () => {
		fc.assert(
			fc.property(fc.nat(), fc.integer({ min: 1, max: 7 }), (seed, block) => {
				const rng = createRng(seed);
				const n = 12;
				const edges = edgesOf(n, rng);
				const before = { graph: over(n, edges), input: randomTensor([n, 3], rng) };
				const kept = edges.filter(() => rng.uniform() < 0.9);
				const after = {
					graph: over(n, [...kept, [rng.integer(n), rng.integer(n), 1]]),
					input: edited(before.input, rng),
				};

				const states = infer(before.graph, cell, { input: before.input, steps: 2 });
				const old = states.at(-1)!.h.toArrays();
				const changed = differences(before, after);
				const renewed = new Set(refresh(after.graph, cell, { input: after.input, states, changed, block }));
				const expected = infer(after.graph, cell, { input: after.input, steps: 2 });
				expect(states.map(({ h }) => h.data)).toEqual(expected.map(({ h }) => h.data));
				states
					.at(-1)!
					.h.toArrays()
					.forEach((row, v) => {
						if (!renewed.has(v)) expect(row).toEqual(old[v]);
					});
			}),
			{ numRuns: 25, seed: 1 },
		);
	});
});

test("a refresh touches no more than what T edges reach", () => {
	const chain = Array.from({ length: 50 }, (_, i): Edge => [i, i + 1]);
	const graph = { nodes: 51, relations: { out: fromEdges(51, chain) } };
	const cell = gru({ input: 3, hidden: 4 });
	const input = randomTensor([51, 3]);
	const states = infer(graph, cell, { input, steps: 2 });
	expect([...refresh(graph, cell, { input, states, changed: Uint32Array.of(30, 10, 30) })]).toEqual([
		...[10, 11, 12],
		...[30, 31, 32],
	]);
});

interface World {
	readonly graph: Graph;
	readonly input: Tensor;
}

function over(nodes: number, edges: Edge[]): Graph {
	const out = normalize(fromEdges(nodes, edges), "symmetric");
	return { nodes, relations: { out, back: inverse(out) } };
}

function edgesOf(n: number, rng: Rng): Edge[] {
	return Array.from({ length: n }, (): Edge => [rng.integer(n), rng.integer(n), 1]);
}

function edited(input: Tensor, rng: Rng): Tensor {
	const rows = input.toArrays();
	rows[rng.integer(rows.length)]![0]! += 1;
	return tensor(rows);
}

/** Whose input or arriving edges are different. */
function differences(a: World, b: World): Uint32Array {
	const seen = ({ graph, input }: World, v: number) =>
		JSON.stringify([
			input.toArrays()[v],
			...Object.values(graph.relations).map(({ arriving: { offsets, columns, weights } }) => {
				const [from, to] = [offsets[v], offsets[v + 1]];
				return [Array.from(columns.subarray(from, to)), Array.from(weights.subarray(from, to))];
			}),
		]);
	return Uint32Array.from([...Array(a.graph.nodes).keys()].filter((v) => seen(a, v) !== seen(b, v)));
}
