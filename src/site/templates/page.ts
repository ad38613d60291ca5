import type { PageView } from "../view.js";
import { renderBasePage } from "./base.js";
import { renderCanvas } from "./canvas.js";
import { renderExplorer } from "./explorer.js";
import { renderFooter, renderHeader } from "./frame.js";
import { renderHead } from "./head.js";
import { renderHome } from "./home.js";
import { type Html, html } from "./html.js";
import { renderList } from "./list.js";
import { renderMapPage } from "./map.js";
import { renderLoneNotFound, renderNotFound } from "./not-found.js";
import { renderNote } from "./note.js";
import { renderQueryPage } from "./query.js";

/** A whole page. The text comes first in the document; the style sheet places the explorer beside it. */
export function renderPage(view: PageView): string {
	if (view.kind === "not-found" && view.selfContained) return renderLoneNotFound(view).text;
	return html`<!doctype html>
<html lang="${view.ui}" data-root="${view.root}" data-page="${view.kind}" data-ui="${view.ui}">
${renderHead(view)}
<body>
${renderHeader(view)}
<main id="content" tabindex="-1">
${renderMain(view)}
</main>
${renderExplorer(view)}
${renderFooter(view)}
</body>
</html>
`.text;
}

function renderMain(view: PageView): Html {
	switch (view.kind) {
		case "note":
			return renderNote(view);
		case "home":
			return renderHome(view);
		case "canvas":
			return renderCanvas(view);
		case "base":
			return renderBasePage(view);
		case "map":
			return renderMapPage(view);
		case "query":
			return renderQueryPage(view);
		case "not-found":
			return renderNotFound(view);
		default:
			return renderList(view);
	}
}
