import type {
	BinaryOperation,
	BinaryOperator,
	Comparison,
	ComparisonOperator,
	LogicalOperation,
	NullTest,
	UnaryOperation,
} from "../../language/syntax.js";
import {
	add,
	concatenate,
	divide,
	identity,
	modulo,
	multiply,
	negate,
	power,
	subtract,
} from "../arithmetic.js";
import { isLess, isLessOrEqual } from "../compare.js";
import { equals } from "../equality.js";
import type { Compiled } from "../scope.js";
import type { Value } from "../value.js";
import { type Compiler, notBoolean, placed } from "./compiler.js";
import { compileIn } from "./membership.js";
import { compileRegexMatch } from "./regex-match.js";

export function compileUnary<Row>(expression: UnaryOperation, compiler: Compiler<Row>): Compiled<Row> {
	const operand = compiler.compile(expression.operand);
	const { operator, span } = expression;
	if (operator !== "not") {
		const apply = operator === "-" ? negate : identity;
		return (row) => placed(span, () => apply(operand(row)));
	}
	return (row) => {
		const value = operand(row);
		if (typeof value === "boolean") return !value;
		if (value === null) return null;
		throw notBoolean(value, expression.operand.span);
	};
}

export function compileNullTest<Row>(expression: NullTest, compiler: Compiler<Row>): Compiled<Row> {
	const operand = compiler.compile(expression.operand);
	return expression.negated ? (row) => operand(row) !== null : (row) => operand(row) === null;
}

/** Three-valued: `decisive` settles the matter whatever else there is, null leaves it open. */
export function compileLogical<Row>(expression: LogicalOperation, compiler: Compiler<Row>): Compiled<Row> {
	const operands = expression.operands.map((operand) => compiler.compile(operand));
	const check = (value: Value, index: number): boolean | null => {
		if (typeof value === "boolean" || value === null) return value;
		throw notBoolean(value, expression.operands[index]!.span);
	};
	if (expression.operator === "xor") return exclusive(operands, check);
	const decisive = expression.operator === "or";
	return (row) => {
		let result: boolean | null = !decisive;
		for (let at = 0; at < operands.length; at++) {
			const value = operands[at]!(row);
			if (value === decisive) return decisive;
			if (check(value, at) === null) result = null;
		}
		return result;
	};
}

function exclusive<Row>(
	operands: readonly Compiled<Row>[],
	check: (value: Value, index: number) => boolean | null,
): Compiled<Row> {
	return (row) => {
		let result: boolean | null = false;
		for (let at = 0; at < operands.length; at++) {
			const value = check(operands[at]!(row), at);
			result = value === null || result === null ? null : result !== value;
		}
		return result;
	};
}

const comparisons: Readonly<Record<ComparisonOperator, (a: Value, b: Value) => boolean | null>> = {
	"=": equals,
	"<>": (a, b) => {
		const same = equals(a, b);
		return same === null ? null : !same;
	},
	"<": isLess,
	"<=": isLessOrEqual,
	">": (a, b) => isLess(b, a),
	">=": (a, b) => isLessOrEqual(b, a),
};

/** Every operand is evaluated at most once. */
export function compileComparison<Row>(expression: Comparison, compiler: Compiler<Row>): Compiled<Row> {
	const operands = expression.operands.map((operand) => compiler.compile(operand));
	const compare = expression.operators.map((operator) => comparisons[operator]);
	if (compare.length === 1) {
		const [left, right] = [operands[0]!, operands[1]!];
		const only = compare[0]!;
		return (row) => only(left(row), right(row));
	}
	return (row) => {
		let result: boolean | null = true;
		let left = operands[0]!(row);
		for (let at = 0; at < compare.length; at++) {
			const right = operands[at + 1]!(row);
			const holds = compare[at]!(left, right);
			if (holds === false) return false;
			if (holds === null) result = null;
			left = right;
		}
		return result;
	};
}

export function compileBinary<Row>(expression: BinaryOperation, compiler: Compiler<Row>): Compiled<Row> {
	if (expression.operator === "in") return compileIn(expression, compiler);
	if (expression.operator === "=~") return compileRegexMatch(expression, compiler);
	const left = compiler.compile(expression.left);
	const right = compiler.compile(expression.right);
	const test = textTests.get(expression.operator);
	if (test !== undefined) return compileTextTest(test, left, right);
	const fast = fastPaths.get(expression.operator);
	const slow = arithmetic.get(expression.operator)!;
	const { environment } = compiler.scope;
	const { span } = expression;
	return (row) => {
		const a = left(row);
		const b = right(row);
		if (fast !== undefined && typeof a === "number" && typeof b === "number") {
			const result = fast(a, b);
			if (result !== undefined) return result;
		}
		const result = placed(span, () => slow(a, b));
		if (Array.isArray(result)) environment.spend(result.length);
		return result;
	};
}

const textTests = new Map<BinaryOperator, (text: string, part: string) => boolean>([
	["starts with", (text, part) => text.startsWith(part)],
	["ends with", (text, part) => text.endsWith(part)],
	["contains", (text, part) => text.includes(part)],
]);

/** What is no text neither contains nor is contained, which is not known to be false. */
function compileTextTest<Row>(
	test: (text: string, part: string) => boolean,
	left: Compiled<Row>,
	right: Compiled<Row>,
): Compiled<Row> {
	return (row) => {
		const text = left(row);
		const part = right(row);
		return typeof text === "string" && typeof part === "string" ? test(text, part) : null;
	};
}

const arithmetic = new Map<BinaryOperator, (a: Value, b: Value) => Value>([
	["+", add],
	["-", subtract],
	["*", multiply],
	["/", divide],
	["%", modulo],
	["^", power],
	["||", concatenate],
]);

/** Two unboxed numbers with an unboxed result; undefined where boxes or checks are needed. */
const fastPaths = new Map<BinaryOperator, (a: number, b: number) => number | undefined>([
	["+", (a, b) => plain(a, b, a + b)],
	["-", (a, b) => plain(a, b, a - b)],
	["*", (a, b) => plain(a, b, a * b)],
]);

function plain(a: number, b: number, result: number): number | undefined {
	if (!Number.isInteger(result)) return result;
	return Number.isInteger(a) && Number.isInteger(b) && Number.isSafeInteger(result) ? result + 0 : undefined;
}
