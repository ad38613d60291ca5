import type { Diagnostic, NoteOptions, ParsedNote, SourceFile, Span } from "../model/index.js";
import { shapeBlocks } from "./blocks.js";
import { collect } from "./collect.js";
import { markComments } from "./comments.js";
import { guardSource } from "./cost.js";
import { readHead } from "./head.js";
import { noteOf } from "./note-of.js";
import { parseBody } from "./parse-body.js";
import { plainNote } from "./plain-note.js";
import { positionAt } from "./positions.js";
import { Report } from "./report.js";
import { TooCostly } from "./too-costly.js";

/** What Obsidian does. */
export const defaultOptions: NoteOptions = {
	comments: "index",
	tagPunctuation: "part-of-tag",
	markdownLinks: true,
};

/**
 * Reads a note: properties, then Markdown, then what the tree says. Never throws; what is wrong in the note is
 * among its diagnostics, and a note that would cost too much is published as plain text.
 */
export function parseNote(
	file: SourceFile,
	options: Partial<NoteOptions> = {},
	form: "note" | "card" = "note",
): ParsedNote {
	try {
		return readNote(file, { ...defaultOptions, ...options }, form);
	} catch (error) {
		return plainNote(file, failure(file, error));
	}
}

function readNote({ path, source }: SourceFile, options: NoteOptions, form: "note" | "card"): ParsedNote {
	const report = new Report(path, source);
	const head = readHead(source, report);
	guardSource(source, head.bodyStart);
	const tree = parseBody(source, head.bodyStart, options, report);
	const shape = shapeBlocks(tree, source, (offset) => report.lines.positionAt(offset));
	const comments = markComments(tree, source, report);
	const found = collect(tree, source, shape, options, report, { ...head.meaning, form });
	const hidden = outermost([...comments, ...found.htmlComments]);
	return { note: noteOf(path, head, found, hidden, report), tree, source };
}

/** Sorted, without those that lie in another. */
function outermost(spans: readonly Span[]): readonly Span[] {
	const result: Span[] = [];
	for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
		if (span.end > (result.at(-1)?.end ?? -1)) result.push(span);
	}
	return result;
}

function failure({ path, source }: SourceFile, error: unknown): Diagnostic {
	if (error instanceof TooCostly) {
		return {
			rule: error.rule,
			severity: "error",
			message: `This note is published as plain text: ${error.message}`,
			path,
			span: { start: error.offset, end: error.offset },
			position: positionAt(source, error.offset),
			hint: error.hint,
		};
	}
	const reason = error instanceof RangeError ? "it is nested too deeply" : "the parser failed";
	return {
		rule: "note/parser-failed",
		severity: "error",
		message: `This note is published as plain text, because ${reason}.`,
		path,
		span: { start: 0, end: 0 },
		position: { line: 1, column: 1, offset: 0 },
		hint: "please report the note that makes this happen",
	};
}
