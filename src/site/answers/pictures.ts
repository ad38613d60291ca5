import { type VaultPath, valuesOf } from "../../model/index.js";
import type { NoteAnswers } from "./answer-view.js";

/** Files that answers show as pictures, in Markdown too. A link to a file does not bring it along. */
export function picturesIn(answers: ReadonlyMap<VaultPath, NoteAnswers> | undefined): readonly VaultPath[] {
	const found: VaultPath[] = [];
	for (const { answers: own, embeds, texts } of answers?.values() ?? []) {
		for (const view of [...own, ...embeds.values()].flatMap((answer) => answer?.views ?? [])) {
			for (const value of valuesOf(view))
				if (typeof value === "object" && value?.kind === "image") found.push(value.source);
		}
		for (const { links } of texts.values()) {
			for (const { link, resolution } of links)
				if (link.kind === "embed" && resolution.kind !== "missing") found.push(resolution.path);
		}
	}
	return found;
}
