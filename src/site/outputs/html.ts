import { htmlDropped, htmlElements } from "../../model/index.js";
import { allowsHtml, htmlParents } from "./html-rules.js";
import { shownDepth, shownElements } from "./limits.js";
import type { OutputElement, OutputNode } from "./node.js";
import type { ParsedElement, ParsedNode } from "./parsed.js";
import { filterSvg } from "./svg.js";

/**
 * Lets pass what outputs may say; of an unknown element its content stays. Undefined when it is too much. What comes out
 * means the same when it is written and read again: no element lies where the HTML parser would move it.
 */
export function filterHtml(nodes: Iterable<ParsedNode>, prefix: string): readonly OutputNode[] | undefined {
	let elements = 0;
	let drawings = 0;
	const visit = (nodes: Iterable<ParsedNode>, path: readonly string[], out: OutputNode[]): boolean => {
		for (const node of nodes) {
			if (typeof node === "string") {
				if (!tables.has(path.at(-1) ?? "") || node.trim() === "") out.push(node);
				continue;
			}
			if ("markup" in node) {
				if (!tables.has(path.at(-1) ?? "")) out.push(node);
				continue;
			}
			elements += 1;
			if (elements > shownElements || path.length > shownDepth) return false;
			if (node.tag === "svg") {
				drawings += 1;
				const drawing = path.some((tag) => tables.has(tag))
					? undefined
					: filterSvg(node, `${prefix}${drawings}-`);
				if (drawing !== undefined) out.push(drawing);
			} else if (!htmlDropped.has(node.tag)) {
				const stands = mayStand(node.tag, path);
				const children: OutputNode[] = [];
				if (!visit(node.children, [...path, stands ? node.tag : "-"], stands ? children : out)) return false;
				if (stands) out.push(filtered(node, children));
			}
		}
		return true;
	};
	const out: OutputNode[] = [];
	return visit(nodes, [], out) ? out : undefined;
}

function mayStand(tag: string, path: readonly string[]): boolean {
	if (!htmlElements.has(tag)) return false;
	const parents = htmlParents.get(tag);
	if (parents !== undefined) return parents.has(path.at(-1) ?? "");
	if (tables.has(path.at(-1) ?? "")) return false;
	// A link in a link would end the one around it, a heading a heading, and a reading a reading.
	return !closing.some((kind) => kind.has(tag) && path.some((around) => kind.has(around)));
}

/** Of each kind one never lies in another. */
const closing: readonly ReadonlySet<string>[] = ["a", "h1 h2 h3 h4 h5 h6", "rt rp"].map(
	(names) => new Set(names.split(" ")),
);
/** In these only parts of tables can stand. */
const tables: ReadonlySet<string> = new Set(["table", "tbody", "thead", "tfoot", "tr", "colgroup"]);

function filtered(node: ParsedElement, children: readonly OutputNode[]): OutputElement {
	const attributes = new Map<string, string>();
	for (const [name, value] of node.attributes)
		if (allowsHtml(node.tag, name, value) && !attributes.has(name)) attributes.set(name, value);
	if (attributes.has("href")) attributes.set("class", "external").set("rel", "noopener nofollow");
	// The parser ends a paragraph where a block begins.
	const tag = node.tag === "p" && children.some(isBlock) ? "div" : node.tag;
	return { tag, attributes: [...attributes], children };
}

function isBlock(node: OutputNode): boolean {
	if (typeof node === "string") return false;
	if ("markup" in node) return blockMarkup.test(node.markup);
	return blocks.has(node.tag) || node.children.some(isBlock);
}

const blockMarkup = /<(?:blockquote|details|div|dl|figure|h[1-6]|hr|ol|p|pre|section|table|ul)[\s>]/;

const blocks: ReadonlySet<string> = new Set(
	"blockquote details div dl dd dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table ul".split(
		" ",
	),
);
