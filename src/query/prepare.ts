import { checkQuery } from "./language/check.js";
import { expectShallow, parseQuery } from "./language/parse.js";
import { asQueryError } from "./language/query-error.js";
import type { Query } from "./language/syntax.js";
import { Bindings, readerOf } from "./plan/bindings.js";
import { compileLogical } from "./plan/compile-logical.js";
import { Compiler } from "./plan/compiler.js";
import type { LogicalPlan } from "./plan/logical.js";
import { createCursor, describePlan, type Operator, type PlanStep } from "./plan/operator.js";
import { compilePattern } from "./plan/pattern-expressions.js";
import type { Procedures } from "./plan/procedures.js";
import { translate } from "./plan/translate.js";
import type { Counted } from "./run/flow.js";
import { type Budget, Meter } from "./run/meter.js";
import { sizeOf } from "./run/retained.js";
import { type Cursor, type done, found, paused, Row } from "./run/row.js";
import type { GraphStore } from "./store/store.js";
import type { Environment } from "./values/environment.js";
import type { Functions } from "./values/functions/functions.js";
import type { GraphAccess } from "./values/graph-access.js";
import type { Compiled } from "./values/scope.js";
import type { Value } from "./values/value.js";

export interface RunOptions {
	readonly parameters?: ReadonlyMap<string, Value>;
	readonly budget?: Budget;
	readonly signal?: AbortSignal | undefined;
	/** Nanoseconds since 1970: what `datetime()` says. */
	readonly now?: bigint;
	/** The time zone of `datetime()`. */
	readonly zone?: string;
	/** Next number in [0, 1) for `rand()`. */
	readonly random?: () => number;
}

export interface QueryResult {
	readonly columns: readonly string[];
	/** Values in the order of the columns. */
	readonly rows: readonly (readonly Value[])[];
	/** For `EXPLAIN`, which has no rows, and for `PROFILE`. */
	readonly plan?: PlanStep;
}

/** A query that has been read, checked and planned, and can be run many times. One run at a time. */
export interface Prepared {
	readonly columns: readonly string[];
	/** Whether it runs at the moment. */
	readonly busy: boolean;
	/** To the end, without letting others work: a signal is not heard meanwhile. */
	runSync(options?: RunOptions): QueryResult;
	/** Pauses every now and then. */
	run(options?: RunOptions): Promise<QueryResult>;
}

export interface PrepareOptions {
	readonly store: GraphStore;
	readonly access: GraphAccess;
	readonly procedures: Procedures;
	/** Absent: those of the language alone. */
	readonly functions?: Functions | undefined;
	/** Names of the parameters that will be given; absent: whatever the query asks for. */
	readonly parameters?: ReadonlySet<string>;
}

/** Throws a `QueryError` where the query is not one. */
export function prepare(source: string, options: PrepareOptions): Prepared {
	try {
		return planned(parseQuery(source), options, source);
	} catch (error) {
		throw asQueryError(error, source);
	}
}

/**
 * The same for a tree that was made in another way. Errors point to the spans in it.
 * @param source the text to which the spans belong, if there is one
 */
export function prepareSyntax(query: Query, options: PrepareOptions, source?: string): Prepared {
	try {
		expectShallow(query);
		return planned(query, options, source);
	} catch (error) {
		throw asQueryError(error, source);
	}
}

function planned(query: Query, options: PrepareOptions, source: string | undefined): Prepared {
	checkQuery(query, options);
	return new Plan(source, query, options);
}

/** What a query means, for who carries it out in another way. Throws a `QueryError` where it is not one. */
export function planQuery(source: string, options: Omit<PrepareOptions, "store" | "access">): LogicalPlan {
	try {
		const query = parseQuery(source);
		checkQuery(query, options);
		let names = 0;
		// Told apart from those that are made when a part of the plan is prepared.
		const fresh = () => `\0planned ${++names}`;
		return translate(query, { signatures: options.procedures, fresh });
	} catch (error) {
		throw asQueryError(error, source);
	}
}

/** The same for what was planned before, or a part of it. */
export function prepareLogical(plan: LogicalPlan, options: PrepareOptions, source?: string): Prepared {
	try {
		return new Plan(source, plan, options);
	} catch (error) {
		throw asQueryError(error, source);
	}
}

class Plan implements Prepared {
	readonly columns: readonly string[];
	busy = false;
	readonly #source: string | undefined;
	readonly #mode: Query["mode"];
	readonly #operator: Operator;
	readonly #environment: Environment;
	readonly #meter = new Meter();
	readonly #row: Row;
	readonly #cursor: Cursor;
	readonly #readers: readonly Compiled<Row>[];
	readonly #counted: Map<Operator, Counted> | undefined;

	constructor(source: string | undefined, query: Query | LogicalPlan, options: PrepareOptions) {
		const { store, access, procedures, functions, parameters } = options;
		this.#source = source;
		this.#environment = {
			graph: access,
			parameters: new Map(),
			now: 0n,
			zone: "UTC",
			random: Math.random,
			spend: this.#meter.spend,
		};
		const meter = this.#meter;
		const compiler = new Compiler({
			store,
			environment: this.#environment,
			meter,
			procedures,
			functions,
			pattern: compilePattern,
			parameters,
		});
		const logical =
			"root" in query ? query : translate(query, { signatures: procedures, fresh: compiler.fresh });
		const { operator, bindings } = compileLogical(logical.root, new Bindings(), compiler);
		this.columns = logical.columns;
		this.#mode = logical.mode;
		this.#operator = operator;
		this.#readers = logical.columns.map((name) => readerOf(bindings.get(name)!));
		const { ids, values } = compiler.registers;
		this.#row = new Row(ids, values);
		this.#counted = logical.mode === "profile" ? new Map() : undefined;
		const runtime = {
			store,
			row: this.#row,
			meter,
			...(this.#counted !== undefined && { counted: this.#counted }),
		};
		for (const subplan of compiler.subplans) subplan.cursor = createCursor(subplan.operator, runtime);
		this.#cursor = createCursor(operator, runtime);
	}

	runSync(options: RunOptions = {}): QueryResult {
		return this.#guarded(() => {
			const rows = this.#begin(options, false);
			if (rows !== undefined) while (this.#gather(rows) === paused);
			return this.#result(rows ?? []);
		});
	}

	async run(options: RunOptions = {}): Promise<QueryResult> {
		if (this.busy)
			throw new Error("This query is running already: prepare it once more to run it beside itself.");
		const rows = this.#guarded(() => this.#begin(options, true));
		try {
			this.busy = true;
			if (rows !== undefined) {
				while (this.#guarded(() => this.#gather(rows)) === paused) {
					await pause();
					this.#guarded(() => this.#meter.resume());
				}
			}
			return this.#result(rows ?? []);
		} finally {
			this.busy = false;
		}
	}

	/** @returns the rows to be, or none if it is only to be explained */
	#begin(options: RunOptions, pausable: boolean): Value[][] | undefined {
		const { parameters, budget = {}, signal, now, zone, random } = options;
		this.#environment.parameters = parameters ?? new Map();
		this.#environment.now = now ?? BigInt(Date.now()) * 1_000_000n;
		this.#environment.zone = zone ?? "UTC";
		this.#environment.random = random ?? Math.random;
		this.#meter.begin(budget, { signal, pausable });
		if (this.#mode === "explain") return undefined;
		for (const counted of this.#counted?.values() ?? []) counted.rows = 0;
		this.#cursor.open();
		return [];
	}

	/** @returns whether it has paused or is done */
	#gather(rows: Value[][]): typeof paused | typeof done {
		const readers = this.#readers;
		const row = this.#row;
		// A query without columns calls a procedure for its own sake.
		for (;;) {
			const step = this.#cursor.next();
			if (step !== found) return step;
			if (readers.length === 0) continue;
			const values = readers.map((read) => read(row));
			this.#meter.row(rows.push(values));
			this.#meter.hold(sizeOf(values));
		}
	}

	#result(rows: readonly (readonly Value[])[]): QueryResult {
		const { columns } = this;
		if (this.#mode === undefined) return { columns, rows };
		return { columns, rows, plan: describePlan(this.#operator, this.#counted) };
	}

	#guarded<T>(work: () => T): T {
		try {
			return work();
		} catch (error) {
			throw asQueryError(error, this.#source);
		}
	}
}

/** Lets timers, messages and the page have their turn. */
function pause(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, 0);
	});
}
