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
	/** Of `embed`, where all of it is done anew. */
	readonly parts?: readonly TimedPart[];
}

/**
 * `index`: from the text to what is learned, and a vector for every concept. `lists`: what is near each note and which
 * links may be missing, with reasons. `map`: places, territories and their names.
 */
export type EmbedPart = "index" | "lists" | "map";

export interface TimedPart {
	readonly part: EmbedPart;
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
	/** A part of the stage that runs has ended. */
	part(part: EmbedPart): void;
	readonly timings: readonly Timing[];
}

export function createStages({ onEvent, signal }: StageListener = {}): Stages {
	const timings: Timing[] = [];
	let parts: TimedPart[] = [];
	let clock = startClock();
	return {
		timings,
		part: (part) => {
			parts.push({ part, ...clock() });
			clock = startClock();
		},
		progress: (stage, done, total) => onEvent?.({ kind: "stage-progress", stage, done, total }),
		epoch: ({ epoch, epochs, loss, validation }) =>
			onEvent?.({
				...{ kind: "stage-progress", stage: "embed", done: epoch, total: epochs },
				epoch: { loss, ...(validation !== undefined && { validation }) },
			}),
		run: async (stage, work) => {
			signal?.throwIfAborted();
			onEvent?.({ kind: "stage-start", stage });
			const whole = startClock();
			[parts, clock] = [[], whole];
			const result = await work();
			timings.push({ stage, ...whole(), ...(parts.length > 0 && { parts }) });
			onEvent?.({ kind: "stage-end", stage, ...countOf(result) });
			return result;
		},
	};
}

function startClock(): () => { cpuMs: number; wallMs: number } {
	const cpu = process.cpuUsage();
	const start = performance.now();
	return () => {
		const { user, system } = process.cpuUsage(cpu);
		return { cpuMs: (user + system) / 1000, wallMs: performance.now() - start };
	};
}

function countOf(result: unknown): { done: number; cached?: number } {
	const { done, cached } = result as { done?: number; cached?: number };
	return { done: done ?? 0, ...(cached !== undefined && { cached }) };
}
