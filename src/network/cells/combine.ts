/** What the cells have in common: weights for the messages, and first values for weights. */
import { createRng, type Kernels, type Rng } from "../../kernels/index.js";
import type { Message } from "../cell.js";
import { add, linear } from "../operations/index.js";
import { parameter, type Shape, type Tensor, zeros } from "../tensor.js";

export interface CellSize {
	/** Width of a node's input. */
	readonly input: number;
	/** Width of the hidden state, d. */
	readonly hidden: number;
	/** Relations whose messages get a weight matrix (d, d) each. Without: messages are summed as they are. */
	readonly relations?: readonly string[];
	/**
	 * For the first weights, uniform in ±1/√d as in PyTorch. Without: a generator with seed 1; with `null` they are zero,
	 * for somebody to set.
	 */
	readonly rng?: Rng | null;
	readonly kernels?: Kernels;
}

type Hidden = { readonly h: Tensor };

/** m = Σᵣ mᵣ·Wᵣ (n, d), or Σᵣ mᵣ if there are no weights; `none` (n, d) if there are no relations. */
export function combine(
	message: Message<Hidden>,
	weights: Readonly<Record<string, Tensor>>,
	none: Tensor,
): Tensor {
	const names = Object.keys(weights);
	if (names.length === 0)
		return total(
			Object.values(message).map(({ h }) => h),
			none,
		);
	return linear(
		names.map((name) => arrived(message, name).h),
		Object.values(weights),
	);
}

/** Σᵢ, and zeros like `none` of nothing. */
export function total(messages: readonly Tensor[], none: Tensor): Tensor {
	return messages.length > 0 ? messages.reduce(add) : zeros(none.shape, none.kernels);
}

/** Weights are drawn one after the other from one generator. */
export type Seeded<S extends CellSize = CellSize> = S & { readonly rng: Rng | null };

export function withRng<S extends CellSize>(size: S): Seeded<S> {
	return { ...size, rng: size.rng === undefined ? createRng(1) : size.rng };
}

/** First weights, uniform in ±1/√d. */
export function uniform(shape: Shape, { hidden, rng, kernels }: Seeded): Tensor {
	const bound = 1 / Math.sqrt(hidden);
	const values = new Float64Array((shape[0] ?? 1) * (shape[1] ?? 1));
	if (rng !== null) for (let i = 0; i < values.length; i++) values[i] = (2 * rng.uniform() - 1) * bound;
	return parameter(values, kernels ? { shape, kernels } : { shape });
}

/** A matrix (d, d) for every relation that was named. */
export function relationWeights(size: Seeded): Record<string, Tensor> {
	const { hidden: d, relations = [] } = size;
	return Object.fromEntries(relations.map((name) => [name, uniform([d, d], size)]));
}

/** Relation weights as parameters: `Wr.<name>`. */
export function named(weights: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
	return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [`Wr.${name}`, weight]));
}

function arrived(message: Message<Hidden>, name: string): Hidden {
	const state = message[name];
	if (!state) throw new RangeError(`the cell has weights for a relation ${name}, and the graph has none`);
	return state;
}
