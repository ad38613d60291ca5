/** The graph of a site's pages as one file, with the addresses of the pages. */
import {
	createStoreBuilder,
	type GraphData,
	GraphStore,
	packGraph,
	unpackGraph,
	type Value,
} from "../query/index.js";
import { partLabels } from "./needs-whole.js";

/** A property that no note can have. Its value is a page's address, or nothing where `usualAddress` gives it. */
const addressKey = "\u0000href";

/** What would be large, and stands on the page that a row leads to. */
const left = new Set(["excerpt"]);

export function packSiteGraph(
	{ data, nodes }: GraphStore,
	hrefOf: (node: number) => string | undefined,
): Uint8Array {
	const pathOf = reader(data, "path");
	const values: Value[] = [null];
	const codes = new Uint32Array(nodes);
	for (let node = 0; node < nodes; node++) {
		const href = hrefOf(node);
		if (href === undefined) continue;
		codes[node] = values.push(href === usualAddress(pathOf(node)) ? "" : href) - 1;
	}
	// Most share the code of what is usual.
	const usual = values.indexOf("");
	if (usual > 0) for (const [node, code] of codes.entries()) if (values[code] === "") codes[node] = usual;
	const column = { key: addressKey, codes, values };
	return packGraph(
		{ ...data, nodeColumns: [...data.nodeColumns, column] },
		{ keeps: (of, key) => of === "relationship" || !left.has(key) },
	);
}

/** Concepts and how they are joined, without headings, cells, and what is written about links: most questions need no more. */
export function packOutline(store: GraphStore, hrefOf: (node: number) => string | undefined): Uint8Array {
	const builder = createStoreBuilder();
	const kept: number[] = [];
	const numbers = new Map<number, number>();
	for (let node = 0; node < store.nodes; node++) {
		const labels = store.labelsOf(node);
		if (labels.some((label) => partLabels.includes(label))) continue;
		const values = store.nodeKeys(node).map((key) => [key, store.nodeValue(node, key)] as const);
		numbers.set(node, builder.addNode(labels, values));
		kept.push(node);
	}
	for (let id = 0; id < store.relationships; id++) {
		const [source, target] = [numbers.get(store.source(id)), numbers.get(store.target(id))];
		if (source !== undefined && target !== undefined)
			builder.addRelationship(store.typeName(id), source, target);
	}
	return packSiteGraph(builder.finish(), (node) => hrefOf(kept[node]!));
}

export interface SiteGraph {
	readonly store: GraphStore;
	/** From the site's root; a heading or a cell is on its note's page. */
	hrefOf(node: number): string | undefined;
}

export function unpackSiteGraph(bytes: Uint8Array): SiteGraph {
	const data = unpackGraph(bytes);
	const addresses = reader(data, addressKey);
	const pathOf = reader(data, "path");
	const nodeColumns = data.nodeColumns.filter(({ key }) => key !== addressKey);
	const store = new GraphStore({ ...data, nodeColumns });
	const addressOf = (node: number) => {
		const address = addresses(node);
		return typeof address !== "string" ? undefined : address === "" ? usualAddress(pathOf(node)) : address;
	};
	let pages: Map<Value, number> | undefined;
	return {
		store,
		hrefOf: (node) => {
			if (!store.labelsOf(node).some((label) => partLabels.includes(label))) return addressOf(node);
			pages ??= new Map(
				Array.from({ length: store.nodes }, (_, other) => other).flatMap((other) =>
					addressOf(other) === undefined ? [] : [[pathOf(other), other] as const],
				),
			);
			const page = pages.get(pathOf(node));
			return page === undefined ? undefined : addressOf(page);
		},
	};
}

function reader(data: GraphData, key: string): (node: number) => Value {
	const store = new GraphStore(data);
	return (node) => store.nodeValue(node, key);
}

/** Where a file of the vault lies on the site unless something stands in its way. */
function usualAddress(path: Value): string | undefined {
	if (typeof path !== "string") return undefined;
	return path
		.replace(/\.md$/i, ".html")
		.split("/")
		.map((part) => encodeURIComponent(part))
		.join("/");
}
