/** What equality, order and keys say of values must fit together. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isLess, isLessOrEqual } from "../../../src/query/values/compare.js";
import { equals } from "../../../src/query/values/equality.js";
import { keyOf } from "../../../src/query/values/key.js";
import { compareOrder } from "../../../src/query/values/order.js";
import {
	DateTimeValue,
	DateValue,
	DurationValue,
} from "../../../src/query/values/temporal/temporal-value.js";
import {
	float,
	integer,
	NodeValue,
	PathValue,
	RelationshipValue,
	type Value,
} from "../../../src/query/values/value.js";
import { show } from "./evaluate.js";

const small = fc.integer({ min: -2, max: 2 });
const plain: fc.Arbitrary<Value> = fc.oneof(
	fc.constantFrom<Value>(
		null,
		true,
		false,
		"",
		"a",
		"b",
		"\0",
		"\0s",
		"1",
		Number.NaN,
		Number.POSITIVE_INFINITY,
	),
	small,
	small.map(float),
	fc.constantFrom(0.5, -0.5, float(-0), float(2 ** 53), float(2 ** 60)),
	fc.constantFrom(2n ** 53n, 2n ** 60n, -(2n ** 63n), 9_007_199_254_740_991n).map(integer),
	small.map((id) => new NodeValue(id)),
	small.map((id) => new RelationshipValue(id)),
	small.map((id) => new PathValue([id, 1], [0])),
	small.map((day) => new DateValue(day)),
	fc.constantFrom(0, 3600).map((offset) => new DateTimeValue(0, offset * 1e9, offset, null)),
	small.map((months) => new DurationValue(months, 0, 1n, 0)),
);
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
	value: fc.oneof(
		{ depthSize: "small" },
		plain,
		fc.array(tie("value"), { maxLength: 3 }),
		fc
			.array(fc.tuple(fc.constantFrom("a", "b"), tie("value")), { maxLength: 2 })
			.map((entries) => new Map(entries)),
	),
})).value;

test("order is total: it is antisymmetric and transitive", () => {
	fc.assert(
		fc.property(value, value, value, (a, b, c) => {
			expect(Math.sign(compareOrder(a, b)) + Math.sign(compareOrder(b, a))).toBe(0);
			if (compareOrder(a, b) <= 0 && compareOrder(b, c) <= 0) {
				expect(compareOrder(a, c), [a, b, c].map(show).join(" ")).toBeLessThanOrEqual(0);
			}
		}),
		{ numRuns: 1500 },
	);
});

test("what is equal has the same key, and what has the same key is not unequal", () => {
	fc.assert(
		fc.property(value, value, (a, b) => {
			const same = keyOf(a) === keyOf(b) || (Number.isNaN(keyOf(a)) && Number.isNaN(keyOf(b)));
			const equal = equals(a, b);
			expect(equals(b, a)).toBe(equal);
			if (equal === true) expect(same, `${show(a)} and ${show(b)}`).toBe(true);
			if (equal === false && same) expect(show(a)).toContain("NaN");
			expect(keyOf(a)).toBe(keyOf(a));
		}),
		{ numRuns: 1500 },
	);
});

test("less, equal and greater exclude each other, and agree with the order of sorting", () => {
	fc.assert(
		fc.property(value, value, (a, b) => {
			const [less, greater] = [isLess(a, b), isLess(b, a)];
			expect(less === true && greater === true).toBe(false);
			if (less === true) expect(isLessOrEqual(a, b)).toBe(true);
			if (less === true && !Array.isArray(a)) expect(compareOrder(a, b)).toBeLessThan(0);
			if (less === null) expect(greater).toBe(null);
		}),
		{ numRuns: 1500 },
	);
});
