/** Makes nodes of the engine's syntax tree. */
import type { Span } from "../../model/index.js";
import type { syntax } from "../../query/index.js";

/** Nodes that all stand at one place of the base. */
export class Make {
	readonly span: Span;

	constructor(offset: number) {
		this.span = { start: offset, end: offset };
	}

	literal(value: string | number | boolean | null): syntax.Expression {
		const { span } = this;
		if (value === null) return { kind: "literal", type: "null", value, span };
		if (typeof value === "boolean") return { kind: "literal", type: "boolean", value, span };
		if (typeof value === "string") return { kind: "literal", type: "string", value, span };
		return { kind: "literal", type: Number.isSafeInteger(value) ? "integer" : "float", value, span };
	}

	variable(name: string): syntax.Variable {
		return { kind: "variable", name, span: this.span };
	}

	parameter(name: string): syntax.Expression {
		return { kind: "parameter", name, span: this.span };
	}

	property(subject: syntax.Expression, key: string): syntax.Expression {
		return { kind: "property", subject, key, span: this.span };
	}

	/** `base.name(…)` */
	call(name: string, ...given: readonly syntax.Expression[]): syntax.Expression {
		const { span } = this;
		return { kind: "call-function", name: `base.${name}`, distinct: false, arguments: given, span };
	}

	not(operand: syntax.Expression): syntax.Expression {
		return { kind: "unary", operator: "not", operand, span: this.span };
	}

	logical(operator: "and" | "or", operands: readonly syntax.Expression[]): syntax.Expression {
		if (operands.length === 1) return operands[0]!;
		if (operands.length === 0) return this.literal(operator === "and");
		return { kind: "logical", operator, operands, span: this.span };
	}

	comparison(operator: "=" | "<>", a: syntax.Expression, b: syntax.Expression): syntax.Expression {
		return { kind: "comparison", operands: [a, b], operators: [operator], span: this.span };
	}

	choice(
		when: syntax.Expression,
		result: syntax.Expression,
		otherwise: syntax.Expression | undefined,
	): syntax.Expression {
		const { span } = this;
		return {
			kind: "case",
			branches: [{ kind: "case-branch", when, result, span }],
			...(otherwise !== undefined && { otherwise }),
			span,
		};
	}

	list(items: readonly syntax.Expression[]): syntax.Expression {
		return { kind: "list", items, span: this.span };
	}

	comprehension(
		variable: string,
		list: syntax.Expression,
		{ where, result }: { where?: syntax.Expression; result?: syntax.Expression },
	): syntax.Expression {
		return {
			kind: "list-comprehension",
			...{ variable: this.variable(variable), list, span: this.span },
			...(where !== undefined && { where }),
			...(result !== undefined && { result }),
		};
	}

	reduce(
		accumulator: string,
		initial: syntax.Expression,
		variable: string,
		list: syntax.Expression,
		step: syntax.Expression,
	): syntax.Expression {
		return {
			kind: "reduce",
			...{ accumulator: this.variable(accumulator), initial, variable: this.variable(variable), list, step },
			span: this.span,
		};
	}

	isNull(operand: syntax.Expression): syntax.Expression {
		return { kind: "null-test", operand, negated: false, span: this.span };
	}

	item(expression: syntax.Expression, name?: string): syntax.ProjectionItem {
		const { span } = this;
		if (name !== undefined) return { kind: "projection-item", expression, name, aliased: true, span };
		const own = expression.kind === "variable" ? expression.name : "";
		return { kind: "projection-item", expression, name: own, aliased: false, span };
	}

	projection(
		items: readonly syntax.ProjectionItem[],
		{ orderBy = [], limit }: { orderBy?: readonly syntax.SortItem[]; limit?: syntax.Expression } = {},
	): syntax.Projection {
		return {
			...{ kind: "projection", distinct: false, all: false, items, orderBy, span: this.span },
			...(limit !== undefined && { limit }),
		};
	}

	query(clauses: readonly syntax.Clause[]): syntax.Query {
		const { span } = this;
		return { kind: "query", parts: [{ kind: "single-query", clauses, span }], unionAll: false, span };
	}
}
