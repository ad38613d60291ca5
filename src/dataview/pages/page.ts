import { DateTime } from "luxon";
import {
	type FileFacts,
	type FileLink,
	noteName,
	type Property,
	type PropertyValue,
} from "../../model/index.js";
import type { Value } from "../../query/index.js";
import { linkTo } from "../language/parse-link.js";
import type { LinkParts } from "../language/syntax.js";
import { LinkValue } from "../values/link-value.js";
import { fromNumber } from "../values/numbers.js";
import { ObjectValue } from "../values/object-value.js";
import { MomentValue } from "../values/time-values.js";
import { type FieldTable, fieldTable } from "./field-table.js";
import { inlineValue, propertyValue, type Reading, rawValue } from "./inline-value.js";
import { type ItemPage, ItemValue, TaskRow } from "./item-value.js";
import { looseFields } from "./loose-fields.js";

/** What a page asks of the others. */
export interface PageWorld {
	readonly zone: string;
	resolve(target: string, from: string): string | undefined;
	page(path: string): Page | undefined;
	isStarred(path: string): boolean;
}

/** A note as Dataview sees it: its fields, and `file`. */
export class Page extends ObjectValue implements ItemPage {
	readonly #world: PageWorld;
	readonly #items = new Map<number, ItemValue>();
	readonly reading: Reading;
	readonly file: FileObject;
	#fields: FieldTable | undefined;

	constructor(
		readonly facts: FileFacts,
		world: PageWorld,
	) {
		super();
		this.#world = world;
		this.reading = { zone: world.zone, link: (parts) => this.link(parts) };
		this.file = new FileObject(this, world);
	}

	get path(): string {
		return this.facts.path;
	}

	get identity(): string {
		return this.facts.path;
	}

	keys(): readonly string[] {
		return ["file", ...this.fields.keys.filter((key) => key !== "file")];
	}

	get(key: string): Value {
		return key === "file" ? this.file : this.fields.get(key);
	}

	get fields(): FieldTable {
		this.#fields ??= fieldTable([
			// Values are read when they are asked for: whoever asks for one has not read the others.
			...this.facts.properties
				.filter(({ key }) => key !== "position")
				.map((property) => [property.key, () => propertyValue(property.value, this.reading)] as const),
			...this.#inlineFields(),
		]);
		return this.#fields;
	}

	#inlineFields(): readonly (readonly [string, () => Value])[] {
		const { inTasks, signs } = looseFields(this.facts);
		const ofTasks = new Set(inTasks);
		const own = this.facts.fields.filter((_, i) => !ofTasks.has(i));
		return [
			...own.map((field) => [field.key, () => inlineValue(field.value, this.reading)] as const),
			...signs.map(([key, value]) => [key, () => inlineValue(value, this.reading)] as const),
		];
	}

	item(index: number): ItemValue {
		const known = this.#items.get(index);
		if (known !== undefined) return known;
		const made = new ItemValue(this.facts.items[index]!, this);
		this.#items.set(index, made);
		return made;
	}

	/** Rows of `TASK`. */
	tasks(): readonly TaskRow[] {
		if ((this.facts.note?.tasks.length ?? 0) === 0) return [];
		return this.facts.items
			.filter(({ status }) => status !== undefined)
			.map(({ index }) => new TaskRow(this.item(index), this));
	}

	/** A link that stands in this page. */
	link(parts: LinkParts): LinkValue {
		const path = this.#world.resolve(parts.path, this.path) ?? parts.path;
		return new LinkValue({ ...parts, path }, path, (target) => this.#world.page(target));
	}

	linkTo(link: FileLink): LinkValue {
		const { target, heading, block, path, display, embed } = link;
		const place = block === undefined ? (heading === undefined ? "" : `#${heading}`) : `#^${block}`;
		const parts = linkTo(`${target}${place}`, embed);
		const whole = { ...parts, path: path ?? target, ...(display !== undefined && { display }) };
		return new LinkValue(whole, whole.path, (to) => this.#world.page(to));
	}
}

const fileKeys = [
	...["path", "folder", "name", "link", "outlinks", "inlinks", "etags", "tags", "aliases", "lists", "tasks"],
	...["ctime", "cday", "mtime", "mday", "size", "starred", "frontmatter", "ext"],
];

/** `file` of a page. What costs something is found out once. */
export class FileObject extends ObjectValue {
	readonly #page: Page;
	readonly #world: PageWorld;
	readonly #known = new Map<string, Value>();

	constructor(page: Page, world: PageWorld) {
		super();
		this.#page = page;
		this.#world = world;
	}

	get identity(): string {
		return `${this.#page.path}#file`;
	}

	keys(): readonly string[] {
		return this.get("day") === null ? fileKeys : [...fileKeys, "day"];
	}

	get(key: string): Value {
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const value = this.#find(key);
		this.#known.set(key, value);
		return value;
	}

	#find(key: string): Value {
		const { facts } = this.#page;
		switch (key) {
			case "path":
				return facts.path;
			case "folder":
				return facts.folder;
			case "name":
				return noteName(facts.path);
			case "ext":
				return facts.extension;
			case "link":
				return this.#link(facts.path);
			case "size":
				return fromNumber(facts.size);
			case "ctime":
				return this.#moment(facts.created);
			case "cday":
				return this.#moment(facts.created, true);
			case "mtime":
				return this.#moment(facts.modified);
			case "mday":
				return this.#moment(facts.modified, true);
			case "tags":
				return this.#tags("expanded");
			case "etags":
				return this.#tags("exact");
			case "aliases":
				return aliasesOf(facts);
			case "outlinks":
				return facts.links.map((link) => this.#page.linkTo(link));
			case "inlinks":
				return facts.backlinks.map((path) => this.#link(path));
			case "lists":
				return facts.items.map(({ index }) => this.#page.item(index));
			case "tasks":
				return facts.items
					.filter(({ status }) => status !== undefined)
					.map(({ index }) => this.#page.item(index));
			case "frontmatter":
				return new Map(facts.properties.map(({ key: name, value }) => [name, rawValue(value)]));
			case "day":
				return this.#day();
			case "starred":
				return this.#world.isStarred(facts.path);
		}
		return null;
	}

	#link(path: string): LinkValue {
		return new LinkValue({ path, type: "file", embed: false }, path, (target) => this.#world.page(target));
	}

	#moment(time: number, strip = false): MomentValue {
		const moment = DateTime.fromMillis(time, { zone: this.#world.zone });
		return new MomentValue(strip ? moment.startOf("day") : moment);
	}

	/** A property `tag` is one too, though Obsidian has given it up. */
	#tags(which: "exact" | "expanded"): Value {
		const { facts } = this.#page;
		const names = which === "exact" ? facts.tags : facts.expandedTags;
		const dead = facts.oldTags.flatMap(splitTags);
		return [...new Set([...names, ...dead].map((name) => `#${name}`))];
	}

	/** From a field `date` or `day`, else from the name. */
	#day(): Value {
		const { fields } = this.#page;
		for (const key of fields.keys) {
			if (!/^(?:date|day)$/i.test(key)) continue;
			const value = fields.all(key)[0] ?? null;
			const first = Array.isArray(value) ? ((value[0] ?? null) as Value) : value;
			if (first instanceof MomentValue) return first;
			if (first instanceof LinkValue) {
				const found = [first.path, first.subpath ?? "", first.display ?? ""]
					.map((text) => dateIn(text, this.#world.zone))
					.find((date) => date !== undefined);
				if (found !== undefined) return found;
			}
		}
		return dateIn(noteName(this.#page.path), this.#world.zone) ?? null;
	}
}

function dateIn(text: string, zone: string): MomentValue | undefined {
	const found = /(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? /(\d{4})(\d{2})(\d{2})/.exec(text);
	if (found === null) return undefined;
	const [year, month, day] = found.slice(1).map(Number);
	const moment = DateTime.fromObject({ year: year!, month: month!, day: day! }, { zone });
	return moment.isValid ? new MomentValue(moment) : undefined;
}

function splitTags(value: PropertyValue): readonly string[] {
	return split(value, /[,\s]+/).map((tag) => tag.replace(/^#/, ""));
}

function split(value: PropertyValue, by: RegExp): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((item: PropertyValue) => split(item, by));
	if (value === null || typeof value === "object") return [];
	return String(value)
		.split(by)
		.map((part) => part.trim())
		.filter((part) => part !== "");
}

/** One text is split at its commas, the items of a list are not. */
function aliasesOf({ properties }: FileFacts): Value {
	const named = properties.filter(({ key }) => /^alias(?:es)?$/i.test(key));
	return [...new Set(named.flatMap(aliases))];
}

function aliases({ value }: Property): readonly string[] {
	if (!Array.isArray(value)) return split(value, /,/);
	return value
		.filter((item: PropertyValue) => item !== null && typeof item !== "object")
		.map((item: PropertyValue) => String(item).trim());
}
