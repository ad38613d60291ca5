import type { EngineListener, EngineProcess } from "./engine-process.js";
import type { Answer, Command, EvaluateCommand, Evaluated } from "./engines/protocol.js";

/** Which engine a cell needs: lanes of one sort can take each other's cells. */
export interface LaneSort {
	readonly language: "script" | "python";
	/** Megabytes. */
	readonly memory: number;
	/** Of programs for Dataview: their clocks show the time of this zone, and they find what Obsidian adds to the language. */
	readonly zone?: string;
}

export function isSameSort(a: LaneSort, b: LaneSort): boolean {
	return a.language === b.language && a.memory === b.memory && a.zone === b.zone;
}

export type Fate = "timeout" | "memory" | "died";

/** One engine's process and the cells that it was sent. What it has evaluated stays loaded, for those that need it. */
export interface Lane {
	readonly sort: LaneSort;
	/** Whether its engine has started. */
	readonly isReady: boolean;
	/** Sent, and not answered yet; the first is being evaluated. */
	readonly queue: readonly number[];
	/** Evaluated there, or sent. */
	knows(cell: number): boolean;
	/** How many cells were sent. */
	readonly sent: number;
	/** Milliseconds since the first of the queue began. */
	runsFor(): number;
	/** @param modules what it imports that is no cell: sent before it, once */
	send(command: EvaluateCommand, timeoutMs: number, modules?: ExtraModules): void;
	answerMemo(id: number, value: string | null): void;
	/** Whether the process holds more than it may; kills it then. */
	checkMemory(): void;
	kill(): void;
}

/** Texts of modules by their targets, which are below -1. */
export type ExtraModules = ReadonlyMap<number, string>;

export interface LaneListener {
	done(lane: Lane, evaluated: Evaluated): void;
	/** Not evaluated, because something that it needs failed there. */
	skipped(lane: Lane, cell: number): void;
	recall(lane: Lane, cell: number, id: number, key: string): void;
	keep(lane: Lane, cell: number, key: string, value: string): void;
	/** The process is gone, by our hand or its own; `cell` was being evaluated, if any. */
	lost(lane: Lane, cell: number | undefined, fate: Fate, lastWords: string): void;
}

/** Megabytes; where memory is told late, cells have filled some of it already. */
const usualBaseline = 150;

/** An engine that has not loaded its library by then will not. */
const startLimit = 30_000;

export function openLane(
	sort: LaneSort,
	start: (listener: EngineListener) => EngineProcess,
	listener: LaneListener,
): Lane {
	const queue: number[] = [];
	const timeouts = new Map<number, number>();
	const known = new Set<number>();
	const sentModules = new Set<number>();
	let isReady = false;
	let isLost = false;
	let began = performance.now();
	/** Megabytes that the engine needs for itself. */
	let baseline: number | undefined;
	let timer = setTimeout(() => lose("died", "The engine did not start in time."), startLimit);

	const lose = (fate: Fate, words: string) => {
		if (isLost) return;
		isLost = true;
		clearTimeout(timer);
		engine.kill();
		listener.lost(lane, isReady ? queue[0] : undefined, fate, words);
	};
	const begin = () => {
		clearTimeout(timer);
		began = performance.now();
		const [first] = queue;
		if (first !== undefined) timer = setTimeout(() => lose("timeout", ""), timeouts.get(first));
	};
	const hear = (answer: Answer) => {
		if (isLost) return;
		if (answer.kind === "ready") {
			isReady = true;
			baseline = engine.residentMemory();
			begin();
		} else if (answer.kind === "broken") lose("died", answer.message);
		else if (answer.cell !== queue[0]) return;
		else if (answer.kind === "recall")
			listener.recall(lane, answer.cell, Number(answer.id), String(answer.key));
		else if (answer.kind === "keep")
			listener.keep(lane, answer.cell, String(answer.key), String(answer.value));
		else {
			queue.shift();
			begin();
			if ("skipped" in answer) listener.skipped(lane, answer.cell);
			else listener.done(lane, answer);
		}
	};
	const engine = start({
		answer: hear,
		ended: (words) => lose("died", words),
		broken: () => lose("died", "A cell wrote into the engine’s channel."),
	});
	const send = (command: Command) => engine.send(command);
	const lane: Lane = {
		sort,
		get isReady() {
			return isReady;
		},
		queue,
		knows: (cell) => known.has(cell),
		get sent() {
			return known.size;
		},
		runsFor: () => (queue.length === 0 ? 0 : performance.now() - began),
		send(command, timeoutMs, modules) {
			for (const [, target] of command.links) {
				if (typeof target !== "number" || target >= -1 || sentModules.has(target)) continue;
				sentModules.add(target);
				send({ do: "module", target, text: modules?.get(target) ?? "" });
			}
			known.add(command.cell);
			timeouts.set(command.cell, timeoutMs);
			queue.push(command.cell);
			send(command);
			if (isReady && queue.length === 1) begin();
		},
		answerMemo: (id, value) => send({ do: "memo", id, value }),
		checkMemory() {
			const now = engine.residentMemory();
			if (now === undefined || !isReady || isLost) return;
			baseline ??= Math.min(now, usualBaseline);
			if (now > baseline + sort.memory) lose("memory", "");
		},
		kill() {
			isLost = true;
			clearTimeout(timer);
			engine.kill();
		},
	};
	return lane;
}
