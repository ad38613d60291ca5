/** Every function and operator, with values of every type: there is a value or a query error, and values are well made. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { QueryError } from "../../../src/query/language/query-error.js";
import { aggregates, createAggregate } from "../../../src/query/values/aggregates.js";
import { functions } from "../../../src/query/values/functions/registry.js";
import {
	DateTimeValue,
	DateValue,
	DurationValue,
	LocalDateTimeValue,
	LocalTimeValue,
	TimeValue,
} from "../../../src/query/values/temporal/temporal-value.js";
import {
	FloatValue,
	float,
	NodeValue,
	PathValue,
	RelationshipValue,
	type Value,
} from "../../../src/query/values/value.js";
import { evaluate, show } from "./evaluate.js";

const text = fc.oneof(
	fc.constantFrom(
		"",
		"a",
		"2015-07-21",
		"P1Y2M3DT4.5S",
		"12:30+01:00",
		"year",
		"day",
		"NFC",
		"HALF_EVEN",
		"a*b",
		"神经😀",
		"\ud800",
	),
	fc.constantFrom(
		"Europe/Stockholm",
		"2015-07-21T12:00[Asia/Shanghai]",
		"-1e400",
		"99999999999999999999",
		"NaN",
		" true ",
	),
	fc.string({ unit: "binary", maxLength: 5 }),
);
const number = fc.oneof(
	fc.integer({ min: -3, max: 40 }),
	fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n),
	fc.constantFrom(9_007_199_254_740_991, -9_007_199_254_740_991, 1_000_000_000_000),
	fc.double().map(float),
);
const map = fc
	.array(
		fc.tuple(
			fc.constantFrom(
				"year",
				"month",
				"day",
				"hour",
				"nanosecond",
				"timezone",
				"date",
				"time",
				"months",
				"week",
				"a",
				"quarter",
			),
			fc.oneof(number, text, fc.constant(new DateValue(16_000)), fc.constant(new TimeValue(3600e9, 7200))),
		),
		{ maxLength: 4 },
	)
	.map((entries) => new Map<string, Value>(entries));
const temporal = fc.constantFrom<Value>(
	new DateValue(0),
	new DateValue(365_000_000),
	new LocalTimeValue(86_399_999_999_999),
	new TimeValue(0, -64_800),
	new LocalDateTimeValue(-719_529, 1),
	new DateTimeValue(17_468, 9_000_000_000_000, 7200, "Europe/Stockholm"),
	new DurationValue(-14, 3, -5n, 500_000_000),
	new DurationValue(9_007_199_254_740_991, 9_007_199_254_740_991, 2n ** 62n, 0),
);
const value: fc.Arbitrary<Value> = fc.oneof(
	fc.constantFrom<Value>(
		null,
		true,
		false,
		new NodeValue(0),
		new RelationshipValue(0),
		new PathValue([0, 1], [0]),
	),
	text,
	number,
	map,
	temporal,
	fc.array(fc.oneof(text, number, temporal, fc.constant(null)), { maxLength: 4 }),
);

/** The representation that `value.ts` promises. */
function expectWellMade(result: Value, from: string): void {
	if (typeof result === "number" && Number.isInteger(result)) {
		expect(Number.isSafeInteger(result) && !Object.is(result, -0), `${from} gave ${result}`).toBe(true);
	} else if (typeof result === "bigint") {
		expect(result > 9_007_199_254_740_991n || result < -9_007_199_254_740_991n, from).toBe(true);
		expect(result < 2n ** 63n && result >= -(2n ** 63n), from).toBe(true);
	} else if (result instanceof FloatValue) expect(Number.isInteger(result.value), from).toBe(true);
	else if (
		result instanceof LocalTimeValue ||
		result instanceof TimeValue ||
		result instanceof DateTimeValue
	) {
		expect(result.nanosecond >= 0 && result.nanosecond < 86_400e9, `${from} gave ${result.nanosecond}`).toBe(
			true,
		);
	} else if (Array.isArray(result)) for (const element of result) expectWellMade(element, from);
	else if (result instanceof Map) for (const element of result.values()) expectWellMade(element, from);
	else expect(result, from).not.toBe(undefined);
}

function tryOut(source: string, values: readonly Value[]): void {
	const parameters = new Map(values.map((one, at) => [`p${at}`, one]));
	const from = `${source} of ${values.map(show).join(", ")}`;
	try {
		expectWellMade(evaluate(source, parameters), from);
	} catch (error) {
		if (!(error instanceof QueryError)) throw new Error(from, { cause: error });
		expect(error.span, from).toBeDefined();
	}
}

test.each(
	Array.from(functions.values(), (definition) => [definition.name, definition] as const),
)("%s", (name, definition) => {
	const most = definition.parameters.length + (definition.variadic ? 2 : 0);
	fc.assert(
		fc.property(fc.array(value, { minLength: definition.required, maxLength: most }), (values) => {
			tryOut(`${name}(${values.map((_, at) => `$p${at}`).join(", ")})`, values);
		}),
		{ numRuns: 80 },
	);
});

test.each([
	...[
		"$p0 + $p1",
		"$p0 - $p1",
		"$p0 * $p1",
		"$p0 / $p1",
		"$p0 % $p1",
		"$p0 ^ $p1",
		"$p0 || $p1",
		"-$p0",
		"$p0[$p1]",
	],
	...[
		"$p0 = $p1",
		"$p0 <> $p1",
		"$p0 < $p1",
		"$p0 >= $p1",
		"$p0 IN $p1",
		"$p0 =~ $p1",
		"$p0 CONTAINS $p1",
		"$p0[$p1..]",
	],
	...[
		"$p0.year",
		"$p0.nanosecond",
		"$p0.epochMillis",
		"$p0.months",
		"$p0.milliseconds",
		"$p0 AND $p1",
		"NOT $p0",
		"$p0:A",
	],
	...[
		"[x IN $p0 | x + $p1]",
		"all(x IN $p0 WHERE x = $p1)",
		"reduce(s = $p1, x IN $p0 | s + x)",
		"CASE $p0 WHEN $p1 THEN 1 END",
	],
])("%s", (source) => {
	fc.assert(
		fc.property(value, value, (a, b) => {
			tryOut(source, [a, b]);
		}),
		{ numRuns: 200 },
	);
});

test.each(Array.from(aggregates.keys()))("aggregate %s", (name) => {
	fc.assert(
		fc.property(fc.array(value, { maxLength: 6 }), value, fc.boolean(), (values, second, distinct) => {
			const aggregate = createAggregate(name, distinct);
			try {
				for (const one of values) aggregate.add(one, second);
				expectWellMade(aggregate.result(), `${name} of ${values.map(show).join(", ")}`);
			} catch (error) {
				if (!(error instanceof QueryError)) throw error;
			}
		}),
		{ numRuns: 100 },
	);
});
