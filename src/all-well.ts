import { join } from "node:path";
import { openCache } from "./cache/index.js";
import { cacheDir, type LoadOptions, noteOptions, type PlannedVault } from "./load.js";
import type { CellPlan, CellResult, Vault } from "./model/index.js";
import { stampOfRecords } from "./records-stamp.js";
import { digestOfVault } from "./vault-digest.js";
import { programId } from "./version.js";

/**
 * What lets a run end before anything is parsed: that nothing has changed since all cells of the vault had good results.
 * Kept under the digest of everything that decides it; where that is not the same, nothing is known.
 */
export interface AllWell {
	/** How many cells there are, if all are well. */
	recall(vault: Vault): Promise<number | undefined>;
	/** After a run of all cells of the vault as it was then. */
	remember(planned: Pick<PlannedVault, "vault" | "plan">, results: readonly CellResult[]): Promise<void>;
}

/** @param engine name and version of what runs cells: with another, no result counts */
export function createAllWell(options: LoadOptions, engine: string): AllWell {
	const open = async (vault: Vault) => {
		const dir = cacheDir(options, vault);
		if (dir === undefined) return undefined;
		const settings = [noteOptions(vault, options), options.config.aliasLinks, engine];
		const key = digestOfVault(vault, "contents", [...settings, stampOfRecords(vault.root)]);
		return { cache: await openCache(join(dir, "cells"), programId), key };
	};
	return {
		async recall(vault) {
			const known = await open(vault);
			const value = known?.cache.get(known.key);
			const count = value === undefined ? Number.NaN : Number(Buffer.from(value).toString("latin1"));
			return Number.isSafeInteger(count) ? count : undefined;
		},
		async remember({ vault, plan }, results) {
			if (!plan.cells.every((cell, i) => isWell(cell, results[i]))) return;
			const known = await open(vault);
			known?.cache.put(known.key, Buffer.from(String(plan.cells.length)));
			known?.cache.prune([known.key]);
		},
	};
}

/** What depends on the time is never done for good, nor what another program than the sandbox's runs. */
function isWell({ compiled }: CellPlan["cells"][number], result: CellResult | undefined): boolean {
	const { expectError, impure } = compiled.cell.options;
	if (impure || compiled.cell.language === "py" || result?.state !== "fresh" || result.record === undefined)
		return false;
	const { status, tests } = result.record;
	return status === (expectError ? "error" : "ok") && tests.every(({ ok }) => ok);
}
