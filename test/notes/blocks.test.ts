import { describe, expect, it } from "vitest";
import { body, noteOf, read, rules } from "./support.js";

describe("callouts", () => {
	it.each([
		["> [!note]\n> a", 'callout:note(calloutTitle() paragraph(text"a"))'],
		["> [!NOTE] T **b**\n> a", 'callout:note(calloutTitle(text"T " strong(text"b")) paragraph(text"a"))'],
		["> [!tip]+ T", 'callout:tip:open(calloutTitle(text"T"))'],
		["> [!tip]- T\n>\n> - a", 'callout:tip:closed(calloutTitle(text"T") list(listItem(paragraph(text"a"))))'],
		["> [!tip|right] T", 'callout:tip(calloutTitle(text"T"))'],
		["> [!自定义 x] T", 'callout:自定义 x(calloutTitle(text"T"))'],
		["> [!a]\n> > [!b]\n> > c", 'callout:a(calloutTitle() callout:b(calloutTitle() paragraph(text"c")))'],
		["- > [!a] b", 'list(listItem(callout:a(calloutTitle(text"b"))))'],
		["> [!a] b  \n> c", 'callout:a(calloutTitle(text"b") paragraph(text"c"))'],
		["> [!a] [[b]]\n> [[c]]", "callout:a(calloutTitle(wikiLink) paragraph(wikiLink))"],
		["> x\n> [!a]", 'blockquote(paragraph(text"x\\n[!a]"))'],
		["> [!]", 'blockquote(paragraph(text"[!]"))'],
		["> \\[!a]", 'blockquote(paragraph(text"[!a]"))'],
		["[!a] b", 'paragraph(text"[!a] b")'],
	])("%j is %s", (source, expected) => {
		expect(body(source)).toBe(expected);
	});

	it("are listed with their plain titles", () => {
		expect(noteOf("x\n\n> [!Tip]- About [[a|b]] ==c==\n> > [!info]\n> > d").callouts).toEqual([
			{ type: "tip", title: "About b c", fold: "closed", position: { line: 3, column: 1, offset: 3 } },
			{ type: "info", title: "", position: { line: 4, column: 3, offset: 35 } },
		]);
	});
});

describe("block ids", () => {
	it.each([
		["a ^id", 'paragraph^id(text"a")'],
		["a\n^id", 'paragraph^id(text"a")'],
		["a **b** ^id-1", 'paragraph^id-1(text"a " strong(text"b"))'],
		["# a ^id", 'heading^id(text"a")'],
		[
			"- a ^x\n- b\n  - c ^y",
			'list(listItem^x(paragraph(text"a")) listItem(paragraph(text"b") list(listItem^y(paragraph(text"c")))))',
		],
		["> a\n\n^id", 'blockquote^id(paragraph(text"a"))'],
		["> a ^id", 'blockquote(paragraph^id(text"a"))'],
		["|a|\n|-|\n|b|\n\n^id", 'table^id(tableRow(tableCell(text"a")) tableRow(tableCell(text"b")))'],
		["|a|\n|-|\n|b|\n^id", 'table^id(tableRow(tableCell(text"a")) tableRow(tableCell(text"b")))'],
		["```\na\n```\n\n^id", 'code^id"a"'],
		["$$x$$\n\n^id", 'math^id"x"'],
		["- a\n- b\n\n^id", 'list^id(listItem(paragraph(text"a")) listItem(paragraph(text"b")))'],
		["![[a]] ^id", "paragraph^id(embed)"],
		["a^id", 'paragraph(text"a^id")'],
		["a ^i_d", 'paragraph(text"a ^i_d")'],
		["a ^标", 'paragraph(text"a ^标")'],
		["a ^id b", 'paragraph(text"a ^id b")'],
		["a \\^id", 'paragraph(text"a ^id")'],
		["a ^", 'paragraph(text"a ^")'],
		["`a ^id`", 'paragraph(inlineCode"a ^id")'],
	])("%j is %s", (source, expected) => {
		expect(body(source)).toBe(expected);
	});

	it("are listed where their mark stands", () => {
		const { note, source } = read("> x\n\n^b\n\n- a ^A-1\n  more");
		expect(note.blockIds.map(({ id }) => id)).toEqual(["b"]);
		expect(note.blockIds.map(({ position }) => source[position.offset])).toEqual(["^"]);
	});

	it("are reported when they stand twice", () => {
		expect(rules("a ^x\n\nb ^y\n\nc ^X")).toEqual(["block/duplicate-id 5:3"]);
	});
});

describe("tasks", () => {
	it("have any character in their brackets", () => {
		const { note } = read(
			"- [ ] a\n- [x] b **c**\n- [/] d\n- [X] e\n1. [-] f\n- [ ]\n- [xx] g\n- [h](https://i)\n- [?]j",
		);
		expect(note.tasks.map(({ status, text }) => `${status}|${text}`)).toEqual([
			" |a",
			"x|b c",
			"/|d",
			"X|e",
			"-|f",
			" |",
		]);
		expect(note.tasks[2]!.position).toEqual({ line: 3, column: 3, offset: 24 });
	});

	it("may have their text on the next line", () => {
		const { note, source } = read("- [ ] \n    key:: value\n- [x]\n  [[a]]");
		expect(note.tasks.map(({ text }) => text)).toEqual(["value", "a"]);
		expect(note.fields[0]!.position).toEqual({ line: 2, column: 5, offset: source.indexOf("key") });
	});

	it("lose their brackets in the tree", () => {
		expect(body("- [/] d [[e]]")).toBe('list(listItem(paragraph(text"d " wikiLink)))');
	});
});

describe("headings", () => {
	it("are listed as plain text with slugs of their own", () => {
		const { headings } = noteOf(
			"# 循环 *神经* 网络\n\n## A: b & `c`\n\na b c\n===\n\n## A b c\n\n> ### [[x|y]] #t ^id\n\n# ！",
		);
		expect(headings.map(({ depth, text, slug }) => `${depth} ${text} ${slug}`)).toEqual([
			"1 循环 神经 网络 循环-神经-网络",
			"2 A: b & c a-b-c",
			"1 a b c a-b-c-1",
			"2 A b c a-b-c-2",
			"3 y #t y-t",
			"1 ！ section",
		]);
	});

	it("never share a slug, whatever they are called", () => {
		const { headings } = noteOf("# a\n# a\n# a-1\n# a\n# __proto__\n# constructor\n# __proto__");
		const slugs = headings.map(({ slug }) => slug);
		expect(new Set(slugs).size).toBe(slugs.length);
	});
});
