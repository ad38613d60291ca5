import type { Code, InlineCode } from "mdast";
import type { Position, QueryBlock, QueryLanguage } from "../model/index.js";
import { codeLines } from "./code-lines.js";
import { positionOf, spanOf } from "./collection.js";
import type { Report } from "./report.js";

/** Questions of one note; the others stay code that is shown. */
const maxQueries = 1_000;

/** A code block as a question, if its language is one that asks. What is never closed ends with its note, as in Obsidian. */
export function readQueryFence(
	node: Code,
	before: readonly QueryBlock[],
	report: Report,
): QueryBlock | undefined {
	const language = languages.get(node.lang?.toLowerCase() ?? "");
	if (language === undefined || isTooMany(node, before, report)) return undefined;
	const code = node.value.split(/\r\n|\r|\n/);
	return {
		...{ language, form: "fence", code: code.join("\n") },
		lines: codeLines(code, node.position!.start.line + 1, report),
		...{ span: spanOf(node), position: positionOf(node) },
	};
}

const languages: ReadonlyMap<string, QueryLanguage> = new Map<string, QueryLanguage>([
	["cypher", "cypher"],
	["dataview", "dataview"],
	["dataviewjs", "dataviewjs"],
	["base", "base"],
	["query", "search"],
]);

/**
 * `= …` and `$= …` in backticks, by Dataview's own signs. What no expression begins with (`==`, `=>`, `=~`) is code
 * that somebody writes about.
 */
export function readInlineQuery(
	node: InlineCode,
	source: string,
	before: readonly QueryBlock[],
	report: Report,
): QueryBlock | undefined {
	const sign = /^\s*(\$?=)\s*(?![=>~<*/%&|^,;:.)\]}?])(?=\S)/.exec(node.value);
	if (sign === null || isTooMany(node, before, report)) return undefined;
	const span = spanOf(node);
	const written = source.slice(span.start, span.end);
	const start = span.start + written.indexOf("=") + 1;
	const blanks = /^\s*/.exec(source.slice(start, span.end))![0].length;
	return {
		language: sign[1] === "=" ? "dataview" : "dataviewjs",
		form: "inline",
		code: node.value.slice(sign[0].length).trimEnd(),
		lines: [report.lines.positionAt(start + blanks)] satisfies readonly Position[],
		...{ span, position: positionOf(node) },
	};
}

function isTooMany(node: Code | InlineCode, before: readonly QueryBlock[], report: Report): boolean {
	if (before.length < maxQueries) return false;
	report.addOnce({
		rule: "query/too-many",
		severity: "error",
		message: `Only the first ${maxQueries} questions of a note are answered; the others are shown.`,
		span: spanOf(node),
		hint: "split the note into several",
	});
	return true;
}
