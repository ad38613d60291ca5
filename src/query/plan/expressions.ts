import { childrenOf } from "../language/children.js";
import type { AnyNode, CountAll, Expression, FunctionCall, Variable } from "../language/syntax.js";
import { aggregates } from "../values/aggregates.js";

/** An aggregate, as it stands in the tree. */
export type AggregateCall = FunctionCall | CountAll;

export function isAggregate(node: AnyNode): node is AggregateCall {
	return (
		node.kind === "count-all" || (node.kind === "call-function" && aggregates.has(node.name.toLowerCase()))
	);
}

/** The aggregates in an expression, but not those of subqueries in it. */
export function aggregatesIn(expression: AnyNode): AggregateCall[] {
	const found: AggregateCall[] = [];
	const open: AnyNode[] = [expression];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (isAggregate(node)) found.push(node);
		else if (node.kind !== "subquery") open.push(...childrenOf(node).reverse());
	}
	return found;
}

/** All names of variables that occur in a tree, those that it defines itself too. */
export function namesIn(root: AnyNode): Set<string> {
	const names = new Set<string>();
	const open: AnyNode[] = [root];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (node.kind === "variable") names.add(node.name);
		else open.push(...childrenOf(node));
	}
	return names;
}

/** The conditions that are joined by `AND`, in order. */
export function conjuncts(condition: Expression | undefined): Expression[] {
	if (condition === undefined) return [];
	if (condition.kind !== "logical" || condition.operator !== "and") return [condition];
	return condition.operands.flatMap(conjuncts);
}

/** Tells apart what is written differently: two trees have one number exactly if they differ in their places alone. */
export class Shapes {
	readonly #numbers = new Map<string, number>();
	readonly #known = new WeakMap<AnyNode, number>();

	of(node: AnyNode): number {
		const known = this.#known.get(node);
		if (known !== undefined) return known;
		const parts: unknown[] = [];
		for (const [field, value] of Object.entries(node)) {
			if (field === "span") continue;
			parts.push(field, this.#part(value));
		}
		// A function's name is compared without regard to case.
		const text = JSON.stringify(
			node.kind === "call-function" ? [node.name.toLowerCase(), parts.slice(4)] : parts,
		);
		let number = this.#numbers.get(text);
		if (number === undefined) {
			number = this.#numbers.size;
			this.#numbers.set(text, number);
		}
		this.#known.set(node, number);
		return number;
	}

	#part(value: unknown): unknown {
		if (Array.isArray(value)) return value.map((item) => this.#part(item));
		if (typeof value === "bigint") return ["bigint", String(value)];
		if (typeof value === "number") return ["number", Object.is(value, -0) ? "-0" : String(value)];
		return typeof value === "object" && value !== null && "kind" in value
			? [this.of(value as AnyNode)]
			: value;
	}
}

const nowhere = { start: 0, end: 0 };

/** A name that nobody can write: the lexer takes no U+0000. */
export function hidden(name: string): string {
	return `\0${name}`;
}

export function isHidden(name: string): boolean {
	return name.startsWith("\0");
}

export function variable(name: string): Variable {
	return { kind: "variable", name, span: nowhere };
}

/** `subject.key = value` */
export function propertyEquals(subject: string, key: string, value: Expression): Expression {
	return {
		kind: "comparison",
		operands: [{ kind: "property", subject: variable(subject), key, span: value.span }, value],
		operators: ["="],
		span: value.span,
	};
}

/** `all(key IN keys(map) WHERE subject[key] = map[key])`, for a map that is not known before the query runs. */
export function propertiesEqual(subject: string, map: Expression): Expression {
	const { span } = map;
	const key = variable(hidden(`key of ${subject}`));
	return {
		kind: "quantified",
		quantifier: "all",
		variable: key,
		list: { kind: "call-function", name: "keys", distinct: false, arguments: [map], span },
		where: {
			kind: "comparison",
			operands: [
				{ kind: "index", subject: variable(subject), index: key, span },
				{ kind: "index", subject: map, index: key, span },
			],
			operators: ["="],
			span,
		},
		span,
	};
}
