import { type Cursor, given } from "./cursor.js";
import { parseSeparated } from "./parse-separated.js";
import { startsPath } from "./starts-path.js";
import type { Expression, PathPattern } from "./syntax.js";

/** A list, a list comprehension or a pattern comprehension: told apart by commas and bars, which the lexer has seen. */
export function parseList(cursor: Cursor): Expression {
	const open = cursor.take();
	const { start } = open;
	return cursor.within(() => {
		if (cursor.isVariable() && cursor.isKeyword("IN", 1) && open.comma !== true) {
			return parseListComprehension(cursor, start);
		}
		if (open.bar === true && open.comma !== true && startsPatternComprehension(cursor))
			return parsePatternComprehension(cursor, start);
		const items = parseSeparated(cursor, "]", () => cursor.grammar.expression(cursor));
		return { kind: "list", items, span: cursor.from(start) };
	});
}

function parseListComprehension(cursor: Cursor, start: number): Expression {
	cursor.barEnds = true;
	const variable = cursor.variable("a variable");
	cursor.take();
	const list = cursor.grammar.expression(cursor);
	const where = cursor.takeKeyword("WHERE") ? cursor.grammar.expression(cursor) : undefined;
	const result = cursor.takeSign("|") ? cursor.grammar.expression(cursor) : undefined;
	cursor.sign("]", "to end the comprehension");
	const span = cursor.from(start);
	return {
		kind: "list-comprehension",
		variable,
		list,
		...given("where", where),
		...given("result", result),
		span,
	};
}

function startsPatternComprehension(cursor: Cursor): boolean {
	if (!(cursor.isVariable() && cursor.isSign("=", 1))) return startsPath(cursor);
	return cursor.isSign("(", 2);
}

function parsePatternComprehension(cursor: Cursor, start: number): Expression {
	cursor.barEnds = true;
	const pattern: PathPattern = cursor.grammar.pathPattern(cursor);
	const where = cursor.takeKeyword("WHERE") ? cursor.grammar.expression(cursor) : undefined;
	cursor.sign("|", "and what is collected");
	const result = cursor.grammar.expression(cursor);
	cursor.sign("]", "to end the comprehension");
	return {
		kind: "pattern-comprehension",
		pattern,
		...given("where", where),
		result,
		span: cursor.from(start),
	};
}
