import type { Element, ElementContent } from "hast";
import type { FootnoteDefinition, RootContent } from "mdast";
import type { InlineFootnote, Slot } from "../../model/index.js";
import type { Marks } from "./marks.js";
import { foldIdentifier } from "./survey.js";

/** Numbers footnotes in the order in which they are first referred to, whichever way they are written. */
export class Footnotes {
	private readonly byIdentifier = new Map<string, Footnote>();
	private readonly list: Footnote[] = [];

	/** @param definitions by folded identifier */
	constructor(private readonly definitions: ReadonlyMap<string, FootnoteDefinition>) {}

	/** Undefined when no such footnote is defined where it could be shown. */
	refer(identifier: string): Reference | undefined {
		const key = foldIdentifier(identifier);
		const definition = this.definitions.get(key);
		if (definition === undefined) return undefined;
		const known = this.byIdentifier.get(key);
		if (known !== undefined) {
			known.references += 1;
			return { number: known.number, nth: known.references };
		}
		const footnote = this.add(definition.children);
		this.byIdentifier.set(key, footnote);
		return { number: footnote.number, nth: 1 };
	}

	referInline(node: InlineFootnote): Reference {
		const { number } = this.add([{ type: "paragraph", children: node.children }]);
		return { number, nth: 1 };
	}

	/**
	 * The list of all footnotes. `render` may find further references, whose footnotes then join the list; and a
	 * footnote is counted when it has been rendered, so that all ways back to the text are known.
	 */
	section(marks: Marks, render: (nodes: readonly RootContent[]) => ElementContent[]): Element | undefined {
		const contents: ElementContent[][] = [];
		for (let index = 0; index < this.list.length; index += 1) {
			contents.push(render(this.list[index]?.content ?? []));
		}
		if (contents.length === 0) return undefined;
		const items = contents.map((content, index) => item(marks, content, this.list[index] as Footnote));
		const list: Element = { type: "element", tagName: "ol", properties: {}, children: items };
		return marks.element(
			"section",
			{
				attributes: [
					["class", "footnotes"],
					["role", "doc-endnotes"],
				],
			},
			[list],
		);
	}

	private add(content: readonly RootContent[]): Footnote {
		const footnote = { number: this.list.length + 1, content, references: 1 };
		this.list.push(footnote);
		return footnote;
	}
}

interface Footnote {
	readonly number: number;
	readonly content: readonly RootContent[];
	references: number;
}

export interface Reference {
	/** From 1. */
	readonly number: number;
	/** Which of the references to this footnote, from 1. */
	readonly nth: number;
}

/** `<sup>` with a link to the footnote; inside a link, where no other can be, the number alone. */
export function footnoteMark(marks: Marks, { number, nth }: Reference, inLink: boolean): Element {
	const value = { type: "text", value: String(number) } as const;
	if (inLink) return marks.element("sup", { text: "" }, [value]);
	const attributes: readonly (readonly [string, string | Slot])[] = [
		["href", { slot: "ref", id: `fn-${number}` }],
		["role", "doc-noteref"],
	];
	const id = { slot: "id", id: referenceId({ number, nth }) } as const;
	return marks.element(
		"sup",
		{
			attributes: [
				["class", "footnote-ref"],
				["id", id],
			],
			text: "",
		},
		[marks.element("a", { attributes }, [value])],
	);
}

function item(marks: Marks, content: ElementContent[], footnote: Footnote): Element {
	const { number, references } = footnote;
	const back: ElementContent[] = [];
	for (let nth = 1; nth <= Math.min(references, maxWaysBack); nth += 1) {
		const attributes: readonly (readonly [string, string | Slot])[] = [
			["class", "footnote-back"],
			["href", { slot: "ref", id: referenceId({ number, nth }) }],
			["role", "doc-backlink"],
			["aria-label", nth === 1 ? `↩ ${number}` : `↩ ${number}-${nth}`],
		];
		const arrow = { type: "text", value: "↩\u{FE0E}" } as const;
		back.push({ type: "text", value: " " }, marks.element("a", { attributes, text: "" }, [arrow]));
	}
	const last = content.at(-1);
	if (last?.type === "element" && last.tagName === "p") for (const node of back) last.children.push(node);
	else for (const node of back) content.push(node);
	return marks.element("li", { attributes: [["id", { slot: "id", id: `fn-${number}` }]] }, content);
}

const maxWaysBack = 100;

function referenceId({ number, nth }: Reference): string {
	return nth === 1 ? `fnref-${number}` : `fnref-${number}-${nth}`;
}
