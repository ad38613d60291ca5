import { createResolver } from "../graph/index.js";
import {
	type CompiledNote,
	type ConceptGraph,
	extensionOf,
	type Field,
	type FileFacts,
	type FileLink,
	type FileStat,
	type FileTable,
	folderOf,
	type Heading,
	type ItemFacts,
	type Link,
	type ListItem,
	type Note,
	type Property,
	type PropertyValue,
	type ResolvedLink,
	type Span,
	stemOf,
	type Tag,
	type Vault,
	type VaultPath,
} from "../model/index.js";

export interface FileTableInput {
	readonly vault: Vault;
	readonly notes: readonly CompiledNote[];
	/** Notes that it does not know are left out: they are not to be shown. */
	readonly graph: ConceptGraph;
}

/** Everything is found out when it is asked for, and then kept. */
export function createFileTable({ vault, notes, graph: { resolved } }: FileTableInput): FileTable {
	const shown = notes.filter(({ note }) => resolved.has(note.path)).map(({ note }) => note);
	const others = [...vault.canvases, ...vault.attachments];
	let byPath: ReadonlyMap<VaultPath, FileFacts> | undefined;
	let files: readonly FileFacts[] | undefined;
	let resolver: ReturnType<typeof createResolver> | undefined;
	let backlinks: ReadonlyMap<VaultPath, readonly VaultPath[]> | undefined;
	const linking = (path: VaultPath) => {
		backlinks ??= backlinksOf(resolved);
		return backlinks.get(path) ?? [];
	};
	const all = () => {
		const sources = new Map(vault.notes.map((file) => [file.path, file]));
		const facts = [
			...shown.map((note) => {
				const file = sources.get(note.path);
				return new NoteFacts(note, file?.source ?? "", file?.stat, resolved.get(note.path) ?? [], linking);
			}),
			...others.map(({ path, stat }) => new OtherFacts(path, stat, linking)),
		];
		return facts.sort((a, b) => (a.path < b.path ? -1 : 1));
	};
	const table: FileTable = {
		get files() {
			files ??= all();
			return files;
		},
		get: (path) => {
			byPath ??= new Map(table.files.map((file) => [file.path, file]));
			return byPath.get(path);
		},
		resolve: (target, from) => {
			resolver ??= createResolver({ notes: shown, files: others.map(({ path }) => path) });
			const answer = resolver.resolve(linkTo(target), from);
			return answer.kind === "missing" ? undefined : answer.path;
		},
	};
	return table;
}

function linkTo(target: string): Link {
	const position = { line: 1, column: 1, offset: 0 };
	return { kind: "link", format: "wiki", target, span: { start: 0, end: 0 }, position };
}

function backlinksOf(
	resolved: ReadonlyMap<VaultPath, readonly ResolvedLink[]>,
): ReadonlyMap<VaultPath, readonly VaultPath[]> {
	const from = new Map<VaultPath, VaultPath[]>();
	for (const source of [...resolved.keys()].sort()) {
		for (const { resolution } of resolved.get(source)!) {
			if (resolution.kind === "missing") continue;
			const known = from.get(resolution.path);
			if (known === undefined) from.set(resolution.path, [source]);
			else if (known.at(-1) !== source) known.push(source);
		}
	}
	return from;
}

const none: readonly never[] = [];

class OtherFacts implements FileFacts {
	readonly path: VaultPath;
	readonly #stat: FileStat | undefined;
	readonly #linking: (path: VaultPath) => readonly VaultPath[];
	readonly source: string = "";
	readonly aliases: readonly string[] = none;
	readonly properties: readonly Property[] = none;
	readonly fields: readonly Field[] = none;
	readonly headings: readonly Heading[] = none;

	constructor(
		path: VaultPath,
		stat: FileStat | undefined,
		linking: (path: VaultPath) => readonly VaultPath[],
	) {
		this.path = path;
		this.#stat = stat;
		this.#linking = linking;
	}

	get name(): string {
		return stemOf(this.path);
	}

	get extension(): string {
		return extensionOf(this.path);
	}

	get folder(): string {
		return folderOf(this.path);
	}

	get size(): number {
		return this.#stat?.size ?? 0;
	}

	get created(): number {
		return this.#stat?.created ?? 0;
	}

	get modified(): number {
		return this.#stat?.modified ?? 0;
	}

	get backlinks(): readonly VaultPath[] {
		return this.#linking(this.path);
	}

	get tags(): readonly string[] {
		return none;
	}

	get expandedTags(): readonly string[] {
		return none;
	}

	get oldTags(): readonly PropertyValue[] {
		return none;
	}

	get links(): readonly FileLink[] {
		return none;
	}

	get items(): readonly ItemFacts[] {
		return none;
	}
}

class NoteFacts extends OtherFacts {
	readonly note: Note;
	override readonly source: string;
	override readonly aliases: readonly string[];
	override readonly properties: readonly Property[];
	override readonly fields: readonly Field[];
	override readonly headings: readonly Heading[];
	readonly #resolved: readonly ResolvedLink[];
	#tags: readonly string[] | undefined;
	#expandedTags: readonly string[] | undefined;
	#links: readonly FileLink[] | undefined;
	#items: readonly ItemFacts[] | undefined;

	constructor(
		note: Note,
		source: string,
		stat: FileStat | undefined,
		resolved: readonly ResolvedLink[],
		linking: (path: VaultPath) => readonly VaultPath[],
	) {
		super(note.path, stat, linking);
		this.note = note;
		this.source = source;
		this.aliases = note.aliases;
		this.properties = note.properties;
		this.fields = note.fields;
		this.headings = note.headings;
		this.#resolved = resolved;
	}

	override get tags(): readonly string[] {
		this.#tags ??= distinct(this.note.tags.map(({ name }) => name));
		return this.#tags;
	}

	override get expandedTags(): readonly string[] {
		this.#expandedTags ??= distinct(this.tags.flatMap(withTagsAbove));
		return this.#expandedTags;
	}

	override get oldTags(): readonly PropertyValue[] {
		return this.properties.filter(({ key }) => key.toLowerCase() === "tag").map(({ value }) => value);
	}

	override get links(): readonly FileLink[] {
		this.#links ??= this.#resolved.map(fileLink);
		return this.#links;
	}

	override get items(): readonly ItemFacts[] {
		this.#items ??= itemsOf(this);
		return this.#items;
	}
}

/** Whatever their case, the first spelling counts. */
function distinct(names: readonly string[]): readonly string[] {
	const known = new Map<string, string>();
	for (const name of names) {
		const key = name.toLowerCase();
		if (!known.has(key)) known.set(key, name);
	}
	return [...known.values()];
}

function withTagsAbove(tag: string): string[] {
	const tags = [tag];
	// A tag of a thousand levels would be a million characters.
	for (let end = tag.lastIndexOf("/"); end > 0 && tags.length < 50; end = tag.lastIndexOf("/", end - 1)) {
		tags.push(tag.slice(0, end));
	}
	return tags;
}

function fileLink({ link, resolution }: ResolvedLink): FileLink {
	const { kind, target, heading, block, alias, property, span, position } = link;
	return {
		embed: kind === "embed",
		...(resolution.kind !== "missing" && { path: resolution.path }),
		target,
		...(heading !== undefined && { heading }),
		...(block !== undefined && { block }),
		...(alias !== undefined && { display: alias }),
		...(property !== undefined && { property }),
		line: position.line,
		span,
	};
}

/** One walk over the lists of a note, all of which are in document order but for the links of its properties. */
function itemsOf(file: NoteFacts): readonly ItemFacts[] {
	const { items, headings, fields, tags } = file.note;
	const children = items.map((): number[] => []);
	for (const [index, { parent }] of items.entries()) if (parent !== undefined) children[parent]!.push(index);
	const inText = (tag: Tag) => tag.property !== true;
	const tagsWithin = within(tags.filter(inText));
	const linksWithin = within(file.links.filter(({ property }) => property === undefined));
	const fieldsWithin = within(fields);
	const headingBefore = headingFinder(headings);
	return items.map((item, index) => {
		const { line, span, list } = item;
		const { symbol, text } = readItem(file.source, item);
		const heading = headingBefore(line);
		return {
			index,
			symbol,
			...(item.status !== undefined && { status: item.status }),
			text,
			line,
			endLine: line + countLines(text),
			span,
			...(item.parent !== undefined && { parent: item.parent }),
			children: children[index]!,
			list,
			...(heading !== undefined && { heading }),
			...(item.block !== undefined && { block: item.block }),
			tags: distinct(tagsWithin(span).map(({ name }) => name)),
			links: linksWithin(span),
			fields: fieldsWithin(span),
		};
	});
}

/** @param things sorted by where they stand. The spans that are asked for begin in that order too, and do not overlap. */
function within<T extends { readonly span: Span }>(things: readonly T[]): (span: Span) => readonly T[] {
	let next = 0;
	return ({ start, end }) => {
		while (next < things.length && things[next]!.span.start < start) next++;
		const first = next;
		while (next < things.length && things[next]!.span.start < end) next++;
		return things.slice(first, next);
	};
}

function headingFinder(headings: readonly Heading[]): (line: number) => Heading | undefined {
	let next = 0;
	return (line) => {
		while (next < headings.length && headings[next]!.position.line <= line) next++;
		return headings[next - 1];
	};
}

const bulletAndBrackets = /^([-*+]|\d{1,10}[.)])[ \t]*/;

/** Quotes and indentation before the further lines are no part of the text. */
function readItem(source: string, { span, status }: ListItem): { symbol: string; text: string } {
	const written = source.slice(span.start, span.end);
	const bullet = bulletAndBrackets.exec(written);
	const rest = written.slice(bullet?.[0].length ?? 0);
	const text = status === undefined ? rest : rest.slice(rest.indexOf("]") + 1);
	const lines = text.split(/\r\n?|\n/).map((line) => line.replace(/^[ \t>]+/, "").trimEnd());
	return { symbol: bullet?.[1] ?? "-", text: lines.join("\n").trimEnd() };
}

function countLines(text: string): number {
	let lines = 0;
	for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
	return lines;
}
