/** float32 results are the same bits with and without SIMD, on every run, and with any number of threads. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKernelTeam, type Floats, type Kernels, type KernelTeam } from "../../src/kernels/index.js";
import { draw, drawSparse, oddSizes, plain32, relaxed, seeded, wasm } from "./makers.js";

const bitsOf = (x: Floats) => Array.from(new Uint32Array(Float32Array.from(x).buffer));

/** Every kernel on one size, all results behind each other. NaN is drawn nowhere. */
function everything(kernels: Kernels, n: number, d: number): number[] {
	const rng = seeded(1000 * n + d);
	const results: Floats[] = [];
	const input = (length: number) => draw(rng, length);
	const result = (length: number) => {
		const x = draw(rng, length);
		results.push(x);
		return x;
	};
	const nd = n * d;
	for (const transposeA of [false, true]) {
		for (const transposeB of [false, true]) {
			for (const add of [false, true]) {
				const options = { transposeA, transposeB, add };
				kernels.gemm(result(n * d), input(n * 300), input(300 * d), n, d, 300, options);
			}
		}
	}
	const s = drawSparse(rng, n, n, 4 * n);
	for (const add of [false, true]) kernels.spmm(result(nd), s, input(nd), d, { add });
	kernels.sddmm(result(s.columns.length), s, input(nd), input(nd), d);
	kernels.addRow(result(nd), input(nd), input(d), n, d);
	kernels.sumRows(result(d), input(nd), n, d);
	kernels.normalizeRows(result(nd), result(n), input(nd), n, d);
	kernels.normalizeRowsBackward(result(nd), input(nd), input(nd), input(n).map(Math.abs), n, d);
	kernels.rowDots(result(n), input(nd), input(nd), n, d);
	const places = Uint32Array.from({ length: n }, () => rng.integer(n));
	kernels.gatherRows(result(nd), input(nd), places, n, d);
	kernels.scatterAddRows(result(nd), input(nd), places, n, d);
	for (const add of [false, true]) {
		const x = { data: input(n * (d + 3)), width: d + 3, column: 2 };
		kernels.copyColumns({ data: result(n * (d + 1)), width: d + 1, column: 1 }, x, n, d, { add });
	}
	for (const name of ["add", "subtract", "multiply", "multiplyAdd"] as const) {
		kernels[name](result(nd), input(nd), input(nd), nd);
	}
	for (const name of ["sigmoidBackward", "tanhBackward", "reluBackward"] as const) {
		kernels[name](result(nd), input(nd), input(nd), nd);
	}
	for (const name of ["exp", "sigmoid", "tanh", "relu"] as const) kernels[name](result(nd), input(nd), nd);
	kernels.log(result(nd), input(nd).map(Math.abs), nd);
	kernels.scale(result(nd), 0.1, input(nd), nd);
	kernels.axpy(result(nd), 0.1, input(nd), nd);
	results.push(Float32Array.of(kernels.dot(input(nd), input(nd), nd), kernels.sum(input(nd), nd)));
	kernels.gru(result(nd), result(3 * nd), input(3 * nd), input(3 * nd), input(nd), n, d);
	kernels.gruBackward(
		...([result(3 * nd), result(3 * nd), result(nd), input(nd), input(3 * nd), input(3 * nd)] as const),
		...([input(nd), n, d] as const),
	);
	kernels.lstm(result(nd), result(nd), result(4 * nd), input(4 * nd), input(nd), n, d);
	kernels.lstmBackward(
		...([result(4 * nd), result(nd), input(nd), input(nd), input(4 * nd), input(nd)] as const),
		...([input(nd), n, d] as const),
	);
	kernels.softmaxRows(result(nd), input(nd), n, d);
	kernels.softmaxRowsBackward(result(nd), input(nd), input(nd), n, d);
	const targets = Uint32Array.from({ length: n }, () => rng.integer(d));
	kernels.crossEntropyRows(result(n), result(nd), input(nd), targets, n, d);
	kernels.adam(result(nd), input(nd), result(nd), input(nd).map(Math.abs), nd, 17, 0.003);
	return results.flatMap(bitsOf);
}

const sizes = oddSizes.slice(1).map((d, i) => [1 + ((i * 7) % 40), d] as const);

test.each(sizes)("%d rows of %d: SIMD and plain", (n, d) => {
	expect(everything(wasm, n, d)).toEqual(everything(plain32, n, d));
});

test("relaxed SIMD repeats itself on one machine", () => {
	expect(everything(relaxed, 33, 65)).toEqual(everything(relaxed, 33, 65));
});

test("the elementary functions agree on bits of every kind", () => {
	const x = Float32Array.from(
		new Float32Array(Uint32Array.from({ length: 50_000 }, bitsOfEveryKind()).buffer),
	);
	for (const name of ["exp", "log", "sigmoid", "tanh", "relu"] as const) {
		const [one, other] = [x.slice(), x.slice()];
		plain32[name](one, x, x.length);
		wasm[name](other, x, x.length);
		const differ = Array.from(one.keys()).filter((i) => !Object.is(one[i], other[i]));
		expect([name, differ.map((i) => x[i])]).toEqual([name, []]);
	}
});

function bitsOfEveryKind(): () => number {
	const rng = seeded(5);
	return () => rng.bits();
}

describe("a team", () => {
	const teams: KernelTeam[] = [];
	beforeAll(async () => {
		for (const threads of [2, 3]) teams.push(createKernelTeam(threads, { least: { gemm: 0, spmm: 0 } }));
		while (teams.some((team, i) => team.ready() < i + 1)) await new Promise((done) => setTimeout(done, 5));
	});
	afterAll(() => Promise.all(teams.map((team) => team.close())));

	test.each(sizes)("%d rows of %d: two threads, three threads, one", (n, d) => {
		const alone = everything(wasm, n, d);
		for (const { kernels } of teams) expect(everything(kernels, n, d)).toEqual(alone);
	});

	test("large products, again and again", () => {
		const rng = seeded(2);
		for (let run = 0; run < 40; run++) {
			const [m, n, k] = [500 + rng.integer(500), 1 + rng.integer(70), 1 + rng.integer(600)];
			const [a, b] = [draw(rng, m * k), draw(rng, k * n)];
			const expected = new Float32Array(m * n);
			wasm.gemm(expected, a, b, m, n, k);
			const s = drawSparse(rng, m, m, 10 * m);
			const x = draw(rng, m * n);
			const sums = new Float32Array(m * n);
			wasm.spmm(sums, s, x, n);
			for (const { kernels } of teams) {
				const [product, y] = [new Float32Array(m * n), new Float32Array(m * n)];
				kernels.gemm(product, a, b, m, n, k);
				kernels.spmm(y, s, x, n);
				expect(Buffer.compare(bytes(product), bytes(expected))).toBe(0);
				expect(Buffer.compare(bytes(y), bytes(sums))).toBe(0);
			}
		}
	});

	test("goes on without its helpers", async () => {
		const team = createKernelTeam(2, { least: { gemm: 0, spmm: 0 } });
		const before = everything(team.kernels, 40, 33); // whether they are there yet or not
		await team.close();
		expect(everything(team.kernels, 40, 33)).toEqual(before);
	});
});

const bytes = (x: Float32Array) => new Uint8Array(x.buffer, x.byteOffset, x.byteLength);
