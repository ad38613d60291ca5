import { describe, expect, it } from "vitest";
import { expectMarked, noteOf, rules } from "./support.js";

const found: Readonly<Record<string, readonly string[]>> = {
	"starts a tag: a line, a blank": [
		"«#a»",
		"x «#a» y",
		"x→«#a»",
		"x␣«#a»",
		"x　«#a»",
		"x\u2003«#a»",
		"x⏎«#a»",
		"x  ⏎«#a»",
		"- «#a»",
		">«#a»",
		"> x⏎> «#a»",
		"# «#a»",
		"x ⏎    «#a»",
	],
	"starts a tag: directly after markup": [
		"**«#a»**",
		"**«#a»*",
		"*«#a»*",
		"==«#a»==",
		"~~«#a»~~",
		"**x**«#a»",
		"«[[x]]»«#a»",
		"«![[x]]»«#a»",
		"`c`«#a»",
		"$x$«#a»",
		"<br>«#a»",
		"<http://x>«#a»",
		"[«#a»]",
		"[t «#a»](https://x)",
		"[x](https://x)«#a»",
		"\\*«#a»",
		"^[«#a»]",
		"| x |⏎|---|⏎|«#a»|",
		"| x |⏎|---|⏎| y|«#a»|",
	],
	"starts no tag: letters, digits, punctuation": [
		"x#a",
		"中#a",
		"1#a",
		"(#a",
		'"#a',
		".#a",
		",#a",
		";#a",
		"/#a",
		"-#a",
		"—#a",
		"“#a”",
		"，#a",
		"（#a",
		"\u200b#a",
		"&nbsp;#a",
		"https://x.y/#a",
		"\\#a",
	],
	"starts no tag: marks without a partner": [
		"*#a",
		"==#a",
		"~~#a",
		"[#a",
		"^[#a",
		"_#a",
		"x*#a y",
		"**a***#b",
	],
	"starts no tag: code, mathematics, HTML, addresses": [
		"`#a`",
		"```⏎#a⏎```",
		"    #a",
		"$x #a$",
		"$$⏎#a⏎$$",
		"<!-- #a -->",
		"<div>⏎#a⏎</div>",
		'<b title=" #a">x</b>',
		"[x](<https://y #a>)",
		'[x](https://y " #a")',
		"![ #a](https://x)",
		"[x]: https://y ' #a'",
	],
	"ends a tag": [
		"«#a» b",
		"«#a».",
		"«#a»,",
		"«#a»!",
		"«#a»(b)",
		"«#a»:b",
		"«#a»“b",
		"«#a»—b",
		"«#a»…",
		"«#a»\u200db",
		"«#a»\u200bb",
		"«#a»⸺b",
		"«#a»　b",
		"«#门机制»[x",
		"«#a»[[b",
		"«#a»`b`",
	],
	"goes on": [
		"«#a_b-c/d»",
		"«#学习，然后»",
		"«#a、b»",
		"«#a（b）»",
		"«#a！b»",
		"«#a：b»",
		"«#a「b」»",
		"«#a·b»",
		"«#a⇒b»",
		"«#a€»",
		"«#😀»",
		"«#a👍b»",
		"«#é»",
		"«#️x»",
		"«#a\u00adb»",
		"«#الشبكة»",
	],
	"needs something that is no ASCII digit": [
		"#123",
		"«#1a»",
		"«#fff»",
		"«#1a2b3c»",
		"#123456",
		"«#１２３»",
		"«#١٢٣»",
		"«#y2024»",
		"#",
		"# ",
	],
	"beside each other": ["«#a»«#b»", "#12#a", "##a", "«#a»##b"],
	"nested; a slash at the end is not part of it": [
		"«#a/b/c»",
		"«#a»/",
		"«#a/b»// c",
		"«#a//b»",
		"«#1/2»",
		"#12/ x",
	],
};

describe("tags", () => {
	for (const [group, cases] of Object.entries(found)) {
		describe(group, () => {
			it.each(cases)("%s", (marked) => expectMarked(marked));
		});
	}

	it("keeps the name as it is written, and where it stands", () => {
		expect(noteOf("x\n  #课程/RNN y").tags).toEqual([
			{ name: "课程/RNN", span: { start: 4, end: 11 }, position: { line: 2, column: 3, offset: 4 } },
		]);
	});

	it("ends at full-width punctuation when that is asked for", () => {
		const options = { tagPunctuation: "ends-tag" } as const;
		expectMarked("«#学习»，然后 «#a»（b） «#c»。", options);
		expectMarked("«#a·b»", options);
		expect(rules("#学习，然后", options)).toEqual([]);
	});

	it("warns of a tag that swallowed punctuation, and shows it repaired", () => {
		const [flaw] = noteOf("看 #学习，然后").diagnostics;
		expect(flaw).toMatchObject({ rule: "tag/punctuation", severity: "warning", span: { start: 2, end: 8 } });
		expect(flaw?.hint).toContain("#学习 ，然后");
	});

	it("knows the heading above", () => {
		const { tags } = noteOf("#a\n\n# One\n\n#b\n\n## Two #c\n\n#d");
		expect(tags.map(({ name, under }) => [name, under])).toEqual([
			["a", undefined],
			["b", 0],
			["c", 1],
			["d", 1],
		]);
	});
});
