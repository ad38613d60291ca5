/** What a cell tells its host: tests, parameters, outputs; what it keeps and reads. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import * as cell from "../../src/library/index.js";
import { decode, encode } from "../../src/library/memo/encode.js";
import { sha256 } from "../../src/library/memo/sha256.js";
import { settleTests } from "../../src/library/test.js";
import { noCell, runAsCell } from "./support/host.js";

const { close, display, memo, param, read, tensor } = cell;

afterEach(noCell);

describe("close", () => {
	test.each<[string, cell.Numbers, cell.Numbers, number?]>([
		["numbers", 1, 1 + 1e-12],
		["within the tolerance", 1, 1.05, 0.1],
		["of their size", 1e12, 1e12 + 1],
		["infinities", Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
		["what is no number, both", [Number.NaN], [Number.NaN]],
		["arrays and typed arrays", [1, 2], Float32Array.of(1, 2)],
		[
			"tensors and rows",
			tensor([
				[1, 2],
				[3, 4],
			]),
			[
				[1, 2],
				[3, 4],
			],
		],
		["nothing", [], []],
	])("%s", (_, got, want, tolerance) => expect(() => close(got, want, tolerance)).not.toThrow());

	test.each<[string, cell.Numbers, cell.Numbers, number | undefined, string]>([
		["numbers", 1, 2, undefined, "close: got 1, want 2: they differ by 1, tolerance 2e-9"],
		["just beyond", 1, 1.2, 0.1, "close: got 1, want 1.2: they differ by 0.2, tolerance 0.1"],
		["NaN", Number.NaN, 1, 10, "close: got NaN, want 1: they differ by NaN, tolerance 10"],
		[
			"infinities",
			Number.POSITIVE_INFINITY,
			Number.NEGATIVE_INFINITY,
			1,
			"close: got Infinity, want -Infinity: they differ by Infinity, tolerance 1",
		],
		[
			"the furthest entry, with its place",
			tensor([
				[1, 2],
				[3, 4],
			]),
			[
				[1, 2.5],
				[3.1, 4],
			],
			0,
			"close: got 2, want 2.5 at [0, 1] of 2 × 2: they differ by 0.5, tolerance 0",
		],
		["shapes", [1, 2], [1, 2, 3], undefined, "close: got 2, want 3"],
		["a number and a list", 1, [1], undefined, "close: got a number, want 1"],
	])("not: %s", (_, got, want, tolerance, message) => {
		expect(() => close(got, want, tolerance)).toThrow(message);
		expect(() => close(got, want, tolerance)).toThrow(cell.NotCloseError);
	});

	test("what numbers cannot be compared with", () => {
		for (const value of [null, undefined, "1", {}, [1, "2"], [[1], [1, 2]], BigInt64Array.of(1n)])
			expect(() => close(value as never, 1)).toThrow(TypeError);
	});

	test("a tolerance is not negative", () => expect(() => close(1, 1, -1)).toThrow(RangeError));
});

describe("test", () => {
	test("what holds and what does not", () => {
		const { tests } = runAsCell();
		cell.test("true", true);
		cell.test("false", false);
		cell.test("runs", () => {});
		cell.test("returns false", () => false);
		cell.test("close", () => close(1, 1, 0.5));
		cell.test("not close", () => close([1, 2], [1, 3], 0.5));
		cell.test("throws", () => {
			throw new RangeError("no");
		});
		cell.test("not finite", () => close(Number.NaN, 1));
		expect(tests).toEqual([
			{ name: "true", ok: true },
			{ name: "false", ok: false, message: "false" },
			{ name: "runs", ok: true },
			{ name: "returns false", ok: false, message: "returned false" },
			{ name: "close", ok: true, got: 1, want: 1, tolerance: 0.5 },
			{
				name: "not close",
				ok: false,
				message: "got 2, want 3 at [1] of 2: they differ by 1, tolerance 0.5",
				got: 2,
				want: 3,
				tolerance: 0.5,
			},
			{ name: "throws", ok: false, message: "RangeError: no" },
			expect.objectContaining({ ok: false, got: "NaN", want: 1 }),
		]);
	});

	test("promises tell in the order in which they were begun, and the cell waits for them", async () => {
		const { tests } = runAsCell();
		let finish = () => {};
		void cell.test(
			"slow",
			() =>
				new Promise<void>((resolve) => {
					finish = resolve;
				}),
		);
		void cell.test("quick", async () => false);
		cell.test("at once", true);
		expect(tests).toEqual([]);
		setTimeout(() => finish(), 5);
		await settleTests();
		expect(tests.map(({ name, ok }) => [name, ok])).toEqual([
			["slow", true],
			["quick", false],
			["at once", true],
		]);
	});

	test("anything can be thrown", () => {
		const silent = new Proxy({}, { get: () => expect.unreachable() });
		for (const thrown of ["a text", null, undefined, Object.create(null), silent]) {
			const { tests } = runAsCell();
			cell.test("t", () => {
				throw thrown;
			});
			expect(tests).toEqual([{ name: "t", ok: false, message: expect.any(String) }]);
		}
	});

	test("belongs to the cell that runs, whoever made the function", async () => {
		const first = runAsCell();
		const helper = () => {
			cell.test("made by the first", true);
			display("from the first");
		};
		const second = runAsCell();
		helper();
		expect([first.tests.length, second.tests.length]).toEqual([0, 1]);
		expect([first.outputs.length, second.outputs.length]).toEqual([0, 1]);
	});
});

describe("param", () => {
	test("the default, or what was chosen", () => {
		const { params } = runAsCell({ params: { h: 8, kind: "gru", on: false, text: "new" } });
		expect(param("h", 16, { min: 1, max: 64, step: 1, label: "Hidden" })).toBe(8);
		expect(param("kind", "lstm", ["rnn", "lstm", "gru"])).toBe("gru");
		expect(param("on", true)).toBe(false);
		expect(param("text", "old")).toBe("new");
		expect(param("other", 3)).toBe(3);
		expect(param("h", 16, { min: 1, max: 64, step: 1, label: "Hidden" })).toBe(8);
		expect(params).toEqual([
			{ name: "h", value: 16, min: 1, max: 64, step: 1, label: "Hidden" },
			{ name: "kind", value: "lstm", choices: ["rnn", "lstm", "gru"] },
			{ name: "on", value: true },
			{ name: "text", value: "old" },
			{ name: "other", value: 3 },
		]);
	});

	test("types", () => {
		runAsCell();
		expectTypeOf(param("a", 1)).toEqualTypeOf<number>();
		expectTypeOf(param("b", true)).toEqualTypeOf<boolean>();
		expectTypeOf(param("c", "x")).toEqualTypeOf<string>();
		expectTypeOf(param("d", "x", ["x", "y"])).toEqualTypeOf<"x" | "y">();
		expectTypeOf(param("e", 1, { choices: [1, 2] })).toEqualTypeOf<1 | 2>();
	});

	test.each<[string, () => unknown, RegExp]>([
		["beyond its limits", () => param("n", 3, { max: 10 }), /"n" = 99 is outside of -Infinity … 10/],
		["no choice", () => param("kind", "a", ["a", "b"]), /"kind" = "z" is none of a, b/],
		["another type", () => param("on", true), /"on" = 7 is no boolean/],
		["a default beyond its limits", () => param("m", 3, { min: 5 }), /"m" = 3 is outside/],
		["a default that is no choice", () => param("k", "z" as "a", ["a"]), /none of a/],
		["no number", () => param("x", Number.NaN), /no finite number/],
		["no name", () => param("", 1), /is a name/],
		["bounds", () => param("x", 1, { max: Number.POSITIVE_INFINITY }), /bounds of "x"/],
		["a step", () => param("x", 1, { step: 0 }), /above 0/],
		["a default of no kind", () => param("x", null as never), /a number, text/],
		["two descriptions", () => [param("y", 1), param("y", 2)], /in two ways/],
	])("%s", (_, make, message) => {
		runAsCell({ params: { n: 99, kind: "z", on: 7 } });
		expect(make).toThrow(message);
	});
});

describe("display", () => {
	test("each value is an output, and nothing is returned", () => {
		const { outputs } = runAsCell();
		expect(display(1, cell.html`<b>x</b>`)).toBeUndefined();
		expect(outputs).toEqual([
			{ output_type: "display_data", data: { "text/plain": "1" }, metadata: {} },
			{ output_type: "display_data", data: { "text/html": "<b>x</b>", "text/plain": "x" }, metadata: {} },
		]);
	});

	test.each([
		["display", () => display(1)],
		["test", () => cell.test("t", true)],
		["param", () => param("p", 1)],
		["read", () => read("f")],
	])("%s: without a cell, nobody listens", (name, call) => expect(call).toThrow(`${name}: no cell runs`));
});

describe("memo", () => {
	test("is computed once for each content of its dependencies", async () => {
		const { kept } = runAsCell();
		let computed = 0;
		const square = (x: number) => memo("square", [x], () => ({ y: x * x, n: ++computed }));
		expect(await square(3)).toEqual({ y: 9, n: 1 });
		expect(await square(3)).toEqual({ y: 9, n: 1 });
		expect(await square(4)).toEqual({ y: 16, n: 2 });
		expect(kept.size).toBe(2);
		for (const key of kept.keys()) expect(key).toMatch(/^[0-9a-f]{64}$/);
	});

	test("another function, another name: computed again; without a store, always", async () => {
		const { kept } = runAsCell();
		await memo("a", [], () => 1);
		await memo("a", [], () => 2);
		await memo("b", [], () => 1);
		expect(kept.size).toBe(3);
	});

	test("what is given is a copy, also the first time; tensors are tensors again", async () => {
		runAsCell();
		const original = [1, 2, 3];
		const given = await memo("list", [], () => original);
		expect(given).toEqual(original);
		expect(given).not.toBe(original);
		const weights = await memo("weights", [], async () => ({ w: cell.parameter([[1, 2]]), x: tensor([1]) }));
		expect(weights.w.isParameter).toBe(true);
		expect(weights.w.toArrays()).toEqual([[1, 2]]);
		expect(cell.add(weights.x, 1).item()).toBe(2);
	});

	test("what is no data is refused", async () => {
		runAsCell();
		await expect(memo("f", [], () => () => 1)).rejects.toThrow(/a result is data, and here is a function/);
		await expect(memo("f", [() => 1], () => 1)).rejects.toThrow(/a dependency is data/);
		const self: unknown[] = [];
		self.push(self);
		await expect(memo("f", [self], () => 1)).rejects.toThrow(/holds itself/);
		await expect(memo("f", [], () => new (class A {})())).rejects.toThrow(/an object of a class/);
	});

	test("data comes back as it went", () => {
		const data = fc.anything({
			withBigInt: true,
			withDate: true,
			withMap: true,
			withSet: true,
			withTypedArray: true,
			maxDepth: 4,
		});
		fc.assert(
			fc.property(data, (value) => {
				expect(decode(encode(value, "result"))).toEqual(value);
			}),
		);
		for (const value of [
			["#Map", 1],
			["#", ["#Set"]],
			{ "#Map": 1 },
			new Map<unknown, unknown>([
				["#", 1],
				["#Set", ["#Map"]],
				[[["a"]], [[2]]],
			]),
			-0,
			[Number.NaN, Number.NEGATIVE_INFINITY],
			JSON.parse('{ "__proto__": { "a": 1 } }'),
		])
			expect(decode(encode(value, "result"))).toEqual(value);
	});

	test("SHA-256 is SHA-256", () => {
		const text = fc.string({ unit: "binary", maxLength: 300 });
		fc.assert(
			fc.property(text, (text) => {
				expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
			}),
		);
		for (const length of [55, 56, 63, 64, 65, 119, 120])
			expect(sha256("a".repeat(length))).toBe(createHash("sha256").update("a".repeat(length)).digest("hex"));
	});
});

describe("read", () => {
	const files = {
		"a.txt": "循环\n",
		"b.json": '{"x":[1]}',
		"c.csv": 'n,"a ""b""",s\r\n1,2.5,x\r\n-3e2,,"y\nz"\r\n',
		"d.bin": Uint8Array.of(1, 2),
	};

	test("text, bytes, JSON and tables", () => {
		runAsCell({ files });
		expect(read("a.txt")).toBe("循环\n");
		expect(read("b.json", "json")).toEqual({ x: [1] });
		expect(read("c.csv", "csv")).toEqual([
			{ n: 1, 'a "b"': 2.5, s: "x" },
			{ n: -300, 'a "b"': "", s: "y\nz" },
		]);
		expect(read("d.bin", "bytes")).toEqual(Uint8Array.of(1, 2));
		read("d.bin", "bytes")[0] = 9;
		expect(read("d.bin", "bytes")[0]).toBe(1);
	});

	test("only what the cell declares", () => {
		runAsCell({ files });
		expect(() => read("/etc/passwd")).toThrow('the cell does not say reads="/etc/passwd"');
	});

	test("any text is some table", () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(",", '"', "\n", "\r", "a", "1", "循") }), (text) => {
				runAsCell({ files: { f: text } });
				for (const row of read("f", "csv")) expect(typeof row).toBe("object");
			}),
		);
	});
});
