import type { Floats } from "../kernels/index.js";
import type { State } from "./cell.js";
import { gradientOf, operationsBehind, present, record, sendBack } from "./gradient.js";
import { copy } from "./operations/index.js";
import type { Settle } from "./schedule.js";
import { mapState } from "./state.js";
import { type Operation, Tensor } from "./tensor.js";

/**
 * A state of rest h = F(h, θ), with the way back through that equation (Almeida 1987; Pineda 1987). With J = ∂F/∂h,
 *
 *     ∂loss/∂θ = λ·∂F/∂θ,   λ = e + λJ = e + eJ + eJJ + …,   e = ∂loss/∂h
 *
 * One step is recorded, and the error goes back through it again and again until it has faded; every round adds its
 * part to the parameters. It fades as fast as the states came to rest, since J contracts.
 */
export function equilibrium<S extends State>(next: (state: S) => S, rested: S, settle: Settle): S {
	const before = present();
	const start = mapState(rested, ({ shape, data, kernels }) => new Tensor(shape, data, kernels, true));
	const end = mapState(next(start), copy); // so that what a step only passes on is an operation as well
	const operations = operationsBehind(Object.values(end), before);
	const outside = inputsFromOutside(operations, Object.values(start), before);
	const result = mapState(end, ({ shape, data, kernels }) => new Tensor(shape, data, kernels));
	record(Object.values(result), outside, () => {
		for (const input of outside) gradientOf(input);
		circulate(operations, Object.values(start), Object.values(end), Object.values(result), settle);
	});
	return result;
}

/** What the step used that was there before, and wants gradients. */
function inputsFromOutside(
	operations: readonly Operation[],
	start: readonly Tensor[],
	before: number,
): Tensor[] {
	const inputs = new Set(operations.flatMap(({ inputs }) => inputs));
	for (const own of start) inputs.delete(own);
	return [...inputs].filter(({ tracked, source }) => tracked && (source?.time ?? 0) <= before);
}

function circulate(
	operations: readonly Operation[],
	...[start, end, result, settle]: [...[start: Tensor[], end: Tensor[], result: Tensor[]], settle: Settle]
): void {
	const errors = result.map(gradientOf);
	const first = largest(errors);
	const tolerance = first * (settle.tolerance ?? (result[0]?.kernels.bits === 64 ? 1e-12 : 1e-6));
	const kernels = result[0]?.kernels;
	for (let round = 0; kernels && largest(errors) > tolerance; round++) {
		if (round >= settle.most || !(largest(errors) < Number.POSITIVE_INFINITY))
			throw new Error(`the gradient of the state of rest does not settle within ${settle.most} rounds`);
		const mark = kernels.mark();
		end.forEach((tensor, i) => {
			tensor.grad = errors[i]!;
		});
		for (const { grad } of start) grad?.fill(0);
		sendBack(operations);
		start.forEach((tensor, i) => {
			errors[i]!.set(gradientOf(tensor).subarray(0, tensor.size));
		});
		kernels.reset(mark);
	}
}

function largest(errors: readonly Floats[]): number {
	let most = 0;
	for (const error of errors) for (const x of error) if (!(Math.abs(x) <= most)) most = Math.abs(x);
	return most;
}
