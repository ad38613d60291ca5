import type { Nodes, Root } from "mdast";
import { TooCostly } from "./too-costly.js";

/** UTF-16 units of a note that is read as Markdown. */
const maxLength = 8_000_000;
/** Blocks and spans inside each other. */
const maxDepth = 100;

export function guardSource(source: string, start: number): void {
	if (source.length > maxLength) {
		throw new TooCostly({
			rule: "note/too-large",
			message: `It is longer than ${maxLength / 1_000_000} million characters.`,
			offset: 0,
			hint: "split it into several notes",
		});
	}
	void start;
}

export function guardTree(tree: Root): void {
	const stack: [Nodes, number][] = [[tree, 0]];
	for (let entry = stack.pop(); entry; entry = stack.pop()) {
		const [node, depth] = entry;
		if (!("children" in node)) continue;
		if (depth > maxDepth) {
			throw new TooCostly({
				rule: "note/too-deep",
				message: `It is nested more than ${maxDepth} levels deep.`,
				offset: node.position?.start.offset ?? 0,
				hint: "take quotes, lists or emphasis out of each other",
			});
		}
		const inner = depth + (node.type === "list" || node.type === "paragraph" ? 0 : 1);
		for (const child of node.children) stack.push([child, inner]);
	}
}
