import { ForeignValue, isNumber, type Value } from "../../query/index.js";
import { BaseDate, parseDate } from "./date-value.js";
import { BaseDuration, parseDuration } from "./duration-value.js";
import { BaseFile } from "./file-value.js";
import { BaseLink } from "./link-value.js";
import { asNumber } from "./number.js";
import { TagValue } from "./tag-value.js";
import { type TypeName, typeOf } from "./types.js";

/** For `<` and its kind: negative, zero or positive, or NaN where two values cannot be compared. */
export function compare(a: Value, b: Value): number {
	if (a === null || b === null) return Number.NaN;
	if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
	if (a instanceof BaseDate || b instanceof BaseDate) return asTime(a) - asTime(b);
	if (a instanceof BaseDuration || b instanceof BaseDuration) return asLength(a) - asLength(b);
	if (a instanceof ForeignValue && b instanceof ForeignValue && a.family === b.family) return a.compare(b);
	return asComparable(a) - asComparable(b);
}

function asTime(value: Value): number {
	if (value instanceof BaseDate) return value.time;
	if (typeof value !== "string") return asNumber(value) ?? Number.NaN;
	return parseDate(value, (instant) => instant)?.time ?? Number.NaN;
}

function asLength(value: Value): number {
	if (value instanceof BaseDuration) return value.length;
	if (typeof value !== "string") return asNumber(value) ?? Number.NaN;
	return parseDuration(value)?.length ?? Number.NaN;
}

function asComparable(value: Value): number {
	if (typeof value === "boolean") return Number(value);
	if (typeof value === "string") return value.trim() === "" ? Number.NaN : Number(value);
	return asNumber(value) ?? Number.NaN;
}

/**
 * What rows and lists are sorted by: values of one type beside each other, texts as people sort them (case aside, numbers
 * in them by their size), and nothing last, whichever direction.
 */
export class SortKey extends ForeignValue {
	readonly family = "order of a base";
	readonly #rank: number;
	readonly #number: number;
	readonly #text: string;

	constructor(value: Value) {
		super();
		const type = typeOf(value);
		this.#rank = ranks.get(type) ?? 9;
		this.#number = sortNumber(value);
		this.#text = Number.isNaN(this.#number) ? sortText(value, type) : "";
	}

	compare(other: SortKey): number {
		return (
			this.#rank - other.#rank ||
			(Number.isNaN(this.#number) ? 0 : this.#number - other.#number) ||
			compareNaturally(this.#text, other.#text)
		);
	}

	key(): string {
		return `${this.#rank} ${this.#number} ${this.#text}`;
	}

	toText(): string {
		return this.#text === "" ? String(this.#number) : this.#text;
	}

	toPlain(): string {
		return this.toText();
	}
}

const ranks = new Map<TypeName, number>([
	["boolean", 0],
	["number", 1],
	["duration", 2],
	["date", 3],
	["string", 4],
	["link", 4],
	["file", 4],
	["tag", 4],
	["list", 4],
	["object", 5],
	["null", 10],
]);

function sortNumber(value: Value): number {
	if (typeof value === "boolean") return Number(value);
	if (isNumber(value)) return asNumber(value)!;
	if (value instanceof BaseDate) return value.time;
	return value instanceof BaseDuration ? value.length : Number.NaN;
}

/** UTF-16 units that decide. */
const longest = 500;

function sortText(value: Value, type: TypeName): string {
	if (typeof value === "string") return value.slice(0, longest);
	if (value instanceof BaseLink || value instanceof BaseFile) return value.shown;
	if (value instanceof TagValue) return value.name;
	if (Array.isArray(value)) {
		return value
			.slice(0, 20)
			.map((item: Value) => (Array.isArray(item) ? "" : sortText(item, typeOf(item))))
			.join(", ");
	}
	if (isNumber(value)) return String(asNumber(value));
	return value instanceof ForeignValue ? value.toText().slice(0, longest) : type;
}

/** One locale for every machine: Chinese by its sound, then other letters by the alphabet. */
const collator = new Intl.Collator("zh-u-co-pinyin-kn-true", { sensitivity: "variant", caseFirst: "false" });

export function compareNaturally(a: string, b: string): number {
	return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
