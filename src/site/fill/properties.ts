import { foldName, type Note, type PropertyValue, type ResolvedLink } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { renderLink } from "./link.js";
import type { PageState } from "./page-state.js";

/**
 * A note's properties as they are shown, except those that the page shows elsewhere or that speak to the compiler.
 * `[[links]]` in them become links, web addresses too.
 */
export function viewProperties(
	note: Note,
	links: readonly ResolvedLink[],
	state: PageState,
): { readonly key: string; readonly valueHtml: string }[] {
	const ofKey = linksByProperty(links);
	return note.properties.flatMap(({ key, value }) => {
		if (hidden.has(foldName(key))) return [];
		const queue = ofKey.get(key) ?? [];
		const valueHtml = renderValue(value, { next: () => queue.shift(), state }, 0);
		return valueHtml === "" ? [] : [{ key, valueHtml }];
	});
}

const hidden = new Set(
	"title tags tag aliases alias cssclasses cssclass publish draft permalink redirect_from redirects old_urls description lang image cover banner thumbnail".split(
		" ",
	),
);

/** Hands out the links of one property in the order in which they are written. */
interface LinkSupply {
	next(): ResolvedLink | undefined;
	readonly state: PageState;
}

function linksByProperty(links: readonly ResolvedLink[]): Map<string, ResolvedLink[]> {
	const byKey = new Map<string, ResolvedLink[]>();
	for (const resolved of links) {
		const key = resolved.link.property;
		if (key === undefined) continue;
		const list = byKey.get(key);
		if (list === undefined) byKey.set(key, [resolved]);
		else list.push(resolved);
	}
	return byKey;
}

/** Empty for what has no value. */
function renderValue(value: PropertyValue, supply: LinkSupply, depth: number): string {
	if (value === null || depth > deepest) return "";
	if (typeof value === "string") return renderText(value, supply);
	if (typeof value === "number") return String(value);
	if (typeof value === "boolean") return value ? "✓" : "✗";
	if (Array.isArray(value)) return renderList(value as readonly PropertyValue[], supply, depth);
	return renderMap(value as { readonly [key: string]: PropertyValue }, supply, depth);
}

const deepest = 8;

function renderList(values: readonly PropertyValue[], supply: LinkSupply, depth: number): string {
	const items = values.map((value) => renderValue(value, supply, depth + 1)).filter((html) => html !== "");
	return items.length === 0 ? "" : `<ul>${items.map((html) => `<li>${html}</li>`).join("")}</ul>`;
}

function renderMap(
	map: { readonly [key: string]: PropertyValue },
	supply: LinkSupply,
	depth: number,
): string {
	const rows = Object.entries(map).flatMap(([key, value]) => {
		const html = renderValue(value, supply, depth + 1);
		return html === "" ? [] : `<dt>${escapeHtml(key)}</dt><dd>${html}</dd>`;
	});
	return rows.length === 0 ? "" : `<dl>${rows.join("")}</dl>`;
}

function renderText(text: string, supply: LinkSupply): string {
	const trimmed = text.trim();
	if (trimmed.startsWith("[[") && trimmed.endsWith("]]")) {
		const resolved = supply.next();
		const written = trimmed.slice(2, -2);
		const shown = written.includes("|") ? written.slice(written.indexOf("|") + 1) : written;
		return renderLink(resolved, escapeHtml(shown.trim()), supply.state);
	}
	if (/^https?:\/\/[^\s<>"']+$/.test(trimmed)) {
		const url = escapeHtml(trimmed);
		return `<a class="external" href="${url}" rel="noopener nofollow">${url}</a>`;
	}
	if (/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/.test(trimmed)) {
		return `<time datetime="${trimmed.replace(" ", "T")}">${trimmed}</time>`;
	}
	return escapeHtml(trimmed);
}
