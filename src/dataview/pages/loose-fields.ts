import type { FileFacts } from "../../model/index.js";
import { emojiFields } from "./emoji-fields.js";

/** What a page's list items say of its fields: those in tasks are the tasks' own, signs in other items are the page's. */
export interface LooseFields {
	/** Indices into `FileFacts.fields`. */
	readonly inTasks: readonly number[];
	/** `📅 2026-11-23` in items that are no tasks. */
	readonly signs: readonly (readonly [key: string, value: string])[];
}

/** @param facts which may know it already */
export function looseFields(facts: FileFacts & { readonly loose?: LooseFields }): LooseFields {
	if (facts.loose !== undefined) return facts.loose;
	if ((facts.note?.items.length ?? 0) === 0) return none;
	const ofTasks = new Set(
		facts.items.filter(({ status }) => status !== undefined).flatMap((item) => item.fields),
	);
	return {
		inTasks: [...facts.fields.keys()].filter((i) => ofTasks.has(facts.fields[i]!)),
		signs: facts.items.filter(({ status }) => status === undefined).flatMap(({ text }) => emojiFields(text)),
	};
}

const none: LooseFields = { inTasks: [], signs: [] };
