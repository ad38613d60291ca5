/** What searches ask of files, as functions of Cypher. */
import type { FileTable, PropertyValue, VaultPath } from "../model/index.js";
import {
	type FunctionContext,
	type FunctionDefinition,
	NodeValue,
	problem,
	type Value,
} from "../query/index.js";
import { type Excerpts, findMarks, type Mark } from "./find-marks.js";
import { fold } from "./fold.js";
import { type PartKind, partsOfText } from "./text-parts.js";

export interface SearchFiles {
	readonly files: FileTable;
	/** What is written on a canvas, in place of its JSON. */
	readonly canvasText: (path: VaultPath) => string | undefined;
}

export function searchFunctions(source: SearchFiles): readonly FunctionDefinition[] {
	const texts = new Texts(source);
	const ofFile = (name: string, about: string, value: (text: FileText) => Value): FunctionDefinition => ({
		name: `search.${name}`,
		least: 1,
		most: 1,
		about,
		call: ([file], context) => {
			const text = texts.of(file!, context);
			return text === undefined ? null : value(text);
		},
	});
	return [
		ofFile("text", "A file's path and text, as a search looks through them.", ({ text }) => text),
		ofFile("folded", "The same in lower case.", ({ folded }) => folded),
		ofFile("content", "A file's text.", ({ content }) => content),
		ofFile("foldedContent", "A file's text in lower case.", ({ foldedContent }) => foldedContent),
		ofFile(
			"properties",
			"The frontmatter: maps with name, values and whether it is empty.",
			({ properties }) => properties,
		),
		...(["lines", "blocks", "sections"] as const).map((kind) => parts(kind, 1, texts)),
		parts("tasks", 2, texts),
		{
			name: "search.tags",
			least: 1,
			most: 1,
			about: "The tags that a text has, without #.",
			call: ([text], { spend }) => (typeof text === "string" ? tagsOf(text, spend) : null),
		},
		{
			name: "search.excerpts",
			least: 2,
			most: 2,
			about: "Where something is found in a file: a map with matches, line, excerpt and lines.",
			call: ([file, marks], context) => {
				const text = texts.of(file!, context);
				if (text === undefined) return null;
				return excerptsValue(findMarks(text.content, toMarks(marks!), context.spend));
			},
		},
	];
}

const abouts: Readonly<Record<PartKind, string>> = {
	lines: "The lines of a file or text.",
	blocks: "Its blocks: paragraphs, list items, headings, code.",
	sections: "Its sections, each with its heading.",
	tasks: "Its tasks, all or those that are 'todo' or 'done'.",
};

function parts(kind: PartKind, most: number, texts: Texts): FunctionDefinition {
	return {
		name: `search.${kind}`,
		least: 1,
		most,
		about: abouts[kind],
		call: ([of, which], context) => {
			const text = typeof of === "string" ? of : texts.of(of!, context)?.content;
			if (text === undefined) return null;
			context.spend(text.length >> 4);
			const wanted = partsOfText(text, kind).filter(({ status }) => isWanted(status, which ?? null));
			return wanted.map(({ start, end }) => text.slice(start, end));
		},
	};
}

/** What is in the brackets is done, whatever it is, but a blank. */
function isWanted(status: string | undefined, which: Value): boolean {
	if (which === null) return true;
	if (which !== "todo" && which !== "done") throw problem("search.tasks() knows 'todo' and 'done'.");
	return (status === " ") === (which === "todo");
}

/** What Obsidian reads as a tag in a text. */
const tag = /(?:^|[\s(（，。、；：！？“‘【《「>])#([^\s!-,.:-@[-^`{-~，。、；：！？“”‘’（）【】《》「」]+)/g;

function tagsOf(text: string, spend: (steps: number) => void): Value {
	spend(text.length >> 4);
	return Array.from(text.matchAll(tag), ([, name]) => name!).filter((name) => /[^\d/]/.test(name));
}

/** What is known of a file, each thing once and when it is asked for. */
class FileText {
	readonly properties: Value;
	#folded: string | undefined;

	constructor(
		readonly path: string,
		readonly content: string,
		properties: readonly { readonly key: string; readonly value: PropertyValue }[],
		/** Words are looked for in the paths of notes and canvases alone. */
		readonly named: boolean,
	) {
		this.properties = properties.map(
			({ key, value }) =>
				new Map<string, Value>([
					["name", key.normalize("NFC")],
					["values", valuesOf(value)],
					["empty", value === null],
				]),
		);
	}

	get text(): string {
		return this.named ? `${this.path}\n${this.content}` : "";
	}

	get folded(): string {
		this.#folded ??= fold(this.text);
		return this.#folded;
	}

	get foldedContent(): string {
		return this.folded.slice(this.folded.indexOf("\n") + 1);
	}
}

/** Lists and maps flat; nothing for null. */
function valuesOf(value: PropertyValue): (string | number | boolean)[] {
	if (value === null) return [];
	if (typeof value === "string") return [value.normalize("NFC")];
	if (typeof value !== "object") return [value];
	return (Array.isArray(value) ? value : Object.values(value)).flatMap(valuesOf);
}

class Texts {
	readonly #known = new Map<VaultPath, FileText | undefined>();
	readonly #pathsOf = new WeakMap<object, (node: number) => Value>();

	constructor(readonly source: SearchFiles) {}

	of(file: Value, { graph, spend }: FunctionContext): FileText | undefined {
		if (file === null) return undefined;
		if (!(file instanceof NodeValue)) throw problem("Functions of search take a file: a node with a path.");
		const pathOf = this.#pathsOf.get(graph) ?? graph.nodeProperty("path");
		this.#pathsOf.set(graph, pathOf);
		const path = pathOf(file.id);
		if (typeof path !== "string") return undefined;
		if (this.#known.has(path)) return this.#known.get(path);
		const made = this.#read(path);
		spend(1 + ((made?.content.length ?? 0) >> 5));
		this.#known.set(path, made);
		return made;
	}

	#read(path: VaultPath): FileText | undefined {
		const { files, canvasText } = this.source;
		const file = files.get(path);
		if (file === undefined) return undefined;
		const canvas = file.note === undefined ? canvasText(path) : undefined;
		const source = canvas ?? file.source;
		const content = source.replace(/\r\n?/g, "\n").normalize("NFC");
		return new FileText(path, content, file.properties, file.note !== undefined || canvas !== undefined);
	}
}

function excerptsValue({ matches, lines }: Excerpts): Value {
	const first = lines[0];
	return new Map<string, Value>([
		["matches", matches],
		["line", first?.line ?? null],
		["excerpt", first?.pieces.join("") ?? null],
		[
			"lines",
			lines.map(
				({ line, pieces }) =>
					new Map<string, Value>([
						["line", line],
						["pieces", pieces],
					]),
			),
		],
	]);
}

function toMarks(value: Value): readonly Mark[] {
	if (!Array.isArray(value)) throw problem("search.excerpts() takes a file and a list of maps.");
	return value.map((entry: Value) => {
		if (!(entry instanceof Map)) throw problem("search.excerpts() takes a file and a list of maps.");
		const [kind, parts] = [entry.get("in"), entry.get("parts")];
		const within =
			kind === undefined ? undefined : { kind: toPartKind(kind), parts: new Set(toTexts(parts)) };
		return {
			find: toTexts(entry.get("find")).filter((text) => text !== ""),
			match: toTexts(entry.get("match")),
			matchCase: entry.get("matchCase") === true,
			...(within !== undefined && { within }),
		};
	});
}

function toTexts(value: Value | undefined): string[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw problem("search.excerpts() takes lists of texts.");
	return value.filter((text: Value): text is string => typeof text === "string");
}

function toPartKind(value: Value): PartKind {
	if (value === "lines" || value === "blocks" || value === "sections" || value === "tasks") return value;
	throw problem("search.excerpts() knows lines, blocks, sections and tasks.");
}
