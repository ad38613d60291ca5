/**
 * Expressions as functions of a row. Each part of the tree becomes a closure once, so that evaluating it for a row is a
 * few calls and no look at the tree; names of properties and labels are looked up when they are compiled.
 */
import { QueryError } from "../../language/query-error.js";
import type { CaseExpression, Expression, MapLiteral, Parameter, Variable } from "../../language/syntax.js";
import { aggregates } from "../aggregates.js";
import { equals } from "../equality.js";
import type { Compiled, Scope } from "../scope.js";
import { typePredicate } from "../type-predicate.js";
import { float, type Value } from "../value.js";
import {
	compileIndex,
	compileLabelTest,
	compileMapProjection,
	compileProperty,
	compileSlice,
} from "./access.js";
import { compileCall } from "./call.js";
import { type Compiler, isConstant, notBoolean } from "./compiler.js";
import { compileListComprehension, compileQuantified, compileReduce } from "./lists.js";
import {
	compileBinary,
	compileComparison,
	compileLogical,
	compileNullTest,
	compileUnary,
} from "./operators.js";

export function compileExpression<Row>(expression: Expression, scope: Scope<Row>): Compiled<Row> {
	const known = scope.known?.(expression);
	if (known !== undefined) return known;
	const compiler: Compiler<Row> = {
		scope,
		compile: (inner, innerScope = scope) => compileExpression(inner, innerScope),
	};
	const compiled = compileKind(expression, compiler);
	// Lists and maps of literals are made once. Values are never changed in place.
	return expression.kind !== "literal" && isConstant(expression) ? constant(compiled) : compiled;
}

/** For `WHERE`: whether a row is kept. Null is not enough, and anything but a boolean is an error. */
export function compileCondition<Row>(expression: Expression, scope: Scope<Row>): (row: Row) => boolean {
	const compiled = compileExpression(expression, scope);
	return (row) => {
		const value = compiled(row);
		if (value === true) return true;
		if (value === false || value === null) return false;
		throw notBoolean(value, expression.span);
	};
}

function compileKind<Row>(expression: Expression, compiler: Compiler<Row>): Compiled<Row> {
	switch (expression.kind) {
		case "literal": {
			const value = expression.type === "float" ? float(expression.value as number) : expression.value;
			return () => value;
		}
		case "parameter":
			return compileParameter(expression, compiler);
		case "variable":
			return compileVariable(expression, compiler);
		case "property":
			return compileProperty(expression, compiler);
		case "index":
			return compileIndex(expression, compiler);
		case "slice":
			return compileSlice(expression, compiler);
		case "list": {
			const items = expression.items.map((item) => compiler.compile(item));
			return (row) => items.map((item) => item(row));
		}
		case "map":
			return compileMap(expression, compiler);
		case "map-projection":
			return compileMapProjection(expression, compiler);
		case "unary":
			return compileUnary(expression, compiler);
		case "binary":
			return compileBinary(expression, compiler);
		case "logical":
			return compileLogical(expression, compiler);
		case "comparison":
			return compileComparison(expression, compiler);
		case "null-test":
			return compileNullTest(expression, compiler);
		case "type-test": {
			const operand = compiler.compile(expression.operand);
			const holds = typePredicate(expression.type);
			return (row) => holds(operand(row)) !== expression.negated;
		}
		case "label-test":
			return compileLabelTest(expression, compiler);
		case "call-function":
			if (aggregates.has(expression.name.toLowerCase())) throw misplaced(expression);
			return compileCall(expression, compiler);
		case "count-all":
			throw misplaced(expression);
		case "case":
			return compileCase(expression, compiler);
		case "list-comprehension":
			return compileListComprehension(expression, compiler);
		case "quantified":
			return compileQuantified(expression, compiler);
		case "reduce":
			return compileReduce(expression, compiler);
		case "pattern-comprehension":
		case "pattern-predicate":
		case "subquery":
		case "shortest-path":
			return compiler.scope.pattern(expression, compiler.scope);
	}
}

function misplaced({ span }: Expression): QueryError {
	const message = "An aggregate can only stand in WITH and RETURN.";
	return new QueryError("SyntaxError", "InvalidAggregation", message, { span });
}

function compileParameter<Row>({ name, span }: Parameter, { scope }: Compiler<Row>): Compiled<Row> {
	const { environment } = scope;
	return () => {
		const value = environment.parameters.get(name);
		if (value !== undefined) return value;
		const message = `The parameter $${name} was not given.`;
		throw new QueryError("ParameterMissing", "MissingParameter", message, { span });
	};
}

function compileVariable<Row>({ name, span }: Variable, { scope }: Compiler<Row>): Compiled<Row> {
	const read = scope.variable(name);
	if (read !== undefined) return read;
	throw new QueryError("SyntaxError", "UndefinedVariable", `There is no variable ${name} here.`, { span });
}

function compileMap<Row>({ entries }: MapLiteral, compiler: Compiler<Row>): Compiled<Row> {
	const values = entries.map(({ key, value }) => [key, compiler.compile(value)] as const);
	return (row) => {
		const map = new Map<string, Value>();
		for (const [key, value] of values) map.set(key, value(row));
		return map;
	};
}

function compileCase<Row>(expression: CaseExpression, compiler: Compiler<Row>): Compiled<Row> {
	const subject = expression.subject === undefined ? undefined : compiler.compile(expression.subject);
	const branches = expression.branches.map(({ when, result }) => ({
		when: compiler.compile(when),
		result: compiler.compile(result),
		span: when.span,
	}));
	const otherwise = expression.otherwise === undefined ? () => null : compiler.compile(expression.otherwise);
	return (row) => {
		const value = subject?.(row);
		for (const { when, result, span } of branches) {
			const condition = when(row);
			if (value !== undefined) {
				if (equals(value, condition) === true) return result(row);
			} else if (condition === true) return result(row);
			else if (condition !== false && condition !== null) throw notBoolean(condition, span);
		}
		return otherwise(row);
	};
}

function constant<Row>(compiled: Compiled<Row>): Compiled<Row> {
	// A constant reads nothing of the row.
	const value = compiled(undefined as Row);
	return () => value;
}
