/** Words that begin a clause, with which nothing else can begin. */
export const clauseKeywords = [
	...["MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN", "CALL", "UNION"],
	...["WHERE", "ORDER BY", "SKIP", "LIMIT"],
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
	["FILTER", "Write WITH * WHERE … instead of FILTER."],
	["LET", "Write WITH *, … AS … instead of LET."],
	["FOR", "Write UNWIND … AS … instead of FOR."],
	["USE", "There is one graph here; leave USE out."],
	["SHOW", "SHOW is not taken here; the schema is printed by notapse query --schema."],
	["SELECT", "This is Cypher, not SQL: MATCH (n) … RETURN … instead of SELECT … FROM."],
	["FINISH", "A query here must answer something: end it with RETURN."],
]);
