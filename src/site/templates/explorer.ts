import { label, phrase } from "../interface.js";
import type { ExplorerView, PageView } from "../view.js";
import { type Html, html } from "./html.js";

/** The folder around the page, of bounded size; the front page lists the folders itself. */
export function renderExplorer({ kind, ui, explorer }: PageView): Html | false {
	if (kind === "home" || kind === "map" || kind === "not-found") return false;
	return html`<nav class="explorer"${label(ui, "siteFolder")}>
${explorer.parent && html`<a class="up" href="${explorer.parent.href}">${explorer.parent.title}</a>`}
<h2><a href="${explorer.folder.href}">${explorer.folder.title}</a></h2>
<ul>${explorer.items.map(renderItem)}</ul>
${
	explorer.total !== undefined &&
	html`<a class="more" href="${explorer.folder.href}">${phrase(ui, "more", explorer.total)}</a>`
}
</nav>`;
}

function renderItem(item: ExplorerView["items"][number]): Html {
	const current = item.current && html` aria-current="page"`;
	const count = item.count !== undefined && html` <span class="count">${item.count}</span>`;
	return html`<li data-kind="${item.kind}"><a href="${item.href}"${current}>${item.title}</a>${count}</li>`;
}
