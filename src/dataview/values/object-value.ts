import { ForeignValue, isNumber, type Plain, toNumber, type Value } from "../../query/index.js";

/** What Dataview would make an object of, but made only as far as it is asked for: a file, a task, a row. */
export abstract class ObjectValue extends ForeignValue {
	readonly family = "object";
	abstract keys(): readonly string[];
	/** Null if there is none of that name. */
	abstract get(key: string): Value;
	/** Of two with the same identity all is the same. */
	abstract readonly identity: string;

	compare(other: ForeignValue): number {
		const [a, b] = [this.key(), other.key()];
		return a < b ? -1 : a > b ? 1 : 0;
	}

	key(): string {
		return this.identity;
	}

	toText(): string {
		return this.identity;
	}

	toPlain(): Plain {
		return plainOf(this, 3);
	}

	override property(key: string): Value {
		return this.get(key);
	}
}

/** As JSON says it. Objects hold each other (a task its children, a row its page), so there is an end to the depth. */
function plainOf(value: Value, depth: number): Plain {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (isNumber(value)) return Number.isFinite(toNumber(value)) ? toNumber(value) : null;
	if (Array.isArray(value)) return depth === 0 ? [] : value.map((item: Value) => plainOf(item, depth - 1));
	if (value instanceof Map) return record([...value], depth);
	if (value instanceof ObjectValue) return record(depth === 0 ? [] : entriesOf(value), depth);
	return value instanceof ForeignValue ? value.toPlain() : null;
}

function entriesOf(value: ObjectValue): readonly (readonly [string, Value])[] {
	return value.keys().map((key) => [key, value.get(key)]);
}

function record(entries: readonly (readonly [string, Value])[], depth: number): Plain {
	if (depth === 0) return {};
	return Object.fromEntries(entries.map(([key, inner]) => [key, plainOf(inner, depth - 1)]));
}
