/**
 * Answers as records have them. A record is a file that anybody may have written: only what belongs into an answer is
 * taken over, each field with the type that it must have, and no more than a page has room for.
 */
import type {
	AnswerColumn,
	AnswerElement,
	AnswerGroup,
	AnswerLink,
	AnswerTask,
	AnswerValue,
	AnswerView,
} from "../model/index.js";

type Fields = Readonly<Record<string, unknown>>;

const deepest = 80;
const mostItems = 100_000;
const longestText = 100_000;

/** The parts of what a program has shown; what is none of them is left out. */
export function readParts(value: unknown): readonly AnswerValue[] {
	return list(value).flatMap((part) => optional(readValue(part, 0)));
}

function readValue(value: unknown, depth: number): AnswerValue | undefined {
	if (value === null || typeof value === "boolean") return value;
	if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
	if (typeof value === "string") return value.slice(0, longestText);
	if (!isObject(value) || depth > deepest) return undefined;
	const inner = (values: unknown) => list(values).map((item) => readValue(item, depth + 1) ?? null);
	switch (value.kind) {
		case "link":
			return readLink(value);
		case "markdown":
			return { kind: "markdown", text: text(value.text), from: text(value.from) };
		case "list":
		case "chain":
			return { kind: value.kind, items: inner(value.items) };
		case "object":
			return {
				kind: "object",
				entries: list(value.entries).flatMap((entry) =>
					Array.isArray(entry) ? [[text(entry[0]), readValue(entry[1], depth + 1) ?? null] as const] : [],
				),
			};
		case "date":
			return isIso(value.iso) ? { kind: "date", iso: value.iso } : undefined;
		case "duration":
			return isIso(value.iso) ? { kind: "duration", iso: value.iso } : undefined;
		case "code":
		case "html":
			return { kind: value.kind, text: text(value.text) };
		case "image":
			return { kind: "image", source: text(value.source), alt: text(value.alt) };
		case "url":
			return { kind: "url", href: text(value.href), text: text(value.text) };
		case "tag":
			return { kind: "tag", tag: text(value.tag) };
		case "problem":
			return { kind: "problem", message: text(value.message) };
		case "element":
			return readElement(value, depth);
		case "view": {
			const view = readView(value.view, depth + 1);
			return view && { kind: "view", view };
		}
	}
	return undefined;
}

function readElement(value: Fields, depth: number): AnswerElement | undefined {
	const { tag } = value;
	if (typeof tag !== "string" || !/^[a-z][a-z0-9-]{0,30}$/.test(tag)) return undefined;
	return {
		...{ kind: "element", tag },
		attributes: list(value.attributes).flatMap((entry) =>
			Array.isArray(entry) ? [[text(entry[0]), text(entry[1])] as const] : [],
		),
		children: list(value.children).flatMap((child) => optional(readValue(child, depth + 1))),
	};
}

function readView(value: unknown, depth: number): AnswerView | undefined {
	if (!isObject(value)) return undefined;
	const omitted =
		Number.isSafeInteger(value.omitted) && Number(value.omitted) > 0 ? Number(value.omitted) : 0;
	const more = omitted > 0 ? { omitted } : {};
	const row = (cells: unknown) => list(cells).map((cell) => readValue(cell, depth + 1) ?? null);
	switch (value.shape) {
		case "table": {
			const columns = list(value.columns).map((column): AnswerColumn => {
				const { title, numeric } = isObject(column) ? column : {};
				return { title: text(title), ...(numeric === true && { numeric }) };
			});
			return { shape: "table", columns, groups: readGroups(value.groups, row, depth), ...more };
		}
		case "list":
			return { shape: "list", groups: readGroups(value.groups, row, depth), marker: "bullet", ...more };
		case "tasks":
			return {
				shape: "tasks",
				groups: readGroups(value.groups, (task) => readTask(task, 0), depth),
				...more,
			};
		case "calendar":
			return {
				shape: "calendar",
				days: list(value.days).flatMap((day) =>
					isObject(day) && isIso(day.date) ? [{ date: day.date, items: row(day.items) }] : [],
				),
			};
		case "value":
			return { shape: "value", value: readValue(value.value, depth + 1) ?? null };
		default:
			return undefined;
	}
}

function readGroups<T>(value: unknown, read: (item: unknown) => T, depth: number): readonly AnswerGroup<T>[] {
	return list(value).flatMap((group) => {
		if (!isObject(group)) return [];
		const key = group.key === undefined ? undefined : readValue(group.key, depth + 1);
		return [{ ...(key !== undefined && { key }), items: list(group.items).map(read) }];
	});
}

function readTask(value: unknown, depth: number): AnswerTask {
	const { status, text: said, at, children } = isObject(value) ? value : {};
	return {
		...(typeof status === "string" && { status: status.slice(0, 4) }),
		text: text(said),
		at: readLink(isObject(at) ? at : {}),
		children: depth > deepest ? [] : list(children).map((child) => readTask(child, depth + 1)),
	};
}

function readLink({ concept, text: said, heading, block, line }: Fields): AnswerLink {
	return {
		...{ kind: "link", concept: text(concept), text: text(said) },
		...(typeof heading === "string" && { heading: text(heading) }),
		...(typeof block === "string" && { block: text(block) }),
		...(Number.isSafeInteger(line) && Number(line) > 0 && { line: Number(line) }),
	};
}

function isObject(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value.slice(0, mostItems) : [];
}

function text(value: unknown): string {
	return typeof value === "string" ? value.slice(0, longestText) : "";
}

/** Dates, times and durations: what they say is looked at by who shows them. */
function isIso(value: unknown): value is string {
	return typeof value === "string" && /^[\w:+.-]{1,60}$/.test(value);
}

function optional<T>(value: T | undefined): readonly T[] {
	return value === undefined ? [] : [value];
}
