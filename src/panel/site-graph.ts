/** The graph of a site's pages as one file, with the addresses of the pages. */
import { createStoreBuilder, type GraphData, GraphStore, packGraph, unpackGraph } from "../query/index.js";
import { isDerived, withDerived, withoutDerived } from "./derived-columns.js";
import { partLabels } from "./needs-whole.js";

/** A property that no note can have: of the first node, the keys that an outline has not. */
const leftKey = "\u0000left";

/** What would be large, and stands on the page that a row leads to. */
const left = new Set(["excerpt"]);

export function packSiteGraph(
	{ data }: GraphStore,
	hrefOf: (node: number) => string | undefined,
): Uint8Array {
	return packGraph(withoutDerived(data, hrefOf), {
		keeps: (of, key) => of === "relationship" || !left.has(key),
	});
}

/** How large an outline may be. */
export interface OutlineLimit {
	/** Of what `sizeOf` says. */
	readonly most: number;
	/** What bytes weigh as they are sent. */
	readonly sizeOf: (bytes: Uint8Array) => number;
}

/**
 * Concepts and how they are joined, without headings, cells, and what is written about links: most questions need no more.
 * Where that is large, properties that take much are left out, too, those that take most first.
 */
export function packOutline(
	store: GraphStore,
	hrefOf: (node: number) => string | undefined,
	limit?: OutlineLimit,
): Uint8Array {
	const builder = createStoreBuilder();
	const kept: number[] = [];
	const numbers = new Map<number, number>();
	for (let node = 0; node < store.nodes; node++) {
		const labels = store.labelsOf(node);
		if (labels.some((label) => partLabels.includes(label))) continue;
		const keys = store.nodeKeys(node).filter((key) => !left.has(key));
		numbers.set(
			node,
			builder.addNode(
				labels,
				keys.map((key) => [key, store.nodeValue(node, key)] as const),
			),
		);
		kept.push(node);
	}
	for (let id = 0; id < store.relationships; id++) {
		const [source, target] = [numbers.get(store.source(id)), numbers.get(store.target(id))];
		if (source !== undefined && target !== undefined)
			builder.addRelationship(store.typeName(id), source, target);
	}
	const data = withoutDerived(builder.finish().data, (node) => hrefOf(kept[node]!));
	return packGraph(limit === undefined ? data : withinLimit(data, limit));
}

/** Without these a row could not be shown. */
const always = new Set(["title", "tag"]);

function withinLimit(data: GraphData, { most, sizeOf }: OutlineLimit): GraphData {
	const isKept = (key: string) => always.has(key) || key.startsWith("\u0000");
	const weigh = (nodeColumns: GraphData["nodeColumns"]) => sizeOf(packGraph({ ...data, nodeColumns }));
	const chosen = data.nodeColumns.filter(({ key }) => isKept(key));
	let size = weigh(chosen);
	const empty = weigh([]);
	const others = data.nodeColumns
		.filter(({ key }) => !isKept(key))
		.map((column) => ({ column, size: weigh([column]) - empty }))
		.sort((a, b) => a.size - b.size || (a.column.key < b.column.key ? -1 : 1));
	const dropped: string[] = [];
	for (const { column, size: more } of others) {
		size += more;
		if (size <= most) chosen.push(column);
		else dropped.push(column.key);
	}
	if (dropped.length === 0) return data;
	const codes = Uint32Array.from(data.labelSetOf, (_, node) => (node === 0 ? 1 : 0));
	return { ...data, nodeColumns: [...chosen, { key: leftKey, codes, values: [null, dropped.sort()] }] };
}

export interface SiteGraph {
	readonly store: GraphStore;
	/** Keys of properties that only the whole graph has. */
	readonly left: ReadonlySet<string>;
	/** From the site's root; a heading or a cell is on its note's page. */
	hrefOf(node: number): string | undefined;
}

export function unpackSiteGraph(bytes: Uint8Array): SiteGraph {
	const packed = unpackGraph(bytes);
	const told = packed.nodeColumns.find(({ key }) => key === leftKey)?.values[1];
	const nodeColumns = packed.nodeColumns.filter(({ key }) => key !== leftKey);
	const { data, addressOf } = withDerived({ ...packed, nodeColumns });
	const store = new GraphStore(data);
	let pages: Map<unknown, number> | undefined;
	const pathOf = (node: number) => store.nodeValue(node, "path");
	return {
		store,
		left: new Set(Array.isArray(told) ? told.map(String).filter((key) => !isDerived(key)) : []),
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
