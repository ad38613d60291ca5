import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDataArrays, isDataArray } from "../../../src/dataview/script/data-array.js";

const arrays = createDataArrays({
	compare: (a, b) => {
		const [x, y] = [JSON.stringify(a) ?? "", JSON.stringify(b) ?? ""];
		if (typeof a === "number" && typeof b === "number") return a - b;
		return x < y ? -1 : x > y ? 1 : 0;
	},
	toText: (value) => (value === null ? "\\-" : String(value)),
});

// biome-ignore lint/suspicious/noExplicitAny: what programs write
const of = (values: unknown[]): any => arrays.wrap(values);
const list = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? "null");
const book = (name: string, rating: number, tags: readonly string[] = []) => ({
	file: { name },
	rating,
	tags,
});
const books = () => of([book("B", 2, ["x", "y"]), book("A", 3), book("C", 2, ["x"])]);

type Group = {
	readonly key: unknown;
	readonly rows: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** What is asked of books → what it is. */
const methods: Readonly<Record<string, readonly [got: () => unknown, want: unknown]>> = {
	length: [() => books().length, 3],
	"an index": [() => books()[1].file.name, "A"],
	"no index": [() => books()[9], undefined],
	"a field": [() => books().rating, [2, 3, 2]],
	"a field of a field": [() => books().file.name, ["B", "A", "C"]],
	"a list of each": [() => books().tags, ["x", "y", "x"]],
	"a field that nobody has": [() => books().nothing, []],
	where: [() => books().where((b: { rating: number }) => b.rating === 2).file.name, ["B", "C"]],
	filter: [() => books().filter((_: unknown, i: number) => i > 0).file.name, ["A", "C"]],
	map: [() => books().map((b: { rating: number }, i: number) => b.rating + i), [2, 4, 4]],
	flatMap: [() => books().flatMap((b: { tags: string[] }) => b.tags), ["x", "y", "x"]],
	"flatMap of nothing": [() => books().flatMap(() => undefined), []],
	mutate: [
		() =>
			books().mutate((b: { rating: number }) => {
				b.rating += 1;
			}).rating,
		[3, 4, 3],
	],
	limit: [() => books().limit(2).file.name, ["B", "A"]],
	slice: [() => books().slice(1).file.name, ["A", "C"]],
	"slice from the end": [() => books().slice(-1).file.name, ["C"]],
	concat: [
		() =>
			of([1])
				.concat(of([2]))
				.concat([3]),
		[1, 2, 3],
	],
	indexOf: [() => of([3, [1], 3]).indexOf([1]), 1],
	"indexOf from": [() => of([3, 1, 3]).indexOf(3, 1), 2],
	find: [() => books().find((b: { rating: number }) => b.rating > 2).file.name, "A"],
	"find nothing": [() => books().find(() => false), undefined],
	findIndex: [() => books().findIndex((b: { rating: number }) => b.rating > 2), 1],
	includes: [() => of([{ a: 1 }]).includes({ a: 1 }), true],
	"includes not": [() => of([1]).includes(2), false],
	join: [() => of([1, null, "x"]).join(), "1, \\-, x"],
	"join with": [() => of([1, 2]).join("-"), "1-2"],
	sort: [() => books().sort((b: { rating: number }) => b.rating).file.name, ["B", "C", "A"]],
	"sort downwards": [
		() => books().sort((b: { rating: number }) => b.rating, "desc").file.name,
		["A", "B", "C"],
	],
	"sort by nothing": [() => of([3, 1, 2]).sort(), [1, 2, 3]],
	"sort by a comparator": [
		() =>
			of(["bb", "a", "ccc"]).sort(
				(s: string) => s,
				"asc",
				(a: string, b: string) => b.length - a.length,
			),
		["ccc", "bb", "a"],
	],
	"sort leaves the array": [
		() => {
			const all = of([2, 1]);
			all.sort();
			return all;
		},
		[2, 1],
	],
	sortInPlace: [
		() => {
			const all = of([2, 1, 3]);
			const same = all.sortInPlace((n: number) => n, "desc");
			return [all, same === all];
		},
		[[3, 2, 1], true],
	],
	groupBy: [
		() =>
			books()
				.groupBy((b: { rating: number }) => b.rating)
				.map((g: Group) => [g.key, g.rows.file!.name]),
		[
			[2, ["B", "C"]],
			[3, ["A"]],
		],
	],
	"groupBy of nothing": [() => of([]).groupBy((x: unknown) => x), []],
	"fields of groups": [
		() => books().groupBy((b: { rating: number }) => b.rating).rows.file.name,
		["B", "C", "A"],
	],
	groupIn: [
		() =>
			books()
				.groupBy((b: { rating: number }) => b.rating)
				.groupIn((b: { tags: string[] }) => b.tags.length)
				.map((g: Group) => [g.key, g.rows.key]),
		[
			[2, [1, 2]],
			[3, [0]],
		],
	],
	distinct: [() => of([2, 1, 2, 3, 1]).distinct(), [1, 2, 3]],
	"distinct by": [() => books().distinct((b: { rating: number }) => b.rating).file.name, ["B", "A"]],
	every: [() => of([1, 2]).every((n: number) => n > 0), true],
	some: [() => of([1, 2]).some((n: number) => n > 1), true],
	none: [() => of([1, 2]).none((n: number) => n > 1), false],
	first: [() => of([1, 2]).first(), 1],
	"first of none": [() => of([]).first(), undefined],
	last: [() => of([1, 2]).last(), 2],
	to: [() => books().to("tags"), ["x", "y", "x"]],
	into: [() => books().into("tags"), [["x", "y"], [], ["x"]]],
	expand: [
		() =>
			of([
				{
					n: 1,
					c: [
						{ n: 2, c: [] },
						{ n: 3, c: [{ n: 4, c: [] }] },
					],
				},
			]).expand("c").n,
		[1, 3, 4, 2],
	],
	forEach: [
		() => {
			const seen: unknown[] = [];
			of([1, 2]).forEach((n: number, i: number) => {
				seen.push(n * 10 + i);
			});
			return seen;
		},
		[10, 21],
	],
	sum: [() => of([1, 2, 3]).sum(), 6],
	avg: [() => of([1, 2, 3]).avg(), 2],
	min: [() => of([3, 1, 2]).min(), 1],
	max: [() => of([3, 1, 2]).max(), 3],
	array: [
		() => {
			const all = of([1]);
			const copy = all.array();
			copy.push(2);
			return [isDataArray(copy), all.length];
		},
		[false, 1],
	],
	"spread, loops and JSON": [() => [...of([1, 2]), JSON.stringify(of([3]))], [1, 2, "[3]"]],
	"is an array": [() => Array.isArray(of([])), true],
	text: [() => String(of([1, [2]])), "[1, 2]"],
	"wrapped once": [
		() => {
			const all = of([1]);
			return arrays.array(all) === all;
		},
		true,
	],
	// biome-ignore lint/suspicious/noProto: a field of the row
	"__proto__ is a field like any other": [() => of([JSON.parse('{"__proto__": 1}')]).__proto__, [1]],
};

describe("data arrays", () => {
	for (const [name, [got, want]] of Object.entries(methods))
		it(name, () => {
			expect(list(got()) ?? null).toEqual(want ?? null);
		});

	it("sorting, grouping and distinct agree with each other, whatever is in the array", () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom("a", "b"))), (values) => {
				const all = of(values);
				const sorted = all.sort().array();
				expect([...sorted].sort().join()).toBe([...values].sort().join());
				expect(all.groupBy((x: unknown) => x).rows.array()).toEqual(sorted);
				expect(all.groupBy((x: unknown) => x).key.array()).toEqual(all.distinct().array());
				expect(all.sort((x: unknown) => x, "desc").length).toBe(values.length);
				expect(all.distinct().length).toBe(new Set(values).size);
			}),
		);
	});
});
