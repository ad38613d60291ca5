/** Markdown in answers (strings of properties, tasks) as the site shows it: read by the parser of notes, in no note. */

import { createResolver, type Resolver } from "../graph/index.js";
import {
	type Answer,
	type BodyParts,
	type Link,
	type ResolvedLink,
	tasksOf,
	type VaultPath,
	valuesOf,
} from "../model/index.js";
import type { CompileNoteOptions } from "../note-compiler/compile-note.js";
import { type AnswerText, type NoteAnswers, textKey } from "../site/index.js";
import type { VaultParts } from "./public-vault.js";

export interface AnswerTextOptions extends CompileNoteOptions {
	readonly aliasLinks: boolean;
}

/** Longer texts, and all beyond so many, are shown as they are written. */
const longestText = 5_000;
const mostTexts = 50_000;

export async function renderAnswerTexts(
	answers: ReadonlyMap<VaultPath, Omit<NoteAnswers, "texts">>,
	parts: VaultParts,
	options: AnswerTextOptions,
): Promise<ReadonlyMap<VaultPath, NoteAnswers>> {
	const reader = new Reader(parts, options);
	const result = new Map<VaultPath, NoteAnswers>();
	for (const [path, own] of answers) {
		const texts = new Map<string, AnswerText>();
		for (const { from, text } of [...own.answers, ...own.embeds.values()].flatMap(textsIn)) {
			const key = textKey(from, text);
			if (texts.has(key) || !mayBeMarkdown.test(text) || text.length > longestText) continue;
			const read = await reader.read(text, from);
			if (read !== undefined) texts.set(key, read);
		}
		result.set(path, { ...own, texts });
	}
	return result;
}

/** What plain text has none of: most values of properties need no parser. */
const mayBeMarkdown = /[\\`*_~[\]<>&#=$%!^|\n]|:\/\/|www\.|::|^\s*(?:[-+]|\d{1,9}[.)])\s/;

function textsIn(answer: Answer | undefined): readonly { readonly text: string; readonly from: VaultPath }[] {
	const found: { text: string; from: VaultPath }[] = [];
	for (const view of answer?.views ?? []) {
		for (const { text, at } of tasksOf(view)) found.push({ text, from: at.concept });
		for (const value of valuesOf(view)) {
			if (typeof value !== "object" || value === null) continue;
			if (value.kind === "markdown") found.push(value);
			else if (value.kind === "html") found.push({ text: value.text, from: "" });
		}
	}
	return found;
}

type Rendered = Omit<AnswerText, "links"> & { readonly written: readonly Link[] };

class Reader {
	readonly #parts: VaultParts;
	readonly #options: AnswerTextOptions;
	/** Whatever note it stands in, the same text in the same language says the same. */
	readonly #rendered = new Map<string, Rendered>();
	#languages: ReadonlyMap<VaultPath, string> | undefined;
	#resolver: Resolver | undefined;

	constructor(parts: VaultParts, options: AnswerTextOptions) {
		this.#parts = parts;
		this.#options = options;
	}

	async read(text: string, from: VaultPath): Promise<AnswerText | undefined> {
		const lang = this.#languageOf(from);
		const key = `${lang}\n${text}`;
		let rendered = this.#rendered.get(key);
		if (rendered === undefined) {
			if (this.#rendered.size >= mostTexts) return undefined;
			rendered = await render(text, lang, this.#options);
			this.#rendered.set(key, rendered);
		}
		const { written, ...rest } = rendered;
		return { ...rest, links: written.map((link) => this.#resolve(link, from)) };
	}

	#languageOf(path: VaultPath): string {
		this.#languages ??= new Map(this.#parts.notes.map(({ note }) => [note.path, note.lang]));
		return this.#languages.get(path) ?? "";
	}

	#resolve(link: Link, from: VaultPath): ResolvedLink {
		const { notes, vault } = this.#parts;
		this.#resolver ??= createResolver({
			notes: notes.map(({ note }) => note),
			files: [...vault.canvases, ...vault.attachments].map(({ path }) => path),
			aliasLinks: this.#options.aliasLinks,
		});
		return { link, resolution: this.#resolver.resolve(link, from) };
	}
}

/** As a card of a canvas is read: a question in an answer is none. */
async function render(text: string, lang: string, options: CompileNoteOptions): Promise<Rendered> {
	const { parseNote } = await import("../notes/index.js");
	const { renderBody } = await import("../site/index.js");
	const read = parseNote({ path: "", source: text, hash: "" }, options.notes, "card");
	const parsed = lang === "" ? read : { ...read, note: { ...read.note, lang } };
	const { body } = await renderBody(parsed, options);
	const lists = body.blocks.map(({ parts }) => parts);
	const line = lists.length === 1 ? inParagraph(lists[0]!) : undefined;
	const { links, tags } = parsed.note;
	return {
		parts: line ?? lists.flat(),
		inline: line !== undefined,
		...{ written: links, tags, features: body.features },
	};
}

/** Without the paragraph around it, if it is one. */
function inParagraph(parts: BodyParts): BodyParts | undefined {
	const [first, last] = [parts[0], parts.at(-1)];
	if (typeof first !== "string" || typeof last !== "string") return undefined;
	if (!first.startsWith("<p>") || !last.endsWith("</p>")) return undefined;
	const inner = [...parts];
	inner[0] = first.slice("<p>".length);
	inner[inner.length - 1] = (inner.at(-1) as string).slice(0, -"</p>".length);
	return inner;
}
