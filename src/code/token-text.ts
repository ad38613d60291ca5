import type { CellImport } from "../model/index.js";
import type { Program } from "./syntax.js";

/**
 * The program without comments and blanks: its tokens, between them a line's end where one stood, because where a
 * line ends a statement may end, and else a space. Two programs with the same text mean the same, if what they import
 * from notes is the same: what notes are called is left out, because notes are renamed.
 */
export function tokenText({ code, tokens }: Program, imports: readonly CellImport[]): string {
	const notes = new Map(imports.filter(({ kind }) => kind === "note").map(({ at }) => [at.start, at.end]));
	const parts: string[] = [];
	let end = 0;
	for (const token of tokens) {
		if (token.start < end) continue;
		if (parts.length > 0) parts.push(lineEnd.test(code.slice(end, token.start)) ? "\n" : " ");
		const note = notes.get(token.start);
		parts.push(note === undefined ? code.slice(token.start, token.end) : anyNote);
		end = note ?? token.end;
	}
	return parts.join("");
}

/** Stands for each note from which something is imported. */
const anyNote = '"[[…]]"';

const lineEnd = /[\n\r\u2028\u2029]/;
