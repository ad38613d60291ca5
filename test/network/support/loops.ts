/** Mathematics in the plainest loops, against which cells are held. Vectors are rows. */
import type { Tensor } from "../../../src/network/index.js";

export type Vector = readonly number[];

export const zero = (d: number): Vector => Array.from({ length: d }, () => 0);

/** x·W */
export function times(x: Vector, w: Tensor): Vector {
	const rows = w.toArrays();
	return zero(w.columns).map((_, j) => x.reduce((total, xi, i) => total + xi * rows[i]![j]!, 0));
}

export const plus = (...vectors: readonly Vector[]): Vector =>
	vectors[0]!.map((_, j) => vectors.reduce((total, vector) => total + vector[j]!, 0));

/** Element by element. */
export const by = (a: Vector, b: Vector): Vector => a.map((ai, j) => ai * b[j]!);

export const minus = (a: Vector, b: Vector): Vector => a.map((ai, j) => ai - b[j]!);

export const logistic = (x: Vector): Vector => x.map((xi) => 1 / (1 + Math.exp(-xi)));

export const hyperbolic = (x: Vector): Vector => x.map(Math.tanh);

export const row = (x: Tensor, i = 0): Vector => x.toArrays()[i]!;
