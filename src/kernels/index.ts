export * as elementary from "./elementary.js";
export type { Csr, Floats, GemmOptions, Kernels } from "./kernels.js";
export { createPlainKernels } from "./plain/create.js";
