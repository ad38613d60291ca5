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
	":root{color-scheme:light dark;background:#fcfcfb;color:#535a68;" +
	"font:1.0625rem/1.8 -apple-system,'Segoe UI','Noto Sans','PingFang SC','Noto Sans CJK SC','Microsoft YaHei',system-ui,sans-serif}" +
	"main{max-width:34rem;margin:14vh auto;padding:0 1.5rem}p{margin:.75rem 0}" +
	"h1{margin:1.25rem 0 0;color:#10141d;" +
	"font:700 2.25rem/1.3 'Iowan Old Style','Source Serif 4','Sitka Heading',Charter,'Songti SC','Noto Serif CJK SC',Georgia,serif}" +
	".broken{width:15rem;fill:#1a5a8f}.broken path{fill:none;stroke:#c3c8cf;stroke-width:1.5}" +
	".broken-end,.broken-gone{stroke-dasharray:3 4}.broken-self{fill:#bb3a1f}.broken-gone{fill:none;stroke:#8e96a3}" +
	"@media(prefers-color-scheme:dark){:root{background:#12151c;color:#a3aab8}h1{color:#f2f3f6}" +
	".broken{fill:#8bbdea}.broken path{stroke:#454d5b}.broken-self{fill:#f28d70}}";
