import type { Element, ElementContent, Properties } from "hast";
import type { BodyParts, Slot } from "../../model/index.js";

/**
 * What our own elements carry past the HTML parser and the sanitiser. An element keeps only a number, in an
 * attribute whose name holds a blank; the rest stays here and is put in when the tree is written. No HTML
 * tokenizer ends with a blank inside an attribute's name, so raw HTML in a note cannot forge a mark.
 */
export const markName = "notapse mark";

export interface Mark {
	/** Written besides the attributes that passed the sanitiser. */
	readonly attributes?: readonly (readonly [name: string, value: string | Slot])[];
	/** Written in place of the element and its content. */
	readonly parts?: BodyParts;
	/** The element becomes this slot; its content is the slot's `html`. */
	readonly slot?:
		| { readonly slot: "link"; readonly link: number }
		| { readonly slot: "embed"; readonly link: number; readonly block: boolean }
		| { readonly slot: "tag"; readonly tag: number };
	/** What search reads in place of the content. */
	readonly text?: string;
	readonly heading?: number;
	readonly block?: string;
	/** The list around a list item, for an embed of that item alone. */
	readonly list?: { readonly open: string; readonly close: string };
}

export class Marks {
	private readonly list: Mark[] = [];

	/** An element of ours. `properties` still go through the sanitiser. */
	element(
		tagName: string,
		mark: Mark,
		children: ElementContent[] = [],
		properties: Properties = {},
	): Element {
		this.list.push(mark);
		return {
			type: "element",
			tagName,
			properties: { ...properties, [markName]: String(this.list.length - 1) },
			children,
		};
	}

	of(element: Element): Mark | undefined {
		const index = element.properties[markName];
		return index === undefined ? undefined : this.list[Number(index)];
	}
}
