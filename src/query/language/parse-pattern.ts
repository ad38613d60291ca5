import type { Span } from "../../model/index.js";
import { type Cursor, given } from "./cursor.js";
import { parseLabelExpression } from "./parse-labels.js";
import { syntaxError } from "./query-error.js";
import { isArrow, startsRelationship } from "./starts-path.js";
import type {
	Expression,
	LabelExpression,
	LengthRange,
	NodePattern,
	PathElement,
	PathPattern,
	PathSelector,
	RelationshipPattern,
	RepeatedPath,
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
	return {
		kind: "path-pattern",
		...given("variable", variable),
		...given("selector", selector),
		...parseBody(cursor),
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
	if (isShortestPath(cursor) || cursor.isSign("=", 1)) return undefined;
	if (cursor.takeKeyword("ANY")) which = cursor.takeKeyword("SHORTEST") ? "shortest" : "any";
	else if (cursor.takeKeyword("SHORTEST")) which = "shortest";
	else if (cursor.takeKeyword("ALL")) {
		if (!cursor.isKeyword("SHORTEST")) return parseMode(cursor);
		cursor.take();
		which = "all-shortest";
	} else return parseMode(cursor);
	const number = which !== "all-shortest" && cursor.next.kind === "integer" ? cursor.take() : undefined;
	const count = number === undefined ? 1 : Number(number.value);
	if (number !== undefined && (count < 1 || count > 1e6)) {
		throw syntaxError("InvalidArgumentValue", "As many paths as 1 to 1000000 can be asked for.", number);
	}
	parseMode(cursor);
	if (which === "shortest" && (cursor.takeKeyword("GROUPS") ?? cursor.takeKeyword("GROUP"))) which = "groups";
	return { kind: "path-selector", which, count, asFunction: false, span: cursor.from(start) };
}

/** `TRAIL`, which is what every path is: no relationship twice. @returns no selector */
function parseMode(cursor: Cursor): undefined {
	const { keyword, start, end } = cursor.next;
	if (otherModes.has(keyword)) {
		const message = `${keyword} is not taken: in a path no relationship stands twice, and nodes may.`;
		throw syntaxError("UnsupportedPattern", message, { start, end });
	}
	cursor.takeKeyword("TRAIL");
	if (!cursor.takeKeyword("PATHS")) cursor.takeKeyword("PATH");
}

const otherModes = new Set(["WALK", "ACYCLIC", "SIMPLE"]);

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

/** What a path consists of, without its name. */
type Body = Pick<PathPattern, "elements" | "where">;

/**
 * A path, perhaps in parentheses of its own. Where a repeated path has no node beside it, there is one of which nothing
 * is said.
 */
function parseBody(cursor: Cursor): Body {
	const elements: PathElement[] = [];
	for (;;) {
		if (isGroup(cursor)) {
			const group = parseGroup(cursor);
			if (!isRepetition(cursor)) return expectWhole(cursor, group, elements.length === 0);
			if (elements.length % 2 === 0) elements.push(anyNode(group.span.start));
			elements.push(parseRepetition(cursor, group));
			if (cursor.isSign("(")) continue;
			elements.push(anyNode(elements.at(-1)!.span.end));
		} else elements.push(parseNode(cursor));
		if (startsRelationship(cursor)) elements.push(parseRelationship(cursor));
		else if (!isGroup(cursor)) return { elements };
	}
}

function anyNode(at: number): NodePattern {
	return { kind: "node-pattern", span: { start: at, end: at } };
}

type Group = Body & { readonly span: Span };

function isGroup(cursor: Cursor): boolean {
	return cursor.isSign("(") && cursor.isSign("(", 1);
}

/** `((a)-->(b) WHERE …)` */
function parseGroup(cursor: Cursor): Group {
	const { start } = cursor.take();
	const inner = cursor.within(() => {
		const body = parseBody(cursor);
		const where = parseWhere(cursor);
		if (where === undefined) return body;
		if (body.where === undefined) return { ...body, where };
		const operands = [body.where, where];
		const span = { start: body.where.span.start, end: where.span.end };
		return { ...body, where: { kind: "logical", operator: "and", operands, span } as const };
	});
	cursor.sign(")", "to end the path");
	return { ...inner, span: cursor.from(start) };
}

function expectWhole(cursor: Cursor, { span, ...body }: Group, alone: boolean): Body {
	if (alone && !startsRelationship(cursor) && !cursor.isSign("(")) return body;
	throw syntaxError(
		"UnexpectedSyntax",
		"A path in parentheses stands alone, or it is repeated: ((a)-->(b)){1,3}.",
		span,
	);
}

function isRepetition(cursor: Cursor): boolean {
	return cursor.isSign("+") || cursor.isSign("*") || cursor.isSign("{");
}

function parseRepetition(cursor: Cursor, { elements, span, where }: Group): RepeatedPath {
	const length = parseQuantifier(cursor);
	const simple = elements.filter(isSimple);
	if (simple.length < elements.length || elements.length < 3) {
		const message =
			elements.length < 3
				? "What is repeated needs a relationship: ((a)-->(b)){1,3}."
				: "Within a repetition, nothing else can be repeated.";
		throw syntaxError("InvalidRelationshipPattern", message, span);
	}
	return {
		kind: "repeated-path",
		elements: simple,
		...given("where", where),
		length,
		span: cursor.from(span.start),
	};
}

function isSimple(element: PathElement): element is NodePattern | RelationshipPattern {
	return (
		element.kind === "node-pattern" ||
		(element.kind === "relationship-pattern" && element.length === undefined)
	);
}

function parseElements(cursor: Cursor): PathPattern["elements"] {
	const elements: PathElement[] = [parseNode(cursor)];
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
