import { phrase } from "../interface.js";
import type { NoteView } from "../view.js";
import { type Html, html, safe } from "./html.js";

/**
 * A few properties are shown; more are folded away, so that the text stays near its title, and so are flags when
 * there is nothing else: they are for programs and for their author.
 */
export function renderProperties({ ui, properties }: NoteView): Html | false {
	if (properties.length === 0) return false;
	const list = html`<dl class="properties">${properties.map(
		({ key, valueHtml }) => html`<div><dt>${key}</dt><dd>${safe(valueHtml)}</dd></div>`,
	)}</dl>`;
	const flags = properties.every(({ valueHtml }) => valueHtml === "✓" || valueHtml === "✗");
	if (properties.length <= shownAtOnce && !flags) return list;
	return html`<details class="fold"><summary lang="${ui}">${phrase(ui, "properties")} <span class="count">${properties.length}</span></summary>${list}</details>`;
}

const shownAtOnce = 3;
