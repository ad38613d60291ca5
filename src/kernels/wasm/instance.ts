/** The WebAssembly modules, compiled at most once, and what they export. */
import { plainModule, relaxedModule } from "./module.js";

/** Names as in assembly/index.ts; every array is an address in bytes. */
type Exported =
	| ("exp" | "log" | "sigmoid" | "tanh" | "relu" | "add" | "subtract" | "multiply" | "scale" | "axpy")
	| ("multiplyAdd" | "sigmoidBackward" | "tanhBackward" | "reluBackward" | "dot" | "sum")
	| (
			| "gemm"
			| "gemmScratch"
			| "spmm"
			| "sddmm"
			| "gatherRows"
			| "copyColumns"
			| "scatterAddRows"
			| "addRow"
			| "sumRows"
	  )
	| ("normalizeRows" | "normalizeRowsBackward" | "rowDots" | "gru" | "gruBackward" | "lstm" | "lstmBackward")
	| ("softmaxRows" | "softmaxRowsBackward" | "crossEntropyRows" | "adam")
	| ("enter" | "help" | "lead" | "closeTeam" | "readyWorkers");

export type Exports = Readonly<Record<Exported, (...args: number[]) => number>>;

const compiled = new Map<boolean, WebAssembly.Module>();

export function moduleOf(relaxed: boolean): WebAssembly.Module {
	const known = compiled.get(relaxed);
	if (known) return known;
	const bytes = Uint8Array.from(atob(relaxed ? relaxedModule : plainModule), (c) => c.charCodeAt(0));
	if (!WebAssembly.validate(bytes)) {
		throw new Error(
			relaxed
				? "no relaxed SIMD here: Node 20 has it after v8.setFlagsFromString('--experimental-wasm-relaxed-simd')"
				: "this machine or engine has no WebAssembly SIMD with threads",
		);
	}
	const module = new WebAssembly.Module(bytes);
	compiled.set(relaxed, module);
	return module;
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
	return new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
}
