import type { Kernels } from "../kernels/index.js";

/**
 * Runs one training step, and gives back all memory that it took: parameters and an optimiser's memory were made
 * before, and a number may come out, but no tensor. Plain kernels leave that to the garbage collector.
 */
export function within<T>(kernels: Kernels, step: () => T): T {
	const mark = kernels.mark();
	try {
		return step();
	} finally {
		kernels.reset(mark);
	}
}
