/**
 * Expressions, by precedence climbing: one loop for all infix operators, so that a nested bracket costs few frames of
 * the stack. Chains of AND, OR, XOR and of comparisons become one node each.
 */
import { type Cursor, given } from "./cursor.js";
import { isShortestPath, parseLabelExpression, parseShortestPath, startsPath } from "./parse-pattern.js";
import { syntaxError } from "./query-error.js";
import type {
	BinaryOperator,
	CaseBranch,
	ComparisonOperator,
	Expression,
	Literal,
	LogicalOperation,
	MapEntry,
	MapProjectionItem,
	PathPattern,
	Quantified,
	Query,
	Subquery,
} from "./syntax.js";

export function parseExpression(cursor: Cursor): Expression {
	return parseInfix(cursor, level.or);
}

/** From the loosest to the tightest. Unary plus and minus bind tighter than `^`. */
const level = {
	or: 1,
	xor: 2,
	and: 3,
	not: 4,
	comparison: 5,
	predicate: 6,
	sum: 7,
	product: 8,
	power: 9,
	unary: 10,
};

function parseInfix(cursor: Cursor, loosest: number): Expression {
	let left = parsePrefix(cursor, loosest);
	for (;;) {
		const next = continueInfix(cursor, left, loosest);
		if (next === undefined) return left;
		left = next;
	}
}

/** `left` with the operator that comes next and its right side, if there is one that binds tightly enough. */
function continueInfix(cursor: Cursor, left: Expression, loosest: number): Expression | undefined {
	const { kind, value, keyword } = cursor.next;
	if (kind === "name") {
		const logic = logical.get(keyword);
		if (logic !== undefined) return logic.level < loosest ? undefined : parseChain(cursor, left, logic);
		return level.predicate < loosest ? undefined : parsePredicate(cursor, left, keyword);
	}
	if (kind !== "sign") return undefined;
	if (comparisons.has(value)) return level.comparison < loosest ? undefined : parseComparison(cursor, left);
	const found = arithmetic.get(value);
	if (found === undefined || found < loosest) return undefined;
	cursor.take();
	const right = parseInfix(cursor, found + 1);
	return binary(value as BinaryOperator, left, right);
}

const logical = new Map<string, { readonly level: number; readonly operator: LogicalOperation["operator"] }>([
	["OR", { level: level.or, operator: "or" }],
	["XOR", { level: level.xor, operator: "xor" }],
	["AND", { level: level.and, operator: "and" }],
]);

const comparisons = new Set<string>(["=", "<>", "<", ">", "<=", ">="]);

const arithmetic = new Map([
	["=~", level.predicate],
	["+", level.sum],
	["-", level.sum],
	["||", level.sum],
	["*", level.product],
	["/", level.product],
	["%", level.product],
	["^", level.power],
]);

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
	return { kind: "binary", operator, left, right, span: { start: left.span.start, end: right.span.end } };
}

function parseChain(
	cursor: Cursor,
	first: Expression,
	{ level, operator }: { level: number; operator: LogicalOperation["operator"] },
): Expression {
	const operands = [first];
	const word = operator.toUpperCase();
	while (cursor.takeKeyword(word)) operands.push(parseInfix(cursor, level + 1));
	return { kind: "logical", operator, operands, span: cursor.from(first.span.start) };
}

function parseComparison(cursor: Cursor, first: Expression): Expression {
	const operands = [first];
	const operators: ComparisonOperator[] = [];
	while (cursor.next.kind === "sign" && comparisons.has(cursor.next.value)) {
		operators.push(cursor.take().value as ComparisonOperator);
		operands.push(parseInfix(cursor, level.comparison + 1));
	}
	return { kind: "comparison", operands, operators, span: cursor.from(first.span.start) };
}

/** `IN`, `STARTS WITH`, `ENDS WITH`, `CONTAINS`, `IS NULL`, `IS Label` */
function parsePredicate(cursor: Cursor, left: Expression, keyword: string): Expression | undefined {
	if (keyword === "IS") return parseIs(cursor, left);
	const operator = predicates.get(keyword);
	if (operator === undefined) return undefined;
	cursor.take();
	if (keyword === "STARTS" || keyword === "ENDS") cursor.keyword("WITH", `after ${keyword}`);
	return binary(operator, left, parseInfix(cursor, level.predicate + 1));
}

const predicates = new Map<string, BinaryOperator>([
	["IN", "in"],
	["STARTS", "starts with"],
	["ENDS", "ends with"],
	["CONTAINS", "contains"],
]);

function parseIs(cursor: Cursor, operand: Expression): Expression {
	cursor.take();
	const negated = cursor.isKeyword("NOT") && cursor.isKeyword("NULL", 1);
	if (negated) cursor.take();
	if (cursor.takeKeyword("NULL")) {
		return { kind: "null-test", operand, negated, span: cursor.from(operand.span.start) };
	}
	if (cursor.takeKeyword("NOT")) {
		const label = parseLabelExpression(cursor);
		const span = cursor.from(operand.span.start);
		return { kind: "unary", operator: "not", operand: { kind: "label-test", operand, label, span }, span };
	}
	if (!cursor.isName() && !cursor.isSign("!") && !cursor.isSign("%") && !cursor.isSign("(")) {
		cursor.fail("NULL, NOT NULL or a label after IS");
	}
	return {
		kind: "label-test",
		operand,
		label: parseLabelExpression(cursor),
		span: cursor.from(operand.span.start),
	};
}

/** `NOT`, `-` and `+`, as many as there are; they are counted, not nested, until the operand is known. */
function parsePrefix(cursor: Cursor, loosest: number): Expression {
	const starts: number[] = [];
	if (loosest <= level.not) {
		while (cursor.isKeyword("NOT")) starts.push(cursor.take().start);
		if (starts.length > 0) return wrapUnary(cursor, "not", starts, parseInfix(cursor, level.not + 1));
	}
	const signs: { operator: "-" | "+"; start: number }[] = [];
	while (cursor.isSign("-") || cursor.isSign("+")) {
		const smallest = cursor.isSign("-") ? parseSmallestInteger(cursor) : undefined;
		if (smallest !== undefined) return wrapSigns(cursor, signs, parsePostfix(cursor, smallest));
		const { value, start } = cursor.take();
		signs.push({ operator: value as "-" | "+", start });
	}
	return wrapSigns(cursor, signs, parsePostfix(cursor, parsePrimary(cursor)));
}

function wrapUnary(
	cursor: Cursor,
	operator: "not",
	starts: readonly number[],
	operand: Expression,
): Expression {
	return starts.reduceRight<Expression>(
		(inner, start) => ({ kind: "unary", operator, operand: inner, span: cursor.from(start) }),
		operand,
	);
}

function wrapSigns(
	cursor: Cursor,
	signs: readonly { operator: "-" | "+"; start: number }[],
	operand: Expression,
): Expression {
	return signs.reduceRight<Expression>(
		(inner, { operator, start }) => ({ kind: "unary", operator, operand: inner, span: cursor.from(start) }),
		operand,
	);
}

/** -2^63 is an integer though 2^63 is none. */
function parseSmallestInteger(cursor: Cursor): Expression | undefined {
	const number = cursor.ahead(1);
	if (number.kind !== "integer" || BigInt(number.value) !== 9223372036854775808n) return undefined;
	const { start } = cursor.take();
	cursor.take();
	return { kind: "literal", type: "integer", value: -9223372036854775808n, span: { start, end: number.end } };
}

/** `.key`, `[index]`, `[from..to]`, `:Label`, one behind the other. */
function parsePostfix(cursor: Cursor, primary: Expression): Expression {
	let subject = primary;
	for (;;) {
		const { start } = primary.span;
		if (cursor.isSign(".") && cursor.isName(1)) {
			cursor.take();
			const key = cursor.take().value;
			subject = { kind: "property", subject, key, span: cursor.from(start) };
		} else if (cursor.isSign("[")) subject = parseSubscript(cursor, subject);
		else if (cursor.isSign(":")) {
			cursor.take();
			subject = {
				kind: "label-test",
				operand: subject,
				label: parseLabelExpression(cursor),
				span: cursor.from(start),
			};
		} else if (cursor.isSign(".")) {
			cursor.take();
			return cursor.fail("a property's key after .");
		} else return subject;
	}
}

function parseSubscript(cursor: Cursor, subject: Expression): Expression {
	cursor.take();
	return cursor.within(() => {
		const from = cursor.isSign("..") ? undefined : parseExpression(cursor);
		if (!cursor.takeSign("..")) {
			cursor.sign("]", "to end the index");
			return { kind: "index", subject, index: from!, span: cursor.from(subject.span.start) };
		}
		const to = cursor.isSign("]") ? undefined : parseExpression(cursor);
		cursor.sign("]", "to end the slice");
		return {
			kind: "slice",
			subject,
			...given("from", from),
			...given("to", to),
			span: cursor.from(subject.span.start),
		};
	});
}

function parsePrimary(cursor: Cursor): Expression {
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
	const inner = cursor.within(() => parseExpression(cursor));
	cursor.sign(")", "to end the expression");
	return { ...inner, span: cursor.from(start) };
}

function parseMap(cursor: Cursor): Expression {
	const { start } = cursor.take();
	const entries = cursor.within(() => parseSeparated(cursor, "}", () => parseMapEntry(cursor)));
	return { kind: "map", entries, span: cursor.from(start) };
}

function parseMapEntry(cursor: Cursor): MapEntry {
	const { value: key, start } = cursor.name("a key or }");
	cursor.sign(":", "after the key");
	const value = parseExpression(cursor);
	return { kind: "map-entry", key, value, span: cursor.from(start) };
}

/** `item, item, …` and the sign that ends them, which may come at once. */
function parseSeparated<T>(cursor: Cursor, closing: string, parseItem: () => T): T[] {
	const items: T[] = [];
	if (cursor.takeSign(closing)) return items;
	do items.push(parseItem());
	while (cursor.takeSign(","));
	cursor.sign(
		closing,
		`or , behind ${closing === "}" ? "the entry" : closing === "]" ? "the element" : "the argument"}`,
	);
	return items;
}

/** A list, a list comprehension or a pattern comprehension: told apart by commas and bars, which the lexer has seen. */
function parseList(cursor: Cursor): Expression {
	const open = cursor.take();
	const { start } = open;
	return cursor.within(() => {
		if (cursor.isVariable() && cursor.isKeyword("IN", 1) && open.comma !== true) {
			return parseListComprehension(cursor, start);
		}
		if (open.bar === true && open.comma !== true && startsPatternComprehension(cursor))
			return parsePatternComprehension(cursor, start);
		const items = parseSeparated(cursor, "]", () => parseExpression(cursor));
		return { kind: "list", items, span: cursor.from(start) };
	});
}

function parseListComprehension(cursor: Cursor, start: number): Expression {
	cursor.barEnds = true;
	const variable = cursor.variable("a variable");
	cursor.take();
	const list = parseExpression(cursor);
	const where = cursor.takeKeyword("WHERE") ? parseExpression(cursor) : undefined;
	const result = cursor.takeSign("|") ? parseExpression(cursor) : undefined;
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
	const where = cursor.takeKeyword("WHERE") ? parseExpression(cursor) : undefined;
	cursor.sign("|", "and what is collected");
	const result = parseExpression(cursor);
	cursor.sign("]", "to end the comprehension");
	return {
		kind: "pattern-comprehension",
		pattern,
		...given("where", where),
		result,
		span: cursor.from(start),
	};
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

function parseCase(cursor: Cursor): Expression {
	const { start } = cursor.take();
	return cursor.within(() => {
		const subject = cursor.isKeyword("WHEN") ? undefined : parseExpression(cursor);
		const branches: CaseBranch[] = [];
		if (!cursor.isKeyword("WHEN")) cursor.fail("WHEN");
		while (cursor.isKeyword("WHEN")) branches.push(...parseBranch(cursor, subject !== undefined));
		const otherwise = cursor.takeKeyword("ELSE") ? parseExpression(cursor) : undefined;
		cursor.keyword("END", "to end CASE");
		const span = cursor.from(start);
		return { kind: "case", ...given("subject", subject), branches, ...given("otherwise", otherwise), span };
	});
}

/** `WHEN 1, 2 THEN x` is a branch for each of the values. */
function parseBranch(cursor: Cursor, hasSubject: boolean): CaseBranch[] {
	const { start } = cursor.take();
	const values = [parseExpression(cursor)];
	while (hasSubject && cursor.takeSign(",")) values.push(parseExpression(cursor));
	cursor.keyword("THEN", "after the condition");
	const result = parseExpression(cursor);
	const span = cursor.from(start);
	return values.map((when) => ({ kind: "case-branch", when, result, span }));
}

function parseBraced(cursor: Cursor, keyword: string): Expression {
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
	const where = cursor.takeKeyword("WHERE") ? parseExpression(cursor) : undefined;
	const span = cursor.from(start);
	const match = { kind: "match", optional: false, patterns, ...given("where", where), span } as const;
	const part = { kind: "single-query", clauses: [match], span } as const;
	return { kind: "query", parts: [part], unionAll: false, span };
}

/** Whether `name(` or `name.space.name(` comes next. */
function isCall(cursor: Cursor): boolean {
	let at = 1;
	while (cursor.isSign(".", at) && cursor.isName(at + 1)) at += 2;
	return cursor.isSign("(", at);
}

function parseCall(cursor: Cursor, keyword: string): Expression {
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
		const list = parseExpression(cursor);
		const where = cursor.takeKeyword("WHERE") ? parseExpression(cursor) : undefined;
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
		const initial = parseExpression(cursor);
		cursor.sign(",", "behind the initial value");
		const variable = cursor.variable("a variable");
		cursor.keyword("IN", "and a list");
		const list = parseExpression(cursor);
		cursor.sign("|", "and an expression");
		const step = parseExpression(cursor);
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
	return cursor.within(() => {
		const distinct = cursor.takeKeyword("DISTINCT") !== undefined;
		const items = parseSeparated(cursor, ")", () => parseExpression(cursor));
		const span = cursor.from(start);
		const only = items.length === 1 ? items[0]! : undefined;
		if (name.toLowerCase() === "exists" && only?.kind === "pattern-predicate" && !distinct) {
			return { ...only, asFunction: true, span };
		}
		return { kind: "call-function", name, distinct, arguments: items, span };
	});
}
