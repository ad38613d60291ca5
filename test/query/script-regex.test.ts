import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScriptRegex } from "../../src/query/index.js";

function find(pattern: string, text: string, flags = "", spend: (steps: number) => void = () => {}) {
	const match = new ScriptRegex(pattern, flags).find(text, spend);
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
		"(?<=a)b",
		"(?<!a)",
		"(?<a>x)(?<a>y)",
		"a\\",
		"[b-a]",
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
		expect(() => new ScriptRegex(pattern, "")).toThrow(/regular expression/);
	});

	test("an unknown flag is refused", () => {
		expect(() => new ScriptRegex("a", "k")).toThrow("There is no flag k");
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
		expect(() => new ScriptRegex("((a{1000}){1000}){1000}", "")).toThrow("too large");
		expect(() => new ScriptRegex("(((?:){1000}){1000}){1000}", "")).toThrow("too large");
	});

	test("looking ahead is refused where a regular language is wanted", () => {
		expect(() => new ScriptRegex("a(?=b)", "", true)).toThrow("Looking ahead is not taken");
	});

	test.each([
		"a.*x|a",
		"(?=.*x)a",
		"(?!.*x)a",
		"(?=(?:a|aa)*x)a",
		"a*?x|a",
	])("all matches of /%s/ take steps in proportion to the text", (pattern) => {
		const stepsFor = (length: number) => {
			let steps = 0;
			const count = (more: number) => {
				steps += more;
			};
			for (const _ of new ScriptRegex(pattern, "").all(`${"a".repeat(length)}x`, count));
			for (const _ of new ScriptRegex(pattern, "").all("a".repeat(length), count));
			return steps;
		};
		expect(stepsFor(8000)).toBeLessThan(2.5 * stepsFor(4000));
	});

	test("finds what JavaScript's own engine finds, with the same groups", () => {
		fc.assert(
			fc.property(pattern, text, fc.constantFrom("", "i", "m", "s", "im"), (pattern, text, flags) => {
				const theirs = [...text.matchAll(new RegExp(pattern, `g${flags}`))].map((match) => [
					match.index,
					match.index + match[0].length,
					...match.slice(1),
				]);
				const ours = [...new ScriptRegex(pattern, flags).all(text, () => {})].map((match) => [
					match.start,
					match.end,
					...match.groups.map((group) => group && text.slice(...group)),
				]);
				expect(ours, `/${pattern}/${flags} in ${JSON.stringify(text)}`).toEqual(theirs);
			}),
			{ numRuns: 5000 },
		);
	});

	test("replaces and splits as JavaScript does", () => {
		const replacement = fc
			.array(fc.constantFrom("$1", "$2", "$12", "$&", "$$", "$`", "$'", "$<a>", "$", "x"), { maxLength: 4 })
			.map((parts) => parts.join(""));
		fc.assert(
			fc.property(pattern, text, replacement, fc.constantFrom("", "g"), (pattern, text, put, flags) => {
				const ours = new ScriptRegex(pattern, flags);
				const theirs = new RegExp(pattern, flags);
				const nothing = () => {};
				expect(ours.replace(text, put, nothing, nothing)).toBe(text.replace(theirs, put));
				expect([...ours.split(text, nothing)]).toEqual(text.split(theirs).map((piece) => piece ?? ""));
			}),
			{ numRuns: 2000 },
		);
	});
});

const atom = fc.constantFrom(
	"a",
	"b",
	"c",
	".",
	"\\w",
	"\\d",
	"\\s",
	"[ab]",
	"[^a]",
	"[a-c1]",
	"\\W",
	"é",
	"\\.",
	"\\u0061",
	"[\\d-]",
	"[\\]x]",
);
const quantifier = fc.constantFrom(
	"",
	"",
	"",
	"*",
	"+",
	"?",
	"*?",
	"+?",
	"??",
	"{2}",
	"{1,2}",
	"{0,2}?",
	"{2,}",
);
const pattern = fc.letrec<{ p: string; piece: string }>((tie) => ({
	p: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		tie("piece"),
		fc.tuple(tie("p"), tie("p")).map((parts) => parts.join("")),
		fc.tuple(tie("p"), tie("p")).map((parts) => parts.join("|")),
	),
	piece: fc.oneof(
		{ maxDepth: 3 },
		fc.tuple(atom, quantifier).map((parts) => parts.join("")),
		fc
			.tuple(fc.constantFrom("(", "(?:"), tie("p"), fc.constant(")"), quantifier)
			.map((parts) => parts.join("")),
		fc.tuple(fc.constantFrom("(?=", "(?!"), tie("p"), fc.constant(")")).map((parts) => parts.join("")),
		fc.constantFrom("^", "$", "\\b", "\\B"),
	),
})).p;
const text = fc
	.array(fc.constantFrom("a", "b", "c", "1", " ", "é", "-", "\n"), { maxLength: 12 })
	.map((pieces) => pieces.join(""));
