/** What a query in another language asks for and no file has: it finds nothing without a word. */

import type { FileTable, Span } from "../model/index.js";
import { elsewhere, nearestName, type syntax } from "../query/index.js";

export interface MissingName {
	readonly message: string;
	/** As it is written, and what it may be meant to be. */
	readonly name: string;
	readonly near?: string;
	/** Whether it is what a column shows. */
	readonly shown: boolean;
	/** Where the query says that it stands. */
	readonly span: Span;
}

/** Each once, in the order of the query. */
export function missingNames(query: syntax.Query, files: FileTable): readonly MissingName[] {
	const found = new Map<string, MissingName>();
	for (const { kind, name, shown, span } of namesIn(query)) {
		const missing = missingName(kind, name, files);
		if (missing === undefined) continue;
		const before = found.get(missing.message);
		if (before === undefined || (shown && !before.shown))
			found.set(missing.message, { ...missing, name, shown, span });
	}
	return [...found.values()];
}

/** Whether it is sure enough that another name is meant to speak up where nobody has asked. */
export function isSlip({ name, near }: Pick<MissingName, "name" | "near">): boolean {
	if (near === undefined) return false;
	const [written, meant] = [name, near].map((each) => each.replace(/^#/, "").toLowerCase()) as [
		string,
		string,
	];
	if (written === meant) return true;
	// The next year's tag is none of last year's misspelt.
	if (withoutNumbers(written) === withoutNumbers(meant)) return false;
	// Of short names, another letter makes another name: `due` and `dur`, 书名 and 书评.
	const [letters, others] = [Array.from(written), Array.from(meant)];
	return letters.length > 3 || letters.length !== others.length || sorted(letters) === sorted(others);
}

function withoutNumbers(text: string): string {
	return text.replace(/\p{N}+/gu, "");
}

function sorted(letters: readonly string[]): string {
	return [...letters].sort().join("");
}

interface Asked {
	readonly kind: "property" | "tag" | "file";
	readonly name: string;
	readonly span: Span;
}

/** By what the translations call: see docs/dataview.md and docs/bases.md. */
function namesIn(query: syntax.Query): (Asked & { readonly shown: boolean })[] {
	const found: (Asked & { readonly shown: boolean })[] = [];
	let fromTable = false;
	const visit = (node: syntax.AnyNode, shown: boolean): void => {
		if (node.kind === "call-function") {
			fromTable ||= node.name === "dataview.csv";
			found.push(...askedBy(node).map((asked) => ({ ...asked, shown })));
		} else if (node.kind === "property" && isProperties(node.subject))
			found.push({ kind: "property", name: node.key, span: node.span, shown });
		for (const child of elsewhere.childrenOf(node)) visit(child, shown || node.kind === "return");
	};
	visit(query, false);
	// Rows of a table have fields of their own.
	return fromTable ? found.filter(({ kind }) => kind !== "property") : found;
}

function askedBy({ name, arguments: [of, ...rest], span }: syntax.FunctionCall): Asked[] {
	const [key, field] = rest.map(textIn);
	if (of?.kind !== "variable" || key === undefined) return [];
	// Rows that are tasks, groups or what was taken apart have fields of their own.
	const isPage = of.name === "page" || of.name === "this";
	if (name === "dataview.get" && isPage) {
		if (key !== "file") return [{ kind: "property", name: key, span: rest[0]!.span }];
		return field === undefined ? [] : [{ kind: "file", name: field, span: rest[1]!.span }];
	}
	if (name === "dataview.tagged") return [{ kind: "tag", name: key, span }];
	return name === "base.hasTag" && of.name === "file"
		? rest.flatMap((tag) => {
				const text = textIn(tag);
				return text === undefined ? [] : { kind: "tag", name: text, span: tag.span };
			})
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

type Said = Pick<MissingName, "message" | "near">;

/** What is said of a name; undefined for one that some file has. */
export function missingName(kind: Asked["kind"], name: string, files: FileTable): Said | undefined {
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
): Said {
	const near = nearestName(name, known);
	if (near === undefined) return { message: `${sentence}.` };
	return { message: `${sentence}; did you mean ${before}${near}${behind}?`, near };
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
