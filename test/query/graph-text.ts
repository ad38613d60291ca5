/** A graph in a line: `a:Note -LINKS-> b, b -LINKS-> c`. Nodes are called by their property `title`. */
import {
	accessTo,
	createStoreBuilder,
	type GraphStore,
	type PrepareOptions,
	Procedures,
} from "../../src/query/index.js";

export function graphOf(text: string): GraphStore {
	const labels = new Map<string, string[]>();
	const edges: [string, string, string][] = [];
	const nameOf = (written: string) => {
		const [name, ...own] = written.trim().split(":");
		labels.set(name!, [...(labels.get(name!) ?? []), ...own]);
		return name!;
	};
	for (const part of text.split(",")) {
		const [left, type, right] = part.split(/ -(\w+)-> /);
		const source = nameOf(left!);
		if (type !== undefined) edges.push([source, type, nameOf(right!)]);
	}
	const builder = createStoreBuilder();
	const ids = new Map<string, number>();
	for (const [name, own] of labels) ids.set(name, builder.addNode(own, [["title", name]]));
	for (const [source, type, target] of edges)
		builder.addRelationship(type, ids.get(source)!, ids.get(target)!);
	return builder.finish();
}

export function optionsFor(store: GraphStore): PrepareOptions {
	return { store, access: accessTo(store), procedures: new Procedures([]) };
}
