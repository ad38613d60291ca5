/** Looking ahead: is this a pattern? */
import type { Cursor } from "./cursor.js";

/**
 * Whether the parenthesis that comes next begins a path, `(a)-[…]-…`, and not an expression, `(a) - b`. What is behind
 * its end decides; that is known without reading what is in it.
 */
export function startsPath(cursor: Cursor): boolean {
	const open = cursor.next;
	if (!cursor.isSign("(") || open.close === undefined || !looksLikeNode(cursor)) return false;
	let at = open.close + 1 - cursor.index;
	if (isArrow(cursor, "<", at)) at++;
	if (!isArrow(cursor, "-", at)) return false;
	at++;
	if (isArrow(cursor, "-", at)) return at > 1 && !isNegativeNumber(cursor, at + 1);
	const bracket = cursor.ahead(at);
	if (bracket.value !== "[" || bracket.kind !== "sign" || bracket.close === undefined) return false;
	return isArrow(cursor, "-", bracket.close + 1 - cursor.index);
}

/** `(a)--1` subtracts. */
function isNegativeNumber(cursor: Cursor, at: number): boolean {
	return (
		!(isArrow(cursor, ">", at) || cursor.isSign("(", at) || cursor.isSign("{", at)) &&
		!cursor.isSign("+", at) &&
		!cursor.isSign("*", at)
	);
}

function looksLikeNode(cursor: Cursor): boolean {
	if (cursor.isSign(")", 1) || cursor.isSign(":", 1) || cursor.isSign("{", 1)) return true;
	if (cursor.isKeyword("WHERE", 1) || cursor.isKeyword("IS", 1)) return true;
	if (!cursor.isVariable(1)) return cursor.ahead(1).kind === "parameter" && cursor.isSign(")", 2);
	const { kind, value, keyword } = cursor.ahead(2);
	if (keyword === "IS") return !cursor.isKeyword("NULL", 3) && !cursor.isKeyword("NOT", 3);
	if (keyword === "WHERE" || kind === "parameter") return true;
	return kind === "sign" && (value === ")" || value === ":" || value === "{");
}

/** Whether a dash or `<` with a dash follows, and so a relationship. */
export function startsRelationship(cursor: Cursor): boolean {
	return isArrow(cursor, "-", 0) || (isArrow(cursor, "<", 0) && isArrow(cursor, "-", 1));
}

export function isArrow(cursor: Cursor, sign: "-" | "<" | ">", by: number): boolean {
	const { kind, value } = cursor.ahead(by);
	return value === sign && (kind === "sign" || kind === "look-alike");
}
