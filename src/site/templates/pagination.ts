import { label } from "../interface.js";
import type { ListView } from "../view.js";
import { type Html, html } from "./html.js";

export function renderPagination({ ui, pages }: ListView): Html | false {
	return (
		pages.length > 1 &&
		html`<nav class="pagination"${label(ui, "pages")}><ol>${pages.map(
			(page) =>
				html`<li><a href="${page.href}"${page.current && html` aria-current="page"`}>${page.title}</a></li>`,
		)}</ol></nav>`
	);
}
