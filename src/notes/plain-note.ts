import type { Root } from "mdast";
import type { Diagnostic, ParsedNote, SourceFile } from "../model/index.js";
import { Collection } from "./collection.js";
import { readHead } from "./head.js";
import { noteOf } from "./note-of.js";
import { Report } from "./report.js";

/** A note as its text stands, for one that cannot be read as Markdown; `diagnostic` says why. */
export function plainNote({ path, source }: SourceFile, diagnostic: Diagnostic): ParsedNote {
	const report = new Report(path, source);
	const head = readHead(source, report);
	const text = source.slice(head.bodyStart);
	const found = new Collection(head.meaning);
	found.say(text);
	const note = noteOf(path, head, found, [], report);
	return {
		note: { ...note, plain: true, diagnostics: [diagnostic, ...note.diagnostics] },
		tree: treeOf(text, head.bodyStart, report),
		source,
	};
}

/** One block of code without a language. */
function treeOf(value: string, start: number, { lines }: Report): Root {
	const position = { start: lines.positionAt(start), end: lines.positionAt(start + value.length) };
	return { type: "root", children: [{ type: "code", lang: null, meta: null, value, position }], position };
}
