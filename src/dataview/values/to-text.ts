import { ForeignValue, isNumber, toNumber, type Value } from "../../query/index.js";
import { ObjectValue } from "./object-value.js";
import { namedOf, type PageOf } from "./objects.js";

export interface Writing {
	readonly pageOf: PageOf;
	spend(steps: number): void;
}

const deepest = 8;

/** What Dataview writes for a value within a text: dates in English, `\-` for null. */
export function toText(value: Value, context: Writing, depth = 0): string {
	if (value === null) return "\\-";
	if (typeof value === "string") return value;
	if (isNumber(value)) return String(toNumber(value));
	if (typeof value === "boolean") return String(value);
	if (Array.isArray(value)) {
		if (depth >= deepest) return "[…]";
		context.spend(value.length);
		const items = value.map((item: Value) => toText(item, context, depth + 1)).join(", ");
		context.spend(items.length >> 4);
		return depth > 0 ? `[${items}]` : items;
	}
	if (value instanceof ForeignValue && !(value instanceof ObjectValue)) return value.toText();
	const object = namedOf(value, context.pageOf);
	if (object === undefined) return "";
	if (depth >= deepest) return "{ … }";
	const keys = object.keys();
	context.spend(keys.length);
	const entries = keys.map((key) => `${key}: ${toText(object.get(key), context, depth + 1)}`);
	return `{ ${entries.join(", ")} }`;
}
