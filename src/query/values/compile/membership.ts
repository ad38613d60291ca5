import type { BinaryOperation } from "../../language/syntax.js";
import type { Environment } from "../environment.js";
import { equals } from "../equality.js";
import { type Key, keyOf } from "../key.js";
import type { Compiled } from "../scope.js";
import { describeType, typeError, typeOf } from "../types.js";
import type { ListValue, Value } from "../value.js";
import type { Compiler } from "./compiler.js";

/** `value IN list`: null if the value was not found, but may be hidden behind a null. */
export function compileIn<Row>({ left, right }: BinaryOperation, compiler: Compiler<Row>): Compiled<Row> {
	const value = compiler.compile(left);
	const list = compiler.compile(right);
	const { environment } = compiler.scope;
	const index = new ListIndex();
	return (row) => {
		const needle = value(row);
		const hay = list(row);
		if (hay === null) return null;
		if (!Array.isArray(hay)) {
			throw typeError("InvalidArgumentType", `IN needs a list, not ${describeType(typeOf(hay))}.`).at({
				span: right.span,
			});
		}
		return index.has(hay, needle) ?? search(hay, needle, environment);
	};
}

function search(list: ListValue, needle: Value, environment: Environment): boolean | null {
	environment.spend(list.length);
	let result: boolean | null = false;
	for (const element of list) {
		const same = equals(needle, element);
		if (same === true) return true;
		if (same === null) result = null;
	}
	return result;
}

/** Shorter lists are looked through faster than indexed. */
const worthIndexing = 12;

/** A long list that stays the same from row to row is indexed the second time it is seen. */
class ListIndex {
	#last: ListValue | undefined;
	#keys: Set<Key> | undefined;

	/** Undefined where it does not know; then the list must be looked through. */
	has(list: ListValue, needle: Value): boolean | null | undefined {
		if (
			list.length < worthIndexing ||
			needle === null ||
			typeof needle === "object" ||
			Number.isNaN(needle)
		) {
			return undefined;
		}
		if (list !== this.#last) {
			this.#last = list;
			this.#keys = undefined;
			return undefined;
		}
		this.#keys ??= new Set(list.map(keyOf));
		return this.#keys.has(keyOf(needle)) || (this.#keys.has(null) ? null : false);
	}
}
