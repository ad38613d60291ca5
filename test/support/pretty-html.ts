import type { Element, Nodes, Root, RootContent } from "hast";
import { raw } from "hast-util-raw";
import { toHtml } from "hast-util-to-html";

/** A whole page as a browser reads it. */
export function parsePage(html: string): Root {
	const body = html.replace(/^<!doctype html>/i, "");
	const children = [{ type: "doctype" }, { type: "raw", value: body }];
	return raw({ type: "root", children: children as RootContent[] }) as Root;
}

export function* elementsIn(tree: Nodes): Generator<Element> {
	const waiting: Nodes[] = [tree];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		if (node.type === "element") yield node;
		// A page nests no deeper than the sanitiser lets it; siblings come out in document order.
		if ("children" in node) for (const child of [...node.children].reverse()) waiting.push(child);
	}
}

/**
 * For people who review a change: one block to a line, indented; what is between blocks stays on its line. Where
 * things stand in a drawing is left out, what it says and leads to is kept.
 */
export function prettyHtml(nodes: readonly Nodes[]): string {
	return `${linesOf(nodes.map(withoutGeometry)).join("\n")}\n`;
}

function linesOf(nodes: readonly Nodes[]): string[] {
	const lines: string[] = [];
	let inline: Nodes[] = [];
	const endLine = () => {
		const text = toHtml(
			{ type: "root", children: inline as RootContent[] },
			{ closeSelfClosing: true },
		).trim();
		if (text !== "") lines.push(text);
		inline = [];
	};
	for (const node of nodes) {
		const isBlock = node.type === "element" && blocks.has(node.tagName);
		if (isBlock) endLine();
		if (node.type !== "element" || !holdsBlocks(node)) {
			inline.push(node);
			if (isBlock) endLine();
			continue;
		}
		endLine();
		const [open = "", close = ""] = toHtml({ ...node, children: [{ type: "text", value: "\0" }] }).split(
			/\0|&#x0;|\u{FFFD}/u,
		);
		const inside =
			node.tagName === "svg" ? node.children.flatMap((child) => linesOf([child])) : linesOf(node.children);
		lines.push(open, ...inside.map(indent), close);
	}
	endLine();
	return lines;
}

/** The lines of code are what they are. */
function indent(line: string): string {
	return line.includes("<pre") ? `\t${line}` : line.replace(/^/gm, "\t");
}

function holdsBlocks({ tagName, children }: Element): boolean {
	if (tagName === "pre" || tagName === "math") return false;
	if (tagName === "svg") return children.length > 0;
	return children.some(
		(child) => child.type === "element" && (blocks.has(child.tagName) || holdsBlocks(child)),
	);
}

const blocks = new Set(
	(
		"address article aside blockquote canvas dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 " +
		"h4 h5 h6 header hr iframe li main nav object ol p pre section summary svg table tbody td tfoot th thead tr ul " +
		"video audio"
	).split(" "),
);

function withoutGeometry(node: Nodes): Nodes {
	if (node.type !== "element") return node;
	const children = node.children.map(withoutGeometry) as Element["children"];
	const drawn = children.filter((child) => child.type !== "element" || !shapes.has(child.tagName));
	const properties = Object.entries(node.properties).filter(([name]) => !geometry.has(name));
	return { ...node, properties: Object.fromEntries(properties), children: drawn };
}

const shapes = new Set("path circle rect line polyline polygon ellipse defs marker style".split(" "));
const geometry = new Set("viewBox transform x y dx dy d points style".split(" "));
