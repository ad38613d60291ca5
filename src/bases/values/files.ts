import type { FileTable, PropertyValue, VaultPath } from "../../model/index.js";
import type { Value } from "../../query/index.js";
import { BaseDate, parseDate } from "./date-value.js";
import { BaseFile, type Neighbours } from "./file-value.js";
import { BaseLink, parseWikiLink } from "./link-value.js";
import { numberValue } from "./number.js";
import { wallClock } from "./wall-clock.js";

/** The files of a vault, whoever asks: what one question has found out of them, the next one knows. */
export function filesOf(table: FileTable, zone: string): BaseFiles {
	let byZone = tables.get(table);
	if (byZone === undefined) {
		byZone = new Map();
		tables.set(table, byZone);
	}
	let files = byZone.get(zone);
	if (files === undefined) {
		files = new BaseFiles(table, zone);
		byZone.set(zone, files);
	}
	return files;
}

const tables = new WeakMap<FileTable, Map<string, BaseFiles>>();

/** The files of a vault as values, each made once. */
export class BaseFiles implements Neighbours {
	readonly #table: FileTable;
	readonly #known = new Map<VaultPath, BaseFile>();
	#all: readonly BaseFile[] | undefined;
	#properties: ReadonlySet<string> | undefined;
	readonly toWall: (instant: number) => number;

	constructor(
		table: FileTable,
		/** Of times of files, such as `Asia/Shanghai`. */
		readonly zone: string,
	) {
		this.#table = table;
		this.toWall = wallClock(zone);
	}

	/** Sorted by path. */
	get all(): readonly BaseFile[] {
		this.#all ??= this.#table.files.map(({ path }) => this.fileAt(path)!);
		return this.#all;
	}

	/** Names of all properties in the vault. */
	get properties(): ReadonlySet<string> {
		this.#properties ??= new Set(
			this.#table.files.flatMap(({ properties }) => properties.map(({ key }) => key)),
		);
		return this.#properties;
	}

	fileAt(path: VaultPath): BaseFile | undefined {
		const known = this.#known.get(path);
		if (known !== undefined) return known;
		const facts = this.#table.get(path);
		if (facts === undefined) return undefined;
		const file = new BaseFile(facts, this);
		this.#known.set(path, file);
		return file;
	}

	/** By its path, or by a name as links write it. */
	fileNamed(name: string, from: VaultPath): BaseFile | undefined {
		const path = this.#table.get(name) === undefined ? this.#table.resolve(name, from) : name;
		return path === undefined ? undefined : this.fileAt(path);
	}

	link(target: string, display: Value, from: VaultPath): BaseLink {
		return new BaseLink(target, display, (name) => (name === "" ? from : this.#table.resolve(name, from)));
	}

	date(instant: number): BaseDate {
		return new BaseDate(this.toWall(Math.trunc(instant)), false);
	}

	property(value: PropertyValue, from: VaultPath): Value {
		if (value === null || typeof value === "boolean") return value;
		if (typeof value === "number") return numberValue(value);
		if (typeof value === "string") return this.#text(value, from);
		if (Array.isArray(value)) return value.map((item: PropertyValue) => this.property(item, from));
		return new Map(Object.entries(value).map(([key, inner]) => [key, this.property(inner, from)]));
	}

	/** Links and dates are known by how they are written. */
	#text(text: string, from: VaultPath): Value {
		if (text.includes("[[")) {
			const link = parseWikiLink(text);
			return link === undefined ? text : this.link(link.target, link.display ?? null, from);
		}
		return /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?$/.test(text)
			? (parseDate(text, this.toWall) ?? text)
			: text;
	}
}
