/** A vault's graph, saved in a file. */

import { toOpenGraph } from "../asking/opened-graph.js";
import { embedVault, type LoadOptions, loadVault } from "../compile.js";
import { contentsOf } from "./graph-contents.js";
import { mustBeReplaceable, writeSavedGraph } from "./saved-graph.js";

export interface Saved {
	readonly file: string;
	readonly bytes: number;
	readonly nodes: number;
	readonly relationships: number;
}

/** @param file replaced if it is a saved graph */
export async function saveVault({
	file,
	...options
}: LoadOptions & { readonly file: string }): Promise<Saved> {
	mustBeReplaceable(file);
	const loaded = options.config.embed ? await embedVault(options) : await loadVault(options);
	const { graph, notes } = toOpenGraph(loaded);
	const bytes = writeSavedGraph(file, contentsOf({ ...loaded, notes }, graph));
	const { nodes, relationships } = graph.store;
	return { file, bytes, nodes, relationships };
}
