/** What is stored of the programs of a vault's notes. Nothing is run. */

import type { Clock } from "../clock.js";
import type { Answer } from "../model/index.js";
import { hasScripts } from "../vault-cells/vault-cells.js";
import type { RecordedScripts } from "./answer-queries.js";
import { scriptAnswer } from "./script-answer.js";
import { scriptFlaws } from "./script-flaw.js";
import type { ScriptParts } from "./script-plan.js";

/** @param parts the whole vault, as those who run programs see it; undefined where it has no programs */
export async function recallScripts(parts: ScriptParts, clock: Clock): Promise<RecordedScripts | undefined> {
	if (!hasScripts(parts.notes)) return undefined;
	const { readRecords } = await import("../cells/index.js");
	const { planScripts } = await import("./script-plan.js");
	const { plan } = await planScripts(parts, clock, { reads: false });
	const results = readRecords(parts.vault.root, plan);
	const answers = new Map<string, Answer>();
	// What has run as it stands can be read.
	const flawOf = results.some(({ state }) => state !== "fresh") ? await scriptFlaws() : undefined;
	for (const [i, planned] of plan.cells.entries()) {
		const result = results[i]!;
		const flaw = result.state === "fresh" ? undefined : flawOf?.(planned.compiled.cell.code);
		answers.set(`${planned.note}\n${planned.script!.query}`, scriptAnswer(planned, result, flaw));
	}
	return (path, query) => answers.get(`${path}\n${query}`);
}
