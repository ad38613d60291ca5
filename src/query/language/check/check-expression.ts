/** Names, types and aggregates of an expression, and the type that it has as far as that is certain. */
import { aggregates } from "../../values/aggregates.js";
import { type Functions, ownFunctions } from "../../values/functions/functions.js";
import { didYouMean } from "../nearest-name.js";
import { QueryError, syntaxError } from "../query-error.js";
import type {
	BinaryOperation,
	Expression,
	FunctionCall,
	IndexAccess,
	ListComprehension,
	MapProjection,
	PatternComprehension,
	PropertyAccess,
	Quantified,
	Reduce,
	Subquery,
	Variable,
} from "../syntax.js";
import { checkPatternExpression } from "./check-pattern.js";
import {
	asCondition,
	asValue,
	type Context,
	hearProperty,
	perElement,
	undefinedVariable,
	withVariables,
	wrongType,
} from "./context.js";
import {
	any,
	canBe,
	isNumeric,
	isTemporalName,
	listOf,
	plain,
	type StaticType,
	unify,
} from "./static-type.js";

/** The type, or a `QueryError`. */
export function checkExpression(expression: Expression, context: Context): StaticType {
	const value = asValue(context);
	const check = (inner: Expression) => checkExpression(inner, value);
	switch (expression.kind) {
		case "literal":
			return plain(expression.type);
		case "parameter":
			return any;
		case "variable":
			return typeOfVariable(expression, context);
		case "property":
			return checkProperty(expression, check(expression.subject), context);
		case "index":
			return checkIndex(expression, check(expression.subject), check(expression.index), context);
		case "slice": {
			const subject = check(expression.subject);
			expectType(subject, "list", "A slice is taken of", expression.subject);
			for (const bound of [expression.from, expression.to]) {
				if (bound !== undefined) expectType(check(bound), "integer", "The bound of a slice must be", bound);
			}
			return subject.name === "list" ? subject : listOf(any);
		}
		case "list":
			return listOf(unify(expression.items.map(check)));
		case "map":
			for (const { value } of expression.entries) check(value);
			return plain("map");
		case "map-projection":
			return checkMapProjection(expression, value);
		case "unary":
			if (expression.operator === "not") return expectCondition(expression.operand, context);
			return expectNumeric(check(expression.operand), expression.operand, expression.operator);
		case "binary":
			return checkBinary(expression, value);
		case "logical":
			for (const operand of expression.operands) expectCondition(operand, context);
			return plain("boolean");
		case "comparison":
			for (const operand of expression.operands) check(operand);
			return plain("boolean");
		case "null-test":
			check(expression.operand);
			return plain("boolean");
		case "type-test":
			check(expression.operand);
			return plain("boolean");
		case "label-test":
			expectType(check(expression.operand), "node|relationship", "Labels are those of", expression.operand);
			return plain("boolean");
		case "call-function":
			return checkCall(expression, value);
		case "count-all":
			expectAggregate(expression, context);
			return plain("integer");
		case "case": {
			if (expression.subject !== undefined) check(expression.subject);
			for (const { when } of expression.branches) {
				if (expression.subject === undefined) expectCondition(when, context);
				else check(when);
			}
			const results = expression.branches.map(({ result }) => check(result));
			return unify(expression.otherwise === undefined ? results : [...results, check(expression.otherwise)]);
		}
		case "list-comprehension":
			return checkListComprehension(expression, value);
		case "quantified":
			return checkQuantified(expression, value);
		case "reduce":
			return checkReduce(expression, value);
		case "pattern-comprehension":
			return checkPatternComprehension(expression, value);
		case "pattern-predicate":
			if (!context.condition && !expression.asFunction) throw patternAsValue(expression);
			checkPatternExpression(expression.pattern, perElement(value), "predicate", checkExpression);
			return plain("boolean");
		case "subquery":
			return checkSubquery(expression, context);
		case "shortest-path":
			checkPatternExpression(expression.pattern, perElement(value), "shortest-path", checkExpression);
			return expression.pattern.selector?.which === "all-shortest" ? listOf(plain("path")) : plain("path");
	}
}

/** An expression that decides: true, false or null. */
export function expectCondition(expression: Expression, context: Context): StaticType {
	const type = checkExpression(expression, asCondition(context));
	expectType(type, "boolean", "A condition must be", expression);
	return plain("boolean");
}

function expectType(type: StaticType, wanted: string, what: string, { span }: Expression): void {
	if (!canBe(type, wanted)) throw wrongType(what, wanted, type, span);
}

function typeOfVariable(variable: Variable, { variables }: Context): StaticType {
	const type = variables.get(variable.name);
	if (type !== undefined) return type;
	throw undefinedVariable(variable, variables);
}

function checkProperty(expression: PropertyAccess, subject: StaticType, context: Context): StaticType {
	hearProperty(expression, subject, context);
	const has = canBe(subject, "map|node|relationship|temporal");
	if (subject.name === "path") {
		throw wrongType("A property is that of", "node|relationship|map", subject, expression.subject.span);
	}
	if (!has) throw certainTypeError(`There is no property ${expression.key} in`, subject, expression);
	return any;
}

function certainTypeError(what: string, type: StaticType, { span }: Expression): QueryError {
	const error = wrongType("", "any", type, span);
	const message = `${what} a value of the type ${type.name}.`;
	return new QueryError("TypeError", error.detail, message, { span });
}

function checkIndex(
	expression: IndexAccess,
	subject: StaticType,
	index: StaticType,
	context: Context,
): StaticType {
	hearProperty(expression, subject, context);
	if (!canBe(subject, "list|map|node|relationship")) {
		throw certainTypeError("There are no elements in", subject, expression.subject);
	}
	if (subject.name === "list" && !canBe(index, "integer")) {
		throw certainTypeError("The index of a list is an integer, not", index, expression.index);
	}
	return subject.name === "list" ? (subject.element ?? any) : any;
}

function checkMapProjection(expression: MapProjection, context: Context): StaticType {
	const subject = typeOfVariable(expression.subject, context);
	expectType(subject, "map|node|relationship", "A projection is made of", expression.subject);
	hearProperty(expression, subject, context);
	for (const item of expression.items) {
		if (item.kind === "map-entry") checkExpression(item.value, context);
		else if (item.kind === "variable-selector") typeOfVariable(item.variable, context);
	}
	return plain("map");
}

function expectNumeric(type: StaticType, operand: Expression, operator: string): StaticType {
	expectType(type, "number|duration", `${operator} needs`, operand);
	return type;
}

function checkBinary(expression: BinaryOperation, context: Context): StaticType {
	const { operator } = expression;
	const left = checkExpression(expression.left, context);
	const right = checkExpression(expression.right, context);
	switch (operator) {
		case "in":
			expectType(right, "list", "IN needs", expression.right);
			return plain("boolean");
		case "starts with":
		case "ends with":
		case "contains":
		case "=~":
			return plain("boolean");
		case "||":
			return unify([left, right]);
		case "+":
			return typeOfSum(left, right);
		case "^":
			expectType(left, "number", "^ needs", expression.left);
			expectType(right, "number", "^ needs", expression.right);
			return plain("float");
	}
	const subtracts = operator === "-" && isTemporalName(left.name);
	if (!subtracts) expectNumeric(left, expression.left, operator);
	expectNumeric(right, expression.right, operator);
	return typeOfProduct(left, right);
}

function typeOfSum(left: StaticType, right: StaticType): StaticType {
	if (left.name === "list" || right.name === "list") return listOf(any);
	if (left.name === "string" || right.name === "string")
		return canJoin(left) && canJoin(right) ? plain("string") : any;
	return typeOfProduct(left, right);
}

function canJoin({ name }: StaticType): boolean {
	return name === "string" || isNumeric(name);
}

function typeOfProduct(left: StaticType, right: StaticType): StaticType {
	if (left.name === "integer" && right.name === "integer") return left;
	if (!isNumeric(left.name) || !isNumeric(right.name)) return any;
	return left.name === "float" || right.name === "float" ? plain("float") : plain("number");
}

function checkCall(call: FunctionCall, context: Context): StaticType {
	const key = call.name.toLowerCase();
	if (aggregates.has(key)) return checkAggregate(call, context);
	const functions = context.functions ?? ownFunctions;
	const definition = functions.find(key);
	if (definition === undefined) throw unknownFunction(call, functions);
	const given = call.arguments.length;
	const most = definition.variadic ? Number.POSITIVE_INFINITY : definition.parameters.length;
	if (given < definition.required || given > most) throw wrongCount(call, definition.required, most);
	if (call.distinct)
		throw syntaxError("UnexpectedSyntax", "DISTINCT can only stand in an aggregate.", call.span);
	if (key === "rand" && context.aggregates === "inside") {
		const message = "rand() cannot stand in an aggregate: it is another number each time.";
		throw syntaxError("NonConstantExpression", message, call.span);
	}
	const types = call.arguments.map((argument) => checkExpression(argument, context));
	if (!definition.late) {
		for (const [index, type] of types.entries()) {
			const wanted = definition.parameters[Math.min(index, definition.parameters.length - 1)]!;
			expectType(type, wanted, `${definition.name}() takes`, call.arguments[index]!);
		}
	}
	return resultTypes.get(key)?.(types) ?? plain(definition.result);
}

/** Results whose type depends on the arguments. */
const resultTypes = new Map<string, (types: readonly StaticType[]) => StaticType>([
	["head", ([list]) => list?.element ?? any],
	["last", ([list]) => list?.element ?? any],
	["tail", ([list]) => list ?? any],
	["reverse", ([value]) => value ?? any],
	["coalesce", unify],
	["abs", ([value]) => value ?? any],
	["nodes", () => listOf(plain("node"))],
	["relationships", () => listOf(plain("relationship"))],
	["keys", () => listOf(plain("string"))],
	["labels", () => listOf(plain("string"))],
	["split", () => listOf(plain("string"))],
	["range", () => listOf(plain("integer"))],
]);

function unknownFunction({ name, span }: FunctionCall, functions: Functions): QueryError {
	const known = [...functions.names, ...Array.from(aggregates.values(), (aggregate) => aggregate.name)];
	const place = { start: span.start, end: span.start + name.length };
	const library = /^(apoc|gds|genai)\./i.test(name) ? " It belongs to a library of Neo4j." : "";
	const spatial = /^point(\.|$)/i.test(name) ? " There are no points in space here." : "";
	const message = `There is no function ${name}().${library || spatial || didYouMean(name, known)}`;
	return syntaxError("UnknownFunction", message, place);
}

function wrongCount(call: FunctionCall, least: number, most: number): QueryError {
	const wanted =
		least === most
			? `${least}`
			: most === Number.POSITIVE_INFINITY
				? `at least ${least}`
				: `${least} to ${most}`;
	const message = `${call.name}() takes ${wanted} ${wanted === "1" ? "argument" : "arguments"}, not ${call.arguments.length}.`;
	return syntaxError("InvalidNumberOfArguments", message, call.span);
}

function checkAggregate(call: FunctionCall, context: Context): StaticType {
	expectAggregate(call, context);
	const definition = aggregates.get(call.name.toLowerCase())!;
	const { length } = definition.parameters;
	if (call.arguments.length !== length) throw wrongCount(call, length, length);
	const inside: Context = { ...context, aggregates: "inside" };
	const types = call.arguments.map((argument) => checkExpression(argument, inside));
	for (const [index, type] of types.entries()) {
		expectType(type, definition.parameters[index]!, `${definition.name}() takes`, call.arguments[index]!);
	}
	if (definition.name === "collect") return listOf(types[0]!);
	return definition.name === "min" || definition.name === "max" ? types[0]! : plain(definition.result);
}

function expectAggregate({ span }: Expression, context: Context): void {
	if (context.aggregates === "allowed") return;
	if (context.aggregates === "inside") {
		throw syntaxError(
			"NestedAggregation",
			"An aggregate cannot stand in another one; use WITH between them.",
			span,
		);
	}
	const message = "An aggregate cannot stand here, only in what WITH and RETURN list; use WITH before.";
	throw syntaxError("InvalidAggregation", message, span);
}

function checkListComprehension(expression: ListComprehension, context: Context): StaticType {
	const list = checkList(expression.list, context);
	const inner = withVariables(perElement(context), [[expression.variable.name, list.element ?? any]]);
	if (expression.where !== undefined) expectCondition(expression.where, inner);
	return expression.result === undefined ? list : listOf(checkExpression(expression.result, inner));
}

function checkList(expression: Expression, context: Context): StaticType {
	const type = checkExpression(expression, context);
	expectType(type, "list", "Expected", expression);
	return type.name === "list" ? type : listOf(any);
}

function checkQuantified(expression: Quantified, context: Context): StaticType {
	const list = checkList(expression.list, context);
	const inner = withVariables(perElement(context), [[expression.variable.name, list.element ?? any]]);
	expectCondition(expression.where ?? expression.variable, inner);
	return plain("boolean");
}

function checkReduce(expression: Reduce, context: Context): StaticType {
	checkExpression(expression.initial, context);
	const list = checkList(expression.list, context);
	const { accumulator, variable } = expression;
	const inner = withVariables(perElement(context), [
		[accumulator.name, any],
		[variable.name, list.element ?? any],
	]);
	checkExpression(expression.step, inner);
	return any;
}

function checkPatternComprehension(expression: PatternComprehension, context: Context): StaticType {
	const each = perElement(context);
	const inner = checkPatternExpression(expression.pattern, each, "comprehension", checkExpression);
	if (expression.where !== undefined) expectCondition(expression.where, inner);
	return listOf(checkExpression(expression.result, inner));
}

function patternAsValue({ span }: Expression): QueryError {
	const hint = "As a value write EXISTS { … }, COUNT { … } or [… | …].";
	return syntaxError("UnexpectedSyntax", "A pattern can only stand here as a condition.", span, hint);
}

function checkSubquery(expression: Subquery, context: Context): StaticType {
	const columns = context.subquery(expression.query, context.variables);
	if (expression.result === "exists") return plain("boolean");
	if (expression.result === "count") return plain("integer");
	if (columns.length !== 1) {
		throw syntaxError("InvalidClauseComposition", "COLLECT { … } must return one column.", expression.span);
	}
	return listOf(any);
}
