import { describe, expect, it } from "vitest";
import type { Link } from "../../src/model/index.js";
import { body, expectMarked, noteOf, rules } from "./support.js";

const marked: Readonly<Record<string, readonly string[]>> = {
	"wiki-links": [
		"«[[a]]»",
		"中«[[甲]]»文",
		"# «[[a]]»",
		"- «[[a]]»",
		"> «[[a]]»",
		"> [!note] «[[a]]»⏎> «[[b]]»",
		"*«[[a]]»* **x «[[a|b]]» y**",
		"[^1]⏎⏎[^1]: «[[a]]»",
		"^[«[[a]]»]",
		"«[[שלום]]» «[[مرحبا|x]]» «[[👍]]»",
		"[x «[[a]]» y](https://z)",
		"«[[https://x.y]]»",
		"«[[a]]»«[[b]]»",
		"(«[[a]]»)",
		"%%«[[a]]»%%",
		"«[[a]]»^id",
	],
	brackets: [
		"«[[Sq]uare]]»",
		"«[[a|b]c]]»",
		"«[[a[b]]»",
		"[[Outer «[[Inner]]» x]]",
		"[[a «[[b]]»",
		"[«[[a]]»]",
		"«[[a]]»]",
		"[[a|«[[b]]»",
		"![[a «[[b]]»]]",
	],
	"no links": [
		"[[]]",
		"[[ ]]",
		"[[a]",
		"[[a",
		"[[a⏎b]]",
		"`[[a]]`",
		"```⏎[[a]]⏎```",
		"    [[a]]",
		"$[[a]]$",
		"$$⏎[[a]]⏎$$",
		"<div>⏎[[a]]⏎</div>",
		"<!-- [[a]] -->",
		"\\[[a]]",
		"[\\[a]]",
		"[[|b]]",
		"![ [[a]] ](https://x)",
	],
	embeds: ["«![[a]]»", "x «![[a.png|300]]» y", "\\!«[[a]]»", "![[a]", "![[]]", "- «![[a#b]]»", "!«![[a]]»"],
	"tables: the divider is escaped, or it divides the cells": [
		"|x|⏎|-|⏎|«[[a\\|b]]»|",
		"|x|⏎|-|⏎|«![[a.png\\|30]]»|",
		"|x|y|⏎|-|-|⏎|[[a|b]]|",
	],
	"Markdown links into the vault": [
		"«[x](a.md)»",
		"«[x](a%20b.md)»",
		"«[x](<a b.md>)»",
		"«[x](#h)»",
		"«[x](../a/b.pdf)»",
		"«![x](a.png)»",
		"«[x][r]»⏎⏎[r]: a.md",
		"«[r]»⏎⏎[r]: a.md",
		"«![x][r]»⏎⏎[r]: a.png",
	],
	"Markdown links elsewhere": [
		"[x](https://a)",
		"[x](mailto:a@b)",
		"[x](//a/b)",
		"[x](obsidian://open)",
		"![x](https://a/b.png)",
		"<https://a.md>",
		"[x]()",
		"[x](a b.md)",
		"[x][r]⏎⏎[r]: https://a",
		"[x] (a.md)",
	],
};

describe("links", () => {
	for (const [group, cases] of Object.entries(marked)) {
		describe(group, () => {
			it.each(cases)("%s", (text) => expectMarked(text));
		});
	}

	describe("parts", () => {
		it.each([
			["[[a]]", { target: "a" }],
			["[[ a | b ]]", { target: "a", alias: "b" }],
			["[[a|]]", { target: "a" }],
			["[[a|b|c]]", { target: "a", alias: "b|c" }],
			["[[a.md]]", { target: "a" }],
			["[[a.MD#h]]", { target: "a", heading: "h" }],
			["[[a.png]]", { target: "a.png" }],
			["[[f/a#h#i|b]]", { target: "f/a", heading: "h#i", alias: "b" }],
			["[[#h]]", { target: "", heading: "h" }],
			["[[a#^id-1]]", { target: "a", block: "id-1" }],
			["[[#^id]]", { target: "", block: "id" }],
			["[[a#]]", { target: "a" }],
			["[[a%20b &amp; c]]", { target: "a%20b &amp; c" }],
			["[[Tasks.base#View]]", { target: "Tasks.base", heading: "View" }],
			["[x](a%20b.md#h%20i)", { target: "a b", heading: "h i", alias: "x" }],
			["[x](a%23b.md#^id)", { target: "a#b", block: "id", alias: "x" }],
			["[x](100%.md)", { target: "100%", alias: "x" }],
			["[**x** y](a.md)", { target: "a", alias: "x y" }],
			["[](a.md)", { target: "a" }],
		] satisfies [string, Partial<Link>][])("%s", (source, parts) => {
			const { kind: _, format: __, span: ___, position: ____, ...read } = noteOf(source).links[0]!;
			expect(read).toEqual(parts);
		});

		it.each([
			["![[a.png|300]]", { target: "a.png", size: { width: 300 } }],
			["![[a.png|300x200]]", { target: "a.png", size: { width: 300, height: 200 } }],
			["![[a.png|cap|300]]", { target: "a.png", alias: "cap", size: { width: 300 } }],
			["![[a.png|x300]]", { target: "a.png", alias: "x300" }],
			["![[a.pdf#page=3&height=400]]", { target: "a.pdf", heading: "page=3&height=400" }],
			["![cap|100x145](a.png)", { target: "a.png", alias: "cap", size: { width: 100, height: 145 } }],
			["![250](a.png)", { target: "a.png", size: { width: 250 } }],
			["![](a.png)", { target: "a.png" }],
		] satisfies [string, Partial<Link>][])("%s", (source, parts) => {
			const { kind, format: _, span: __, position: ___, ...read } = noteOf(source).links[0]!;
			expect(kind).toBe("embed");
			expect(read).toEqual(parts);
		});
	});

	it("numbers the nodes of the tree", () => {
		expect(body("[[a]] ![[b]] [c](d.md) ![e](f.png)")).toBe(
			'paragraph(wikiLink text" " embed text" " link(text"c") text" " embed)',
		);
	});

	it("leaves Markdown links out of the graph when that is asked for, pictures not", () => {
		expectMarked("[x](a.md) «[[b]]» «![c](d.png)»", { markdownLinks: false });
	});

	it("warns of a destination with a blank", () => {
		expect(rules("see [x](my note.md) and [1](see below)")).toEqual(["link/blank-in-destination 1:5"]);
	});
});
