import type { Diagnostic, VaultPath, VaultSettings } from "../model/index.js";
import { decode } from "./decode.js";
import { readInside, Unreadable } from "./safe-file.js";

const path = ".obsidian/app.json";
const longestSettings = 1 << 20;
/** Bytes of macros: every note with formulas reads them. */
const longestPreamble = 20_000;

/** The settings of Obsidian that matter outside of it. They are a stranger's: wrong types are left out. */
export function readSettings(root: string): { settings: VaultSettings; diagnostics: readonly Diagnostic[] } {
	const marked = readBookmarks(root);
	const mathPreamble = readPreamble(root);
	const beside = {
		...(marked.length > 0 && { bookmarks: marked }),
		...(mathPreamble !== undefined && { mathPreamble }),
	};
	try {
		return { settings: { ...toSettings(readJson(root, path)), ...beside }, diagnostics: [] };
	} catch (error) {
		if (!(error instanceof Unreadable) && !(error instanceof SyntaxError)) throw error;
		const absent = error instanceof Unreadable && error.reason === "gone";
		const settings = { ...toSettings(undefined), ...beside };
		return { settings, diagnostics: absent ? [] : [unusable(error)] };
	}
}

function readJson(root: string, file: string): unknown {
	const decoded = decode(readInside(root, file, false, longestSettings).bytes);
	return decoded.kind === "text" ? JSON.parse(decoded.text) : undefined;
}

/** Files among the bookmarks, in groups or not; none where they cannot be read. */
function readBookmarks(root: string): readonly VaultPath[] {
	try {
		const found = new Set<VaultPath>();
		const pending: unknown[] = [readJson(root, ".obsidian/bookmarks.json")];
		for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
			if (typeof entry !== "object" || entry === null) continue;
			const { type, path: file, items } = entry as { type?: unknown; path?: unknown; items?: unknown };
			if (type === "file" && typeof file === "string") found.add(file);
			if (Array.isArray(items)) for (const item of items) pending.push(item);
		}
		return [...found].sort();
	} catch (error) {
		if (error instanceof Unreadable || error instanceof SyntaxError) return [];
		throw error;
	}
}

function readPreamble(root: string): string | undefined {
	try {
		const decoded = decode(readInside(root, "preamble.sty", false, longestPreamble).bytes);
		return decoded.kind === "text" ? decoded.text : undefined;
	} catch (error) {
		if (error instanceof Unreadable) return undefined;
		throw error;
	}
}

function toSettings(json: unknown): VaultSettings {
	const entry = (key: string): unknown =>
		typeof json === "object" && json !== null && Object.hasOwn(json, key)
			? (json as Record<string, unknown>)[key]
			: undefined;
	const folder = entry("attachmentFolderPath");
	const filters = entry("userIgnoreFilters");
	return {
		...(typeof folder === "string" && { attachmentFolder: folder }),
		ignoreFilters: Array.isArray(filters) ? filters.filter((filter) => typeof filter === "string") : [],
		strictLineBreaks: entry("strictLineBreaks") === true,
	};
}

function unusable(error: Error): Diagnostic {
	const why = error instanceof Unreadable ? error.message : "it is not JSON";
	return {
		rule: "vault/settings",
		severity: "warning",
		message: `The settings in “${path}” are not used: ${why}.`,
		path,
		hint: "files that Obsidian leaves out by its settings are not left out here",
	};
}
