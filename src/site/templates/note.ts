import { phrase } from "../interface.js";
import type { LinkView, NoteView } from "../view.js";
import { renderBreadcrumbs } from "./breadcrumbs.js";
import { nameCallouts } from "./callout-names.js";
import { attribute, type Html, html, safe } from "./html.js";
import { renderProperties } from "./properties.js";
import { renderRelations } from "./relations.js";
import { renderSide } from "./side.js";

/** A note: what it is called, what it says, and what it is joined to. */
export function renderNote(view: NoteView): Html {
	const { ui } = view;
	const { titleHtml, bodyHtml } = splitTitle(view);
	return html`<article class="${["note", ...view.cssClasses].join(" ")}"${attribute("lang", view.lang)}>
<header class="head">
${renderBreadcrumbs(view)}
${titleHtml}
${renderByline(view)}
${renderProperties(view)}
</header>
${renderSide(view)}
<div class="prose"${view.plain && html` data-plain`}>
${view.plain && html`<p class="notice" lang="${ui}">${phrase(ui, "plain")}</p>`}
${bodyHtml}
</div>
${renderRelations(view)}
</article>`;
}

/**
 * The body's own level-1 heading goes where the title stands, above aliases and tags, when it is the title or
 * when the note asks to have its title hidden; `lifted` says whether it did.
 */
export function splitTitle(view: NoteView): { titleHtml: Html; bodyHtml: Html; lifted: boolean } {
	const bodyHtml = nameCallouts(view.bodyHtml, view.ui);
	const end = bodyHtml.startsWith("<h1") ? bodyHtml.indexOf("</h1>") : -1;
	if (end >= 0 && (!view.showTitle || view.cssClasses.includes("hide-title"))) {
		const after = end + "</h1>".length;
		return { titleHtml: safe(bodyHtml.slice(0, after)), bodyHtml: safe(bodyHtml.slice(after)), lifted: true };
	}
	const titleHtml = view.showTitle ? html`<h1>${view.title}</h1>` : safe("");
	return { titleHtml, bodyHtml: safe(bodyHtml), lifted: false };
}

function renderByline({ ui, lang, aliases, tags, wordCount }: NoteView): Html {
	const minutes = Math.max(1, Math.round(wordCount / (isHan(lang) ? hanPerMinute : wordsPerMinute)));
	return html`${
		aliases.length > 0 &&
		html`<p class="aliases"><span lang="${ui}">${phrase(ui, "aliases")}</span> ${aliases.map((alias) => html`<b>${alias}</b>`)}</p>`
	}<div class="byline">${
		wordCount > 0 &&
		html`<p class="length" lang="${ui}">${phrase(ui, "words", wordCount)}<span class="dot"></span>${phrase(ui, "minutes", minutes)}</p>`
	}${renderTags(tags)}</div>`;
}

export function renderTags(tags: readonly LinkView[]): Html | false {
	return (
		tags.length > 0 &&
		html`<ul class="tags">${tags.map((tag) => html`<li><a class="tag" href="${tag.href}">${tag.title}</a></li>`)}</ul>`
	);
}

function isHan(lang: string): boolean {
	return /^(zh|ja)\b/.test(lang);
}

/** Usual reading speeds; the number is an estimate and rounded to minutes. */
const hanPerMinute = 400;
const wordsPerMinute = 230;
