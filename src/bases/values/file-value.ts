import {
	baseName,
	type FileFacts,
	type FileLink,
	foldName,
	type PropertyValue,
	type VaultPath,
} from "../../model/index.js";
import { ForeignValue, type MapValue, type Plain, type Value } from "../../query/index.js";
import type { BaseDate } from "./date-value.js";
import type { BaseLink } from "./link-value.js";
import { TagValue } from "./tag-value.js";

/** What files ask of the others: the one that made them, and how values in them are read. */
export interface Neighbours {
	fileAt(path: VaultPath): BaseFile | undefined;
	link(target: string, display: Value, from: VaultPath): BaseLink;
	date(instant: number): BaseDate;
	property(value: PropertyValue, from: VaultPath): Value;
}

/** A file of the vault. */
export class BaseFile extends ForeignValue {
	readonly family = "file of a base";
	readonly #neighbours: Neighbours;
	readonly #known = new Map<string, Value>();
	#tags: ReadonlySet<string> | undefined;
	#targets: ReadonlySet<VaultPath> | undefined;

	constructor(
		readonly facts: FileFacts,
		neighbours: Neighbours,
	) {
		super();
		this.#neighbours = neighbours;
	}

	get path(): VaultPath {
		return this.facts.path;
	}

	/** With its extension, as on disk. */
	get fileName(): string {
		return baseName(this.path);
	}

	/** What it is called where it is shown: a note's extension says nothing. */
	get shown(): string {
		return this.facts.note === undefined ? this.fileName : this.facts.name;
	}

	compare(other: BaseFile): number {
		return this.path < other.path ? -1 : this.path > other.path ? 1 : 0;
	}

	key(): string {
		return this.path;
	}

	toText(): string {
		return this.path;
	}

	toPlain(): Plain {
		return this.path;
	}

	override property(key: string): Value {
		let value = this.#known.get(key);
		if (value === undefined) {
			value = this.#read(key);
			this.#known.set(key, value);
		}
		return value;
	}

	get properties(): MapValue {
		return this.property("properties") as MapValue;
	}

	/** Whether it has one of these tags (without `#`, folded) or one below it. */
	hasTag(tag: string): boolean {
		this.#tags ??= new Set(this.facts.expandedTags.map(foldName));
		return this.#tags.has(tag);
	}

	linksTo(path: VaultPath): boolean {
		this.#targets ??= new Set(this.facts.links.flatMap((link) => link.path ?? []));
		return this.#targets.has(path);
	}

	#read(key: string): Value {
		const { facts } = this;
		switch (key) {
			case "name":
				return this.fileName;
			case "basename":
				return facts.name;
			case "path":
				return facts.path;
			case "folder":
				return facts.folder;
			case "ext":
				return facts.extension;
			case "size":
				return facts.size;
			case "ctime":
				return this.#neighbours.date(facts.created);
			case "mtime":
				return this.#neighbours.date(facts.modified);
			case "tags":
				return facts.tags.map((tag) => new TagValue(tag));
			case "properties":
				return this.#properties();
			case "links":
				return facts.links.flatMap((link) => (link.embed ? [] : [this.#link(link)]));
			case "embeds":
				return facts.links.flatMap((link) => (link.embed ? [this.#link(link)] : []));
			case "backlinks":
				return facts.backlinks.flatMap((path) => this.#neighbours.fileAt(path) ?? []);
			case "file":
				return this;
		}
		return null;
	}

	#properties(): MapValue {
		const values = new Map<string, Value>();
		for (const { key, value } of this.facts.properties)
			values.set(key, this.#neighbours.property(value, this.path));
		return values;
	}

	#link({ target, heading, block, display }: FileLink): BaseLink {
		const place = heading !== undefined ? `#${heading}` : block !== undefined ? `#^${block}` : "";
		const own = target === "" ? this.facts.name : target;
		return this.#neighbours.link(own + place, display ?? null, this.path);
	}
}

export const fileFields = [
	...[
		"name",
		"basename",
		"path",
		"folder",
		"ext",
		"size",
		"properties",
		"tags",
		"links",
		"embeds",
		"backlinks",
	],
	...["ctime", "mtime", "file"],
];
