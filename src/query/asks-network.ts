import { childrenOf } from "./language/children.js";
import { parseQuery } from "./language/parse.js";
import type { AnyNode, Query } from "./language/syntax.js";

/** Whether a query asks for what the network has learned: who answers it has to build that first. Throws as `prepare`. */
export function asksNetwork(query: string | Query): boolean {
	const open: AnyNode[] = [typeof query === "string" ? parseQuery(query) : query];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (node.kind === "call-function" && node.name.toLowerCase() === "similarity") return true;
		if (node.kind === "call" && node.procedure.toLowerCase().startsWith("gnn.")) return true;
		for (const child of childrenOf(node)) open.push(child);
	}
	return false;
}
