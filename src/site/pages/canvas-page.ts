import type { Canvas, CanvasNode, CompiledCanvas, ResolvedLink, VaultPath } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { newPage } from "../fill/embed.js";
import { fill } from "../fill/fill.js";
import { hrefOf } from "../fill/link.js";
import { mediaKind } from "../fill/media.js";
import { renderMedia } from "../fill/media-html.js";
import type { PageState } from "../fill/page-state.js";
import { phrase } from "../interface.js";
import { backlinkPages, canvasItems } from "../limits.js";
import { type SiteIndex, titleOf } from "../shared/site-index.js";
import type { CanvasView, LinkView } from "../view.js";
import { viewBacklinks } from "./backlinks.js";
import { drawEdges } from "./canvas-edges.js";
import { cardNumber, colorOf, type Frame, frameOf } from "./canvas-frame.js";
import { viewBase } from "./page-base.js";

/** A canvas as one SVG: groups, edges, then cards with HTML in them. It needs no script and prints. */
export function viewCanvas(index: SiteIndex, path: VaultPath): CanvasView {
	const compiled = index.published.canvases.get(path);
	const page = index.addresses.canvases.get(path);
	if (compiled === undefined || page === undefined) throw new Error(`no page for ${path}`);
	const state = newPage(index, page);
	const drawing = drawCanvas(compiled, state);
	const backlinkTotal = index.backlinks.get(path)?.length ?? 0;
	const backlinks = viewBacklinks(index, path, page, backlinkPages);
	return {
		...viewBase(index, {
			path: page,
			title: compiled.canvas.name,
			file: path,
			features: state.features,
			description: compiled.cards[0]?.note.excerpt ?? "",
		}),
		kind: "canvas",
		canvasHtml: drawing,
		outline: viewOutline(compiled, state),
		backlinks,
		...(backlinkTotal > backlinks.length && { backlinkTotal }),
	};
}

function drawCanvas(compiled: CompiledCanvas, state: PageState): string {
	const { canvas } = compiled;
	const nodes = canvas.nodes.slice(0, canvasItems);
	const frame = frameOf(nodes);
	const { x, y, width, height } = frame;
	const size = `viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}"`;
	const out = [`<svg class="canvas" ${size} style="--canvas-width:${width}px" role="group">`];
	for (const node of nodes) if (node.kind === "group") out.push(drawGroup(node, frame));
	out.push(drawEdges(nodes, canvas.edges.slice(0, canvasItems), frame));
	for (const [i, node] of nodes.entries())
		if (node.kind !== "group") drawCard(node, i, compiled, frame, state, out);
	out.push("</svg>");
	return out.join("");
}

function drawGroup(node: CanvasNode & { kind: "group" }, frame: Frame): string {
	const { x, y, width, height } = frame.boxOf(node);
	return `<g class="canvas-group"${colorOf(node)}><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12"/><text x="${x + 12}" y="${y - 8}">${escapeHtml(node.label)}</text></g>`;
}

/** A text can be longer than its card, which then scrolls, with the keyboard too. */
function drawCard(
	node: CanvasNode,
	i: number,
	compiled: CompiledCanvas,
	frame: Frame,
	state: PageState,
	out: string[],
): void {
	const { x, y, width, height } = frame.boxOf(node);
	const scrolls = node.kind === "text" ? ' tabindex="0"' : "";
	out.push(
		`<foreignObject id="${cardNumber(i)}" x="${x}" y="${y}" width="${width}" height="${height}"><div class="canvas-card canvas-${node.kind}"${scrolls}${colorOf(node)}>`,
	);
	if (node.kind === "text") fillCard(node.text, compiled, state, out);
	else if (node.kind === "link") out.push(webLink(node.url));
	else if (node.kind === "file") out.push(fileCard(fileLink(compiled.canvas, node.file, state), state));
	out.push("</div></foreignObject>");
}

/** A text card is a small note of its own; its ids get the card's number. */
function fillCard(text: number, { canvas, cards }: CompiledCanvas, state: PageState, out: string[]): void {
	const card = cards[text];
	if (card === undefined) return;
	for (const feature of card.body.features) state.features.add(feature);
	const source = {
		path: canvas.path,
		lang: card.note.lang,
		links: state.index.published.canvasLinks.get(canvas.path)?.cards[text] ?? [],
		tags: card.note.tags,
		prefix: `c${text}-`,
		chain: [`${canvas.path}#${text}`],
	};
	for (const { parts } of card.body.blocks) fill(parts, source, state, out);
	fill(card.body.footnotes, source, state, out);
}

function fileLink(canvas: Canvas, file: number, { index }: PageState): ResolvedLink | undefined {
	const resolved = index.published.canvasLinks.get(canvas.path)?.files[file];
	const link = canvas.files[file];
	return resolved ?? (link && { link, resolution: { kind: "missing" } });
}

/** A note by title and first words, a picture as itself, anything else as a link; a draft says no name. */
function fileCard(resolved: ResolvedLink | undefined, state: PageState): string {
	if (resolved === undefined) return "";
	const { index, page } = state;
	if (resolved.resolution.kind === "missing") {
		return `<p class="embed-missing">${escapeHtml(resolved.link.target)}</p>`;
	}
	const { path } = resolved.resolution;
	if (index.published.hidden.has(path))
		return `<p class="unpublished">${phrase(index.ui, "unpublished").text}</p>`;
	const href = hrefOf(resolved, state);
	if (href === undefined) return `<p class="embed-missing">${escapeHtml(resolved.link.target)}</p>`;
	const attachment = index.addresses.attachments.get(path);
	if (attachment !== undefined && mediaKind(path) !== "file") {
		return renderMedia(resolved, path, index.hrefs.to(page, attachment), true);
	}
	const excerpt = index.texts.excerptOf(path);
	const words = excerpt === "" ? "" : `<p>${escapeHtml(excerpt)}</p>`;
	return `<p class="canvas-title"><a class="internal" href="${href}">${escapeHtml(titleOf(index, path))}</a></p>${words}`;
}

/** A link and never a frame: a page loads nothing from another host. */
function webLink(url: string): string {
	const text = escapeHtml(url);
	if (!/^https?:\/\//i.test(url)) return `<p>${text}</p>`;
	return `<p><a class="external" href="${text}" rel="noopener nofollow">${text}</a></p>`;
}

/** Cards in the order of the file: those that lead somewhere lead there, texts lead to their place in the drawing. */
function viewOutline({ canvas, cards }: CompiledCanvas, state: PageState): LinkView[] {
	const items: LinkView[] = [];
	for (const [i, node] of canvas.nodes.slice(0, canvasItems).entries()) {
		if (items.length === outlineItems) break;
		if (node.kind === "link" && /^https?:\/\//i.test(node.url))
			items.push({ title: node.url, href: node.url });
		if (node.kind === "text") {
			const title = cards[node.text]?.note.excerpt ?? "";
			if (title !== "") items.push({ title, href: `#${cardNumber(i)}` });
		}
		if (node.kind !== "file") continue;
		const resolved = fileLink(canvas, node.file, state);
		const href = resolved && hrefOf(resolved, state);
		if (resolved === undefined || resolved.resolution.kind === "missing" || href === undefined) continue;
		items.push({ title: titleOf(state.index, resolved.resolution.path), href });
	}
	return items;
}

const outlineItems = 500;
