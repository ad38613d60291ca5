/**
 * The leading singular vectors of a sparse matrix (Halko, Martinsson & Tropp 2011, "Finding structure with
 * randomness"): a random block is multiplied by A Aᵀ until it spans them, and the small problem inside that span is
 * solved exactly. All orthonormalising happens on the side of the rows, which are few compared with the columns.
 */
import { orthonormalize } from "./cholesky.js";
import { compactColumns, transposeCsr } from "./csr.js";
import { symmetricEigen } from "./eigen.js";
import type { Csr, Floats, Kernels } from "./kernels.js";
import type { Rng } from "./random.js";

export interface SvdOptions {
	/** Most triples; fewer come back when the matrix has fewer. */
	readonly rank: number;
	/** Further columns of the random block; 16 unless told. */
	readonly oversample?: number;
	/** Multiplications by A Aᵀ after the first; 2 unless told. */
	readonly iterations?: number;
	readonly rng: Rng;
}

/** A ≈ U diag(s) Vᵀ, in arrays of their own. */
export interface Svd {
	readonly rank: number;
	/** (rows, rank) */
	readonly u: Floats;
	/** (rank), descending, all above zero */
	readonly s: Floats;
	/** (columns.length, rank): V without the rows that are zero. */
	readonly v: Floats;
	/** Which columns of A have an entry, ascending. */
	readonly columns: Uint32Array;
}

export function randomizedSvd(kernels: Kernels, matrix: Csr, options: SvdOptions): Svd {
	const mark = kernels.mark();
	const { compact: a, kept: columns } = compactColumns(kernels, matrix);
	const problem: Problem = { kernels, a, at: transposeCsr(kernels, a), n: a.rows };
	const l = Math.min(options.rank + (options.oversample ?? 16), a.rows, a.width);
	const q = rangeOf(problem, l, options);
	const { u, s, rank } = solveInside(problem, q, l, options.rank);
	const v = rightVectors(problem, u, s, rank);
	// slice() copies: what lies in the kernels' memory ends with the mark.
	const found = { u: u.slice(0, a.rows * rank), s: s.slice(0, rank), v: v.slice(0, a.width * rank) };
	kernels.reset(mark);
	return { rank, ...found, columns };
}

interface Problem {
	readonly kernels: Kernels;
	/** (n, w) */
	readonly a: Csr;
	/** (w, n) */
	readonly at: Csr;
	readonly n: number;
}

/** Orthonormal columns (n, l) that span what A mostly does. */
function rangeOf(problem: Problem, l: number, { iterations = 2, rng }: SvdOptions): Floats {
	const { kernels, n } = problem;
	const block = kernels.floats(n * l);
	fillRandom(block, n * l, rng);
	for (let i = 0; i <= iterations; i++) {
		timesGram(problem, block, block, l);
		// On the way they need only be far from parallel.
		orthonormalize(kernels, block, n, l, { exact: i === iterations });
	}
	return block;
}

/** Numbers from −1 to 1: any distribution will do, as long as few columns cannot be parallel by chance. */
function fillRandom(x: Floats, n: number, rng: Rng): void {
	for (let i = 0; i < n; i++) x[i] = rng.bits() / 2 ** 31 - 1;
}

/** Y (n, l) = A (Aᵀ X); y may be x. */
function timesGram({ kernels, a, at }: Problem, y: Floats, x: Floats, l: number): void {
	const mark = kernels.mark();
	const between = kernels.floats(a.width * l);
	kernels.spmm(between, at, x, l);
	kernels.spmm(y, a, between, l);
	kernels.reset(mark);
}

/** U = Q·W, where W are the eigenvectors of Qᵀ A Aᵀ Q and their values are s². */
function solveInside(problem: Problem, q: Floats, l: number, most: number): Pick<Svd, "rank" | "u" | "s"> {
	const { kernels, n } = problem;
	const image = kernels.floats(n * l);
	timesGram(problem, image, q, l);
	const small = kernels.floats(l * l);
	kernels.gemm(small, q, image, l, l, n, { transposeA: true });
	const { values, vectors } = symmetricEigen(small, l);
	const least = (values[0] ?? 0) * (kernels.bits === 32 ? 1e-6 : 1e-13);
	const rank = Math.min(most, values.filter((value) => value > least).length);
	const w = kernels.floats(rank * l); // rows, as they came
	w.set(vectors.subarray(0, rank * l));
	const u = kernels.floats(n * rank);
	kernels.gemm(u, q, w, n, rank, l, { transposeB: true });
	const s = kernels.floats(rank);
	for (let i = 0; i < rank; i++) s[i] = Math.sqrt(values[i]!);
	return { rank, u, s };
}

/** V (w, rank) = Aᵀ U / s */
function rightVectors({ kernels, a, at }: Problem, u: Floats, s: Floats, rank: number): Floats {
	const v = kernels.floats(a.width * rank);
	kernels.spmm(v, at, u, rank);
	for (let i = 0; i < a.width; i++) {
		for (let j = 0; j < rank; j++) v[i * rank + j] = v[i * rank + j]! / s[j]!;
	}
	return v;
}
