import type { Element, Nodes, Root } from "hast";
import { find, html as htmlSchema, svg as svgSchema } from "property-information";
import type { BodyBlock, BodyParts, Slot } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { readAddress } from "./address.js";
import type { Mark, Marks } from "./marks.js";

export interface WrittenBody {
	readonly blocks: readonly BodyBlock[];
	readonly footnotes: BodyParts;
	readonly fragments: readonly { readonly block: string; readonly parts: BodyParts }[];
	readonly text: readonly { readonly heading: number; readonly text: string }[];
}

export interface WriteOptions {
	readonly marks: Marks;
	/** Raw HTML stands as it was written: no prefix for its ids, no slots for its addresses. */
	readonly trust: boolean;
	/** From the fragment of a raw `href="#…"` to the id of a heading or block, when there is one. */
	readonly placeOf: (fragment: string) => string | undefined;
}

/** Writes sanitised trees as strings and slots; what their marks hold is put in on the way. */
export function writeParts(body: Root, footnotes: Root, options: WriteOptions): WrittenBody {
	const writer = new Writer(options, new Set([...idsOf(body), ...idsOf(footnotes)]));
	const blocks: BodyBlock[] = [];
	for (const node of body.children) {
		if (node.type === "text" && node.value.trim() === "") continue;
		blocks.push(writer.block(node));
	}
	const notes = writer.capture(() => writer.all(footnotes.children));
	return { blocks, footnotes: notes, fragments: writer.fragments, text: writer.text() };
}

class Writer {
	readonly fragments: { readonly block: string; readonly parts: BodyParts }[] = [];
	private parts: (string | Slot)[] = [];
	/** Inside the content of a slot, which is one string: embeds wait here until the slot is written. */
	private hoisted: Slot[] | undefined;
	private readonly sections: { heading: number; text: string[] }[] = [{ heading: -1, text: [] }];
	private readonly writtenIds = new Set<string>();
	private svg = 0;
	/** The formula that was written last, and where in `parts`. */
	private formula: { readonly at: number; readonly opening: string; readonly html: string } | undefined;

	constructor(
		private readonly options: WriteOptions,
		private readonly rawIds: ReadonlySet<string>,
	) {}

	block(node: Nodes): BodyBlock {
		const parts = this.capture(() => this.node(node, true));
		const mark = node.type === "element" ? this.options.marks.of(node) : undefined;
		return {
			parts,
			...(mark?.heading === undefined ? {} : { heading: mark.heading }),
			...(mark?.block === undefined ? {} : { block: mark.block }),
		};
	}

	text(): WrittenBody["text"] {
		return this.sections
			.map(({ heading, text }) => ({ heading, text: text.join("").replace(/\s+/g, " ").trim() }))
			.filter(({ heading, text }) => heading >= 0 || text !== "");
	}

	capture(write: () => void): BodyParts {
		const outer = this.parts;
		this.parts = [];
		this.formula = undefined;
		write();
		const inner = merged(this.parts);
		this.parts = outer;
		this.formula = undefined;
		return inner;
	}

	all(nodes: readonly Nodes[]): void {
		for (const node of nodes) this.node(node, false);
	}

	private node(node: Nodes, top: boolean): void {
		if (node.type === "text") this.literal(node.value);
		else if (node.type === "element") this.element(node, top);
	}

	/** U+2028 is how a line break of the note comes here: `<br>`. */
	private literal(text: string): void {
		this.say(text);
		const escaped = escapeHtml(this.afterFormula(text));
		this.parts.push(escaped.includes("\u2028") ? escaped.replaceAll("\u2028", "<br>\n") : escaped);
	}

	private element(node: Element, top: boolean): void {
		const mark = this.options.marks.of(node);
		if (mark?.heading !== undefined) this.sections.push({ heading: mark.heading, text: [] });
		if (blockElements.has(node.tagName)) this.say("\n");
		if (mark?.block !== undefined && !top && this.hoisted === undefined)
			this.fragment(node, mark, mark.block);
		else this.marked(node, mark);
		if (blockElements.has(node.tagName)) this.say("\n");
	}

	/** A nested block with an id: kept apart as well, inside a list of its own if it is a list item. */
	private fragment(node: Element, mark: Mark, block: string): void {
		const parts = this.capture(() => this.marked(node, mark));
		this.parts.push(...parts);
		const { open = "", close = "" } = mark.list ?? {};
		this.fragments.push({ block, parts: merged([open, ...parts, close]) });
	}

	private marked(node: Element, mark: Mark | undefined): void {
		if (mark?.text !== undefined) this.say(mark.text);
		const silenced = mark?.text !== undefined ? this.sections.push({ heading: -2, text: [] }) : 0;
		if (mark?.parts !== undefined) this.leaf(mark.parts);
		else if (mark?.slot !== undefined) this.slot(node, mark.slot);
		else this.tag(node, mark);
		if (silenced > 0) this.sections.length = silenced - 1;
	}

	private leaf(parts: BodyParts): void {
		const html = parts.length === 1 ? parts[0] : undefined;
		if (typeof html === "string" && html.startsWith("<math")) this.inlineFormula(html);
		else this.putAll(parts);
	}

	/**
	 * Browsers break lines on both sides of a formula, whatever stands there. A bracket that opens before it and a mark
	 * that ends a clause behind it stay on its line.
	 */
	private inlineFormula(html: string): void {
		const before = this.parts.at(-1);
		const opening = typeof before === "string" ? (/[（［｛「『《〈【“‘([{]+$/.exec(before)?.[0] ?? "") : "";
		if (typeof before === "string")
			this.parts[this.parts.length - 1] = before.slice(0, -opening.length || undefined);
		this.formula = { at: this.parts.length, opening, html };
		this.parts.push(opening === "" ? html : unbroken(opening + html));
	}

	/** What is left to write of a text once its first marks stand by the formula before it. */
	private afterFormula(text: string): string {
		const { at, opening, html } = this.formula ?? {};
		if (at === undefined || at !== this.parts.length - 1) return text;
		const closing = /^[，。、；：！？）］｝」』》〉】”’…,.;:!?)\]}%]+/.exec(text)?.[0] ?? "";
		if (closing !== "") this.parts[at] = unbroken(`${opening}${html}${closing}`);
		return text.slice(closing.length);
	}

	private slot(node: Element, slot: NonNullable<Mark["slot"]>): void {
		if (slot.slot === "embed") {
			this.put(slot);
			return;
		}
		const outer = this.hoisted;
		this.hoisted = [];
		const html = this.capture(() => this.all(node.children)).join("");
		const hoisted = this.hoisted;
		this.hoisted = outer;
		if (outer === undefined) this.parts.push({ ...slot, html }, ...hoisted);
		else {
			this.parts.push(html);
			outer.push(...hoisted);
		}
	}

	private tag(node: Element, mark: Mark | undefined): void {
		const { tagName } = node;
		const raw = mark === undefined;
		if (raw && tagName === "img" && this.hoisted !== undefined) {
			this.literal(String(node.properties.alt ?? ""));
			return;
		}
		this.parts.push(`<${tagName}`);
		for (const [name, value] of Object.entries(node.properties)) this.property(node, name, value);
		for (const [name, value] of mark?.attributes ?? []) this.attribute(name, value);
		this.parts.push(">");
		if (tagName === "svg" || tagName === "math") this.svg += 1;
		if (voidElements.has(tagName)) return;
		if (this.options.trust && rawText.has(tagName)) this.rawContent(node);
		else this.all(node.children);
		this.parts.push(`</${tagName}>`);
		if (tagName === "svg" || tagName === "math") this.svg -= 1;
	}

	/** Only for trusted notes: the content of `<script>` and its kind is no HTML. */
	private rawContent(node: Element): void {
		for (const child of node.children) if (child.type === "text") this.parts.push(child.value);
	}

	private property(node: Element, name: string, value: Element["properties"][string]): void {
		if (name === "notapse mark" || value === null || value === undefined || value === false) return;
		const text = value === true ? "" : Array.isArray(value) ? value.join(" ") : String(value);
		if (this.options.marks.of(node) !== undefined) this.attribute(this.attributeName(name), text);
		else if (name === "href" || name === "src" || name === "poster") this.rawAddress(node, name, text);
		else if (name === "id" && !this.options.trust) this.rawId(text);
		else this.attribute(this.attributeName(name), text);
	}

	/** The first of several equal ids is kept; `u-` stands before it already. */
	private rawId(id: string): void {
		if (!/^u-\S+$/.test(id) || this.writtenIds.has(id)) return;
		this.writtenIds.add(id);
		this.attribute("id", { slot: "id", id });
	}

	private rawAddress(node: Element, name: string, written: string): void {
		const address = readAddress(written);
		if (address.kind === "file" && address.url !== "") {
			this.attribute(name, { slot: "resource", url: address.url, line: node.position?.start.line ?? 1 });
		} else if (this.options.trust) this.attribute(name, written);
		else if (address.kind === "place" && name === "href") {
			const id = this.rawIds.has(`u-${address.id}`) ? `u-${address.id}` : this.options.placeOf(address.id);
			if (id !== undefined) this.attribute(name, { slot: "ref", id });
		} else if (address.kind === "external" && name === "href") this.attribute(name, address.href);
	}

	private attribute(name: string, value: string | Slot): void {
		if (typeof value === "string")
			this.parts.push(value === "" ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`);
		else if (this.hoisted === undefined) this.parts.push(` ${name}="`, value, '"');
	}

	private attributeName(property: string): string {
		const names = this.svg > 0 ? svgNames : htmlNames;
		let name = names.get(property);
		if (name === undefined) {
			name = find(this.svg > 0 ? svgSchema : htmlSchema, property).attribute;
			names.set(property, name);
		}
		return name;
	}

	private putAll(parts: BodyParts): void {
		for (const part of parts) {
			if (typeof part === "string") this.parts.push(part);
			else this.put(part);
		}
	}

	private put(slot: Slot): void {
		if (this.hoisted === undefined) this.parts.push(slot);
		else if (slot.slot === "embed") this.hoisted.push({ ...slot, block: false });
		else if (slot.slot === "cell" || slot.slot === "query") this.parts.push(slot.html);
	}

	private say(text: string): void {
		this.sections.at(-1)?.text.push(text);
	}
}

/** Adjacent strings become one. */
export function merged(parts: BodyParts): BodyParts {
	const result: (string | Slot)[] = [];
	let pending: string[] = [];
	for (const part of parts) {
		if (typeof part === "string") pending.push(part);
		else {
			if (pending.length > 0) result.push(pending.join(""));
			pending = [];
			result.push(part);
		}
	}
	if (pending.length > 0) result.push(pending.join(""));
	return result.filter((part) => part !== "");
}

function idsOf(root: Root): ReadonlySet<string> {
	const ids = new Set<string>();
	const waiting: Nodes[] = [root];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		if (node.type === "element" && typeof node.properties.id === "string") ids.add(node.properties.id);
		if ("children" in node) for (const child of node.children) waiting.push(child);
	}
	return ids;
}

const htmlNames = new Map<string, string>();
const svgNames = new Map<string, string>();

const voidElements: ReadonlySet<string> = new Set(
	"area base br col embed hr img input link meta param source track wbr".split(" "),
);
const rawText: ReadonlySet<string> = new Set(
	"script style xmp iframe noembed noframes plaintext noscript".split(" "),
);

/** Elements whose text is set off from the text around them. */
const blockElements: ReadonlySet<string> = new Set(
	(
		"address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 " +
		"header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
	).split(" "),
);

function unbroken(html: string): string {
	return `<span class="nobreak">${html}</span>`;
}
