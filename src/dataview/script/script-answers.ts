import {
	type AnswerColumn,
	type AnswerTask,
	type AnswerValue,
	type AnswerView,
	noteName,
	type VaultPath,
} from "../../model/index.js";
import type { Value } from "../../query/index.js";
import { type Showing, toAnswerValue } from "../answer/to-answer-value.js";
import { viewOf } from "../answer/view.js";
import { elementsOf, isGrouped } from "./data-array.js";
import { ScriptElement } from "./elements.js";
import { Link } from "./link.js";
import { nestedItems, type ScriptItem } from "./nested-items.js";
import type { Answered } from "./script-engine.js";
import { Widget } from "./widget.js";

/** Makes what pages show of what programs hand over. */
export interface ScriptAnswers {
	/** `block`: Markdown of several lines is read as such. */
	value(value: unknown): AnswerValue;
	table(headers: unknown, rows: unknown): AnswerView;
	list(values: unknown): AnswerView;
	tasks(tasks: unknown): AnswerView;
	query(answered: Answered): AnswerView;
}

const deepest = 60;

export function createScriptAnswers(
	fromScript: (value: unknown) => Value,
	showing: () => Showing,
): ScriptAnswers {
	/** Elements may stand wherever a value does. */
	const value = (given: unknown): AnswerValue => {
		if (given instanceof ScriptElement) {
			// It was put somewhere when it was made; now it stands here.
			given.remove();
			return given.toAnswer();
		}
		if (Array.isArray(given)) {
			const items = elementsOf(given);
			if (items.some(holdsElement)) return { kind: "list", items: items.map(value) };
		}
		if (Widget.isListPair(given)) {
			const { key, value: inner } = given as Widget;
			return { kind: "object", entries: [[String(fromScript(key)), value(inner)]] };
		}
		return toAnswerValue(fromScript(given), showing());
	};
	return {
		value,
		table(headers, rows) {
			const titles = elementsOf(headers).map((title) => textOf(value(title)));
			const items = elementsOf(rows).map((row) => {
				const cells = elementsOf(row);
				return titles.map((_, i) => value(cells[i]));
			});
			const columns = titles.map((title, i): AnswerColumn => {
				const numbers = items.map((row) => row[i] ?? null).filter((cell) => cell !== null);
				const numeric = numbers.length > 0 && numbers.every((cell) => typeof cell === "number");
				return { title, ...(numeric && { numeric: true }) };
			});
			return { shape: "table", columns, groups: [{ items }] };
		},
		list(values) {
			const items = elementsOf(values).map((item) =>
				Widget.isListPair(item)
					? [value((item as Widget).key), value((item as Widget).value)]
					: [value(item)],
			);
			return { shape: "list", groups: [{ items }], marker: "bullet" };
		},
		tasks(tasks) {
			const groups = groupsOf(tasks, [], (key) => value(key));
			return { shape: "tasks", groups };
		},
		query: ({ view, rows }) => viewOf(view, rows, showing()),
	};
}

function groupsOf(
	tasks: unknown,
	keys: readonly AnswerValue[],
	keyOf: (key: unknown) => AnswerValue,
): { key?: AnswerValue; items: readonly AnswerTask[] }[] {
	const all = elementsOf(tasks);
	if (keys.length < 10 && isGrouped(all))
		return all.flatMap(({ key, rows }) => groupsOf(rows, [...keys, keyOf(key)], keyOf));
	const items = nestedItems(all as readonly ScriptItem[]).map((item) => taskOf(item, 0));
	if (keys.length === 0) return [{ items }];
	return [{ key: keys.length === 1 ? keys[0]! : { kind: "list", items: keys }, items }];
}

function taskOf(item: ScriptItem, depth: number): AnswerTask {
	const { link } = item;
	const path = (typeof item.path === "string" ? item.path : "") as VaultPath;
	const place =
		link instanceof Link && link.type !== "file" && link.subpath !== undefined
			? { [link.type === "block" ? "block" : "heading"]: link.subpath }
			: {};
	const children = depth < deepest ? (elementsOf(item.children) as readonly ScriptItem[]) : [];
	return {
		...(item.task === true && { status: String(item.status ?? " ").slice(0, 4) }),
		text: String(item.visual ?? item.text ?? ""),
		at: {
			...{ kind: "link", concept: path, text: noteName(path) },
			...place,
			...(typeof item.line === "number" && { line: item.line + 1 }),
		},
		children: children
			.filter((child) => typeof child === "object" && child !== null)
			.map((child) => taskOf(child, depth + 1)),
	};
}

function holdsElement(value: unknown): boolean {
	return value instanceof ScriptElement || (Array.isArray(value) && elementsOf(value).some(holdsElement));
}

/** Of a title, which is plain text. */
function textOf(value: AnswerValue): string {
	if (value === null) return "";
	if (typeof value !== "object") return String(value);
	if (value.kind === "list") return value.items.map(textOf).join(", ");
	if (value.kind === "date" || value.kind === "duration") return value.iso;
	return "text" in value && typeof value.text === "string" ? value.text : "";
}
