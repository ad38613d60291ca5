import { say } from "../interface.js";
import type { CellAssetsView, PageView } from "../view.js";
import { attribute, type Html, html, safe } from "./html.js";

/**
 * The policy comes before anything that loads. The script is deferred and blocks the first picture, not the
 * parser: a reader who chose light or dark never sees the other flash by, and no script stands in the page.
 */
export function renderHead(view: PageView): Html {
	const title = pageTitle(view);
	return html`<head>
<meta charset="utf-8">
${
	!view.trusted &&
	html`<meta http-equiv="Content-Security-Policy" content="${policyOf(view)}">
`
}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === view.siteTitle ? title : `${title} · ${view.siteTitle}`}</title>
<meta name="description" content="${view.description}">
${view.kind === "not-found" ? html`<meta name="robots" content="noindex">\n` : renderSharing(view, title)}
<link rel="stylesheet" href="${view.assets.css}">
${view.features.has("math") && html`<link rel="stylesheet" href="${view.assets.mathCss}">\n`}${view.features.has("map") && view.assets.map && html`<link rel="stylesheet" href="${view.assets.map.css}">\n`}
${view.assets.answers && html`<link rel="stylesheet" href="${view.assets.answers.css}">\n`}${view.assets.query && html`<link rel="stylesheet" href="${view.assets.query.css}">\n`}${view.assets.cells && html`<link rel="stylesheet" href="${view.assets.cells.css}">\n`}<link rel="icon" href="${view.assets.icon}">
<script src="${view.assets.js}" defer blocking="render"></script>
${view.kind === "map" && view.assets.map && html`<script src="${view.assets.map.js}" defer></script>\n`}${view.assets.answers && html`<script src="${view.assets.answers.js}" defer></script>\n`}${view.assets.query && html`<script src="${view.assets.query.js}" defer></script>\n`}${view.assets.cells && renderCellScript(view.assets.cells)}<script type="speculationrules">${safe(prefetching)}</script>
</head>`;
}

/** Finds the cells of the page, and knows where the rest lies that running one takes. */
function renderCellScript({
	js,
	runner,
	frame,
	library,
	editor,
	reader,
	text,
	mathCss,
}: CellAssetsView): Html {
	return html`<script src="${js}" defer data-runner="${runner}" data-frame="${frame}" data-library="${library}" data-editor="${editor}" data-reader="${reader}" data-text="${text}" data-math-css="${mathCss}"></script>
`;
}

/** Everything from the site itself; style attributes hold sizes, colours and positions only. */
function policyOf({ kind }: PageView): string {
	// Who answers queries is loaded as text, so that it can be had from the disk too, and started from that.
	return kind === "query" ? `${policy}; worker-src blob:` : policy;
}

const policy = [
	"default-src 'none'",
	"script-src 'self' 'inline-speculation-rules'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"media-src 'self'",
	"font-src 'self'",
	"connect-src 'self'",
	"frame-src 'self'",
	"object-src 'self'",
	"form-action 'none'",
	"base-uri 'none'",
].join("; ");

/** Pages of the site are fetched while the pointer rests on their link. */
const prefetching = JSON.stringify({
	prefetch: [{ where: { href_matches: "/*.html" }, eagerness: "moderate" }],
});

/** The title in the reader's list of tabs: pages of the interface have none from the vault. */
export function pageTitle(view: PageView): string {
	if (view.kind === "not-found") return say(view.ui, "notFound");
	if (view.kind === "tags") return say(view.ui, "tags");
	return view.title;
}

function renderSharing(view: PageView, title: string): Html {
	const type = view.kind === "note" ? "article" : "website";
	return html`${view.canonical && html`<link rel="canonical" href="${view.canonical}">\n`}${
		view.markdown && html`<link rel="alternate" type="text/markdown" href="${view.markdown}">\n`
	}${view.feed && html`<link rel="alternate" type="application/rss+xml"${attribute("title", view.siteTitle)} href="${view.feed}">\n`}
<meta property="og:title" content="${title}">
<meta property="og:type" content="${type}">
<meta property="og:site_name" content="${view.siteTitle}">
<meta property="og:description" content="${view.description}">
${view.canonical && html`<meta property="og:url" content="${view.canonical}">\n`}${
	view.image && html`<meta property="og:image" content="${view.image}">\n`
}`;
}
