import type { BodyParts, CompiledNote, InputId, Reads, ResolvedLink, VaultPath } from "../../model/index.js";
import type { NoteAnswers } from "../answers/answer-view.js";
import type { CellView } from "../cells/cell-view.js";
import { digest } from "../survey-note.js";
import type { Published } from "./published.js";
import type { RelatedNotes } from "./related-index.js";

/**
 * What an edit of few notes changes, and is therefore no part of what all pages share: whoever makes a page asks here,
 * and `reads` hears what the page now depends on. That is all there is to know about dependencies: a page that is
 * made again from the same shared index, and finds the same in all that it read the last time, reads the same again
 * and comes out the same.
 */
export interface Texts {
	text(path: VaultPath): NoteText | undefined;
	/** First words; empty for what is no note. */
	excerptOf(path: VaultPath): string;
	/** For each of the note's links, the sentence around it. */
	contextsOf(path: VaultPath): readonly BodyParts[];
	outlineOf(path: VaultPath): Outline;
	relatedOf(path: VaultPath): RelatedNotes;
	/** A note's cells and what they gave; empty for what is no note. */
	cellsOf(path: VaultPath): readonly CellView[];
	/** A note's questions and what answers them. */
	answersOf(path: VaultPath): NoteAnswers;
}

/** A note to be shown. */
export interface NoteText extends Pick<CompiledNote, "note" | "body"> {
	/** `Note.links` with their answers, index for index. */
	readonly links: readonly ResolvedLink[];
}

/** The places in a note to which links can lead. */
export interface Outline {
	/** For each heading, shown or not. */
	readonly slugs: readonly string[];
	/** What its page has. */
	readonly ids: ReadonlySet<string>;
}

export function textsOf(published: Published, reads: Reads): Texts {
	const { byPath, linksOf, relatedOf, cellsOf, answersOf } = published;
	const ask = (part: Part, path: VaultPath) => {
		reads(`${part} ${path}`);
		return byPath.get(path);
	};
	return {
		text: (path) => {
			const compiled = ask("text", path);
			return compiled && { note: compiled.note, body: compiled.body, links: linksOf(path) };
		},
		excerptOf: (path) => ask("excerpt", path)?.note.excerpt ?? "",
		contextsOf: (path) => ask("contexts", path)?.body.contexts ?? [],
		outlineOf: (path) => outlineOf(ask("outline", path)),
		relatedOf: (path) => {
			ask("related", path);
			return relatedOf(path);
		},
		cellsOf: (path) => {
			ask("cells", path);
			return cellsOf(path);
		},
		answersOf: (path) => {
			ask("answers", path);
			return answersOf(path);
		},
	};
}

type Part = keyof typeof digests;

/** The answer to a question, as short as it can be told from other answers. */
export function digestOf(published: Published, input: InputId): string {
	const space = input.indexOf(" ");
	const path = input.slice(space + 1);
	// A base asks, and is no note.
	if (input === `answers ${path}` && published.bases.has(path)) return answersDigest(path, published);
	const compiled = published.byPath.get(path);
	return compiled === undefined ? "" : digests[input.slice(0, space) as Part](compiled, published);
}

const digests = {
	text: ({ note, digests }: CompiledNote, { linksOf }: Published) =>
		digests.text + digest(linksOf(note.path).map(({ resolution }) => resolution)),
	excerpt: ({ note }: CompiledNote) => digest(note.excerpt),
	contexts: ({ digests }: CompiledNote) => digests.contexts,
	outline: ({ digests }: CompiledNote) => digests.outline,
	related: ({ note }: CompiledNote, { relatedOf }: Published) => digest(relatedOf(note.path)),
	cells: ({ note }: CompiledNote, { cellsOf }: Published) => digest(cellsOf(note.path)),
	answers: ({ note }: CompiledNote, published: Published) => answersDigest(note.path, published),
};

function answersDigest(path: VaultPath, { answersOf }: Published): string {
	const { answers, embeds, texts } = answersOf(path);
	return digest([answers, [...embeds], [...texts]]);
}

const outlines = new WeakMap<CompiledNote, Outline>();
const noOutline: Outline = { slugs: [], ids: new Set() };

/** Made once for each note, when the first link to one of its places is. */
function outlineOf(compiled: CompiledNote | undefined): Outline {
	if (compiled === undefined) return noOutline;
	let outline = outlines.get(compiled);
	if (outline === undefined) {
		outline = { slugs: compiled.note.headings.map(({ slug }) => slug), ids: new Set(compiled.ids) };
		outlines.set(compiled, outline);
	}
	return outline;
}
