/**
 * A graph as rows of tables, in *parts*: a concept with its headings, cells and leaving relationships; its text; its
 * vector. A part is what is compared by digest, and travels or does not.
 */
import { createHash } from "node:crypto";
import { type GraphStore, type Plain, toPlain } from "../../query/index.js";
import type { GraphContents, NeighborLists, NetworkContents, SearchedText } from "../contents.js";
import { type Cell, copyLine } from "./copy-text.js";
import { Identities } from "./identity.js";
import type { DataTable } from "./layout.js";

/** What a part is of: 0 graph, 1 text, 2 vector, 3 what the network hears, 4 what it lists. */
export type PartKind = 0 | 1 | 2 | 3 | 4;

export interface Part {
	readonly kind: PartKind;
	/** Number of the concept. */
	readonly owner: number;
	readonly digest: string;
	readonly rows: readonly TableRow[];
}

export interface TableRow {
	readonly table: DataTable;
	/** As COPY reads it: cells in the order of the table's columns. */
	readonly line: string;
}

export interface Parts {
	readonly all: readonly Part[];
	/** The number of each node. */
	readonly ids: readonly number[];
}

export function partsOf(contents: GraphContents): Parts {
	const { store } = contents;
	const identities = new Identities();
	const keys = Array.from({ length: store.nodes }, (_, node) => storable(contents.keyOf(node)));
	const ids = keys.map((key) => identities.of(key));
	const owned = Array.from({ length: store.nodes }, (): number[] => []);
	for (let node = 0; node < store.nodes; node++) owned[contents.ownerOf(node)]!.push(node);
	const writer = new RowWriter(contents, keys, ids, new Identities());
	const all: Part[] = [];
	for (let node = 0; node < store.nodes; node++) {
		if (owned[node]!.length === 0) continue;
		const rows = owned[node]!.flatMap((own) => writer.graphRows(own, ids[node]!));
		all.push(part(0, ids[node]!, rows));
		const text = contents.textOf(node);
		if (text !== undefined) all.push(part(1, ids[node]!, [writer.textRow(ids[node]!, text)]));
		const vector = contents.vectors?.of(node);
		if (vector !== undefined) all.push(part(2, ids[node]!, [row("vectors", [ids[node]!, vector])]));
	}
	if (contents.network !== undefined) all.push(...networkParts(contents.network, ids));
	if (contents.lists !== undefined) all.push(...listParts(contents.lists, ids));
	return { all, ids };
}

/** What is near each concept, and the links that it lacks. */
function listParts({ relatedOf, suggestions }: NeighborLists, ids: readonly number[]): Part[] {
	const rows = ids.map((id, node): TableRow[] => {
		const near = relatedOf(node);
		if (near === undefined) return [];
		const others = near.map((one) => ids[one.node]!);
		const scores = near.map(({ score }) => score);
		return [row("neighbors", [id, others, scores, asJson(near.map(({ why }) => why))])];
	});
	for (const { source, target, score, name, line, why } of suggestions) {
		const named = name === undefined ? null : storable(name);
		rows[source]!.push(
			row("suggestions", [ids[source]!, ids[target]!, score, named, line ?? null, asJson(why)]),
		);
	}
	return rows.flatMap((own, node) => (own.length === 0 ? [] : [part(4, ids[node]!, own)]));
}

function asJson(words: Plain): string {
	return JSON.stringify(storablePlain(words));
}

/** What each concept says itself, and whom it hears. */
function networkParts({ nodes, inputs, edges }: NetworkContents, ids: readonly number[]): Part[] {
	const { columns: f, values } = inputs;
	const rows = nodes.map((node, i): TableRow[] => [
		row("features", [ids[node]!, values.subarray(i * f, (i + 1) * f)]),
	]);
	for (const { relation, from, to, weights } of edges) {
		for (const [i, target] of to.entries()) {
			const [source, own] = [ids[nodes[from[i]!]!]!, ids[nodes[target]!]!];
			rows[target]!.push(row("messages", [own, source, relation, weights[i]!]));
		}
	}
	return rows.map((own, i) => part(3, ids[nodes[i]!]!, own));
}

function row(table: DataTable, cells: readonly Cell[]): TableRow {
	return { table, line: copyLine(cells) };
}

function part(kind: PartKind, owner: number, rows: readonly TableRow[]): Part {
	const hash = createHash("sha256");
	hash.update(rows.map(({ table, line }) => `${table} ${line}`).join(""));
	return { kind, owner, rows, digest: hash.digest("base64url").slice(0, 22) };
}

class RowWriter {
	readonly #nodes: PropertyWriter;
	readonly #relationships: PropertyWriter;

	constructor(
		readonly contents: GraphContents,
		readonly keys: readonly string[],
		readonly ids: readonly number[],
		readonly identities: Identities,
	) {
		const { store } = contents;
		this.#nodes = new PropertyWriter(store.data.nodeColumns, store);
		this.#relationships = new PropertyWriter(store.data.relationshipColumns, store);
	}

	/** Of a node: itself, its names, and what leaves it. */
	graphRows(node: number, owner: number): TableRow[] {
		const { store } = this.contents;
		const [id, key] = [this.ids[node]!, this.keys[node]!];
		const labels = store.labelsOf(node).map(storable);
		return [
			row("nodes", [id, key, owner, labels, this.#nodes.json(node)]),
			...this.contents
				.namesOf(node)
				.map(({ name, kind, isPath }) => row("names", [id, storable(name), kind, isPath])),
			...this.#relationshipRows(node),
		];
	}

	#relationshipRows(node: number): TableRow[] {
		const { contents, ids, keys } = this;
		const { store } = contents;
		const { offsets, neighbors } = store.adjacency("right");
		const rows: TableRow[] = [];
		let [before, repeated] = ["", 0];
		for (let id = offsets[node]!; id < offsets[node + 1]!; id++) {
			const target = neighbors[id]!;
			const type = storable(store.typeName(id));
			const name = `${keys[node]}\u0001${type}\u0001${keys[target]}`;
			repeated = name === before ? repeated + 1 : 0;
			before = name;
			const number = this.identities.of(`${name}\u0001${repeated}`);
			const sentence = contents.sentenceOf(id);
			const said = sentence === undefined ? null : storable(sentence);
			const properties = this.#relationships.json(id);
			rows.push(row("relationships", [number, ids[node]!, ids[target]!, type, properties, said]));
		}
		return rows;
	}

	textRow(id: number, text: SearchedText): TableRow {
		const { names, body, prose, lines, excerpt } = text;
		return row("texts", [
			...[id, storable(names), storable(body), storable(prose)],
			...[lines, storable(excerpt)],
		]);
	}
}

/** Properties as JSON: of each column, and of each value in its dictionary, the text is made once. */
class PropertyWriter {
	readonly #columns: readonly {
		readonly codeOf: (id: number) => number;
		readonly entries: readonly (string | undefined)[];
	}[];

	constructor(columns: GraphStore["data"]["nodeColumns"], store: GraphStore) {
		this.#columns = columns.map(({ key, ids, codes, values }) => {
			const name = JSON.stringify(storable(key));
			const entries = values.map((value) => {
				const plain = storablePlain(toPlain(value, store));
				return plain === null ? undefined : `${name}:${JSON.stringify(plain)}`;
			});
			if (ids === undefined) return { entries, codeOf: (id) => codes[id]! };
			const places = new Map(Array.from(ids, (id, i) => [id, codes[i]!]));
			return { entries, codeOf: (id) => places.get(id) ?? 0 };
		});
	}

	json(id: number): string {
		const own: string[] = [];
		for (const { codeOf, entries } of this.#columns) {
			const entry = entries[codeOf(id)];
			if (entry !== undefined) own.push(entry);
		}
		return `{${own.join(",")}}`;
	}
}

/** PostgreSQL stores neither NUL nor half a character. */
export function storable(text: string): string {
	return wellFormed(text).replaceAll("\0", "\ufffd");
}

function wellFormed(text: string): string {
	return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) =>
		found.length === 2 ? found : "\ufffd",
	);
}

function storablePlain(value: Plain): Plain {
	if (typeof value === "string") return storable(value);
	if (Array.isArray(value)) return value.map(storablePlain);
	if (typeof value === "object" && value !== null)
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) => [storable(key), storablePlain(inner)]),
		);
	return value;
}
