import { createAggregate, type Aggregate as GroupAggregate } from "../values/aggregates.js";
import type { Compiled } from "../values/scope.js";
import type { Value } from "../values/value.js";
import type { Aggregator } from "./aggregate.js";
import type { Meter } from "./meter.js";
import { sizeOfValue } from "./retained.js";
import type { Row } from "./row.js";

/** An aggregate of a query. */
export interface Aggregation {
	/** Lower case; `count(*)` is `count` without an argument. */
	readonly name: string;
	readonly distinct: boolean;
	readonly arguments: readonly Compiled<Row>[];
}

/** Aggregates for which it is enough to know how often a row counts. */
export function countsRows(name: string, distinct: boolean): boolean {
	return name === "count" || name === "min" || name === "max" || distinct;
}

export function createAggregator({ name, distinct, arguments: args }: Aggregation, meter: Meter): Aggregator {
	const [read, second] = args;
	if (read === undefined) return new Counts(() => true);
	if (name === "count" && !distinct) return new Counts((row) => read(row) !== null);
	const keeps = distinct || name === "collect" || name.startsWith("percentile");
	return new Gathered(() => createAggregate(name, distinct), read, second, keeps ? meter : undefined);
}

/** How many rows there are for which something holds. */
class Counts implements Aggregator {
	#counts: number[] = [];

	constructor(readonly holds: (row: Row) => boolean) {}

	add(group: number, row: Row, times: number): void {
		const before = group < this.#counts.length ? this.#counts[group]! : 0;
		this.#counts[group] = this.holds(row) ? before + times : before;
	}

	result(group: number): Value {
		return this.#counts[group] ?? 0;
	}

	clear(): void {
		this.#counts = [];
	}
}

/** One aggregate for each group. How often a row counts makes no difference to those that may be told. */
class Gathered implements Aggregator {
	#aggregates: GroupAggregate[] = [];
	#held = 0;

	constructor(
		readonly create: () => GroupAggregate,
		readonly read: Compiled<Row>,
		readonly second: Compiled<Row> | undefined,
		/** Given to those that keep their values. */
		readonly meter: Meter | undefined,
	) {}

	add(group: number, row: Row): void {
		const value = this.read(row);
		if (group === this.#aggregates.length) this.#aggregates.push(this.create());
		if (this.meter !== undefined && value !== null) this.#hold(this.meter, 16 + sizeOfValue(value, 0));
		this.#aggregates[group]!.add(value, this.second?.(row));
	}

	result(group: number): Value {
		return (this.#aggregates[group] ?? this.create()).result();
	}

	clear(): void {
		this.meter?.release(this.#held);
		this.#held = 0;
		this.#aggregates = [];
	}

	#hold(meter: Meter, bytes: number): void {
		this.#held += bytes;
		meter.hold(bytes);
	}
}
