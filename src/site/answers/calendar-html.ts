import {
	type AnswerCalendar,
	type AnswerValue,
	formatDate,
	formatMonth,
	weekdays,
} from "../../model/index.js";
import { languageOf, type Place } from "./place.js";
import { valueHtml } from "./value-html.js";

/** Months that are drawn; a calendar of centuries is none. */
const mostMonths = 120;

/** A grid for each month that has something in it: a table, which reads well without a style too. */
export function calendarHtml({ days }: AnswerCalendar, place: Place): string {
	const months = new Map<string, Map<number, readonly AnswerValue[]>>();
	for (const { date, items } of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
		const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
		if (match === null) continue;
		const key = `${match[1]}-${match[2]}`;
		const month = months.get(key) ?? new Map<number, readonly AnswerValue[]>();
		const day = Number(match[3]);
		month.set(day, [...(month.get(day) ?? []), ...items]);
		months.set(key, month);
	}
	return [...months]
		.slice(-mostMonths)
		.map(([key, month]) => monthHtml(Number(key.slice(0, 4)), Number(key.slice(5)), month, place))
		.join("");
}

function monthHtml(
	year: number,
	month: number,
	items: ReadonlyMap<number, readonly AnswerValue[]>,
	place: Place,
): string {
	const lang = languageOf(place);
	const heads = weekdays(lang).map((name) => `<th scope="col">${name}</th>`);
	const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
	// Monday is the first: 0.
	const blank = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
	const cells: string[] = [];
	for (let i = 0; i < Math.ceil((blank + length) / 7) * 7; i++) {
		const day = i - blank + 1;
		cells.push(
			day < 1 || day > length ? "<td></td>" : dayHtml(year, month, day, items.get(day) ?? [], place),
		);
	}
	const weeks: string[] = [];
	for (let i = 0; i < cells.length; i += 7) weeks.push(`<tr>${cells.slice(i, i + 7).join("")}</tr>`);
	return `<table class="answer-month"><caption>${formatMonth(year, month, lang)}</caption><thead><tr>${heads.join("")}</tr></thead><tbody>${weeks.join("")}</tbody></table>`;
}

function dayHtml(
	year: number,
	month: number,
	day: number,
	items: readonly AnswerValue[],
	place: Place,
): string {
	if (items.length === 0) return `<td>${day}</td>`;
	const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
	const list = items.map((item) => `<li>${valueHtml(item, { ...place, inline: true })}</li>`);
	return `<td class="answer-day"><time datetime="${iso}" title="${formatDate(iso, languageOf(place))}">${day}</time><ul>${list.join("")}</ul></td>`;
}
