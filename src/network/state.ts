import type { State } from "./cell.js";
import type { Tensor } from "./tensor.js";

/** A state of the same names, each tensor mapped. */
export function mapState<S extends State>(state: S, map: (tensor: Tensor, name: string) => Tensor): S {
	// The same keys with tensors: an S again.
	return Object.fromEntries(Object.entries(state).map(([name, tensor]) => [name, map(tensor, name)])) as S;
}

/** The tensor of this name, which a state of this shape has. */
export function part<S extends State>(state: S, name: string): Tensor {
	const tensor = state[name];
	if (!tensor) throw new Error(`a cell's step left out the state ${name} that its init had`);
	return tensor;
}
