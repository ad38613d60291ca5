import { QueryError } from "../language/query-error.js";

/** What a query may use. Absent: no limit, but that of time for who waits. */
export interface Budget {
	/** Rows in the result. */
	readonly rows?: number;
	/** Milliseconds. */
	readonly time?: number;
	/** Bytes that it keeps for sorting, grouping and its result, by estimate. */
	readonly memory?: number;
}

/** Steps between two looks at the clock: some tens of microseconds. */
const stride = 1000;
/** Milliseconds for which a query works before it lets others. */
const turn = 12;
/** By estimate, of one element of a list. */
const elementBytes = 16;

/** Counts what a query uses, ends it when that is too much, and says when it should pause. */
export class Meter {
	/** Steps until the clock is looked at. Whoever takes a step: `if (--meter.ticks < 0 && meter.rest()) return paused`. */
	ticks = stride;
	/** Above 0 while something runs that cannot be left half done. */
	nested = 0;
	#held = 0;
	#deadline = Number.POSITIVE_INFINITY;
	#turnEnds = Number.POSITIVE_INFINITY;
	#budget: Budget = {};
	#signal: AbortSignal | undefined;
	#pausable = false;

	begin(budget: Budget, { signal, pausable }: { signal?: AbortSignal | undefined; pausable: boolean }): void {
		this.#budget = budget;
		this.#signal = signal;
		this.#pausable = pausable;
		this.#held = 0;
		this.nested = 0;
		this.ticks = stride;
		const now = performance.now();
		this.#deadline = now + (budget.time ?? Number.POSITIVE_INFINITY);
		this.#turnEnds = now + turn;
		signal?.throwIfAborted();
	}

	/** Has the clock looked at. @returns whether to pause */
	rest(): boolean {
		this.ticks = stride;
		this.#signal?.throwIfAborted();
		const now = performance.now();
		if (now > this.#deadline) throw overBudget("time", `The query took longer than ${this.#budget.time} ms.`);
		return this.#pausable && this.nested === 0 && now > this.#turnEnds;
	}

	/** After a pause. */
	resume(): void {
		this.#signal?.throwIfAborted();
		this.#turnEnds = performance.now() + turn;
	}

	/** Steps of something that cannot pause, about to be taken; elements of a list, about to be made. */
	readonly spend = (steps: number): void => {
		const { memory } = this.#budget;
		if (memory !== undefined && steps * elementBytes > memory) throw this.#tooMuch();
		this.ticks -= steps;
		if (this.ticks < 0) this.rest();
	};

	hold(bytes: number): void {
		this.#held += bytes;
		if (this.#budget.memory !== undefined && this.#held > this.#budget.memory) throw this.#tooMuch();
	}

	release(bytes: number): void {
		this.#held -= bytes;
	}

	row(count: number): void {
		const { rows } = this.#budget;
		if (rows !== undefined && count > rows)
			throw overBudget("rows", `The query has more than ${rows} rows: a LIMIT would end it.`);
	}

	#tooMuch(): QueryError {
		const megabytes = Math.round((this.#budget.memory ?? 0) / 1e6);
		return overBudget("memory", `The query needs more memory than the ${megabytes} MB that it may use.`);
	}
}

function overBudget(what: "time" | "rows" | "memory", message: string): QueryError {
	return new QueryError("BudgetError", what, message, { phase: "runtime" });
}
