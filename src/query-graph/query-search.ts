/** `search.*` within queries: what Obsidian's search language asks of files. */

import type { VaultPath } from "../model/index.js";
import type { FunctionDefinition } from "../query/index.js";
import { searchFunctions } from "../search/index.js";
import { createFileTable, type FileTableInput } from "./file-facts.js";

export function searchFunctionsOf(input: FileTableInput): readonly FunctionDefinition[] {
	const sources = new Map(input.vault.canvases.map(({ path, source }) => [path, source]));
	return searchFunctions({
		files: createFileTable(input),
		canvasText: (path: VaultPath) => {
			const source = sources.get(path);
			return source === undefined ? undefined : canvasText(source);
		},
	});
}

/** What its cards and groups say, each from a line of its own on. */
function canvasText(json: string): string {
	let canvas: unknown;
	try {
		canvas = JSON.parse(json);
	} catch {
		return "";
	}
	const nodes = (canvas as { nodes?: unknown } | null)?.nodes;
	if (!Array.isArray(nodes)) return "";
	return nodes
		.flatMap((node: { text?: unknown; label?: unknown } | null) => [node?.text, node?.label])
		.filter((text) => typeof text === "string")
		.join("\n\n");
}
