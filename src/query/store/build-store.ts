import type { Value } from "../values/value.js";
import { arriving, layRows, type NumberList } from "./adjacency.js";
import { ColumnBuilder } from "./columns.js";
import { GraphStore } from "./store.js";

/** Names and values of properties; those that are null are none. */
export type Properties = Iterable<readonly [string, Value]>;

export interface StoreBuilder {
	/** The number of the new node: 0, 1, 2, … */
	addNode(labels: readonly string[], properties?: Properties): number;
	/** Between nodes that were added before. */
	addRelationship(type: string, source: number, target: number, properties?: Properties): void;
	/** Once: what was added is given away. */
	finish(): GraphStore;
}

/** Types are numbered in 16 bits. Who names more has them gathered under one name. */
const manyTypes = 65_535;
const otherTypes = "OTHER";

export function createStoreBuilder(): StoreBuilder {
	const labels = new Names();
	const types = new Names();
	const labelSets = new LabelSets();
	const labelSetOf = new Numbers();
	const ends = { sources: new Numbers(), targets: new Numbers(), types: new Numbers() };
	const nodeColumns = new Map<string, ColumnBuilder>();
	const relationshipColumns = new Map<string, ColumnBuilder>();
	return {
		addNode: (names, properties) => {
			const node = labelSetOf.length;
			labelSetOf.push(labelSets.idOf(names.map((name) => labels.idOf(name))));
			if (properties !== undefined) setAll(nodeColumns, node, properties);
			return node;
		},
		addRelationship: (type, source, target, properties) => {
			const id = ends.sources.length;
			ends.sources.push(source);
			ends.targets.push(target);
			ends.types.push(types.idOf(types.size < manyTypes || types.has(type) ? type : otherTypes));
			if (properties !== undefined) setAll(relationshipColumns, id, properties);
		},
		finish: () => {
			const nodes = labelSetOf.length;
			const ordered = relationshipColumns.size > 0;
			const { leaving, types: typeOf, order } = layRows(nodes, ends, { ordered });
			for (const list of Object.values(ends)) list.clear();
			return new GraphStore({
				labels: labels.all,
				labelSets: labelSets.all,
				labelSetOf: labelSetOf.toArray(),
				types: types.all,
				typeOf,
				leaving,
				arriving: arriving(nodes, leaving, typeOf),
				nodeColumns: finished(nodeColumns, nodes),
				relationshipColumns: finished(relationshipColumns, typeOf.length, order && inverse(order)),
			});
		},
	};
}

function setAll(columns: Map<string, ColumnBuilder>, id: number, properties: Properties): void {
	for (const [key, value] of properties) {
		let column = columns.get(key);
		if (column === undefined) {
			column = new ColumnBuilder(key);
			columns.set(key, column);
		}
		column.set(id, value);
	}
}

function finished(columns: ReadonlyMap<string, ColumnBuilder>, owners: number, order?: Uint32Array) {
	const sorted = [...columns.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
	return sorted.filter(({ empty }) => !empty).map((column) => column.finish(owners, order));
}

class Names {
	readonly all: string[] = [];
	readonly #ids = new Map<string, number>();

	get size(): number {
		return this.all.length;
	}

	has(name: string): boolean {
		return this.#ids.has(name);
	}

	idOf(name: string): number {
		let id = this.#ids.get(name);
		if (id === undefined) {
			id = this.all.push(name) - 1;
			this.#ids.set(name, id);
		}
		return id;
	}
}

class LabelSets {
	readonly all: (readonly number[])[] = [];
	readonly #ids = new Map<string, number>();

	idOf(labels: readonly number[]): number {
		const sorted = [...new Set(labels)].sort((a, b) => a - b);
		const name = sorted.join();
		let id = this.#ids.get(name);
		if (id === undefined) {
			id = this.all.push(sorted) - 1;
			this.#ids.set(name, id);
		}
		return id;
	}
}

function inverse(order: Uint32Array): Uint32Array {
	const places = new Uint32Array(order.length);
	for (let i = 0; i < order.length; i++) places[order[i]!] = i;
	return places;
}

/** How many numbers of a list lie in one piece: a power of two. */
const pieceBits = 16;
const pieceLength = 1 << pieceBits;

/** A list of whole numbers that grows without boxes, and without being copied. */
class Numbers implements NumberList {
	length = 0;
	#pieces: Uint32Array[] = [];

	push(value: number): void {
		const at = this.length & (pieceLength - 1);
		if (at === 0) this.#pieces.push(new Uint32Array(pieceLength));
		this.#pieces[this.length >>> pieceBits]![at] = value;
		this.length++;
	}

	at(i: number): number {
		return this.#pieces[i >>> pieceBits]![i & (pieceLength - 1)]!;
	}

	toArray(): Uint32Array {
		return Uint32Array.from({ length: this.length }, (_, i) => this.at(i));
	}

	clear(): void {
		this.length = 0;
		this.#pieces = [];
	}
}
