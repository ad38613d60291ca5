/** What every operation begins and ends with. */
import type { Floats } from "../../kernels/index.js";
import { gradientOf, record } from "../gradient.js";
import { print, type Shape, sizeOf, Tensor } from "../tensor.js";

/** A tensor beside `like` that holds anything: an operation writes all of it. */
export function make(shape: Shape, like: Tensor): Tensor {
	return new Tensor(shape, like.kernels.scratch(sizeOf(shape)), like.kernels);
}

/** A tensor of zeros, for an operation to add to. */
export function makeZeros(shape: Shape, like: Tensor): Tensor {
	return new Tensor(shape, like.kernels.floats(sizeOf(shape)), like.kernels);
}

/** `output`, whose gradient dy goes back to `inputs` as `back` says. */
export function withGradient(output: Tensor, inputs: readonly Tensor[], back: (dy: Floats) => void): Tensor {
	record([output], inputs, () => back(gradientOf(output)));
	return output;
}

/** Throws unless it holds: the message names the operation and the shapes. */
export function demand(holds: boolean, operation: string, ...tensors: readonly Tensor[]): asserts holds {
	if (!holds) {
		const shapes = tensors.map(({ shape }) => print(shape)).join(" and ");
		throw new RangeError(`${operation}: the shapes ${shapes} do not fit`);
	}
}
