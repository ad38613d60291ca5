import { Unit } from "../run/expand.js";
import { Counted } from "../run/flow.js";
import type { Meter } from "../run/meter.js";
import type { Cursor, Row } from "../run/row.js";
import type { GraphStore } from "../store/store.js";

/** An operation of a physical plan: how a part of a query is done. */
export interface Operator {
	/** As `EXPLAIN` calls it. */
	readonly name: string;
	/** What it is done with. */
	readonly detail: string;
	/** How many rows it is thought to give, for each time it is begun. */
	readonly estimate: number;
	readonly inputs: readonly Operator[];
	create(runtime: Runtime, inputs: readonly Cursor[]): Cursor;
}

/** Where rows begin: one, with nothing in it, or with what is around a subquery. */
export const unit: Operator = {
	name: "Start",
	detail: "",
	estimate: 1,
	inputs: [],
	create: () => new Unit(),
};

/** With what a plan runs. */
export interface Runtime {
	readonly store: GraphStore;
	readonly row: Row;
	readonly meter: Meter;
	/** Given for `PROFILE`: what each operator's rows are counted by. */
	readonly counted?: Map<Operator, Counted>;
}

export function createCursor(operator: Operator, runtime: Runtime): Cursor {
	const cursor = operator.create(
		runtime,
		operator.inputs.map((input) => createCursor(input, runtime)),
	);
	if (runtime.counted === undefined) return cursor;
	const counted = new Counted(cursor);
	runtime.counted.set(operator, counted);
	return counted;
}

/** A plan as `EXPLAIN` and `PROFILE` tell it. */
export interface PlanStep {
	readonly operator: string;
	readonly detail: string;
	readonly estimate: number;
	/** Rows that it gave, for `PROFILE`. */
	readonly rows?: number;
	readonly inputs: readonly PlanStep[];
}

export function describePlan(operator: Operator, counted?: ReadonlyMap<Operator, Counted>): PlanStep {
	const rows = counted?.get(operator)?.rows;
	return {
		operator: operator.name,
		detail: operator.detail,
		estimate: Math.round(operator.estimate * 10) / 10,
		...(rows !== undefined && { rows }),
		inputs: operator.inputs.map((input) => describePlan(input, counted)),
	};
}
