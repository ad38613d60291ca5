import { nearestName, type Span, type VaultPath } from "../../model/index.js";
import type { syntax } from "../../query/index.js";
import { dataviewNames } from "../functions/registry.js";
import { DataviewError } from "../language/dataview-error.js";
import type { BinaryOperator, Expression, LambdaExpression } from "../language/syntax.js";
import { call, comprehension, list, literal, logical, map, not, variable } from "./build.js";
import { type Names, type Scope, type Shape, type Translated, wholeRow } from "./scope.js";

type BinaryExpression = Extract<Expression, { kind: "binary" }>;

export interface ExpressionContext {
	/** The query's text, from which dates and links are taken as they are written. */
	readonly text: string;
	readonly names: Names;
	/** The note in which the query stands. */
	readonly from: VaultPath | undefined;
	/** Variable of that note; called when it is needed. */
	thisNote(span: Span): syntax.Expression | undefined;
	/** Whether a link leads elsewhere from the note in which the query stands than from the vault's root. */
	dependsOnPlace(path: string): boolean;
	/** A variable for what is the same for all rows. */
	hoist?(expression: syntax.Expression): syntax.Expression;
}

/** Turns Dataview's expressions into those of the query language, in the scope of one row. */
export class ExpressionTranslator {
	readonly #context: ExpressionContext;

	constructor(context: ExpressionContext) {
		this.#context = context;
	}

	translate(expression: Expression, scope: Scope): Translated {
		const translated = this.#any(expression, scope);
		const { hoist } = this.#context;
		if (translated.constant !== true || hoist === undefined || !isWorthHoisting(translated.expression))
			return translated;
		return { ...translated, expression: hoist(translated.expression) };
	}

	/** As a condition: what is no boolean is asked whether it is truthy. */
	condition(expression: Expression, scope: Scope): syntax.Expression {
		const { expression: value, shape, fallible } = this.translate(expression, scope);
		return shape === "boolean" && !fallible ? value : call("dataview.truthy", [value], expression.span);
	}

	#any(expression: Expression, scope: Scope): Translated {
		const { span } = expression;
		switch (expression.kind) {
			case "literal":
				return {
					expression: literal(expression.value, span),
					shape: shapeOfLiteral(expression.value),
					fallible: false,
					constant: true,
				};
			case "date":
			case "duration": {
				const name = expression.kind === "date" ? "date" : "dur";
				const written = this.#context.text.slice(span.start, span.end).replace(/^\w+\(\s*|\s*\)$/g, "");
				const value = call(`dataview.${name}`, [literal(written, span)], span);
				return { expression: value, shape: expression.kind, fallible: false, constant: true };
			}
			case "link": {
				const written = literal(this.#context.text.slice(span.start, span.end), span);
				const { from } = this.#context;
				const placed = from !== undefined && this.#context.dependsOnPlace(expression.path);
				const args = placed ? [written, literal(from, span)] : [written];
				return {
					expression: call("dataview.wikilink", args, span),
					shape: "link",
					fallible: false,
					constant: true,
				};
			}
			case "variable":
				return this.#variable(expression.name, scope, span);
			case "list": {
				const items = expression.items.map((item) => this.translate(item, scope));
				return {
					expression: list(
						items.map((item) => item.expression),
						span,
					),
					shape: "list",
					fallible: items.some(({ fallible }) => fallible),
					constant: false,
				};
			}
			case "object": {
				const entries = new Map(
					expression.entries.map(({ key, value }) => [key, this.translate(value, scope)]),
				);
				return {
					expression: map(
						[...entries].map(([key, value]) => [key, value.expression]),
						span,
					),
					fallible: [...entries.values()].some(({ fallible }) => fallible),
				};
			}
			case "binary":
				return this.#binary(expression, scope);
			case "not": {
				const operand = this.translate(expression.operand, scope);
				const isPlain = operand.shape === "boolean" && !operand.fallible;
				const value = isPlain
					? not(operand.expression, span)
					: call("dataview.not", [operand.expression], span);
				return { expression: value, shape: "boolean", fallible: operand.fallible };
			}
			case "index":
				return this.#index(expression, scope);
			case "call":
				return this.#call(expression, scope);
			case "lambda":
				throw new DataviewError(
					"A function can only stand among the arguments of filter, map, sort, minby, maxby, any, all, none and reduce.",
					span.start,
				);
		}
	}

	#variable(name: string, { row, bound }: Scope, span: Span): Translated {
		const known = bound.get(name);
		if (known !== undefined)
			return { expression: variable(known.variable, span), shape: known.shape, fallible: false };
		if (name === "this") {
			const note = this.#context.thisNote(span);
			return { expression: note ?? map([], span), shape: "row", fallible: false };
		}
		if (row === undefined) return { expression: literal(null, span), fallible: false };
		const value = call("dataview.get", [variable(row, span), literal(name, span)], span);
		return { expression: value, shape: name === "file" ? "file" : undefined, fallible: false };
	}

	#index(expression: Extract<Expression, { kind: "index" }>, scope: Scope): Translated {
		const { object, index, span } = expression;
		const name = index.kind === "literal" && typeof index.value === "string" ? index.value : undefined;
		if (object.kind === "variable" && object.name === "row" && !scope.bound.has("row")) {
			if (name !== undefined) return this.#variable(name, scope, span);
			const key = this.translate(index, scope);
			const value = call("dataview.get", [wholeRow(scope, span), key.expression], span);
			return { expression: value, fallible: true };
		}
		const base = this.#any(object, scope);
		const key = this.translate(index, scope);
		const shape = name === undefined ? undefined : shapeOfField(base.shape, name);
		const isKnown =
			name !== undefined && (base.shape === "row" || base.shape === "file" || base.shape === "link");
		const isEach = name !== undefined && base.shape === "list";
		const fallible = base.fallible || key.fallible || !(isKnown || isEach || base.shape === "date");
		return {
			expression: getOf(base.expression, key.expression, span),
			shape: isEach ? "list" : shape,
			fallible,
		};
	}

	#binary(expression: BinaryExpression, scope: Scope): Translated {
		const { operator, span } = expression;
		if (operator === "&" || operator === "|") return this.#logical(expression, scope);
		const left = this.#any(expression.left, scope);
		const right = this.#any(expression.right, scope);
		const fallible = left.fallible || right.fallible;
		const constant = left.constant === true && right.constant === true;
		// What is constant as a whole is made once as a whole; else each side that is.
		const [a, b] = constant ? [left, right] : [this.#hoisted(left), this.#hoisted(right)];
		const value = call(`dataview.${functionOf[operator]}`, [a.expression, b.expression], span);
		if (isComparison(operator)) return { expression: value, shape: "boolean", fallible, constant };
		const numbers = left.shape === "number" && right.shape === "number";
		return {
			expression: value,
			shape: numbers ? "number" : undefined,
			fallible: fallible || !numbers,
			constant,
		};
	}

	#hoisted(translated: Translated): Translated {
		const { hoist } = this.#context;
		if (translated.constant !== true || hoist === undefined || !isWorthHoisting(translated.expression))
			return translated;
		return { ...translated, expression: hoist(translated.expression) };
	}

	/** A chain of any length, which leans to the left: `a AND b AND c OR d`. */
	#logical(expression: BinaryExpression, scope: Scope): Translated {
		const links: BinaryExpression[] = [];
		let first: Expression = expression;
		while (first.kind === "binary" && (first.operator === "&" || first.operator === "|")) {
			links.push(first);
			first = first.left;
		}
		links.reverse();
		let result = this.translate(first, scope);
		for (let at = 0; at < links.length; ) {
			const { operator } = links[at]!;
			const operands = [result];
			let end = at;
			for (; end < links.length && links[end]!.operator === operator; end++)
				operands.push(this.translate(links[end]!.right, scope));
			result = joined(operator as "&" | "|", operands, links[end - 1]!.span);
			at = end;
		}
		return result;
	}

	#call(expression: Extract<Expression, { kind: "call" }>, scope: Scope): Translated {
		const { callee, arguments: args, span } = expression;
		if (callee.kind === "lambda") return this.#applied(callee, args, scope, span);
		if (callee.kind !== "variable")
			throw new DataviewError("Only functions can be called, by their names.", callee.span.start);
		const name = callee.name;
		if (!dataviewNames.includes(name)) throw new DataviewError(unknownFunction(name), callee.span.start);
		const last = args.at(-1);
		if (last?.kind === "lambda") return this.#withLambda(name, args.slice(0, -1), last, scope, span);
		if (needsLambda.has(name))
			throw new DataviewError(`${name}() takes a list and a function: ${name}(list, (x) => …).`, span.start);
		const all = args.map((arg) => this.#any(arg, scope));
		const constant = all.every((value) => value.constant === true);
		const values = constant ? all : all.map((value) => this.#hoisted(value));
		return {
			expression: call(
				`dataview.${name}`,
				values.map((value) => value.expression),
				span,
			),
			shape: shapeOfResult[name],
			fallible: values.some(({ fallible }) => fallible) || !never.has(name),
			constant,
		};
	}

	/** A function that is given another: as a comprehension. */
	#withLambda(
		name: string,
		args: readonly Expression[],
		lambda: LambdaExpression,
		scope: Scope,
		span: Span,
	): Translated {
		const [of, ...others] = args;
		const elements = of === undefined ? undefined : withLambda[name];
		if (of === undefined || elements === undefined || others.length > 0)
			throw new DataviewError(
				elements === undefined && withLambda[name] === undefined
					? `${name}() takes no function. Those that do: ${Object.keys(withLambda).join(", ")}.`
					: `${name}() takes a list and a function: ${name}(list, (x) => …).`,
				span.start,
			);
		const values = this.translate(of, scope);
		const isSound = values.shape === "list" && !values.fallible;
		const items = isSound ? values.expression : call("dataview.elements", [values.expression], of.span);
		if (name === "reduce") return this.#reduced(items, lambda, scope, span);
		const [parameter = "_"] = lambda.parameters;
		const own = this.#context.names.fresh(parameter);
		const inner = this.translate(lambda.body, withParameters(scope, lambda.parameters.slice(0, 1), [own]));
		if (name === "filter" && isSound && inner.shape === "boolean" && !inner.fallible) {
			const kept = comprehension(own, items, { where: inner.expression }, span);
			return { expression: kept, shape: "list", fallible: false };
		}
		if (name === "map" && isSound && !inner.fallible) {
			const mapped = comprehension(own, items, { result: inner.expression }, span);
			return { expression: mapped, shape: "list", fallible: false };
		}
		const element = variable(own, span);
		const result = elements === "pairs" ? list([element, inner.expression], span) : inner.expression;
		const made = comprehension(own, items, { result }, span);
		return {
			expression: call(`dataview.${name === "sort" ? "sortBy" : name}`, [made], span),
			shape: shapeOfResult[name],
			fallible: true,
		};
	}

	/** The first value, and then what the function makes of it and each of the others that is not null. */
	#reduced(items: syntax.Expression, lambda: LambdaExpression, scope: Scope, span: Span): Translated {
		const { names } = this.#context;
		const [first = "_", second = "_"] = lambda.parameters;
		const [values, a, b] = [names.fresh("values"), names.fresh(first), names.fresh(second)];
		const body = this.translate(
			lambda.body,
			withParameters(scope, lambda.parameters.slice(0, 2), [a, b]),
		).expression;
		const all = variable(values, span);
		const folded: syntax.Expression = {
			kind: "reduce",
			accumulator: variable(a, span),
			initial: { kind: "index", subject: all, index: literal(0, span), span },
			variable: variable(b, span),
			list: { kind: "slice", subject: all, from: literal(1, span), span },
			step: {
				kind: "case",
				branches: [
					{
						kind: "case-branch",
						when: { kind: "null-test", operand: variable(b, span), negated: false, span },
						result: variable(a, span),
						span,
					} as syntax.CaseBranch,
				],
				otherwise: body,
				span,
			},
			span,
		};
		const once = comprehension(values, list([items], span), { result: folded }, span);
		return { expression: { kind: "index", subject: once, index: literal(0, span), span }, fallible: true };
	}

	/** `((x) => x + 1)(2)` */
	#applied(lambda: LambdaExpression, args: readonly Expression[], scope: Scope, span: Span): Translated {
		const values = args
			.slice(0, lambda.parameters.length)
			.map((arg) => this.translate(arg, scope).expression);
		const own = values.map((_, i) => this.#context.names.fresh(lambda.parameters[i]!));
		const inner = withParameters(scope, lambda.parameters.slice(0, values.length), own);
		let result = this.translate(lambda.body, inner).expression;
		for (const [i, value] of [...values.entries()].reverse()) {
			const once = comprehension(own[i]!, list([value], span), { result }, span);
			result = { kind: "index", subject: once, index: literal(0, span), span };
		}
		return { expression: result, fallible: true };
	}
}

/** All sides are looked at, so that what fails on one side fails. */
function joined(operator: "&" | "|", operands: readonly Translated[], span: Span): Translated {
	const fallible = operands.some((operand) => operand.fallible);
	if (fallible) {
		const name = operator === "&" ? "dataview.and" : "dataview.or";
		const values = operands.map(({ expression }) => expression);
		return { expression: call(name, values, span), shape: "boolean", fallible };
	}
	const truths = operands.map(({ expression, shape }) =>
		shape === "boolean" ? expression : call("dataview.truthy", [expression], expression.span),
	);
	return { expression: logical(operator === "&" ? "and" : "or", truths, span), shape: "boolean", fallible };
}

/** `a.b.c` is one call. */
function getOf(object: syntax.Expression, key: syntax.Expression, span: Span): syntax.Expression {
	if (object.kind === "call-function" && object.name === "dataview.get")
		return call("dataview.get", [...object.arguments, key], span);
	return call("dataview.get", [object, key], span);
}

function withParameters(scope: Scope, parameters: readonly string[], variables: readonly string[]): Scope {
	const bound = new Map(scope.bound);
	for (const [i, name] of parameters.entries()) bound.set(name, { variable: variables[i]!, parameter: true });
	return { ...scope, bound };
}

function shapeOfLiteral(value: null | boolean | number | string): Shape | undefined {
	const type = typeof value;
	return type === "boolean" || type === "number" || type === "string" ? type : undefined;
}

const listsOfFile = new Set(["tags", "etags", "inlinks", "outlinks", "aliases", "tasks", "lists"]);

function shapeOfField(of: Shape | undefined, name: string): Shape | undefined {
	if (of === "row" || of === "link") return name === "file" ? "file" : undefined;
	if (of !== "file") return undefined;
	if (listsOfFile.has(name)) return "list";
	if (name === "link") return "link";
	if (name === "path" || name === "name" || name === "folder" || name === "ext") return "string";
	return /^[cm](?:time|day)$/.test(name) ? "date" : undefined;
}

/** A value that is there, and not asked for again and again: `date('today')` is remembered anyway. */
function isWorthHoisting(expression: syntax.Expression): boolean {
	return (
		expression.kind === "call-function" &&
		expression.arguments.some((argument) => argument.kind === "call-function")
	);
}

const functionOf = {
	...{ "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "modulo" },
	...{ "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq", "!=": "ne" },
} as const;

function isComparison(operator: BinaryOperator): boolean {
	return ["<", "<=", ">", ">=", "=", "!="].includes(operator);
}

/** What is made of the elements: pairs of them and what the function says, or that alone. */
const withLambda: Readonly<Record<string, "pairs" | "values">> = {
	...{ filter: "pairs", map: "pairs", sort: "pairs", minby: "pairs", maxby: "pairs" },
	...{ any: "values", all: "values", none: "values", reduce: "values" },
};

const needsLambda = new Set(["filter", "map", "minby", "maxby"]);

const shapeOfResult: Readonly<Record<string, Shape>> = {
	...{
		any: "boolean",
		all: "boolean",
		none: "boolean",
		typeof: "string",
		string: "string",
		display: "string",
	},
	...{ list: "list", array: "list", nonnull: "list" },
};

/** These can do something with whatever they are given. */
const never = new Set(["typeof", "list", "array", "nonnull", "any", "all", "none"]);

function unknownFunction(name: string): string {
	const near = nearestName(name, dataviewNames);
	return near === undefined
		? `There is no function ${name}().`
		: `There is no function ${name}(). Did you mean ${near}?`;
}
