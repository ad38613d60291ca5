/** What goes through a list: comprehensions, quantifiers, `reduce`. */
import type { Expression, ListComprehension, Quantified, Reduce } from "../../language/syntax.js";
import type { Compiled, Scope } from "../scope.js";
import { describeType, typeError, typeOf } from "../types.js";
import type { ListValue, Value } from "../value.js";
import { type Cell, type Compiler, localScope, notBoolean } from "./compiler.js";

export function compileListComprehension<Row>(
	expression: ListComprehension,
	compiler: Compiler<Row>,
): Compiled<Row> {
	const list = compileList(expression.list, compiler);
	const cell: Cell = { value: null };
	const scope = localScope(compiler.scope, expression.variable.name, cell);
	const where = expression.where === undefined ? undefined : compileTest(expression.where, scope, compiler);
	const result = expression.result === undefined ? undefined : compiler.compile(expression.result, scope);
	return (row) => {
		const elements = list(row);
		if (elements === null) return null;
		const kept: Value[] = [];
		for (const element of elements) {
			cell.value = element;
			if (where === undefined || where(row) === true) kept.push(result === undefined ? element : result(row));
		}
		return kept;
	};
}

function compileList<Row>(expression: Expression, compiler: Compiler<Row>): (row: Row) => ListValue | null {
	const list = compiler.compile(expression);
	const { environment } = compiler.scope;
	return (row) => {
		const value = list(row);
		if (value === null) return null;
		if (Array.isArray(value)) {
			environment.spend(value.length);
			return value;
		}
		const message = `Expected a list, not ${describeType(typeOf(value))}.`;
		throw typeError("InvalidArgumentType", message).at({ span: expression.span });
	};
}

function compileTest<Row>(
	expression: Expression,
	scope: Scope<Row>,
	compiler: Compiler<Row>,
): (row: Row) => boolean | null {
	const test = compiler.compile(expression, scope);
	return (row) => {
		const value = test(row);
		if (typeof value === "boolean" || value === null) return value;
		throw notBoolean(value, expression.span);
	};
}

export function compileQuantified<Row>(expression: Quantified, compiler: Compiler<Row>): Compiled<Row> {
	const list = compileList(expression.list, compiler);
	const cell: Cell = { value: null };
	const scope = localScope(compiler.scope, expression.variable.name, cell);
	const test = compileTest(expression.where ?? expression.variable, scope, compiler);
	const decide = verdicts[expression.quantifier];
	return (row) => {
		const elements = list(row);
		if (elements === null) return null;
		let holding = 0;
		let unknown = 0;
		for (let at = 0; at < elements.length; at++) {
			cell.value = elements[at]!;
			const holds = test(row);
			if (holds === true) holding++;
			else if (holds === null) unknown++;
			const verdict = decide.early(holding, at + 1 - holding - unknown);
			if (verdict !== undefined) return verdict;
		}
		return unknown > 0 ? null : decide.last(holding);
	};
}

/** `early` is asked after each element what is certain already, `last` when all are known. */
const verdicts: Readonly<
	Record<
		Quantified["quantifier"],
		{ early: (holding: number, failing: number) => boolean | undefined; last: (holding: number) => boolean }
	>
> = {
	all: { early: (_, failing) => (failing > 0 ? false : undefined), last: () => true },
	any: { early: (holding) => (holding > 0 ? true : undefined), last: () => false },
	none: { early: (holding) => (holding > 0 ? false : undefined), last: () => true },
	single: { early: (holding) => (holding > 1 ? false : undefined), last: (holding) => holding === 1 },
};

export function compileReduce<Row>(expression: Reduce, compiler: Compiler<Row>): Compiled<Row> {
	const initial = compiler.compile(expression.initial);
	const list = compileList(expression.list, compiler);
	const total: Cell = { value: null };
	const element: Cell = { value: null };
	const outer = localScope(compiler.scope, expression.accumulator.name, total);
	const step = compiler.compile(expression.step, localScope(outer, expression.variable.name, element));
	return (row) => {
		const elements = list(row);
		if (elements === null) return null;
		total.value = initial(row);
		for (const value of elements) {
			element.value = value;
			total.value = step(row);
		}
		return total.value;
	};
}
