import type { Direction, GraphStore } from "../store/store.js";
import type { Meter } from "./meter.js";
import { NumberTable } from "./number-table.js";
import { type Cursor, done, found, paused, type Row, type Step } from "./row.js";

/** A relationship of one type (or any), along one direction. */
export interface CountedStep {
	/** The node from which it goes: 0 is the one at which paths begin, i + 1 the one to which hop i leads. */
	readonly from: number;
	readonly direction: Direction;
	readonly type?: number | undefined;
	/** Earlier hops that may not have taken the same relationship. */
	readonly distinctFrom: readonly number[];
}

export interface CountedHop extends CountedStep {
	/** By label set, whether the node at the other end may have it; absent: it may be any. */
	readonly labelSets?: Uint8Array | undefined;
}

/** By what paths are grouped: something that their node number `node` has. */
export interface CountedKey {
	readonly node: number;
	/** (nodes): what is told apart. */
	readonly codes: Uint32Array;
	/** Codes are below. */
	readonly size: number;
	readonly restore: (code: number, row: Row) => void;
}

export interface CountPathsOptions {
	readonly store: GraphStore;
	readonly row: Row;
	readonly meter: Meter;
	/** Where paths begin, ascending; absent: everywhere. */
	readonly members?: Uint32Array | undefined;
	readonly hops: readonly CountedHop[];
	/** Relationships at the end of a path, which are only counted: none, one, or two. */
	readonly leaves: readonly CountedStep[];
	readonly keys: readonly CountedKey[];
	/** Indices into `values`: where the count goes. */
	readonly counts: readonly number[];
}

/** Goes on from the path at hand. @param number of its group, as far as it is known */
type Walk = (number: number) => void;

/** Where the relationships of node v lie: from `table[v << shift]` to `table[(v << shift) + 1]`. */
interface Rows {
	readonly table: Uint32Array;
	readonly shift: 0 | 1;
	readonly neighbors: Uint32Array;
	readonly ids: Uint32Array | undefined;
}

/** Up to how many groups there is a count for each that could be. */
const densest = 1 << 21;

/**
 * How many paths there are for each group: loops over the columns of the graph, without a row for any of the paths. Paths
 * begin anywhere, and their relationships are told from each other where they could be the same.
 */
export class CountPaths implements Cursor {
	readonly #options: CountPathsOptions;
	/** The nodes and relationships of the path at hand. */
	readonly #nodes: Int32Array;
	readonly #taken: Int32Array;
	/** By place on the path, what a node adds to the number of the group. */
	#weights: readonly (Float64Array | undefined)[] | undefined;
	/** Of the codes of each key, those that occur: group numbers are made of their places in here. */
	#occurring: readonly Uint32Array[] = [];
	#groups: DenseCounts | SparseCounts | undefined;
	#walk: Walk | undefined;
	#start = 0;
	#filled = false;
	#group = 0;
	#held = 0;

	constructor(options: CountPathsOptions) {
		this.#options = options;
		this.#nodes = new Int32Array(options.hops.length + 1);
		this.#taken = new Int32Array(options.hops.length);
	}

	open(): void {
		this.#start = this.#group = 0;
		this.#filled = false;
		this.#groups?.clear();
		this.#options.meter.release(this.#held);
		this.#held = 0;
	}

	next(): Step {
		if (!this.#filled) {
			if (this.#fill() === paused) return paused;
			this.#filled = true;
		}
		const { row, keys, counts, meter } = this.#options;
		const groups = this.#groups!;
		const group = groups.after(this.#group, keys.length === 0);
		if (group < 0) return done;
		if (--meter.ticks < 0 && meter.rest()) return paused;
		this.#group = group + 1;
		const { values } = row;
		const times = groups.countOf(group);
		// A small integer needs no box.
		const count = times < 0x4000_0000 ? times | 0 : times;
		for (let i = 0; i < counts.length; i++) values[counts[i]!] = count;
		let number = groups.numberOf(group);
		if (keys.length === 1) {
			keys[0]!.restore(this.#occurring[0]![number]!, row);
			return found;
		}
		for (let i = keys.length - 1; i >= 0; i--) {
			const codes = this.#occurring[i]!;
			const rest = Math.floor(number / codes.length);
			keys[i]!.restore(codes[number - rest * codes.length]!, row);
			number = rest;
		}
		return found;
	}

	#fill(): Step {
		const { store, members, meter } = this.#options;
		this.#walk ??= this.#prepare();
		const [nodes, walk, first] = [this.#nodes, this.#walk, this.#weights![0]];
		const count = members?.length ?? store.nodes;
		while (this.#start < count) {
			if (--meter.ticks < 0 && meter.rest()) return paused;
			const at = this.#start++;
			const node = members === undefined ? at : members[at]!;
			nodes[0] = node;
			walk(first === undefined ? 0 : first[node]!);
		}
		this.#hold(this.#groups!.bytes);
		return done;
	}

	/** What goes on from the path at hand by one hop after the other, made from the last one to the first. */
	#prepare(): Walk {
		const { hops, leaves } = this.#options;
		const weights = this.#numberGroups();
		const groups = this.#groups!;
		let walk: Walk =
			leaves.length === 0
				? (number) => groups.add(number, 1)
				: this.#leavesWalk((number, times) => groups.add(number, times));
		for (let hop = hops.length - 1; hop >= 0; hop--) {
			const isLast = hop === hops.length - 1 && leaves.length === 0;
			const counts = isLast && groups instanceof DenseCounts ? groups.counts : undefined;
			const joins = counts !== undefined && hop > 0 && hops[hop]!.from === hop;
			if (joins) walk = this.#lastTwoWalk(--hop, weights, counts);
			else walk = this.#hopWalk(hop, weights[hop + 1], walk, counts);
		}
		return walk;
	}

	/** The last two hops in one loop: there the time is spent, and a call for every path would be most of it. */
	#lastTwoWalk(hop: number, weights: readonly (Float64Array | undefined)[], counts: Float64Array): Walk {
		const { store, meter, hops } = this.#options;
		const [one, two] = [hops[hop]!, hops[hop + 1]!];
		const rows = rowsOf(store, one);
		const tails = tailsOf(store, two, weights[hop + 2]);
		const { labelSetOf } = store.data;
		const [nodes, taken] = [this.#nodes, this.#taken];
		const weight = weights[hop + 1] ?? new Float64Array(store.nodes);
		const mayRepeat = two.distinctFrom.length > 0;
		const other = two.distinctFrom.length === 1 && two.distinctFrom[0] !== hop ? two.distinctFrom[0]! : -1;
		return (number) => {
			const { table, shift, neighbors, ids } = rows;
			const { starts, adds, ids: tailIds } = tails;
			const { labelSets, distinctFrom } = one;
			// Where one earlier relationship alone could come again, it can do so from one node alone.
			const suspect = other < 0 ? -1 : nodes[endAt(hops, other, two.direction)]!;
			const row = nodes[one.from]! << shift;
			const end = table[row + 1]!;
			let steps = 0;
			for (let place = table[row]!; place < end; place++) {
				const neighbor = neighbors[place]!;
				if (labelSets !== undefined && labelSets[labelSetOf[neighbor]!] === 0) continue;
				const id = ids === undefined ? place : ids[place]!;
				if (distinctFrom.length > 0 && isAmong(id, taken, distinctFrom)) continue;
				const below = number + weight[neighbor]!;
				const last = starts[neighbor + 1]!;
				const first = starts[neighbor]!;
				steps += last - first;
				if (mayRepeat && (suspect < 0 || suspect === neighbor)) {
					taken[hop] = id;
					for (let at = first; at < last; at++)
						if (!isAmong(tailIds[at]!, taken, two.distinctFrom)) counts[below + adds[at]!]!++;
				} else for (let at = first; at < last; at++) counts[below + adds[at]!]!++;
			}
			meter.ticks -= steps;
			if (meter.ticks < 0) meter.rest();
		};
	}

	/** @param counts given for the last hop: where paths are counted at once */
	#hopWalk(
		hop: number,
		weight: Float64Array | undefined,
		next: Walk,
		counts: Float64Array | undefined,
	): Walk {
		const { store, meter, hops } = this.#options;
		const { from, labelSets, distinctFrom } = hops[hop]!;
		const { table, shift, neighbors, ids } = rowsOf(store, hops[hop]!);
		const { labelSetOf } = store.data;
		const [nodes, taken] = [this.#nodes, this.#taken];
		const mayRepeat = distinctFrom.length > 0;
		return (number) => {
			const row = nodes[from]! << shift;
			const end = table[row + 1]!;
			let place = table[row]!;
			meter.ticks -= end - place;
			if (meter.ticks < 0) meter.rest();
			for (; place < end; place++) {
				const neighbor = neighbors[place]!;
				if (labelSets !== undefined && labelSets[labelSetOf[neighbor]!] === 0) continue;
				const id = ids === undefined ? place : ids[place]!;
				if (mayRepeat && isAmong(id, taken, distinctFrom)) continue;
				const below = weight === undefined ? number : number + weight[neighbor]!;
				if (counts !== undefined) {
					counts[below]!++;
					continue;
				}
				taken[hop] = id;
				nodes[hop + 1] = neighbor;
				next(below);
			}
		};
	}

	/** In how many ways the leaves can be chosen: each of what is there and not taken, but none of them twice. */
	#leavesWalk(add: (number: number, times: number) => void): Walk {
		const [first, second] = this.#options.leaves;
		const a = this.#freeOf(first!);
		if (second === undefined) {
			return (number) => {
				const times = a();
				if (times > 0) add(number, times);
			};
		}
		const b = this.#freeOf(second);
		const common = this.#commonOf(first!, second);
		return (number) => {
			const times = a() * b() - common();
			if (times > 0) add(number, times);
		};
	}

	/** How many relationships a leaf can be. */
	#freeOf(leaf: CountedStep): () => number {
		const { store, hops } = this.#options;
		const { table, shift } = rowsOf(store, leaf);
		const { from } = leaf;
		const nodes = this.#nodes;
		// A relationship that was taken is one of the leaf's if it has the same node at the same end.
		const others = leaf.distinctFrom.map((hop) => ({
			end: endAt(hops, hop, leaf.direction),
			isOfType: this.#ofType(hop, leaf.type),
		}));
		return () => {
			const node = nodes[from]!;
			let count = table[(node << shift) + 1]! - table[node << shift]!;
			for (const { end, isOfType } of others) if (nodes[end] === node && isOfType()) count--;
			return count;
		};
	}

	#ofType(hop: number, type: number | undefined): () => boolean {
		const { typeOf } = this.#options.store.data;
		const taken = this.#taken;
		if (type === undefined || this.#options.hops[hop]!.type !== undefined) return () => true;
		return () => typeOf[taken[hop]!] === type;
	}

	/** In how many ways both leaves are the same relationship. */
	#commonOf(a: CountedStep, b: CountedStep): () => number {
		const coincide = a.type === undefined || b.type === undefined || a.type === b.type;
		if (a.from !== b.from || !coincide) return () => 0;
		const narrower = a.type === undefined ? b : a;
		if (a.direction === b.direction) return this.#freeOf(narrower);
		// In two directions, loops alone.
		const { store, hops } = this.#options;
		const loops = store.loopCounts(narrower.type);
		if (loops === undefined) return () => 0;
		const nodes = this.#nodes;
		const others = narrower.distinctFrom.map((hop) => ({
			ends: [hops[hop]!.from, hop + 1] as const,
			isOfType: this.#ofType(hop, narrower.type),
		}));
		return () => {
			const node = nodes[a.from]!;
			let count = loops[node]!;
			for (const { ends, isOfType } of others)
				if (nodes[ends[0]] === node && nodes[ends[1]] === node && isOfType()) count--;
			return count;
		};
	}

	/** Numbers the codes that occur, and says what each node adds to the number of a group. */
	#numberGroups(): readonly (Float64Array | undefined)[] {
		const { store, keys, members, hops } = this.#options;
		const weights = new Array<Float64Array | undefined>(hops.length + 1).fill(undefined);
		const found = keys.map(({ node, codes, size }) => {
			const sets = node === 0 ? undefined : hops[node - 1]!.labelSets;
			const candidates = node === 0 ? members : sets === undefined ? undefined : store.nodesIn(sets);
			return numbered(codes, size, candidates);
		});
		let stride = 1;
		for (let i = keys.length - 1; i >= 0; i--) {
			const { places, occurring } = found[i]!;
			const { node, codes } = keys[i]!;
			const weight = weights[node] ?? new Float64Array(store.nodes);
			for (let v = 0; v < weight.length; v++) weight[v]! += stride * places[codes[v]!]!;
			weights[node] = weight;
			stride *= occurring.length;
		}
		this.#occurring = found.map(({ occurring }) => occurring);
		this.#weights = weights;
		this.#groups = stride <= densest ? new DenseCounts(stride) : new SparseCounts(this.#options.meter);
		return weights;
	}

	#hold(bytes: number): void {
		this.#held += bytes;
		this.#options.meter.hold(bytes);
	}
}

function rowsOf(store: GraphStore, { direction, type }: CountedStep): Rows {
	const { offsets, neighbors, ids } = store.adjacency(direction);
	if (type === undefined || store.data.types.length === 1)
		return { table: offsets, shift: 0, neighbors, ids };
	return { table: store.typeRows(direction, type).table, shift: 1, neighbors, ids };
}

/** Of an earlier hop's relationship, which node of the path is at the end from which a hop in this direction goes. */
function endAt(hops: readonly CountedHop[], hop: number, direction: Direction): number {
	const { from, direction: own } = hops[hop]!;
	return own === direction ? from : hop + 1;
}

/**
 * Where a last hop leads from each node: those of node v are the places `starts[v]` to `starts[v + 1]`, each with what it
 * adds to the number of the group and with its relationship.
 */
function tailsOf(store: GraphStore, hop: CountedHop, weight: Float64Array | undefined) {
	const { table, shift, neighbors, ids } = rowsOf(store, hop);
	const { labelSetOf } = store.data;
	const { labelSets } = hop;
	const starts = new Uint32Array(store.nodes + 1);
	const size = hop.type === undefined ? store.relationships : store.typeCounts[hop.type]!;
	const [adds, numbers] = [new Uint32Array(size), new Uint32Array(size)];
	let count = 0;
	for (let node = 0; node < store.nodes; node++) {
		const end = table[(node << shift) + 1]!;
		for (let place = table[node << shift]!; place < end; place++) {
			const neighbor = neighbors[place]!;
			if (labelSets !== undefined && labelSets[labelSetOf[neighbor]!] === 0) continue;
			adds[count] = weight === undefined ? 0 : weight[neighbor]!;
			numbers[count++] = ids === undefined ? place : ids[place]!;
		}
		starts[node + 1] = count;
	}
	return { starts, adds, ids: numbers };
}

function isAmong(id: number, taken: Int32Array, hops: readonly number[]): boolean {
	for (let i = 0; i < hops.length; i++) if (taken[hops[i]!] === id) return true;
	return false;
}

/** The codes that occur among the candidates, and the place of each in that list. */
function numbered(codes: Uint32Array, size: number, candidates: Uint32Array | undefined) {
	const places = new Uint32Array(size);
	const occurring: number[] = [];
	const count = candidates?.length ?? codes.length;
	for (let i = 0; i < count; i++) {
		const code = codes[candidates === undefined ? i : candidates[i]!]!;
		if (places[code] === 0) places[code] = occurring.push(code);
	}
	for (let code = 0; code < size; code++) if (places[code]! > 0) places[code]!--;
	return { places, occurring: Uint32Array.from(occurring) };
}

/** A count for each group that could be. */
class DenseCounts {
	readonly counts: Float64Array;

	constructor(size: number) {
		this.counts = new Float64Array(size);
	}

	get bytes(): number {
		return 8 * this.counts.length;
	}

	add(number: number, times: number): void {
		this.counts[number]! += times;
	}

	/** The first group from `group` on that has any paths; -1 if there is none. @param always or none, if there is one group */
	after(group: number, always: boolean): number {
		const { counts } = this;
		if (always) return group === 0 ? 0 : -1;
		for (let at = group; at < counts.length; at++) if (counts[at]! > 0) return at;
		return -1;
	}

	countOf(group: number): number {
		return this.counts[group]!;
	}

	numberOf(group: number): number {
		return group;
	}

	clear(): void {
		this.counts.fill(0);
	}
}

/** Groups are numbered as they are met. */
class SparseCounts {
	readonly #table = new NumberTable();
	#counts = new Float64Array(1024);

	constructor(readonly meter: Meter) {}

	get bytes(): number {
		return 32 * this.#table.count;
	}

	add(number: number, times: number): void {
		const group = this.#table.numberOf(number);
		if (group === this.#counts.length) {
			// Before it takes the room.
			this.meter.hold(32 * group);
			this.meter.release(32 * group);
			const wider = new Float64Array(2 * group);
			wider.set(this.#counts);
			this.#counts = wider;
		}
		this.#counts[group]! += times;
	}

	after(group: number): number {
		return group < this.#table.count ? group : -1;
	}

	countOf(group: number): number {
		return this.#counts[group]!;
	}

	numberOf(group: number): number {
		return this.#table.keyOf(group);
	}

	clear(): void {
		this.#counts.fill(0);
		this.#table.clear();
	}
}
