import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/model/index.js";
import { plainNote } from "../../src/notes/index.js";
import { noteOf, read } from "./support.js";

/**
 * Inputs for which a parser without guards takes quadratic time or overflows its stack. They are so large that
 * such a parser would not come back; that they do is the test.
 */
const hostile: Readonly<Record<string, [source: string, rule?: string]>> = {
	"short rows under a wide head": [
		`${"|a".repeat(1000)}|\n${"|-".repeat(1000)}|\n${"|b|\n".repeat(1000)}`,
		"note/too-costly",
	],
	"a table of a hundred columns": [`${"|a".repeat(100)}|\n${"|-".repeat(100)}|\n${"|b|\n".repeat(500)}`],
	"emphasis that never pairs": ["*a_ ".repeat(9_000)],
	"more of it": ["*a_ ".repeat(50_000), "note/too-costly"],
	"highlights that only close": ["a== ".repeat(9_000)],
	"closing brackets": ["]".repeat(19_000)],
	"opening brackets": ["[".repeat(19_000)],
	"nested brackets": ["[".repeat(9_000) + "]".repeat(9_000)],
	"nested footnotes": ["^[".repeat(5_000) + "]".repeat(5_000), "note/too-deep"],
	"nested emphasis": [`${"*".repeat(9_000)}a${"*".repeat(9_000)}`, "note/too-deep"],
	"wiki-links that never close": ["[[a ".repeat(9_000)],
	"embeds that never close": ["![[a| ".repeat(6_000)],
	"formulas that never close": ["$a ".repeat(19_000)],
	"displayed formulas that never close": ["a $$b ".repeat(9_000)],
	"tags and slashes": [`#a${"/".repeat(100_000)} ${"#a//".repeat(9_000)}`],
	"comment marks": ["%%a\n\n".repeat(4_000)],
	"comment marks at depth": [`${"> ".repeat(60)}${"%%a %%".repeat(4_000)}`],
	"fields that never close": ["[a:: ".repeat(19_000)],
	"fields beside references": ["&amp;[a:: b] ".repeat(6_000)],
	"quotes on one line": [`${"> ".repeat(100_000)}a`, "note/too-deep"],
	"lists on one line": [`${"* ".repeat(100_000)}a`, "note/too-deep"],
	"numbered lists on one line": [`${"1. ".repeat(100_000)}a`, "note/too-deep"],
	"lists inside lists": [
		Array.from({ length: 150 }, (_, depth) => `${"  ".repeat(depth)}- a\n`).join(""),
		"note/too-deep",
	],
	"HTML comments that never close": [`a ${"<!-- ".repeat(20_000)}`, "note/too-costly"],
	"HTML instructions that never close": [`a ${"<?".repeat(20_000)}`, "note/too-costly"],
	"elements inside elements": ["<div>\n\n".repeat(2_000), "note/too-deep"],
	"inline elements inside each other": ["<b>".repeat(2_000), "note/too-deep"],
	"unknown elements inside each other": [`a ${"<T>".repeat(2_000)}`, "note/too-deep"],
	definitions: [Array.from({ length: 50_000 }, (_, i) => `[a${i}]: b\n`).join(""), "note/too-costly"],
	"footnote definitions": [
		Array.from({ length: 20_000 }, (_, i) => `[^${i}]: b\n\n`).join(""),
		"note/too-costly",
	],
	"lazy quotes": ["> a\nb\n\n".repeat(50_000), "note/too-costly"],
	"underlined headings": ["a\n=\n".repeat(50_000), "note/too-costly"],
	"nine megabytes": ["a".repeat(9_000_000), "note/too-large"],
	"block ids": ["^a ".repeat(19_000)],
	"link destinations with blanks": ["](a b.md)".repeat(5_000)],
	"code of many lengths": [Array.from({ length: 190 }, (_, i) => "`".repeat(i + 1)).join("a")],
	"aliases that never close": ["#循环（A, ".repeat(15_000)],
};

const heavy: Readonly<Record<string, string>> = {
	"a table of 6,000 links": `|a|b|\n|-|-|\n${"| [[Some note\\|alias]] | *text* and `code` |\n".repeat(6_000)}`,
	"a Chinese paragraph of 100,000 characters": "循环神经网络，是一类具有短期记忆能力的网络。".repeat(4_500),
	"a line of a million characters": "word ".repeat(200_000),
	"3,000 bookmarks": "- [title](https://example.org/a_b) *x*\n".repeat(3_000),
	"1,000 quotes": "> quote\n> more\n\n".repeat(1_000),
	"a large code block": `\`\`\`js\n${"a[0] = `x_y` * !d[b_c];\n".repeat(5_000)}\`\`\`\n`,
	"rules of dashes": `${"- ".repeat(300)}\n\n${"* ".repeat(300)}\n`,
	"a large formula": `$$\n${"x_1 \\\\ y^2 & ".repeat(5_000)}\n$$\n`,
	"many headings": "## Heading\n\ntext\n\n".repeat(1_000),
	"HTML that is closed": "<div><p>a<br></p></div>\n\n".repeat(1_000),
	"500 footnotes": Array.from({ length: 500 }, (_, i) => `a[^${i}]\n\n[^${i}]: b\n\n`).join(""),
};

describe("hostile notes", () => {
	it.each(Object.entries(hostile))("%s", (_, [source, rule]) => {
		const { note, tree } = read(`#t\n\n${source}`);
		expect(note.plain ? note.diagnostics[0]!.rule : undefined).toBe(rule);
		if (!note.plain) return;
		expect(note.diagnostics[0]).toMatchObject({ severity: "error", path: "Note.md" });
		expect(note.diagnostics[0]!.position!.line).toBeGreaterThan(0);
		expect(tree.children).toMatchObject([{ type: "code", lang: null }]);
	});
});

describe("heavy but honest notes are read as Markdown", () => {
	it.each(Object.entries(heavy))("%s", (_, source) => {
		expect(noteOf(source).plain).toBeUndefined();
	});
});

describe("plain notes", () => {
	const diagnostic: Diagnostic = { rule: "note/too-costly", severity: "error", message: "m", path: "a.md" };

	it("keep their properties and lose their syntax", () => {
		const source = "---\ntitle: T\ntags: [x]\nup: '[[y]]'\npublish: false\n---\n# 标题 [[a]] #b\n";
		const { note, tree } = plainNote({ path: "a.md", source, hash: "" }, diagnostic);
		expect(note).toMatchObject({ title: "T", plain: true, published: false, lang: "zh", headings: [] });
		expect(note.tags.map(({ name }) => name)).toEqual(["x"]);
		expect(note.links.map(({ target }) => target)).toEqual(["y"]);
		expect(note.diagnostics).toEqual([diagnostic]);
		expect(tree.children).toMatchObject([{ type: "code", value: "# 标题 [[a]] #b\n" }]);
	});

	it("are made of anything", () => {
		for (const source of ["", "---\n[[[\n---\n", "---\n", "\0\ufeff\ud800"]) {
			expect(plainNote({ path: "a.md", source, hash: "" }, diagnostic).note.plain).toBe(true);
		}
	});
});
