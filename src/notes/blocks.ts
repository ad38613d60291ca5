import type { Nodes, Parents } from "mdast";
import { type BlockOffsets, takeBlockIds } from "./block-ids.js";
import { shapeCallout } from "./callouts.js";
import { shapeFields } from "./fields.js";
import { shapeTask, type WrittenTask } from "./tasks.js";
import type { At } from "./text.js";

/** What is known of blocks besides the tree itself, until the lists of the note are made. */
export interface Shape {
	readonly blockOffsets: BlockOffsets;
	readonly tasks: ReadonlyMap<Nodes, WrittenTask>;
}

/**
 * Makes callouts of quotes that start with `[!type]`, tasks of list items that start with `[x]`, takes block ids
 * out of the text and onto their blocks, and finds inline fields. In place, from the outside in.
 */
export function shapeBlocks(tree: Parents, source: string, at: At): Shape {
	const blockOffsets: BlockOffsets = new Map();
	const tasks = new Map<Nodes, WrittenTask>();
	const hasIds = source.includes("^");
	const hasFields = source.includes("::");
	visit(tree);
	return { blockOffsets, tasks };

	function visit(parent: Parents): void {
		if (parent.type === "blockquote") shapeCallout(parent, source, at);
		if (parent.type === "listItem") {
			const task = shapeTask(parent, source, at);
			if (task) tasks.set(parent, task);
		}
		if (hasIds) takeBlockIds(parent, source, at, blockOffsets);
		for (const child of parent.children) {
			if (child.type === "paragraph") {
				if (hasFields) shapeFields(child, source, at);
			} else if ("children" in child && isContainer(child)) {
				visit(child);
			}
		}
	}
}

function isContainer(node: Nodes): boolean {
	return (
		node.type === "blockquote" ||
		node.type === "list" ||
		node.type === "listItem" ||
		node.type === "footnoteDefinition" ||
		node.type === "callout"
	);
}
