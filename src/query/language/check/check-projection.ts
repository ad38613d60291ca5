/** What `WITH` and `RETURN` list: columns, groups, and what `ORDER BY` and `WHERE` behind them see. */
import { aggregates } from "../../values/aggregates.js";
import { childrenOf } from "../children.js";
import { type QueryError, syntaxError } from "../query-error.js";
import type { AnyNode, Expression, Projection, ProjectionItem, Variable } from "../syntax.js";
import { checkExpression, expectCondition } from "./check-expression.js";
import { type Context, undefinedVariable, type Variables } from "./context.js";
import { sameSyntax } from "./same-syntax.js";
import { canBe, type StaticType } from "./static-type.js";

/** The variables that it leaves, in the order of the columns. */
export function checkProjection(
	projection: Projection,
	where: Expression | undefined,
	context: Context,
	clause: "WITH" | "RETURN",
): Variables {
	const columns = checkItems(projection, { ...context, aggregates: "allowed", condition: false }, clause);
	const aggregating = projection.items.some(({ expression }) => hasAggregate(expression));
	if (aggregating)
		for (const item of projection.items) expectUnambiguous(item.expression, projection, context, false);
	checkOrder(projection, columns, context, aggregating);
	checkBound(projection.skip, "SKIP", context);
	checkBound(projection.limit, "LIMIT", context);
	if (where !== undefined) checkBehind(where, projection, columns, context, aggregating, expectCondition);
	return columns;
}

function checkItems(projection: Projection, context: Context, clause: string): Map<string, StaticType> {
	const columns = new Map<string, StaticType>(projection.all ? sorted(context.variables) : []);
	if (projection.all && clause === "RETURN" && columns.size === 0 && projection.items.length === 0) {
		throw syntaxError("NoVariablesInScope", "RETURN * needs variables, and there are none.", projection.span);
	}
	const written = new Set<string>();
	for (const item of projection.items) {
		if (clause === "WITH" && !item.aliased && item.expression.kind !== "variable") throw noAlias(item);
		const type = checkExpression(item.expression, context);
		if (written.has(item.name) || (projection.all && columns.has(item.name) && !renews(item))) {
			const message = `There are two columns ${item.name}; name one of them by AS.`;
			throw syntaxError("ColumnNameConflict", message, item.span);
		}
		written.add(item.name);
		columns.set(item.name, type);
	}
	return columns;
}

/** `WITH *, n AS n` lists a variable that `*` has already, which changes nothing. */
function renews({ expression, name }: ProjectionItem): boolean {
	return expression.kind === "variable" && expression.name === name;
}

function sorted(variables: Variables): [string, StaticType][] {
	return Array.from(variables).sort(([a], [b]) => (a < b ? -1 : 1));
}

function noAlias({ span }: ProjectionItem): QueryError {
	return syntaxError("NoExpressionAlias", "In WITH an expression needs a name: … AS name.", span);
}

/** The aggregates of subqueries are their own. */
export function hasAggregate(node: AnyNode): boolean {
	if (isAggregate(node)) return true;
	return node.kind !== "query" && childrenOf(node).some(hasAggregate);
}

function isAggregate(node: AnyNode): boolean {
	return (
		node.kind === "count-all" || (node.kind === "call-function" && aggregates.has(node.name.toLowerCase()))
	);
}

/**
 * Beside an aggregate, `me.age + count(*)`, only what groups by itself can stand: a variable or a property that is a
 * column of its own. Otherwise it would not be clear by what to group.
 */
function expectUnambiguous(
	expression: Expression,
	projection: Projection,
	context: Context,
	sorting: boolean,
): void {
	if (!hasAggregate(expression)) return;
	const keys = projection.items.map((item) => item.expression).filter((item) => !hasAggregate(item));
	const columns = new Set(projection.items.map(({ name }) => name));
	const visit = (node: AnyNode, local: ReadonlySet<string>): void => {
		if (isAggregate(node)) return;
		if (isSimple(node) && keys.some((key) => sameSyntax(key, node))) return;
		if (node.kind === "variable") {
			const known = local.has(node.name) || projection.all || (sorting && columns.has(node.name));
			if (known) return;
			throw ambiguous(node, keys, context, sorting);
		}
		const inner = namesBoundIn(node, local);
		for (const child of childrenOf(node)) visit(child, inner);
	};
	visit(expression, new Set());
}

function isSimple(node: AnyNode): boolean {
	return node.kind === "variable" || (node.kind === "property" && isSimple(node.subject));
}

function ambiguous(
	node: Variable,
	keys: readonly Expression[],
	context: Context,
	sorting: boolean,
): QueryError {
	if (sorting && !keys.some((key) => mentions(key, node.name)))
		return undefinedVariable(node, context.variables);
	const message = `It is not clear by what to group: ${node.name} stands beside an aggregate, but is no column of its own.`;
	return syntaxError(
		"AmbiguousAggregationExpression",
		message,
		node.span,
		"Put it into a column, or use WITH before.",
	);
}

function mentions(node: AnyNode, name: string): boolean {
	return (
		(node.kind === "variable" && node.name === name) ||
		childrenOf(node).some((child) => mentions(child, name))
	);
}

/** Variables of comprehensions, and of patterns and queries within the expression. */
function namesBoundIn(node: AnyNode, local: ReadonlySet<string>): ReadonlySet<string> {
	switch (node.kind) {
		case "list-comprehension":
		case "quantified":
			return new Set([...local, node.variable.name]);
		case "reduce":
			return new Set([...local, node.variable.name, node.accumulator.name]);
		case "pattern-comprehension":
		case "pattern-predicate":
		case "shortest-path":
			return new Set([...local, ...namesIn(node.pattern)]);
		case "subquery":
			return new Set([...local, ...namesIn(node.query)]);
		default:
			return local;
	}
}

function namesIn(node: AnyNode): string[] {
	return node.kind === "variable" ? [node.name] : childrenOf(node).flatMap(namesIn);
}

function checkOrder(
	projection: Projection,
	columns: Variables,
	context: Context,
	aggregating: boolean,
): void {
	for (const { expression } of projection.orderBy) {
		checkBehind(expression, projection, columns, context, aggregating, checkExpression);
		if (aggregating) expectUnambiguous(expression, projection, context, true);
	}
}

/**
 * An expression behind the list. As long as rows stay rows, it sees the old variables beside the new ones. Where they
 * are merged, by aggregates or `DISTINCT`, it sees the columns alone, but may name them by what they were made of.
 */
function checkBehind(
	expression: Expression,
	projection: Projection,
	columns: Variables,
	context: Context,
	aggregating: boolean,
	check: (expression: Expression, context: Context) => unknown,
): void {
	const variables = new Map([...context.variables, ...columns]);
	const behind: Context = {
		...context,
		variables,
		condition: false,
		aggregates: aggregating && check === checkExpression ? "allowed" : "forbidden",
	};
	check(expression, behind);
	if (aggregating || projection.distinct) expectVisible(expression, projection, columns);
}

function expectVisible(expression: Expression, projection: Projection, columns: Variables): void {
	const listed = projection.items.flatMap((item) => [item.expression, ...aggregatesIn(item.expression)]);
	const mixed = hasAggregate(expression) && !isAggregate(expression);
	const visit = (node: AnyNode, local: ReadonlySet<string>, aggregated: boolean): void => {
		if (listed.some((item) => sameSyntax(item, node))) return;
		if (node.kind === "variable" && !local.has(node.name) && !columns.has(node.name)) {
			// Beside an aggregate, it may be ambiguous rather than unknown.
			if (mixed && !aggregated) return;
			throw undefinedVariable(node, columns);
		}
		const inner = namesBoundIn(node, local);
		for (const child of childrenOf(node)) visit(child, inner, aggregated || isAggregate(node));
	};
	visit(expression, new Set(), false);
}

function aggregatesIn(node: AnyNode): AnyNode[] {
	if (isAggregate(node)) return [node];
	return node.kind === "query" ? [] : childrenOf(node).flatMap(aggregatesIn);
}

/** `SKIP` and `LIMIT` count rows: a number that no row can change. */
function checkBound(expression: Expression | undefined, clause: string, context: Context): void {
	if (expression === undefined) return;
	const free = freeVariable(expression, new Set());
	if (free !== undefined || hasAggregate(expression)) {
		const message = `${clause} needs a number that is the same for all rows.`;
		throw syntaxError("NonConstantExpression", message, expression.span);
	}
	const type = checkExpression(expression, {
		...context,
		variables: new Map(),
		aggregates: "forbidden",
		condition: false,
	});
	if (isNegative(expression)) {
		throw syntaxError("NegativeIntegerArgument", `${clause} cannot be negative.`, expression.span);
	}
	if (!canBe(type, "integer")) {
		throw syntaxError("InvalidArgumentType", `${clause} needs an integer.`, expression.span);
	}
}

function freeVariable(node: AnyNode, local: ReadonlySet<string>): Variable | undefined {
	if (node.kind === "variable") return local.has(node.name) ? undefined : node;
	const inner = namesBoundIn(node, local);
	for (const child of childrenOf(node)) {
		const found = freeVariable(child, inner);
		if (found !== undefined) return found;
	}
	return undefined;
}

function isNegative(expression: Expression): boolean {
	if (expression.kind === "literal") return typeof expression.value === "bigint" && expression.value < 0n;
	if (expression.kind !== "unary" || expression.operator !== "-") return false;
	const { operand } = expression;
	return operand.kind === "literal" && operand.type === "integer" && operand.value !== 0;
}
