/**
 * Expressions, by precedence climbing: one loop for all infix operators, so that a nested bracket costs few frames of
 * the stack. Chains of AND, OR, XOR and of comparisons become one node each.
 */
import { type Cursor, given } from "./cursor.js";
import { parseLabelExpression } from "./parse-labels.js";
import { parsePrimary } from "./parse-primary.js";
import { parseType } from "./parse-types.js";
import type { BinaryOperator, ComparisonOperator, Expression, LogicalOperation } from "./syntax.js";

export function parseExpression(cursor: Cursor): Expression {
	return parseInfix(cursor, level.or);
}

/** An operator that decides, with its right side, behind `left`; undefined if none comes next. */
export function parseCondition(cursor: Cursor, left: Expression): Expression | undefined {
	const { kind, value, keyword } = cursor.next;
	const decides =
		kind === "sign"
			? comparisons.has(value) || value === "=~" || value === "::"
			: keyword === "IS" || predicates.has(keyword);
	return decides ? continueInfix(cursor, left, level.comparison) : undefined;
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
	if (value === "::") return level.predicate < loosest ? undefined : parseTypeTest(cursor, left, false);
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
	const not = cursor.isKeyword("NOT") ? 1 : 0;
	if (cursor.isSign("::", not) || (cursor.isKeyword("TYPED", not) && cursor.isName(not + 1))) {
		if (not === 1) cursor.take();
		return parseTypeTest(cursor, operand, not === 1);
	}
	const form = normalForms.has(cursor.ahead(not).keyword) ? 1 : 0;
	if (cursor.isKeyword("NORMALIZED", not + form)) return parseNormalized(cursor, operand);
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

/** `:: INTEGER`, `TYPED INTEGER` */
function parseTypeTest(cursor: Cursor, operand: Expression, negated: boolean): Expression {
	cursor.take();
	const type = parseType(cursor);
	return { kind: "type-test", operand, negated, type, span: cursor.from(operand.span.start) };
}

const normalForms = new Set(["NFC", "NFD", "NFKC", "NFKD"]);

/** `text IS NOT NFD NORMALIZED` means `text <> normalize(text, 'NFD')`. */
function parseNormalized(cursor: Cursor, operand: Expression): Expression {
	const operator = cursor.takeKeyword("NOT") === undefined ? "=" : "<>";
	const form = cursor.isKeyword("NORMALIZED") ? "NFC" : cursor.take().keyword;
	cursor.take();
	const span = cursor.from(operand.span.start);
	const name: Expression = { kind: "literal", type: "string", value: form, span };
	const call = { kind: "call-function", name: "normalize", distinct: false, span } as const;
	const normal: Expression = { ...call, arguments: [operand, name] };
	return { kind: "comparison", operands: [operand, normal], operators: [operator], span };
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
