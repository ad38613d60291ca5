import fc from "fast-check";
import { expect, test } from "vitest";
import { sameSyntax } from "../../../src/query/language/check/same-syntax.js";
import { checkQuery } from "../../../src/query/language/check.js";
import { childrenOf } from "../../../src/query/language/children.js";
import { parseExpression, parseQuery } from "../../../src/query/language/parse.js";
import { printExpression, printQuery } from "../../../src/query/language/print.js";
import { QueryError } from "../../../src/query/language/query-error.js";
import type { AnyNode } from "../../../src/query/language/syntax.js";
import { queryText } from "./query-text.js";

function everyNode(root: AnyNode): AnyNode[] {
	return [root, ...childrenOf(root).flatMap(everyNode)];
}

/** Columns without a name are called as they were written, which printing may change. */
function withoutColumnNames(tree: unknown): unknown {
	return JSON.parse(
		JSON.stringify(tree, (_, value) => {
			if (typeof value === "bigint") return `${value}n`;
			if (value?.kind === "projection-item" && !value.aliased) return { ...value, name: "" };
			return Object.is(value, -0) ? "-0" : value;
		}),
	);
}

test("what is printed is read as the same tree again", () => {
	fc.assert(
		fc.property(queryText, (text) => {
			const tree = parseQuery(text);
			const printed = printQuery(tree);
			expect(
				sameSyntax(withoutColumnNames(parseQuery(printed)), withoutColumnNames(tree)),
				`${text}\nis printed as\n${printed}`,
			).toBe(true);
		}),
		{ numRuns: 80 },
	);
});

test("spans lie within each other, and slice back to an expression that reads alike", () => {
	fc.assert(
		fc.property(queryText, (text) => {
			for (const node of everyNode(parseQuery(text))) {
				for (const child of childrenOf(node)) {
					expect(child.span.start).toBeGreaterThanOrEqual(node.span.start);
					expect(child.span.end).toBeLessThanOrEqual(node.span.end);
				}
				if (node.kind !== "projection-item") continue;
				const { start, end } = node.expression.span;
				const again = parseExpression(text.slice(start, end));
				expect(sameSyntax(withoutColumnNames(again), withoutColumnNames(node.expression))).toBe(true);
			}
		}),
		{ numRuns: 80 },
	);
});

test("whatever is read, the answer is a tree or a query error with its place", () => {
	const token = fc.constantFrom(
		...[
			"MATCH",
			"(n",
			")",
			"-[",
			"]->",
			"WHERE",
			"RETURN",
			"n",
			".x",
			"[",
			"]",
			"{",
			"}",
			":",
			"|",
			",",
			"'a'",
			"'",
		],
		...[
			"1",
			"1.5",
			"0x",
			"..",
			"*",
			"+",
			"-",
			"<",
			">",
			"=",
			"=~",
			"$p",
			"$",
			"`",
			"``",
			"AND",
			"NOT",
			"IN",
			"IS",
			"NULL",
		],
		...[
			"CASE",
			"WHEN",
			"END",
			"count(*)",
			"EXISTS",
			"WITH",
			"AS",
			"UNION",
			"ALL",
			"//",
			"/*",
			"*/",
			"\\",
			"。",
			"循环",
			"—",
		],
		...[
			"shortestPath(",
			"reduce(",
			"x IN",
			"CALL",
			"YIELD",
			"ORDER BY",
			"LIMIT",
			"SET",
			";",
			"\n",
			"ANY SHORTEST",
		],
	);
	const soup = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(" "));
	fc.assert(
		fc.property(
			fc.oneof(soup, fc.string({ unit: "grapheme", maxLength: 60 }), fc.string({ unit: "binary" })),
			(text) => {
				try {
					checkQuery(parseQuery(text));
				} catch (error) {
					expect(error).toBeInstanceOf(QueryError);
					const { line, column, frame } = (error as QueryError).at({ source: text });
					expect(line).toBeGreaterThan(0);
					expect(column).toBeGreaterThan(0);
					expect(frame).toContain("^");
				}
			},
		),
		{ numRuns: 1500 },
	);
});

/** Whether it is answered or refused does not matter here: that it ends does. */
test.each([
	["brackets", `RETURN ${"[".repeat(100_000)}`],
	["closed brackets", `RETURN ${"[".repeat(10_000)}1${"]".repeat(10_000)}`],
	["parentheses", `RETURN ${"(".repeat(100_000)}`],
	["maps", `RETURN ${"{a:".repeat(100_000)}`],
	["comprehensions with commas", `RETURN ${"[x IN ".repeat(5_000)}1${", 1]".repeat(5_000)}`],
	["patterns in lists", `RETURN ${"[(a)-->(b), ".repeat(5_000)}`],
	["calls", `RETURN ${"f(".repeat(100_000)}`],
	["negations", `RETURN ${"NOT ".repeat(100_000)}true`],
	["signs", `RETURN ${"-".repeat(100_000)}1`],
	["sums", `RETURN 1${" + 1".repeat(100_000)}`],
	["properties", `RETURN a${".b".repeat(100_000)}`],
	["cases", `RETURN ${"CASE WHEN ".repeat(50_000)}`],
	["subqueries", `${"MATCH (a) WHERE EXISTS { ".repeat(20_000)}`],
	["labels", `MATCH (n:${"(".repeat(100_000)}`],
	["negated labels", `MATCH (n:${"!".repeat(100_000)}A) RETURN n`],
	["paths in parentheses", `MATCH ${"(".repeat(100_000)}`],
	["comments", `RETURN 1 ${"/* ".repeat(100_000)}`],
	["escapes", `RETURN '${"\\\\".repeat(100_000)}`],
	["backticks", `RETURN ${"`".repeat(100_001)}`],
	["dots", `RETURN ${"1.".repeat(100_000)}`],
])("deep and long: %s", (_, text) => {
	try {
		checkQuery(parseQuery(text));
	} catch (error) {
		expect(error).toBeInstanceOf(QueryError);
	}
});

test.each([10, 50, 95])("%i levels are read, checked and printed", (depth) => {
	for (const [before, inside, behind] of [
		["(", "1 + 2", ") * 2"],
		["[", "1", "]"],
		["{a: ", "1", "}"],
		["size([x IN [1] | ", "x", "])"],
		["CASE WHEN true THEN ", "1", " END"],
	] as const) {
		const text = `RETURN ${before.repeat(depth)}${inside}${behind.repeat(depth)} AS x`;
		const tree = parseQuery(text);
		expect(checkQuery(tree)).toEqual(["x"]);
		expect(sameSyntax(parseQuery(printQuery(tree)), tree)).toBe(true);
	}
});

test("a chain of conditions is one node, however long", () => {
	const chain = parseExpression(Array.from({ length: 20_000 }, (_, at) => `x = ${at}`).join(" OR "));
	expect(chain).toMatchObject({ kind: "logical", operator: "or" });
	expect(childrenOf(chain)).toHaveLength(20_000);
});

test.each([
	["1 + 2 * 3 ^ 4", "1 + 2 * 3 ^ 4"],
	["(1 + 2) * 3", "(1 + 2) * 3"],
	["1 - (2 - 3)", "1 - (2 - 3)"],
	["(-1) ^ 2", "-1 ^ 2"],
	["-(1 ^ 2)", "-(1 ^ 2)"],
	["NOT (a = b)", "NOT a = b"],
	["(NOT a) = b", "(NOT a) = b"],
	["a or b AND c xor d", "a OR b AND c XOR d"],
	["(a OR b) AND c", "(a OR b) AND c"],
	["a IN b = c", "a IN b = c"],
	["a < b <= c", "a < b <= c"],
	["(a < b) < c", "(a < b) < c"],
	["x is not null", "x IS NOT NULL"],
	["n:A:B", "n:A&B"],
	["n IS A|B", "n:(A|B)"],
	["[x in xs where x > 1 | x]", "[x IN xs WHERE x > 1 | x]"],
	["[(x IN xs)]", "[(x IN xs)]"],
	["[(a)-->(b) | b.x]", "[(a)-->(b) | b.x]"],
	["(a)-[:X|:Y*..3 {k: 1}]-(b)", "(a)-[:X|Y*1..3 {k: 1}]-(b)"],
	["(a)-[r]->{1,3}(b)", "(a)-[r]->{1,3}(b)"],
	["(a)-->+(b)<--*(c)", "(a)-->+(b)<--*(c)"],
	["(a)<-->(b)", "(a)--(b)"],
	["(a) - b", "a - b"],
	["(a)-[1]", "a - [1]"],
	["a - -1", "a - (-1)"],
	["n{.*, .名, k: 1, m}", "n {.*, .名, k: 1, m}"],
	["`a b`.`c``d`", "`a b`.`c``d`"],
	["`match` + match_", "`match` + match_"],
	["循环.标题", "循环.标题"],
	["'it\\'s \\u4e2d\\n'", "'it\\'s 中\\n'"],
	['"a\'b"', "'a\\'b'"],
	["0xFF + 1e3 + .5", "255 + 1000.0 + 0.5"],
	["exists((a)--(b))", "exists((a)--(b))"],
	["COUNT{(a)-->()} > 1", "COUNT { MATCH (a)-->() } > 1"],
	["date.truncate('month', $d)", "date.truncate('month', $d)"],
	["CASE x WHEN 1,2 THEN 'a' END", "CASE x WHEN 1 THEN 'a' WHEN 2 THEN 'a' END"],
	["any(x IN l WHERE x)", "any(x IN l WHERE x)"],
	["reduce(s=0, x IN l|s+x)", "reduce(s = 0, x IN l | s + x)"],
	["l[1..][-1]", "l[1..][-1]"],
	["-9223372036854775808", "-9223372036854775808"],
])("%s is read as %s", (text, printed) => {
	expect(printExpression(parseExpression(text))).toBe(printed);
});

test.each([
	["ANY SHORTEST (a)-->+(b)", "ANY SHORTEST (a)-->+(b)"],
	["p = SHORTEST 2 PATHS (a)-->*(b)", "p = SHORTEST 2 (a)-->*(b)"],
	["SHORTEST 3 GROUPS (a)--{1,}(b)", "SHORTEST 3 GROUPS (a)--+(b)"],
	["ALL SHORTEST (a)-->{2}(b)", "ALL SHORTEST (a)-->{2}(b)"],
	["p = shortestPath((a)-[*..5]-(b))", "p = shortestPath((a)-[*1..5]-(b))"],
	["((a)-->(b))", "(a)-->(b)"],
	["(n IS Note WHERE n.x > 1)", "(n:Note WHERE n.x > 1)"],
	["(:A|B&!C)", "(:A|B&!C)"],
	["(:!(A|B))", "(:!(A|B))"],
	["(any)--(shortest)", "(`any`)--(`shortest`)"],
	["(a)–[:R]—〉(b)", "(a)-[:R]->(b)"],
])("the pattern %s is read as %s", (text, printed) => {
	expect(printQuery(parseQuery(`MATCH ${text} RETURN 1`))).toBe(`MATCH ${printed}\nRETURN 1`);
});

test("clauses are printed one a line", () => {
	const text = `explain match (n:Note)-[:LINKS]->(m) optional match (m)--(k) where k.x = $x with distinct n, count(*) as c
		order by c desc, n.title skip 1 limit 2 where c > 1 unwind [1] as i
		call gnn.nearest(n, 5) yield node as other, score where score > 0.5 return *, c as \`return\` union all return 1 as x`;
	expect(printQuery(parseQuery(text))).toBe(
		[
			"EXPLAIN MATCH (n:Note)-[:LINKS]->(m)",
			"OPTIONAL MATCH (m)--(k)",
			"WHERE k.x = $x",
			"WITH DISTINCT n, count(*) AS c",
			"ORDER BY c DESC, n.title",
			"SKIP 1",
			"LIMIT 2",
			"WHERE c > 1",
			"UNWIND [1] AS i",
			"CALL gnn.nearest(n, 5) YIELD node AS other, score WHERE score > 0.5",
			"RETURN *, c AS `return`",
			"UNION ALL",
			"RETURN 1 AS x",
		].join("\n"),
	);
});

test("a path before an operator is printed in parentheses", () => {
	for (const source of [
		"RETURN (()-[]-()) - true AS x",
		"RETURN (()-->()) = false AS x",
		"RETURN NOT ()-->() AS x",
	]) {
		const tree = parseQuery(source);
		expect(sameSyntax(parseQuery(printQuery(tree)), tree)).toBe(true);
	}
});
