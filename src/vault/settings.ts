import type { Diagnostic, VaultSettings } from "../model/index.js";
import { decode } from "./decode.js";
import { readInside, Unreadable } from "./safe-file.js";

const path = ".obsidian/app.json";
const longestSettings = 1 << 20;

/** The settings of Obsidian that matter outside of it. They are a stranger's: wrong types are left out. */
export function readSettings(root: string): { settings: VaultSettings; diagnostics: readonly Diagnostic[] } {
	try {
		const { bytes } = readInside(root, path, false, longestSettings);
		const decoded = decode(bytes);
		return {
			settings: toSettings(decoded.kind === "text" ? JSON.parse(decoded.text) : undefined),
			diagnostics: [],
		};
	} catch (error) {
		if (!(error instanceof Unreadable) && !(error instanceof SyntaxError)) throw error;
		const absent = error instanceof Unreadable && error.reason === "gone";
		return { settings: toSettings(undefined), diagnostics: absent ? [] : [unusable(error)] };
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
