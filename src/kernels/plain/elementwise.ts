/** Vectors, entry by entry, and their sums. */
import type { Kernels } from "../kernels.js";
import type { Arithmetic } from "./arithmetic.js";
import { reductions } from "./reduce.js";

type Operations =
	| ("add" | "subtract" | "multiply" | "scale" | "axpy" | "multiplyAdd" | "dot" | "sum")
	| ("exp" | "log" | "sigmoid" | "tanh" | "relu" | "sigmoidBackward" | "tanhBackward" | "reluBackward");

export function elementwiseKernels(arithmetic: Arithmetic): Pick<Kernels, Operations> {
	const { round, exp, log, sigmoid, tanh } = arithmetic;
	const { dot, sum } = reductions(arithmetic);

	return {
		add(y, a, b, n) {
			for (let i = 0; i < n; i++) y[i] = a[i]! + b[i]!;
		},
		subtract(y, a, b, n) {
			for (let i = 0; i < n; i++) y[i] = a[i]! - b[i]!;
		},
		multiply(y, a, b, n) {
			for (let i = 0; i < n; i++) y[i] = a[i]! * b[i]!;
		},
		scale(y, alpha, x, n) {
			const factor = round(alpha);
			for (let i = 0; i < n; i++) y[i] = factor * x[i]!;
		},
		axpy(y, alpha, x, n) {
			const factor = round(alpha);
			for (let i = 0; i < n; i++) y[i] = y[i]! + round(factor * x[i]!);
		},
		multiplyAdd(y, a, b, n) {
			for (let i = 0; i < n; i++) y[i] = y[i]! + round(a[i]! * b[i]!);
		},

		exp(y, x, n) {
			for (let i = 0; i < n; i++) y[i] = exp(x[i]!);
		},
		log(y, x, n) {
			for (let i = 0; i < n; i++) y[i] = log(x[i]!);
		},
		sigmoid(y, x, n) {
			for (let i = 0; i < n; i++) y[i] = sigmoid(x[i]!);
		},
		tanh(y, x, n) {
			for (let i = 0; i < n; i++) y[i] = tanh(x[i]!);
		},
		relu(y, x, n) {
			for (let i = 0; i < n; i++) y[i] = x[i]! > 0 ? x[i]! : 0;
		},

		sigmoidBackward(dx, dy, y, n) {
			for (let i = 0; i < n; i++) {
				dx[i] = dx[i]! + round(dy[i]! * round(y[i]! * round(1 - y[i]!)));
			}
		},
		tanhBackward(dx, dy, y, n) {
			for (let i = 0; i < n; i++) {
				dx[i] = dx[i]! + round(dy[i]! * round(1 - round(y[i]! * y[i]!)));
			}
		},
		reluBackward(dx, dy, y, n) {
			for (let i = 0; i < n; i++) if (y[i]! > 0) dx[i] = dx[i]! + dy[i]!;
		},

		dot: (a, b, n) => dot(a, 0, b, 0, n),
		sum: (x, n) => sum(x, 0, n),
	};
}
