import { expect, test } from "vitest";
import { checkQuery } from "../../../src/query/language/check.js";
import { nearestName } from "../../../src/query/language/nearest-name.js";
import { parseQuery } from "../../../src/query/language/parse.js";
import { QueryError } from "../../../src/query/language/query-error.js";

function complaint(source: string): string {
	try {
		checkQuery(parseQuery(source));
	} catch (error) {
		if (error instanceof QueryError) return error.at({ source }).describe();
	}
	throw new Error("there was no complaint");
}

test.each([
	["RETRUN 1", "RETRUN is no clause. Did you mean RETURN? (line 1, column 1)"],
	["MATCH (n) WHRE n.x RETURN n", "WHRE is no clause. Did you mean WHERE? (line 1, column 11)"],
	[
		"MATCH (n)\nRETURN n ODER BY n",
		"Expected the end of the query, but there is ODER. Did you mean ORDER? (line 2, column 10)",
	],
	["RETURN toUper('a')", "There is no function toUper(). Did you mean toUpper? (line 1, column 8)"],
	["MATCH (note) RETURN noet.x", "There is no variable noet here. Did you mean note? (line 1, column 21)"],
	["RETURN 1；", "Write ; instead of the full-width ；. (line 1, column 9)"],
	["RETURN “a”", 'Write " instead of the full-width “. (line 1, column 8)'],
	[
		"RETURN 'C:\\dir'",
		"\\d is no escape in a string; write \\\\d for a backslash and d. (line 1, column 11)",
	],
	["RETURN 'a", "This string is never closed by '. (line 1, column 8)"],
	["CREATE (n)", "CREATE would change the graph; queries here only read it. (line 1, column 1)"],
	["MATCH (n) SET n.x = 1", "SET would change the graph; queries here only read it. (line 1, column 11)"],
	[
		"MATCH (n) DETACH DELETE n",
		"DETACH would change the graph; queries here only read it. (line 1, column 11)",
	],
	[
		"LOAD CSV FROM 'a' AS x RETURN x",
		"LOAD would change the graph; queries here only read it. (line 1, column 1)",
	],
	[
		"MATCH (n:$('A')) RETURN n",
		"Labels and types cannot be computed, as $(…) would; write labels(n) or type(r) in a condition. (line 1, column 10)",
	],
	[
		"RETURN point({x: 1})",
		"There is no function point(). There are no points in space here. (line 1, column 8)",
	],
	[
		"RETURN apoc.text.trim('')",
		"There is no function apoc.text.trim(). It belongs to a library of Neo4j. (line 1, column 8)",
	],
	[
		"MATCH WALK (a)-->(b) RETURN a",
		"WALK is not taken: in a path no relationship stands twice, and nodes may. (line 1, column 7)",
	],
	[
		"MATCH REPEATABLE ELEMENTS (a)-->(b) RETURN a",
		"REPEATABLE ELEMENTS is not taken: in a MATCH each relationship is used once. (line 1, column 7)",
	],
	[
		"MATCH (n) USING SCAN n:A RETURN n",
		"There are no indexes to name here; leave USING out. (line 1, column 11)",
	],
	[
		"RETURN 1 IS :: NUMBER",
		"Expected a type such as INTEGER, STRING or LIST<ANY>, but there is NUMBER. (line 1, column 16)",
	],
	[
		"SELECT * FROM notes",
		"This is Cypher, not SQL: MATCH (n) … RETURN … instead of SELECT … FROM. (line 1, column 1)",
	],
	["MATCH (n) WHERE n.x != 1 RETURN n", "Write <> instead of !=. (line 1, column 21)"],
	["MATCH (n) WHERE n.x == 1 RETURN n", "Write = instead of ==. (line 1, column 21)"],
	["RETURN true && false", "Write AND instead of &&. (line 1, column 13)"],
	["RETURN 2 ** 3", "Write ^ instead of **. (line 1, column 10)"],
	[
		"MATCH (n) WHERE n.x LIKE 'a' RETURN n",
		"Write CONTAINS, STARTS WITH, ENDS WITH or =~ instead of LIKE. (line 1, column 21)",
	],
	[
		"MATCH (n) RETURN n.x, count(*) GROUP BY n.x",
		"There is no GROUP BY: the columns beside an aggregate are what is grouped by. (line 1, column 32)",
	],
	["MATCH (n)", "A query cannot end with MATCH: what should it answer? Add RETURN. (line 1, column 1)"],
	["RETURN 1 +", "Expected an expression, but the query ends. (line 1, column 11)"],
	["", "Expected a clause such as MATCH or RETURN, but the query ends. (line 1, column 1)"],
	[
		"MATCH ((a)-->(b))--(c) RETURN 1",
		"A path in parentheses stands alone, or it is repeated: ((a)-->(b)){1,3}. (line 1, column 7)",
	],
	[
		"MATCH (((a)-->(b)){2}-->()){2} RETURN 1",
		"Within a repetition, nothing else can be repeated. (line 1, column 7)",
	],
	[
		"MATCH (a)((a)-->(b)){2} RETURN 1",
		"The variable a is bound already; choose another name. (line 1, column 12)",
	],
	[
		"CALL { MATCH (n) RETURN n }",
		"A query cannot end with CALL: what should it answer? Add RETURN. (line 1, column 1)",
	],
	["CALL { MATCH (n) } RETURN 1", "What CALL { … } does must end with RETURN. (line 1, column 8)"],
	["MATCH (n) CALL (m) { RETURN 1 AS x } RETURN x", "There is no variable m here. (line 1, column 17)"],
	["MATCH (n) CALL { RETURN n.x AS x } RETURN x", "There is no variable n here. (line 1, column 25)"],
	[
		"MATCH (n) CALL (n) { RETURN 1 AS n } RETURN n",
		"The variable n is bound already; let the subquery return it by another name. (line 1, column 22)",
	],
	[
		"CALL { RETURN 1 AS x } IN TRANSACTIONS RETURN x",
		"There are no transactions here: queries only read. Leave IN TRANSACTIONS out. (line 1, column 24)",
	],
	["CALL db.labels()", "There is no procedure db.labels. (line 1, column 1)"],
])("%s", (source, first) => {
	expect(complaint(source).split("\n")[0]).toBe(first);
});

test("the carets stand below what is meant, also below wide characters", () => {
	expect(complaint("MATCH (循环神经网络) RETURN 循环\n")).toBe(
		[
			"There is no variable 循环 here. (line 1, column 23)",
			"",
			"1 | MATCH (循环神经网络) RETURN 循环",
			`  | ${" ".repeat(28)}^^^^`,
		].join("\n"),
	);
	expect(complaint("RETURN 1,\r\n\tx")).toBe(
		["There is no variable x here. (line 2, column 2)", "", "2 | \tx", "  | \t^"].join("\n"),
	);
});

test("of a long line the part around the place is shown", () => {
	const frame = complaint(`RETURN ${"1 + ".repeat(200)}foo${" + 1".repeat(200)}`).split("\n");
	expect(frame[2]!.length).toBeLessThan(200);
	expect(frame[2]!.slice(frame[3]!.indexOf("^"), frame[3]!.lastIndexOf("^") + 1)).toBe("foo");
});

test.each([
	["tilte", "title"],
	["TITEL", "title"],
	["xyz", undefined],
	["ttile", "title"],
])("%s is near %s", (name, nearest) => {
	expect(nearestName(name, ["title", "tags", "path"])).toBe(nearest);
});
