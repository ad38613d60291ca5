import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, type CellOptions, placeInFile, placeOfLine } from "../../src/model/index.js";
import { compileCanvas } from "../../src/note-compiler/compile-note.js";
import { readSidecar } from "../../src/notes/index.js";
import { plain, read } from "./support.js";

/** The cells of a note: `ts#流 «code»`, with `⏎` for newlines and `→` for tabs. */
function cells(source: string): string {
	return read(plain(source)).note.cells.map(short).join(" ");
}

function short({ language, id, code }: Cell): string {
	const shown = code.replaceAll("\n", "⏎").replaceAll("\t", "→");
	return `${language}${id === undefined ? "" : `#${id}`} «${shown}»`;
}

/** What is wrong in a note: `rule line:column message`. */
function flaws(source: string): string[] {
	return read(plain(source)).note.diagnostics.map(
		({ rule, position, message, hint }) =>
			`${position!.line}:${position!.column} ${rule}: ${message}${hint === undefined ? "" : ` (${hint})`}`,
	);
}

/** The options of one cell that are not the default. */
function options(info: string, body = "1"): Partial<CellOptions> & { id?: string } {
	const { note } = read(`\`\`\`${info}\n${body}\n\`\`\``);
	const [cell] = note.cells;
	if (cell === undefined) throw new Error("not a cell");
	const given = Object.entries(cell.options).filter(
		([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(defaults, name)),
	);
	return { ...(cell.id !== undefined && { id: cell.id }), ...Object.fromEntries(given) };
}

const defaults: CellOptions = {
	...{ seed: 0, timeout: 10, memory: 512, reads: [], params: [], impure: false },
	...{ echo: "show", output: "show", page: "static", expectError: false },
};

describe("a fence is a cell", () => {
	it.each([
		["with the bare word cell", "```ts cell⏎1⏎```", "ts «1»"],
		["wherever the word stands behind the language", "```ts id=a cell seed=1⏎1⏎```", "ts#a «1»"],
		[
			"in other spellings of its language",
			"```TypeScript cell⏎1⏎```⏎```python cell⏎2⏎```⏎```mjs cell⏎3⏎```",
			"ts «1» py «2» js «3»",
		],
		["of tildes and of many marks", "~~~~ts cell⏎~~~⏎1⏎~~~~~⏎`````js cell⏎```⏎`````", "ts «~~~⏎1» js «```»"],
		["without a blank before the language or with many", "```   ts    cell   ⏎1⏎```", "ts «1»"],
		["without a program", "```ts cell⏎```⏎⏎```ts cell⏎⏎```", "ts «» ts «»"],
		["with blank lines at its ends", "```ts cell⏎⏎1⏎⏎```", "ts «⏎1⏎»"],
		["in a quote", "> ```ts cell⏎> 1⏎>   2⏎> ```", "ts «1⏎  2»"],
		["in a callout", "> [!note] 题⏎> ```ts cell⏎> 1⏎> ```", "ts «1»"],
		["in a list", "- a⏎⏎  ```ts cell⏎  1⏎    2⏎  ```", "ts «1⏎  2»"],
		["in a list item's first line", "1. ```ts cell⏎   1⏎   ```", "ts «1»"],
		["in a quote in a list in a quote", "> - > ```ts cell⏎>   > 1⏎>   > ```", "ts «1»"],
		["behind up to three blanks", "   ```ts cell⏎   1⏎ 2⏎    3⏎   ```", "ts «1⏎2⏎ 3»"],
		["with tabs in its program", "```ts cell⏎→1⏎→→2⏎```", "ts «→1⏎→→2»"],
		[
			"with JSON as Runme writes it",
			'```ts {"cell":true,"id":"流","name":"x","interactive":"false"}⏎1⏎```',
			"ts#流 «1»",
		],
		["with the word and JSON", '```ts cell {"id":"流"}⏎1⏎```', "ts#流 «1»"],
		["in a footnote", "a[^1]⏎⏎[^1]: b⏎⏎    ```ts cell⏎    1⏎    ```", "ts «1»"],
	])("%s", (_, source, expected) => {
		expect(cells(source)).toBe(expected);
		expect(flaws(source)).toEqual([]);
	});

	it.each([
		["without the word", "```ts⏎1⏎```"],
		["when the word is the language", "```cell⏎1⏎```"],
		[
			"when the word is in quotes, a key, a value or part of another",
			'```ts title="cell" cell=1 a=cell cells {"cell":false} {"a":"cell"}⏎1⏎```',
		],
		["in a comment", "%%⏎```ts cell⏎1⏎```⏎%%"],
		["in an HTML comment", "<!--⏎```ts cell⏎1⏎```⏎-->"],
		["that is indented code", "    ```ts cell⏎    1⏎    ```"],
		["inside another fence", "````md⏎```ts cell⏎1⏎```⏎````"],
		["that is inline code", "`` ```ts cell `` 1"],
		["in the frontmatter", "---⏎a: |⏎  ```ts cell⏎  1⏎  ```⏎---⏎"],
		["in mathematics", "$$⏎```ts cell⏎1⏎```⏎$$"],
	])("but not %s", (_, source) => {
		expect(cells(source)).toBe("");
	});

	it("but not in a note that is published as plain text", () => {
		expect(cells(`${"> ".repeat(200)}a⏎⏎\`\`\`ts cell⏎1⏎\`\`\``)).toBe("");
	});

	it("but not on a card of a canvas", async () => {
		const source = "```ts cell\n1\n```";
		const nodes = [{ id: "1", type: "text", text: source, x: 0, y: 0, width: 9, height: 9 }];
		const file = { path: "a.canvas", source: JSON.stringify({ nodes, edges: [] }), hash: "" };
		const options = { comments: "index", tagPunctuation: "part-of-tag", markdownLinks: true } as const;
		const { cards } = await compileCanvas(file, { notes: options, trust: false, strictLineBreaks: false });
		expect(cards[0]!.note.cells).toEqual([]);
		expect(cards[0]!.cells).toEqual([]);
		expect(JSON.stringify(cards[0]!.body.blocks)).toContain("<pre class=");
		expect(JSON.stringify(cards[0]!.body.blocks)).not.toContain('"slot":"cell"');
	});

	it("at most a thousand times in a note", () => {
		const source = "```ts cell\n1\n```\n".repeat(1_002);
		const { note } = read(source);
		expect(note.cells).toHaveLength(1_000);
		expect(note.diagnostics.map(({ rule, position }) => `${rule} ${position?.line}`)).toEqual([
			"cell/too-many 3001",
		]);
	});

	it.each([
		[
			"in a language that nobody runs",
			"a⏎```rust cell⏎1⏎```",
			"2:4 cell/language: A cell cannot be written in “rust”; this block is only shown. (cells are written in ts, js or py)",
		],
		[
			"that is never closed",
			"a⏎~~~~ts cell⏎1⏎# b⏎",
			"2:1 cell/unclosed: This cell is never closed, so it is not run: what follows would be part of its program. (end it with a line “~~~~”)",
		],
		[
			"that only its quote closes",
			"> ```ts cell⏎> 1⏎⏎a",
			"1:3 cell/unclosed: This cell is never closed, so it is not run: what follows would be part of its program. (end it with a line “```”)",
		],
		[
			"whose last line only looks like its end",
			"```ts cell⏎1⏎    ```",
			"1:1 cell/unclosed: This cell is never closed, so it is not run: what follows would be part of its program. (end it with a line “```”)",
		],
	])("but not %s, which is told", (_, source, flaw) => {
		expect(cells(source)).toBe("");
		expect(flaws(source)).toEqual([flaw]);
	});
});

describe("the place of each character", () => {
	it.each([
		["as it stands", "---\na: 1\n---\n```ts cell\n循环 = 1;\n\n  x\n```\n"],
		["in quotes and lists", "> 甲\n> - 乙\n>\n>   ```ts cell\n>   循环 = 1;\n>\n>     x\n>   ```\n"],
		["with CRLF", "甲\r\n\r\n```ts cell\r\n循环 = 1;\r\n\r\n  x\r\n```\r\n"],
		["with lone CR", "甲\r\r```ts cell\r循环 = 1;\r\r  x\r```\r"],
		["behind three blanks", "   ```ts cell\n   循环 = 1;\n\n     x\n   ```"],
	])("is known: %s", (_, source) => {
		const [cell] = read(source).note.cells;
		expect(cell!.code).toBe("循环 = 1;\n\n  x");
		for (let offset = 0; offset < cell!.code.length; offset++) {
			const place = placeInFile(cell!, offset);
			if (cell!.code[offset] === "\n") expect(source[place.offset]).toMatch(/[\r\n]/);
			else expect(source[place.offset]).toBe(cell!.code[offset]);
			const lines = source.slice(0, place.offset).split(/\r\n|\r|\n/);
			expect(place).toMatchObject({ line: lines.length, column: lines.at(-1)!.length + 1 });
		}
		expect(source.slice(cell!.span.start, cell!.span.end)).toMatch(/^```ts cell[\s\S]*```$/);
	});

	it("is known behind tabs that a container uses up in part", () => {
		const source = "1. ```ts cell\n\tx = 1\n\t y\n   ```\n";
		const [cell] = read(source).note.cells;
		expect(cell!.code).toBe(" x = 1\n  y");
		const x = placeInFile(cell!, 1);
		expect([x.line, x.column, source[x.offset]]).toEqual([2, 2, "x"]);
		expect(source[placeInFile(cell!, cell!.code.indexOf("y")).offset]).toBe("y");
		const deep = "   ```ts cell\n\tx\n   ```\n";
		const [other] = read(deep).note.cells;
		expect(deep[placeInFile(other!, other!.code.indexOf("x")).offset]).toBe("x");
		expect(placeInFile(other!, 0).column).toBeGreaterThan(0);
	});

	it("is kept within the cell for lines and columns that are not there", () => {
		const [cell] = read("甲\n```ts cell\nab\n```").note.cells;
		expect(placeOfLine(cell!, 1, 2)).toEqual({ line: 3, column: 2, offset: 14 });
		expect(placeOfLine(cell!, 9, 1)).toMatchObject({ line: 3, column: 1 });
		expect(placeOfLine(cell!, 0, 0)).toMatchObject({ line: 3, column: 1 });
	});

	it("is known in any note", () => {
		const line = fc.stringMatching(/^[ \ta循x>`~-]{0,8}$/);
		const before = fc.constantFrom("", "> ", "- ", "  ", "1. ", "> - ", ">\t", "   ");
		fc.assert(
			fc.property(
				fc.array(fc.tuple(before, line), { maxLength: 6 }),
				before,
				fc.constantFrom("\n", "\r\n", "\r"),
				(lines, mark, end) => {
					const source = [
						`${mark}\`\`\`ts cell`,
						...lines.map(([a, b]) => a + b),
						`${mark.replace(/[-1.]/g, " ")}\`\`\``,
					].join(end);
					for (const cell of read(source).note.cells) {
						for (const [offset, character] of [...cell.code].entries()) {
							if (!/\s/.test(character)) expect(source[placeInFile(cell, offset).offset]).toBe(character);
						}
					}
				},
			),
			{ numRuns: 500 },
		);
	});
});

describe("options", () => {
	it.each<[string, Partial<CellOptions> & { id?: string }]>([
		["id=lstm-流.1", { id: "lstm-流.1" }],
		["seed=7 timeout=5", { seed: 7, timeout: 5 }],
		["timeout=500ms memory=2GB", { timeout: 0.5, memory: 2048 }],
		["timeout=1m memory=64mb", { timeout: 60, memory: 64 }],
		['reads="数据.csv"', { reads: ["数据.csv"] }],
		['reads="a b.csv, c.json,c.json"', { reads: ["a b.csv", "c.json"] }],
		["reads=['a, b.csv',c]", { reads: ["a, b.csv", "c"] }],
		["reads=l'eau.csv,d'or.csv", { reads: ["l'eau.csv", "d'or.csv"] }],
		[
			'params="rate=0.1, 名=甲, on=true"',
			{
				params: [
					["on", true],
					["rate", 0.1],
					["名", "甲"],
				],
			},
		],
		[
			'params={"b":-1e3,"a":"1"}',
			{
				params: [
					["a", "1"],
					["b", -1000],
				],
			},
		],
		["impure max-age=12h", { impure: true, maxAge: 43_200 }],
		["impure=false", {}],
		[
			"echo=fold output=hide page=live expect-error",
			{ echo: "fold", output: "hide", page: "live", expectError: true },
		],
		["echo=false output=false", { echo: "hide", output: "hide" }],
		['caption="说 \\"图\\" \\\\ 1"', { caption: '说 "图" \\ 1' }],
		["caption='it is \"so\"'", { caption: 'it is "so"' }],
		[
			'{"seed":"7","reads":["a.csv","b.csv"],"params":{"n":3},"impure":true}',
			{ seed: 7, reads: ["a.csv", "b.csv"], params: [["n", 3]], impure: true },
		],
	])("are read: %s", (written, expected) => {
		expect(options(`ts cell ${written}`)).toEqual(expected);
	});

	it("may stand on lines at the top of the program, which stays as it is", () => {
		const code =
			"//| caption: 梯度: 沿细胞\n\n  //| reads: [a.csv, \"b, c.csv\"]\n//| params: {rate: 0.1, 名: '2'}\n//| expect-error\nconst x = 1;\n//| seed: 9";
		expect(options("ts cell", code)).toEqual({
			caption: "梯度: 沿细胞",
			reads: ["a.csv", "b, c.csv"],
			params: [
				["rate", 0.1],
				["名", "2"],
			],
			expectError: true,
		});
		expect(read(`\`\`\`ts cell\n${code}\n\`\`\``).note.cells[0]!.code).toBe(code);
		expect(options("py cell", "#| seed: 3\n//| id: a\nx")).toEqual({ seed: 3 });
		expect(options("ts cell", "#| seed: 3\n1")).toEqual({});
	});

	it.each([
		[
			"```ts cell tiemout=5⏎1⏎```",
			"1:12 cell/unknown-option: A cell has no option “tiemout”. (did you mean “timeout”?)",
		],
		[
			"```ts cell 编号⏎1⏎```",
			"1:12 cell/unknown-option: A cell has no option “编号”. (its options are id, seed, timeout, memory, reads, params, impure, max-age, echo, output, page, expect-error, caption)",
		],
		[
			"```ts cell seed=1 seed=2⏎1⏎```",
			"1:19 cell/duplicate-option: “seed” is given twice; the first counts. (take one of the two out)",
		],
		[
			"> ```ts cell seed=1⏎> //| seed: 2⏎> ```",
			"2:7 cell/duplicate-option: “seed” is given twice; the first counts. (take one of the two out)",
		],
		[
			"```ts cell seed=-1⏎1⏎```",
			"1:17 cell/invalid-option: “seed” must be a whole number from 0 to 4294967295, and not “-1”.",
		],
		[
			"```ts cell seed⏎1⏎```",
			"1:12 cell/invalid-option: “seed” has no value; it must be a whole number from 0 to 4294967295.",
		],
		[
			"```ts cell timeout=2h⏎1⏎```",
			"1:20 cell/invalid-option: “timeout” must be a time up to an hour, such as 5, 500ms or 2m, and not “2h”.",
		],
		[
			"```ts cell timeout=0⏎1⏎```",
			"1:20 cell/invalid-option: “timeout” must be a time up to an hour, such as 5, 500ms or 2m, and not “0”.",
		],
		[
			"```ts cell id=a#b⏎1⏎```",
			"1:15 cell/invalid-option: “id” must be a name without blanks, quotes, brackets, “#”, “^” and “|”, and not “a#b”.",
		],
		[
			"```ts cell echo=maybe⏎1⏎```",
			"1:17 cell/invalid-option: “echo” must be show, fold or hide, and not “maybe”.",
		],
		['```ts cell reads="a.csv⏎1⏎```', "1:18 cell/invalid-option: This quote is never closed."],
		["```ts cell {seed:1}⏎1⏎```", "1:12 cell/invalid-option: This is no valid JSON."],
		[
			"```ts cell params=a⏎1⏎```",
			"1:19 cell/invalid-option: “params” must be pairs such as rate=0.1, separated by commas, and not “a”.",
		],
		[
			"```ts cell params=a=1,a=2⏎1⏎```",
			"1:19 cell/invalid-option: “params” must be pairs such as rate=0.1, separated by commas, and not “a=1,a=2”.",
		],
		[
			"- ```ts cell⏎  //| 说明: 图⏎  ```",
			"2:7 cell/unknown-option: A cell has no option “说明”. (its options are id, seed, timeout, memory, reads, params, impure, max-age, echo, output, page, expect-error, caption)",
		],
		[
			"- ```ts cell⏎  //| caption:⏎  ```",
			"2:15 cell/invalid-option: “caption” has no value; it must be a text.",
		],
	])("that cannot be read are told: %s", (source, flaw) => {
		expect(flaws(source)).toEqual([flaw]);
	});

	it("are read as far as somebody would write them", () => {
		const [flaw, ...others] = flaws(`\`\`\`ts cell seed=1 ${"a=[ ".repeat(5_000)}⏎1⏎\`\`\``).filter((line) =>
			line.includes("invalid"),
		);
		expect(flaw).toBe("1:2004 cell/invalid-option: A line of options has 2000 characters at most.");
		expect(others).toEqual([]);
	});

	it("never make reading fail, and stand where they are said to stand", () => {
		const word = fc.constantFrom(
			"id",
			"seed",
			"reads",
			"params",
			"=",
			'"',
			"'",
			"{",
			"}",
			"[",
			"]",
			"\\",
			",",
			":",
			"1",
			"循",
			" ",
			"cell",
			"true",
			"\u00a0",
			"\f",
		);
		fc.assert(
			fc.property(fc.array(word, { maxLength: 20 }), (words) => {
				const source = `\`\`\`ts cell ${words.join("")}\n//| ${words.join("")}\n\`\`\``;
				const { note } = read(source);
				expect(note.plain).toBeUndefined();
				expect(note.cells).toHaveLength(1);
				for (const { span } of note.diagnostics) {
					expect(span!.start).toBeGreaterThanOrEqual(0);
					expect(span!.end).toBeLessThanOrEqual(source.length);
					expect(source.slice(span!.start, span!.end)).not.toContain("\n");
				}
			}),
			{ numRuns: 500 },
		);
	});
});

describe("a module beside a note", () => {
	const sidecar = (source: string, path = "门.cell.ts") => readSidecar({ path, source, hash: "" });

	it("is one cell, with options on its first lines", () => {
		const source = "//| seed: 3\r\n//| id: 门\r\nexport const 门 = 1;\r\n";
		const { cell, diagnostics } = sidecar(source);
		expect(diagnostics).toEqual([]);
		expect(short(cell)).toBe("ts#门 «//| seed: 3⏎//| id: 门⏎export const 门 = 1;⏎»");
		expect(cell).toMatchObject({
			form: "sidecar",
			path: "门.cell.ts",
			span: { start: 0, end: source.length },
		});
		expect(cell.options.seed).toBe(3);
		expect(placeInFile(cell, cell.code.indexOf("export"))).toEqual({ line: 3, column: 1, offset: 24 });
	});

	it("is in the language that its name says", () => {
		expect(sidecar("#| seed: 3", "a.cell.py").cell).toMatchObject({ language: "py", options: { seed: 3 } });
		expect(sidecar("", "a.cell.js").cell).toMatchObject({ language: "js", code: "" });
	});
});
