export { inverseFactor, orthonormalize } from "./cholesky.js";
export {
	compactColumns,
	copyCsr,
	csrFromEntries,
	type Entries,
	type Memory,
	normalizeMean,
	normalizeSymmetric,
	transposeCsr,
} from "./csr.js";
export { type Eigen, symmetricEigen } from "./eigen.js";
export * as elementary from "./elementary.js";
export { hashText } from "./hash.js";
export type { Columns, Csr, Floats, GemmOptions, Kernels } from "./kernels.js";
export { createPlainKernels } from "./plain/create.js";
export { type Quantized, quantizedDots, quantizeRows } from "./quantize.js";
export { createRng, type Rng } from "./random.js";
export { randomizedSvd, type Svd, type SvdOptions } from "./svd.js";
export { type Nearest, type NearestOptions, nearestRows, none, topK } from "./top-k.js";
export { createWasmKernels, type WasmOptions } from "./wasm/create.js";
export { createKernelTeam, type KernelTeam, type TeamOptions } from "./wasm/team.js";
