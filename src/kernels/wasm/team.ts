/**
 * The WebAssembly kernels with helpers: large sparse and dense products are shared out by rows among threads over the
 * same memory (assembly/team.ts). Everything else, and all that takes less than a millisecond, the caller does alone.
 * This file alone in the room starts anything: threads, that run nothing but the kernels.
 */
import { Worker } from "node:worker_threads";
import type { Kernels } from "../kernels.js";
import { Arena, createMemory } from "./arena.js";
import { assemble } from "./create.js";
import { instantiate, moduleOf } from "./instance.js";

export interface KernelTeam {
	/** For the thread that made them; synchronous like all kernels. */
	readonly kernels: Kernels;
	/** How many helpers have started: until then the caller works alone. */
	ready(): number;
	/** The kernels go on without helpers. */
	close(): Promise<void>;
}

export interface TeamOptions {
	/** As in `createWasmKernels`. */
	readonly relaxed?: boolean;
	/** Multiplications below which sharing does not pay: about a millisecond. For tests. */
	readonly least?: { readonly gemm: number; readonly spmm: number };
}

const millisecond = { gemm: 15e6, spmm: 4e6 };

/** `threads` counts the caller. */
export function createKernelTeam(
	threads: number,
	{ relaxed = false, least = millisecond }: TeamOptions = {},
): KernelTeam {
	const memory = createMemory();
	const module = moduleOf(relaxed);
	const exports = instantiate(module, memory);
	const arena = new Arena(memory);
	const scratch = Array.from({ length: threads }, () => arena.allocate(exports.gemmScratch()));
	const control = arena.allocate(64 * threads);
	const words = arena.words(control, 16);
	let helpers = threads - 1;
	const states = Array.from({ length: helpers }, (_, seat) => arena.words(control + 64 * (1 + seat), 1));
	const workers = scratch.slice(1).map((address, seat) => {
		const worker = new Worker(workerFile, {
			workerData: { module, memory, control, seat, scratch: address },
		});
		worker.unref();
		return worker;
	});

	function share(operation: number, rows: number, chunk: number, args: readonly number[]): void {
		words.set([0, rows, chunk, operation, ...args]);
		exports.lead(control, helpers, scratch[0]!);
		for (const state of states) while (Atomics.load(state, 0) === running) Atomics.wait(state, 0, running);
	}

	const kernels = assemble(relaxed, exports, arena, {
		// Each chunk packs B once more: as many chunks as threads, of whole tiles.
		gemm(args, rows, work) {
			if (helpers > 0 && work >= least.gemm) share(0, rows, Math.ceil(rows / threads / 4) * 4, args);
			else exports.gemm(...args, scratch[0]!, 0, rows);
		},
		// Rows differ in weight: many chunks.
		spmm(args, rows, work) {
			if (helpers > 0 && work >= least.spmm) share(1, rows, Math.ceil(rows / threads / 16), args);
			else exports.spmm(...args, 0, rows);
		},
	});

	return {
		kernels,
		ready: () => exports.readyWorkers(control, helpers),
		async close() {
			exports.closeTeam(control, helpers);
			helpers = 0;
			await Promise.all(workers.map((worker) => worker.terminate()));
		},
	};
}

/** As in assembly/team.ts. */
const running = 3;

/** Plain JavaScript, and of the same name beside the bundle: it needs no building to be run from the sources. */
const workerFile = new URL("./kernel-worker.js", import.meta.url);
