import { availableParallelism } from "node:os";
import type { CellPlan } from "../../model/index.js";
import type { EvaluateCommand, Evaluated } from "./engines/protocol.js";
import {
	type ExtraModules,
	type Fate,
	isSameSort,
	type Lane,
	type LaneListener,
	type LaneSort,
} from "./lane.js";

/** What the schedule asks of the run around it. */
export interface Schedule {
	readonly plan: CellPlan;
	readonly stale: readonly number[];
	/** Whether a cell's exports can be had: its stored result is a good one. */
	isGood(cell: number): boolean;
	readonly jobs?: number;
	sortOf(cell: number): LaneSort;
	/** Whether it must not run here; it has failed then. */
	refuse(cell: number): boolean;
	commandFor(cell: number): EvaluateCommand;
	/** What cells import besides cells and the library. */
	readonly extra?: ExtraModules;
	/** Milliseconds. */
	timeoutOf(cell: number): number;
	/** Milliseconds that it took the last time; undefined if that is not known. */
	costOf(cell: number): number | undefined;
	openLane(sort: LaneSort, listener: LaneListener): Lane;
	recall(cell: number, key: string): string | undefined;
	keep(cell: number, key: string, value: string): void;
	readonly signal?: AbortSignal;
	/** Evaluated. Answers whether its exports can be had. */
	done(cell: number, evaluated: Evaluated): boolean;
	lost(cell: number, fate: Fate, lastWords: string): void;
	blocked(cell: number, by: number): void;
	/** An engine that does not even start. */
	cannotStart(lastWords: string): Error;
}

/**
 * Runs stale cells, each after those that it needs, on several engines at once. An engine keeps what it has evaluated;
 * a cell goes where the least of what it needs has to be evaluated again. When an engine is lost, the cell that it was
 * at is the culprit, unless others had run there before it: then it gets another one to itself.
 */
export function runStale(schedule: Schedule): Promise<void> {
	if (schedule.stale.length === 0) return Promise.resolve();
	return new Promise((resolve, reject) => new Run(schedule, resolve, reject).begin());
}

/** What starting an engine costs, in milliseconds. */
const startCost = 120;
/** So much work is sent ahead, to spare waiting for each other; more could not be taken back. */
const sentAhead = { cost: 20, cells: 12 };
/** Of the cells that could run now, so many are compared. */
const looksAt = 24;

type State = "good" | "bad" | "waiting" | "ready" | "sent" | "blocked";

class Run {
	readonly #states: State[];
	readonly #dependents: number[][];
	/** Needs that are not good yet. */
	readonly #open: Uint32Array;
	/** The longest way from here to the end, in milliseconds. */
	readonly #urgency: Float64Array;
	readonly #lanes = new Set<Lane>();
	readonly #jobs: number;
	/** Sorted: the most urgent last. */
	#ready: number[] = [];
	/** Cells that get an engine to themselves, because the last one broke. */
	readonly #alone = new Set<number>();
	readonly #measured = { cells: 0, ms: 0 };
	#left: number;
	#isOver = false;
	#tick: NodeJS.Timeout | undefined;

	constructor(
		private readonly schedule: Schedule,
		private readonly resolve: () => void,
		private readonly reject: (error: unknown) => void,
	) {
		const { plan, stale } = schedule;
		const count = plan.cells.length;
		const isStale = new Set(stale);
		this.#jobs = Math.max(1, schedule.jobs ?? availableParallelism());
		this.#left = stale.length;
		this.#states = Array.from(
			{ length: count },
			(_, cell): State => (isStale.has(cell) ? "waiting" : schedule.isGood(cell) ? "good" : "bad"),
		);
		this.#dependents = Array.from({ length: count }, () => []);
		this.#open = new Uint32Array(count);
		this.#urgency = new Float64Array(count);
		for (const cell of stale) {
			for (const need of needsOf(plan, cell)) {
				this.#dependents[need]!.push(cell);
				if (this.#states[need] !== "good") this.#open[cell]! += 1;
			}
		}
		for (const cell of [...stale].reverse()) {
			const after = this.#dependents[cell]!.map((next) => this.#urgency[next]!);
			this.#urgency[cell] = this.#costOf(cell) + after.reduce((most, it) => Math.max(most, it), 0);
		}
	}

	begin(): void {
		const { signal, stale } = this.schedule;
		if (signal?.aborted) {
			this.#end(signal.reason);
			return;
		}
		signal?.addEventListener("abort", this.#abort);
		this.#tick = setInterval(() => this.#watch(), 50);
		for (const cell of stale) {
			if (this.#states[cell] !== "waiting") continue;
			const bad = needsOf(this.schedule.plan, cell).find((need) => this.#states[need] === "bad");
			if (bad !== undefined) this.#block(cell, bad);
			else if (this.#open[cell] === 0) this.#makeReady(cell);
		}
		if (this.#left > 0) this.#startEarly(stale);
		this.#fill();
	}

	/** Where there is work for several engines, they start at once, also while all of it waits for one cell. */
	#startEarly(stale: readonly number[]): void {
		const first = this.schedule.sortOf(stale[0]!);
		const alike = stale.filter((cell) => isSameSort(this.schedule.sortOf(cell), first));
		const work = alike.reduce((sum, cell) => sum + this.#costOf(cell), 0);
		const wanted = Math.min(this.#jobs, alike.length, Math.floor(work / (2 * startCost)));
		for (let lane = 0; lane < wanted; lane++) this.#openLane(first);
	}

	readonly #abort = () => this.#end(this.schedule.signal?.reason);

	#end(reason?: unknown): void {
		if (this.#isOver) return;
		this.#isOver = true;
		clearInterval(this.#tick);
		this.schedule.signal?.removeEventListener("abort", this.#abort);
		for (const lane of this.#lanes) lane.kill();
		if (reason === undefined) this.resolve();
		else this.reject(reason);
	}

	#watch(): void {
		for (const lane of [...this.#lanes]) lane.checkMemory();
		this.#fill();
	}

	/** Hands out what can run, until no engine should have more. */
	#fill(): void {
		if (this.#isOver) return;
		if (this.#left === 0) this.#end();
		try {
			while (!this.#isOver && this.#handOut());
		} catch (error) {
			this.#end(error);
		}
	}

	#handOut(): boolean {
		const candidates = this.#ready.slice(-looksAt).reverse();
		for (const lane of this.#lanes) {
			if (!this.#hasRoom(lane)) continue;
			const best = this.#bestFor(lane, candidates);
			if (best !== undefined) return this.#send(lane, best);
		}
		const ahead = this.#costOfReady(candidates);
		const first = candidates.find((cell) => this.#wantsNewLane(cell, ahead));
		if (first === undefined) return false;
		return this.#send(this.#openLane(this.schedule.sortOf(first)), first);
	}

	#hasRoom(lane: Lane): boolean {
		if (lane.queue.length === 0) return true;
		const backlog = this.#backlog(lane);
		return lane.queue.length < sentAhead.cells && backlog < sentAhead.cost;
	}

	/** The one of which the least is missing here; none, if they are all better off elsewhere. */
	#bestFor(lane: Lane, candidates: readonly number[]): number | undefined {
		let best: number | undefined;
		let least = Number.POSITIVE_INFINITY;
		for (const cell of candidates) {
			if (!this.#canTake(lane, cell)) continue;
			const missing = this.#missing(lane, cell);
			if (missing >= least || (missing > 0 && this.#isBetterElsewhere(lane, cell, missing))) continue;
			[best, least] = [cell, missing];
		}
		return best;
	}

	#canTake(lane: Lane, cell: number): boolean {
		const isFree = !this.#alone.has(cell) && !this.#isReserved(lane);
		return isFree && isSameSort(lane.sort, this.schedule.sortOf(cell));
	}

	#isReserved(lane: Lane): boolean {
		return lane.queue.some((cell) => this.#alone.has(cell));
	}

	#isBetterElsewhere(lane: Lane, cell: number, missing: number): boolean {
		for (const other of this.#lanes) {
			if (other === lane || !this.#canTake(other, cell)) continue;
			if (this.#missing(other, cell) + this.#backlog(other) < missing) return true;
		}
		return false;
	}

	/** Of all cells that could run now, as if the others were like the most urgent ones. */
	#costOfReady(candidates: readonly number[]): number {
		const cost = candidates.reduce((sum, cell) => sum + this.#costOf(cell), 0);
		return candidates.length === 0 ? 0 : (cost / candidates.length) * this.#ready.length;
	}

	/** Whether starting an engine for it is worth its while. */
	#wantsNewLane(cell: number, ahead: number): boolean {
		const fitting = [...this.#lanes].filter((lane) => this.#canTake(lane, cell));
		if (this.#lanes.size >= this.#jobs) {
			if (fitting.length > 0) return false;
			// All engines are of another sort: one that has nothing to do makes room.
			const idle = [...this.#lanes].find((lane) => lane.queue.length === 0);
			if (idle === undefined) return false;
			this.#close(idle);
			return true;
		}
		if (fitting.length === 0) return true;
		const slowest = Math.max(...fitting.map((lane) => this.#backlog(lane)));
		return Math.max(slowest, ahead / fitting.length) > startCost;
	}

	#openLane(sort: LaneSort): Lane {
		const lane = this.schedule.openLane(sort, this.#listener);
		this.#lanes.add(lane);
		return lane;
	}

	#close(lane: Lane): void {
		this.#lanes.delete(lane);
		lane.kill();
	}

	/** What it needs and is not there goes first. */
	#send(lane: Lane, cell: number): boolean {
		this.#ready.splice(this.#ready.lastIndexOf(cell), 1);
		this.#states[cell] = "sent";
		for (const one of [...this.#missingCells(lane, cell), cell])
			lane.send(this.schedule.commandFor(one), this.schedule.timeoutOf(one), this.schedule.extra);
		return true;
	}

	#missing(lane: Lane, cell: number): number {
		return this.#missingCells(lane, cell).reduce((sum, need) => sum + this.#costOf(need), 0);
	}

	#missingCells(lane: Lane, cell: number): number[] {
		return this.#reached(cell, (need) => lane.knows(need));
	}

	/** What it needs, and what that needs, but for what is known and what only that needs; in the plan's order. */
	#reached(cell: number, isKnown: (cell: number) => boolean): number[] {
		const missing = new Set<number>();
		const open = [...needsOf(this.schedule.plan, cell)];
		for (let need = open.pop(); need !== undefined; need = open.pop()) {
			if (isKnown(need) || missing.has(need)) continue;
			missing.add(need);
			open.push(...needsOf(this.schedule.plan, need));
		}
		return [...missing].sort((a, b) => a - b);
	}

	/** Milliseconds until the lane is free, as far as is known. */
	#backlog(lane: Lane): number {
		const all = lane.queue.reduce((sum, cell) => sum + this.#costOf(cell), 0);
		const began = lane.runsFor();
		// Whoever takes longer than expected will take as long again.
		return Math.max(all - began, Math.min(began, all));
	}

	#costOf(cell: number): number {
		const known = this.schedule.costOf(cell);
		if (known !== undefined) return known;
		const { cells, ms } = this.#measured;
		return cells < 3 ? 50 : ms / cells;
	}

	/** Whatever goes wrong while an engine is listened to ends the run, and is the caller's to hear. */
	readonly #listener: LaneListener = {
		done: (lane, evaluated) => this.#try(() => this.#done(lane, evaluated)),
		skipped: (lane, cell) =>
			this.#try(() => {
				if (this.#states[cell] === "sent") this.#lose(lane, cell);
			}),
		recall: (lane, cell, id, key) =>
			this.#try(() => lane.answerMemo(id, this.schedule.recall(cell, key) ?? null)),
		keep: (_, cell, key, value) => this.#try(() => this.schedule.keep(cell, key, value)),
		lost: (lane, cell, fate, lastWords) => this.#try(() => this.#lost(lane, cell, fate, lastWords)),
	};

	#try(work: () => void): void {
		if (this.#isOver) return;
		try {
			work();
		} catch (error) {
			this.#end(error);
		}
		this.#fill();
	}

	#done(lane: Lane, evaluated: Evaluated): void {
		const { cell } = evaluated;
		this.#measured.cells += 1;
		this.#measured.ms += Number(evaluated.ms) || 0;
		this.#alone.delete(cell);
		const wasSent = this.#states[cell] === "sent";
		const isGood = evaluated.error === undefined;
		// What was good before and is not any more is told, too.
		if (wasSent || !isGood) this.#settle(cell, this.schedule.done(cell, evaluated));
		if (evaluated.dirty === true) this.#lose(lane);
	}

	#lost(lane: Lane, cell: number | undefined, fate: Fate, lastWords: string): void {
		if (!lane.isReady) throw this.schedule.cannotStart(lastWords);
		const wasAlone = cell === undefined || this.#hadItAlone(lane, cell);
		if (cell !== undefined && fate !== "timeout" && !wasAlone) this.#alone.add(cell);
		else if (cell !== undefined) {
			this.#alone.delete(cell);
			this.schedule.lost(cell, fate, lastWords);
			this.#settle(cell, false);
		}
		this.#lose(lane);
	}

	/** Whether nothing has run there but what the cell needs. */
	#hadItAlone(lane: Lane, cell: number): boolean {
		const needed = this.#reached(cell, () => false).length;
		return lane.sent - lane.queue.length <= needed;
	}

	/** Gives the lane up; what it had not answered is ready again. */
	#lose(lane: Lane, also?: number): void {
		this.#close(lane);
		for (const cell of also === undefined ? lane.queue : [also, ...lane.queue])
			if (this.#states[cell] === "sent") this.#makeReady(cell);
	}

	#settle(cell: number, isGood: boolean): void {
		const state = this.#states[cell];
		if (state === "sent" || state === "ready") this.#left -= 1;
		if (state === "ready") this.#ready.splice(this.#ready.indexOf(cell), 1);
		this.#states[cell] = isGood ? "good" : "bad";
		for (const next of this.#dependents[cell]!) {
			if (!isGood) this.#block(next, cell);
			else {
				this.#open[next]! -= 1;
				if (this.#open[next] === 0 && this.#states[next] === "waiting") this.#makeReady(next);
			}
		}
	}

	#block(cell: number, by: number): void {
		const open = [cell];
		for (let next = open.pop(); next !== undefined; next = open.pop()) {
			const state = this.#states[next];
			if (state !== "waiting" && state !== "ready" && state !== "sent") continue;
			if (state === "ready") this.#ready.splice(this.#ready.indexOf(next), 1);
			this.#states[next] = "blocked";
			this.#left -= 1;
			this.schedule.blocked(next, by);
			open.push(...this.#dependents[next]!);
		}
	}

	#makeReady(cell: number): void {
		if (this.schedule.refuse(cell)) {
			this.#states[cell] = "sent";
			this.#settle(cell, false);
			return;
		}
		this.#states[cell] = "ready";
		const urgency = this.#urgency[cell]!;
		let at = this.#ready.length;
		while (at > 0 && this.#isMoreUrgent(this.#ready[at - 1]!, cell, urgency)) at -= 1;
		this.#ready.splice(at, 0, cell);
	}

	#isMoreUrgent(one: number, than: number, urgency: number): boolean {
		const its = this.#urgency[one]!;
		return its > urgency || (its === urgency && one < than);
	}
}

function needsOf(plan: CellPlan, cell: number): readonly number[] {
	return [...new Set(plan.cells[cell]!.needs.map((need) => need.cell))];
}
