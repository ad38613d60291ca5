import type { CompiledCanvas, CompiledNote, NoteOptions, SourceFile } from "../model/index.js";
import { ownWords, parseCanvas, parseNote, plainNote } from "../notes/index.js";
import { renderBody, searchTerms, surveyNote } from "../site/index.js";
import { compileCells } from "./read-note.js";

/** What a note's result depends on besides its path and source. */
export interface CompileNoteOptions {
	readonly notes: NoteOptions;
	readonly trust: boolean;
	readonly strictLineBreaks: boolean;
	/** TeX whose macros all formulas know. */
	readonly mathPreamble?: string;
}

/**
 * One note, from source to safe HTML with slots. The result is plain data that depends on the arguments alone,
 * so it is made in a worker and cached by content.
 */
export async function compileNote(file: SourceFile, options: CompileNoteOptions): Promise<CompiledNote> {
	return render(parseNote(file, options.notes), options);
}

/** The same for a note that a worker did not survive: its text as it stands, and for its author what became of it. */
export async function compilePlainNote(
	file: SourceFile,
	fate: string,
	options: CompileNoteOptions,
): Promise<CompiledNote> {
	const diagnostic = {
		rule: "note/too-costly",
		severity: "error",
		message: `This note ${fate}.`,
		path: file.path,
		position: { line: 1, column: 1, offset: 0 },
		hint: "split the note, or look for a very long line or very deep nesting",
	} as const;
	return render(plainNote(file, diagnostic), options);
}

export async function compileCanvas(file: SourceFile, options: CompileNoteOptions): Promise<CompiledCanvas> {
	const canvas = parseCanvas(file);
	const cards: CompiledNote[] = [];
	for (const source of canvas.texts) {
		const card = parseNote({ path: file.path, source, hash: file.hash }, options.notes, "card");
		cards.push(await render(card, options));
	}
	return { canvas, cards };
}

/** For a canvas that a worker did not survive: without its cards, and for its author what became of it. */
export async function compileEmptyCanvas(file: SourceFile, fate: string): Promise<CompiledCanvas> {
	const diagnostic = {
		rule: "canvas/too-costly",
		severity: "error",
		message: `This canvas ${fate}.`,
		path: file.path,
		position: { line: 1, column: 1, offset: 0 },
		hint: "split it into several",
	} as const;
	return { canvas: { ...parseCanvas({ ...file, source: "{}" }), diagnostics: [diagnostic] }, cards: [] };
}

async function render(
	parsed: ReturnType<typeof parseNote>,
	options: CompileNoteOptions,
): Promise<CompiledNote> {
	const { body, diagnostics } = await renderBody(parsed, options);
	const note = { ...parsed.note, diagnostics: [...parsed.note.diagnostics, ...diagnostics] };
	return {
		note,
		cells: await compileCells(note),
		...surveyNote(note, body),
		body,
		...searchTerms(note, body),
		prose: ownWords(parsed),
	};
}
