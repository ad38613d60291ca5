/** Words that begin a clause, with which nothing else can begin. */
export const clauseKeywords = [
	...["MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN", "CALL", "UNION"],
	...["WHERE", "ORDER BY", "SKIP", "LIMIT", "FILTER", "LET"],
];

/** Words that can follow an expression. */
export const followingKeywords = [
	...["AND", "OR", "XOR", "IN", "IS", "AS", "STARTS WITH", "ENDS WITH", "CONTAINS", "STARTS", "ENDS"],
	...["ASC", "DESC", "ASCENDING", "DESCENDING", "WHEN", "THEN", "ELSE", "END", "YIELD", "ORDER", "OPTIONAL"],
	...clauseKeywords,
];

/** Words that cannot name a variable without backticks. */
export const reserved = new Set([
	...["AND", "OR", "XOR", "NOT", "IN", "IS", "AS", "STARTS", "ENDS", "CONTAINS", "NULL", "TRUE", "FALSE"],
	...["CASE", "WHEN", "THEN", "ELSE", "DISTINCT", "MATCH", "OPTIONAL", "WHERE", "WITH", "RETURN", "UNWIND"],
	...["UNION", "ORDER", "SKIP", "LIMIT", "CREATE", "MERGE", "DELETE", "DETACH", "SET", "REMOVE"],
]);

/** Clauses that would write, and what they are refused with. */
export const writing = new Set([
	...["CREATE", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "INSERT", "DROP", "ALTER"],
	...["FOREACH", "LOAD", "GRANT", "DENY", "REVOKE", "START", "STOP"],
]);

/** Clauses of other dialects, and what is written here in their place. */
export const elsewhere = new Map([
	["USE", "There is one graph here; leave USE out."],
	["SHOW", "SHOW is not taken here; the schema is printed by notapse query --schema."],
	["SELECT", "This is Cypher, not SQL: MATCH (n) … RETURN … instead of SELECT … FROM."],
	["LIKE", "Write CONTAINS, STARTS WITH, ENDS WITH or =~ instead of LIKE."],
	["ILIKE", "Write =~ '(?i)…' instead of ILIKE."],
	["BETWEEN", "Write 1 <= x <= 9 instead of x BETWEEN 1 AND 9."],
	["GROUP", "There is no GROUP BY: the columns beside an aggregate are what is grouped by."],
	["HAVING", "Write WITH … WHERE … instead of HAVING."],
	["FROM", "There is one graph here, so there is no FROM."],
	["JOIN", "Write a pattern, (a)-[:LINKS]->(b), instead of JOIN."],
	["USING", "There are no indexes to name here; leave USING out."],
	["NEXT", "Write WITH instead of RETURN … NEXT."],
]);

/** Operators of other languages, and how they are written here. */
export const foreignOperators = new Map([
	["!=", "<>"],
	["==", "="],
	["&&", "AND"],
	["**", "^"],
	["=>", ">="],
	["=<", "<="],
]);
