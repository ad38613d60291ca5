import type { Cursor } from "./cursor.js";
import { parseBraced, parseMapEntry } from "./parse-braced.js";
import { isCall, parseCall } from "./parse-call.js";
import { parseCase } from "./parse-case.js";
import { parseList } from "./parse-list.js";
import { parseSeparated } from "./parse-separated.js";
import { syntaxError } from "./query-error.js";
import { startsPath } from "./starts-path.js";
import type { Expression, Literal } from "./syntax.js";

/** What operators are applied to. */
export function parsePrimary(cursor: Cursor): Expression {
	const { kind, value, start, end } = cursor.next;
	const span = { start, end };
	if (kind === "name" || kind === "quoted") return parseNamed(cursor);
	if (kind === "sign") return parseBracketed(cursor, value);
	if (kind === "end" || kind === "look-alike") return cursor.fail("an expression");
	if (kind === "bad-number") throw syntaxError("InvalidNumberLiteral", `${value} is not a number.`, span);
	cursor.take();
	if (kind === "string") return { kind: "literal", type: "string", value, span };
	if (kind === "parameter") return { kind: "parameter", name: value, span };
	return kind === "integer" ? integerLiteral(value, span) : floatLiteral(value, span);
}

function integerLiteral(text: string, span: { start: number; end: number }): Expression {
	const value = BigInt(text.toLowerCase());
	if (value > 9223372036854775807n) {
		throw syntaxError("IntegerOverflow", `${text} is too large: integers have 64 bits.`, span);
	}
	const safe = value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
	return { kind: "literal", type: "integer", value: safe, span };
}

function floatLiteral(text: string, span: { start: number; end: number }): Expression {
	const value = Number(text);
	if (!Number.isFinite(value)) {
		throw syntaxError("FloatingPointOverflow", `${text} is too large: floats go up to 1.8e308.`, span);
	}
	return { kind: "literal", type: "float", value, span };
}

function parseBracketed(cursor: Cursor, sign: string): Expression {
	if (sign === "(") return startsPath(cursor) ? parsePatternPredicate(cursor) : parseParentheses(cursor);
	if (sign === "[") return parseList(cursor);
	if (sign === "{") return parseMap(cursor);
	return cursor.fail("an expression");
}

function parsePatternPredicate(cursor: Cursor): Expression {
	const pattern = cursor.grammar.pathPattern(cursor);
	return { kind: "pattern-predicate", pattern, asFunction: false, span: pattern.span };
}

function parseParentheses(cursor: Cursor): Expression {
	const { start } = cursor.take();
	const inner = cursor.within(() => cursor.grammar.expression(cursor));
	cursor.sign(")", "to end the expression");
	return { ...inner, span: cursor.from(start) };
}

function parseMap(cursor: Cursor): Expression {
	const { start } = cursor.take();
	const entries = cursor.within(() => parseSeparated(cursor, "}", () => parseMapEntry(cursor)));
	return { kind: "map", entries, span: cursor.from(start) };
}

/** What begins with a name: constants, `CASE`, functions, variables, map projections. */
function parseNamed(cursor: Cursor): Expression {
	const { keyword, start, end } = cursor.next;
	const span = { start, end };
	const constant = constants.get(keyword);
	if (constant !== undefined) {
		cursor.take();
		return { kind: "literal", ...constant, span };
	}
	if (keyword === "CASE") return parseCase(cursor);
	if (cursor.isSign("{", 1)) return parseBraced(cursor, keyword);
	if (isCall(cursor)) return parseCall(cursor, keyword);
	return cursor.variable("an expression");
}

const constants = new Map<string, Pick<Literal, "type" | "value">>([
	["NULL", { type: "null", value: null }],
	["TRUE", { type: "boolean", value: true }],
	["FALSE", { type: "boolean", value: false }],
]);
