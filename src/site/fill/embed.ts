import type { Body, BodyParts, ResolvedLink, SitePath, Slot, VaultPath } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { phrase } from "../interface.js";
import { embedCount, embedDepth, embedSize } from "../limits.js";
import { type SiteIndex, titleOf } from "../shared/site-index.js";
import type { NoteText } from "../shared/texts.js";
import { fill } from "./fill.js";
import { hrefOf } from "./link.js";
import { renderMedia } from "./media-html.js";
import type { PageState, Source } from "./page-state.js";
import { idsIn, sizeOf, slotsOf } from "./slots.js";

/** A page on which nothing stands yet. */
export function newPage(index: SiteIndex, page: SitePath): PageState {
	return {
		index,
		page,
		features: new Set(),
		ids: new Set(),
		embeds: 0,
		embedded: 0,
		outputs: 0,
		questions: 0,
		fill,
		embed: renderEmbed,
	};
}

/**
 * What `![[…]]` becomes:
 * - a note, section or block: `<figure class="embed embed-note">`, its title as a link, then its blocks;
 * - a picture, sound, film or PDF: the element that shows it (`embed-image`, `embed-audio`, …);
 * - a canvas, base or other file: a link, `<a class="embed-card" data-kind="…">`;
 * - what is not there: `<span class="embed-missing">`;
 * - what would never end: `<p class="embed-cut">`, which says why and leads to the note.
 * In the middle of a text (`block` false) a note is a link, because a paragraph cannot hold blocks.
 */
function renderEmbed(
	resolved: ResolvedLink | undefined,
	block: boolean,
	source: Source,
	state: PageState,
	out: string[],
): void {
	if (resolved === undefined || resolved.resolution.kind === "missing") {
		out.push(paragraphIf(block, missing(resolved)));
		return;
	}
	const { path, dead } = resolved.resolution;
	const isNote = state.index.published.byPath.has(path);
	const address = state.index.addresses.attachments.get(path);
	const note = isNote && block && dead === undefined ? state.index.texts.text(path) : undefined;
	if (note !== undefined) transclude(note, resolved, source, state, out);
	else if (isNote || isPage(state.index, path)) {
		out.push(paragraphIf(block, card(resolved, path, state)));
	} else if (address !== undefined) {
		out.push(renderMedia(resolved, path, state.index.hrefs.to(state.page, address), block));
	} else out.push(paragraphIf(block, missing(resolved)));
}

/** A note within a note, unless it is already being shown around this place, or there is too much of it. */
function transclude(
	compiled: NoteText,
	resolved: ResolvedLink,
	source: Source,
	state: PageState,
	out: string[],
): void {
	const { ui } = state.index;
	const title = card(resolved, compiled.note.path, state);
	const place = placeOf(resolved);
	const reason = reasonToCut(place, source, state);
	const lists = reason === undefined ? partsAt(compiled, resolved) : [];
	state.embedded += sizeOf(lists ?? []);
	if (lists === undefined) out.push(paragraphIf(true, title));
	else if (reason !== undefined || state.embedded > embedSize) {
		out.push(`<p class="embed-cut" lang="${ui}">${phrase(ui, reason ?? "embedFull").text} ${title}</p>`);
	} else {
		const lang = compiled.note.lang === source.lang ? "" : ` lang="${escapeHtml(compiled.note.lang)}"`;
		out.push(`<figure class="embed embed-note"${lang}><figcaption>${title}</figcaption>`);
		fillEmbedded(compiled, lists, [...source.chain, place], state, out);
		out.push("</figure>");
	}
}

function fillEmbedded(
	{ note, body, links }: NoteText,
	lists: readonly BodyParts[],
	chain: readonly string[],
	state: PageState,
	out: string[],
): void {
	state.embeds++;
	for (const feature of body.features) state.features.add(feature);
	const prefix = `t${state.embeds}-`;
	const inner = {
		path: note.path,
		lang: note.lang,
		links,
		tags: note.tags,
		prefix,
		ids: idsIn(lists),
		chain,
	};
	for (const parts of lists) fill(parts, inner, state, out);
}

/** The whole note, a section (up to the next heading of its rank), or one block; undefined if it is not shown. */
function partsAt({ note, body }: NoteText, { resolution }: ResolvedLink): readonly BodyParts[] | undefined {
	const anchor = resolution.kind === "missing" ? undefined : resolution.anchor;
	if (anchor === undefined) return [...body.blocks.map(({ parts }) => parts), body.footnotes];
	const { headings, blocks } = findPlaces(body);
	if (anchor.kind === "block") {
		const block = blocks.get(anchor.id);
		return block && [block];
	}
	if (anchor.kind === "cell") {
		const cell = cellIn(body, anchor.index);
		return cell && [[cell]];
	}
	const start = headings.get(anchor.index);
	if (start === undefined) return undefined;
	const depth = note.headings[anchor.index]?.depth ?? 1;
	const ends = ({ heading }: Body["blocks"][number]) =>
		heading !== undefined && (note.headings[heading]?.depth ?? 6) <= depth;
	let end = start + 1;
	for (let next = body.blocks[end]; next !== undefined && !ends(next); next = body.blocks[end]) end++;
	return body.blocks.slice(start, end).map(({ parts }) => parts);
}

/** The first of it: a block with an id is in its list and by itself. */
function cellIn(body: Body, index: number): Slot | undefined {
	for (const slot of slotsOf(body)) if (slot.slot === "cell" && slot.cell === index) return slot;
	return undefined;
}

interface Places {
	/** Heading → index of its top-level block. */
	readonly headings: ReadonlyMap<number, number>;
	readonly blocks: ReadonlyMap<string, BodyParts>;
}

const places = new WeakMap<Body, Places>();

/** Found once for each note, however often it is embedded; of several blocks with one id the first counts. */
function findPlaces(body: Body): Places {
	const known = places.get(body);
	if (known !== undefined) return known;
	const headings = new Map<number, number>();
	const blocks = new Map<string, BodyParts>();
	const setBlock = (block: string, parts: BodyParts) => blocks.has(block) || blocks.set(block, parts);
	for (const [i, { heading, block, parts }] of body.blocks.entries()) {
		if (heading !== undefined) headings.set(heading, i);
		if (block !== undefined) setBlock(block, parts);
	}
	for (const { block, parts } of body.fragments) setBlock(block, parts);
	const found = { headings, blocks };
	places.set(body, found);
	return found;
}

function placeOf({ resolution }: ResolvedLink): string {
	if (resolution.kind === "missing") return "";
	const { path, anchor } = resolution;
	if (anchor === undefined) return path;
	if (anchor.kind === "cell") return `${path}#cell-${anchor.index}`;
	return anchor.kind === "heading" ? `${path}#${anchor.index}` : `${path}#^${anchor.id}`;
}

/** The first embed that the page's budget has no room for is the last that is weighed. */
function reasonToCut(
	place: string,
	{ chain }: Source,
	{ embeds, embedded }: PageState,
): "embedCycle" | "embedDeep" | "embedFull" | undefined {
	if (chain.includes(place)) return "embedCycle";
	if (chain.length > embedDepth) return "embedDeep";
	return embeds >= embedCount || embedded > embedSize ? "embedFull" : undefined;
}

/** A link to what is embedded, under its alias or its name. */
function card(resolved: ResolvedLink, path: VaultPath, state: PageState): string {
	const { heading, alias } = resolved.link;
	const place = heading === undefined ? "" : ` › ${heading.replaceAll("#", " › ")}`;
	const title = escapeHtml(alias ?? titleOf(state.index, path) + place);
	const { byPath, bases } = state.index.published;
	const kind = byPath.has(path) ? "note" : bases.has(path) ? "base" : "canvas";
	return `<a class="internal embed-card" data-kind="${kind}" href="${hrefOf(resolved, state) ?? "#"}">${title}</a>`;
}

function isPage({ published }: SiteIndex, path: VaultPath): boolean {
	return published.canvases.has(path) || published.bases.has(path);
}

function missing(resolved: ResolvedLink | undefined): string {
	const { target = "", heading = "", alias } = resolved?.link ?? {};
	return `<span class="embed-missing">${escapeHtml(alias ?? (target || heading))}</span>`;
}

function paragraphIf(block: boolean, html: string): string {
	return block ? `<p>${html}</p>` : html;
}
