/** Syntax trees of Cypher, as the translation makes them. Spans point into the search. */
import type { Span } from "../model/index.js";
import type { syntax } from "../query/index.js";

type Expression = syntax.Expression;

export class Cypher {
	constructor(readonly span: Span) {}

	text(value: string): Expression {
		return { kind: "literal", type: "string", value, span: this.span };
	}

	number(value: number): Expression {
		return { kind: "literal", type: Number.isInteger(value) ? "integer" : "float", value, span: this.span };
	}

	truth(value: boolean): Expression {
		return { kind: "literal", type: "boolean", value, span: this.span };
	}

	variable(name: string): syntax.Variable {
		return { kind: "variable", name, span: this.span };
	}

	property(of: string, key: string): Expression {
		return { kind: "property", subject: this.variable(of), key, span: this.span };
	}

	list(items: readonly Expression[]): Expression {
		return { kind: "list", items, span: this.span };
	}

	map(entries: Readonly<Record<string, Expression>>): Expression {
		const { span } = this;
		const made = Object.entries(entries).map(([key, value]) => ({
			kind: "map-entry" as const,
			key,
			value,
			span,
		}));
		return { kind: "map", entries: made, span };
	}

	call(name: string, ...args: readonly Expression[]): Expression {
		return { kind: "call-function", name, distinct: false, arguments: args, span: this.span };
	}

	binary(left: Expression, operator: syntax.BinaryOperator, right: Expression): Expression {
		return { kind: "binary", operator, left, right, span: this.span };
	}

	compare(left: Expression, operator: syntax.ComparisonOperator, right: Expression): Expression {
		return { kind: "comparison", operands: [left, right], operators: [operator], span: this.span };
	}

	not(operand: Expression): Expression {
		return { kind: "unary", operator: "not", operand, span: this.span };
	}

	/** One operand stands for itself. */
	join(operator: "and" | "or", operands: readonly Expression[]): Expression {
		return operands.length === 1 ? operands[0]! : { kind: "logical", operator, operands, span: this.span };
	}

	/** `any(variable IN list WHERE where)` */
	some(variable: string, list: Expression, where: Expression): Expression {
		return {
			kind: "quantified",
			quantifier: "any",
			variable: this.variable(variable),
			list,
			where,
			span: this.span,
		};
	}

	/** `[variable IN list WHERE where]` */
	those(variable: string, list: Expression, where: Expression): Expression {
		return { kind: "list-comprehension", variable: this.variable(variable), list, where, span: this.span };
	}

	/** `list[index]` */
	at(subject: Expression, index: number): Expression {
		return { kind: "index", subject, index: this.number(index), span: this.span };
	}

	/** `list[from..to]` */
	slice(subject: Expression, from: number, to: number): Expression {
		return { kind: "slice", subject, from: this.number(from), to: this.number(to), span: this.span };
	}

	/** `expression AS name`; a variable keeps its own name. */
	item(expression: Expression, name: string): syntax.ProjectionItem {
		const { span } = this;
		const aliased = expression.kind !== "variable" || expression.name !== name;
		return { kind: "projection-item", expression, name, aliased, span };
	}

	projection(
		items: readonly syntax.ProjectionItem[],
		rest: Partial<syntax.Projection> = {},
	): syntax.Projection {
		return { kind: "projection", distinct: false, all: false, items, orderBy: [], span: this.span, ...rest };
	}

	sort(expression: Expression, descending = false): syntax.SortItem {
		return { kind: "sort-item", expression, descending, span: this.span };
	}

	/** `MATCH (variable:A|B) WHERE where` */
	match(variable: string, labels: readonly string[], where: Expression): syntax.MatchClause {
		const { span } = this;
		const names = labels.map((name) => ({ kind: "label-name" as const, name, span }));
		const label: syntax.LabelExpression =
			names.length === 1 ? names[0]! : { kind: "label-or", operands: names, span };
		const node: syntax.NodePattern = { kind: "node-pattern", variable: this.variable(variable), label, span };
		return {
			kind: "match",
			optional: false,
			patterns: [{ kind: "path-pattern", elements: [node], span }],
			where,
			span,
		};
	}

	with(projection: syntax.Projection): syntax.WithClause {
		return { kind: "with", projection, span: this.span };
	}

	unwind(list: Expression, variable: string): syntax.UnwindClause {
		return { kind: "unwind", list, variable: this.variable(variable), span: this.span };
	}

	return(projection: syntax.Projection): syntax.ReturnClause {
		return { kind: "return", projection, span: this.span };
	}

	procedure(
		name: string,
		args: readonly Expression[],
		yields: Readonly<Record<string, string>>,
		where?: Expression,
	): syntax.CallClause {
		const { span } = this;
		return {
			kind: "call",
			optional: false,
			procedure: name,
			arguments: args,
			yields: Object.entries(yields).map(([result, variable]) => ({
				kind: "yield-item" as const,
				result,
				variable: this.variable(variable),
				span,
			})),
			yieldsAll: false,
			...(where !== undefined && { where }),
			span,
		};
	}

	query(clauses: readonly syntax.Clause[]): syntax.Query {
		const { span } = this;
		return { kind: "query", parts: [{ kind: "single-query", clauses, span }], unionAll: false, span };
	}
}
