import { type AnswerValue, foldName, noteName, type VaultPath } from "../../model/index.js";
import { ForeignValue, isNumber, NodeValue, toNumber, type Value } from "../../query/index.js";
import { ItemValue, TaskRow } from "../pages/item-value.js";
import { Page } from "../pages/page.js";
import { FailureValue } from "../values/failure.js";
import { LinkValue } from "../values/link-value.js";
import { namedOf, type PageOf } from "../values/objects.js";
import { MomentValue, SpanValue } from "../values/time-values.js";
import { UrlValue } from "../values/widget-value.js";

export interface Showing {
	readonly pageOf: PageOf;
	/** The note in which the question stands: links in texts are looked up from there. */
	readonly from: VaultPath;
	/** Whether the vault has such a file. */
	isFile(path: string): boolean;
	/** How many parts of lists and objects may still be shown: a row may hold all pages with all that they hold. */
	room: number;
}

/** More than a page has room for. */
export const mostParts = 100_000;

/** Objects hold each other; Dataview too goes four levels deep. */
const deepest = 4;

export function toAnswerValue(value: Value, showing: Showing, depth = 0): AnswerValue {
	if (value === null || typeof value === "boolean") return value;
	if (isNumber(value)) return Number.isFinite(toNumber(value)) ? toNumber(value) : String(toNumber(value));
	if (typeof value === "string") return textOf(value, showing);
	if (value instanceof LinkValue) return linkOf(value, showing);
	if (value instanceof MomentValue) return { kind: "date", iso: value.iso };
	if (value instanceof SpanValue) return { kind: "duration", iso: value.iso };
	if (value instanceof UrlValue) return { kind: "url", href: value.url, text: value.display };
	if (value instanceof FailureValue) return { kind: "problem", message: value.message };
	const itself = recordOf(value, showing);
	if (itself !== undefined) return itself;
	if (depth >= deepest) return "…";
	if (Array.isArray(value)) {
		const items = taken(value as readonly Value[], showing);
		return { kind: "list", items: items.map((item) => toAnswerValue(item, showing, depth + 1)) };
	}
	const object = namedOf(value, showing.pageOf);
	if (object !== undefined) {
		const entries = taken(object.keys(), showing).map(
			(key) => [key, toAnswerValue(object.get(key), showing, depth + 1)] as const,
		);
		return { kind: "object", entries };
	}
	return value instanceof ForeignValue ? value.toText() : null;
}

/** A task or list item is its text, a page the link to it: all their fields would fill the page. */
function recordOf(value: Value, { pageOf }: Showing): AnswerValue | undefined {
	if (value instanceof TaskRow)
		return { kind: "markdown", text: value.item.facts.text, from: value.item.path };
	if (value instanceof ItemValue) return { kind: "markdown", text: value.facts.text, from: value.path };
	const page = value instanceof NodeValue ? pageOf(value) : value;
	if (!(page instanceof Page)) return undefined;
	return { kind: "link", concept: page.path, text: noteName(page.path) };
}

function taken<T>(parts: readonly T[], showing: Showing): readonly T[] {
	const shown = parts.slice(0, Math.max(0, showing.room));
	showing.room -= shown.length;
	return shown;
}

/** Without any sign that Markdown or a name of a tag needs, a text is a text. */
function textOf(text: string, { from }: Showing): AnswerValue {
	if (/^#[^\s#!-&(-,.:-@[-^`{-~]+$/u.test(text) && !/^#\d+$/.test(text))
		return { kind: "tag", tag: text.slice(1) };
	return /[\\`*_{}[\]<>#+\-!|~$&:=\n]|^\s*\d+[.)]/u.test(text) ? { kind: "markdown", text, from } : text;
}

const pictures = /\.(?:tiff?|gif|a?png|avif|jpe?g|jfif|pjp(?:eg)?|svg|webp|bmp|ico|cur)$/i;

function linkOf(link: LinkValue, showing: Showing): AnswerValue {
	const { leadsTo, type, subpath, display, embed } = link;
	if (embed && type === "file" && pictures.test(leadsTo) && showing.isFile(leadsTo))
		return { kind: "image", source: leadsTo, alt: display ?? link.title };
	return {
		kind: "link",
		concept: conceptOf(link, showing),
		text: display || link.title,
		...(type === "header" && subpath !== undefined && { heading: subpath }),
		...(type === "block" && subpath !== undefined && { block: subpath }),
	};
}

function conceptOf({ leadsTo }: LinkValue, { isFile }: Showing): string {
	return isFile(leadsTo) ? leadsTo : `?${foldName(leadsTo.replace(/\.md$/i, ""))}`;
}
