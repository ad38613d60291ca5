import { noteName } from "../../model/index.js";
import { ForeignValue, type Plain, type Value } from "../../query/index.js";
import type { LinkParts } from "../language/syntax.js";
import { collate } from "./collate.js";

/** A link to a file, a heading or a block. Two links are equal if they lead to the same place, whatever they show. */
export class LinkValue extends ForeignValue {
	readonly family = "link";
	/** The file's path, or what was written where there is no file. */
	readonly path: string;
	readonly type: LinkParts["type"];
	readonly subpath: string | undefined;
	readonly display: string | undefined;
	readonly embed: boolean;

	constructor(
		{ path, type, subpath, display, embed }: LinkParts,
		/** The path of the file that it leads to: by it links are compared. */
		readonly leadsTo: string = path,
		/** What a property of the link asks of: the page that it leads to. */
		readonly page?: (path: string) => { get(key: string): Value } | undefined,
	) {
		super();
		this.path = path;
		this.type = type;
		this.subpath = subpath;
		this.display = display;
		this.embed = embed;
	}

	with(changes: Partial<LinkParts>): LinkValue {
		return new LinkValue({ ...this.parts, ...changes }, this.leadsTo, this.page);
	}

	get parts(): LinkParts {
		const { path, type, subpath, display, embed } = this;
		return {
			path,
			type,
			...(subpath !== undefined && { subpath }),
			...(display !== undefined && { display }),
			embed,
		};
	}

	/** What is shown where the link has no words of its own. */
	get title(): string {
		const file = noteName(this.path);
		return this.type === "file" ? file : `${file} > ${this.subpath}`;
	}

	compare(other: LinkValue): number {
		return (
			collate(this.leadsTo, other.leadsTo) ||
			collate(this.type, other.type) ||
			Number(Boolean(this.subpath)) - Number(Boolean(other.subpath)) ||
			collate(this.subpath ?? "", other.subpath ?? "")
		);
	}

	key(): string {
		return `${this.leadsTo}\n${this.type}\n${this.subpath ?? ""}`;
	}

	/** As it would be written in a note. */
	toText(): string {
		const mark = this.type === "header" ? "#" : this.type === "block" ? "#^" : "";
		const target = escapePipes(this.path) + (mark === "" ? "" : mark + escapePipes(this.subpath ?? ""));
		return `${this.embed ? "!" : ""}[[${target}|${this.display || this.title}]]`;
	}

	toPlain(): Plain {
		return this.toText();
	}

	override property(key: string): Value {
		return this.page?.(this.leadsTo)?.get(key) ?? null;
	}
}

function escapePipes(text: string): string {
	return text.replaceAll("|", "\\|");
}
