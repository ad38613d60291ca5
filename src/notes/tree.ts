import type { Nodes, Root } from "mdast";
import type { Point } from "unist";

/** Moves all positions, when the tree was made of a part of the source that starts at a line's start. */
export function moveTree(tree: Root, offset: number, lines: number): void {
	// Text nodes share points with the tokens they come from, but never with each other.
	for (const node of nodesOf(tree)) {
		if (!node.position) continue;
		movePoint(node.position.start, offset, lines);
		movePoint(node.position.end, offset, lines);
	}
}

/** All nodes, the depth of the deepest counted without recursion. */
export function* nodesOf(tree: Root): Generator<Nodes> {
	const stack: Nodes[] = [tree];
	for (let node = stack.pop(); node; node = stack.pop()) {
		yield node;
		if ("children" in node) for (const child of node.children) stack.push(child);
	}
}

function movePoint(point: Point, offset: number, lines: number): void {
	point.line += lines;
	point.offset = point.offset! + offset;
}
