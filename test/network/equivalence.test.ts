import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	aggregate,
	backward,
	type Cell,
	chain,
	createPlainKernels,
	createRng,
	createWasmKernels,
	diffusion,
	type Edge,
	fixedPoint,
	fromEdges,
	type Graph,
	gatherRows,
	ggnn,
	gru,
	inverse,
	lstm,
	normalize,
	propagate,
	type Relation,
	rnn,
	type Schedule,
	square,
	sum,
	synchronous,
	type Tensor,
	tensor,
	topological,
	transpose,
	within,
	withoutGradients,
} from "../../src/network/index.js";
import { farthest, randomParameter, randomTensor } from "./support/numbers.js";

const size = { input: 3, hidden: 4, relations: ["out", "back"] };
const cells = { rnn, gru, lstm, ggnn, diffusion };
/** A dense matrix, row v: what arrives at v. */
function matrix(relation: Relation): number[][] {
	const n = relation.arriving.rows;
	const unit = tensor(
		Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))),
	);
	return aggregate(relation, unit).toArrays();
}

describe("relations", () => {
	const edges: Edge[] = [
		[0, 1, 2],
		[0, 2, 3],
		[2, 2, 5],
		[3, 1, 4],
		[0, 1, 1],
	];
	const next = fromEdges(4, edges);

	test("an entry (v, u) for an edge u → v; parallel edges add up", () => {
		expect(matrix(next)).toEqual([
			[0, 0, 0, 0],
			[3, 0, 0, 4],
			[3, 0, 5, 0],
			[0, 0, 0, 0],
		]);
	});

	test("the inverse is the transposed matrix, and its inverse is the first again", () => {
		expect(matrix(inverse(next))).toEqual(transpose(tensor(matrix(next))).toArrays());
		expect(inverse(inverse(next))).toEqual(next);
	});

	test("normalised: what arrives sums to 1, or is shared by both ends", () => {
		const near = (a: number[][], b: number[][]) => expect(farthest(a, b)).toBeLessThan(1e-15);
		near(matrix(normalize(next)), [
			[0, 0, 0, 0],
			[3 / 7, 0, 0, 4 / 7],
			[3 / 8, 0, 5 / 8, 0],
			[0, 0, 0, 0],
		]);
		const root = Math.sqrt;
		near(matrix(normalize(next, "symmetric")), [
			[0, 0, 0, 0],
			[3 / root(7 * 6), 0, 0, 4 / root(7 * 4)],
			[3 / root(8 * 6), 0, 5 / root(8 * 5), 0],
			[0, 0, 0, 0],
		]);
	});

	test("a chain, and one with a lag", () => {
		expect(matrix(chain(3))).toEqual([
			[0, 0, 0],
			[1, 0, 0],
			[0, 1, 0],
		]);
		expect(matrix(chain(3, { lag: 2 }))).toEqual([
			[0, 0, 0],
			[0, 0, 0],
			[1, 0, 0],
		]);
		expect(matrix(chain(1, { lag: 2 }))).toEqual([[0]]);
	});

	test.each([
		[[0, 4]],
		[[-1, 0]],
		[[0.5, 0]],
	] as Edge[][])("an edge that leaves the nodes is refused: %j", (edge) => {
		expect(() => fromEdges(4, [edge])).toThrow(/leaves the 4 nodes/);
	});
});

describe.each(Object.entries(cells))("%s", (_name, make) => {
	const cell = make({ ...size, rng: createRng(7) }) as Cell;
	const schedules: Record<string, Schedule> = { synchronous: synchronous(3), topological: topological() };

	test.each(
		Object.entries(schedules),
	)("renumbering the nodes renumbers the result: %s", (order, schedule) => {
		fc.assert(
			fc.property(fc.nat(), (seed) => {
				const rng = createRng(seed);
				const n = 1 + rng.integer(12);
				const places = rng.shuffle(Array.from({ length: n }, (_, i) => i));
				const x = randomTensor([n, 3], rng);
				const [out, back] = [0, 1].map(() => randomEdges(n, rng, order === "topological"));
				const moved = (edges: Edge[]) => edges.map(([u, v, w]): Edge => [places[u]!, places[v]!, w!]);

				const state = (edges: Edge[][], input: Tensor) => {
					const [a, b] = edges.map((list) => fromEdges(n, list));
					const graph = { nodes: n, relations: { out: a!, back: b! } };
					return propagate(graph, cell, { input, schedule }).state.h.toArrays();
				};
				const before = state([out!, back!], x);
				const input = x.toArrays().map((_, place) => x.toArrays()[places.indexOf(place)]!);
				const after = state([moved(out!), moved(back!)], tensor(input));
				// Not the same bits: the messages of a node are added in the order of its senders' numbers.
				expect(
					farthest(
						before,
						before.map((_, v) => after[places[v]!]!),
					),
				).toBeLessThan(1e-12);
			}),
			{ numRuns: 20, seed: 1 },
		);
	});

	test("renumbering that keeps the order of senders gives the same bits", () => {
		const rng = createRng(3);
		const [n, gap] = [9, 3];
		const edges = randomEdges(n, rng, false);
		const x = randomTensor([n, 3], rng);
		const spread = Array.from({ length: n * gap }, (_, i) =>
			i % gap === 0 ? x.toArrays()[i / gap]! : [0, 0, 0],
		);
		const run = (nodes: number, input: Tensor, list: Edge[]) => {
			const next = fromEdges(nodes, list);
			const graph = { nodes, relations: { out: next, back: inverse(next) } };
			return propagate(graph, cell, { input, schedule: synchronous(3) }).state.h.toArrays();
		};
		const apart = run(
			n * gap,
			tensor(spread),
			edges.map(([u, v, w]) => [u * gap, v * gap, w!]),
		);
		expect(apart.filter((_, i) => i % gap === 0)).toEqual(run(n, x, edges));
	});

	test("a graph without nodes, without edges, with one node that hears itself", () => {
		const over = (nodes: number, edges: Edge[]): Graph => {
			const next = fromEdges(nodes, edges);
			return { nodes, relations: { out: next, back: inverse(next) } };
		};
		const run = (graph: Graph, schedule: Schedule) =>
			propagate(graph, cell, { input: randomTensor([graph.nodes, 3]), schedule }).state.h;
		for (const schedule of [synchronous(2), topological(), fixedPoint({ most: 50 })])
			expect(run(over(0, []), schedule).shape).toEqual([0, 4]);
		for (const schedule of [synchronous(2), topological()])
			expect(run(over(3, []), schedule).data.every(Number.isFinite)).toBe(true);
		expect(run(over(1, [[0, 0]]), synchronous(2)).data.every(Number.isFinite)).toBe(true);
	});

	test("who hears nobody is untouched by the others", () => {
		const relations = (edges: Edge[]) => {
			const next = fromEdges(4, edges);
			return { out: next, back: inverse(next) };
		};
		const x = randomTensor([4, 3]);
		const state = (edges: Edge[]) =>
			propagate({ nodes: 4, relations: relations(edges) }, cell, { input: x, schedule: synchronous(3) }).state
				.h;
		expect(
			state([
				[0, 1],
				[1, 2],
			]).toArrays()[3],
		).toEqual(state([]).toArrays()[3]);
		expect(
			farthest(
				state([
					[0, 1],
					[1, 2],
				]).toArrays()[0],
				state([]).toArrays()[0],
			),
		).toBeGreaterThan(1e-6);
	});

	test.each([
		["plain", () => createPlainKernels({ bits: 32 })],
		["WebAssembly", () => createWasmKernels()],
	])("float32 is float64 but for rounding, with its gradients: %s", (_kernels, create) => {
		const kernels = create();
		const narrow = make({ ...size, rng: createRng(7), kernels }) as Cell;
		const edges = randomEdges(30, createRng(5), false);
		const wide = run(cell, fromEdges(30, edges));
		const single = run(narrow, fromEdges(30, edges, { kernels }), kernels);
		expect(single.h.data).toBeInstanceOf(Float32Array);
		expect(farthest(single.h.data, wide.h.data)).toBeLessThan(1e-5);
		expect(farthest(single.gradient, wide.gradient)).toBeLessThan(1e-5);
	});

	test("WebAssembly gives the bits of plain float32, again and again in the same memory", () => {
		const edges = randomEdges(30, createRng(5), false);
		const [plain, ...again] = [createPlainKernels({ bits: 32 }), createWasmKernels()].flatMap((kernels) => {
			const narrow = make({ ...size, rng: createRng(7), kernels }) as Cell;
			const next = fromEdges(30, edges, { kernels });
			const once = () => {
				let numbers: number[] = [];
				within(kernels, () => {
					const { h, gradient } = run(narrow, next, kernels);
					numbers = [...h.data, ...gradient];
				});
				return numbers;
			};
			return [once(), once()];
		});
		for (const numbers of again) expect(numbers).toEqual(plain);
	});

	test("what only some nodes need gives them the same states and gradients", () => {
		const rng = createRng(4);
		const next = fromEdges(40, randomEdges(40, rng, false).slice(0, 50));
		const graph = { nodes: 40, relations: { out: next, back: inverse(next) } };
		const input = randomParameter([40, 3], rng);
		const rows = Uint32Array.of(7, 3, 31, 7);
		const states = [synchronous(3), synchronous(3, { only: rows })].map((schedule) => {
			for (const { grad } of [input, ...Object.values(cell.parameters)]) grad!.fill(0);
			const { h } = propagate(graph, cell, { input, schedule }).state;
			backward(sum(square(gatherRows(h, rows))));
			const gradients = [input, ...Object.values(cell.parameters)].map(({ grad }) => grad!.slice());
			return { h: gatherRows(h, rows).data, gradients };
		});
		expect(states[1]!.h).toEqual(states[0]!.h);
		expect(farthest(states[1]!.gradients, states[0]!.gradients)).toBeLessThan(1e-12);
		const sets = [...synchronous(3, { only: Uint32Array.of(3) }).sets(graph)];
		expect(sets.map((nodes) => (nodes === "all" ? 40 : nodes.length))).toEqual(
			sets.map((nodes) => (nodes === "all" ? 40 : nodes.length)).toSorted((a, b) => b - a),
		);
		expect(sets[2]).toEqual(Uint32Array.of(3));
	});

	test("without gradients the same comes out, and nothing is kept", () => {
		const graph = { nodes: 5, relations: { out: chain(5), back: inverse(chain(5)) } };
		const options = { input: randomTensor([5, 3]), schedule: synchronous(2) };
		const kept = propagate(graph, cell, options).state.h;
		const free = withoutGradients(() => propagate(graph, cell, options).state.h);
		expect(free.data).toEqual(kept.data);
		expect(kept.source).not.toBeNull();
		expect(free.source).toBeNull();
	});

	function run(of: Cell, next: Relation, kernels = createPlainKernels({ bits: 64 })) {
		const mean = normalize(next, "mean", { kernels });
		const relations = { out: mean, back: inverse(mean) };
		const x = tensor(randomTensor([30, 3], createRng(9)).data, { shape: [30, 3], kernels });
		for (const { grad } of Object.values(of.parameters)) grad!.fill(0);
		const { h } = propagate({ nodes: 30, relations }, of, { input: x, schedule: synchronous(3) }).state;
		backward(sum(square(h)));
		const gradients = Object.values(of.parameters).flatMap(({ grad }) => Array.from(grad!));
		const largest = Math.max(...gradients.map(Math.abs));
		return { h, gradient: gradients.map((g) => g / largest) };
	}
});

test("a cell that has weights for a relation that is not there says so", () => {
	const graph = { nodes: 2, relations: { other: chain(2) } };
	const options = { input: randomParameter([2, 3]), schedule: synchronous(1) };
	expect(() => propagate(graph, gru(size), options)).toThrow(/relation out/);
});

function randomEdges(n: number, rng: ReturnType<typeof createRng>, acyclic: boolean): Edge[] {
	return Array.from({ length: 2 * n }, (): Edge => {
		const [u, v] = [rng.integer(n), rng.integer(n)];
		return acyclic ? [Math.min(u, v), Math.max(u, v), rng.normal()] : [u, v, rng.normal()];
	}).filter(([u, v]) => !acyclic || u !== v);
}
