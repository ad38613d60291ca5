import type {
	Answer,
	AnswerProblem,
	AnswerValue,
	AnswerView,
	ResolvedLink,
	Slot,
} from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import type { PageState, Source } from "../fill/page-state.js";
import { phrase, type TextKey } from "../interface.js";
import { embedSize, pageOutputs } from "../limits.js";
import { calendarHtml } from "./calendar-html.js";
import { graphHtml } from "./graph-html.js";
import { cardsHtml, countHtml, listHtml, tableHtml, tasksHtml } from "./groups-html.js";
import { hitsHtml } from "./hits-html.js";
import type { Place } from "./place.js";
import { valueHtml } from "./value-html.js";

/** A question's answer, in its place; the code that asks it where there is none. */
export function renderAnswer(slot: Slot & { slot: "query" }, source: Source, state: PageState): string {
	const { answers, texts } = state.index.texts.answersOf(source.path);
	const answer = answers[slot.query];
	if (answer === undefined) return slot.html;
	const inline = slot.html.startsWith("<code>");
	const asked = state.index.texts.text(source.path)?.note.queries[slot.query]?.code ?? "";
	const place = { source, state, texts, inline, viewHtml };
	const html = inline ? sentencePart(answer, slot.html, place) : figureHtml(answer, asked, slot.html, place);
	return withinLimits(html, inline ? slot.html : undefined, place);
}

/** `![[x.base#View]]`; undefined for whatever else is embedded. */
export function renderBase(resolved: ResolvedLink, source: Source, state: PageState): string | undefined {
	const { link } = resolved;
	if (!/\.base$/i.test(link.target) || source.quoted === true) return undefined;
	const { embeds, texts } = state.index.texts.answersOf(source.path);
	const answer = embeds.get(link.span.start);
	if (answer === undefined) return undefined;
	const place = { source, state, texts, inline: false, viewHtml };
	const name = `<p>${escapeHtml([link.target, link.heading ?? ""].filter((part) => part !== "").join(" › "))}</p>`;
	return withinLimits(figureHtml(answer, "", name, place), undefined, place);
}

/** The page of a base: all its views. */
export function renderOwnBase(asked: string, source: Source, state: PageState): string {
	const { answers, texts } = state.index.texts.answersOf(source.path);
	const [answer] = answers;
	const code = `<pre><code>${escapeHtml(asked)}</code></pre>`;
	if (answer === undefined) return code;
	const place = { source, state, texts, inline: false, viewHtml };
	return withinLimits(figureHtml(answer, asked, code, place), undefined, place);
}

/** @param instead what is shown where there is no room left on the page */
function withinLimits(html: string, instead: string | undefined, { source, state }: Place): string {
	state.features.add("answers");
	state.outputs += html.length;
	if (source.chain.length > 1) state.embedded += html.length;
	const full = state.outputs > pageOutputs || (source.chain.length > 1 && state.embedded > embedSize);
	if (!full) return html;
	const { ui } = state.index;
	return instead ?? `<p class="answer-remark" lang="${ui}">${phrase(ui, "answerFull").text}</p>`;
}

/** What cannot be computed stays as it was written, which is often what its author wanted to show. */
function sentencePart({ views: [view], problem }: Answer, code: string, place: Place): string {
	if (view?.shape === "value") return `<span class="answer-value">${valueHtml(view.value, place)}</span>`;
	if (view?.shape === "list") {
		const items = view.groups.flatMap((group) => group.items.flat());
		return `<span class="answer-value">${valueHtml({ kind: "list", items }, place)}</span>`;
	}
	if (view?.shape === "document") {
		const parts = view.parts.map((part) =>
			typeof part === "string" ? escapeHtml(part) : valueHtml(part, place),
		);
		return `<span class="answer-value">${parts.join("")}</span>`;
	}
	if (problem === undefined) return code;
	return code.replace("<code>", `<code class="answer-asked" title="${escapeHtml(problem.message)}">`);
}

function figureHtml({ views, problem, stale }: Answer, asked: string, code: string, place: Place): string {
	const { ui } = place.state.index;
	const old = stale ? `<p class="answer-remark" lang="${ui}">${phrase(ui, "answerStale").text}</p>` : "";
	const parts =
		views.length > 1 && views.every(({ name }) => name !== undefined)
			? tabsHtml(views, place)
			: views.map((view) => viewHtml(view, place)).join("");
	const flaw = problem === undefined ? "" : problemHtml(problem, asked, code, place);
	return `<figure class="answer">${old}${parts}${flaw}</figure>`;
}

/**
 * The views of a base: one of them is seen, and a radio button chooses which. Buttons and names come before all views,
 * so that the style sheet can show the n-th view when the n-th button is on; without it they stand below each other.
 */
function tabsHtml(views: readonly AnswerView[], place: Place): string {
	const { state, source } = place;
	state.questions += 1;
	const id = `${source.prefix}views-${state.questions}`;
	const buttons = views.map(
		({ name = "" }, i) =>
			`<input type="radio" class="unseen" name="${escapeHtml(id)}" id="${escapeHtml(id)}-${i}"${i === 0 ? " checked" : ""}><label for="${escapeHtml(id)}-${i}">${escapeHtml(name)}</label>`,
	);
	const panels = views.map((view) => `<div class="answer-view">${viewHtml(view, place)}</div>`);
	return `<div class="answer-views">${buttons.join("")}${panels.join("")}</div>`;
}

function viewHtml(view: AnswerView, place: Place): string {
	const count = countOf(view);
	const name = view.name === undefined ? "" : `<b class="answer-name">${escapeHtml(view.name)}</b> `;
	const head =
		name === "" && count === undefined
			? ""
			: `<div class="answer-head">${name}${count === undefined ? "" : countHtml(count[0], count[1], place)}</div>`;
	const html = count?.[1] === 0 ? "" : shapeHtml(view, place);
	return `${head}${html}${omittedHtml(view, place)}`;
}

function shapeHtml(view: AnswerView, place: Place): string {
	switch (view.shape) {
		case "table":
			return tableHtml(view, place);
		case "list":
			return listHtml(view, place);
		case "tasks":
			return tasksHtml(view, place);
		case "calendar":
			return calendarHtml(view, place);
		case "cards":
			return cardsHtml(view, place);
		case "graph":
			return graphHtml(view, place);
		case "hits":
			return hitsHtml(view, place);
		case "value":
			return `<p class="answer-value">${valueHtml(view.value, { ...place, inline: true })}</p>`;
		case "document":
			return view.parts.map((part) => partHtml(part, place)).join("");
	}
}

function partHtml(part: AnswerValue, place: Place): string {
	if (typeof part === "string") return escapeHtml(part);
	const isOwn = typeof part === "object" && (part?.kind === "element" || part?.kind === "view");
	return isOwn ? valueHtml(part, place) : `<div>${valueHtml(part, place)}</div>`;
}

function countOf(
	view: AnswerView,
): readonly ["answerResults" | "answerTasks" | "answerMatches", number] | undefined {
	const omitted = view.omitted ?? 0;
	switch (view.shape) {
		case "table":
		case "list":
		case "cards":
			return ["answerResults", view.groups.reduce((sum, { items }) => sum + items.length, omitted)];
		case "tasks":
			return ["answerTasks", view.groups.reduce((sum, { items }) => sum + items.length, omitted)];
		case "calendar":
			return ["answerResults", view.days.reduce((sum, { items }) => sum + items.length, omitted)];
		case "hits":
			return view.matches === 0 ? ["answerResults", view.files.length] : ["answerMatches", view.matches];
		default:
			return undefined;
	}
}

function omittedHtml({ omitted = 0 }: AnswerView, { state: { index } }: Place): string {
	if (omitted === 0) return "";
	return `<p class="answer-remark" lang="${index.ui}">${phrase(index.ui, "answerOmitted", omitted).text}</p>`;
}

const leads: Readonly<Record<AnswerProblem["kind"], TextKey>> = {
	wrong: "answerWrong",
	costly: "answerCostly",
	code: "answerProgram",
	absent: "answerAbsent",
};

/** Quiet: what is wrong, where, and what was asked. */
function problemHtml(
	{ kind, message, offset, hint }: AnswerProblem,
	asked: string,
	code: string,
	{ state }: Place,
): string {
	const { ui } = state.index;
	const number = asked.slice(0, offset ?? 0).split("\n").length;
	const isLong = offset !== undefined && asked.includes("\n");
	const line = isLong ? ` <span lang="${ui}">(${phrase(ui, "answerAt", number).text})</span>` : "";
	const more = hint === undefined ? "" : ` (${hint})`;
	const said =
		kind === "code"
			? ""
			: `<p class="answer-why" lang="en">${escapeHtml(message)}${escapeHtml(more)}${line}</p>`;
	return `<div class="answer-problem" data-kind="${kind}"><p lang="${ui}">${phrase(ui, leads[kind]).text}</p>${said}${code}</div>`;
}
