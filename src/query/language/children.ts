import type { AnyNode } from "./syntax.js";

/** The nodes right below a node, in the order in which its fields were set. */
export function childrenOf(node: AnyNode): AnyNode[] {
	const children: AnyNode[] = [];
	for (const field of Object.values(node)) {
		if (Array.isArray(field)) for (const item of field) addNode(children, item);
		else addNode(children, field);
	}
	return children;
}

function addNode(children: AnyNode[], field: unknown): void {
	if (typeof field === "object" && field !== null && "kind" in field) children.push(field as AnyNode);
}
