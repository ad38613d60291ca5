import { type AnswerGroup, type AnswerTask, type AnswerTasks, noteName } from "../../model/index.js";
import type { Value } from "../../query/index.js";
import { ItemValue, TaskRow } from "../pages/item-value.js";
import { RowValue } from "../values/row-value.js";
import { type Showing, toAnswerValue } from "./to-answer-value.js";

/**
 * What was found, with all that stands inside it; what stands inside something else that was found is not shown twice.
 * Groups in groups become groups of both keys.
 */
export function tasksView(
	rows: readonly (readonly Value[])[],
	groupings: number,
	showing: Showing,
): AnswerTasks {
	if (groupings === 0) return { shape: "tasks", groups: [{ items: nested(rows.map(([row]) => row!)) }] };
	const groups = rows.flatMap(([key, inner]) => groupsOf(key!, inner!, groupings - 1, [], showing));
	return { shape: "tasks", groups };
}

function groupsOf(
	key: Value,
	inner: Value,
	deeper: number,
	keys: readonly Value[],
	showing: Showing,
): readonly AnswerGroup<AnswerTask>[] {
	const path = [...keys, key];
	const rows = Array.isArray(inner) ? (inner as readonly Value[]) : [];
	if (deeper === 0) {
		const shown = path.map((part) => toAnswerValue(part, showing));
		return [{ key: shown.length === 1 ? shown[0]! : { kind: "list", items: shown }, items: nested(rows) }];
	}
	return rows.flatMap((row) => {
		if (!(row instanceof Map)) return [];
		return groupsOf(row.get("key") ?? null, row.get("rows") ?? null, deeper - 1, path, showing);
	});
}

/** In the order in which they were found. */
function nested(rows: readonly Value[]): readonly AnswerTask[] {
	const items = rows.map(itemOf).filter((item) => item !== undefined);
	const found = new Set(items);
	const shown = new Set<ItemValue>();
	return items
		.filter((item) => {
			if (shown.has(item) || isInside(item, found)) return false;
			shown.add(item);
			return true;
		})
		.map(taskOf);
}

function itemOf(row: Value): ItemValue | undefined {
	if (row instanceof TaskRow) return row.item;
	if (row instanceof RowValue) return itemOf(row.of);
	return row instanceof ItemValue ? row : undefined;
}

/** What is found is shown with all that is in it, so that one found item above is enough. */
function isInside(item: ItemValue, found: ReadonlySet<ItemValue>): boolean {
	for (let above = item.parent; above !== undefined; above = above.parent) if (found.has(above)) return true;
	return false;
}

function taskOf(item: ItemValue): AnswerTask {
	const { status, text, line, heading, block } = item.facts;
	return {
		...(status !== undefined && { status }),
		text,
		at: {
			kind: "link",
			concept: item.path,
			text: noteName(item.path),
			...(block !== undefined ? { block } : heading !== undefined && { heading: heading.text }),
			line,
		},
		children: item.children.map(taskOf),
	};
}
