import { createWasmKernels as create, type Kernels } from "../network/index.js";

/**
 * Kernels in WebAssembly: float32, four numbers at a time, the same bits as `createPlainKernels({ bits: 32 })`. (The
 * relaxed ones are not for cells: their last bits depend on the machine.)
 */
export function createWasmKernels(): Kernels {
	return create();
}
