import { type Cursor, given } from "./cursor.js";
import { isShortestPath } from "./parse-pattern.js";
import { parseSeparated } from "./parse-separated.js";
import type { Expression, MapEntry, MapProjectionItem, PathPattern, Query, Subquery } from "./syntax.js";

/** `name { … }`: a subquery or a map projection. */
export function parseBraced(cursor: Cursor, keyword: string): Expression {
	const result = subqueries.get(keyword);
	if (result !== undefined) return parseSubquery(cursor, result);
	const { start } = cursor.next;
	const subject = cursor.variable("an expression");
	cursor.take();
	const items = cursor.within(() => parseSeparated(cursor, "}", () => parseProjectionItem(cursor)));
	return { kind: "map-projection", subject, items, span: cursor.from(start) };
}

const subqueries = new Map<string, Subquery["result"]>([
	["EXISTS", "exists"],
	["COUNT", "count"],
	["COLLECT", "collect"],
]);

function parseProjectionItem(cursor: Cursor): MapProjectionItem {
	const { start } = cursor.next;
	if (cursor.takeSign(".")) {
		if (cursor.takeSign("*")) return { kind: "all-properties", span: cursor.from(start) };
		const key = cursor.name("a key or * after .").value;
		return { kind: "property-selector", key, span: cursor.from(start) };
	}
	if (cursor.isName() && cursor.isSign(":", 1)) return parseMapEntry(cursor);
	const variable = cursor.variable("a key, a variable or .key");
	return { kind: "variable-selector", variable, span: variable.span };
}

/** `EXISTS { (a)-->(b) WHERE … }` or with whole clauses in the braces. */
function parseSubquery(cursor: Cursor, result: Subquery["result"]): Expression {
	const { start } = cursor.take();
	cursor.take();
	const { inSubquery } = cursor;
	cursor.inSubquery = true;
	const query = cursor.within(() =>
		startsBarePattern(cursor) ? parseBareMatch(cursor) : cursor.grammar.query(cursor, true),
	);
	cursor.inSubquery = inSubquery;
	cursor.sign("}", "to end the subquery");
	return { kind: "subquery", result, query, span: cursor.from(start) };
}

function startsBarePattern(cursor: Cursor): boolean {
	return cursor.isSign("(") || (cursor.isVariable() && cursor.isSign("=", 1)) || isShortestPath(cursor);
}

function parseBareMatch(cursor: Cursor): Query {
	const { start } = cursor.next;
	const patterns: PathPattern[] = [];
	do patterns.push(cursor.grammar.pathPattern(cursor));
	while (cursor.takeSign(","));
	const where = cursor.takeKeyword("WHERE") ? cursor.grammar.expression(cursor) : undefined;
	const span = cursor.from(start);
	const match = { kind: "match", optional: false, patterns, ...given("where", where), span } as const;
	const part = { kind: "single-query", clauses: [match], span } as const;
	return { kind: "query", parts: [part], unionAll: false, span };
}

/** `key: expression` */
export function parseMapEntry(cursor: Cursor): MapEntry {
	const { value: key, start } = cursor.name("a key or }");
	cursor.sign(":", "after the key");
	const value = cursor.grammar.expression(cursor);
	return { kind: "map-entry", key, value, span: cursor.from(start) };
}
