import { addInto } from "../gradient.js";
import type { Tensor } from "../tensor.js";
import { demand, make, withGradient } from "./make.js";

/** Each row to probabilities. −∞ masks an entry; a row of nothing else becomes zeros. */
export function softmax(x: Tensor): Tensor {
	const { kernels, rows: n, columns: d } = x;
	const y = make(x.shape, x); // (n, d)
	kernels.softmaxRows(y.data, x.data, n, d);
	return withGradient(y, [x], (dy) => addInto(x, (dx) => kernels.softmaxRowsBackward(dx, dy, y.data, n, d)));
}

/** log softmax of each row: x − log Σ eˣ; (y)′ = dy − eʸ · Σ dy */
export function logSoftmax(x: Tensor): Tensor {
	const { kernels, rows: n, columns: d } = x;
	const y = make(x.shape, x); // (n, d)
	const best = kernels.indices(n);
	for (let i = 0; i < n; i++) best[i] = indexOfLargest(x.data, i * d, d);
	const rest = kernels.scratch(n); // log Σ eˣ − max
	kernels.crossEntropyRows(rest, y.data, x.data, best, n, d);
	for (let i = 0; i < n; i++) {
		const off = x.data[i * d + best[i]!]! + rest[i]!;
		for (let k = i * d; k < (i + 1) * d; k++) y.data[k] = x.data[k]! - off;
	}
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			const p = kernels.scratch(n * d);
			kernels.exp(p, y.data, n * d);
			for (let i = 0; i < n; i++) {
				let total = 0;
				for (let k = i * d; k < (i + 1) * d; k++) total += dy[k]!;
				for (let k = i * d; k < (i + 1) * d; k++) dx[k]! += dy[k]! - p[k]! * total;
			}
		}),
	);
}

/**
 * log Σ eˣ of each row (n, 1). −∞ counts for nothing, and so do the entries in `without` (entry (i, j) is i · columns + j);
 * of a row of nothing else it is −∞.
 */
export function logSumExp(x: Tensor, without?: Uint32Array): Tensor {
	const { kernels, rows: n, columns: d } = x;
	const y = make([n, 1], x); // (n, 1)
	const slope = kernels.scratch(n * d); // (n, d)  first x, then softmax − onehot
	slope.set(x.data.subarray(0, n * d));
	for (const entry of without ?? []) slope[entry] = Number.NEGATIVE_INFINITY;
	const best = kernels.indices(n);
	for (let i = 0; i < n; i++) best[i] = indexOfLargest(slope, i * d, d);
	const most = Float64Array.from(best, (j, i) => slope[i * d + j]!);
	kernels.crossEntropyRows(y.data, slope, slope, best, n, d);
	for (let i = 0; i < n; i++) y.data[i]! += most[i]!;
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			for (let i = 0; i < n; i++) {
				if (most[i] === Number.NEGATIVE_INFINITY) continue;
				kernels.axpy(dx.subarray(i * d), dy[i]!, slope.subarray(i * d), d);
				dx[i * d + best[i]!]! += dy[i]!;
			}
		}),
	);
}

/** −log softmax(X[i])[targets[i]] of each row i (n): how surprising the right answer is. */
export function crossEntropy(x: Tensor, targets: Uint32Array): Tensor {
	const { kernels, rows: n, columns: d } = x;
	const loss = make([n], x); // (n)
	demand(targets.length >= n, "crossEntropy", x, loss);
	const slope = kernels.scratch(n * d); // (n, d)  softmax − onehot
	kernels.crossEntropyRows(loss.data, slope, x.data, targets, n, d);
	return withGradient(loss, [x], (dy) =>
		addInto(x, (dx) => {
			if (isUniform(dy, n)) kernels.axpy(dx, dy[0] ?? 0, slope, n * d);
			else for (let i = 0; i < n; i++) for (let k = i * d; k < (i + 1) * d; k++) dx[k]! += dy[i]! * slope[k]!;
		}),
	);
}

function indexOfLargest(x: ArrayLike<number>, from: number, d: number): number {
	let best = 0;
	for (let j = 1; j < d; j++) if (x[from + j]! > x[from + best]!) best = j;
	return best;
}

/** As after `mean` or `sum`. */
function isUniform(x: ArrayLike<number>, n: number): boolean {
	for (let i = 1; i < n; i++) if (x[i] !== x[0]) return false;
	return true;
}
