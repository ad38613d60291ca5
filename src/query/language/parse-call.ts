import { type Cursor, given } from "./cursor.js";
import { isShortestPath, parseShortestPath } from "./parse-pattern.js";
import { parseSeparated } from "./parse-separated.js";
import type { Expression, Quantified } from "./syntax.js";

/** Whether `name(` or `name.space.name(` comes next. */
export function isCall(cursor: Cursor): boolean {
	let at = 1;
	while (cursor.isSign(".", at) && cursor.isName(at + 1)) at += 2;
	return cursor.isSign("(", at);
}

/** A function, or what is written like one. */
export function parseCall(cursor: Cursor, keyword: string): Expression {
	if (isShortestPath(cursor)) {
		const pattern = parseShortestPath(cursor);
		return { kind: "shortest-path", pattern, span: pattern.span };
	}
	const quantifier = quantifiers.get(keyword);
	if (quantifier !== undefined && cursor.isVariable(2) && cursor.isKeyword("IN", 3)) {
		return parseQuantified(cursor, quantifier);
	}
	if (keyword === "REDUCE" && cursor.isSign("=", 3)) return parseReduce(cursor);
	if (keyword === "COUNT" && cursor.isSign("(", 1) && cursor.isSign("*", 2)) return parseCountAll(cursor);
	return parseFunction(cursor);
}

const quantifiers = new Map<string, Quantified["quantifier"]>([
	["ALL", "all"],
	["ANY", "any"],
	["NONE", "none"],
	["SINGLE", "single"],
]);

function parseQuantified(cursor: Cursor, quantifier: Quantified["quantifier"]): Expression {
	const { start } = cursor.take();
	cursor.take();
	return cursor.within(() => {
		const variable = cursor.variable("a variable");
		cursor.take();
		const list = cursor.grammar.expression(cursor);
		const where = cursor.takeKeyword("WHERE") ? cursor.grammar.expression(cursor) : undefined;
		cursor.sign(")", `to end ${quantifier}(`);
		return {
			kind: "quantified",
			quantifier,
			variable,
			list,
			...given("where", where),
			span: cursor.from(start),
		};
	});
}

function parseReduce(cursor: Cursor): Expression {
	const { start } = cursor.take();
	cursor.take();
	return cursor.within(() => {
		cursor.barEnds = true;
		const accumulator = cursor.variable("the accumulator");
		cursor.take();
		const initial = cursor.grammar.expression(cursor);
		cursor.sign(",", "behind the initial value");
		const variable = cursor.variable("a variable");
		cursor.keyword("IN", "and a list");
		const list = cursor.grammar.expression(cursor);
		cursor.sign("|", "and an expression");
		const step = cursor.grammar.expression(cursor);
		cursor.sign(")", "to end reduce(");
		return { kind: "reduce", accumulator, initial, variable, list, step, span: cursor.from(start) };
	});
}

function parseCountAll(cursor: Cursor): Expression {
	const { start } = cursor.take();
	cursor.take();
	cursor.take();
	cursor.sign(")", "to end count(*");
	return { kind: "count-all", span: cursor.from(start) };
}

function parseFunction(cursor: Cursor): Expression {
	const { start, value } = cursor.take();
	let name = value;
	while (cursor.takeSign(".")) name += `.${cursor.take().value}`;
	cursor.take();
	const key = name.toLowerCase();
	return cursor.within(() => {
		const distinct = cursor.takeKeyword("DISTINCT") !== undefined;
		const side = key === "trim" ? takeSide(cursor) : undefined;
		if (side !== undefined) name = side;
		const items = parseSeparated(cursor, ")", () => parseArgument(cursor, key)).flat();
		const span = cursor.from(start);
		const only = items.length === 1 ? items[0]! : undefined;
		if (key === "exists" && only?.kind === "pattern-predicate" && !distinct) {
			return { ...only, asFunction: true, span };
		}
		return { kind: "call-function", name, distinct, arguments: items, span };
	});
}

/** `trim(LEADING 'x' FROM text)` means `ltrim(text, 'x')`. */
function takeSide(cursor: Cursor): string | undefined {
	const side = sides.get(cursor.next.keyword);
	if (side === undefined || [")", ",", "."].some((sign) => cursor.isSign(sign, 1))) return undefined;
	cursor.take();
	return side;
}

const sides = new Map([
	["LEADING", "ltrim"],
	["TRAILING", "rtrim"],
	["BOTH", "btrim"],
]);

/** Mostly an expression. `'x' FROM text` in `trim` is two, in the other order; `NFD` in `normalize` is a text. */
function parseArgument(cursor: Cursor, key: string): Expression[] {
	if (key === "normalize" && /^NFK?[CD]$/.test(cursor.next.keyword) && cursor.isSign(")", 1)) {
		const { keyword, start, end } = cursor.take();
		return [{ kind: "literal", type: "string", value: keyword, span: { start, end } }];
	}
	if (key !== "trim") return [cursor.grammar.expression(cursor)];
	const chars = cursor.isKeyword("FROM") ? [] : [cursor.grammar.expression(cursor)];
	return cursor.takeKeyword("FROM") ? [cursor.grammar.expression(cursor), ...chars] : chars;
}
