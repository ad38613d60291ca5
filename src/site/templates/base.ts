import { phrase } from "../interface.js";
import type { BaseView } from "../view.js";
import { renderBreadcrumbs } from "./breadcrumbs.js";
import { type Html, html, safe } from "./html.js";
import { renderBacklinks } from "./relations.js";

/** A base: its views, then who links to it. */
export function renderBasePage(view: BaseView): Html {
	const { ui } = view;
	return html`<article class="note base-page" lang="${view.lang}">
<header class="head">
${renderBreadcrumbs(view)}
<p class="kind" lang="${ui}">${phrase(ui, "base")}</p>
<h1>${view.title}</h1>
</header>
<div class="prose">
${safe(view.bodyHtml)}
</div>
<div class="relations" lang="${ui}">
${renderBacklinks(ui, view.backlinks, view.backlinkTotal)}
</div>
</article>`;
}
