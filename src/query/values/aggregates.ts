/** `count`, `collect`, `sum` and their kin, a row at a time. Nulls are passed over. */
import { QueryError } from "../language/query-error.js";
import { add, divide } from "./arithmetic.js";
import { type Key, keyOf } from "./key.js";
import { compareOrder } from "./order.js";
import { DurationValue } from "./temporal/temporal-value.js";
import { describeType, typeError, typeOf } from "./types.js";
import { float, isNumber, type NumberValue, toNumber, type Value } from "./value.js";

/** What one group has so far. */
export interface Aggregate {
	/** A value of the group; `second` is the percentile of `percentileCont` and `percentileDisc`. */
	add(value: Value, second?: Value): void;
	result(): Value;
}

export interface AggregateDefinition {
	readonly name: string;
	readonly parameters: readonly string[];
	readonly result: string;
	readonly create: () => Aggregate;
}

/** By name in lower case. `count(*)` is not one of them: it counts rows and looks at no value. */
export const aggregates: ReadonlyMap<string, AggregateDefinition> = new Map(
	(
		[
			["count", ["any"], "integer", () => new Count()],
			["collect", ["any"], "list", () => new Collect()],
			["sum", ["number|duration"], "any", () => new Sum()],
			["avg", ["number|duration"], "any", () => new Average()],
			["min", ["any"], "any", () => new Extreme(-1)],
			["max", ["any"], "any", () => new Extreme(1)],
			["stDev", ["number"], "float", () => new Deviation(1)],
			["stDevP", ["number"], "float", () => new Deviation(0)],
			["percentileCont", ["number", "number"], "float", () => new Percentile(interpolated)],
			["percentileDisc", ["number", "number"], "any", () => new Percentile(discrete)],
			["collect_list", ["any"], "list", () => new Collect()],
			["stdev_samp", ["number"], "float", () => new Deviation(1)],
			["stdev_pop", ["number"], "float", () => new Deviation(0)],
			["percentile_cont", ["number", "number"], "float", () => new Percentile(interpolated)],
			["percentile_disc", ["number", "number"], "any", () => new Percentile(discrete)],
		] satisfies [string, string[], string, () => Aggregate][]
	).map(([name, parameters, result, create]) => [name.toLowerCase(), { name, parameters, result, create }]),
);

/** A new, empty aggregate. */
export function createAggregate(name: string, distinct: boolean): Aggregate {
	const aggregate = aggregates.get(name.toLowerCase())!.create();
	return distinct ? new Distinct(aggregate) : aggregate;
}

/** Passes each value on once. */
class Distinct implements Aggregate {
	readonly #seen = new Set<Key>();

	constructor(readonly inner: Aggregate) {}

	add(value: Value, second?: Value): void {
		const key = keyOf(value);
		if (this.#seen.has(key)) return;
		this.#seen.add(key);
		this.inner.add(value, second);
	}

	result(): Value {
		return this.inner.result();
	}
}

class Count implements Aggregate {
	#count = 0;

	add(value: Value): void {
		if (value !== null) this.#count++;
	}

	result(): Value {
		return this.#count;
	}
}

class Collect implements Aggregate {
	readonly #values: Value[] = [];

	add(value: Value): void {
		if (value !== null) this.#values.push(value);
	}

	result(): Value {
		return this.#values;
	}
}

/** Of numbers, or of durations. The sum of nothing is 0. */
class Sum implements Aggregate {
	#total: Value = 0;

	add(value: Value): void {
		if (value === null) return;
		expectSummable("sum", value);
		const first = this.#total === 0 && value instanceof DurationValue;
		this.#total = first ? value : add(this.#total, value);
	}

	result(): Value {
		return this.#total;
	}
}

function expectSummable(name: string, value: Value): void {
	if (isNumber(value) || value instanceof DurationValue) return;
	throw typeError("InvalidArgumentType", `${name}() takes numbers, not ${describeType(typeOf(value))}.`);
}

/** A float for numbers; null for nothing. */
class Average implements Aggregate {
	readonly #sum = new Sum();
	#count = 0;

	add(value: Value): void {
		if (value === null) return;
		expectSummable("avg", value);
		this.#sum.add(isNumber(value) ? float(toNumber(value)) : value);
		this.#count++;
	}

	result(): Value {
		return this.#count === 0 ? null : divide(this.#sum.result(), float(this.#count));
	}
}

class Extreme implements Aggregate {
	#best: Value = null;

	constructor(
		/** 1 for the largest, -1 for the smallest. */
		readonly sign: 1 | -1,
	) {}

	add(value: Value): void {
		if (value === null) return;
		if (this.#best === null || compareOrder(value, this.#best) * this.sign > 0) this.#best = value;
	}

	result(): Value {
		return this.#best;
	}
}

/** Welford's method: stable where sums of squares are not. */
class Deviation implements Aggregate {
	#count = 0;
	#mean = 0;
	#squares = 0;

	constructor(
		/** 1 for a sample, 0 for a population. */
		readonly missing: 0 | 1,
	) {}

	add(value: Value): void {
		if (value === null) return;
		const number = toNumber(expectNumber("stDev", value));
		const distance = number - this.#mean;
		this.#mean += distance / ++this.#count;
		this.#squares += distance * (number - this.#mean);
	}

	result(): Value {
		return float(this.#count <= this.missing ? 0 : Math.sqrt(this.#squares / (this.#count - this.missing)));
	}
}

function expectNumber(name: string, value: Value): NumberValue {
	if (isNumber(value)) return value;
	throw typeError("InvalidArgumentType", `${name}() takes numbers, not ${describeType(typeOf(value))}.`);
}

class Percentile implements Aggregate {
	readonly #values: NumberValue[] = [];
	#fraction = 0;

	constructor(readonly choose: (sorted: readonly NumberValue[], fraction: number) => Value) {}

	add(value: Value, fraction: Value = null): void {
		if (value === null) return;
		const number = toNumber(expectNumber("percentile", fraction));
		if (!(number >= 0 && number <= 1)) {
			throw new QueryError(
				"ArgumentError",
				"NumberOutOfRange",
				`A percentile is from 0.0 to 1.0, not ${number}.`,
				{
					phase: "runtime",
				},
			);
		}
		this.#fraction = number;
		this.#values.push(expectNumber("percentile", value));
	}

	result(): Value {
		return this.#values.length === 0 ? null : this.choose(this.#values.sort(compareOrder), this.#fraction);
	}
}

function interpolated(sorted: readonly NumberValue[], fraction: number): Value {
	const at = fraction * (sorted.length - 1);
	const [below, above] = [toNumber(sorted[Math.floor(at)]!), toNumber(sorted[Math.ceil(at)]!)];
	return float(below + (above - below) * (at - Math.floor(at)));
}

function discrete(sorted: readonly NumberValue[], fraction: number): Value {
	return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)]!;
}
