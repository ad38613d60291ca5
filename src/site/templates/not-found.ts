import { phrase, say } from "../interface.js";
import type { NotFoundView } from "../view.js";
import { type Html, html, safe } from "./html.js";

export function renderNotFound(view: NotFoundView): Html {
	const { ui, places } = view;
	return html`<article class="note not-found" lang="${ui}">
<header class="head">
${brokenThread}
<h1>${phrase(ui, "notFound")}</h1>
<p class="lede">${phrase(ui, "notFoundText")}</p>
<p class="ways-out"><a href="${places.home}">${phrase(ui, "home")}</a><a href="${places.notes}">${phrase(ui, "allNotes")}</a><a href="${places.tags}">${phrase(ui, "tags")}</a></p>
</header>
</article>`;
}

/**
 * The same for a site that does not know its own address: a server shows this page at any depth, where no
 * relative address can be trusted, so it carries its few rules itself and links to nothing.
 */
export function renderLoneNotFound({ ui, siteTitle }: NotFoundView): Html {
	return html`<!doctype html>
<html lang="${ui}" data-page="not-found">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${say(ui, "notFound")} · ${siteTitle}</title>
<style>${safe(loneStyle)}</style>
</head>
<body>
<main>
${brokenThread}
<h1>${say(ui, "notFound")}</h1>
<p>${say(ui, "notFoundText")}</p>
</main>
</body>
</html>
`;
}

/** A note whose link ends before it gets anywhere. */
const brokenThread = safe(
	'<svg class="broken" viewBox="0 0 240 96" aria-hidden="true"><path d="M20 76 76 28 128 60"/><path class="broken-end" d="M128 60 168 44M180 39 204 30"/><circle cx="20" cy="76" r="5"/><circle class="broken-self" cx="76" cy="28" r="8"/><circle cx="128" cy="60" r="5"/><circle class="broken-gone" cx="216" cy="26" r="8"/></svg>',
);

const loneStyle =
	":root{color-scheme:light dark;font:1.125rem/1.8 system-ui,sans-serif}" +
	"main{max-width:34rem;margin:12vh auto;padding:0 1.5rem}" +
	"h1{margin:1rem 0 0;font:700 2.25rem/1.3 'Songti SC','Noto Serif CJK SC',serif}" +
	".broken{width:15rem;fill:#5d8fbf}.broken path{fill:none;stroke:#8e96a3;stroke-width:1.5}" +
	".broken-end,.broken-gone{stroke-dasharray:3 4}.broken-self{fill:#d0573a}.broken-gone{fill:none;stroke:#8e96a3}";
