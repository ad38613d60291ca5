import type { BinaryOperation } from "../../language/syntax.js";
import { compileRegex, type Regex } from "../regex/compile-regex.js";
import type { Compiled } from "../scope.js";
import { type Compiler, placed } from "./compiler.js";

/** Patterns that are remembered while they change from row to row. */
const remembered = 100;

/** Steps that it takes to compile a pattern, by estimate. */
const compiling = 500;

/** `text =~ pattern`: whether the pattern matches the whole text. */
export function compileRegexMatch<Row>(expression: BinaryOperation, compiler: Compiler<Row>): Compiled<Row> {
	const left = compiler.compile(expression.left);
	const right = compiler.compile(expression.right);
	const { environment } = compiler.scope;
	const known = new Map<string, Regex>();
	const regexOf = (pattern: string) => {
		const found = known.get(pattern);
		if (found !== undefined) return found;
		if (known.size >= remembered) known.clear();
		environment.spend(compiling + pattern.length);
		const made = placed(expression.right.span, () => compileRegex(pattern));
		known.set(pattern, made);
		return made;
	};
	return (row) => {
		const text = left(row);
		const pattern = right(row);
		if (typeof text !== "string" || typeof pattern !== "string") return null;
		return regexOf(pattern)(text, environment.spend);
	};
}
