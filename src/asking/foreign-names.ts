/** What a query in another language asks for and no file has: it finds nothing without a word. */

import type { FileTable } from "../model/index.js";
import { elsewhere, nearestName, parseQuery, type syntax } from "../query/index.js";
import { type ForeignQuestion, filesOf, foreignQueries } from "./foreign-queries.js";
import type { OpenGraph } from "./opened-graph.js";

/** Names that are told of one query. */
const mostNames = 5;

/** A sentence for each, in the order of the query. Throws as `foreignQueries`. */
export async function missingNames(question: ForeignQuestion, open: OpenGraph): Promise<readonly string[]> {
	if (question.language === "search") return [];
	const files = filesOf(open);
	const told = new Set<string>();
	for (const { query } of await foreignQueries(question, open)) {
		for (const { kind, name } of namesIn(parseQuery(query))) {
			if (told.size >= mostNames) return [...told];
			const sentence = sentenceFor(kind, name, files);
			if (sentence !== undefined) told.add(sentence);
		}
	}
	return [...told];
}

interface Asked {
	readonly kind: "property" | "tag" | "file";
	readonly name: string;
}

/** By what the translations call: see docs/dataview.md and docs/bases.md. */
function namesIn(query: syntax.Query): Asked[] {
	const found: Asked[] = [];
	const visit = (node: syntax.AnyNode): void => {
		if (node.kind === "call-function") found.push(...askedBy(node));
		else if (node.kind === "property" && isProperties(node.subject))
			found.push({ kind: "property", name: node.key });
		for (const child of elsewhere.childrenOf(node)) visit(child);
	};
	visit(query);
	return found;
}

function askedBy({ name, arguments: [of, ...rest] }: syntax.FunctionCall): Asked[] {
	const [key, field] = rest.map(textIn);
	if (of?.kind !== "variable" || key === undefined) return [];
	// Rows that are tasks, groups or what was taken apart have fields of their own.
	const isPage = of.name === "page" || of.name === "this";
	if (name === "dataview.get" && isPage) {
		if (key !== "file") return [{ kind: "property", name: key }];
		return field === undefined ? [] : [{ kind: "file", name: field }];
	}
	if (name === "dataview.tagged") return [{ kind: "tag", name: key }];
	return name === "base.hasTag" && of.name === "file"
		? rest.flatMap((tag) => textIn(tag) ?? []).map((tag) => ({ kind: "tag", name: tag }))
		: [];
}

function textIn(expression: syntax.Expression | undefined): string | undefined {
	return expression?.kind === "literal" && typeof expression.value === "string"
		? expression.value
		: undefined;
}

/** `file.properties` */
function isProperties(expression: syntax.Expression): boolean {
	return (
		expression.kind === "property" &&
		expression.key === "properties" &&
		expression.subject.kind === "variable" &&
		expression.subject.name === "file"
	);
}

function sentenceFor(kind: Asked["kind"], name: string, files: FileTable): string | undefined {
	const { keys, tags } = knownIn(files);
	switch (kind) {
		case "property":
			return keys.has(name) ? undefined : meaning(`No note has a property \`${name}\``, "`", name, keys, "`");
		case "file":
			return fileFields.has(name)
				? undefined
				: meaning(`Files have no \`file.${name}\``, "`file.", name, fileFields, "`");
		case "tag": {
			const tag = name.replace(/^#/, "").toLowerCase();
			return tags.has(tag) ? undefined : meaning(`No note has the tag #${tag}`, "#", tag, tags, "");
		}
	}
}

function meaning(
	sentence: string,
	before: string,
	name: string,
	known: ReadonlySet<string>,
	behind: string,
): string {
	const near = nearestName(name, known);
	return near === undefined ? `${sentence}.` : `${sentence}; did you mean ${before}${near}${behind}?`;
}

interface Known {
	/** Of properties and inline fields, as written and as Dataview simplifies them. */
	readonly keys: ReadonlySet<string>;
	/** In lower case, with those above them. */
	readonly tags: ReadonlySet<string>;
}

const known = new WeakMap<FileTable, Known>();

function knownIn(table: FileTable): Known {
	let names = known.get(table);
	if (names === undefined) {
		const keys = new Set<string>();
		const tags = new Set<string>();
		for (const { properties, fields, expandedTags } of table.files) {
			for (const { key } of [...properties, ...fields])
				for (const name of [key, simplified(key)]) if (name !== "") keys.add(name);
			for (const tag of expandedTags) tags.add(tag.toLowerCase());
		}
		names = { keys, tags };
		known.set(table, names);
	}
	return names;
}

/** `Time Spent` is `time-spent` in Dataview. */
function simplified(key: string): string {
	return key
		.toLowerCase()
		.replace(/\s+/g, "-")
		.replace(/[^-_0-9\p{L}\p{RI}\p{Extended_Pictographic}\p{EMod}\p{VS}\p{Join_Control}]/gu, "");
}

const fileFields: ReadonlySet<string> = new Set([
	...["name", "folder", "path", "ext", "link", "size", "ctime", "cday", "mtime", "mday", "tags", "etags"],
	...["inlinks", "outlinks", "aliases", "tasks", "lists", "frontmatter", "day", "starred"],
]);
