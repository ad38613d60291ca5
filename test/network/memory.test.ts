import { expect, test } from "vitest";
import {
	adam,
	backward,
	chain,
	createRng,
	createWasmKernels,
	fixedPoint,
	gru,
	infer,
	inverse,
	normalize,
	propagate,
	rnn,
	type Schedule,
	square,
	sum,
	synchronous,
	tensor,
	topological,
	within,
	withoutGradients,
} from "../../src/network/index.js";
import { farthest, normal } from "./support/numbers.js";

const kernels = createWasmKernels();
const next = normalize(chain(40, { kernels }), "mean", { kernels });
const graph = { nodes: 40, relations: { next, back: inverse(next) } };
const input = tensor(normal([40, 3], createRng(1)), { shape: [40, 3], kernels });
const cell = gru({ input: 3, hidden: 8, relations: ["next", "back"], rng: createRng(2), kernels });

/** How many bytes an inference leaves behind. */
function bytes(schedule: Schedule, over = graph): number {
	const before = kernels.mark();
	withoutGradients(() => propagate(over, cell, { input, schedule }));
	const taken = kernels.mark() - before;
	kernels.reset(before);
	return taken;
}

test("training in one piece of memory: every step gives back what it took, and the loss falls", () => {
	const optimizer = adam(cell.parameters, { rate: 0.01 });
	const before = kernels.mark();
	const losses = Array.from({ length: 30 }, () =>
		within(kernels, () => {
			const loss = sum(square(propagate(graph, cell, { input, schedule: synchronous(3) }).state.h));
			backward(loss);
			optimizer.step();
			return loss.item();
		}),
	);
	expect(kernels.mark()).toBe(before);
	expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
});

test("without gradients, states take the same room after two steps and after fifty", () => {
	expect(bytes(synchronous(50))).toBe(bytes(synchronous(2)));
	const path = { nodes: 40, relations: { next, back: next } };
	// 40 levels, one copy of the state
	expect(bytes(topological(), path)).toBeLessThan(2 * bytes(synchronous(1)));
});

test("what comes out is not overwritten by what comes after", () => {
	withoutGradients(() => {
		const first = propagate(graph, cell, { input, schedule: synchronous(4) }).state.h;
		const kept = Array.from(first.data);
		const later = propagate(graph, cell, { input, state: { h: first }, schedule: synchronous(4) }).state.h;
		expect(Array.from(first.data)).toEqual(kept);
		expect(farthest(later.data, kept)).toBeGreaterThan(1e-6);
	});
});

test("blocks of inference give back all but the states", () => {
	const before = kernels.mark();
	const states = infer(graph, cell, { input, steps: 3, block: 7 });
	expect(kernels.mark() - before).toBeLessThanOrEqual(4 * 40 * 8 * 4 + 1024);
	expect(states.length).toBe(4);
	kernels.reset(before);
});

test("a state of rest and its gradient take the same room however long they need", () => {
	const taken = [0.1, 0.5].map((size) => {
		const own = rnn({ input: 3, hidden: 8, relations: ["next", "back"], rng: createRng(3), kernels });
		for (const [name, { data }] of Object.entries(own.parameters))
			if (name !== "Wx") for (let i = 0; i < data.length; i++) data[i]! *= size;
		const before = kernels.mark();
		const { state, steps } = propagate(graph, own, { input, schedule: fixedPoint() });
		backward(sum(state.h));
		const bytes = kernels.mark() - before;
		kernels.reset(before);
		return { bytes, steps };
	});
	expect(taken[1]!.steps).toBeGreaterThan(taken[0]!.steps);
	expect(taken[1]!.bytes).toBe(taken[0]!.bytes);
});
