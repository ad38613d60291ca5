import { phrase } from "../interface.js";
import type { NotFoundView } from "../view.js";
import { type Html, html, safe } from "./html.js";

export function renderNotFound({ ui, places }: NotFoundView): Html {
	return html`<article class="note not-found" lang="${ui}">
<header class="head">
${brokenThread}
<h1>${phrase(ui, "notFound")}</h1>
<p class="lede">${phrase(ui, "notFoundText")}</p>
<p class="ways-out"><a href="${places.home}">${phrase(ui, "home")}</a><a href="${places.notes}">${phrase(ui, "allNotes")}</a><a href="${places.tags}">${phrase(ui, "tags")}</a></p>
</header>
</article>`;
}

/** A note whose link ends before it gets anywhere. */
const brokenThread = safe(
	'<svg class="broken" viewBox="0 0 240 96" aria-hidden="true"><path d="M20 76 76 28 128 60"/><path class="broken-end" d="M128 60 168 44M180 39 204 30"/><circle cx="20" cy="76" r="5"/><circle class="broken-self" cx="76" cy="28" r="8"/><circle cx="128" cy="60" r="5"/><circle class="broken-gone" cx="216" cy="26" r="8"/></svg>',
);
