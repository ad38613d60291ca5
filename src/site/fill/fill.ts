import { type BodyParts, foldName, type Slot, type VaultPath } from "../../model/index.js";
import { renderAnswer, renderBase } from "../answers/answer-html.js";
import { renderCell } from "../cells/cell-html.js";
import { escapeHtml } from "../escape.js";
import { addressOf } from "../shared/site-index.js";
import { tagKey } from "../shared/tag-tree.js";
import { renderLink } from "./link.js";
import type { PageState, Source } from "./page-state.js";

/** Puts addresses, embeds and ids into the slots of a body's parts, and appends the HTML to `out`. */
export function fill(parts: BodyParts, source: Source, state: PageState, out: string[]): void {
	let dropQuote = false;
	for (const part of parts) {
		if (typeof part === "string") {
			out.push(dropQuote && part.startsWith('"') ? part.slice(1) : part);
			dropQuote = false;
			continue;
		}
		const html = fillSlot(part, source, state, out);
		if (html === undefined) dropQuote = dropAttribute(out);
		else out.push(html);
	}
}

/** A slot's HTML; undefined when the attribute around it has to go. Embeds write to `out` themselves. */
function fillSlot(slot: Slot, source: Source, state: PageState, out: string[]): string | undefined {
	switch (slot.slot) {
		case "link":
			return renderLink(source.links[slot.link], slot.html, state);
		case "embed":
			return fillEmbed(slot, source, state, out);
		case "tag":
			return renderTag(source.tags[slot.tag]?.name ?? "", slot.html, state);
		case "id":
			return idOnce(source.prefix + slot.id, state);
		case "ref":
			return escapeHtml(refTo(slot.id, source, state));
		case "resource":
			return resourceAt(slot.url, source.path, state);
		case "cell":
			return renderCell(slot, source, state);
		case "query":
			return renderAnswer(slot, source, state);
		case "here":
			return `<mark>${slot.html}</mark>`;
	}
}

/** A base that was asked shows its answer; everything else itself. */
function fillEmbed(
	{ link, block }: Slot & { slot: "embed" },
	source: Source,
	state: PageState,
	out: string[],
): string {
	const resolved = source.links[link];
	const answer = block && resolved !== undefined ? renderBase(resolved, source, state) : undefined;
	if (answer !== undefined) return answer;
	state.embed(resolved, block, source, state, out);
	return "";
}

function renderTag(name: string, html: string, { index, page }: PageState): string {
	const address = index.addresses.tags.get(tagKey(name))?.[0];
	if (address === undefined) return `<span class="tag">${html}</span>`;
	return `<a class="tag" href="${index.hrefs.to(page, address)}">${html}</a>`;
}

/** Of several equal ids the first is kept: links lead there. */
function idOnce(id: string, { ids }: PageState): string | undefined {
	if (ids.has(id)) return undefined;
	ids.add(id);
	return escapeHtml(id);
}

function refTo(id: string, { ids, prefix, path }: Source, { index, page }: PageState): string {
	if (ids === undefined || ids.has(id)) return index.hrefs.to(page, page, prefix + id);
	const address = addressOf(index, path);
	return address === undefined ? "#" : index.hrefs.to(page, address, id);
}

function resourceAt(url: string, from: VaultPath, { index, page }: PageState): string | undefined {
	const path = index.resources.find(url, from);
	const address = path === undefined ? undefined : addressOf(index, path);
	if (path === undefined || address === undefined) return undefined;
	const fragment = url.includes("#") ? url.slice(url.indexOf("#") + 1) : "";
	if (index.published.byPath.has(path))
		return index.hrefs.to(page, address, placeIn(index.texts.outlineOf(path).ids, fragment));
	return (
		index.hrefs.to(page, address) +
		(/^[\w=&-]+$/.test(fragment) ? `#${fragment.replaceAll("&", "&amp;")}` : "")
	);
}

/** The id that a fragment in raw HTML means: a heading's, a block's, or one of the author's own. */
function placeIn(ids: ReadonlySet<string>, fragment: string): string | undefined {
	const slug = foldName(fragment).replace(/\s+/g, "-");
	return [`h-${slug}`, `b-${fragment.replace(/^\^/, "")}`, `u-${fragment}`].find((id) => ids.has(id));
}

/** Takes ` src="` back from the end of what is written; true when the closing quote must go as well. */
function dropAttribute(out: string[]): boolean {
	const last = out.at(-1) ?? "";
	const attribute = /\s[a-z:]{1,20}="$/i.exec(last);
	if (attribute === null) return false;
	out[out.length - 1] = last.slice(0, attribute.index);
	return true;
}
