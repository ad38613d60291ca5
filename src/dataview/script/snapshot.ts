/**
 * What programs can know of a vault, as it is handed to the sandbox in which they run: the facts about its files, in
 * parts, so that it can be said of each program which of them it has read.
 */
import {
	extensionOf,
	type Field,
	type FileFacts,
	type FileLink,
	type FileTable,
	folderOf,
	type Heading,
	type ItemFacts,
	type Note,
	type Property,
	type PropertyValue,
	stemOf,
	type VaultPath,
} from "../../model/index.js";

/** Parts of the facts about a file: what is read of one part says nothing of the others. */
export const factParts = [
	"tags",
	"fields",
	"links",
	"backlinks",
	"items",
	"places",
	"headings",
	"stat",
] as const;
export type FactPart = (typeof factParts)[number];

export interface PackedFile extends Readonly<Record<FactPart, unknown>> {
	readonly path: VaultPath;
	readonly note: boolean;
}

/** A file's facts as JSON. Where fields and links stand is left out: prose may move them. */
export function packFile(file: FileFacts): PackedFile {
	const packed = { path: file.path, note: file.note !== undefined } as Record<string, unknown>;
	for (const part of factParts) packed[part] = packPart(file, part);
	return packed as unknown as PackedFile;
}

export function packPart(file: FileFacts, part: FactPart): unknown {
	switch (part) {
		case "tags":
			return { exact: file.tags, expanded: file.expandedTags, old: file.oldTags };
		case "fields":
			return {
				properties: file.properties.map(({ key, value }) => [key, value]),
				fields: file.fields.map(({ key, value, form }) => [key, value, form]),
				aliases: file.aliases,
			};
		case "links":
			return file.links.map(packLink);
		case "backlinks":
			return file.backlinks;
		case "items":
			return file.items.map((item) => packItem(item, file));
		// What stands above them moves them, and says nothing of them.
		case "places":
			return file.items.map(({ span }) => span);
		case "headings":
			return file.headings.map(({ depth, text }) => [depth, text]);
		case "stat":
			return [file.size, file.created, file.modified];
	}
}

function packLink({ span: _span, line: _line, ...rest }: FileLink): object {
	return rest;
}

/** Its fields are those of the file, by their place: Dataview tells them apart by which they are. */
function packItem({ fields, links, heading, span: _span, ...rest }: ItemFacts, file: FileFacts): object {
	const places = new Map(file.fields.map((field, i) => [field, i]));
	return {
		...rest,
		...(heading !== undefined && { heading: [heading.depth, heading.text] }),
		fields: fields.map((field) => places.get(field) ?? -1),
		links: links.map(packLink),
	};
}

/** Who is told which part of which file was read. */
export type NoteRead = (part: FactPart, path: VaultPath) => void;

/** @param resolve where a link to a name leads from a file */
export function openFiles(
	packed: readonly PackedFile[],
	resolve: FileTable["resolve"],
	noteRead: NoteRead,
): FileTable {
	const files = packed.map((file) => new ReadFile(file, noteRead));
	const byPath = new Map<string, FileFacts>(files.map((file) => [file.path, file]));
	return { files, get: (path) => byPath.get(path), resolve };
}

interface PackedItem extends Omit<ItemFacts, "fields" | "links" | "heading" | "span"> {
	readonly fields: readonly number[];
	readonly links: readonly object[];
	readonly heading?: readonly [number, string];
}

/** Tells what is read of it. */
class ReadFile implements FileFacts {
	readonly path: VaultPath;
	readonly #packed: PackedFile;
	readonly #noteRead: NoteRead;
	readonly note?: Note;
	#fields: readonly Field[] | undefined;
	#items: readonly ItemFacts[] | undefined;

	constructor(packed: PackedFile, noteRead: NoteRead) {
		this.path = packed.path;
		this.#packed = packed;
		this.#noteRead = noteRead;
		if (packed.note) {
			// Of the note itself, no more is asked than how many items it has.
			const items = () => this.#part("items") as readonly PackedItem[];
			const note = {
				get items() {
					return items();
				},
				get tasks() {
					return items().filter(({ status }) => status !== undefined);
				},
			};
			this.note = note as unknown as Note;
		}
	}

	#part(part: FactPart): unknown {
		this.#noteRead(part, this.path);
		return this.#packed[part];
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
		return (this.#part("stat") as readonly number[])[0]!;
	}

	get created(): number {
		return (this.#part("stat") as readonly number[])[1]!;
	}

	get modified(): number {
		return (this.#part("stat") as readonly number[])[2]!;
	}

	/** Texts are no facts: who wants one asks for the file. */
	get source(): string {
		return "";
	}

	get aliases(): readonly string[] {
		return (this.#part("fields") as { readonly aliases: readonly string[] }).aliases;
	}

	get tags(): readonly string[] {
		return (this.#part("tags") as { readonly exact: readonly string[] }).exact;
	}

	get expandedTags(): readonly string[] {
		return (this.#part("tags") as { readonly expanded: readonly string[] }).expanded;
	}

	get oldTags(): readonly PropertyValue[] {
		return (this.#part("tags") as { readonly old: readonly PropertyValue[] }).old;
	}

	get properties(): readonly Property[] {
		const { properties } = this.#part("fields") as {
			readonly properties: readonly (readonly [string, PropertyValue])[];
		};
		return properties.map(([key, value]) => ({ key, value, position: nowhere }));
	}

	get fields(): readonly Field[] {
		const { fields } = this.#part("fields") as {
			readonly fields: readonly (readonly [string, string, Field["form"]])[];
		};
		this.#fields ??= fields.map(([key, value, form]) => ({
			...{ key, value, form, span: { start: 0, end: 0 }, position: nowhere },
		}));
		return this.#fields;
	}

	get headings(): readonly Heading[] {
		return (this.#part("headings") as readonly (readonly [number, string])[]).map(headingOf);
	}

	get links(): readonly FileLink[] {
		return (this.#part("links") as readonly object[]).map(linkOf);
	}

	get backlinks(): readonly VaultPath[] {
		return this.#part("backlinks") as readonly VaultPath[];
	}

	get items(): readonly ItemFacts[] {
		const items = this.#part("items") as readonly PackedItem[];
		if (this.#items === undefined) {
			// Fields in items are the file's: what an item says of them is read with the items.
			const { fields } = this;
			const spanOf = (index: number) => (this.#part("places") as readonly ItemFacts["span"][])[index]!;
			this.#items = items.map(({ heading, fields: own, links, ...rest }) => ({
				...rest,
				get span() {
					return spanOf(rest.index);
				},
				...(heading !== undefined && { heading: headingOf(heading) }),
				fields: own.flatMap((place) => fields[place] ?? []),
				links: links.map(linkOf),
			}));
		} else if (this.#items.length > 0) this.#noteRead("fields", this.path);
		return this.#items;
	}
}

const nowhere = { line: 1, column: 1, offset: 0 };

function linkOf(packed: object): FileLink {
	return { ...(packed as Omit<FileLink, "line" | "span">), line: 1, span: { start: 0, end: 0 } };
}

function headingOf([depth, text]: readonly [number, string]): Heading {
	return { depth: depth as Heading["depth"], text, slug: "", span: { start: 0, end: 0 }, position: nowhere };
}
