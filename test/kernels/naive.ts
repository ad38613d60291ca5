/** What every kernel is to compute, said the shortest way, in float64. Arrays that are added to are changed in place. */
import type { Csr, GemmOptions } from "../../src/kernels/index.js";

type Numbers = ArrayLike<number>;

const sigma = (x: number) => 1 / (1 + Math.exp(-x));
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const total = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

export const elementwise: Record<string, (...x: number[]) => number> = {
	add: (_, a, b) => a! + b!,
	subtract: (_, a, b) => a! - b!,
	multiply: (_, a, b) => a! * b!,
	multiplyAdd: (y, a, b) => y! + a! * b!,
	exp: (_, x) => Math.exp(x!),
	log: (_, x) => Math.log(x!),
	sigmoid: (_, x) => sigma(x!),
	tanh: (_, x) => Math.tanh(x!),
	relu: (_, x) => Math.max(0, x!),
	sigmoidBackward: (dx, dy, y) => dx! + dy! * y! * (1 - y!),
	tanhBackward: (dx, dy, y) => dx! + dy! * (1 - y! * y!),
	reluBackward: (dx, dy, y) => dx! + (y! > 0 ? dy! : 0),
};

export function gemm(
	c: number[],
	a: Numbers,
	b: Numbers,
	m: number,
	n: number,
	k: number,
	{ transposeA, transposeB, add }: GemmOptions = {},
): number[] {
	const left = (i: number, p: number) => a[transposeA ? p * m + i : i * k + p]!;
	const right = (p: number, j: number) => b[transposeB ? j * k + p : p * n + j]!;
	return range(m * n).map((at) => {
		const [i, j] = [Math.floor(at / n), at % n];
		return (add ? c[at]! : 0) + total(range(k).map((p) => left(i, p) * right(p, j)));
	});
}

export function dense(s: Csr): number[] {
	const matrix = range(s.rows * s.width).map(() => 0);
	for (const i of range(s.rows)) {
		for (let k = s.offsets[i]!; k < s.offsets[i + 1]!; k++)
			matrix[i * s.width + s.columns[k]!]! += s.weights[k]!;
	}
	return matrix;
}

export const dot = (a: Numbers, b: Numbers, n: number, from = 0, at = 0) =>
	total(range(n).map((i) => a[from + i]! * b[at + i]!));

export function softmax(x: Numbers): number[] {
	const highest = Math.max(...Array.from(x));
	if (highest === Number.NEGATIVE_INFINITY) return range(x.length).map(() => 0);
	const powers = Array.from(x, (value) => Math.exp(value - highest));
	return powers.map((value) => value / total(powers));
}

/** One row of a GRU: the new state and its gates. */
export function gru(gx: Numbers, gh: Numbers, h: Numbers, d: number) {
	const r = range(d).map((j) => sigma(gx[j]! + gh[j]!));
	const z = range(d).map((j) => sigma(gx[d + j]! + gh[d + j]!));
	const c = range(d).map((j) => Math.tanh(gx[2 * d + j]! + r[j]! * gh[2 * d + j]!));
	return { out: range(d).map((j) => (1 - z[j]!) * c[j]! + z[j]! * h[j]!), gates: [...r, ...z, ...c] };
}

/** One row of an LSTM. */
export function lstm(g: Numbers, c: Numbers, d: number) {
	const [i, f, o] = [0, 1, 3].map((gate) => range(d).map((j) => sigma(g[gate * d + j]!))) as [
		number[],
		number[],
		number[],
	];
	const candidate = range(d).map((j) => Math.tanh(g[2 * d + j]!));
	const outC = range(d).map((j) => f[j]! * c[j]! + i[j]! * candidate[j]!);
	return { outC, outH: outC.map((x, j) => o[j]! * Math.tanh(x)), gates: [...i, ...f, ...candidate, ...o] };
}
