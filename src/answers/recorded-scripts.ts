/** What is stored of the programs of a vault's notes. Nothing is run. */

import type { Clock } from "../clock.js";
import type { Answer } from "../model/index.js";
import { hasScripts } from "../vault-cells/vault-cells.js";
import type { RecordedScripts } from "./answer-queries.js";
import { scriptAnswer } from "./script-answer.js";
import type { ScriptParts } from "./script-plan.js";

/** @param parts the whole vault, as those who run programs see it; undefined where it has no programs */
export async function recallScripts(parts: ScriptParts, clock: Clock): Promise<RecordedScripts | undefined> {
	if (!hasScripts(parts.notes)) return undefined;
	const { readRecords } = await import("../cells/index.js");
	const { planScripts } = await import("./script-plan.js");
	const { plan } = await planScripts(parts, clock, { reads: false });
	const results = readRecords(parts.vault.root, plan);
	const answers = new Map<string, Answer>();
	for (const [i, planned] of plan.cells.entries())
		answers.set(`${planned.note}\n${planned.script!.query}`, scriptAnswer(planned, results[i]!));
	return (path, query) => answers.get(`${path}\n${query}`);
}
