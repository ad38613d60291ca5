import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeInFile, type QueryBlock } from "../../src/model/index.js";
import { compileCanvas } from "../../src/note-compiler/compile-note.js";
import { plain, read } from "./support.js";

/** The questions of a note: `cypher «code»`, inline ones with their sign, `⏎` for newlines and `→` for tabs. */
function queries(source: string): string {
	return read(plain(source)).note.queries.map(short).join(" ");
}

function short({ language, form, code }: QueryBlock): string {
	const shown = code.replaceAll("\n", "⏎").replaceAll("\t", "→");
	return `${language}${form === "inline" ? "=" : ""} «${shown}»`;
}

describe("a fence is a question", () => {
	it.each([
		["of our language", "```cypher⏎RETURN 1⏎```", "cypher «RETURN 1»"],
		["of Dataview", "```dataview⏎LIST⏎FROM #a⏎```", "dataview «LIST⏎FROM #a»"],
		["of Dataview's programs", "```dataviewjs⏎dv.list([])⏎```", "dataviewjs «dv.list([])»"],
		["of a base", "```base⏎views:⏎  - type: table⏎```", "base «views:⏎  - type: table»"],
		["of Obsidian's search", "```query⏎tag:#a⏎```", "search «tag:#a»"],
		["in other spellings", "~~~~ DataView ⏎~~~⏎LIST⏎~~~~", "dataview «~~~⏎LIST»"],
		["without a word", "```query⏎```", "search «»"],
		["in a quote", "> ```cypher⏎> RETURN⏎>   1⏎> ```", "cypher «RETURN⏎  1»"],
		["in a callout", "> [!note] 题⏎> ```cypher⏎> RETURN 1⏎> ```", "cypher «RETURN 1»"],
		["in a list", "- a⏎⏎  ```cypher⏎  RETURN 1⏎  ```", "cypher «RETURN 1»"],
		["in a list item's first line", "1. ```cypher⏎   RETURN 1⏎   ```", "cypher «RETURN 1»"],
		["in a footnote", "a[^1]⏎⏎[^1]: b⏎⏎    ```cypher⏎    RETURN 1⏎    ```", "cypher «RETURN 1»"],
		["that the note does not close", "```dataview⏎LIST", "dataview «LIST»"],
	])("%s", (_, source, expected) => {
		expect(queries(source)).toBe(expected);
	});

	it.each([
		["in a comment", "%%⏎```cypher⏎RETURN 1⏎```⏎%%"],
		["in another fence", "````md⏎```cypher⏎RETURN 1⏎```⏎````"],
		["of another language", "```sql⏎SELECT 1⏎```⏎⏎    ```cypher⏎⏎```js query⏎1⏎```"],
		["without a language", "```⏎cypher⏎```"],
	])("not %s", (_, source) => {
		expect(queries(source)).toBe("");
	});

	it("but not on a canvas, which is no note from which one could ask", async () => {
		const text = "```cypher\nRETURN 1\n```\n\n`= 1 + 1`";
		const nodes = [{ id: "a", type: "text", text, x: 0, y: 0, width: 1, height: 1 }];
		const { cards } = await compileCanvas(
			{ path: "a.canvas", source: JSON.stringify({ nodes }), hash: "" },
			{
				notes: { comments: "index", tagPunctuation: "ends-tag", markdownLinks: true },
				trust: false,
				strictLineBreaks: false,
			},
		);
		expect(cards[0]?.note.queries).toEqual([]);
		expect(JSON.stringify(cards[0]?.body)).not.toContain('"query"');
	});

	it("up to a number", () => {
		const { note } = read("```query\na\n```\n\n".repeat(1_002));
		expect(note.queries).toHaveLength(1_000);
		expect(note.diagnostics.map(({ rule }) => rule)).toEqual(["query/too-many"]);
	});
});

describe("code in a sentence is a question", () => {
	it.each([
		["behind a sign", "年龄 `= this.age` 岁", "dataview= «this.age»"],
		["without a blank", "`=this.age`", "dataview= «this.age»"],
		["with many", "`` =  `a`  ``", "dataview= «`a`»"],
		["of Dataview's programs", "`$= dv.current().file.name`", "dataviewjs= «dv.current().file.name»"],
		["that negates", "`= !this.done`", "dataview= «!this.done»"],
		["that subtracts", "`= -1`", "dataview= «-1»"],
		["of brackets", "`= [1, 2]` `= (1)` `= {a: 1}`", "dataview= «[1, 2]» dataview= «(1)» dataview= «{a: 1}»"],
		["in Chinese", "`= this.年`", "dataview= «this.年»"],
		[
			"in a heading, a table and emphasis",
			"# `= 1`⏎⏎|a|⏎|-|⏎|`= 2`|⏎⏎**`= 3`**",
			"dataview= «1» dataview= «2» dataview= «3»",
		],
	])("%s", (_, source, expected) => {
		expect(queries(source)).toBe(expected);
	});

	it.each([
		"`=`",
		"`= `",
		"`$=`",
		"`==`",
		"`===`",
		"`=>`",
		"`=~ /a/`",
		"`= =`",
		"`=<`",
		"`a = 1`",
		"`+= 1`",
		"`$ = 1`",
		"%%`= 1`%%",
		"$=1$",
	])("but not %s", (source) => {
		expect(queries(source)).toBe("");
	});

	it("and is no part of what the note says", () => {
		const { note } = read("出生于 `= this.born` 年");
		expect(note.excerpt).toBe("出生于 年");
		expect(note.wordCount).toBe(4);
	});
});

describe("a place in a question is one in the file", () => {
	/** Characters that no construct around code reads as its own. */
	const word = fc.stringMatching(/^[a-z年→][a-z年 ]{0,6}$/u).map((text) => text.replaceAll("→", "\t"));
	const around = fc.constantFrom("", "> ", "- ", "> - ", "> [!note] a\n> ");

	it("in fences, whatever stands around them", () => {
		fc.assert(
			fc.property(
				around,
				fc.array(word, { minLength: 1, maxLength: 4 }),
				fc.constantFrom("\n", "\r\n"),
				(prefix, lines, newline) => {
					const indent = prefix.split("\n").at(-1)!.replace("- ", "  ");
					const source = [`${prefix}\`\`\`cypher`, ...lines.map((line) => indent + line), `${indent}\`\`\``]
						.join("\n")
						.replaceAll("\n", newline);
					const [query] = read(source).note.queries;
					expect(source.slice(query!.span.start).startsWith("```cypher")).toBe(true);
					for (const [i, char] of [...query!.code].entries()) {
						if (char !== "\n") expect(source[placeInFile(query!, i).offset]).toBe(char);
					}
				},
			),
		);
	});

	it("in sentences", () => {
		const source = "一 `$=  dv.a` 二 `=b`\n> 三 `` = c ``";
		const { queries } = read(source).note;
		expect(queries.map((query) => placeInFile(query, 0))).toEqual([
			{ line: 1, column: 8, offset: 7 },
			{ line: 1, column: 18, offset: 17 },
			{ line: 2, column: 10, offset: source.length - 4 },
		]);
		expect(queries.map(({ span }) => source.slice(span.start, span.end))).toEqual([
			"`$=  dv.a`",
			"`=b`",
			"`` = c ``",
		]);
	});
});
