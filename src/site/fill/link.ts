import type { Anchor, ResolvedLink, VaultPath } from "../../model/index.js";
import { cellAnchor } from "../cells/cell-anchor.js";
import { say } from "../interface.js";
import { addressOf, type SiteIndex } from "../shared/site-index.js";
import type { PageState } from "./page-state.js";

/** A link with its safe content; a marked text when it leads nowhere that the reader could go. */
export function renderLink(resolved: ResolvedLink | undefined, html: string, state: PageState): string {
	if (resolved === undefined) return html;
	const { index } = state;
	const href = hrefOf(resolved, state);
	if (href !== undefined) return `<a class="${linkClass(resolved, index)}" href="${href}">${html}</a>`;
	if (resolved.resolution.kind !== "missing" && index.published.hidden.has(resolved.resolution.path)) {
		return `<span class="unpublished">${html}</span>`;
	}
	return `<span class="unresolved" title="${say(index.ui, "unresolved")}">${html}</span>`;
}

/** Where a link leads from the page; undefined when there is nothing to open. */
export function hrefOf({ link, resolution }: ResolvedLink, { index, page }: PageState): string | undefined {
	if (resolution.kind === "missing") return undefined;
	const address = addressOf(index, resolution.path);
	if (address === undefined) return undefined;
	const id = resolution.anchor && idOf(index, resolution.path, resolution.anchor);
	if (id !== undefined) return index.hrefs.to(page, address, id);
	return index.hrefs.to(page, address) + viewerFragment(resolution.path, link.heading);
}

/** The id of a place in a note, if its page has it: a heading inside a comment is there, but never shown. */
export function idOf(index: SiteIndex, path: VaultPath, anchor: Anchor): string | undefined {
	const { slugs, ids } = index.texts.outlineOf(path);
	const id = idIn(anchor, slugs);
	return ids.has(id) ? id : undefined;
}

function idIn(anchor: Anchor, slugs: readonly string[]): string {
	if (anchor.kind === "cell") return cellAnchor(anchor.index, anchor);
	return anchor.kind === "heading" ? `h-${slugs[anchor.index]}` : `b-${anchor.id}`;
}

/** `[[paper.pdf#page=3]]` opens at that page. */
export function viewerFragment(path: VaultPath, heading: string | undefined): string {
	if (heading === undefined || !/\.pdf$/i.test(path)) return "";
	return /^(?:page|zoom|height)=\d{1,6}(?:&(?:page|zoom|height)=\d{1,6}){0,4}$/.test(heading)
		? `#${heading}`
		: "";
}

function linkClass({ resolution }: ResolvedLink, { published }: SiteIndex): string {
	if (resolution.kind === "missing") return "internal";
	const { path } = resolution;
	const isPage = published.byPath.has(path) || published.canvases.has(path) || published.bases.has(path);
	return isPage ? "internal" : "internal attachment";
}
