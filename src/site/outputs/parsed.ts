import { readXml } from "../svg/xml-tokens.js";
import type { SafeMarkup } from "./node.js";

/** Markup as a parser has read it; nothing in it is to be trusted. */
export type ParsedNode = string | ParsedElement | SafeMarkup;

export interface ParsedElement {
	/** Of HTML in lower case, of SVG as it is written. */
	readonly tag: string;
	/** By name, as it is written. */
	readonly attributes: Iterable<readonly [name: string, value: string]>;
	readonly children: Iterable<ParsedNode>;
}

/** The first element of an XML text and what is in it; undefined if there is none. What is not closed ends at the end. */
export function parseXml(text: string): ParsedElement | undefined {
	let root: Open | undefined;
	const open: Open[] = [];
	for (const token of readXml(text)) {
		const parent = open.at(-1);
		if (token.kind === "text") parent?.children.push(token.text);
		else if (token.kind === "close") {
			open.pop();
			if (open.length === 0) break;
		} else if (token.kind === "open") {
			const element: Open = {
				tag: token.name.replace(/^svg:/, ""),
				attributes: token.attributes,
				children: [],
			};
			parent?.children.push(element);
			root ??= element;
			if (!token.empty) open.push(element);
			else if (parent === undefined) break;
		}
	}
	return root;
}

interface Open extends ParsedElement {
	readonly children: ParsedNode[];
}
