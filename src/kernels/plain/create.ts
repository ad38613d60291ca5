/** The kernels in TypeScript: the truth that the fast ones are held against, and what runs where they cannot. */
import type { Kernels } from "../kernels.js";
import { float32, float64 } from "./arithmetic.js";
import { elementwiseKernels } from "./elementwise.js";
import { gateKernels } from "./gates.js";
import { matrixKernels } from "./matrix.js";
import { optimiserKernels } from "./optimiser.js";
import { softmaxKernels } from "./softmax.js";
import { sparseKernels } from "./sparse.js";

export function createPlainKernels({ bits = 64 }: { readonly bits?: 32 | 64 } = {}): Kernels {
	const arithmetic = bits === 32 ? float32 : float64;
	return {
		name: "plain",
		bits,
		floats: arithmetic.floats,
		scratch: arithmetic.floats,
		indices: (length) => new Uint32Array(length),
		// The collector knows what is no longer used.
		mark: () => 0,
		reset: () => {},
		...matrixKernels(arithmetic),
		...sparseKernels(arithmetic),
		...elementwiseKernels(arithmetic),
		...gateKernels(arithmetic),
		...softmaxKernels(arithmetic),
		...optimiserKernels(arithmetic),
	};
}
