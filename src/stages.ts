/** The stages of a compile, as they are told to the outside and measured. */

export type Stage = "read" | "parse" | "graph" | "embed" | "answer" | "render" | "write";

export type CompileEvent =
	| { readonly kind: "stage-start"; readonly stage: Stage; readonly total?: number }
	| {
			readonly kind: "stage-progress";
			readonly stage: Stage;
			readonly done: number;
			readonly total: number;
			/** While the network is trained: `done` counts epochs, and this is how the last one went. */
			readonly epoch?: { readonly loss: number; readonly validation?: number };
	  }
	| { readonly kind: "stage-end"; readonly stage: Stage; readonly done: number; readonly cached?: number };

/** Of the whole process, workers included. Milliseconds. */
export interface Timing {
	readonly stage: Stage;
	readonly cpuMs: number;
	readonly wallMs: number;
}

/** Who hears of the stages, and may stop them. */
export interface StageListener {
	readonly onEvent?: (event: CompileEvent) => void;
	readonly signal?: AbortSignal;
}

/** How an epoch of training went. */
export interface Epoch {
	readonly epoch: number;
	readonly epochs: number;
	readonly loss: number;
	readonly validation?: number;
}

/** Tells the outside what goes on, and measures it. */
export interface Stages {
	run<T>(stage: Stage, work: () => T | Promise<T>): Promise<T>;
	progress(stage: Stage, done: number, total: number): void;
	epoch(report: Epoch): void;
	readonly timings: readonly Timing[];
}

export function createStages({ onEvent, signal }: StageListener = {}): Stages {
	const timings: Timing[] = [];
	return {
		timings,
		progress: (stage, done, total) => onEvent?.({ kind: "stage-progress", stage, done, total }),
		epoch: ({ epoch, epochs, loss, validation }) =>
			onEvent?.({
				...{ kind: "stage-progress", stage: "embed", done: epoch, total: epochs },
				epoch: { loss, ...(validation !== undefined && { validation }) },
			}),
		run: async (stage, work) => {
			signal?.throwIfAborted();
			onEvent?.({ kind: "stage-start", stage });
			const cpu = process.cpuUsage();
			const start = performance.now();
			const result = await work();
			const used = process.cpuUsage(cpu);
			timings.push({ stage, cpuMs: (used.user + used.system) / 1000, wallMs: performance.now() - start });
			onEvent?.({ kind: "stage-end", stage, ...countOf(result) });
			return result;
		},
	};
}

function countOf(result: unknown): { done: number; cached?: number } {
	const { done, cached } = result as { done?: number; cached?: number };
	return { done: done ?? 0, ...(cached !== undefined && { cached }) };
}
