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
import { type LooseFields, looseFields } from "../pages/loose-fields.js";

/** Parts of the facts about a file: what is read of one part says nothing of the others. */
const factParts = [
	"tags",
	"fields",
	"loose",
	"links",
	"backlinks",
	"items",
	"places",
	"headings",
	"stat",
] as const;
type FactPart = (typeof factParts)[number];

/** Of fields it is read which there are (`keys`), what one of them says, by its name as in a URL, and what all say. */
export type ReadPart = Exclude<FactPart, "fields"> | "keys" | "values" | `value ${string}`;

/** What was read of a file, as it is now; undefined where it is no part of it. */
export function readPart(file: FileFacts, part: string): unknown {
	if (part.startsWith("value ")) {
		const own = <T extends { readonly key: string }>(all: readonly T[]) =>
			all.filter(({ key }) => valuePart(key) === part);
		return [own(file.properties).map(({ value }) => value), own(file.fields).map(({ value }) => value)];
	}
	if (part === "keys")
		return [file.properties.map(({ key }) => key), file.fields.map(({ key, form }) => [key, form])];
	if (part === "values") return packPart(file, "fields");
	return (factParts as readonly string[]).includes(part) ? packPart(file, part as FactPart) : undefined;
}

function valuePart(key: string): ReadPart {
	return `value ${encodeURIComponent(key.replace(/\p{Surrogate}/gu, "\uFFFD"))}`;
}

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

function packPart(file: FileFacts, part: FactPart): unknown {
	switch (part) {
		case "tags":
			return { exact: file.tags, expanded: file.expandedTags, old: file.oldTags };
		case "fields":
			return {
				properties: file.properties.map(({ key, value }) => [key, value]),
				fields: file.fields.map(({ key, value, form }) => [key, value, form]),
			};
		case "loose":
			return looseFields(file);
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
export type NoteRead = (part: ReadPart, path: VaultPath) => void;

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

interface PackedFields {
	readonly properties: readonly (readonly [key: string, value: PropertyValue])[];
	readonly fields: readonly (readonly [key: string, value: string, form: Field["form"]])[];
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

	#part(part: Exclude<FactPart, "fields">): unknown {
		this.#noteRead(part, this.path);
		return this.#packed[part];
	}

	/** Which fields there are is read at once, what they say when it is asked for. */
	#lazily<T, Rest extends object>(
		key: string,
		value: T,
		rest: Rest,
	): Rest & { key: string; readonly value: T } {
		const noteRead = () => this.#noteRead(valuePart(key), this.path);
		return {
			...rest,
			key,
			get value() {
				noteRead();
				return value;
			},
		};
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

	/** Dataview reads them from the properties. */
	get aliases(): readonly string[] {
		return [];
	}

	get loose(): LooseFields {
		return this.#part("loose") as LooseFields;
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

	get #packedFields(): PackedFields {
		this.#noteRead("keys", this.path);
		return this.#packed.fields as PackedFields;
	}

	get properties(): readonly Property[] {
		return this.#packedFields.properties.map(([key, value]) =>
			this.#lazily(key, value, { position: nowhere }),
		);
	}

	get fields(): readonly Field[] {
		const { fields } = this.#packedFields;
		this.#fields ??= fields.map(([key, value, form]) =>
			this.#lazily(key, value, { form, span: { start: 0, end: 0 }, position: nowhere }),
		);
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
		} else if (this.#items.length > 0) this.#noteRead("keys", this.path);
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
