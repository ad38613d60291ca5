import { ForeignValue, isNumber, type Value } from "../../query/index.js";
import { BaseDate, parseDate } from "./date-value.js";
import { BaseDuration } from "./duration-value.js";
import { BaseFile } from "./file-value.js";
import { BaseLink } from "./link-value.js";
import { asNumber } from "./number.js";
import type { Spend } from "./regex-value.js";
import { TagValue } from "./tag-value.js";

/**
 * `==`. Numbers equal the texts that write them; links equal the files to which they lead, and texts that name them;
 * a date equals the text that writes it, and a tag its name.
 */
export function equal(a: Value, b: Value, spend: Spend): boolean {
	if (a === b) return true;
	if (a === null || b === null) return false;
	if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b, spend);
	if (a instanceof Map) return b instanceof Map && equalMaps(a, b, spend);
	if (typeof a === "string" || typeof b === "string") return equalToText(a, b);
	if (a instanceof BaseDuration || b instanceof BaseDuration) {
		const [first, second] = [lengthOf(a), lengthOf(b)];
		return first !== undefined && first === second;
	}
	if (isNumber(a) || isNumber(b) || typeof a === "boolean" || typeof b === "boolean") {
		const [first, second] = [asPrimitive(a), asPrimitive(b)];
		return first !== undefined && first === second;
	}
	const [path, other] = [pathOf(a), pathOf(b)];
	if (path !== undefined || other !== undefined) return path === other;
	if (!(a instanceof ForeignValue) || !(b instanceof ForeignValue)) return false;
	return a.family === b.family && a.key() === b.key();
}

function equalLists(a: readonly Value[], b: readonly Value[], spend: Spend): boolean {
	spend(1 + Math.min(a.length, b.length));
	return a.length === b.length && a.every((item, index) => equal(item, b[index]!, spend));
}

function equalMaps(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>, spend: Spend): boolean {
	spend(1 + a.size);
	if (a.size !== b.size) return false;
	return [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key)!, spend));
}

/** One of the two is a text. */
function equalToText(a: Value, b: Value): boolean {
	const [text, other] = typeof a === "string" ? [a, b] : [b as string, a];
	if (isNumber(other)) return text.trim() !== "" && Number(text) === asNumber(other);
	if (other instanceof TagValue) return other.is(text);
	if (other instanceof BaseDate) return parseDate(text, (instant) => instant)?.time === other.time;
	if (other instanceof BaseFile) return text === other.path || text === other.facts.name;
	if (other instanceof BaseLink) return text === other.target || text === other.shown || text === other.path;
	return other instanceof ForeignValue && other.toText() === text;
}

function lengthOf(value: Value): number | undefined {
	return value instanceof BaseDuration ? value.length : asNumber(value);
}

function asPrimitive(value: Value): number | undefined {
	return typeof value === "boolean" ? Number(value) : asNumber(value);
}

function pathOf(value: Value): string | undefined {
	return value instanceof BaseLink || value instanceof BaseFile ? value.path : undefined;
}
