import type { Answer, BodyParts, ResolvedLink, Tag, VaultPath } from "../../model/index.js";

/** A note's questions as its page shows them. Plain data, and all that the page depends on but addresses. */
export interface NoteAnswers {
	/** Index for index as `Note.queries`; absent for what is shown as the code that it is. */
	readonly answers: readonly (Answer | undefined)[];
	/** Of the bases that it embeds, by where the link begins. */
	readonly embeds: ReadonlyMap<number, Answer>;
	/** Markdown in them that is more than plain text, by `textKey`. */
	readonly texts: ReadonlyMap<string, AnswerText>;
}

/** A piece of Markdown, read as if it stood in a note. */
export interface AnswerText {
	readonly parts: BodyParts;
	/** Whether it can stand in a sentence. */
	readonly inline: boolean;
	readonly links: readonly ResolvedLink[];
	readonly tags: readonly Tag[];
	readonly features: readonly ("math" | "code" | "diagram")[];
}

/** @param from the note from which its links are looked up */
export function textKey(from: VaultPath, text: string): string {
	return `${from}\n${text}`;
}
