import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { built } from "../built.js";
import { defaultCacheDir, openCache } from "../cache/index.js";
import { checkTypes } from "../cells/index.js";
import type { CellPlan, ConceptGraph, Diagnostic, Vault } from "../model/index.js";
import { programId } from "../version.js";

const declarations = fileURLToPath(built("types/"));

export interface CheckCellTypesOptions {
	/** Folder for the cache; undefined for the user's own, false for none. */
	readonly cache?: string | false;
	readonly signal?: AbortSignal;
}

/**
 * What is wrong with the types of a vault's cells, across notes. What the compiler said of the same cells is remembered.
 *
 * @throws InputError when TypeScript is not installed
 */
export async function checkCellTypes(
	{ vault, graph, plan }: { readonly vault: Vault; readonly graph: ConceptGraph; readonly plan: CellPlan },
	{ cache, signal }: CheckCellTypesOptions = {},
): Promise<readonly Diagnostic[]> {
	const stop = signal && { signal };
	if (cache === false || plan.cells.length === 0) {
		return checkTypes(plan, graph.cells, { declarations, ...stop });
	}
	const memory = await openCache(join(cache ?? defaultCacheDir(vault.root), "types"), programId);
	try {
		return await checkTypes(plan, graph.cells, { declarations, memory, ...stop });
	} finally {
		memory.close();
	}
}
