import { label, phrase } from "../interface.js";
import type { CanvasView } from "../view.js";
import { renderBreadcrumbs } from "./breadcrumbs.js";
import { type Html, html, safe } from "./html.js";
import { renderBacklinks } from "./relations.js";

/** A canvas: the drawing in a frame that scrolls, then what is on it as a list. */
export function renderCanvas(view: CanvasView): Html {
	const { ui } = view;
	return html`<article class="note canvas-page" lang="${view.lang}">
<header class="head">
${renderBreadcrumbs(view)}
<p class="kind" lang="${ui}">${phrase(ui, "canvas")}</p>
<h1>${view.title}</h1>
</header>
<div class="canvas-frame" role="region" tabindex="0"${label(ui, "canvas")}>${safe(view.canvasHtml)}</div>
<div class="relations" lang="${ui}">
${
	view.outline.length > 0 &&
	html`<section class="outgoing" aria-labelledby="outline"><h2 id="outline">${phrase(ui, "onCanvas")} <span class="count">${view.outline.length}</span></h2>
<ul>${view.outline.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}</ul></section>`
}
${renderBacklinks(ui, view.backlinks)}
</div>
</article>`;
}
