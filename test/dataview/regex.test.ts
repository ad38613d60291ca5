import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Regex } from "../../src/dataview/regex/regex.js";
import { Failure } from "../../src/dataview/values/failure.js";

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

function matches(pattern: string, subject: string): unknown {
	const found = [...new Regex(pattern).all(subject, () => {})];
	return found.map(({ start, end, places }) => [start, end, ...groups(places, subject)]);
}

function groups(places: readonly number[], subject: string): (string | undefined)[] {
	return Array.from({ length: places.length / 2 - 1 }, (_, i) => {
		const [from, to] = [places[2 * i + 2]!, places[2 * i + 3]!];
		return from < 0 ? undefined : subject.slice(from, to);
	});
}

describe("regular expressions", () => {
	it("find what JavaScript's find, with the same groups", () => {
		fc.assert(
			fc.property(pattern, text, (source, subject) => {
				const theirs = [...subject.matchAll(new RegExp(source, "g"))].map((match) => [
					match.index,
					match.index + match[0].length,
					...match.slice(1),
				]);
				expect(matches(source, subject), `/${source}/ in ${JSON.stringify(subject)}`).toEqual(theirs);
			}),
			{ numRuns: 5000, seed: 20261126 },
		);
	});

	it("take steps in proportion to the text", () => {
		const stepsOf = (source: string, length: number) => {
			let steps = 0;
			new Regex(source).finder("a".repeat(length), (more) => {
				steps += more;
			})(0);
			return steps;
		};
		for (const source of [
			"(a+)+b",
			"(a|a)*b",
			"(a*)*b",
			"(?:a|aa|aaa)+$b",
			"((a+)+)+b",
			"a*a*a*a*b",
			"(?=(a+)+b)a",
		]) {
			const [short, long] = [stepsOf(source, 2000), stepsOf(source, 8000)];
			expect(long / short, source).toBeLessThan(6);
		}
	});

	it.each([
		"(",
		"a)",
		"*a",
		"[a",
		"a{3,1}",
		"a\\",
		"(?<x",
		"[b-a]",
		"(?<a>x)(?<a>y)",
		"a**",
	])("%s is none", (source) => {
		expect(() => new Regex(source)).toThrow(Failure);
	});

	it.each(["(a)\\1", "(?<=a)b", "(?<!a)b", "(?<n>a)\\k<n>"])("%s is refused", (source) => {
		expect(() => new Regex(source)).toThrow(/may take for ever/);
	});
});
