import type { Code } from "mdast";
import type { BodyParts } from "../../model/index.js";

/** Mathematics, highlighted code and diagrams: made by our own code, and put in after the sanitiser. */
export interface Leaf {
	readonly parts: BodyParts;
	/** What search reads. */
	readonly text: string;
}

export function isDiagram(node: Code): boolean {
	return node.lang?.toLowerCase() === "mermaid";
}
