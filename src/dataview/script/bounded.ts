import type { AnswerValue, AnswerView } from "../../model/index.js";

/**
 * As much of what a program has shown as there is room for, in order: of the first part that does not fit its beginning,
 * of those behind it nothing.
 *
 * @param room characters, as JSON
 */
export function bounded(
	parts: readonly AnswerValue[],
	room: number,
): { readonly parts: readonly AnswerValue[]; readonly cut: boolean } {
	const fitting = firstOf(parts, room, beginningOf);
	return { parts: fitting.kept, cut: fitting.cut };
}

interface Fitting<T> {
	readonly kept: readonly T[];
	readonly cut: boolean;
	readonly room: number;
}

/** Those that fit; and of the first that does not, what `cutTo` leaves. */
function firstOf<T>(
	items: readonly T[],
	room: number,
	cutTo: (item: T, room: number) => T | undefined,
): Fitting<T> {
	const kept: T[] = [];
	let left = room;
	for (const item of items) {
		const size = sizeOf(item, left);
		if (size > left) {
			const beginning = left > worthCutting ? cutTo(item, left) : undefined;
			if (beginning !== undefined) kept.push(beginning);
			return { kept, cut: true, room: 0 };
		}
		kept.push(item);
		left -= size;
	}
	return { kept, cut: false, room: left };
}

const worthCutting = 200;

function beginningOf(value: AnswerValue, room: number): AnswerValue | undefined {
	if (typeof value === "string") return shortened(value, room);
	if (typeof value !== "object" || value === null) return undefined;
	const left = room - 100;
	switch (value.kind) {
		case "markdown":
		case "html":
		case "code":
			return { ...value, text: shortened(value.text, left) };
		case "list":
		case "chain":
			return { ...value, items: firstOf(value.items, left, beginningOf).kept };
		case "object":
			return { ...value, entries: firstOf(value.entries, left, () => undefined).kept };
		case "element": {
			const { attributes } = value;
			const inside = left - sizeOf(attributes, left);
			return inside < worthCutting
				? undefined
				: { ...value, children: firstOf(value.children, inside, beginningOf).kept };
		}
		case "view": {
			const view = fewerItems(value.view, left);
			return view && { kind: "view", view };
		}
	}
	return undefined;
}

/** The first rows of a view, and how many more there are. */
function fewerItems(view: AnswerView, room: number): AnswerView | undefined {
	if (view.shape !== "table" && view.shape !== "list" && view.shape !== "tasks") return undefined;
	let left = view.shape === "table" ? room - sizeOf(view.columns, room) : room;
	let omitted = view.omitted ?? 0;
	const groups = (
		view.groups as readonly { readonly key?: AnswerValue; readonly items: readonly unknown[] }[]
	)
		.map((group) => {
			left -= sizeOf(group.key ?? null, left);
			const { kept, room: rest } = firstOf(group.items, Math.max(0, left), () => undefined);
			left = rest;
			omitted += group.items.length - kept.length;
			return { ...group, items: kept };
		})
		.filter(({ items }) => items.length > 0);
	return { ...view, groups, omitted } as AnswerView;
}

/** Signs of JSON count up to six for one. */
function shortened(text: string, room: number): string {
	return `${text.slice(0, Math.max(0, Math.floor(room / 6)))}…`;
}

/** Characters as JSON; of what has more than `most`, some number above. */
function sizeOf(value: unknown, most: number): number {
	if (typeof value === "string") return value.length > most ? value.length : JSON.stringify(value).length;
	if (typeof value !== "object" || value === null) return String(value).length;
	let size = 2;
	const isList = Array.isArray(value);
	for (const [key, inner] of isList ? value.entries() : Object.entries(value)) {
		if (inner === undefined) continue;
		size += (isList ? 1 : String(key).length + 4) + sizeOf(inner, most - size);
		if (size > most) return size;
	}
	return size;
}
