import fc from "fast-check";
import { expect, test } from "vitest";
import { accessTo, Procedures, prepare, QueryError, type Value } from "../../../src/query/index.js";
import { Draft } from "../tck/setup.js";
import { expressionText } from "./query-text.js";

/** All names that the expressions use; of the parameters' types nothing is known before the query runs. */
const before = `MATCH (n)-[r]->(m)
	WITH n, m, $v[0] AS 循环, $v[1] AS \`a b\`, $v[2] AS \`match\`, $v[3] AS x1, $v[4] AS end, $v[5] AS order_, $v[6] AS _y`;

const parameters = new Map<string, Value>([
	["v", [1, "a", [1, 2], 2.5, new Map([["title", 1]]), null, true]],
	["p", 3],
	["p q", "x"],
	["0", [1]],
]);

test("what passes the checks is answered, or refused with a query error", () => {
	const draft = new Draft();
	draft.run(
		"CREATE (a:A {title: 'x', 名: 1})-[:A]->(b:Note {title: 'y'})-[:Note {title: 2}]->(a), (b)-[:标签]->(:标签 {match: [1]})",
	);
	const store = draft.store();
	const options = { store, access: accessTo(store), procedures: new Procedures([]) };
	const query = fc.oneof(
		expressionText.map((text) => `RETURN ${text} AS x`),
		expressionText.map(
			(text) => `WITH *, ${text} AS x WHERE x IS NOT NULL RETURN x, count(*) AS c ORDER BY c, x`,
		),
		expressionText.map((text) => `MATCH (q) WHERE ${text} RETURN DISTINCT q LIMIT 3`),
		fc.tuple(expressionText, expressionText).map(([a, b]) => `RETURN ${a} AS x, collect(${b}) AS y`),
	);
	let answered = 0;
	fc.assert(
		fc.property(query, (text) => {
			try {
				prepare(`${before}\n${text}`, options).runSync({ parameters, budget: { time: 5_000 } });
				answered++;
			} catch (error) {
				if (!(error instanceof QueryError)) throw new Error(text, { cause: error });
				expect(error.frame ?? error.kind).toMatch(/\^|BudgetError/);
			}
		}),
		{ numRuns: 1000 },
	);
	expect(answered).toBeGreaterThan(50);
});
