import {
	type Alias,
	type Document,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	type Node,
	type Pair,
	parseDocument,
} from "yaml";
import type { Diagnostic, Property, PropertyValue } from "../model/index.js";
import type { Frontmatter } from "./frontmatter.js";
import type { Report } from "./report.js";

/** One string of a property and the source range in which it is written, quotes included. */
export interface WrittenString {
	readonly value: string;
	readonly start: number;
	readonly end: number;
}

export interface ReadProperty extends Property {
	/** All strings in the value, lists and maps entered. */
	readonly strings: readonly WrittenString[];
	/** Source range of the value; empty at the end of the key when there is none. */
	readonly start: number;
	readonly end: number;
}

/** UTF-16 units of YAML that are read at most. */
const maxLength = 1_000_000;
/** Values read at most, each time an anchor is used counted again. */
const maxValues = 50_000;
const maxDepth = 50;
/** Uses of anchors (`*a`): for each of them the library walks the whole document. */
const maxAliases = 100;

/**
 * The properties as written. Broken YAML gives none, and one diagnostic at the place where it breaks. Numbers
 * that JavaScript would change stay strings, as do dates; tags (`!!…`) are not obeyed.
 */
export function readProperties(frontmatter: Frontmatter, report: Report): readonly ReadProperty[] {
	const { yaml, start } = frontmatter;
	if (yaml.length > maxLength) {
		report.add({
			...tooLarge,
			message: `The properties are longer than ${maxLength / 1000} kB and are left out.`,
			span: { start, end: start },
		});
		return [];
	}
	try {
		const document = parseDocument(yaml, yamlOptions);
		const flaw = document.errors[0];
		if (flaw) return broken(flaw, yaml, start, report);
		return new PropertyReader(document, yaml, start, report).read();
	} catch (error) {
		const message = error instanceof TooLarge ? error.message : "they cannot be read";
		report.add({
			...tooLarge,
			message: `The properties are left out: ${message}.`,
			span: { start, end: start },
		});
		return [];
	}
}

const yamlOptions = {
	version: "1.2",
	schema: "core",
	merge: false,
	resolveKnownTags: false,
	// The library compares all keys with each other; we look for duplicates ourselves.
	uniqueKeys: false,
	prettyErrors: false,
	logLevel: "silent",
} as const;

const tooLarge = {
	rule: "frontmatter/too-large",
	severity: "error",
	hint: "keep data in the note's text or in a file of its own",
} as const satisfies Partial<Diagnostic>;

class TooLarge extends Error {}

function broken(
	flaw: { message: string; pos: [number, number]; code: string },
	yaml: string,
	start: number,
	report: Report,
): [] {
	const offset = Math.min(flaw.pos[0], Math.max(0, yaml.length - 1));
	const end = Math.max(offset, Math.min(flaw.pos[1], yaml.length));
	report.add({
		rule: "frontmatter/invalid-yaml",
		severity: "error",
		message: `The properties are left out, because they are no valid YAML: ${sentence(flaw.message)}.`,
		span: { start: start + offset, end: start + end },
		hint: hints[flaw.code] ?? "put quotes around values that hold “: ”, “#”, brackets or quotes",
	});
	return [];
}

const hints: Readonly<Record<string, string>> = {
	TAB_AS_INDENT: "indent with spaces instead of tabs",
	BLOCK_AS_IMPLICIT_KEY: "put quotes around the value, because it holds “: ”",
	MISSING_CHAR: "close the quotes or brackets that are open here",
	BAD_INDENT: "close the brackets that are open here, or indent this line like its neighbours",
	BAD_ALIAS: "put quotes around the value, because it starts with “*”",
};

function sentence(message: string): string {
	const first = message
		.split("\n", 1)[0]!
		.trim()
		.replace(/\.$/, "")
		.replace(/(["'])quote$/, "quote, which is $1");
	return first.slice(0, 1).toLowerCase() + first.slice(1, 200);
}

/** Walks the YAML tree instead of calling `toJS`: positions are kept, and every step is counted. */
class PropertyReader {
	readonly #document: Document.Parsed;
	readonly #yaml: string;
	readonly #start: number;
	readonly #report: Report;
	#values = 0;
	#aliases = 0;
	#strings: WrittenString[] = [];

	constructor(document: Document.Parsed, yaml: string, start: number, report: Report) {
		this.#document = document;
		this.#yaml = yaml;
		this.#start = start;
		this.#report = report;
	}

	read(): readonly ReadProperty[] {
		const contents = this.#document.contents as Node | null;
		if (contents === null) return [];
		if (!isMap(contents)) return this.#notAMap(contents);
		const properties = new Map<string, ReadProperty>();
		for (const pair of contents.items) {
			const property = this.#property(pair as Pair<Node, Node | null>);
			if (properties.has(property.key)) this.#duplicate(property);
			properties.set(property.key, property);
		}
		return [...properties.values()];
	}

	#property({ key, value }: Pair<Node, Node | null>): ReadProperty {
		const keyStart = key.range?.[0] ?? 0;
		const keyEnd = key.range?.[1] ?? keyStart;
		this.#strings = [];
		const read = value ? this.#value(value, 0) : null;
		return {
			key: isScalar(key) ? String(key.value ?? "") : this.#written(key),
			value: read,
			position: this.#report.lines.positionAt(this.#start + keyStart),
			strings: this.#strings,
			start: this.#start + (value?.range?.[0] ?? keyEnd),
			end: this.#start + (value?.range?.[1] ?? keyEnd),
		};
	}

	#value(node: Node, depth: number): PropertyValue {
		if (++this.#values > maxValues) throw new TooLarge(`they hold more than ${maxValues} values`);
		if (depth > maxDepth) throw new TooLarge(`they are nested more than ${maxDepth} levels deep`);
		if (isAlias(node)) return this.#alias(node, depth);
		if (isSeq(node)) return node.items.map((item) => this.#value(item as Node, depth + 1));
		if (isMap(node)) return this.#map(node.items as Pair<Node, Node | null>[], node, depth);
		return isScalar(node) ? this.#scalar(node) : null;
	}

	/** What an anchor stands for; strings in it are found where they are written, not again here. */
	#alias(node: Alias, depth: number): PropertyValue {
		if (++this.#aliases > maxAliases) throw new TooLarge(`they use anchors more than ${maxAliases} times`);
		const target = node.resolve(this.#document);
		const strings = this.#strings;
		this.#strings = [];
		const value = target ? this.#value(target as Node, depth + 1) : null;
		this.#strings = strings;
		return value;
	}

	/** `{{date}}` of a template is a map with a map as its key: it stays as written. */
	#map(items: readonly Pair<Node, Node | null>[], node: Node, depth: number): PropertyValue {
		if (items.some(({ key }) => !isScalar(key))) return this.#written(node);
		return Object.fromEntries(
			items.map(({ key, value }) => [
				String((isScalar(key) && key.value) ?? ""),
				value ? this.#value(value, depth + 1) : null,
			]),
		);
	}

	#scalar(node: Node & { value: unknown }): PropertyValue {
		const { value } = node;
		if (value === null || value === undefined || typeof value === "boolean") return value ?? null;
		if (typeof value === "number") {
			const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
			return exact ? value : this.#written(node);
		}
		const text = String(value);
		const [start, end] = node.range ?? [0, 0];
		this.#strings.push({ value: text, start: this.#start + start, end: this.#start + end });
		return text;
	}

	#written(node: Node): string {
		const [start, end] = node.range ?? [0, 0];
		return this.#yaml.slice(start, end).trim();
	}

	#notAMap(contents: Node): [] {
		const [start, end] = contents.range ?? [0, 0];
		this.#report.add({
			rule: "frontmatter/not-a-map",
			severity: "error",
			message: "The lines between the first “---” and the next are read as properties, but are none.",
			span: { start: this.#start + start, end: this.#start + end },
			hint: "write “name: value” lines, or put an empty line before the first “---” to make it a rule",
		});
		return [];
	}

	#duplicate(property: ReadProperty): void {
		this.#report.add({
			rule: "frontmatter/duplicate-key",
			severity: "warning",
			message: `The property “${property.key}” is given twice; the last one counts.`,
			span: { start: property.position.offset, end: property.position.offset + property.key.length },
			hint: "remove one of them",
		});
	}
}
