import { type AnswerValue, foldName, type VaultPath } from "../../model/index.js";
import { ForeignValue, isNumber, toNumber, type Value } from "../../query/index.js";
import { BaseDate } from "../values/date-value.js";
import { BaseDuration } from "../values/duration-value.js";
import { BaseFile } from "../values/file-value.js";
import type { BaseFiles } from "../values/files.js";
import { BaseLink } from "../values/link-value.js";
import { MarkupValue } from "../values/markup-value.js";
import { ProblemValue } from "../values/problem-value.js";
import { TagValue } from "../values/tag-value.js";

/** Values of one cell, those in its lists counted. */
const mostParts = 500;

/** Values as a page shows them. @param from the file from which links in texts lead */
export function toAnswerValue(value: Value, from: VaultPath): AnswerValue {
	return new Converter(from).convert(value);
}

class Converter {
	#parts = 0;

	constructor(readonly from: VaultPath) {}

	convert(value: Value): AnswerValue {
		this.#parts++;
		if (value === null || typeof value === "boolean") return value;
		if (isNumber(value)) {
			const number = toNumber(value);
			return Number.isFinite(number) ? number : String(number);
		}
		if (typeof value === "string") return textAnswer(value, this.from);
		if (Array.isArray(value))
			return { kind: "list", items: this.#some(value).map((item) => this.convert(item)) };
		if (value instanceof Map) {
			const entries = this.#some([...(value as ReadonlyMap<string, Value>)]);
			return { kind: "object", entries: entries.map(([key, inner]) => [key, this.convert(inner)]) };
		}
		return foreignAnswer(value);
	}

	#some<T>(items: readonly T[]): readonly T[] {
		return items.slice(0, Math.max(0, mostParts - this.#parts));
	}
}

/** Links in a text are links on the page. */
function textAnswer(text: string, from: VaultPath): AnswerValue {
	if (/^https?:\/\/\S+$/.test(text)) return { kind: "url", href: text, text };
	return /\[\[[^[\]]+\]\]|\[[^[\]]*\]\([^()\s]+\)/.test(text) ? { kind: "markdown", text, from } : text;
}

function foreignAnswer(value: Value): AnswerValue {
	if (value instanceof BaseDate) return { kind: "date", iso: value.toIso() };
	if (value instanceof BaseDuration) return { kind: "duration", iso: value.toIso() };
	if (value instanceof BaseFile) return { kind: "link", concept: value.path, text: value.shown };
	if (value instanceof BaseLink) return linkAnswer(value);
	if (value instanceof TagValue) return { kind: "tag", tag: value.name };
	if (value instanceof MarkupValue) return markupAnswer(value);
	if (value instanceof ProblemValue) return { kind: "problem", message: value.message };
	return { kind: "code", text: value instanceof ForeignValue ? value.toText() : String(value) };
}

function linkAnswer(link: BaseLink): AnswerValue {
	const icon = link.display instanceof MarkupValue ? link.display.text : undefined;
	const text = icon ?? link.shown;
	if (link.external) return { kind: "url", href: link.target, text };
	const concept = link.path ?? `?${foldName(link.name)}`;
	const { place } = link;
	if (place.startsWith("^")) return { kind: "link", concept, text, block: place.slice(1) };
	return { kind: "link", concept, text, ...(place !== "" && { heading: place }) };
}

function markupAnswer({ kind, text }: MarkupValue): AnswerValue {
	if (kind === "html") return { kind: "html", text };
	if (kind === "image") return { kind: "image", source: text, alt: "" };
	return { kind: "code", text };
}

/** What stands at the head of a card: a picture of the vault or from elsewhere, or a colour. */
export function toCardImage(value: Value, files: BaseFiles, from: VaultPath): AnswerValue | undefined {
	if (value === null || value === "") return undefined;
	if (Array.isArray(value)) return toCardImage((value[0] as Value | undefined) ?? null, files, from);
	if (value instanceof BaseLink) {
		return { kind: "image", source: value.path ?? value.target, alt: "" };
	}
	if (value instanceof BaseFile) return { kind: "image", source: value.path, alt: "" };
	if (typeof value !== "string") return toAnswerValue(value, from);
	const text = value.trim();
	if (/^#[\da-f]{3,8}$/i.test(text)) return text;
	if (/^https?:\/\//i.test(text)) return { kind: "image", source: text, alt: "" };
	const file = files.fileNamed(text, from);
	return file === undefined ? undefined : { kind: "image", source: file.path, alt: "" };
}

/** Latitude and longitude, as a list of two or as a text with a comma. */
export function coordinatesOf(value: Value): readonly [latitude: number, longitude: number] | undefined {
	const parts = Array.isArray(value)
		? (value as readonly Value[])
		: typeof value === "string"
			? value.split(",")
			: [];
	if (parts.length !== 2) return undefined;
	const [latitude, longitude] = parts.map((part) =>
		isNumber(part)
			? toNumber(part)
			: typeof part === "string" && part.trim() !== ""
				? Number(part)
				: Number.NaN,
	) as [number, number];
	return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : undefined;
}

/** A way to a map of the world, for who wants one: the page itself asks nobody. */
export function coordinatesAnswer([latitude, longitude]: readonly [number, number]): AnswerValue {
	const place = `${latitude}, ${longitude}`;
	const query = `mlat=${latitude}&mlon=${longitude}#map=12/${latitude}/${longitude}`;
	return { kind: "url", href: `https://www.openstreetmap.org/?${query}`, text: place };
}
