/** Random numbers: those of the paper, and their statistics. */
import { expect, test } from "vitest";
import { createRng, hashText } from "../../src/kernels/index.js";
import { philox } from "../../src/kernels/random.js";

const hex = (words: Uint32Array) => Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");

// The answers that the authors publish with their library (Random123, kat_vectors).
test.each([
	[0, 0, 0, "ff1dae59 6cd10df2"],
	[0xffffffff, 0xffffffff, 0xffffffff, "2c3f628b ab4fd7ad"],
	[0x243f6a88, 0x85a308d3, 0x13198a2e, "dd7ce038 f62a4c12"],
])("Philox2x32-10 of (%d, %d) under %d", (low, high, key, expected) => {
	const out = new Uint32Array(2);
	philox(out, low, high, key);
	expect(hex(out)).toBe(expected);
});

test("a seed is a sequence, another seed another one", () => {
	const first = (seed: number) =>
		Array.from(
			{ length: 20 },
			(
				(rng) => () =>
					rng.bits()
			)(createRng(seed)),
		);
	expect(first(7)).toEqual(first(7));
	const seeds = [0, 1, -1, 7, 2 ** 32, 2 ** 32 + 7, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
	expect(new Set(seeds.map((seed) => first(seed).join())).size).toBe(seeds.length);
});

test("forks depend on seed and label alone", () => {
	const rng = createRng(3);
	const before = rng.fork("a").bits();
	rng.normal();
	expect(rng.fork("a").bits()).toBe(before);
	const others = [
		rng.fork("b"),
		rng.fork(1),
		rng.fork("1"),
		rng.fork("a").fork("a"),
		rng,
		createRng(4).fork("a"),
	];
	expect(new Set([before, ...others.map((other) => other.bits())]).size).toBe(7);
});

test("uniform: mean ½, variance 1/12, every tenth equally full", () => {
	const { mean, variance, draws } = statistics(50_000, (rng) => rng.uniform());
	expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.006);
	expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
	const tenths = new Array<number>(10).fill(0);
	for (const x of draws) tenths[Math.floor(10 * x)]!++;
	expect(chiSquare(tenths)).toBeLessThan(27.9); // one in a thousand, nine degrees of freedom
});

test("normal: mean 0, variance 1, no skew, kurtosis 3", () => {
	const { mean, variance, draws } = statistics(50_000, (rng) => rng.normal());
	expect(Math.abs(mean)).toBeLessThan(0.02);
	expect(Math.abs(variance - 1)).toBeLessThan(0.03);
	const moment = (power: number) => draws.reduce((sum, x) => sum + x ** power, 0) / draws.length;
	expect(Math.abs(moment(3))).toBeLessThan(0.06);
	expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
});

test("integer: all equally likely, also where words do not divide evenly", () => {
	for (const n of [1, 7, 10, 1000]) {
		const counts = new Array<number>(n).fill(0);
		const rng = createRng(n);
		for (let i = 0; i < 100 * n; i++) counts[rng.integer(n)]!++;
		expect(chiSquare(counts)).toBeLessThan(n + 5 * Math.sqrt(2 * n) + 10);
	}
	const high = 3 * 2 ** 30; // a quarter of all words is thrown away
	const rng = createRng(1);
	expect(Array.from({ length: 1000 }, () => rng.integer(high)).every((x) => x < high)).toBe(true);
});

test("shuffle: a permutation, every order as often", () => {
	const counts = new Map<string, number>();
	const rng = createRng(11);
	for (let i = 0; i < 6000; i++) {
		const order = rng.shuffle([1, 2, 3]).join("");
		counts.set(order, (counts.get(order) ?? 0) + 1);
	}
	expect([...counts.keys()].sort()).toEqual(["123", "132", "213", "231", "312", "321"]);
	expect(chiSquare([...counts.values()])).toBeLessThan(20.5);
	expect(Array.from(rng.shuffle(Uint32Array.of(4, 5, 6))).sort()).toEqual([4, 5, 6]);
});

// FNV-1a of one-byte units is the published one.
test("hashText is FNV-1a", () => {
	expect(hashText("")).toBe(0x811c9dc5);
	expect(hashText("a")).toBe(0xe40c292c);
	expect(hashText("foobar")).toBe(0xbf9cf968);
	expect(hashText("xfoobary", 1, 7)).toBe(0xbf9cf968);
	expect(hashText("图谱")).not.toBe(hashText("谱图"));
});

function statistics(count: number, one: (rng: ReturnType<typeof createRng>) => number) {
	const rng = createRng(42);
	const draws = Array.from({ length: count }, () => one(rng));
	const mean = draws.reduce((a, b) => a + b, 0) / count;
	const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
	return { draws, mean, variance };
}

function chiSquare(counts: number[]): number {
	const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
	return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
