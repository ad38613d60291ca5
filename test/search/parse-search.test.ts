import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	accessTo,
	createStoreBuilder,
	Functions,
	Procedures,
	parseQuery,
	prepareSyntax,
	printQuery,
	QueryError,
} from "../../src/query/index.js";
import { filesQuery, parseSearch, rankedQuery, searchFunctions } from "../../src/search/index.js";
import type { SearchTerm, SearchValue } from "../../src/search/syntax.js";
import { problemIn } from "./ask.js";

/** A tree as a line: words as they are, phrases in quotes, `&` and `|` between what is combined. */
function show(term: SearchTerm | SearchValue): string {
	switch (term.kind) {
		case "text":
			return term.quoted ? JSON.stringify(term.text) : term.text;
		case "pattern":
			return `/${term.pattern}/`;
		case "all":
			return `(${term.operands.map(show).join(" & ")})`;
		case "any":
			return `(${term.operands.map(show).join(" | ")})`;
		case "not":
			return `!${show(term.operand)}`;
		case "operation":
			return `${term.operator}:${show(term.operand)}`;
		case "property":
			return `[${show(term.name)}${term.value === undefined ? "" : `: ${show(term.value)}`}]`;
		case "null":
			return "NULL";
		case "comparison":
			return `${term.operator}${term.than}`;
	}
}

describe("a search is read", () => {
	it.each([
		["a b OR c d", "((a & b) | (c & d))"],
		["a (b OR c) d", "(a & (b | c) & d)"],
		["a -b -(c d)", "(a & !b & !(c & d))"],
		["a OR b OR -c", "(a | b | !c)"],
		["a\n\tb", "(a & b)"],
		['"a \\"b\\" c\\\\"', '"a \\"b\\" c\\\\"'],
		['a"b c"d', '(a & "b c" & d)'],
		["f(x)", "(f & x)"],
		["orange ORB or", "(orange & ORB & or)"],
		["a - b --- -- c", "(a & - & b & --- & -- & c)"],
		["well-known", "well-known"],
		["https://a.b/c?d=1", "https://a.b/c?d=1"],
		["12:30 note: x", "(12:30 & note: & x)"],
		["/usr/local/bin and/or", "(/usr/local/bin & and/or)"],
		["/unclosed", "/unclosed"],
		["/a b/ /c/i", "(/a b/ & /c/)"],
		["/[/]/ /a\\/b/", "(/[\\x{2f}]/ & /a\\x{2f}b/)"],
		["file:.jpg path:(a OR -b)", "(file:.jpg & path:(a | !b))"],
		["line: (a b)", "line:(a & b)"],
		["match-case:line:(A tag:#b)", "match-case:line:(A & tag:#b)"],
		["file:-draft", "file:-draft"],
		["-task-done:x", "!task-done:x"],
		["[a]", "[a]"],
		["[due date:2024]", "[due date: 2024]"],
		['["a:b":"c]d"]', '["a:b": "c]d"]'],
		["[a:b c OR d]", "[a: ((b & c) | d)]"],
		["[(a OR b):(c OR -d)]", "[(a | b): (c | !d)]"],
		['[a:null] [a:"null"]', '([a: NULL] & [a: "null"])'],
		["[a:<5] [a:>=2024-01-01] [a:<1 2]", "([a: <5] & [a: >=2024-01-01] & [a: <1 2])"],
		["[[A note]] [x]", '("[[A note]]" & [x])'],
		["[[open", "[[open"],
		["循环 -神经 tag:课程/RNN", "(循环 & !神经 & tag:课程/RNN)"],
	])("%s", (search, tree) => {
		expect(show(parseSearch(search))).toBe(tree);
	});
});

describe("what is wrong is told where it is", () => {
	it.each([
		["", "⟦⟧ There is nothing to search for."],
		["  ", "⟦  ⟧ There is nothing to search for."],
		["a OR", "a ⟦OR⟧ OR stands between two terms; as text it stands in quotes."],
		["OR a", "⟦OR⟧ a OR stands between two terms; as text it stands in quotes."],
		["a OR OR b", "a ⟦OR⟧ OR b OR stands between two terms; as text it stands in quotes."],
		["(a", "⟦(⟧a The ) of this group is missing."],
		["a)", "a⟦)⟧ This ) closes nothing; as text it stands in quotes."],
		["()", "⟦()⟧ There is nothing in these parentheses."],
		['a "b', 'a ⟦"⟧b The closing quote is missing.'],
		['""', '⟦""⟧ There is nothing between these quotes.'],
		["a tag: OR b", "a ⟦tag:⟧ OR b tag: needs a term behind it, such as tag:#work."],
		["line:", "⟦line:⟧ line: needs a term behind it, such as line:(two words)."],
		["[a", "⟦[⟧a The ] of this property is missing."],
		["[]", "[⟦]⟧ This property has no name."],
		["[a:]", "[a:⟦]⟧ There is no value here; null finds those without one."],
		["[a:<(b OR c)]", "[a:<(⟦b OR c⟧)] Behind < a number or a text is expected."],
		["x /(?=a)/", "x /(?⟦=⟧a)/ Looking ahead is not taken in a regular expression."],
		["/(a)\\1/", ""],
		["/日本(/", ""],
		["/[z-a]/", ""],
	])("%s", (search, problem) => {
		const told = problemIn(search);
		if (problem === "") expect(told).toMatch(/⟦.⟧.* in a regular expression\.$/);
		else expect(told).toBe(problem);
	});

	it("nesting, length and number are bounded", () => {
		const deep = `${"(".repeat(5000)}a${")".repeat(5000)}`;
		expect(problemIn(deep)).toContain("nested 100 levels deep at most");
		expect(problemIn("line:".repeat(4000))).toContain("nested 100 levels deep at most");
		expect(problemIn("a ".repeat(5000))).toContain("at most 1000 terms");
		expect(problemIn("a".repeat(20_001))).toContain("at most 20000 characters");
		expect(problemIn(`${"-".repeat(9999)}a`)).toBe("fine");
	});
});

const options = () => {
	const store = createStoreBuilder().finish();
	const files = { files: [], get: () => undefined, resolve: () => undefined };
	const functions = new Functions(searchFunctions({ files, canvasText: () => undefined }));
	return { store, access: accessTo(store), procedures: new Procedures([search]), functions };
};
const search = {
	name: "text.search",
	arguments: [{ name: "words", type: "STRING?" }],
	results: ["node", "score", "line", "excerpt"].map((name) => ({ name, type: "ANY?" })),
	call: () => [],
};

describe("whatever is written", () => {
	const pieces = fc.constantFrom(
		...[
			"a",
			"OR",
			"-",
			"(",
			")",
			'"',
			"/",
			"[",
			"]",
			":",
			"<",
			"\\",
			" ",
			"\n",
			"tag:",
			"line:",
			"#b",
			"null",
		],
		...[
			"match-case:",
			"(?:",
			"{2}",
			"神",
			"😀",
			"\ud800",
			"\u0000",
			"[[",
			"]]",
			"'",
			"`",
			"$x",
			"//",
			"\\d",
			"^",
			"$",
		],
	);
	const text = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(""));

	it("is either refused with a place in it, or a query that is read as it is printed", () => {
		const graph = options();
		fc.assert(
			fc.property(text, (source) => {
				try {
					const term = parseSearch(source);
					for (const query of [filesQuery(term, 9), rankedQuery(term)]) {
						const printed = printQuery(query);
						expect(printQuery(parseQuery(printed))).toBe(printed);
						expect(prepareSyntax(query, graph, source).runSync().rows).toEqual([]);
					}
				} catch (error) {
					if (!(error instanceof QueryError)) throw error;
					expect(error.span!.start).toBeGreaterThanOrEqual(0);
					expect(error.span!.end).toBeLessThanOrEqual(source.length);
				}
			}),
			{ numRuns: 3000 },
		);
	});
});
