/** What GQL and later versions of Cypher spell in their own way, as one types it from a manual. */
import { expect, test } from "vitest";
import { prepare, toPlain } from "../../../src/query/index.js";
import { graphOf, optionsFor } from "../graph-text.js";

/** a → b → c → d → a, a → c → e */
const store = graphOf("a:N -L-> b, b -L-> c, c -L-> d, d -L-> a, a -L-> c, c -M-> e:N");
const options = optionsFor(store);

/** Rows as text: values between blanks, rows between bars. */
function rowsOf(query: string): string {
	const { rows } = prepare(query, options).runSync({ budget: { time: 2000 } });
	const shown = (value: unknown): string =>
		Array.isArray(value) ? `[${value.map(shown).join(" ")}]` : String(value);
	return rows.map((row) => row.map((value) => shown(toPlain(value, store))).join(" ")).join(" | ");
}

test.each([
	// Subqueries as clauses
	["MATCH (n:N) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS c } RETURN n.title, c", "a 2 | e 0"],
	["MATCH (n:N) CALL (n) { MATCH (n)-->(m) RETURN m } RETURN n.title, m.title", "a b | a c"],
	[
		"MATCH (n:N) OPTIONAL CALL (n) { MATCH (n)-->(m) RETURN m } RETURN n.title, m.title",
		"a b | a c | e null",
	],
	[
		"MATCH (n:N) OPTIONAL CALL (n) { MATCH (n)-->() RETURN n AS m } RETURN n.title, m.title",
		"a a | a a | e null",
	],
	["MATCH (n:N) CALL { WITH n MATCH (n)-->(m) RETURN m.title AS t ORDER BY t DESC LIMIT 1 } RETURN t", "c"],
	["MATCH (n:N) CALL { WITH * RETURN n.title AS t } RETURN t", "a | e"],
	["MATCH (n:N) CALL (*) { MATCH (n)-->(m) RETURN * } RETURN m.title", "b | c"],
	["MATCH (n:N) CALL { MATCH (n) RETURN count(n) AS c } RETURN n.title, c", "a 5 | e 5"],
	[
		"UNWIND [1, 2] AS x CALL (x) { RETURN x AS y UNION ALL RETURN 10 * x AS y } RETURN x, y",
		"1 1 | 1 10 | 2 2 | 2 20",
	],
	["UNWIND [1, 2] AS x CALL { RETURN 1 AS y UNION WITH x RETURN x AS y } RETURN x, y", "1 1 | 2 1 | 2 2"],
	["UNWIND [1, 2] AS x CALL () { UNWIND [5, 6] AS y RETURN sum(y) AS s } RETURN x + s", "12 | 13"],
	["MATCH (n:N) CALL (n) { CALL (n) { RETURN n.title AS t } RETURN t + '!' AS u } RETURN u", "a! | e!"],
	["MATCH (n:N) CALL { MATCH (m) FINISH } RETURN count(*)", "2"],
	["MATCH (n) FINISH", ""],
	// Paths that are repeated
	[
		"MATCH (a:N)((x)-[r]->(y)){2}(b) WHERE a <> b RETURN [n IN x | n.title], [n IN y | n.title], size(r), b.title",
		"[a b] [b c] 2 c | [a c] [c d] 2 d | [a c] [c e] 2 e",
	],
	[
		"MATCH (:N {title: 'a'})((x)-->(y) WHERE x.title < y.title)+(b) RETURN b.title",
		"b | c | d | e | c | d | e",
	],
	["MATCH (:N {title: 'e'})((x)<--(y))*(b) RETURN count(*), max(size(x))", "12 6"],
	["MATCH p = ((x)-[:L]->(y)-[:M]->(z))+ RETURN [n IN nodes(p) | n.title]", "[a c e] | [b c e]"],
	["MATCH p = SHORTEST 1 (a {title: 'b'})((x)-->(y)){1,4}(c {title: 'b'}) RETURN length(p)", "4"],
	["MATCH ANY SHORTEST ((a {title: 'a'})-[r]->+(b {title: 'd'}) WHERE size(r) > 2) RETURN size(r)", "3"],
	["MATCH ALL PATHS (a {title: 'a'})-->(b) RETURN count(*)", "2"],
	["MATCH ANY (a {title: 'a'})-->+(b) RETURN count(*)", "5"],
	["MATCH DIFFERENT RELATIONSHIPS (a)-[:M]->(b) RETURN b.title", "e"],
	["RETURN EXISTS { ((a)-[:M]->(b))+ }", "true"],
	// Types
	[
		"RETURN 1 IS :: INT, 1.0 IS :: INTEGER, 'a' IS :: STRING!, null IS :: STRING!, null IS :: NULL",
		"true false true false true",
	],
	[
		"RETURN [1, null] IS :: LIST<INT>, [1, null] :: LIST<INT NOT NULL>, [] IS :: LIST<NOTHING>",
		"true false true",
	],
	["RETURN 1 IS NOT :: INT | FLOAT, [1, 'a'] IS :: LIST<INT | STRING>, 1 IS TYPED BOOL", "false true false"],
	[
		"RETURN date() IS :: DATE, datetime() IS :: TIMESTAMP WITH TIME ZONE, duration('P1D') IS :: ANY VALUE",
		"true true true",
	],
	["MATCH (n:N) WHERE n IS :: NODE AND n.title IS :: STRING RETURN count(*)", "2"],
	[
		"RETURN valueType(1), valueType([1, null]), valueType([])",
		"INTEGER NOT NULL LIST<INTEGER> NOT NULL LIST<NOTHING> NOT NULL",
	],
	["RETURN [x IN [1, 'a', 2.5] WHERE x IS :: ANY<INT | FLOAT> | x]", "[1 2.5]"],
	// Strings
	[
		"RETURN trim(LEADING 'x' FROM 'xax'), trim(TRAILING 'x' FROM 'xax'), trim('x' FROM 'xax'), trim(BOTH FROM ' a ')",
		"ax xa a a",
	],
	[
		"RETURN '\\u00E9' IS NORMALIZED, 'e\\u0301' IS NORMALIZED, 'e\\u0301' IS NFD NORMALIZED, 'a' IS NOT NFKC NORMALIZED",
		"true false true false",
	],
	["RETURN size(normalize('\\u00E9', NFD)), upper('a') || lower('B')", "2 Ab"],
	// Clauses and expressions
	["MATCH (n) ORDER BY n.title DESC LIMIT 2 RETURN n.title", "e | d"],
	["MATCH (n) FILTER WHERE n.title > 'c' LET t = n.title, u = t RETURN t", undefined],
	["MATCH (n) FILTER n.title > 'c' LET t = n.title LET u = t + t RETURN u", "dd | ee"],
	["FOR x IN [1, 2] RETURN x OFFSET 1", "2"],
	[
		"UNWIND [1, 5, 9, null] AS x RETURN CASE x WHEN < 3 THEN 'low' WHEN 5, 6 THEN 'mid' WHEN IS NULL THEN 'none' ELSE 'high' END",
		"low | mid | high | none",
	],
	["CYPHER 25 runtime = slotted MATCH (n:N|X&!Y) RETURN count(*)", "2"],
	["MATCH (n IS N WHERE n.title = 'a')-[IS L]->(m) RETURN m.title", "b | c"],
	["RETURN ceiling(1.2), ln(1), char_length('神经'), collect_list(1), stdev_samp(1)", "2 0 2 [1] 0"],
	["WITH 1 AS `a b` RETURN *", "1"],
])("%s", (query, expected) => {
	if (expected === undefined) expect(() => rowsOf(query)).toThrow(/no variable t here/);
	else expect(rowsOf(query)).toBe(expected);
});

test("what a subquery gives goes on into patterns", () => {
	const query = "CALL { MATCH (n {title: 'a'}) RETURN n } MATCH (n)-->(m) RETURN m.title ORDER BY m.title";
	expect(rowsOf(query)).toBe("b | c");
});
