import type { Nodes, Parents, Root } from "mdast";
import type { ParsedNote, Prose } from "../model/index.js";

/** Characters of a note that are read; what a book's longest chapter has, several times over. */
const maxLength = 400_000;

/** Stands where a link, an embed, a tag, a picture or a formula was, so that what it parted stays apart. */
const object = "\ufffc";

/**
 * The note's own words, see `Prose`. Text that links into the vault is left out, for it would tell who is linked to
 * anybody who should find that out from the words. Code in a line stays, since it is mostly a name; blocks of code and
 * formulas go, since their words are those of a language and not of the subject.
 */
export function ownWords({ note, tree }: ParsedNote): Prose {
	const lines = new Lines();
	if (note.plain) plainWords(tree, lines);
	else new Reader(lines).children(tree);
	return lines.prose();
}

/** A note that was never read as Markdown has no links but those of its properties. */
function plainWords(tree: Root, lines: Lines): void {
	const [block] = tree.children;
	if (block?.type === "code") lines.say(block.value, block.position!.start.line);
}

class Reader {
	readonly #lines: Lines;

	constructor(lines: Lines) {
		this.#lines = lines;
	}

	children(parent: Parents): void {
		for (const child of parent.children) this.#node(child);
	}

	#node(node: Nodes): void {
		const said = saidBy(node);
		if (said !== undefined) this.#lines.say(said, node.position?.start.line ?? 1);
		else if (node.type === "break") this.#lines.end();
		else if ("children" in node && node.type !== "comment") {
			if (node.type === "field") this.#lines.say(`${node.key} `, node.position?.start.line ?? 1);
			this.#inside(node);
		}
	}

	#inside(node: Parents): void {
		const block = blocks.has(node.type);
		if (block) this.#lines.end();
		this.children(node);
		if (block) this.#lines.end();
	}
}

/** What a node says as a whole; nothing if it is left to what it holds. */
function saidBy(node: Nodes): string | undefined {
	switch (node.type) {
		case "text":
			return node.value;
		case "inlineCode":
			return node.data?.query === undefined ? node.value : object;
		case "wikiLink":
		case "embed":
		case "tag":
		case "inlineMath":
			return object;
		case "link":
			return node.data?.link !== undefined || isBare(node.children) ? object : undefined;
		case "image":
		case "imageReference":
			return `${object}${node.alt ?? ""}${object}`;
		case "html":
			return withoutMarkup(node.value);
		default:
			return undefined;
	}
}

/** What holds the text of one block; containers of blocks end with the blocks in them. */
const blocks: ReadonlySet<string> = new Set([
	...["paragraph", "heading", "tableCell", "calloutTitle", "inlineFootnote"],
]);

/** An address that is shown as it is. */
function isBare(children: readonly Nodes[]): boolean {
	const [only] = children;
	return (
		children.length === 1 && only?.type === "text" && /^(?:[a-z][a-z0-9+.-]*:|www\.)\S*$/i.test(only.value)
	);
}

/** Tags of raw HTML, and what scripts, styles and comments hold, as blanks of as many lines. In one pass. */
function withoutMarkup(html: string): string {
	let text = "";
	for (let at = 0; at < html.length; ) {
		const open = html.indexOf("<", at);
		if (open < 0) return text + html.slice(at);
		const close = endOfMarkup(html, open);
		text += html.slice(at, open) + object + "\n".repeat(countLines(html, open, close));
		at = close;
	}
	return text;
}

function endOfMarkup(html: string, open: number): number {
	const name = /^<(?:!--|script\b|style\b)/i.exec(html.slice(open, open + 8))?.[0].toLowerCase();
	if (name === "<!--") return after(html, "-->", open + 4);
	return after(html, ">", name === undefined ? open : after(html, `</${name.slice(1)}`, open));
}

function after(text: string, end: string, start: number): number {
	const found = text.indexOf(end, start);
	return found < 0 ? text.length : found + end.length;
}

function countLines(text: string, start: number, end: number): number {
	let count = 0;
	for (let at = start; at < end; at++) if (text.charCodeAt(at) === 10) count++;
	return count;
}

/** Text as it comes, cut at line ends, each line with the number of the source's line that it stands in. */
class Lines {
	readonly #lines: string[] = [];
	readonly #numbers: number[] = [];
	#current = "";
	#number = 0;
	#length = 0;

	say(text: string, line: number): void {
		if (this.#length >= maxLength) return;
		let number = line;
		for (let start = 0; ; number++) {
			const newline = text.indexOf("\n", start);
			const end = newline < 0 ? text.length : newline;
			if (this.#current === "") this.#number = number;
			const piece = text.slice(start, Math.min(end, start + maxLength - this.#length));
			this.#current += piece;
			this.#length += piece.length;
			if (newline < 0) return;
			this.end();
			start = newline + 1;
		}
	}

	end(): void {
		if (/[^\s\ufffc]/.test(this.#current)) {
			this.#lines.push(this.#current);
			this.#numbers.push(this.#number);
		}
		this.#current = "";
	}

	prose(): Prose {
		this.end();
		return { text: this.#lines.join("\n"), lines: this.#numbers };
	}
}
