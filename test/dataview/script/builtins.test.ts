import { describe, expect, it } from "vitest";
import "../../../src/cells/run/engines/obsidian-builtins.js";

type Any = Record<string, (...args: unknown[]) => unknown>;
const of = (value: unknown) => value as Any;

describe("what Obsidian adds to the language", () => {
	const cases: readonly (readonly [string, () => unknown, unknown])[] = [
		["[].contains", () => [of([1, 2]).contains!(2), of(["a"]).contains!("b")], [true, false]],
		["[].first", () => [of([1, 2]).first!(), of([]).first!()], [1, undefined]],
		["[].last", () => [of([1, 2]).last!(), of([]).last!()], [2, undefined]],
		["[].unique", () => of([1, 2, 1]).unique!(), [1, 2]],
		[
			"[].remove",
			() => {
				const list = [1, 2, 1, 3];
				of(list).remove!(1);
				return list;
			},
			[2, 3],
		],
		["[].shuffle", () => (of([3, 1, 2]).shuffle!() as number[]).sort(), [1, 2, 3]],
		["Array.combine", () => of(Array).combine!([[1], [2, 3]]), [1, 2, 3]],
		['"".contains', () => [of("abc").contains!("bc"), of("abc").contains!("x")], [true, false]],
		['"".format', () => of("{0} of {1}, {5} {0}").format!("1", "2"), "1 of 2, {5} 1"],
		["String.isString", () => [of(String).isString!("a"), of(String).isString!(1)], [true, false]],
		["Number.isNumber", () => [of(Number).isNumber!(Number.NaN), of(Number).isNumber!("1")], [true, false]],
		["Math.clamp", () => [9, -9, 1].map((n) => of(Math).clamp!(n, 0, 5)), [5, 0, 1]],
		["Math.square", () => of(Math).square!(3), 9],
		["Object.isEmpty", () => [{}, { a: 1 }].map((it) => of(Object).isEmpty!(it)), [true, false]],
		[
			"Object.each",
			() => {
				const seen: unknown[] = [];
				const visit = (value: unknown, key: unknown) => {
					seen.push([key, value]);
					return value !== 2;
				};
				return [of(Object).each!({ a: 1, b: 2, c: 3 }, visit), seen];
			},
			[
				false,
				[
					["a", 1],
					["b", 2],
				],
			],
		],
	];
	for (const [name, ask, value] of cases) it(name, () => expect(ask()).toEqual(value));

	it("none is seen by who goes through a list or an object", () => {
		const names: string[] = [];
		for (const name in [1]) names.push(name);
		for (const name in { a: 1 }) names.push(name);
		expect(names).toEqual(["0", "a"]);
	});
});
