import { phrase } from "../interface.js";
import type { EntryView, ListView } from "../view.js";
import { renderBreadcrumbs } from "./breadcrumbs.js";
import { type Html, html } from "./html.js";
import { renderTags } from "./note.js";
import { renderPagination } from "./pagination.js";
import { renderGraph } from "./side.js";

/** A tag, a folder, or the index of all tags. */
export function renderList(view: ListView): Html {
	const { ui } = view;
	const graph = renderGraph(view, view.graph);
	return html`<article class="note list list-${view.kind}" lang="${view.lang}">
<header class="head">
${renderBreadcrumbs(view)}
${renderTitle(view)}
${view.total > 0 && html`<div class="byline" lang="${ui}"><p class="length">${phrase(ui, "notes", view.total)}</p></div>`}
</header>
${graph && html`<div class="side" lang="${ui}">${graph}</div>`}
<div class="listing">
${view.concept && html`<p class="concept"><span lang="${ui}">${phrase(ui, "concept")}</span> <a href="${view.concept.href}">${view.concept.title}</a></p>`}
${renderSections(view)}
${view.entries.length > 0 && html`<ol class="entries">${view.entries.map((entry) => renderEntry(entry, "h2"))}</ol>`}
${view.entries.length + view.sections.length === 0 && html`<p class="none" lang="${ui}">${phrase(ui, "emptyList")}</p>`}
${renderPagination(view)}
</div>
</article>`;
}

function renderTitle({ kind, ui, title }: ListView): Html {
	if (kind === "tags") return html`<h1 lang="${ui}">${phrase(ui, "tags")}</h1>`;
	return html`<p class="kind" lang="${ui}">${phrase(ui, kind)}</p>\n<h1>${title}</h1>`;
}

function renderSections({ kind, ui, sections }: ListView): Html | false {
	if (sections.length === 0) return false;
	const list = html`<ul class="sections${kind === "tags" && " index"}">${sections.map(
		({ title, href, count }) =>
			html`<li><a${kind !== "folder" && html` class="tag"`} href="${href}">${title}</a> <span class="count">${count}</span></li>`,
	)}</ul>`;
	if (kind === "tags") return list;
	return html`<section aria-labelledby="sections"><h2 id="sections" lang="${ui}">${phrase(ui, kind === "tag" ? "nestedTags" : "folders")}</h2>${list}</section>`;
}

/** Under `heading`: the page's title in a list, a section's on the front page. */
export function renderEntry({ title, href, lang, excerpt, tags }: EntryView, heading: "h2" | "h3"): Html {
	const name = html`<a href="${href}">${title}</a>`;
	return html`<li lang="${lang}">${heading === "h2" ? html`<h2>${name}</h2>` : html`<h3>${name}</h3>`}${excerpt !== "" && html`<p>${excerpt}</p>`}${renderTags(tags)}</li>`;
}
