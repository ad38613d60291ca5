import { join } from "node:path";
import { openCache } from "./cache/index.js";
import { sandboxEngine } from "./cells/engine/index.js";
import { readClock } from "./clock.js";
import type { PlannedVault } from "./load.js";
import { cacheDir, type LoadOptions, noteOptions, read } from "./load-options.js";
import type { CellPlan, CellResult, Vault } from "./model/index.js";
import { stampOfRecords } from "./vault-cells/records-stamp.js";
import { digestOfVault } from "./vault-digest.js";
import { programId } from "./version.js";

/**
 * What lets a run end before anything is parsed: that nothing has changed since all cells of the vault had good results.
 * Kept under the digest of the vault, with the state that the records were in; where that is not the same, nothing is
 * known.
 */
export interface AllWell {
	/** How many cells there are, if all are well. */
	recall(vault: Vault): Promise<number | undefined>;
	/** After a run of all cells of the vault as it was then. */
	remember(planned: Pick<PlannedVault, "vault" | "plan">, results: readonly CellResult[]): Promise<void>;
}

/**
 * The vault as it is, and how many cells it has if nothing has changed since all of them had good results: then there is
 * nothing to run and nothing to tell. Otherwise nothing is known, and a run finds out.
 */
export async function recallAllWell(options: LoadOptions): Promise<{ vault: Vault; well?: number }> {
	const vault = await read(options, []);
	const well = await createAllWell(options, sandboxEngine()).recall(vault);
	return { vault, ...(well !== undefined && { well }) };
}

/** After all cells of a vault were run in the sandbox, and nothing was found to be wrong. */
export async function rememberAllWell(options: LoadOptions, ran: PlannedResults): Promise<void> {
	await createAllWell(options, sandboxEngine()).remember(ran, ran.results);
}

type PlannedResults = Pick<PlannedVault, "vault" | "plan"> & { readonly results: readonly CellResult[] };

/** @param engine name and version of what runs cells: with another, no result counts */
export function createAllWell(options: LoadOptions, engine: string): AllWell {
	const open = async (vault: Vault) => {
		const dir = cacheDir(options, vault);
		if (dir === undefined) return undefined;
		const key = digestOfVault(vault, "contents", [
			noteOptions(vault, options),
			options.config.aliasLinks,
			engine,
		]);
		return { cache: await openCache(join(dir, "cells"), programId), key };
	};
	return {
		async recall(vault) {
			const known = await open(vault);
			const value = known?.cache.get(known.key);
			if (value === undefined) return undefined;
			const [count, stamp, zone] = Buffer.from(value).toString("latin1").split(" ");
			if (stamp !== stampOfRecords(vault.root) || !Number.isSafeInteger(Number(count))) return undefined;
			return zone === "any" || zone === zoneNow() ? Number(count) : undefined;
		},
		async remember({ vault, plan }, results) {
			if (!plan.cells.every((cell, i) => isWell(cell, results[i]))) return;
			const known = await open(vault);
			if (known === undefined) return;
			// Only programs for Dataview know of zones, and to ask for the zone takes as long as all of the rest.
			const zone = plan.cells.some(({ script }) => script !== undefined) ? zoneNow() : "any";
			const text = `${plan.cells.length} ${stampOfRecords(vault.root)} ${zone}`;
			known.cache.put(known.key, Buffer.from(text));
			known.cache.prune([known.key]);
		},
	};
}

function zoneNow(): string {
	return readClock(process.env).zone;
}

/** What depends on the time is never done for good, nor what another program than the sandbox's runs. */
function isWell({ compiled, script }: CellPlan["cells"][number], result: CellResult | undefined): boolean {
	// What a program reads of the disk's times, or of the day, is another tomorrow.
	if (script !== undefined && script.reads?.every((name) => !/^(?:day$|stat )/.test(name)) !== true)
		return false;
	const { expectError, impure } = compiled.cell.options;
	if (impure || compiled.cell.language === "py" || result?.state !== "fresh" || result.record === undefined)
		return false;
	const { status, tests } = result.record;
	return status === (expectError ? "error" : "ok") && tests.every(({ ok }) => ok);
}
