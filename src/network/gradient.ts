/**
 * Reverse-mode differentiation (Linnainmaa 1970; Speelpenning 1980). Every operation leaves behind how a gradient
 * goes back through it; `backward` walks from the loss to the parameters, each operation once, latest first.
 */
import type { Floats } from "../kernels/index.js";
import type { Operation, Tensor } from "./tensor.js";

/** Adds ∂loss/∂p to the `grad` of every parameter p behind `loss`, which holds one number. */
export function backward(loss: Tensor): void {
	if (loss.size !== 1) throw new RangeError(`backward: a loss is one number, not ${loss.size}`);
	if (!loss.tracked) throw new Error("backward: no parameter stands behind this loss");
	gradientOf(loss)[0]! += 1;
	sendBack(operationsBehind([loss]));
}

/** Computes without leaving a way back: for inference. */
export function withoutGradients<T>(compute: () => T): T {
	const before = recording;
	recording = false;
	try {
		return compute();
	} finally {
		recording = before;
	}
}

/** Notes how gradients go from `outputs` back to `inputs`; nothing is kept when none of those is wanted. */
export function record(outputs: readonly Tensor[], inputs: readonly Tensor[], back: () => void): void {
	if (!recording || !inputs.some((input) => input.tracked)) return;
	const operation: Operation = { time: ++now, inputs, outputs, backward: back };
	for (const output of outputs) output.source = operation;
}

/**
 * Calls `back` with the gradient of `input`, if that is wanted. With `add` it is to be added to; without, it is the
 * first to arrive: the memory holds anything, and all of it is to be written.
 */
export function into(input: Tensor, back: (gradient: Floats, add: boolean) => void): void {
	if (!input.tracked) return;
	const add = input.grad !== null;
	input.grad ??= input.kernels.scratch(input.size);
	back(input.grad, add);
}

/** Calls `back` with the gradient so far of `input`, to be added to, if that is wanted. */
export function addInto(input: Tensor, back: (gradient: Floats) => void): void {
	if (input.tracked) back(gradientOf(input));
}

/** ∂input += α · dy */
export function addScaled(input: Tensor, alpha: number, dy: Floats): void {
	const { kernels, size } = input;
	into(input, (dx, add) => (add ? kernels.axpy(dx, alpha, dy, size) : kernels.scale(dx, alpha, dy, size)));
}

/** ∂input += dy, where dy is needed no more: if it is the first to arrive, it is taken as it is. */
export function handOn(input: Tensor, dy: Floats): void {
	if (!input.tracked) return;
	if (input.grad) input.kernels.axpy(input.grad, 1, dy, input.size);
	else input.grad = dy;
}

/** ∂input += dy ∘ slope */
export function addProduct(input: Tensor, dy: Floats, slope: Floats): void {
	const { kernels, size } = input;
	into(input, (dx, add) =>
		add ? kernels.multiplyAdd(dx, dy, slope, size) : kernels.multiply(dx, dy, slope, size),
	);
}

/** The gradient so far; zero if none has arrived. */
export function gradientOf(tensor: Tensor): Floats {
	tensor.grad ??= tensor.kernels.floats(tensor.size);
	return tensor.grad;
}

/** The operations that lead to `outputs`, latest first; only those done after the time `since`. */
export function operationsBehind(outputs: readonly Tensor[], since = 0): Operation[] {
	const found = new Set<Operation>();
	const open = [...outputs];
	for (let tensor = open.pop(); tensor; tensor = open.pop()) {
		const { source } = tensor;
		if (!source || source.time <= since || found.has(source)) continue;
		found.add(source);
		open.push(...source.inputs);
	}
	return [...found].sort((a, b) => b.time - a.time);
}

/** Runs the way back; only parameters keep their gradients. */
export function sendBack(operations: readonly Operation[]): void {
	for (const { outputs, backward: back } of operations) {
		if (outputs.every((output) => output.grad === null)) continue;
		back();
		for (const output of outputs) output.grad = null;
	}
}

/** The time of the latest operation. */
export function present(): number {
	return now;
}

export function isRecording(): boolean {
	return recording;
}

let now = 0;
let recording = true;
