import type { Nodes } from "mdast";
import type {
	AliasCandidate,
	BlockId,
	Callout,
	Cell,
	Field,
	Heading,
	Link,
	ListItem,
	Position,
	QueryBlock,
	Span,
	Tag,
	Task,
} from "../model/index.js";
import type { LinkText } from "./link-text.js";
import { partMark } from "./prose.js";
import { plainText } from "./text.js";

/** Characters kept for the excerpt. */
const openingLength = 1_500;
/** Characters of TeX that a formula among the first words may have. */
const formulaLength = 40;

type Place = Pick<Link, "span" | "position" | "comment" | "under">;

/** What is known of a note before its body is read. */
export interface Given {
	/** Of its properties. */
	readonly links: readonly Link[];
	readonly tags: readonly Tag[];
	/** Whether it is a text card of a canvas. */
	readonly form?: "note" | "card";
}

/** The lists of a note, as they grow while its tree is walked from the beginning to the end. */
export class Collection {
	readonly links: Link[];
	readonly tags: Tag[];
	readonly headings: Heading[] = [];
	readonly blockIds: BlockId[] = [];
	readonly fields: Field[] = [];
	readonly callouts: Callout[] = [];
	readonly tasks: Task[] = [];
	readonly items: ListItem[] = [];
	/** Index of the list item that is being read. */
	item: number | undefined;
	/** Index of the first item of the outermost list that is being read. */
	list = 0;
	readonly cells: Cell[] = [];
	readonly queries: QueryBlock[] = [];
	readonly aliasCandidates: AliasCandidate[] = [];
	/** `<!-- … -->` of the body. */
	readonly htmlComments: Span[] = [];
	readonly form: "note" | "card";
	/** Whether we are in `%%…%%`: what it hides gives links and tags only. */
	inComment = false;
	inHeading = false;
	#prose = "";
	#opening = "";

	/** Starts with what the properties give. */
	constructor(given: Given) {
		this.form = given.form ?? "note";
		this.links = [...given.links];
		this.tags = [...given.tags];
	}

	/** All shown text, a line for each block. */
	get prose(): string {
		return this.#prose;
	}

	/** The beginning of it, without headings. */
	get opening(): string {
		return this.#opening;
	}

	/** Index of the new link. */
	addLink(how: Pick<Link, "kind" | "format">, text: LinkText, node: Nodes): number {
		this.links.push({ ...how, ...text, ...this.place(node) });
		return this.links.length - 1;
	}

	place(node: Nodes): Place {
		return {
			...(this.inComment && { comment: true }),
			...(this.headings.length > 0 && { under: this.headings.length - 1 }),
			span: spanOf(node),
			position: positionOf(node),
		};
	}

	/** Takes up text that is shown. */
	say(text: string): void {
		this.sayAs(text, text);
	}

	/**
	 * A formula in a sentence is part of its first words, as far as plain text can say it (`h_t`, `gamma < 1`); it
	 * tells nothing about the language and is no word.
	 */
	sayFormula(tex: string): void {
		if (this.inComment || this.inHeading || this.#opening.length >= openingLength) return;
		const plain = tex
			.slice(0, formulaLength + 1)
			.replace(/\\([a-zA-Z]+|.)|[{}]/g, "$1")
			.trim();
		this.#opening += tex.length > formulaLength ? "…" : plain;
	}

	/** What comes is another thing than what was said. See `excerptOf`. */
	parted(): void {
		if (!this.inComment && !this.inHeading && this.#opening.length < openingLength) this.#opening += partMark;
	}

	/** Text that is shown; `first` is how the first words of the note say it. */
	sayAs(text: string, first: string): void {
		if (this.inComment) return;
		this.#prose += text;
		if (!this.inHeading && this.#opening.length < openingLength)
			this.#opening += first.slice(0, openingLength);
	}

	endBlock(): void {
		if (this.inComment) return;
		this.#prose += "\n";
		this.parted();
	}

	/** On one line, with links as they are shown. */
	plainText(node: Nodes): string {
		const text = plainText(node, (index) => this.shownText(index));
		return text.replace(/\s+/g, " ").trim();
	}

	/** What a reader sees of a link: `note > heading`, as in Obsidian. */
	shownText(index: number): string {
		const link = this.links[index];
		if (!link || link.kind === "embed") return "";
		if (link.alias !== undefined) return link.alias;
		const parts = [link.target, ...(link.heading?.split("#") ?? [])];
		return parts.filter((part) => part !== "").join(" > ");
	}
}

export function spanOf(node: Nodes): Span {
	return { start: node.position!.start.offset!, end: node.position!.end.offset! };
}

export function positionOf(node: Nodes): Position {
	const { line, column, offset } = node.position!.start;
	return { line, column, offset: offset! };
}
