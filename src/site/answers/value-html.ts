import {
	type AnswerElement,
	type AnswerLink,
	type AnswerRichValue,
	type AnswerValue,
	baseName,
	formatDate,
	formatDuration,
	secondsOf,
} from "../../model/index.js";
import { readAddress } from "../body/address.js";
import { escapeHtml } from "../escape.js";
import { say } from "../interface.js";
import { filterHtml } from "../outputs/html.js";
import type { ParsedElement, ParsedNode } from "../outputs/parsed.js";
import { writeNodes } from "../outputs/write.js";
import { addressOf } from "../shared/site-index.js";
import { tagKey } from "../shared/tag-tree.js";
import { type AnswerText, textKey } from "./answer-view.js";
import { languageOf, type Place, targetOf } from "./place.js";

/** A value as HTML. In a sentence everything stays on its line; elsewhere lists are lists. */
export function valueHtml(value: AnswerValue, place: Place): string {
	if (value === null) return '<span class="answer-nothing">–</span>';
	if (typeof value === "boolean") return booleanHtml(value, place);
	if (typeof value === "number") return formatNumber(value);
	if (typeof value === "string") return lines(value);
	return richHtml(value, place);
}

/** By what a column sorts where the text that is shown would not do; `undefined` where it does. */
export function sortKey(value: AnswerValue): string | undefined {
	if (value === null) return "";
	if (typeof value === "boolean") return value ? "1" : "0";
	if (typeof value === "number") return String(value);
	if (typeof value !== "object") return undefined;
	if (value.kind === "date") return value.iso;
	return value.kind === "duration" ? String(secondsOf(value.iso)) : undefined;
}

/** What binary arithmetic adds behind the point is left out. Years and numbers of things are not told apart: no commas. */
export function formatNumber(value: number): string {
	if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
	const text = String(Number(value.toPrecision(12)));
	return text.startsWith("-") ? (text === "-0" ? "0" : `−${text.slice(1)}`) : text;
}

function booleanHtml(value: boolean, { state }: Place): string {
	const { ui } = state.index;
	const name = say(ui, value ? "answerYes" : "answerNo");
	return `<span class="answer-${value ? "yes" : "no"}" role="img" lang="${ui}" aria-label="${name}" data-t-label="${value ? "answerYes" : "answerNo"}">${value ? "✓" : "✗"}</span>`;
}

function lines(text: string): string {
	return isolated(text.trim()).replace(/\r\n?|\n/g, "<br>");
}

/** What runs from right to left, or turns others around, does so by itself. */
function isolated(text: string): string {
	const html = escapeHtml(text);
	return turning.test(text) ? `<bdi>${html}</bdi>` : html;
}

const turning = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC]/;

function richHtml(value: AnswerRichValue, place: Place): string {
	const lang = languageOf(place);
	switch (value.kind) {
		case "link":
			return linkHtml(value, place);
		case "markdown":
			return textHtml(value.text, place.texts.get(textKey(value.from, value.text)), value.from, place);
		case "html":
			return textHtml(value.text, place.texts.get(textKey("", value.text)), place.source.path, place);
		case "list":
			return listHtml(value.items, place);
		case "chain":
			return value.items.map((item) => valueHtml(item, { ...place, inline: true })).join(" ");
		case "object":
			return objectHtml(value.entries, place);
		case "date":
			return `<time datetime="${escapeHtml(value.iso)}">${escapeHtml(formatDate(value.iso, lang))}</time>`;
		case "duration":
			return escapeHtml(formatDuration(value.iso, lang));
		case "code":
			return `<code>${escapeHtml(value.text)}</code>`;
		case "image":
			return imageHtml(value.source, value.alt, place);
		case "url":
			return urlHtml(value.href, value.text);
		case "tag":
			return tagHtml(value.tag, place);
		case "problem":
			return `<span class="answer-flaw">${escapeHtml(value.message)}</span>`;
		case "element":
			return elementHtml(value, place);
		case "view":
			return place.inline ? "" : place.viewHtml(value.view, place);
	}
}

/**
 * What a program made, as far as outputs of cells may say the same; values between its elements are rendered as anywhere
 * else. Texts stay as they are, blanks and all.
 */
function elementHtml(element: AnswerElement, place: Place): string {
	const nodes = filterHtml([parsedOf(element, place)], "");
	return nodes === undefined ? "" : writeNodes(nodes);
}

function parsedOf(element: AnswerElement, place: Place): ParsedElement {
	const { tag, attributes, children } = element;
	const inHeading = place.inline || /^h[1-6]$/.test(tag);
	const inner = { ...place, inline: inHeading || inlineTags.has(tag) };
	const parts = children.map((child): ParsedNode => {
		if (typeof child === "string") return child;
		if (typeof child === "object" && child?.kind === "element") return parsedOf(child, inner);
		return { markup: valueHtml(child, inner) };
	});
	// What stands in a link cannot hold another one.
	const isLink = tag === "a" && parts.some((part) => typeof part === "object" && "markup" in part);
	return { tag: isLink ? "span" : tag, attributes, children: parts };
}

const inlineTags: ReadonlySet<string> = new Set(
	"a abbr b bdi bdo cite code del dfn em i ins kbd label mark q s samp small span strong sub sup time u var".split(
		" ",
	),
);

export function linkHtml(link: AnswerLink, place: Place): string {
	const target = targetOf(link, place);
	const text = isolated(link.text);
	if (target.href !== undefined) {
		const name =
			target.kind === "attachment" ? "internal attachment" : target.kind === "tag" ? "tag" : "internal";
		return `<a class="${name}" href="${target.href}">${text}</a>`;
	}
	if (target.kind !== "unresolved") return text;
	return `<span class="unresolved" title="${say(place.state.index.ui, "unresolved")}">${text}</span>`;
}

/** Markdown where it was read as such, else the text. A block in a sentence would break it. */
export function textHtml(text: string, read: AnswerText | undefined, from: string, place: Place): string {
	if (read === undefined || (place.inline && !read.inline)) return lines(text);
	const { source, state } = place;
	for (const feature of read.features) state.features.add(feature);
	const out: string[] = [];
	state.questions += 1;
	const inner = {
		...source,
		quoted: true as const,
		path: from,
		prefix: `${source.prefix}q${state.questions}-`,
		ids: new Set<string>(),
	};
	state.fill(read.parts, { ...inner, links: read.links, tags: read.tags }, state, out);
	return out.join("");
}

function listHtml(items: readonly AnswerValue[], place: Place): string {
	if (items.length === 0) return "";
	if (items.length === 1) return valueHtml(items[0]!, place);
	if (place.inline) {
		return items
			.map((item) => valueHtml(item, place))
			.join(/^(?:zh|ja)\b/.test(languageOf(place)) ? "、" : ", ");
	}
	const short = items.every(isShort) ? ' class="answer-parts"' : ' class="answer-lines"';
	return `<ul${short}>${items.map((item) => `<li>${valueHtml(item, place)}</li>`).join("")}</ul>`;
}

/** Stands beside others without a line of its own. */
function isShort(value: AnswerValue): boolean {
	if (typeof value === "string") return value.length <= 40 && !value.includes("\n");
	if (typeof value !== "object" || value === null) return true;
	if (value.kind === "markdown") return value.text.length <= 40 && !value.text.includes("\n");
	return value.kind === "link" || value.kind === "tag" || value.kind === "date" || value.kind === "duration";
}

function objectHtml(entries: readonly (readonly [string, AnswerValue])[], place: Place): string {
	if (entries.length === 0) return "";
	if (place.inline) {
		return entries.map(([key, value]) => `${escapeHtml(key)}: ${valueHtml(value, place)}`).join(", ");
	}
	const rows = entries.map(
		([key, value]) => `<dt>${escapeHtml(key)}</dt><dd>${valueHtml(value, place)}</dd>`,
	);
	return `<dl class="answer-object">${rows.join("")}</dl>`;
}

/** A file of the vault; what lies elsewhere is a link, because a page loads nothing from other hosts. */
export function imageHtml(source: string, alt: string, { state }: Place): string {
	const { index, page } = state;
	const address = index.addresses.attachments.get(source);
	if (address !== undefined) {
		const href = index.hrefs.to(page, address);
		return `<img src="${href}" alt="${escapeHtml(alt)}" loading="lazy" decoding="async">`;
	}
	const elsewhere = readAddress(source);
	if (elsewhere.kind === "external") return urlHtml(source, alt || source);
	return escapeHtml(alt || baseName(source));
}

function urlHtml(href: string, text: string): string {
	const address = readAddress(href);
	const name = escapeHtml(text || href);
	if (address.kind !== "external") return name;
	return `<a class="external" href="${escapeHtml(address.href)}" rel="noopener nofollow">${name}</a>`;
}

function tagHtml(tag: string, { state: { index, page } }: Place): string {
	const name = tag.replace(/^#/, "");
	const address = index.addresses.tags.get(tagKey(name))?.[0];
	const text = `#${escapeHtml(name)}`;
	if (address === undefined) return `<span class="tag">${text}</span>`;
	return `<a class="tag" href="${index.hrefs.to(page, address)}">${text}</a>`;
}

/** The picture or colour of a card; undefined where there is none to be seen. */
export function coverHtml(value: AnswerValue | undefined, place: Place): string | undefined {
	if (typeof value === "string" && /^#[0-9a-f]{3,8}$/i.test(value)) {
		return `<span class="answer-colour" style="background:${value}"></span>`;
	}
	if (typeof value !== "object" || value === null || value.kind !== "image") return undefined;
	const { state } = place;
	const known = addressOf(state.index, value.source) !== undefined;
	return known ? imageHtml(value.source, value.alt, place) : undefined;
}
