import { describe, expect, it } from "vitest";
import { body, noteOf, read, rules } from "./support.js";

describe("mathematics in a line", () => {
	it.each([
		["$x$", 'inlineMath"x"'],
		["a$x_1 < y$，b", 'text"a" inlineMath"x_1 < y" text"，b"'],
		["$a\\$b$", 'inlineMath"a\\\\$b"'],
		["$x$$y$", 'inlineMath"x" inlineMath"y"'],
		["a $$x$$ b", 'text"a " inlineMath"x" text" b"'],
		["$$x$$ b", 'inlineMath"x" text" b"'],
		["$a\nb$", 'inlineMath"a\\nb"'],
		["> $a\n> b$", 'inlineMath"a\\nb"'],
		["$x_1$和$x_2$", 'inlineMath"x_1" text"和" inlineMath"x_2"'],
		["`$x$`", 'inlineCode"$x$"'],
		["*$a*b$*", 'emphasis(inlineMath"a*b")'],
	])("%j is %s", (source, expected) => {
		const outlined = body(source);
		expect(outlined.replace(/^(?:blockquote\()?paragraph\(/, "").replace(/\)+$/, "")).toBe(
			expected.replace(/\)+$/, ""),
		);
	});

	it.each([
		"cost $5 and #x for $10",
		"$ x$",
		"$x $",
		"$x$5",
		"$",
		"a $$ b",
		"\\$x$",
		"$x\n\ny$",
		"$$$x$$$",
		"US$ and A$",
	])("%j holds none", (source) => {
		expect(body(source)).not.toMatch(/[mM]ath/);
	});
});

describe("mathematics as a block", () => {
	it.each([
		["$$\nx\n$$", 'math"x"'],
		["$$x$$", 'math"x"'],
		["$$ x\ny $$", 'math"x\\ny"'],
		["$$\na\n\nb\n$$\nc", 'math"a\\n\\nb" paragraph(text"c")'],
		["a\n$$\nx\n$$\nb", 'paragraph(text"a") math"x" paragraph(text"b")'],
		["$$\n- a\n# b\n> c\n$$", 'math"- a\\n# b\\n> c"'],
		["- a\n  $$\n  x\n  $$", 'list(listItem(paragraph(text"a") math"x"))'],
		["> $$\n> x\n> $$\n\nb", 'blockquote(math"x") paragraph(text"b")'],
		["    $$\n    x", 'code"$$\\nx"'],
		["- a\n\t$$\nx\ny\n$$\n\tb", 'list(listItem(paragraph(text"a") math"x\\ny" paragraph(text"b")))'],
		["- $$a\nb$$\n- c", 'list(listItem(math"a\\nb") listItem(paragraph(text"c")))'],
		["> $$\n> x\ny\n\nb", 'blockquote(math"x\\ny") paragraph(text"b")'],
		["- $$\n\nb", 'list(listItem(math"")) paragraph(text"b")'],
		["a\n\nb$$\n\nc", 'paragraph(text"a") paragraph(text"b$$") paragraph(text"c")'],
	])("%j is %s", (source, expected) => {
		expect(body(source)).toBe(expected);
	});

	it.each([
		["a $$\nx\n$$\nb", 'text"a " inlineMath"x" text"\\nb"'],
		["a $$\nx\n$$b", 'text"a " inlineMath"x" text"b"'],
		["a $$\nx\n$$ b $$\ny\n$$", 'text"a " inlineMath"x" text" b " inlineMath"y"'],
	])("%j is a paragraph whose formulas stand on lines of their own", (source, expected) => {
		expect(body(source)).toBe(`paragraph(${expected})`);
	});

	it.each([
		["a `$$`\n$$\nx\n$$", 'paragraph(text"a " inlineCode"$$") math"x"'],
		["a \\$$\n$$\nx\n$$", 'paragraph(text"a $$") math"x"'],
		["a $$x$$\n$$\ny\n$$", 'paragraph(text"a " inlineMath"x") math"y"'],
	])("%j has a block after its paragraph", (source, expected) => {
		expect(body(source)).toBe(expected);
	});

	it("runs to the end of its container when nothing closes it, and says so", () => {
		expect(body("> $$\n> x\n\nb")).toBe('blockquote(math"x") paragraph(text"b")');
		expect(body("$$\nx\n\ny")).toBe('math"x\\n\\ny"');
		expect(rules("a\n\n$$\nx")).toEqual(["math/unclosed 3:1"]);
	});
});

describe("highlights, strikes and emphasis", () => {
	it.each([
		["==a==", 'highlight(text"a")'],
		["==a **b** c==", 'highlight(text"a " strong(text"b") text" c")'],
		["**a ==b== c**", 'strong(text"a " highlight(text"b") text" c")'],
		["==a\nb==", 'highlight(text"a\\nb")'],
		["中文==高亮。==后面", 'text"中文" highlight(text"高亮。") text"后面"'],
		["**加粗。**后面", 'strong(text"加粗。") text"后面"'],
		["~~删除。~~后面", 'delete(text"删除。") text"后面"'],
		["~a~", 'text"~a~"'],
		["== a ==", 'text"== a =="'],
		["===a===", 'text"===a==="'],
		["==a", 'text"==a"'],
		["**a ==b** c==", 'strong(text"a ==b") text" c=="'],
		["==a ~~b== c~~", 'highlight(text"a ~~b") text" c~~"'],
		["`==a==`", 'inlineCode"==a=="'],
	])("%j is %s", (source, expected) => {
		expect(body(source)).toBe(`paragraph(${expected})`);
	});
});

describe("inline footnotes", () => {
	it.each([
		["x^[a]", 'text"x" inlineFootnote(text"a")'],
		["^[a **b** [c](https://d)]", 'inlineFootnote(text"a " strong(text"b") text" " link(text"c"))'],
		["^[a [b] c]", 'inlineFootnote(text"a [b] c")'],
		["^[a ^[b] c]", 'inlineFootnote(text"a " inlineFootnote(text"b") text" c")'],
		["^[a\nb]", 'inlineFootnote(text"a\\nb")'],
		["*x^[a]*", 'emphasis(text"x" inlineFootnote(text"a"))'],
		["*x^[a* b]", 'text"*x" inlineFootnote(text"a* b")'],
		["^[a", 'text"^[a"'],
		["\\^[a]", 'text"^[a]"'],
	])("%j is %s", (source, expected) => {
		expect(body(source)).toBe(`paragraph(${expected})`);
	});
});

describe("comments", () => {
	it.each([
		["a %%b%% c", 'paragraph(text"a " comment(text"b") text" c")'],
		["%%b%%", 'comment(paragraph(comment(text"b")))'],
		[
			"50%% off\n\nand 20%% more",
			'paragraph(text"50" text"%%" text" off") paragraph(text"and 20" text"%%" text" more")',
		],
		["`%%a%%`", 'paragraph(inlineCode"%%a%%")'],
		["**%%a%%** b", 'paragraph(strong(comment(text"a")) text" b")'],
		["%%\n\na\n\n%%\n\nb", 'comment(paragraph(text"a")) paragraph(text"b")'],
		[
			"- a %%\n- b\n\n%%\n\nc",
			'list(listItem(paragraph(text"a ")) comment(listItem(paragraph(text"b")))) paragraph(text"c")',
		],
		["> %%\n> a\n\nb", 'blockquote(comment(paragraph(comment(text"\\na")))) paragraph(text"b")'],
		[
			"|a|b|\n|-|-|\n|%%x|%%|",
			'table(tableRow(tableCell(text"a") tableCell(text"b")) tableRow(tableCell(text"%%" text"x") tableCell(text"%%")))',
		],
	])("%j is %s", (source, expected) => {
		expect(body(source)).toBe(expected);
	});

	it("gives links and tags, and nothing else", () => {
		const { note, source } = read("# A\n\n%%\n[[b]] #c\n\n# D\n\n- [ ] e ^f\n\nk:: v\n%%\n\n[[g]]");
		expect(note.links.map(({ target, comment }) => [target, comment])).toEqual([
			["b", true],
			["g", undefined],
		]);
		expect(note.tags).toMatchObject([{ name: "c", comment: true, under: 0 }]);
		expect(note.headings.map(({ text }) => text)).toEqual(["A"]);
		expect([note.tasks, note.blockIds, note.fields, note.callouts]).toEqual([[], [], [], []]);
		expect(note.comments.map(({ start, end }) => source.slice(start, end))).toEqual([
			"%%\n[[b]] #c\n\n# D\n\n- [ ] e ^f\n\nk:: v\n%%",
		]);
		expect(note.wordCount).toBe(2);
	});

	it("gives not even those when that is asked for", () => {
		const { note } = read("[[a]] %%[[b]] #c%%", { comments: "ignore" });
		expect([note.links.length, note.tags.length]).toEqual([1, 0]);
	});

	it("knows where comments stand, HTML ones too", () => {
		const { note, source } = read(
			"a <!-- b --> c\n\n<!-- %%d%%\n\ne -->\n\n%%f <!-- g -->%%\n\n`<!-- h -->`",
		);
		expect(note.comments.map(({ start, end }) => source.slice(start, end))).toEqual([
			"<!-- b -->",
			"<!-- %%d%%\n\ne -->",
			"%%f <!-- g -->%%",
		]);
	});

	it("reports one that nothing closes", () => {
		expect(rules("a\n\n%% b\n\nc")).toEqual(["comment/unclosed 3:1"]);
		expect(noteOf("a\n\n%% b\n\nc").excerpt).toBe("a");
		expect(rules("a %% b")).toEqual([]);
	});
});
