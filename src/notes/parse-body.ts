import type { Root } from "mdast";
import type { NoteOptions } from "../model/index.js";
import type { Report } from "./report.js";
import { markdownParser } from "./syntax/index.js";
import { settleTree } from "./tree.js";

/** The tree of a note from `start` on, with positions that count in the whole source. */
export function parseBody(source: string, start: number, options: NoteOptions, report: Report): Root {
	let body = start === 0 ? source : source.slice(start);
	// micromark drops a byte order mark and loses count; a word joiner is as invisible and as long.
	if (body.charCodeAt(0) === 0xfeff) body = `\u2060${body.slice(1)}`;
	const tree = parserFor(options, body)(body);
	settleTree(tree, start, start === 0 ? 0 : report.lines.positionAt(start).line - 1);
	return tree;
}

/** What the line below a table's head cannot do without. */
const mayHoldTable = /-[ \t]*[|:]|[|:][ \t]*-/;

const parsers = new Map<string, (source: string) => Root>();

/**
 * One parser for each grammar, because building one takes as long as reading a page. Looking for tables means
 * reading each line of text twice, so constructs are left out where there can be none.
 */
function parserFor({ tagPunctuation }: NoteOptions, body: string): (source: string) => Root {
	const tables = mayHoldTable.test(body);
	const footnotes = body.includes("[^");
	const key = `${tagPunctuation} ${tables} ${footnotes}`;
	let parser = parsers.get(key);
	if (!parser) {
		parser = markdownParser({ tagPunctuation, tables, footnotes });
		parsers.set(key, parser);
	}
	return parser;
}
