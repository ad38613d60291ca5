import { renderLocalGraph } from "../graph-svg.js";
import { label, phrase } from "../interface.js";
import type { LocalGraph, NoteView, PageView } from "../view.js";
import { type Html, html } from "./html.js";

/**
 * What stands beside the text on a wide screen and folded above it on a narrow one: the neighbourhood and the
 * table of contents. The style sheet shows both unfolded where there is room.
 */
export function renderSide(view: NoteView): Html | false {
	const graph = renderGraph(view, view.graph);
	const toc = renderToc(view);
	return (graph || toc) && html`<div class="side" lang="${view.ui}">${graph}${toc}</div>`;
}

export function renderGraph(view: PageView, graph: LocalGraph | undefined, here = true): Html | false {
	if (graph === undefined || graph.nodes.length < 2) return false;
	const { ui } = view;
	const caption = [
		graph.hidden > 0 && phrase(ui, "graphHidden", graph.hidden),
		here && view.kind !== "home" && renderPlaceOnMap(view),
	].filter((part) => part !== false);
	return html`<details class="fold beside"><summary>${phrase(ui, "graph")} <span class="count">${graph.nodes.length - 1 + graph.hidden}</span></summary>
<figure class="local-graph">${renderLocalGraph(graph, label(ui, "graph"), here)}${
		caption.length > 0 && html`<figcaption>${caption}</figcaption>`
	}</figure></details>`;
}

/** The map opens where this page is on it. */
function renderPlaceOnMap({ ui, places, path }: PageView): Html | false {
	return (
		places.map !== undefined &&
		html`<a href="${places.map}?at=${encodeURIComponent(path)}">${phrase(ui, "onMap")}</a>`
	);
}

function renderToc({ ui, lang, toc }: NoteView): Html | false {
	if (toc.length < 2) return false;
	const top = Math.min(...toc.map((entry) => entry.depth));
	return html`<details class="fold beside"><summary>${phrase(ui, "contents")} <span class="count">${toc.length}</span></summary>
<nav class="toc"${label(ui, "contents")}><ol lang="${lang}">${toc.map(
		({ depth, text, href }) => html`<li data-depth="${depth - top + 1}"><a href="${href}">${text}</a></li>`,
	)}</ol></nav></details>`;
}
