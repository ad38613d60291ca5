import type {
	AnswerCard,
	AnswerCards,
	AnswerGroup,
	AnswerList,
	AnswerTable,
	AnswerTask,
	AnswerTasks,
	AnswerValue,
} from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { phrase } from "../interface.js";
import { textKey } from "./answer-view.js";
import type { Place } from "./place.js";
import { coverHtml, linkHtml, sortKey, textHtml, valueHtml } from "./value-html.js";

/** In a box that scrolls where the table is wider than the page. Each group is a part of the table, under its name. */
export function tableHtml({ columns, groups }: AnswerTable, place: Place): string {
	const heads = columns.map(
		({ title, numeric }) => `<th scope="col"${numeric ? ' class="number"' : ""}>${escapeHtml(title)}</th>`,
	);
	const bodies = groups.map((group) => bodyHtml(group, columns, place));
	const name = columns
		.slice(0, 8)
		.map(({ title }) => title.slice(0, 40))
		.filter((title) => title.trim() !== "")
		.join(" · ");
	return `<div class="table answer-table" role="group" tabindex="0" aria-label="${escapeHtml(name) || "▦"}"><table><thead><tr>${heads.join("")}</tr></thead>${bodies.join("")}</table></div>`;
}

function bodyHtml(
	group: AnswerGroup<readonly AnswerValue[]>,
	columns: AnswerTable["columns"],
	place: Place,
): string {
	const { key, items, summaries } = group;
	const name =
		key === undefined
			? ""
			: `<tr class="answer-group"><th scope="rowgroup" colspan="${Math.max(1, columns.length)}">${keyHtml(key, items.length, place)}</th></tr>`;
	const rows = items.map((row) => {
		const cells = columns.map(({ numeric }, i) => {
			const value = row[i] ?? null;
			const sort = sortKey(value);
			const by = sort === undefined ? "" : ` data-by="${escapeHtml(sort)}"`;
			return `<td${numeric ? ' class="number"' : ""}${by}>${valueHtml(value, place)}</td>`;
		});
		return `<tr>${cells.join("")}</tr>`;
	});
	return `<tbody>${name}${rows.join("")}${summaryHtml(summaries, columns, place)}</tbody>`;
}

function keyHtml(key: AnswerValue, count: number, place: Place): string {
	return `${valueHtml(key, { ...place, inline: true })} <span class="count">${count}</span>`;
}

/** A mean of short numbers is not shown with more digits than anybody reads. */
function rounded(value: AnswerValue): AnswerValue {
	if (typeof value !== "number" || Number.isInteger(value) || !Number.isFinite(value)) return value;
	return Math.abs(value) >= 1000 ? Number(value.toFixed(2)) : Number(value.toPrecision(5));
}

function summaryHtml(
	summaries: AnswerGroup<unknown>["summaries"],
	columns: AnswerTable["columns"],
	place: Place,
): string {
	if (summaries === undefined || summaries.every((summary) => summary === undefined)) return "";
	const cells = columns.map(({ numeric }, i) => {
		const summary = summaries[i];
		const html =
			summary === undefined
				? ""
				: `<small>${escapeHtml(summary.title)}</small> ${valueHtml(rounded(summary.value), { ...place, inline: true })}`;
		return `<td${numeric ? ' class="number"' : ""}>${html}</td>`;
	});
	return `<tr class="answer-summary">${cells.join("")}</tr>`;
}

export function listHtml({ groups, marker }: AnswerList, place: Place): string {
	const tag = marker === "number" ? "ol" : "ul";
	const bare = marker === "none" ? " answer-bare" : "";
	return grouped(groups, place, (items) => {
		const html = items.map((values) => `<li>${itemHtml(values, place)}</li>`);
		return `<${tag} class="answer-list${bare}">${html.join("")}</${tag}>`;
	});
}

/** `first: second, third`. */
function itemHtml([first = null, ...rest]: readonly AnswerValue[], place: Place): string {
	const lead = valueHtml(first, place);
	if (rest.every((value) => value === null)) return lead;
	const inline = rest.map((value) => valueHtml(value, rest.length > 1 ? { ...place, inline: true } : place));
	return `${lead}<span class="answer-colon">:</span> ${inline.join('<span class="answer-comma">,</span> ')}`;
}

/** Under its name each; a list of its own, so that it reads well without a style. */
function grouped<T>(
	groups: readonly AnswerGroup<T>[],
	place: Place,
	html: (items: readonly T[]) => string,
): string {
	return groups
		.map(({ key, items }) => {
			if (key === undefined) return html(items);
			return `<div class="answer-section"><p class="answer-key">${keyHtml(key, items.length, place)}</p>${html(items)}</div>`;
		})
		.join("");
}

export function tasksHtml({ groups }: AnswerTasks, place: Place): string {
	return groups
		.map(({ key, items }) => {
			const list = `<ul class="answer-list answer-tasks">${items.map((task) => taskHtml(task, key, place)).join("")}</ul>`;
			if (key === undefined) return list;
			return `<div class="answer-section"><p class="answer-key">${keyHtml(key, items.length, place)}</p>${list}</div>`;
		})
		.join("");
}

/** A task leads to its place in the note; under the note's own name it need not say which. */
function taskHtml(task: AnswerTask, key: AnswerValue | undefined, place: Place): string {
	const { status, text, at, children } = task;
	const read = place.texts.get(textKey(at.concept, text));
	const words = textHtml(text, read, at.concept, { ...place, inline: true });
	const known = typeof key === "object" && key?.kind === "link" && key.concept === at.concept;
	const from = known || key === null ? "" : ` <small class="answer-from">${linkHtml(at, place)}</small>`;
	const inner =
		children.length === 0
			? ""
			: `<ul>${children.map((child) => taskHtml(child, { ...at }, place)).join("")}</ul>`;
	if (status === undefined) return `<li>${words}${from}${inner}</li>`;
	const label = escapeHtml(text.trim().slice(0, 80)) || "☐";
	const box = `<input type="checkbox" disabled${status === " " ? "" : " checked"} aria-label="${label}">`;
	return `<li class="task" data-task="${escapeHtml(status)}">${box} <span>${words}</span>${from}${inner}</li>`;
}

export function cardsHtml(view: AnswerCards, place: Place): string {
	const { groups, columns, imageAspect, imageFit } = view;
	const aspect = Math.min(4, Math.max(0.1, imageAspect ?? 0.6));
	const style = ` style="--aspect:${Number((1 / aspect).toFixed(4))}${imageFit === "contain" ? ";--fit:contain" : ""}"`;
	return grouped(groups, place, (cards) => {
		const pictured = cards.some(({ image }) => image !== undefined);
		return `<ul class="answer-cards"${pictured ? style : ""}>${cards.map((card) => cardHtml(card, columns, pictured, place)).join("")}</ul>`;
	});
}

function cardHtml(
	{ image, values }: AnswerCard,
	columns: AnswerCards["columns"],
	pictured: boolean,
	place: Place,
): string {
	const cover = pictured ? `<div class="answer-cover">${coverHtml(image, place) ?? ""}</div>` : "";
	const [first = null, ...rest] = values;
	const rows = rest.flatMap((value, i) =>
		value === null || value === ""
			? []
			: [`<dt>${escapeHtml(columns[i + 1]?.title ?? "")}</dt><dd>${valueHtml(value, place)}</dd>`],
	);
	const more = rows.length === 0 ? "" : `<dl>${rows.join("")}</dl>`;
	return `<li>${cover}<p class="answer-card-name">${valueHtml(first, { ...place, inline: true })}</p>${more}</li>`;
}

/** How many there are, or that there is nothing. */
export function countHtml(
	key: "answerResults" | "answerTasks" | "answerMatches",
	count: number,
	{ state: { index } }: Place,
): string {
	const text = count === 0 ? phrase(index.ui, "answerNone") : phrase(index.ui, key, count);
	return `<span class="count" lang="${index.ui}">${text.text}</span>`;
}
