import type { FileLink, ItemFacts } from "../../model/index.js";
import type { Value } from "../../query/index.js";
import { headingInLink } from "../language/names.js";
import { ObjectValue } from "../values/object-value.js";
import { emojiFields } from "./emoji-fields.js";
import { type FieldTable, fieldTable } from "./field-table.js";
import { inlineValue, type Reading } from "./inline-value.js";

/** What an item asks of its page. */
export interface ItemPage {
	readonly path: string;
	readonly reading: Reading;
	item(index: number): ItemValue;
	linkTo(link: FileLink): Value;
	/** The page's own fields, for rows of `TASK`. */
	get(key: string): Value;
	keys(): readonly string[];
}

/** A list item or task. Lines count from 0, as Dataview counts. */
export class ItemValue extends ObjectValue {
	readonly #facts: ItemFacts;
	readonly #page: ItemPage;
	#fields: FieldTable | undefined;

	constructor(facts: ItemFacts, page: ItemPage) {
		super();
		this.#facts = facts;
		this.#page = page;
	}

	get identity(): string {
		return `${this.#page.path}:${this.#facts.line}`;
	}

	get facts(): ItemFacts {
		return this.#facts;
	}

	get path(): string {
		return this.#page.path;
	}

	get isTask(): boolean {
		return this.#facts.status !== undefined;
	}

	get children(): readonly ItemValue[] {
		return this.#facts.children.map((index) => this.#page.item(index));
	}

	get parent(): ItemValue | undefined {
		const { parent } = this.#facts;
		return parent === undefined ? undefined : this.#page.item(parent);
	}

	keys(): readonly string[] {
		const own = [
			...always,
			...(this.#facts.parent === undefined ? [] : ["parent"]),
			...(this.#facts.block === undefined ? [] : ["blockId"]),
			...this.fields.keys,
			...(this.isTask ? ofTasks : []),
		];
		return [...new Set(own)].filter((key) => !optional.has(key) || this.get(key) !== null);
	}

	get(key: string): Value {
		return (
			this.#own(key) ?? (this.isTask ? (this.#ofTask(key) ?? this.fields.get(key)) : this.fields.get(key))
		);
	}

	/** Inline fields; those of a task that take its whole line are none. */
	get fields(): FieldTable {
		this.#fields ??= this.#readFields();
		return this.#fields;
	}

	#readFields(): FieldTable {
		const { fields, text } = this.#facts;
		const { reading } = this.#page;
		const within = [
			...fields
				.filter(({ form }) => form !== "line")
				.map(({ key, value }) => [key, () => inlineValue(value, reading)] as const),
			...emojiFields(text).map(([key, value]) => [key, () => inlineValue(value, reading)] as const),
		];
		if (within.length > 0 || this.isTask) return fieldTable(within);
		return fieldTable(fields.map(({ key, value }) => [key, () => inlineValue(value, reading)] as const));
	}

	#own(key: string): Value | undefined {
		const { symbol, text, tags, line, endLine, status, block, parent, list, links, heading } = this.#facts;
		switch (key) {
			case "symbol":
				return symbol;
			case "link":
				return block === undefined ? this.#section() : this.#link({ type: "block", subpath: block });
			case "section":
			case "header":
				return heading === undefined ? this.#link({ type: "file" }) : this.#section();
			case "text":
				return text;
			case "tags":
				return tags.map((name) => `#${name}`);
			case "line":
				return line - 1;
			case "lineCount":
				return endLine - line + 1;
			case "list":
				return this.#page.item(list).facts.line - 1;
			case "outlinks":
				return links.map((link) => this.#page.linkTo(link));
			case "path":
				return this.path;
			case "children":
			case "subtasks":
				return [...this.children];
			case "task":
			case "real":
				return status !== undefined;
			case "annotated":
				return this.fields.size > 0;
			case "position":
				return this.#position();
			case "parent":
				return parent === undefined ? undefined : this.#page.item(parent).facts.line - 1;
			case "blockId":
				return block;
		}
		return undefined;
	}

	#section(): Value {
		const { heading } = this.#facts;
		if (heading === undefined) return this.#link({ type: "file" });
		return this.#link({ type: "header", subpath: headingInLink(heading.text) });
	}

	#link(place: { readonly type: "file" | "header" | "block"; readonly subpath?: string }): Value {
		return this.#page.reading.link({ path: this.path, embed: false, ...place });
	}

	#position(): Value {
		const { line, endLine, span } = this.#facts;
		const at = (lineNumber: number, offset: number): Value =>
			new Map<string, Value>([
				["line", lineNumber - 1],
				["offset", offset],
			]);
		return new Map<string, Value>([
			["start", at(line, span.start)],
			["end", at(endLine, span.end)],
		]);
	}

	#ofTask(key: string): Value | undefined {
		const { status = " " } = this.#facts;
		switch (key) {
			case "status":
				return status;
			case "checked":
				return status !== " ";
			case "completed":
				return isCompleted(status);
			case "fullyCompleted":
				return this.#isFullyCompleted();
		}
		const names = shorthands.get(key);
		return names === undefined ? undefined : (this.#first(names) ?? undefined);
	}

	#first(names: readonly string[]): Value {
		const name = names.find((candidate) => this.fields.has(candidate));
		return name === undefined ? null : (this.fields.all(name)[0] ?? null);
	}

	/** With all tasks inside. */
	#isFullyCompleted(): boolean {
		const pending: ItemValue[] = [this];
		for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
			if (item.isTask && !isCompleted(item.facts.status!)) return false;
			for (const child of item.children) pending.push(child);
		}
		return true;
	}
}

function isCompleted(status: string): boolean {
	return status === "x" || status === "X";
}

const always = [
	...[
		"symbol",
		"link",
		"section",
		"text",
		"tags",
		"line",
		"lineCount",
		"list",
		"outlinks",
		"path",
		"children",
	],
	...["task", "annotated", "position", "subtasks", "real", "header"],
];
const optional = new Set(["created", "due", "completion", "start", "scheduled"]);
const ofTasks = ["status", "checked", "completed", "fullyCompleted", ...optional];

/** By what names a task's dates are written; the first that is there counts. */
const shorthands: ReadonlyMap<string, readonly string[]> = new Map([
	["created", ["created", "ctime", "cday"]],
	["due", ["due", "duetime", "dueday"]],
	["completion", ["completed", "completion", "comptime", "compday"]],
	["start", ["start"]],
	["scheduled", ["scheduled"]],
]);

/** A task as a row of `TASK`: what it has not, its page may have. */
export class TaskRow extends ObjectValue {
	readonly #page: ItemPage;

	constructor(
		readonly item: ItemValue,
		page: ItemPage,
	) {
		super();
		this.#page = page;
	}

	get identity(): string {
		return this.item.identity;
	}

	keys(): readonly string[] {
		return [...new Set([...this.item.keys(), ...this.#page.keys()])];
	}

	get(key: string): Value {
		return this.item.get(key) ?? (this.item.keys().includes(key) ? null : this.#page.get(key));
	}
}
