import { type Cursor, given } from "./cursor.js";
import { parseLabelExpression } from "./parse-labels.js";
import { syntaxError } from "./query-error.js";
import { isArrow, startsRelationship } from "./starts-path.js";
import type {
	Expression,
	LabelExpression,
	LengthRange,
	NodePattern,
	PathPattern,
	PathSelector,
	RelationshipPattern,
	Variable,
} from "./syntax.js";

/** `p = ANY SHORTEST (a)-[r]->(b)`, as in `MATCH`. */
export function parsePathPattern(cursor: Cursor): PathPattern {
	const { start } = cursor.next;
	const variable = cursor.isVariable() && cursor.isSign("=", 1) ? takePathVariable(cursor) : undefined;
	const selector = parseSelector(cursor);
	if (selector === undefined && isShortestPath(cursor)) {
		const { span: _, ...pattern } = parseShortestPath(cursor);
		return { ...pattern, ...given("variable", variable), span: cursor.from(start) };
	}
	const elements = parseParenthesized(cursor);
	return {
		kind: "path-pattern",
		...given("variable", variable),
		...given("selector", selector),
		elements,
		span: cursor.from(start),
	};
}

function takePathVariable(cursor: Cursor): Variable {
	const variable = cursor.variable("a path's name");
	cursor.take();
	return variable;
}

/** `ANY`, `ANY 3`, `ANY SHORTEST`, `SHORTEST 2`, `SHORTEST 2 GROUPS`, `ALL SHORTEST`, `ALL`, each perhaps with `PATHS`. */
function parseSelector(cursor: Cursor): PathSelector | undefined {
	const { start } = cursor.next;
	let which: PathSelector["which"];
	if (cursor.isSign("(", 1) || cursor.isSign("=", 1)) return undefined;
	if (cursor.takeKeyword("ANY")) which = cursor.takeKeyword("SHORTEST") ? "shortest" : "any";
	else if (cursor.takeKeyword("SHORTEST")) which = "shortest";
	else if (cursor.takeKeyword("ALL")) {
		cursor.keyword("SHORTEST", "after ALL");
		which = "all-shortest";
	} else return undefined;
	const number = which !== "all-shortest" && cursor.next.kind === "integer" ? cursor.take() : undefined;
	const count = number === undefined ? 1 : Number(number.value);
	if (number !== undefined && (count < 1 || count > 1e6)) {
		throw syntaxError("InvalidArgumentValue", "As many paths as 1 to 1000000 can be asked for.", number);
	}
	if (!cursor.takeKeyword("PATHS")) cursor.takeKeyword("PATH");
	if (which === "shortest" && (cursor.takeKeyword("GROUPS") ?? cursor.takeKeyword("GROUP"))) which = "groups";
	return { kind: "path-selector", which, count, asFunction: false, span: cursor.from(start) };
}

export function isShortestPath(cursor: Cursor): boolean {
	return (cursor.isKeyword("SHORTESTPATH") || cursor.isKeyword("ALLSHORTESTPATHS")) && cursor.isSign("(", 1);
}

/** `shortestPath(…)` or `allShortestPaths(…)` */
export function parseShortestPath(cursor: Cursor): PathPattern {
	const token = cursor.take();
	const span = { start: token.start, end: token.end };
	cursor.take();
	const elements = cursor.within(() => parseElements(cursor));
	cursor.sign(")", `to end ${token.value}`);
	const which = token.keyword === "SHORTESTPATH" ? "shortest" : "all-shortest";
	return {
		kind: "path-pattern",
		selector: { kind: "path-selector", which, count: 1, asFunction: true, span },
		elements,
		span: cursor.from(token.start),
	};
}

/** A path, perhaps in parentheses of its own. */
function parseParenthesized(cursor: Cursor): PathPattern["elements"] {
	if (!(cursor.isSign("(") && cursor.isSign("(", 1))) return parseElements(cursor);
	const { start, end } = cursor.take();
	const elements = cursor.within(() => parseParenthesized(cursor));
	cursor.sign(")", "to end the path");
	if (isQuantifier(cursor) || startsRelationship(cursor)) {
		throw syntaxError(
			"UnexpectedSyntax",
			"A path in parentheses cannot be repeated or continued here.",
			{ start, end },
			"A single relationship can be repeated: -[:LINKS]->{1,3}",
		);
	}
	return elements;
}

function parseElements(cursor: Cursor): PathPattern["elements"] {
	const elements: (NodePattern | RelationshipPattern)[] = [parseNode(cursor)];
	while (startsRelationship(cursor)) elements.push(parseRelationship(cursor), parseNode(cursor));
	return elements;
}

function parseNode(cursor: Cursor): NodePattern {
	const { start } = cursor.sign("(", "to begin a node");
	const content = cursor.within(() => ({
		...given("variable", parseVariable(cursor)),
		...given("label", parseLabels(cursor)),
		...given("properties", parseProperties(cursor)),
		...given("where", parseWhere(cursor)),
	}));
	cursor.sign(")", "to end the node");
	return { kind: "node-pattern", ...content, span: cursor.from(start) };
}

function parseVariable(cursor: Cursor): Variable | undefined {
	const isLabel =
		cursor.isKeyword("IS") && (cursor.isName(1) || cursor.isSign("!", 1) || cursor.isSign("%", 1));
	return cursor.isVariable() && !isLabel ? cursor.variable("a variable") : undefined;
}

function parseLabels(cursor: Cursor): LabelExpression | undefined {
	if (!cursor.takeSign(":") && !cursor.takeKeyword("IS")) return undefined;
	return parseLabelExpression(cursor);
}

function parseProperties(cursor: Cursor): Expression | undefined {
	if (cursor.next.kind === "parameter") {
		const { value, start, end } = cursor.take();
		return { kind: "parameter", name: value, span: { start, end } };
	}
	return cursor.isSign("{") ? cursor.grammar.expression(cursor) : undefined;
}

function parseWhere(cursor: Cursor): Expression | undefined {
	return cursor.takeKeyword("WHERE") ? cursor.grammar.expression(cursor) : undefined;
}

function takeArrow(cursor: Cursor, sign: "-" | "<" | ">"): boolean {
	if (!isArrow(cursor, sign, 0)) return false;
	cursor.take();
	return true;
}

function parseRelationship(cursor: Cursor): RelationshipPattern {
	const { start } = cursor.next;
	const left = takeArrow(cursor, "<");
	if (!takeArrow(cursor, "-")) cursor.fail("- in the relationship");
	const detail = cursor.takeSign("[") ? cursor.within(() => parseDetail(cursor)) : {};
	if (!takeArrow(cursor, "-")) cursor.fail("- in the relationship");
	const right = takeArrow(cursor, ">");
	const quantifier = isQuantifier(cursor) ? parseQuantifier(cursor) : undefined;
	if (quantifier !== undefined && "length" in detail) {
		throw syntaxError(
			"InvalidRelationshipPattern",
			"The length is given twice, by * and by a quantifier.",
			quantifier.span,
		);
	}
	return {
		kind: "relationship-pattern",
		...detail,
		...given("length", quantifier),
		...(quantifier === undefined && "length" in detail ? { length: detail.length as LengthRange } : {}),
		direction: left === right ? "both" : left ? "left" : "right",
		span: cursor.from(start),
	};
}

type Detail = Omit<RelationshipPattern, "kind" | "direction" | "span">;

function parseDetail(cursor: Cursor): Detail {
	const detail: Detail = {
		...given("variable", parseVariable(cursor)),
		...given("type", parseLabels(cursor)),
		...given("length", parseLength(cursor)),
		...given("properties", parseProperties(cursor)),
		...given("where", parseWhere(cursor)),
	};
	cursor.sign("]", "to end the relationship");
	return detail;
}

/** `*`, `*2`, `*1..`, `*..3`, `*1..3` */
function parseLength(cursor: Cursor): LengthRange | undefined {
	const { start, end } = cursor.next;
	if (cursor.isSign("..")) {
		throw syntaxError("InvalidRelationshipPattern", "A variable length begins with *, as in *1..3.", {
			start,
			end,
		});
	}
	if (!cursor.takeSign("*")) return undefined;
	if (cursor.isSign("-")) {
		throw syntaxError("InvalidRelationshipPattern", "A length cannot be negative.", {
			start,
			end: cursor.next.end,
		});
	}
	const from = takeCount(cursor);
	if (!cursor.takeSign("..")) {
		return {
			kind: "length-range",
			min: from ?? 1,
			...given("max", from),
			asQuantifier: false,
			span: cursor.from(start),
		};
	}
	const to = takeCount(cursor);
	return {
		kind: "length-range",
		min: from ?? 1,
		...given("max", to),
		asQuantifier: false,
		span: cursor.from(start),
	};
}

function takeCount(cursor: Cursor): number | undefined {
	if (cursor.next.kind !== "integer") return undefined;
	return Math.min(Number(cursor.take().value), Number.MAX_SAFE_INTEGER);
}

function isQuantifier(cursor: Cursor): boolean {
	if (cursor.isSign("+") || cursor.isSign("*")) return cursor.isSign("(", 1);
	return cursor.isSign("{") && cursor.ahead(1).kind !== "name" && cursor.ahead(1).kind !== "quoted";
}

/** `+`, `*`, `{2}`, `{1,3}`, `{1,}`, `{,3}` */
function parseQuantifier(cursor: Cursor): LengthRange {
	const { start } = cursor.next;
	const made = (min: number, max: number | undefined): LengthRange => {
		const span = cursor.from(start);
		return { kind: "length-range", min, ...given("max", max), asQuantifier: true, span };
	};
	if (cursor.takeSign("+")) return made(1, undefined);
	if (cursor.takeSign("*")) return made(0, undefined);
	cursor.take();
	const from = takeCount(cursor);
	const comma = cursor.takeSign(",");
	const to = comma === undefined ? from : takeCount(cursor);
	if (comma === undefined && from === undefined) cursor.fail("a number of repetitions");
	cursor.sign("}", "to end the quantifier");
	if (to !== undefined && to < (from ?? 0)) {
		throw syntaxError(
			"InvalidRelationshipPattern",
			"The upper bound is less than the lower one.",
			cursor.from(start),
		);
	}
	if (to === 0)
		throw syntaxError("InvalidRelationshipPattern", "The upper bound must be positive.", cursor.from(start));
	return made(from ?? 0, to);
}
