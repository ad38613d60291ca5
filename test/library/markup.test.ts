import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chart, html, md, svg, table, tensor, tex } from "../../src/library/index.js";
import { elementsOf, parseXml, textOf } from "./support/xml.js";

const hostile = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.constantFrom("<script>", '" onload="x', "' x='", "&lt;", "\ud800", "\0", "]]>", "$$", "__proto__"),
);

describe("html", () => {
	test("values are text, in elements and in attributes", () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const root = parseXml(html`<p title="${text}">${text}</p>`.bundle["text/html"] as string);
				const clean = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
				expect(root.attributes.get("title")).toBe(clean);
				expect(textOf(root)).toBe(clean);
				expect(elementsOf(root)).toHaveLength(1);
			}),
		);
	});

	test("markup within stays markup, lists stand one after the other, nothing is nothing", () => {
		const items = ["a", "b<"].map((text) => html`<li>${text}</li>`);
		expect(html`<ul>${items}${null}${undefined}${false}</ul>${0}`.bundle["text/html"]).toBe(
			"<ul><li>a</li><li>b&lt;</li></ul>0",
		);
		expect(html`${svg`<circle r="1"/>`}`.bundle["text/html"]).toBe('<circle r="1"/>');
		expect(html`${md`*a*`}`.bundle["text/html"]).toBe("*a*");
		expect(html("<b>as it is</b>").bundle["text/html"]).toBe("<b>as it is</b>");
		expect(html`${chart.line([1])}`.bundle["text/html"]).toContain("<svg");
	});

	test("as text, without tags", () =>
		expect(html`<p>a &amp; <b>${"<"}</b></p>`.bundle["text/plain"]).toBe("a & <"));

	test("a list that holds itself is an error", () => {
		const list: unknown[] = [];
		list.push(list);
		expect(() => html`${list}`).toThrow(RangeError);
	});
});

test("svg has its namespace, once", () => {
	expect(svg`<svg viewBox="0 0 1 1"/>`.bundle["image/svg+xml"]).toBe(
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
	);
	const named = '<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"/>';
	expect(svg(named).bundle["image/svg+xml"]).toBe(named);
	expect(svg`<text>${"<"}</text>`.bundle["image/svg+xml"]).toBe("<text>&lt;</text>");
});

describe("md", () => {
	test("values are text, the rest is Markdown without its indentation", () => {
		const shown = md`
			# ${"*x* [y](z)"}

			- ${1.5}
		`;
		expect(shown.bundle["text/markdown"]).toBe("# \\*x\\* \\[y\\]\\(z\\)\n\n- 1\\.5");
		expect(md("# as it is").bundle["text/markdown"]).toBe("# as it is");
	});
});

test("tex: backslashes are themselves, numbers as one writes them", () => {
	expect(tex`\frac{a}{${1e-7}}`.bundle).toEqual({
		"text/latex": "$$\\frac{a}{1\\times 10^{-7}}$$",
		"text/plain": "\\frac{a}{1\\times 10^{-7}}",
	});
	expect(tex`${tex`\alpha`} + ${Number.NEGATIVE_INFINITY}`.bundle["text/plain"]).toBe("\\alpha + -\\infty");
});

describe("table", () => {
	const rowsOf = (data: Parameters<typeof table>[0], options = {}) =>
		table(data, options).bundle["application/vnd.notapse.table+json"] as {
			columns: { name: string; kind: string }[];
			rows: unknown[][];
			total: number;
		};

	test("from records, rows, columns, maps and matrices", () => {
		expect(
			rowsOf([
				{ a: 1, b: "x" },
				{ b: "y", c: null },
			]),
		).toEqual({
			columns: [
				{ name: "a", kind: "number" },
				{ name: "b", kind: "text" },
				{ name: "c", kind: "text" },
			],
			rows: [
				[1, "x", null],
				[null, "y", null],
			],
			total: 2,
		});
		expect(rowsOf([[1, 2], [3]]).rows).toEqual([
			[1, 2],
			[3, null],
		]);
		expect(rowsOf({ x: [1, 2], y: Float32Array.of(3, 4) }).rows).toEqual([
			[1, 3],
			[2, 4],
		]);
		expect(rowsOf(new Map([["a", 1]])).rows).toEqual([["a", 1]]);
		expect(
			rowsOf(
				tensor([
					[1, 2],
					[3, 4],
				]),
			).rows,
		).toEqual([
			[1, 2],
			[3, 4],
		]);
		expect(rowsOf([1, 2] as never).rows).toEqual([[1], [2]]);
		expect(rowsOf([{ a: 1 }, 5, null] as never).rows).toEqual([
			[1, null],
			[null, 5],
			[null, null],
		]);
		expect(rowsOf([]).rows).toEqual([]);
		expect(() => table("x" as never)).toThrow(/rows are wanted, not x/);
	});

	test("columns are chosen, rows shortened, numbers rounded", () => {
		expect(rowsOf([{ a: 1, b: 2 }], { columns: ["b", "none"] })).toEqual({
			columns: [
				{ name: "b", kind: "number" },
				{ name: "none", kind: "text" },
			],
			rows: [[2, null]],
			total: 1,
		});
		const many = table(
			Array.from({ length: 250 }, (_, i) => ({ i })),
			{ rows: 10 },
		);
		expect(many.bundle["text/html"]).toContain("… 240 more rows");
		expect(table([{ x: 1 / 3 }], { digits: 2 }).bundle["text/html"]).toContain(">0.33<");
		expect(rowsOf([{ x: Number.NaN, y: 1n }]).rows).toEqual([["NaN", "1"]]);
	});

	test("as text it stands in columns, Chinese signs count two", () => {
		expect(
			table(
				[
					{ 名: "循环", n: 1 },
					{ 名: "a", n: 20 },
				],
				{ caption: "C" },
			).bundle["text/plain"],
		).toBe(["C", "名     n", "----  --", "循环   1", "a     20"].join("\n"));
	});

	test("everything is escaped and well formed, whatever it holds", () => {
		const record = fc.dictionary(hostile, fc.oneof(hostile, fc.anything()));
		fc.assert(
			fc.property(fc.array(record), hostile, (rows, caption) => {
				const root = parseXml(table(rows, { caption }).bundle["text/html"] as string);
				for (const { name } of elementsOf(root))
					expect(["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"]).toContain(name);
			}),
		);
	});

	test("names like __proto__ are names", () => {
		const rows = [JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3 }')];
		expect(rowsOf(rows).columns.map(({ name }) => name)).toEqual(["__proto__", "constructor", "toString"]);
		expect(rowsOf(rows).rows).toEqual([[1, 2, 3]]);
	});

	test("getters are not called, markup stays markup", () => {
		const rows = [
			{
				get a(): never {
					throw new Error("called");
				},
				b: html`<b>x</b>`,
			},
		];
		expect(table(rows).bundle["text/html"]).toContain("<td><b>x</b></td>");
	});
});
