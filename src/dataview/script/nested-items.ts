import { elementsOf } from "./data-array.js";

/** What a program holds of a task or list item; it may have made it itself. */
export interface ScriptItem {
	readonly task?: unknown;
	readonly status?: unknown;
	readonly text?: unknown;
	/** What is to be shown instead of the text. */
	readonly visual?: unknown;
	readonly path?: unknown;
	readonly line?: unknown;
	readonly link?: unknown;
	readonly children?: unknown;
}

/** Those that do not stand inside another one of the list, each once: it is shown with all that is in it. */
export function nestedItems(items: readonly ScriptItem[]): readonly ScriptItem[] {
	const inside = new Set<string>();
	const open = items.filter(isObject).flatMap((item) => elementsOf(item.children) as readonly ScriptItem[]);
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (!isObject(next)) continue;
		const key = keyOf(next);
		if (key !== undefined && inside.has(key)) continue;
		if (key !== undefined) inside.add(key);
		if (inside.size > 200_000) break;
		for (const child of elementsOf(next.children) as readonly ScriptItem[]) open.push(child);
	}
	const seen = new Set<string>();
	return items.filter(isObject).filter((item) => {
		const key = keyOf(item);
		if (key === undefined) return true;
		if (inside.has(key) || seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}

/** By where it stands; undefined for what stands nowhere. */
function keyOf({ path, line }: ScriptItem): string | undefined {
	return typeof path === "string" && typeof line === "number" ? `${path}:${line}` : undefined;
}

function isObject(item: unknown): item is ScriptItem {
	return typeof item === "object" && item !== null;
}
