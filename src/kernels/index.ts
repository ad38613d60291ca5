export type { Csr, Floats, GemmOptions, Kernels } from "./kernels.js";
