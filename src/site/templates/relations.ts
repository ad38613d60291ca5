import { type Language, phrase } from "../interface.js";
import type { BacklinkView, LinkView, NoteView, RelatedView } from "../view.js";
import { type Html, html, safe } from "./html.js";

/** Below the text: who speaks of this note, in their own sentences, and where it leads. */
export function renderRelations(view: NoteView): Html {
	const { ui } = view;
	return html`<div class="relations" lang="${ui}">
${renderBacklinks(ui, view.backlinks, view.backlinkTotal)}
${renderRelated(ui, "related", view.related)}
${renderRelated(ui, "suggested", view.suggested)}
${renderOutgoing(ui, view.outgoing)}
${renderUnresolved(ui, view.unresolved)}
</div>`;
}

export function renderBacklinks(ui: Language, backlinks: readonly BacklinkView[], total?: number): Html {
	const items = backlinks.map((backlink) => renderBacklink(ui, backlink));
	const unlisted = (total ?? items.length) - items.length;
	return html`<section class="backlinks" aria-labelledby="backlinks">
<h2 id="backlinks">${phrase(ui, "backlinks")} ${count(total ?? items.length)}</h2>
${items.length === 0 ? html`<p class="none">${phrase(ui, "noBacklinks")}</p>` : renderLong(ui, items, 20)}
${unlisted > 0 && html`<p class="none">${phrase(ui, "moreItems", unlisted)}</p>`}
</section>`;
}

function renderBacklink(ui: Language, backlink: BacklinkView): Html {
	const { title, href, lang, kind } = backlink;
	const contexts = backlink.contextsHtml.map((context) => html`<p>${safe(context)}</p>`);
	const rest = contexts.slice(shownContexts);
	const away = rest.length + backlink.more;
	return html`<li lang="${lang}"><a class="source" href="${href}">${title}</a>${
		kind === "canvas" && html` <small lang="${ui}">${phrase(ui, "canvas")}</small>`
	}${backlink.properties.map((name) => html` <small class="via">${name}</small>`)}${
		backlink.imports && html` <small class="via" lang="${ui}">${phrase(ui, "cellImports")}</small>`
	}${contexts.slice(0, shownContexts)}${
		rest.length > 0
			? html`<details class="rest"><summary lang="${ui}">${phrase(ui, "moreMentions", away)}</summary>${rest}</details>`
			: away > 0 && html`<p class="none" lang="${ui}">${phrase(ui, "moreMentions", away)}</p>`
	}</li>`;
}

/** What the words and links of the whole vault bring near this note, and why. */
export function renderRelated(
	ui: Language,
	kind: "related" | "suggested",
	notes: readonly RelatedView[],
): Html | false {
	return (
		notes.length > 0 &&
		html`<section class="related" aria-labelledby="${kind}">
<h2 id="${kind}">${phrase(ui, kind)}</h2>
<ul>${notes.map(
			({ title, href, lang, reasons }) =>
				html`<li><a href="${href}"${lang !== ui && html` lang="${lang}"`}>${title}</a>${reasons.map(renderReason(ui))}</li>`,
		)}</ul>
</section>`
	);
}

function renderReason(ui: Language): (reason: RelatedView["reasons"][number]) => Html {
	return ({ text, names }) =>
		html` <small>${phrase(ui, text)}${names.length > 0 && ` ${names.join(ui === "zh" ? "、" : ", ")}`}</small>`;
}

function renderOutgoing(ui: Language, links: readonly LinkView[]): Html | false {
	const items = links.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`);
	return (
		items.length > 0 &&
		html`<section class="outgoing" aria-labelledby="outgoing">
<h2 id="outgoing">${phrase(ui, "outgoing")} ${count(items.length)}</h2>
${renderLong(ui, items, 60)}
</section>`
	);
}

function renderUnresolved(ui: Language, names: NoteView["unresolved"]): Html | false {
	const items = names.map(
		({ name, suggestion }) =>
			html`<li><span class="unresolved">${name}</span>${
				suggestion !== undefined && html` <small>${phrase(ui, "suggestion")} ${suggestion}</small>`
			}</li>`,
	);
	return (
		items.length > 0 &&
		html`<section class="missing" aria-labelledby="unresolved">
<h2 id="unresolved">${phrase(ui, "unresolved")} ${count(items.length)}</h2>
${renderLong(ui, items, 60)}
</section>`
	);
}

/** The first of a long list, and the rest behind a fold. */
function renderLong(ui: Language, items: readonly Html[], shown: number): Html {
	const rest = items.slice(shown);
	return html`<ul>${items.slice(0, shown)}</ul>${
		rest.length > 0 &&
		html`<details class="rest"><summary>${phrase(ui, "moreItems", rest.length)}</summary><ul>${rest}</ul></details>`
	}`;
}

function count(n: number): Html | false {
	return n > 0 && html`<span class="count">${n}</span>`;
}

const shownContexts = 3;
