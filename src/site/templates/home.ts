import { phrase } from "../interface.js";
import type { HomeView } from "../view.js";
import { type Html, html, safe } from "./html.js";
import { renderEntry } from "./list.js";
import { splitTitle } from "./note.js";
import { renderBacklinks, renderRelated } from "./relations.js";
import { renderGraph } from "./side.js";

/** The front page: what this is, the home note, and the ways in. Its size does not grow with the vault. */
export function renderHome(view: HomeView): Html {
	const { ui, note } = view;
	const graph = renderGraph(view, view.graph, note !== undefined);
	const map = renderMapFigure(view);
	const opening = note && splitTitle(note);
	return html`<article class="note home" lang="${view.lang}">
<header class="head">
${opening?.lifted ? opening.titleHtml : html`<h1>${view.siteTitle}</h1>`}
${view.description !== (note?.description ?? "") && html`<p class="lede">${view.description}</p>`}
<ul class="counts" lang="${ui}">
<li>${phrase(ui, "notes", view.counts.notes)}</li><li>${phrase(ui, "links", view.counts.links)}</li><li>${phrase(ui, "tagCount", view.counts.tags)}</li>
</ul>
</header>
${(graph || map) && html`<div class="side" lang="${ui}">${map}${graph}</div>`}
${opening && html`<div class="${["prose", ...note.cssClasses].join(" ")}" lang="${note.lang}">${opening.bodyHtml}</div>`}
<div class="ways">
${renderHubs(view)}
${renderPlaces(view)}
</div>
${
	note &&
	note.backlinks.length + note.related.length > 0 &&
	html`<div class="relations" lang="${ui}">${note.backlinks.length > 0 && renderBacklinks(ui, note.backlinks, note.backlinkTotal)}${renderRelated(ui, "related", note.related)}</div>`
}
</article>`;
}

/** Beside the text like the neighbourhood, and the way to the map. */
function renderMapFigure({ ui, map }: HomeView): Html | false {
	if (map === undefined) return false;
	return html`<details class="fold beside"><summary>${phrase(ui, "map")}</summary>
<figure class="small-map"><a href="${map.href}">${safe(map.mapHtml)}<span>${phrase(ui, "map")}</span></a></figure></details>`;
}

function renderHubs({ ui, hubs }: HomeView): Html | false {
	return (
		hubs.length > 0 &&
		html`<section class="hubs" aria-labelledby="hubs">
<h2 id="hubs" lang="${ui}">${phrase(ui, "hubs")}</h2>
<ol class="entries">${hubs.map((hub) => renderEntry(hub, "h3"))}</ol>
</section>`
	);
}

function renderPlaces({ ui, folders, tags, places }: HomeView): Html {
	return html`${
		folders.length > 0 &&
		html`<section aria-labelledby="folders"><h2 id="folders" lang="${ui}">${phrase(ui, "folders")}</h2>
<ul class="sections">${folders.map(
			({ title, href, count }) =>
				html`<li><a href="${href}">${title}</a> <span class="count">${count}</span></li>`,
		)}</ul></section>`
	}${
		tags.length > 0 &&
		html`<section aria-labelledby="tags"><h2 id="tags" lang="${ui}"><a href="${places.tags}">${phrase(ui, "tags")}</a></h2>
<ul class="tags">${tags.map(
			({ title, href, count }) =>
				html`<li><a class="tag" href="${href}">${title}</a> <span class="count">${count}</span></li>`,
		)}</ul></section>`
	}`;
}
