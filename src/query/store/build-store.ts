import type { Value } from "../values/value.js";
import { arriving, leaving, sortRelationships } from "./adjacency.js";
import { ColumnBuilder } from "./columns.js";
import { GraphStore } from "./store.js";

/** Names and values of properties; those that are null are none. */
export type Properties = Iterable<readonly [string, Value]>;

export interface StoreBuilder {
	/** The number of the new node: 0, 1, 2, … */
	addNode(labels: readonly string[], properties?: Properties): number;
	/** Between nodes that were added before. */
	addRelationship(type: string, source: number, target: number, properties?: Properties): void;
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
			const added = {
				sources: ends.sources.toArray(),
				targets: ends.targets.toArray(),
				types: Uint16Array.from(ends.types.toArray()),
			};
			const order = sortRelationships(nodes, types.size, added);
			const sorted = {
				sources: added.sources.map((_, i) => added.sources[order[i]!]!),
				targets: added.targets.map((_, i) => added.targets[order[i]!]!),
				types: added.types.map((_, i) => added.types[order[i]!]!),
			};
			const place = new Uint32Array(order.length);
			for (let i = 0; i < order.length; i++) place[order[i]!] = i;
			return new GraphStore({
				labels: labels.all,
				labelSets: labelSets.all,
				labelSetOf: labelSetOf.toArray(),
				types: types.all,
				typeOf: sorted.types,
				leaving: leaving(nodes, sorted),
				arriving: arriving(nodes, types.size, sorted),
				nodeColumns: finished(nodeColumns, nodes),
				relationshipColumns: finished(relationshipColumns, order.length, place),
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

/** A list of whole numbers that grows without boxes. */
class Numbers {
	length = 0;
	#array = new Uint32Array(64);

	push(value: number): void {
		if (this.length === this.#array.length) {
			const wider = new Uint32Array(this.length * 2);
			wider.set(this.#array);
			this.#array = wider;
		}
		this.#array[this.length++] = value;
	}

	toArray(): Uint32Array {
		return this.#array.slice(0, this.length);
	}
}
