/**
 * Dense and sparse arithmetic over typed arrays. Matrices are row-major: entry (i, j) of a matrix with d columns is
 * at i·d + j. Lengths are taken from the arguments n, m, d, …, never from the arrays, which may be longer. An output
 * may not overlap an input unless it says so. Nothing here knows what the numbers mean, and nothing is random: random
 * numbers come from an `Rng` that is passed in.
 *
 * There are two makers, `createPlainKernels` (TypeScript, float64 or float32) and `createWasmKernels` (float32, SIMD),
 * and one test suite for both. Sums are formed in the same order in both and whatever the number of threads, so that
 * the float32 results are the same bits everywhere; only relaxed SIMD differs, in the last bits. The order: products
 * of matrices add up with the inner index ascending; dot, sum and all that reduces a row uses sixteen lanes
 * (plain/reduce.ts). Within 2e-7 (float32) and 5e-16 (float64) relative: exp, log, sigmoid, tanh, by polynomials of
 * our own, so that no engine's `Math` decides a bit.
 */
export type Floats = Float32Array | Float64Array;

/** A sparse matrix, compressed by rows: row i has `columns[k]` with `weights[k]` for offsets[i] ≤ k < offsets[i+1]. */
export interface Csr {
	readonly rows: number;
	readonly width: number;
	/** (rows + 1) */
	readonly offsets: Uint32Array;
	/** (nonzeros), ascending in each row */
	readonly columns: Uint32Array;
	/** (nonzeros) */
	readonly weights: Floats;
}

/** Columns of a dense matrix, from `column` on. */
export interface Columns {
	readonly data: Floats;
	/** Of the whole matrix. */
	readonly width: number;
	readonly column: number;
}

export interface Kernels {
	readonly name: "plain" | "wasm" | "wasm-relaxed";
	/** Width of the numbers that `floats` makes. */
	readonly bits: 32 | 64;

	// Memory. Arrays from anywhere are accepted; those that were made here need not be copied.
	/** Zeroed. */
	floats(length: number): Floats;
	/** Holds anything: for what is written before it is read. */
	scratch(length: number): Floats;
	/** Zeroed. */
	indices(length: number): Uint32Array;
	/** A point to which `reset` returns: what was made since is given up, and may not be used again. */
	mark(): number;
	reset(mark: number): void;

	// Matrices.
	/** C (m, n) = op(A) (m, k) · op(B) (k, n); with `add`, is added to C. `transposeA`: A is stored (k, m). */
	gemm(c: Floats, a: Floats, b: Floats, m: number, n: number, k: number, options?: GemmOptions): void;
	/** Y (rows, d) = S (rows, width) · X (width, d); with `add`, is added to Y. */
	spmm(y: Floats, s: Csr, x: Floats, d: number, options?: { readonly add?: boolean }): void;
	/** out[k] = X[row of k] · Y[columns[k]] for every entry of S: the gradient of `spmm` for the weights. Adds to out. */
	sddmm(out: Floats, s: Csr, x: Floats, y: Floats, d: number): void;
	/** Y (n, d) = X[rows[i]] */
	gatherRows(y: Floats, x: Floats, rows: Uint32Array, n: number, d: number): void;
	/** Y[rows[i]] += X[i], i ascending: the segment sum. */
	scatterAddRows(y: Floats, x: Floats, rows: Uint32Array, n: number, d: number): void;
	/** Y[i, y.column + j] = X[i, x.column + j] for i < n, j < d; with `add`, is added. */
	copyColumns(y: Columns, x: Columns, n: number, d: number, options?: { readonly add?: boolean }): void;
	/** Y (n, d) = X (n, d) + b (d); y may be x. */
	addRow(y: Floats, x: Floats, b: Floats, n: number, d: number): void;
	/** out (d) += Σ_i X (n, d)[i] */
	sumRows(out: Floats, x: Floats, n: number, d: number): void;
	/** Y[i] = X[i] / max(‖X[i]‖, 1e-12), norms (n); y may be x. */
	normalizeRows(y: Floats, norms: Floats, x: Floats, n: number, d: number): void;
	/** dX += gradient of normalizeRows, from its output y and norms; none for rows too short to have a direction. */
	normalizeRowsBackward(dx: Floats, dy: Floats, y: Floats, norms: Floats, n: number, d: number): void;
	/** out[i] = A[i] · B[i] */
	rowDots(out: Floats, a: Floats, b: Floats, n: number, d: number): void;

	// Element by element; the output may be an input.
	add(y: Floats, a: Floats, b: Floats, n: number): void;
	subtract(y: Floats, a: Floats, b: Floats, n: number): void;
	multiply(y: Floats, a: Floats, b: Floats, n: number): void;
	scale(y: Floats, alpha: number, x: Floats, n: number): void;
	/** y += alpha · x */
	axpy(y: Floats, alpha: number, x: Floats, n: number): void;
	/** y += a · b, element by element */
	multiplyAdd(y: Floats, a: Floats, b: Floats, n: number): void;
	exp(y: Floats, x: Floats, n: number): void;
	log(y: Floats, x: Floats, n: number): void;
	sigmoid(y: Floats, x: Floats, n: number): void;
	tanh(y: Floats, x: Floats, n: number): void;
	relu(y: Floats, x: Floats, n: number): void;
	/** dx += dy · y · (1 − y) */
	sigmoidBackward(dx: Floats, dy: Floats, y: Floats, n: number): void;
	/** dx += dy · (1 − y²) */
	tanhBackward(dx: Floats, dy: Floats, y: Floats, n: number): void;
	/** dx += dy where y > 0 */
	reluBackward(dx: Floats, dy: Floats, y: Floats, n: number): void;
	dot(a: Floats, b: Floats, n: number): number;
	sum(x: Floats, n: number): number;

	// Fused updates of gated cells.
	/**
	 * GRU (Cho et al. 2014, arXiv:1406.1078; gate order r, z, c and the place of r as in torch.nn.GRUCell).
	 * gx, gh (n, 3d) are the gates' sums from the input and from the state, biases included; h (n, d).
	 * r = σ(gx_r + gh_r), z = σ(gx_z + gh_z), c = tanh(gx_c + r∘gh_c), out = (1−z)∘c + z∘h. gates (n, 3d) keeps r, z, c.
	 */
	gru(out: Floats, gates: Floats, gx: Floats, gh: Floats, h: Floats, n: number, d: number): void;
	/** Adds to dgx, dgh (n, 3d) and dh (n, d). */
	gruBackward(
		...args: [
			...[dgx: Floats, dgh: Floats, dh: Floats, dout: Floats],
			...[gates: Floats, gh: Floats, h: Floats, n: number, d: number],
		]
	): void;
	/**
	 * LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000; gate order i, f, g, o as in
	 * torch.nn.LSTMCell). g (n, 4d) are the gates' sums, c (n, d) the old memory.
	 * outC = σ(f)∘c + σ(i)∘tanh(g), outH = σ(o)∘tanh(outC). gates (n, 4d) keeps the four activations.
	 */
	lstm(outH: Floats, outC: Floats, gates: Floats, g: Floats, c: Floats, n: number, d: number): void;
	/** Adds to dg (n, 4d) and dc (n, d). */
	lstmBackward(
		...args: [
			...[dg: Floats, dc: Floats, doutH: Floats, doutC: Floats],
			...[gates: Floats, outC: Floats, c: Floats, n: number, d: number],
		]
	): void;

	// Softmax.
	/**
	 * Y[i] = softmax(X[i]); y may be x. −∞ is a masked entry; a row of −∞ becomes zeros. What is less than 1e-30 of the
	 * largest is 0 (as in crossEntropyRows).
	 */
	softmaxRows(y: Floats, x: Floats, n: number, d: number): void;
	/** dX += gradient of softmaxRows from its output y. */
	softmaxRowsBackward(dx: Floats, dy: Floats, y: Floats, n: number, d: number): void;
	/**
	 * loss[i] = −log softmax(X[i])[targets[i]]; dX (n, d) = its gradient (softmax − onehot); dx may be x. A row of −∞ has
	 * no loss and no gradient.
	 */
	crossEntropyRows(loss: Floats, dx: Floats, x: Floats, targets: Uint32Array, n: number, d: number): void;

	/**
	 * One step of Adam (Kingma & Ba 2015, arXiv:1412.6980), in place; `step` counts from 1. β1 .9, β2 .999, ε 1e-8.
	 */
	adam(x: Floats, dx: Floats, m: Floats, v: Floats, n: number, step: number, rate: number): void;
}

export interface GemmOptions {
	readonly transposeA?: boolean;
	readonly transposeB?: boolean;
	readonly add?: boolean;
}
