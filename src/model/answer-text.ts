import type { AnswerLink, AnswerValue } from "./answer.js";
import { formatDate, formatDuration } from "./answer-times.js";
import { valuesOf } from "./answer-values.js";

export function isWritten({ concept }: AnswerLink): boolean {
	return !concept.startsWith("?");
}

/**
 * A value in a few words, on one line: links by what they display, `(?)` behind those that nobody has written, dates as
 * `2026-11-23 14:05`.
 * @param lang as the language of a page has it, where links and dates are marked otherwise
 */
export function textOf(value: AnswerValue, lang?: string): string {
	if (value === null) return "";
	if (typeof value === "number") return String(Number(value.toPrecision(12)));
	if (typeof value === "string") return oneLine(value);
	if (typeof value === "boolean") return String(value);
	switch (value.kind) {
		case "link":
			return oneLine(isWritten(value) || lang !== undefined ? value.text : `${value.text} (?)`);
		case "markdown":
			return oneLine(withoutTargets(value.text));
		case "code":
			return oneLine(value.text);
		case "html":
			return oneLine(value.text.replace(/<[^<>]*>/g, ""));
		case "list":
			return value.items.map((item) => textOf(item, lang)).join(", ");
		case "chain":
			return value.items.map((item) => textOf(item, lang)).join(" ");
		case "object":
			return value.entries.map(([key, inner]) => `${oneLine(key)}: ${textOf(inner, lang)}`).join(", ");
		case "date":
			return lang === undefined ? dateText(value.iso) : formatDate(value.iso, lang);
		case "duration":
			return formatDuration(value.iso, lang ?? "en");
		case "image":
			return oneLine(value.alt || value.source);
		case "url":
			return oneLine(value.text || value.href);
		case "tag":
			return oneLine(`#${value.tag}`);
		case "problem":
			return `⚠ ${oneLine(value.message)}`;
		case "element":
			return oneLine(value.children.map((child) => textOf(child, lang)).join(""));
		case "view":
			return [...valuesOf(value.view)].map((inner) => textOf(inner, lang)).join("; ");
	}
}

/** A line of Markdown with its links as they are read. */
export function withoutTargets(markdown: string): string {
	return markdown
		.replace(/!?\[\[([^[\]|]*)(?:\|([^[\]]*))?\]\]/g, (_, target: string, alias?: string) =>
			(alias ?? target).trim(),
		)
		.replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, "$1");
}

function dateText(iso: string): string {
	const [, day = "", time = ""] =
		/^([^T]*?)T?((?:\d{2}:\d{2}(?::\d{2})?)?)(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?$/.exec(iso) ?? [];
	const clock = time.replace(/^(\d{2}:\d{2}):00$/, "$1");
	return [day, clock].filter((part) => part !== "").join(" ") || iso;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
