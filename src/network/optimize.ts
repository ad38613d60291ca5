import type { Parameters } from "./cell.js";
import { gradientOf } from "./gradient.js";
import type { Tensor } from "./tensor.js";

/** Changes parameters by their gradients. */
export interface Optimizer {
	/** One step downhill, and the gradients are zero again. */
	step(): void;
}

type Learned = Parameters | readonly Tensor[];

/** Stochastic gradient descent: x −= rate · v, v = dx + momentum · v (Polyak 1964). */
export function sgd(
	parameters: Learned,
	{ rate, momentum = 0 }: { readonly rate: number; readonly momentum?: number },
): Optimizer {
	const learned = listOf(parameters).map((x) => ({ x, v: x.kernels.floats(x.size) }));
	return {
		step() {
			for (const { x, v } of learned) {
				const { kernels, size } = x;
				kernels.scale(v, momentum, v, size);
				kernels.axpy(v, 1, gradientOf(x), size);
				kernels.axpy(x.data, -rate, v, size);
				gradientOf(x).fill(0);
			}
		},
	};
}

/** Adam (Kingma & Ba 2015, arXiv:1412.6980), β₁ 0.9, β₂ 0.999. `rate` may be changed between steps. */
export function adam(parameters: Learned, options: { readonly rate: number }): Optimizer & { rate: number } {
	const learned = listOf(parameters).map((x) => ({
		x,
		m: x.kernels.floats(x.size),
		v: x.kernels.floats(x.size),
	}));
	let steps = 0;
	return {
		rate: options.rate,
		step() {
			steps++;
			for (const { x, m, v } of learned) {
				x.kernels.adam(x.data, gradientOf(x), m, v, x.size, steps, this.rate);
				gradientOf(x).fill(0);
			}
		},
	};
}

/**
 * Shortens all gradients together to the length `most` if they are longer, which keeps a long chain from exploding
 * (Pascanu et al. 2013, arXiv:1211.5063). Returns the length before.
 */
export function clipGradients(parameters: Learned, most: number): number {
	const learned = listOf(parameters);
	const norm = Math.sqrt(
		learned.reduce((sum, x) => sum + x.kernels.dot(gradientOf(x), gradientOf(x), x.size), 0),
	);
	if (norm > most)
		for (const x of learned) x.kernels.scale(gradientOf(x), most / norm, gradientOf(x), x.size);
	return norm;
}

function listOf(parameters: Learned): readonly Tensor[] {
	const learned = Array.isArray(parameters)
		? (parameters as readonly Tensor[])
		: Object.values(parameters as Parameters);
	for (const { isParameter } of learned)
		if (!isParameter) throw new TypeError("an optimiser changes parameters, and this is another tensor");
	return learned;
}
