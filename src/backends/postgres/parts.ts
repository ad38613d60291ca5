/**
 * A graph as rows of tables, in *parts*: a concept with its headings, cells and leaving relationships; its text; its
 * vector. A part is what is compared by digest, and travels or does not.
 */
import { createHash } from "node:crypto";
import { type GraphStore, type Plain, toPlain, type Value } from "../../query/index.js";
import type { GraphContents, NetworkContents } from "../contents.js";
import { Identities } from "./identity.js";
import type { DataTable } from "./layout.js";

/** What a part is of: 0 graph, 1 text, 2 vector, 3 what the network hears. */
export type PartKind = 0 | 1 | 2 | 3;

export interface Part {
	readonly kind: PartKind;
	/** Number of the concept. */
	readonly owner: number;
	readonly digest: string;
	/** Rows by table, cells in the order of the table's columns. */
	readonly rows: readonly TableRow[];
}

export type PartTable = DataTable;

export interface TableRow {
	readonly table: PartTable;
	readonly cells: readonly Cell[];
}

/** Lists are arrays of the database; what is JSON there is a text here. */
export type Cell = null | boolean | number | string | readonly string[] | readonly number[] | Float32Array;

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
		if (vector !== undefined)
			all.push(part(2, ids[node]!, [{ table: "vectors", cells: [ids[node]!, vector] }]));
	}
	if (contents.network !== undefined) all.push(...networkParts(contents.network, ids));
	return { all, ids };
}

/** What each concept says itself, and whom it hears. */
function networkParts({ nodes, inputs, edges }: NetworkContents, ids: readonly number[]): Part[] {
	const { columns: f, values } = inputs;
	const rows = nodes.map((node, row): TableRow[] => [
		{ table: "features", cells: [ids[node]!, values.subarray(row * f, (row + 1) * f)] },
	]);
	for (const { relation, from, to, weights } of edges) {
		for (const [i, target] of to.entries()) {
			const [source, own] = [ids[nodes[from[i]!]!]!, ids[nodes[target]!]!];
			rows[target]!.push({ table: "messages", cells: [own, source, relation, weights[i]!] });
		}
	}
	return rows.map((own, row) => part(3, ids[nodes[row]!]!, own));
}

function part(kind: PartKind, owner: number, rows: readonly TableRow[]): Part {
	const hash = createHash("sha256");
	for (const { table, cells } of rows) {
		hash.update(table);
		for (const cell of cells) {
			if (cell instanceof Float32Array) hash.update(cell);
			else hash.update(`${JSON.stringify(cell)}\n`);
		}
	}
	return { kind, owner, rows, digest: hash.digest("base64url").slice(0, 22) };
}

class RowWriter {
	constructor(
		readonly contents: GraphContents,
		readonly keys: readonly string[],
		readonly ids: readonly number[],
		readonly identities: Identities,
	) {}

	/** Of a node: itself, its names, and what leaves it. */
	graphRows(node: number, owner: number): TableRow[] {
		const { store } = this.contents;
		const [id, key] = [this.ids[node]!, this.keys[node]!];
		const properties = propertiesOf(store.nodeKeys(node), (name) => store.nodeValue(node, name), store);
		return [
			{ table: "nodes", cells: [id, key, owner, store.labelsOf(node).map(storable), properties] },
			...this.contents.namesOf(node).map(({ name, kind, isPath }) => ({
				table: "names" as const,
				cells: [id, storable(name), kind, isPath],
			})),
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
			const properties = propertiesOf(
				store.relationshipKeys(id),
				(key) => store.relationshipValue(id, key),
				store,
			);
			const sentence = contents.sentenceOf(id);
			rows.push({
				table: "relationships",
				cells: [
					number,
					ids[node]!,
					ids[target]!,
					type,
					properties,
					sentence === undefined ? null : storable(sentence),
				],
			});
		}
		return rows;
	}

	textRow(id: number, text: NonNullable<ReturnType<GraphContents["textOf"]>>): TableRow {
		const { names, body, prose, lines, excerpt } = text;
		return {
			table: "texts",
			cells: [id, storable(names), storable(body), storable(prose), lines, storable(excerpt)],
		};
	}
}

function propertiesOf(keys: readonly string[], read: (key: string) => Value, store: GraphStore): string {
	const entries = keys.map((key) => [storable(key), storablePlain(toPlain(read(key), store))]);
	return JSON.stringify(Object.fromEntries(entries.filter(([, value]) => value !== null)));
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
