import { expect, test } from "vitest";
import { checkQuery } from "../../../src/query/language/check.js";
import { parseQuery } from "../../../src/query/language/parse.js";
import { QueryError } from "../../../src/query/language/query-error.js";
import { cases } from "../values/evaluate.js";

/** `ok`, or the error's kind and detail. */
function verdict(source: string): string {
	try {
		checkQuery(parseQuery(source));
		return "ok";
	} catch (error) {
		if (error instanceof QueryError) return `${error.kind} ${error.detail}`;
		throw error;
	}
}

test.each(
	cases(`
	MATCH ()-[r:FOO $param]->() RETURN r  ⇒  SyntaxError InvalidParameterUse
	MATCH (r) MATCH ()-[r]-() RETURN r  ⇒  SyntaxError VariableTypeConflict
	MATCH r = ()-[]-() MATCH ()-[r]-() RETURN r  ⇒  SyntaxError VariableTypeConflict
	WITH true AS r MATCH ()-[r]-() RETURN r  ⇒  SyntaxError VariableTypeConflict
	MATCH (a)-[r]->()-[r]->(a) RETURN r  ⇒  SyntaxError RelationshipUniquenessViolation
	MATCH (a:A) MATCH (a)-[:LIKES..]->(c) RETURN c  ⇒  SyntaxError InvalidRelationshipPattern
	MATCH (a:A) MATCH (a)-[:LIKES*-2]->(c) RETURN c  ⇒  SyntaxError InvalidRelationshipPattern
	MATCH p = (p)-[]-() RETURN p  ⇒  SyntaxError VariableAlreadyBound
	WITH true AS p MATCH p = ()-[]-() RETURN p  ⇒  SyntaxError VariableAlreadyBound
	MATCH (a) WHERE count(a) > 10 RETURN a  ⇒  SyntaxError InvalidAggregation
	MATCH (n) MATCH r = (n)-[*]->() WHERE r.name = 'apa' RETURN r  ⇒  SyntaxError InvalidArgumentType
	MATCH () RETURN foo  ⇒  SyntaxError UndefinedVariable
	MATCH (a) RETURN foo(a)  ⇒  SyntaxError UnknownFunction
	MATCH (a) RETURN DISTINCT a.name ORDER BY a.age  ⇒  SyntaxError UndefinedVariable
	MATCH (n) RETURN n.num1 ORDER BY max(n.num2)  ⇒  SyntaxError InvalidAggregation
	MATCH (a) WITH a.name AS name, count(*) AS cnt ORDER BY sum(a.num) RETURN name  ⇒  SyntaxError UndefinedVariable
	MATCH (n) RETURN n LIMIT -1  ⇒  SyntaxError NegativeIntegerArgument
	MATCH (n) RETURN n LIMIT 1.7  ⇒  SyntaxError InvalidArgumentType
	MATCH (n) RETURN n LIMIT n.count  ⇒  SyntaxError NonConstantExpression
	WITH 1 AS a, 2 AS a RETURN a  ⇒  SyntaxError ColumnNameConflict
	MATCH (a) WITH a, count(*) RETURN a  ⇒  SyntaxError NoExpressionAlias
	MATCH (n) RETURN [x IN [1, 2, 3, 4, 5] | count(x)]  ⇒  SyntaxError InvalidAggregation
	MATCH (n) WHERE (n)-[r]->(a) RETURN n  ⇒  SyntaxError UndefinedVariable
	MATCH (n) WHERE (n) RETURN n  ⇒  SyntaxError InvalidArgumentType
	MATCH (n) RETURN (n)-[]->()  ⇒  SyntaxError UnexpectedSyntax
	MATCH (n) WITH (n)-[]->() AS x RETURN x  ⇒  SyntaxError UnexpectedSyntax
	RETURN [, ] AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN [[1] AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN {1B2c3e67:1} AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN {k1#k: 1} AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN {k1.k: 1} AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN {1} AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN {k1: k2} AS literal  ⇒  SyntaxError UndefinedVariable
	RETURN {k: 1, , l: 2} AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN 9223372#54775808 AS literal  ⇒  SyntaxError UnexpectedSyntax
	RETURN 0x AS literal  ⇒  SyntaxError InvalidNumberLiteral
	RETURN 0o AS literal  ⇒  SyntaxError InvalidNumberLiteral
	RETURN 9223372h54775808 AS literal  ⇒  SyntaxError InvalidNumberLiteral
	MATCH (n) RETURN n.num AS n, count(n) AS c ORDER BY n.num  ⇒  ok
	MATCH (a) RETURN a, count(*) ORDER BY count(*)  ⇒  ok
	MATCH (a) RETURN a.name, max(a.num) ORDER BY max(a.num) + 1  ⇒  ok
	MATCH (a) RETURN a.name AS a, count(*) AS b ORDER BY a  ⇒  ok
	MATCH (n) WITH DISTINCT n.name AS name WHERE n.age > 3 RETURN name  ⇒  SyntaxError UndefinedVariable
	MATCH (n) WITH n.name AS name WHERE n.age > 3 RETURN name  ⇒  ok
	MATCH (n) RETURN n.name, n.age + count(*)  ⇒  SyntaxError AmbiguousAggregationExpression
	MATCH (n) RETURN n, n.age + count(*)  ⇒  ok
	MATCH (n) RETURN count(*) + 1, $x + count(*)  ⇒  ok
	UNWIND [1,2] AS x RETURN x UNION UNWIND [1] AS y RETURN y  ⇒  SyntaxError DifferentColumnsInUnion
	MATCH (n)  ⇒  SyntaxError InvalidClauseComposition
	RETURN 1 RETURN 2  ⇒  SyntaxError InvalidClauseComposition
	MATCH (n) CREATE (m) RETURN m  ⇒  SyntaxError InvalidClauseComposition
	MATCH (n) SET n.x = 1  ⇒  SyntaxError InvalidClauseComposition
	MATCH p = (a)-->(b) RETURN p:A  ⇒  SyntaxError InvalidArgumentType
	MATCH (a) RETURN a.x.y.z[1].w  ⇒  ok
	WITH [1, 2] AS x RETURN x.foo  ⇒  TypeError InvalidArgumentType
	RETURN 1 AS a ORDER BY b  ⇒  SyntaxError UndefinedVariable
	MATCH (a)-[r:A]->(b) RETURN shortestPath((a)-[*]->(b))  ⇒  ok
	MATCH p = shortestPath((a)-[*2..]->(b)) RETURN p  ⇒  SyntaxError InvalidRelationshipPattern
	MATCH (n) WHERE n:A|B AND NOT n:!C RETURN [x IN [n] WHERE x:A | x.y]  ⇒  ok
	MATCH (n) RETURN EXISTS { (n)-->(m) WHERE m.x > n.x }, COUNT { MATCH (n)-->(m) RETURN m }, COLLECT { MATCH (n)-->(m) RETURN m.x }  ⇒  ok
	MATCH (n) RETURN COLLECT { MATCH (n)-->(m) }  ⇒  SyntaxError InvalidClauseComposition
	MATCH (n) WITH n WHERE size([(n)-->(m) | m]) > 1 RETURN n  ⇒  ok
	MATCH (n) RETURN n {.*, .x, y: 1, n}.x  ⇒  ok
	UNWIND $list AS x RETURN x  ⇒  ok
	MATCH (a) UNWIND [1] AS a RETURN a  ⇒  SyntaxError VariableAlreadyBound
	RETURN all(x IN [1] WHERE y > 1)  ⇒  SyntaxError UndefinedVariable
	MATCH (n) RETURN n.name SKIP toInteger(rand() * 9)  ⇒  ok
	RETURN {a: 1, a: 2}  ⇒  ok
	MATCH (a) WHERE a.x = 1 OR RETURN a  ⇒  SyntaxError UnexpectedSyntax
	MATCH (a) RETURN a UNION ALL MATCH (a) RETURN a UNION MATCH (a) RETURN a  ⇒  SyntaxError InvalidClauseComposition
	WITH * RETURN 1  ⇒  ok
	RETURN *  ⇒  SyntaxError NoVariablesInScope
	EXPLAIN MATCH (n) RETURN n;  ⇒  ok
	MATCH (n) RETURN n.x AS limit, n.y AS order, n.z AS set  ⇒  ok
	MATCH (n) RETURN n.x AS limit ORDER BY \`limit\`  ⇒  ok
	RETURN 1; RETURN 2  ⇒  SyntaxError UnexpectedSyntax
`),
)("%s ⇒ %s", (query, expected) => {
	expect(verdict(query)).toBe(expected);
});
