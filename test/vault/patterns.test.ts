import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ignoreRules } from "../../src/vault/ignore.js";
import { compilePattern } from "../../src/vault/linear-pattern.js";

describe("a pattern says what JavaScript's own engine says", () => {
	const texts = [
		"",
		"a",
		"b",
		"ab",
		"aab",
		"abab",
		"a/b.md",
		"Private/x.md",
		"2024-01-31.md",
		"循环/神经.md",
		"a\nb",
		"aXb",
		"-",
		"]",
		"{2}",
	];

	it.each([
		"a",
		"^a$",
		"a|b",
		"(a|ab)(b|)$",
		"^(?:ab)*$",
		"a+b",
		"a?b$",
		"a{2}b",
		"^a{1,2}b{0,}$",
		"a{,2}",
		"{2}",
		"[ab]+$",
		"[^/]*\\.md$",
		"\\d{4}-\\d\\d",
		"\\bx",
		"x\\B",
		"[\\w/.-]+",
		"[]",
		"[^]",
		"[\\]]",
		"a.b",
		"^.*\\/.*$",
		"\\u5faa环",
		"\\x61",
		"(((a)))",
		"",
		"|a",
		"()*",
		"(a*)*$",
		"a*?b",
		"[a-]",
		"\\-",
		"^$",
		"private",
		"\\/x",
		"(?:)",
		"a{2,1}?|b",
		"\\.",
	])("%j", (source) => {
		let expression: RegExp;
		try {
			expression = new RegExp(source, "i");
		} catch {
			expect(compilePattern(source)).toBeUndefined();
			return;
		}
		const pattern = compilePattern(source)!;
		for (const text of texts) expect([text, pattern.test(text)]).toEqual([text, expression.test(text)]);
	});

	it("for any pattern that is made of the parts", () => {
		const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "^", "$", "\\b");
		const { tree } = fc.letrec<{ tree: string }>((tie) => ({
			tree: fc.oneof(
				{ maxDepth: 4, withCrossShrink: true },
				atom,
				fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `${a}${b}`),
				fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `(${a}|${b})`),
				fc
					.tuple(tie("tree"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{0,}", "*?"))
					.map(([a, times]) => `(?:${a})${times}`),
			),
		}));
		fc.assert(
			fc.property(
				tree,
				fc.string({ unit: fc.constantFrom("a", "b", "1", "/", "\n"), maxLength: 8 }),
				(source, text) => {
					expect(compilePattern(source)!.test(text)).toBe(new RegExp(source, "i").test(text));
				},
			),
			{ numRuns: 500 },
		);
	});
});

it.each([
	"(?=a)",
	"(?!a)",
	"(?<=a)b",
	"(?<!a)b",
	"(?<n>a)",
	"(a)\\1",
	"\\k<n>",
	"(",
	"a{100000}",
	"(a{100}){100}",
	"((){1000}){1000}",
	"x".repeat(2000),
])("%j is refused", (source) => {
	expect(compilePattern(source)).toBeUndefined();
});

it.each([
	"^(a+)+$",
	"(a|a)*$",
	"(.*)*x",
	"(a*)*b",
	"^(([a-z])+.)+[A-Z]([a-z])+$",
	".*.*.*.*.*=",
	"a{0,50}a{0,50}a{50}$",
])("%j costs no more than its length times the text's", (source) => {
	expect(compilePattern(source)!.test(`${"a".repeat(4000)}!`)).toBeTypeOf("boolean");
});

/** `pattern: path` with a slash after folders; ✓ is left out, ✗ is read. */
describe("what is left out by our own patterns", () => {
	it.each([
		"drafts       : drafts/ ✓  a/drafts/ ✓  drafts.md ✗  my drafts/ ✗",
		"drafts/      : drafts/ ✓  a/drafts/ ✓  a/drafts ✗",
		"/drafts      : drafts/ ✓  a/drafts/ ✗",
		"a/b.md       : a/b.md ✓  x/a/b.md ✗  A/B.md ✓",
		"*.tmp.md     : x.tmp.md ✓  a/x.tmp.md ✓  x.md ✗",
		"a/*.md       : a/x.md ✓  a/b/x.md ✗",
		"a/**         : a/x.md ✓  a/b/x.md ✓  a/ ✗",
		"**/x.md      : x.md ✓  a/b/x.md ✓  ax.md ✗",
		"a/**/x.md    : a/x.md ✓  a/b/c/x.md ✓",
		"?.md         : a.md ✓  循.md ✓  ab.md ✗",
		"a+(b).md     : a+(b).md ✓  aab.md ✗",
		"/^\\d+\\.md$/  : 12.md ✓  12/ ✗  a/12.md ✗",
		"café         : cafe\u0301/ ✓",
	])("%s", (line) => {
		const [pattern = "", cases = ""] = line.split(/\s+: /);
		const rules = ignoreRules([], [pattern]);
		for (const [, path = "", mark] of cases.matchAll(/(\S.*?) ([✓✗])/g)) {
			const found = path.endsWith("/") ? rules.folder(path.slice(0, -1)) : rules.file(path);
			expect([path, found]).toEqual([path, mark === "✓"]);
		}
		expect(rules.refused).toEqual([]);
	});
});

describe("what is left out by Obsidian's filters", () => {
	it.each([
		"Private/     : Private/ ✓  private/ ✓  Private.md ✗  a/Private/ ✗",
		"Priv         : Private/ ✓  private.md ✓  a/Private.md ✗",
		"a/b          : a/b/ ✓  a/bc.md ✓  a/ ✗",
		"/secret/     : a/secret.md ✓  secret/ ✗",
		"x/*.md       : x/a.md ✓  x/a.png ✗",
	])("%s", (line) => {
		const [filter = "", cases = ""] = line.split(/\s+: /);
		const rules = ignoreRules([filter], []);
		for (const [, path = "", mark] of cases.matchAll(/(\S.*?) ([✓✗])/g)) {
			const found = path.endsWith("/") ? rules.folder(path.slice(0, -1)) : rules.file(path);
			expect([path, found]).toEqual([path, mark === "✓"]);
		}
	});
});

it("more patterns than can be tried on every path are refused by name", () => {
	const many = Array.from({ length: 600 }, (_, i) => `n${i}`);
	expect(ignoreRules(many, []).refused).toHaveLength(100);
});
