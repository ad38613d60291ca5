import { label } from "../interface.js";
import type { PageView } from "../view.js";
import { type Html, html } from "./html.js";

export function renderBreadcrumbs({ ui, breadcrumbs }: PageView): Html | false {
	return (
		breadcrumbs.length > 0 &&
		html`<nav class="breadcrumbs"${label(ui, "youAreHere")}><ol>${breadcrumbs.map(
			(crumb) => html`<li><a href="${crumb.href}">${crumb.title}</a></li>`,
		)}</ol></nav>`
	);
}
