import { backward, type Tensor } from "../../../src/network/index.js";

/**
 * The largest distance between the gradients that `backward` finds and central differences, for all numbers of all
 * parameters, relative to the size of the gradient (at least 1).
 */
export function gradientError(parameters: readonly Tensor[], loss: () => Tensor, step = 1e-5): number {
	for (const { grad } of parameters) grad?.fill(0);
	backward(loss());
	let most = 0;
	for (const { data, grad, size } of parameters)
		for (let i = 0; i < size; i++) {
			const x = data[i]!;
			const at = (value: number) => {
				data[i] = value;
				return loss().item();
			};
			const expected = (at(x + step) - at(x - step)) / (2 * step);
			data[i] = x;
			const error = Math.abs(grad![i]! - expected) / Math.max(1, Math.abs(expected));
			if (!(error <= most)) most = error;
		}
	return most;
}
