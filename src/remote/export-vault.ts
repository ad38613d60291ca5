/** A vault's graph as files for other engines. */

import { toOpenGraph } from "../asking/opened-graph.js";
import { type ExportKind, exportFiles } from "../backends/index.js";
import { type LoadOptions, loadVault } from "../load.js";
import { contentsOf } from "./graph-contents.js";

export type { ExportKind };

/** By name. */
export async function exportVault(
	options: LoadOptions,
	kinds: readonly ExportKind[],
): Promise<ReadonlyMap<string, string | Uint8Array>> {
	const loaded = await loadVault(options);
	const { graph, notes } = toOpenGraph(loaded);
	const contents = contentsOf({ ...loaded, notes }, graph);
	const { baseUrl } = options.config;
	const files = new Map<string, string | Uint8Array>();
	for (const kind of kinds) {
		const made = await exportFiles(contents, kind, baseUrl === undefined ? {} : { baseUrl });
		for (const [name, bytes] of made) files.set(name, bytes);
	}
	return files;
}
