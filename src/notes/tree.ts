import type { Nodes, Root } from "mdast";
import type { Point } from "unist";
import { TooCostly } from "./too-costly.js";

/** Blocks and spans inside each other: what walks the tree after us may use its stack for each. */
const maxDepth = 100;

/**
 * Moves all positions, when the tree was made of a part of the source that starts at a line's start, and refuses
 * a tree that is nested too deeply. Without recursion, and in one pass.
 */
export function settleTree(tree: Root, offset: number, lines: number): void {
	const nodes: Nodes[] = [tree];
	const depths: number[] = [0];
	while (nodes.length > 0) {
		const node = nodes.pop()!;
		const depth = depths.pop()!;
		if (offset > 0 && node.position) {
			movePoint(node.position.start, offset, lines);
			movePoint(node.position.end, offset, lines);
		}
		if (!("children" in node)) continue;
		if (depth > maxDepth) throw tooDeep(node);
		// A list and its items are one level.
		const inner = node.type === "list" ? depth : depth + 1;
		for (const child of node.children) {
			nodes.push(child);
			depths.push(inner);
		}
	}
}

function movePoint(point: Point, offset: number, lines: number): void {
	point.line += lines;
	point.offset = point.offset! + offset;
}

function tooDeep(node: Nodes): TooCostly {
	return new TooCostly({
		rule: "note/too-deep",
		message: `it is nested more than ${maxDepth} levels deep.`,
		offset: node.position?.start.offset ?? 0,
		hint: "take quotes, lists or emphasis out of each other",
	});
}
