import type { Code } from "mdast";
import type { Cell, CellLanguage } from "../../model/index.js";
import { codeLines } from "../code-lines.js";
import type { Report } from "../report.js";
import { readInfo } from "./read-info.js";
import { readOptionLines } from "./read-option-lines.js";
import { defaultCellOptions, readOptions } from "./read-options.js";

/** Cells of one note; the others stay code that is shown. */
const maxCells = 1_000;

/** A code block as a cell, if it says that it is one. What hinders it, or is wrong with its options, is reported. */
export function readFence(
	node: Code,
	source: string,
	before: readonly Cell[],
	report: Report,
): Cell | undefined {
	if (!node.lang || !node.meta?.includes("cell")) return undefined;
	const { start, end } = { start: node.position!.start.offset!, end: node.position!.end.offset! };
	const marks = /^(?:`+|~+)[ \t]*/.exec(source.slice(start, start + 1_000));
	if (marks === null) return undefined;
	const infoStart = start + marks[0].length;
	const infoEnd = source.slice(infoStart, end).search(/[\r\n]|$/) + infoStart;
	const info = readInfo(source.slice(infoStart, infoEnd).trimEnd(), infoStart);
	if (!info.isCell) return undefined;

	const span = { start: infoStart, end: infoStart + info.language.length };
	const language = languages.get(info.language.toLowerCase());
	if (language === undefined) {
		report.add({
			rule: "cell/language",
			severity: "warning",
			message: `A cell cannot be written in “${info.language.slice(0, 40)}”; this block is only shown.`,
			span,
			hint: "cells are written in ts, js or py",
		});
		return undefined;
	}
	if (!isClosed(node, source, marks[0].trimEnd(), report)) {
		report.add({
			rule: "cell/unclosed",
			severity: "error",
			message: "This cell is never closed, so it is not run: what follows would be part of its program.",
			span: { start, end: infoEnd },
			hint: `end it with a line “${marks[0].trimEnd().slice(0, 20)}”`,
		});
		return undefined;
	}
	if (before.length >= maxCells) {
		reportTooMany(span, report);
		return undefined;
	}
	const code = node.value.split(/\r\n|\r|\n/);
	const lines = codeLines(code, node.position!.start.line + 1, report);
	return complete(
		{ form: "fence", path: report.path, language, code: code.join("\n"), lines, span: { start, end } },
		info,
		report,
	);
}

/** A module beside a note: all of a file. */
export function readWholeFile(source: string, report: Report): Cell {
	const { path } = report;
	const code = source.split(/\r\n|\r|\n/);
	const lines = code.map((_, i) => report.lines.positionAt(report.lines.startOf(i + 1)));
	const language = languages.get(path.slice(path.lastIndexOf(".") + 1)) ?? "ts";
	return complete(
		{ form: "sidecar", path, language, code: code.join("\n"), lines, span: { start: 0, end: source.length } },
		{ options: [], broken: [] },
		report,
	);
}

const languages: ReadonlyMap<string, CellLanguage> = new Map<string, CellLanguage>([
	["ts", "ts"],
	["typescript", "ts"],
	["js", "js"],
	["javascript", "js"],
	["mjs", "js"],
	["py", "py"],
	["python", "py"],
	["python3", "py"],
]);

function complete(
	bare: Omit<Cell, "id" | "options">,
	info: Pick<ReturnType<typeof readInfo>, "options" | "broken">,
	report: Report,
): Cell {
	const ownLines = readOptionLines({ ...bare, options: defaultCellOptions });
	const { id, options, flaws } = readOptions(
		[...info.options, ...ownLines.options],
		[...info.broken, ...ownLines.broken],
	);
	for (const flaw of flaws) report.add(flaw);
	return { ...bare, ...(id !== undefined && { id }), options };
}

/** Whether a line of marks ends the block, and not the end of the note or of the list or quote around it. */
function isClosed(node: Code, source: string, marks: string, report: Report): boolean {
	const { start, end } = node.position!;
	const between = end.line - start.line - 1;
	const lines = node.value === "" ? [0, 1] : [node.value.split(/\r\n|\r|\n/).length];
	if (!lines.includes(between)) return false;
	const last = source.slice(report.lines.startOf(end.line), end.offset);
	const closing = /(`+|~+)[ \t]*$/.exec(last)?.[1];
	return closing !== undefined && closing[0] === marks[0] && closing.length >= marks.length;
}

function reportTooMany(span: { start: number; end: number }, report: Report): void {
	report.addOnce({
		rule: "cell/too-many",
		severity: "error",
		message: `Only the first ${maxCells} cells of a note are cells; the others are shown.`,
		span,
		hint: "split the note into several",
	});
}
