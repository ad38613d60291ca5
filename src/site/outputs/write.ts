import { escapeHtml } from "../escape.js";
import type { OutputNode } from "./node.js";

/** A tree as HTML. */
export function writeNodes(nodes: readonly OutputNode[]): string {
	const out: string[] = [];
	for (const node of nodes) write(node, out);
	return out.join("");
}

function write(node: OutputNode, out: string[]): void {
	if (typeof node === "string") out.push(escapeHtml(node));
	else if ("markup" in node) out.push(node.markup);
	else {
		out.push(`<${node.tag}`);
		for (const [name, value] of node.attributes)
			out.push(value === "" ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`);
		out.push(">");
		if (voids.has(node.tag)) return;
		// The parser drops a newline that comes first.
		const [first] = node.children;
		if (node.tag === "pre" && typeof first === "string" && first.startsWith("\n")) out.push("\n");
		for (const child of node.children) write(child, out);
		out.push(`</${node.tag}>`);
	}
}

const voids: ReadonlySet<string> = new Set(["br", "col", "hr", "img", "wbr"]);
