import type { Root } from "mdast";
import type {
	Diagnostic,
	Note,
	NoteOptions,
	ParsedNote,
	Position,
	Property,
	SourceFile,
	Span,
} from "../model/index.js";
import { shapeBlocks } from "./blocks.js";
import { type Collected, collect } from "./collect.js";
import { markComments } from "./comments.js";
import { guardSource } from "./cost.js";
import { type Frontmatter, readProperties, splitFrontmatter } from "./frontmatter.js";
import { type Meaning, meaningOf } from "./properties.js";
import { countWords, detectLanguage, excerptOf } from "./prose.js";
import { Report } from "./report.js";
import { markdownParser } from "./syntax/index.js";
import { TooCostly } from "./too-costly.js";
import { settleTree } from "./tree.js";

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
export function parseNote(file: SourceFile, options: Partial<NoteOptions> = {}): ParsedNote {
	try {
		return readNote(file, { ...defaultOptions, ...options });
	} catch (error) {
		return plainNote(file, failure(file, error));
	}
}

/** A note as its text stands, for one that cannot be read as Markdown; `diagnostic` says why. */
export function plainNote(file: SourceFile, diagnostic: Diagnostic): ParsedNote {
	const { path, source } = file;
	const report = new Report(path, source);
	const head = readHead(source, report);
	const text = source.slice(head.bodyStart);
	const end = report.lines.positionAt(source.length);
	const position = { start: report.lines.positionAt(head.bodyStart), end };
	const tree: Root = {
		type: "root",
		children: [{ type: "code", lang: null, meta: null, value: text, position }],
		position,
	};
	const found = { ...nothing, prose: text, opening: text.slice(0, 1_500) };
	const note = noteOf(file, head, found, [], report);
	return {
		note: { ...note, links: head.meaning.links, plain: true, diagnostics: [diagnostic, ...note.diagnostics] },
		tree,
		source,
	};
}

interface Head {
	readonly frontmatter: Frontmatter | undefined;
	readonly properties: readonly Property[];
	readonly meaning: Meaning;
	readonly bodyStart: number;
}

function readNote(file: SourceFile, options: NoteOptions): ParsedNote {
	const { source } = file;
	const report = new Report(file.path, source);
	const head = readHead(source, report);
	guardSource(source, head.bodyStart);
	const tree = readBody(source, head.bodyStart, options, report);
	const at = (offset: number): Position => report.lines.positionAt(offset);
	const shape = shapeBlocks(tree, source, at);
	const comments = source.includes("%%") ? markComments(tree, source) : noComments;
	for (const span of comments.unclosed) reportUnclosedComment(span, report);
	const found = collect(tree, source, shape, options, report, head.meaning);
	const hidden = outermost([...comments.spans, ...found.htmlComments]);
	return { note: noteOf(file, head, found, hidden, report), tree, source };
}

function readHead(source: string, report: Report): Head {
	const frontmatter = splitFrontmatter(source);
	const read = frontmatter ? readProperties(frontmatter, report) : [];
	return {
		frontmatter,
		properties: read.map(({ key, value, position }) => ({ key, value, position })),
		meaning: meaningOf(read, source, report),
		bodyStart: frontmatter?.end ?? 0,
	};
}

/** The tree of the body, with positions that count in the whole source. */
function readBody(source: string, start: number, options: NoteOptions, report: Report): Root {
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

function noteOf(
	{ path }: SourceFile,
	{ properties, meaning }: Head,
	found: Collected,
	comments: readonly Span[],
	report: Report,
): Note {
	const name = (path.split("/").at(-1) ?? path).replace(/\.md$/i, "");
	return {
		path,
		name,
		title: meaning.title ?? name,
		aliases: meaning.aliases,
		properties,
		tags: found.tags.length > 0 ? found.tags : meaning.tags,
		links: found.links,
		headings: found.headings,
		blockIds: found.blockIds,
		fields: found.fields,
		callouts: found.callouts,
		tasks: found.tasks,
		aliasCandidates: found.aliasCandidates,
		comments,
		cssClasses: meaning.cssClasses,
		published: meaning.published,
		lang: meaning.lang ?? detectLanguage(found.prose),
		excerpt: meaning.description ?? excerptOf(found.opening),
		wordCount: countWords(found.prose),
		diagnostics: report.diagnostics(),
	};
}

const nothing = {
	links: [],
	tags: [],
	headings: [],
	blockIds: [],
	fields: [],
	callouts: [],
	tasks: [],
	aliasCandidates: [],
	htmlComments: [],
};

const noComments = { spans: [], unclosed: [] };

function reportUnclosedComment(span: Span, report: Report): void {
	report.add({
		rule: "comment/unclosed",
		severity: "warning",
		message: "This comment is never closed; all that follows is hidden.",
		span,
		hint: "end it with “%%”",
	});
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
	const start = { line: 1, column: 1, offset: 0 };
	if (error instanceof TooCostly) {
		const position = new Report(path, source).lines.positionAt(error.offset);
		return {
			rule: error.rule,
			severity: "error",
			message: `This note is published as plain text: ${lowerFirst(error.message)}`,
			path,
			span: { start: error.offset, end: error.offset },
			position,
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
		position: start,
		hint: "please report the note that makes this happen",
	};
}

function lowerFirst(text: string): string {
	return text.slice(0, 1).toLowerCase() + text.slice(1);
}
