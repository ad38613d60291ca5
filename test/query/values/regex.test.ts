import fc from "fast-check";
import { expect, test } from "vitest";
import { compileRegex } from "../../../src/query/values/regex/compile-regex.js";
import { cases } from "./evaluate.js";

function matches(pattern: string, text: string): boolean {
	return compileRegex(pattern)(text, () => {});
}

/** Whole texts, told apart by spaces: those that match, a bar, those that do not. `␣` is a space and `⏎` a line's end. */
test.each(
	cases(String.raw`
	abc              ⇒ abc | ab abcd xabc ABC
	a.c              ⇒ abc a循c a😀c | ac a⏎c abbc
	(?s)a.c          ⇒ a⏎c abc | ac
	(?i)straße       ⇒ STRAßE straße | strasse
	(?i:a)b          ⇒ Ab ab | aB AB
	a(?i)b(?-i)c     ⇒ aBc abc | ABc aBC
	a|bc|            ⇒ a bc | ab abc
	(a|b)*c          ⇒ c abbac | abba ca
	a+?b             ⇒ ab aaab | b a
	a{2}             ⇒ aa | a aaa
	a{2,}            ⇒ aa aaaa | a
	(ab){1,2}        ⇒ ab abab | a ababab
	[a-c]            ⇒ a c | d -
	[^a-c]           ⇒ d 神 | a b
	[a-c-]           ⇒ - b | d
	[]a]             ⇒ ] a | b
	[a-z&&[^aeiou]]  ⇒ b z | a e A
	[a-c[x-z]]       ⇒ a y | m
	[\d_]+           ⇒ 1_2 | a ١
	\w+\s\w+         ⇒ ab␣cd | abcd ab-cd
	\D\W\S           ⇒ a-b | 1-b aab
	(?U)\w+          ⇒ 循环 é | - ␣
	\p{L}+           ⇒ 循环é | 1 a1
	\p{IsHan}+       ⇒ 循环 | a ひ
	\p{script=Greek} ⇒ λ | l
	\p{Lu}\p{Ll}     ⇒ Éa | éa ÉA
	\P{L}            ⇒ 1 | a
	\p{Alpha}\p{Punct} ⇒ a! | é! aa
	.*神经.*          ⇒ 循环神经网络 神经 | 神 经神
	^a$              ⇒ a | ba
	\Aa\z            ⇒ a | ab
	\bfoo\b.*        ⇒ foo foo␣bar | foobar
	.*\bbar          ⇒ foo␣bar bar | foobar
	a\Bb             ⇒ ab | a␣b
	(?m)a$⏎^b        ⇒ a⏎b | ab
	\x41\u0042\x{1F600} ⇒ AB😀 | AB
	\Q.*\E+          ⇒ .* .** | a .
	\t|\n            ⇒ ⏎ | n
	(?<year>\d{4})-(?:\d\d) ⇒ 2026-11 | 2026-1
	(?x)a\ b␣#c      ⇒ a␣b | ab
	a**              ⇒ error
	(a               ⇒ error
	a)               ⇒ error
	[a               ⇒ error
	a{2              ⇒ error
	a{3,2}           ⇒ error
	(a)\1            ⇒ error
	(?=a)a           ⇒ error
	(?<!a)b          ⇒ error
	(?>a)b           ⇒ error
	a*+              ⇒ error
	\p{Klingon}      ⇒ error
	\q               ⇒ error
	a\               ⇒ error
	[z-a]            ⇒ error
	(a{1000}){1000}  ⇒ error
	((((a{99}){99}){99}){99}){99} ⇒ error
	(((){1000}){1000}){1000}a ⇒ a | b
	`),
)("%s ⇒ %s", (pattern, expected) => {
	const plain = (text: string) => text.replaceAll("␣", " ").replaceAll("⏎", "\n");
	if (expected === "error") {
		expect(() => compileRegex(plain(pattern))).toThrow(/regular expression/);
		return;
	}
	const [good, bad] = expected.split(" | ").map((side) => side.split(" ").map(plain));
	for (const text of good!) expect(matches(plain(pattern), text), text).toBe(true);
	for (const text of bad!) expect(matches(plain(pattern), text), text).toBe(false);
});

/** Patterns that mean the same to JavaScript. */
const pattern = fc.letrec<Record<"pattern", string>>((tie) => ({
	pattern: fc.oneof(
		{ depthSize: "small" },
		fc.constantFrom("a", "b", "ab", ".", "[ab]", "[^a]", "\\d", "\\w", "1", "神", "^", "$", "\\b", "\\B", ""),
		fc.tuple(tie("pattern"), tie("pattern")).map((parts) => parts.join("")),
		fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(${a}|${b})`),
		fc
			.tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"))
			.map(([a, q]) => `(?:${a})${q}`),
	),
})).pattern;

test("agrees with JavaScript where both say the same", () => {
	const text = fc.string({ unit: fc.constantFrom("a", "b", "1", "神", " ", "-", "\n"), maxLength: 8 });
	fc.assert(
		fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 5 }), (source, texts) => {
			const ours = compileRegex(source);
			const theirs = new RegExp(`^(?:${source})$`, "u");
			for (const one of texts)
				expect(
					ours(one, () => {}),
					`${source} on ${JSON.stringify(one)}`,
				).toBe(theirs.test(one));
		}),
		{ numRuns: 1000 },
	);
});

test("work grows with the text, not with the pattern's ambiguity", () => {
	for (const source of [
		"(a*)*b",
		"(a|a)*b",
		"(a|aa)+b",
		"a?".repeat(30) + "a".repeat(30),
		"(.*)(.*)(.*)x",
		"(a|b)*a(a|b){12}",
	]) {
		const regex = compileRegex(source);
		let steps = 0;
		regex("a".repeat(20_000), (count) => {
			steps += count;
		});
		expect(steps, source).toBeLessThan(20_000);
	}
});

test("a pattern with very many sets of places still answers rightly", () => {
	const regex = compileRegex("(a|b)*a(a|b){14}");
	const text = Array.from({ length: 40_000 }, (_, at) => ((at * 2_654_435_761) & 0x8000 ? "a" : "b")).join(
		"",
	);
	expect(regex(text, () => {})).toBe(text.at(-15) === "a");
});

test("whatever the pattern, it is compiled or refused with a sentence", () => {
	const piece = fc.constantFrom(
		"a",
		"(",
		")",
		"[",
		"]",
		"{",
		"}",
		"*",
		"+",
		"?",
		"|",
		"\\",
		"^",
		"-",
		"&&",
		"(?",
		"p{L}",
		"1,2",
		"Q",
		"E",
		"#",
		"😀",
		"\ud800",
	);
	fc.assert(
		fc.property(
			fc.array(piece, { maxLength: 15 }).map((all) => all.join("")),
			fc.string({ unit: "binary" }),
			(source, text) => {
				try {
					matches(source, text);
				} catch (error) {
					expect(error).toMatchObject({ kind: "ArgumentError", detail: "InvalidRegularExpression" });
				}
			},
		),
		{ numRuns: 2000 },
	);
});
