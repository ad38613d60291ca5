/** Answers as programs and terminals are told them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainOf, textOf, toldView, withoutTargets } from "../../src/asking/told-answer.js";
import { formatAnswer } from "../../src/cli/answer-formats.js";
import { answerLines, countIn } from "../../src/cli/answer-lines.js";
import { cells } from "../../src/cli/cells.js";
import { plainText } from "../../src/cli/console.js";
import type { AnswerLink, AnswerTask, AnswerValue, AnswerView } from "../../src/model/index.js";

const link = (text: string, concept = `${text}.md`): AnswerLink => ({ kind: "link", concept, text });
const lines = (view: AnswerView, width = 80) =>
	answerLines(view, { width, piped: false, paint: plainText, showPlace: (place) => place });

describe("a value", () => {
	it.each<[AnswerValue, unknown, string]>([
		[null, null, ""],
		[0.1 + 0.2, 0.1 + 0.2, "0.3"],
		[link("门"), { text: "门", path: "门.md" }, "门"],
		[link("nobody", "?nobody"), { text: "nobody" }, "nobody (?)"],
		[
			{ kind: "markdown", text: "see [[a/b|B]]\nand [x](y)", from: "n.md" },
			"see [[a/b|B]]\nand [x](y)",
			"see B and x",
		],
		[{ kind: "list", items: [1, link("a")] }, [1, { text: "a", path: "a.md" }], "1, a"],
		[{ kind: "object", entries: [["__proto__", 1]] }, JSON.parse('{"__proto__":1}'), "__proto__: 1"],
		[{ kind: "date", iso: "2026-11-23" }, "2026-11-23", "2026-11-23"],
		[{ kind: "date", iso: "2026-11-23T14:05:00+01:00" }, "2026-11-23T14:05:00+01:00", "2026-11-23 14:05"],
		[{ kind: "date", iso: "14:05:07" }, "14:05:07", "14:05:07"],
		[{ kind: "duration", iso: "P3DT2H" }, "P3DT2H", "3 days, 2 hours"],
		[{ kind: "tag", tag: "小说" }, "#小说", "#小说"],
		[{ kind: "url", href: "https://x.test/", text: "X" }, "https://x.test/", "X"],
		[{ kind: "problem", message: "no" }, { problem: "no" }, "⚠ no"],
	])("%j", (value, plain, text) => {
		expect(plainOf(value)).toEqual(plain);
		expect(textOf(value)).toBe(text);
	});

	it("of Markdown takes time in proportion to it", () => {
		for (const piece of ["[[", "[](", "![[a|", "[a]("]) {
			const text = piece.repeat(100_000);
			expect(withoutTargets(text).length).toBeLessThanOrEqual(text.length);
		}
	});
});

describe("rows as records", () => {
	it("keep columns that are called alike, or like the group", () => {
		const view: AnswerView = {
			shape: "table",
			columns: [{ title: "x" }, { title: "x" }, { title: "group" }],
			groups: [
				{ key: "g", items: [[1, 2, 3]], summaries: [undefined, { title: "Sum", value: 2 }, undefined] },
			],
		};
		expect(toldView(view)).toEqual({
			shape: "table",
			columns: ["group", "x", "x 2", "group 2"],
			rows: [{ group: "g", x: 1, "x 2": 2, "group 2": 3 }],
			summaries: [{ group: "g", column: "x", summary: "Sum", value: 2 }],
		});
	});

	it("of a list in which only some items have a value have it everywhere", () => {
		const view: AnswerView = { shape: "list", groups: [{ items: [[1], [2, 3], [4, 5, 6]] }] };
		expect(toldView(view).rows).toEqual([
			{ item: 1, value: null },
			{ item: 2, value: 3 },
			{ item: 4, value: [5, 6] },
		]);
	});

	it("of a gallery have its pictures", () => {
		const view: AnswerView = {
			shape: "cards",
			columns: [{ title: "Name" }],
			groups: [
				{ items: [{ values: ["a"], image: { kind: "image", source: "a.png", alt: "" } }, { values: ["b"] }] },
			],
		};
		expect(toldView(view).rows).toEqual([
			{ Name: "a", image: "a.png" },
			{ Name: "b", image: null },
		]);
	});
});

const task = (text: string, line: number, children: readonly AnswerTask[] = []): AnswerTask => ({
	...{ status: " ", text, children },
	at: { ...link("n"), line },
});

describe("in a terminal", () => {
	it("groups stand above their rows, and summaries beneath", () => {
		const view: AnswerView = {
			shape: "table",
			columns: [{ title: "书" }, { title: "年", numeric: true }],
			groups: [
				{
					key: link("曹雪芹"),
					items: [[link("红楼梦"), 1791]],
					summaries: [undefined, { title: "Mean", value: 1791.123456 }],
				},
				{ key: null, items: [[link("x"), null]] },
			],
		};
		expect(lines(view)).toEqual([
			"  书                年",
			"曹雪芹 · 1",
			"  红楼梦          1791",
			"          Mean 1791.12",
			"– · 1",
			"  x",
		]);
		expect(countIn(view)).toBe("2 rows");
	});

	it("tasks are told with their places, those inside others further in", () => {
		const view: AnswerView = {
			shape: "tasks",
			groups: [{ key: "g", items: [task("a [[b|c]]", 3, [task("d", 4)])] }],
		};
		expect(lines(view)).toEqual(["g · 1", "  - [ ] a c  (n.md:3)", "    - [ ] d  (n.md:4)"]);
		expect(countIn(view)).toBe("2 tasks");
	});

	it("days are in a column of their own", () => {
		const view: AnswerView = {
			shape: "calendar",
			days: [{ date: "2026-01-10", items: [link("a"), link("b")] }],
		};
		expect(lines(view)).toEqual(["2026-01-10  a", "            b"]);
	});

	it("cells are cut to its width, and in a pipe they are whole", () => {
		const long = "字".repeat(50);
		const view: AnswerView = {
			shape: "table",
			columns: [{ title: "a" }, { title: "b" }],
			groups: [
				{
					items: [
						[long, 1],
						["x", 2],
					],
				},
			],
		};
		expect(lines(view, 20)).toEqual([
			"a                  b",
			`${"字".repeat(8)}…  1`,
			"x                  2",
		]);
		const piped = { width: 20, piped: true, paint: plainText, showPlace: (place: string) => place };
		expect(answerLines(view, piped)).toEqual([`a${" ".repeat(61)}b`, `${long}  1`, `x${" ".repeat(61)}2`]);
	});

	it("nothing is nothing, without heads", () => {
		const view: AnswerView = { shape: "table", columns: [{ title: "x" }], groups: [] };
		expect(lines(view)).toEqual([]);
		expect(countIn(view)).toBe("nothing found");
	});

	it("no text of a note moves the cursor, and no row is wider than the screen", () => {
		const text = fc.string({ unit: "binary", maxLength: 40 });
		fc.assert(
			fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
				const view: AnswerView = {
					shape: "table",
					columns: [{ title: "a" }, { title: "b" }],
					groups: [{ items: rows }],
				};
				for (const line of lines(view, 30)) {
					expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
					expect(cells(line)).toBeLessThanOrEqual(30);
				}
			}),
		);
	});
});

describe("for other programs", () => {
	const tasks: AnswerView = { shape: "tasks", groups: [{ items: [task("a, b", 3, [task("c", 4)])] }] };

	it("csv has a line for each task, also inside others", () => {
		expect(formatAnswer([tasks], "csv", false)).toBe('status,text,place\r\n ,"a, b",n.md:3\r\n ,c,n.md:4');
	});

	it("tasks in Markdown are tasks", () => {
		expect(formatAnswer([tasks], "md", false)).toBe("- [ ] a, b  (n.md:3)\n  - [ ] c  (n.md:4)");
	});

	it("lines of several views say of which they are", () => {
		const view = (name: string): AnswerView => ({ name, shape: "value", value: 1 });
		expect(formatAnswer([view("A"), view("B")], "ndjson", true)).toBe(
			'{"view":"A","value":1}\n{"view":"B","value":1}',
		);
	});
});
