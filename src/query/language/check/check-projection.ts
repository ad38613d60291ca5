/** What `WITH` and `RETURN` list: columns, groups, and what `ORDER BY` and `WHERE` behind them see. */
import { aggregates } from "../../values/aggregates.js";
import { childrenOf } from "../children.js";
import { type QueryError, syntaxError } from "../query-error.js";
import type { AnyNode, Expression, Projection, ProjectionItem, Variable } from "../syntax.js";
import { checkExpression, expectCondition } from "./check-expression.js";
import { type Context, undefinedVariable, type Variables } from "./context.js";
import { SyntaxSet } from "./same-syntax.js";
import { canBe, type StaticType } from "./static-type.js";

/** The variables that it leaves, in the order of the columns. */
export function checkProjection(
	projection: Projection,
	where: Expression | undefined,
	context: Context,
	clause: "WITH" | "RETURN",
	/** Variables that `*` does not stand for. */
	hidden: Variables = new Map(),
): Variables {
	const listing: Context = { ...context, aggregates: "allowed", condition: false };
	const columns = checkItems(projection, listing, clause, hidden);
	const listed = survey(projection);
	// Beside aggregates, what is ambiguous goes before what lacks a name.
	if (clause === "WITH" && !listed.aggregating) expectNames(projection);
	if (listed.aggregating)
		for (const { expression } of projection.items) expectUnambiguous(expression, listed, context, false);
	checkOrder(projection, columns, context, listed);
	if (clause === "WITH") expectNames(projection);
	checkBound(projection.skip, "SKIP", context);
	checkBound(projection.limit, "LIMIT", context);
	if (where !== undefined) checkBehind(where, listed, columns, context, expectCondition);
	return columns;
}

function checkItems(
	projection: Projection,
	context: Context,
	clause: string,
	hidden: Variables,
): Map<string, StaticType> {
	const starred = projection.all ? sorted(context.variables).filter(([name]) => !hidden.has(name)) : [];
	const columns = new Map<string, StaticType>(starred);
	if (projection.all && clause === "RETURN" && columns.size === 0 && projection.items.length === 0) {
		throw syntaxError("NoVariablesInScope", "RETURN * needs variables, and there are none.", projection.span);
	}
	const written = new Set<string>();
	for (const item of projection.items) {
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

function expectNames({ items }: Projection): void {
	for (const { aliased, expression, span } of items) {
		if (aliased || expression.kind === "variable") continue;
		throw syntaxError("NoExpressionAlias", "In WITH an expression needs a name: … AS name.", span);
	}
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

/** What is listed, looked at once. */
interface Listed {
	readonly projection: Projection;
	readonly aggregating: boolean;
	/** What is grouped by: the expressions without aggregates. */
	readonly keys: SyntaxSet;
	/** The same, and all aggregates. */
	readonly known: SyntaxSet;
	/** Variables that occur in a key. */
	readonly keyVariables: ReadonlySet<string>;
	readonly columns: ReadonlySet<string>;
}

function survey(projection: Projection): Listed {
	const expressions = projection.items.map(({ expression }) => expression);
	const keys = expressions.filter((expression) => !hasAggregate(expression));
	const aggregating = keys.length < expressions.length;
	const merging = aggregating || projection.distinct;
	return {
		projection,
		aggregating,
		keys: new SyntaxSet(aggregating ? keys : []),
		known: new SyntaxSet(merging ? [...expressions, ...expressions.flatMap(aggregatesIn)] : []),
		keyVariables: new Set(aggregating ? keys.flatMap(namesIn) : []),
		columns: new Set(projection.items.map(({ name }) => name)),
	};
}

function aggregatesIn(node: AnyNode): AnyNode[] {
	if (isAggregate(node)) return [node];
	return node.kind === "query" ? [] : childrenOf(node).flatMap(aggregatesIn);
}

/**
 * Beside an aggregate, `me.age + count(*)`, only what groups by itself can stand: a variable or a property that is a
 * column of its own. Otherwise it would not be clear by what to group.
 */
function expectUnambiguous(expression: Expression, listed: Listed, context: Context, sorting: boolean): void {
	if (!hasAggregate(expression)) return;
	const visit = (node: AnyNode, local: ReadonlySet<string>): void => {
		if (isAggregate(node) || (isSimple(node) && listed.keys.has(node))) return;
		if (node.kind === "variable") {
			const known =
				local.has(node.name) || listed.projection.all || (sorting && listed.columns.has(node.name));
			if (known) return;
			throw ambiguous(node, listed, context, sorting);
		}
		const inner = namesBoundIn(node, local);
		for (const child of childrenOf(node)) visit(child, inner);
	};
	visit(expression, new Set());
}

function isSimple(node: AnyNode): boolean {
	return node.kind === "variable" || (node.kind === "property" && isSimple(node.subject));
}

function ambiguous(node: Variable, listed: Listed, context: Context, sorting: boolean): QueryError {
	if (sorting && !listed.keyVariables.has(node.name)) return undefinedVariable(node, context.variables);
	const message = `It is not clear by what to group: ${node.name} stands beside an aggregate, but is no column of its own.`;
	const hint = "Put it into a column, or use WITH before.";
	return syntaxError("AmbiguousAggregationExpression", message, node.span, hint);
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

function checkOrder(projection: Projection, columns: Variables, context: Context, listed: Listed): void {
	for (const { expression } of projection.orderBy) {
		checkBehind(expression, listed, columns, context, checkExpression);
		if (listed.aggregating) expectUnambiguous(expression, listed, context, true);
	}
}

/**
 * An expression behind the list. As long as rows stay rows, it sees the old variables beside the new ones. Where they
 * are merged, by aggregates or `DISTINCT`, it sees the columns alone, but may name them by what they were made of.
 */
function checkBehind(
	expression: Expression,
	listed: Listed,
	columns: Variables,
	context: Context,
	check: (expression: Expression, context: Context) => unknown,
): void {
	const mayAggregate = listed.aggregating && check === checkExpression;
	check(expression, {
		...context,
		variables: new Map([...context.variables, ...columns]),
		condition: false,
		aggregates: mayAggregate ? "allowed" : "forbidden",
	});
	if (listed.aggregating || listed.projection.distinct) expectVisible(expression, listed, columns);
}

function expectVisible(expression: Expression, { known }: Listed, columns: Variables): void {
	const mixed = hasAggregate(expression) && !isAggregate(expression);
	const visit = (node: AnyNode, local: ReadonlySet<string>, aggregated: boolean): void => {
		if (known.has(node)) return;
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
