import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileScriptRegex } from "../../src/query/index.js";

function find(pattern: string, text: string, flags = "", spend: (steps: number) => void = () => {}) {
	const match = compileScriptRegex(pattern, flags).find(text, 0, spend);
	if (match === undefined) return undefined;
	const groups = match.groups.map((group) => (group === undefined ? undefined : text.slice(...group)));
	return [match.start, match.end, ...groups];
}

describe("patterns as JavaScript writes them", () => {
	test.each<[pattern: string, flags: string, text: string, found: unknown]>([
		["(\\w+) (\\w+)", "", "John Smith", [0, 10, "John", "Smith"]],
		["a|ab", "", "xab", [1, 2]],
		["(a+?)(b*)", "", "aabb", [0, 1, "a", ""]],
		["^$", "m", "a\n\nb", [2, 2]],
		["(?<year>\\d{4})-(\\d\\d)", "", "2026-11", [0, 7, "2026", "11"]],
		["(a)|(b)", "", "b", [0, 1, undefined, "b"]],
		["[^É]", "i", "éX", [1, 2]],
		["\\p{Script=Han}+", "u", "RNN 循环", [4, 6]],
		["\\u{1F600}|\\ud83d\\ude01", "u", "x😁", [1, 3]],
		[".", "", "😀", [0, 2]],
		["a{,2}", "", "a{,2}", [0, 5]],
		["[]", "", "a", undefined],
		["[^]", "", "\n", [0, 1]],
		["b", "y", "ab", undefined],
		["\\s", "", "a\u3000", [1, 2]],
		["", "", "abc", [0, 0]],
	])("/%s/%s in %j", (pattern, flags, text, found) => {
		expect(find(pattern, text, flags)).toEqual(found);
	});

	test.each([
		"(?=a)",
		"(?<!a)",
		"(a)\\1",
		"(?<n>a)\\k<n>",
		"a{2,1}",
		"(",
		")",
		"[a",
		"*",
		"a**",
		"^*",
		"\\",
		"a{9999}",
	])("/%s/ is refused", (pattern) => {
		expect(() => compileScriptRegex(pattern, "")).toThrow(/regular expression/);
	});

	test("an unknown flag is refused", () => {
		expect(() => compileScriptRegex("a", "k")).toThrow("There is no flag k");
	});

	test.each([
		"(a+)+$",
		"(a|a)*$",
		"(a|aa)+$",
		"(.*a){20}$",
		"((a*)*)*$",
		"(x+x+)+y",
	])("/%s/ takes steps in proportion to the text", (pattern) => {
		const stepsFor = (length: number) => {
			let steps = 0;
			const count = (more: number) => {
				steps += more;
			};
			find(pattern, `${"a".repeat(length)}${"x".repeat(length)}!`, "", count);
			return steps;
		};
		expect(stepsFor(4000)).toBeLessThan(2.5 * stepsFor(2000));
	});

	test("repetitions of repetitions are not written out without end", () => {
		expect(() => compileScriptRegex("((a{1000}){1000}){1000}", "")).toThrow("too large");
		expect(() => compileScriptRegex("(((?:){1000}){1000}){1000}", "")).toThrow("too large");
	});

	const atom = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\d", "^", "$", "\\b", "\\s");
	const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
		pattern: fc.oneof(
			{ maxDepth: 4 },
			atom,
			fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `${a}${b}`),
			fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(?:${a}|${b})`),
			tie("pattern").map((a) => `(${a})`),
			fc
				.tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}", "{1,}"))
				.map(([a, quantifier]) => `(?:a${a})${quantifier}`),
		),
	}));

	test("finds what JavaScript's own engine finds, with the same groups", () => {
		const text = fc.stringMatching(/^[abcA1 \n]{0,8}$/);
		fc.assert(
			fc.property(pattern, text, fc.constantFrom("", "i", "m", "s", "im"), (pattern, text, flags) => {
				const native = new RegExp(pattern, flags).exec(text);
				const wanted =
					native === null ? undefined : [native.index, native.index + native[0].length, ...native.slice(1)];
				expect(find(pattern, text, flags)).toEqual(wanted);
			}),
			{ numRuns: 1000 },
		);
	});
});
