import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chart, html, mimeOrder, parameter, tensor } from "../../src/library/index.js";
import { formatLog } from "../../src/library/inspect/format-log.js";
import { inspect } from "../../src/library/inspect/inspect.js";
import { parseXml } from "./support/xml.js";

const textOf = (value: unknown) => inspect(value)["text/plain"];

class Point {
	readonly x = 1;
	#hidden = 2;
	get sum(): number {
		return this.x + this.#hidden;
	}
}

const cyclic: Record<string, unknown> = { a: 1 };
cyclic.self = { around: cyclic };

test.each<[string, unknown]>([
	["1", 1],
	["0.30000000000000004", 0.1 + 0.2],
	["-0", -0],
	["NaN", Number.NaN],
	["12n", 12n],
	["true", true],
	["undefined", undefined],
	["null", null],
	["plain text\nas it is", "plain text\nas it is"],
	['["a", "say \\"b\\"\\n"]', ["a", 'say "b"\n']],
	["Symbol(s)", Symbol("s")],
	["[]", []],
	["{}", {}],
	["[1, <empty>, 3]", Object.assign(new Array(3), { 0: 1, 2: 3 })],
	['{ a: 1, "b c": 2, 词: 3, [Symbol(d)]: 4 }', { a: 1, "b c": 2, 词: 3, [Symbol("d")]: 4 }],
	[
		"{ get: [getter], both: [getter and setter] }",
		{
			get get(): never {
				throw new Error();
			},
			get both() {
				return 1;
			},
			set both(_: number) {},
		},
	],
	["Point { x: 1 }", new Point()],
	["[class Point]", Point],
	["[class Deep extends Point]", class Deep extends Point {}],
	["[function add]", function add() {}],
	[
		"[function]",
		(
			() => () =>
				1
		)(),
	],
	[
		'Map(2) { "a" => 1, Map(0) {} => Set(1) { 2 } }',
		new Map<unknown, unknown>([
			["a", 1],
			[new Map(), new Set([2])],
		]),
	],
	["Float64Array(3) [1, 2.5, NaN]", Float64Array.of(1, 2.5, Number.NaN)],
	["ArrayBuffer(8)", new ArrayBuffer(8)],
	["2024-02-29T12:00:00.000Z", new Date("2024-02-29T12:00:00Z")],
	["[invalid date]", new Date(Number.NaN)],
	["/a+/g", /a+/g],
	["[Promise]", Promise.resolve(1)],
	[
		"RangeError: too far\n  because of TypeError: not so",
		new RangeError("too far", { cause: new TypeError("not so") }),
	],
	["{ a: 1, self: { around: [circular] } }", cyclic],
	["[no prototype] { a: 1 }", Object.assign(Object.create(null), { a: 1 })],
	["{ __proto__: 1, constructor: 2 }", JSON.parse('{ "__proto__": 1, "constructor": 2 }')],
	["Tensor (2)\n1  2", tensor([1, 2])],
	["Tensor () 3", tensor(3)],
	[
		"parameter (2, 2)\n1  0\n0  1",
		parameter([
			[1, 0],
			[0, 1],
		]),
	],
	[
		"{ w: Tensor (2, 2) }",
		{
			w: tensor([
				[1, 2],
				[3, 4],
			]),
		},
	],
])("%s", (text, value) => expect(textOf(value)).toBe(text));

describe("limits", () => {
	test.each<[string, unknown, RegExp]>([
		["an array of many", Array.from({ length: 100_000 }, (_, i) => i), /… 99900 more\n\]$/],
		["a text of many", "x".repeat(100_000), /… 80000 more characters$/],
		["a map of many", new Map(Array.from({ length: 1000 }, (_, i) => [i, i])), /… 900 more/],
		[
			"an object of many",
			Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i])),
			/… 900 more/,
		],
		["a typed array of many", new Float32Array(1e6), /^Float32Array\(1000000\)(?:.|\n)*… 999900 more/],
		["nesting", JSON.parse("[".repeat(500) + "]".repeat(500)), /\[… 1\]/],
		["width and depth", grow(5), /…/],
		[
			"a large tensor",
			tensor(new Float64Array(10_000), { shape: [100, 100] }),
			/… 88 more columns and 80 more rows$/,
		],
	])("%s is shortened", (_, value, text) => {
		expect(textOf(value)).toMatch(text);
		expect(String(textOf(value)).length).toBeLessThan(120_000);
	});
});

function grow(depth: number): unknown {
	return depth === 0 ? 1 : Array.from({ length: 12 }, () => grow(depth - 1));
}

describe("hostile values", () => {
	const traps: ProxyHandler<object> = Object.fromEntries(
		Object.getOwnPropertyNames(Reflect).map((name) => [
			name,
			() => {
				throw new Error(`trap ${name}`);
			},
		]),
	);
	const revoked = Proxy.revocable([], {});
	revoked.revoke();
	const liar = {
		get [Symbol.toStringTag](): string {
			throw new Error("tag");
		},
		toString(): string {
			throw new Error("string");
		},
		toJSON(): string {
			throw new Error("json");
		},
	};

	test.each<[string, unknown]>([
		["a proxy whose traps throw", new Proxy({}, traps)],
		["a proxy of a function", new Proxy(() => {}, traps)],
		["a proxy of an array", new Proxy([1], traps)],
		["a revoked proxy", revoked.proxy],
		["tags and texts that throw", liar],
		["within others", [new Proxy({}, traps), { a: revoked.proxy }, liar]],
		["records of them", [{ a: revoked.proxy }, { a: liar }]],
		[
			"a constructor that lies",
			{
				constructor: {
					get name(): string {
						throw new Error();
					},
				},
			},
		],
		["a prototype without a class", Object.create({ constructor: 1 })],
		["an error without a message", Object.assign(new Error("x"), { message: { toString: null }, name: 7 })],
		["a map's prototype", Map.prototype],
		["a tensor that is none", Object.create(Object.getPrototypeOf(tensor(1)))],
		[
			"a tensor of wrong size",
			Object.assign(Object.create(Object.getPrototypeOf(tensor(1))), {
				shape: [1e9, 1e9],
				data: new Float64Array(1),
			}),
		],
		["a chart that is none", Object.create(Object.getPrototypeOf(chart.line([])))],
		[
			"what shows itself and throws",
			{
				[Symbol.for("Jupyter.display")]() {
					throw new Error("show");
				},
			},
		],
		[
			"what shows itself as nonsense",
			{
				[Symbol.for("Jupyter.display")]: () => ({
					"text/html": 1n,
					nonsense: "x",
					"application/json": () => 1,
				}),
			},
		],
	])("%s", (_, value) => {
		const bundle = inspect(value);
		expect(typeof bundle["text/plain"]).toBe("string");
		expect(() => JSON.stringify(bundle)).not.toThrow();
		expect(typeof formatLog([value, "%o", value])).toBe("string");
	});

	test("getters are not called", () => {
		let calls = 0;
		const counting = () => ({
			get x() {
				return ++calls;
			},
		});
		inspect(counting());
		inspect([counting(), counting()]);
		inspect(new Map([[counting(), counting()]]));
		inspect(
			new (class {
				get [Symbol.toStringTag]() {
					return `${++calls}`;
				}
			})(),
		);
		expect(calls).toBe(0);
	});

	test("whatever it is, JSON can hold it, and it is the same again", () => {
		const options = {
			withBigInt: true,
			withDate: true,
			withMap: true,
			withSet: true,
			withTypedArray: true,
			withNullPrototype: true,
			withSparseArray: true,
			withObjectString: true,
			withBoxedValues: true,
		} as const;
		fc.assert(
			fc.property(fc.anything(options), (value) => {
				const bundle = inspect(value);
				expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
				expect(inspect(value)).toEqual(bundle);
				expect(Object.keys(bundle)).toEqual(mimeOrder.filter((type) => type in bundle));
				const markup = bundle["text/html"];
				if (typeof markup === "string") parseXml(markup);
			}),
		);
	});
});

describe("more than text", () => {
	test("richest first", () => {
		expect(Object.keys(inspect([{ a: 1 }, { a: 2 }]))).toEqual([
			"text/html",
			"application/vnd.notapse.table+json",
			"text/plain",
		]);
		expect(
			Object.keys(
				inspect(
					tensor([
						[1, 2],
						[3, 4],
					]),
				),
			),
		).toEqual(["image/svg+xml", "text/plain"]);
		expect(Object.keys(inspect(html`<b>x</b>`))).toEqual(["text/html", "text/plain"]);
		expect(Object.keys(inspect([{ a: 1 }, { b: 2 }, { c: 1 }, { d: 1 }]))).toEqual(["text/plain"]);
		expect(Object.keys(inspect([1, 2]))).toEqual(["text/plain"]);
	});

	test("an object may say how it looks", () => {
		const own = {
			[Symbol.for("Jupyter.display")]: () => ({ "text/plain": "me", "image/svg+xml": "<svg/>", "x/y": 1 }),
		};
		expect(inspect(own)).toEqual({ "image/svg+xml": "<svg/>", "text/plain": "me" });
	});
});

test.each<[string, readonly unknown[]]>([
	["1 two [3]", [1, "two", [3]]],
	["a 1 b 2", ["a %d b %i", "1", 2.7]],
	["100% of x", ["%d%% of %s", 100, "x"]],
	["100%%", ["100%%"]],
	["%s", ["%s"]],
	["styled", ["%cstyled", "color: red"]],
	["NaN 5n", ["%d %d", {}, 5n]],
	["", []],
])("a console says %j", (text, values) => expect(formatLog(values)).toBe(text));
