import type { Value } from "../values/value.js";
import type { Adjacency } from "./adjacency.js";
import { type Column, ColumnLookup, codeReader, lowerBound, valueReader } from "./columns.js";
import { TypeRows } from "./type-rows.js";

/**
 * A property graph as typed arrays and dictionaries: plain data, which survives structured cloning. Nodes are numbered
 * as they were added, relationships by source, type and target.
 */
export interface GraphData {
	readonly labels: readonly string[];
	/** Which labels nodes have: ascending indices into `labels`, each combination once. */
	readonly labelSets: readonly (readonly number[])[];
	/** (nodes): index into `labelSets`. */
	readonly labelSetOf: Uint32Array;
	readonly types: readonly string[];
	/** (relationships): index into `types`. */
	readonly typeOf: Uint16Array;
	readonly leaving: Adjacency;
	readonly arriving: Adjacency;
	/** Sorted by key. */
	readonly nodeColumns: readonly Column[];
	readonly relationshipColumns: readonly Column[];
	/** Where they are known: then nothing has to be counted. */
	readonly counts?: {
		readonly nodes: number;
		readonly relationships: number;
		readonly typeCounts: readonly number[];
		readonly labelSetCounts: readonly number[];
	};
}

export type Direction = "right" | "left";

/** The graph that queries are asked of: its data, and what is made of them when it is first needed. */
export class GraphStore {
	readonly nodes: number;
	readonly relationships: number;
	/** How many relationships each type has. */
	readonly typeCounts: readonly number[];
	/** How many nodes each label set has. */
	readonly labelSetCounts: readonly number[];
	readonly #labelIds: ReadonlyMap<string, number>;
	readonly #typeIds: ReadonlyMap<string, number>;
	readonly #nodeColumns: ReadonlyMap<string, Column>;
	readonly #relationshipColumns: ReadonlyMap<string, Column>;
	readonly #lookups = new Map<Column, ColumnLookup>();
	readonly #members = new Map<string, Uint32Array>();
	readonly #leavingRows: TypeRows[] = [];
	readonly #arrivingRows: TypeRows[] = [];
	readonly #loops: Map<number, number>[] = [];

	constructor(readonly data: GraphData) {
		this.nodes = data.counts?.nodes ?? data.labelSetOf.length;
		this.relationships = data.counts?.relationships ?? data.typeOf.length;
		this.typeCounts = data.counts?.typeCounts ?? countsOf(data.typeOf, data.types.length);
		this.labelSetCounts = data.counts?.labelSetCounts ?? countsOf(data.labelSetOf, data.labelSets.length);
		this.#labelIds = indexOf(data.labels);
		this.#typeIds = indexOf(data.types);
		this.#nodeColumns = new Map(data.nodeColumns.map((column) => [column.key, column]));
		this.#relationshipColumns = new Map(data.relationshipColumns.map((column) => [column.key, column]));
	}

	labelId(name: string): number | undefined {
		return this.#labelIds.get(name);
	}

	typeId(name: string): number | undefined {
		return this.#typeIds.get(name);
	}

	nodeColumn(key: string): Column | undefined {
		return this.#nodeColumns.get(key);
	}

	relationshipColumn(key: string): Column | undefined {
		return this.#relationshipColumns.get(key);
	}

	lookup(column: Column): ColumnLookup {
		let lookup = this.#lookups.get(column);
		if (lookup === undefined) {
			lookup = new ColumnLookup(column);
			this.#lookups.set(column, lookup);
		}
		return lookup;
	}

	/** For each label set, whether it is one of those that are wanted. */
	labelSetsWhere(wanted: (labels: readonly string[]) => boolean): Uint8Array {
		const { labels, labelSets } = this.data;
		return Uint8Array.from(labelSets, (set) => (wanted(set.map((label) => labels[label]!)) ? 1 : 0));
	}

	/** How many nodes have one of these label sets. */
	countIn(sets: Uint8Array): number {
		return this.labelSetCounts.reduce((sum, count, set) => sum + (sets[set] === 1 ? count : 0), 0);
	}

	/** Nodes with one of these label sets, ascending. Undefined: all. */
	nodesIn(sets: Uint8Array): Uint32Array | undefined {
		const count = this.countIn(sets);
		if (count === this.nodes) return undefined;
		const name = sets.join("");
		let members = this.#members.get(name);
		if (members === undefined) {
			const { labelSetOf } = this.data;
			members = new Uint32Array(count);
			for (let node = 0, i = 0; node < labelSetOf.length; node++)
				if (sets[labelSetOf[node]!] === 1) members[i++] = node;
			this.#members.set(name, members);
		}
		return members;
	}

	labelsOf(node: number): readonly string[] {
		const { labelSets, labelSetOf, labels } = this.data;
		return labelSets[labelSetOf[node]!]!.map((label) => labels[label]!);
	}

	typeName(relationship: number): string {
		return this.data.types[this.data.typeOf[relationship]!]!;
	}

	target(relationship: number): number {
		return this.data.leaving.neighbors[relationship]!;
	}

	/** The node in whose row it lies. */
	source(relationship: number): number {
		const { offsets } = this.data.leaving;
		return lowerBound(offsets, relationship + 1, 0, offsets.length) - 1;
	}

	adjacency(direction: Direction): Adjacency {
		return direction === "right" ? this.data.leaving : this.data.arriving;
	}

	/** Where in the rows of a direction the relationships of a type lie. */
	typeRows(direction: Direction, type: number): TypeRows {
		const rows = direction === "right" ? this.#leavingRows : this.#arrivingRows;
		rows[type] ??= new TypeRows(this.adjacency(direction), this.data.typeOf, type);
		return rows[type];
	}

	/** The first place in `[from, to)`, all of one node and type, whose neighbour is not below. */
	neighborStart(adjacency: Adjacency, neighbor: number, from: number, to: number): number {
		return lowerBound(adjacency.neighbors, neighbor, from, to);
	}

	degree(direction: Direction, node: number, type?: number): number {
		const { offsets } = this.adjacency(direction);
		if (type === undefined || this.data.types.length === 1) return offsets[node + 1]! - offsets[node]!;
		const rows = this.typeRows(direction, type);
		const start = rows.start(node);
		return rows.end(node, start) - start;
	}

	/** How many relationships of a type lead from one node to another. */
	countBetween(source: number, target: number, type: number): number {
		const { leaving } = this.data;
		if (source === target) return this.#loopsOf(type).get(source) ?? 0;
		const rows = this.typeRows("right", type);
		const start = rows.start(source);
		const end = rows.end(source, start);
		const first = this.neighborStart(leaving, target, start, end);
		return this.neighborStart(leaving, target + 1, first, end) - first;
	}

	/** (nodes): how often each is joined to itself, by relationships of a type or of any; undefined if none is. */
	loopCounts(type: number | undefined): Uint32Array | undefined {
		const types = type === undefined ? [...this.data.types.keys()] : [type];
		const loops = types.map((id) => this.#loopsOf(id));
		if (loops.every(({ size }) => size === 0)) return undefined;
		const counts = new Uint32Array(this.nodes);
		for (const ofType of loops) for (const [node, count] of ofType) counts[node]! += count;
		return counts;
	}

	/** How often nodes are joined to themselves, those that are. */
	#loopsOf(type: number): ReadonlyMap<number, number> {
		let loops = this.#loops[type];
		if (loops === undefined) {
			loops = new Map();
			const { neighbors, offsets } = this.data.leaving;
			for (let node = 0; node < this.nodes; node++) {
				for (let place = offsets[node]!; place < offsets[node + 1]!; place++)
					if (neighbors[place] === node && this.data.typeOf[place] === type)
						loops.set(node, (loops.get(node) ?? 0) + 1);
			}
			this.#loops[type] = loops;
		}
		return loops;
	}

	nodeValue(node: number, key: string): Value {
		const column = this.#nodeColumns.get(key);
		return column === undefined ? null : valueReader(column)(node);
	}

	relationshipValue(relationship: number, key: string): Value {
		const column = this.#relationshipColumns.get(key);
		return column === undefined ? null : valueReader(column)(relationship);
	}

	nodeKeys(node: number): readonly string[] {
		return keysOf(this.data.nodeColumns, node);
	}

	relationshipKeys(relationship: number): readonly string[] {
		return keysOf(this.data.relationshipColumns, relationship);
	}
}

function keysOf(columns: readonly Column[], id: number): readonly string[] {
	return columns.filter((column) => codeReader(column)(id) !== 0).map(({ key }) => key);
}

function indexOf(names: readonly string[]): ReadonlyMap<string, number> {
	return new Map(names.map((name, i) => [name, i]));
}

function countsOf(codes: ArrayLike<number>, size: number): readonly number[] {
	const counts = new Array<number>(size).fill(0);
	for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
	return counts;
}
