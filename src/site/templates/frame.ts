import { label, phrase, say } from "../interface.js";
import type { PageView } from "../view.js";
import { type Html, html, safe } from "./html.js";

/**
 * Above every page. Without a script the search is a link to the list of all notes, and the switches for
 * appearance and language, which could do nothing, take no room.
 */
export function renderHeader({ ui, places, siteTitle }: PageView): Html {
	return html`<a class="skip" href="#content" data-t="skip">${say(ui, "skip")}</a>
<header class="site-header">
<a class="site-title" href="${places.home}">${sign}<span>${siteTitle}</span></a>
<notapse-search><a class="search-link" href="${places.notes}">${phrase(ui, "search")}</a></notapse-search>
<nav class="site-nav"${label(ui, "siteNav")}><a href="${places.notes}">${phrase(ui, "allNotes")}</a><a href="${places.tags}">${phrase(ui, "tags")}</a>${
		places.map !== undefined && html`<a href="${places.map}">${phrase(ui, "mapShort")}</a>`
	}${places.query !== undefined && html`<a href="${places.query}">${phrase(ui, "queryShort")}</a>`}</nav>
<notapse-language></notapse-language><notapse-theme></notapse-theme>
</header>`;
}

export function renderFooter({ ui, markdown, feed }: PageView): Html {
	return html`<footer class="site-footer">
<p>${phrase(ui, "madeWith")}</p>
<p>${markdown && html`<a href="${markdown}" type="text/markdown">${phrase(ui, "markdown")}</a>`}${
		feed && html`<a href="${feed}" type="application/rss+xml">${phrase(ui, "feed")}</a>`
	}</p>
</footer>`;
}

/** Three notes and the two links between them. */
const sign = safe(
	'<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 18 10.5 7 19 14"/><circle cx="5" cy="18" r="2"/><circle cx="19" cy="14" r="2"/><circle class="sign-self" cx="10.5" cy="7" r="3.5"/></svg>',
);
