import { label, phrase } from "../interface.js";
import type { MapView } from "../view.js";
import { type Html, html, safe } from "./html.js";

/**
 * The map, and below it everything that is on it as lists. The script draws over the picture what can be moved; who sees
 * no picture loses nothing, for the lists lead to every note.
 */
export function renderMapPage(view: MapView): Html {
	const { ui, counts } = view;
	return html`<article class="map-page" lang="${ui}">
<header class="head">
<h1>${phrase(ui, "map")}</h1>
<p class="lede">${phrase(ui, "mapLede")}</p>
<ul class="counts"><li>${phrase(ui, "notes", counts.notes)}</li><li>${phrase(ui, "mapAreas", counts.areas)}</li></ul>
</header>
<figure class="concept-map" data-version="${view.version}" style="--wide:${view.width};--high:${view.height}">
${safe(view.mapHtml)}
</figure>
<section class="map-lists" aria-labelledby="areas">
<h2 id="areas">${phrase(ui, "mapList")}</h2>
${view.lists.map((list) => renderList(view, list))}
</section>
</article>`;
}

/** More would say less. */
const mapTerms = 6;

function renderList({ ui }: MapView, list: MapView["lists"][number]): Html {
	const { id, colour, name, title, terms, total, pages, more } = list;
	return html`<section class="map-list" aria-labelledby="${id}">
<h3 id="${id}"><span class="map-swatch t${colour < 0 ? "" : colour}"></span>${name === undefined ? phrase(ui, title) : name} <span class="count">${total}</span></h3>
${terms.length > 0 && html`<p class="map-terms"${label(ui, "mapTerms")}>${terms.slice(0, mapTerms).join(" · ")}</p>`}
<ul>${pages.map(({ title, href, lang }) => html`<li><a href="${href}"${lang !== ui && html` lang="${lang}"`}>${title}</a></li>`)}</ul>
${more !== undefined && html`<p class="more"><a href="${more}">${phrase(ui, "more", total)}</a></p>`}
</section>`;
}
