/**
 * One direction of all relationships, in compressed rows: those of node v are the places `offsets[v]` to
 * `offsets[v + 1]`, sorted by type, then by neighbour, then by relationship.
 */
export interface Adjacency {
	/** (nodes + 1) */
	readonly offsets: Uint32Array;
	/** (relationships): the node at the other end. */
	readonly neighbors: Uint32Array;
	/** (relationships): which relationship it is. Undefined where place and relationship are the same number. */
	readonly ids?: Uint32Array;
}

/** What the builder has gathered: relationship i leads from `sources.at(i)` to `targets.at(i)`. */
export interface Relationships {
	readonly sources: NumberList;
	readonly targets: NumberList;
	readonly types: NumberList;
}

export interface NumberList {
	readonly length: number;
	at(i: number): number;
}

export interface Rows {
	readonly leaving: Adjacency;
	/** (relationships) */
	readonly types: Uint16Array;
	/** (relationships): as which it was added. Made where somebody asks for it. */
	readonly order?: Uint32Array;
}

/**
 * Relationships numbered by source, type, target, and then as they were added: they are put into the rows of their
 * sources, and each row is sorted by itself, so that nothing but the result takes room.
 */
export function layRows(
	nodes: number,
	{ sources, targets, types }: Relationships,
	{ ordered }: { readonly ordered: boolean },
): Rows {
	const count = sources.length;
	const offsets = new Uint32Array(nodes + 1);
	for (let i = 0; i < count; i++) offsets[sources.at(i) + 1]!++;
	for (let v = 0; v < nodes; v++) offsets[v + 1]! += offsets[v]!;
	const next = offsets.slice();
	const neighbors = new Uint32Array(count);
	const typeOf = new Uint16Array(count);
	const order = ordered ? new Uint32Array(count) : undefined;
	for (let i = 0; i < count; i++) {
		const place = next[sources.at(i)]!++;
		neighbors[place] = targets.at(i);
		typeOf[place] = types.at(i);
		if (order !== undefined) order[place] = i;
	}
	for (let v = 0; v < nodes; v++) sortRow(neighbors, typeOf, order, offsets[v]!, offsets[v + 1]!);
	return { leaving: { offsets, neighbors }, types: typeOf, ...(order !== undefined && { order }) };
}

/** Shorter rows are sorted where they are. */
const short = 24;

/** By type, then by neighbour; stable. */
function sortRow(
	neighbors: Uint32Array,
	types: Uint16Array,
	order: Uint32Array | undefined,
	from: number,
	to: number,
): void {
	if (to - from > short) {
		sortLongRow(neighbors, types, order, from, to);
		return;
	}
	for (let i = from + 1; i < to; i++) {
		const [neighbor, type, number] = [neighbors[i]!, types[i]!, order === undefined ? 0 : order[i]!];
		let at = i;
		for (; at > from; at--) {
			const [before, typeBefore] = [neighbors[at - 1]!, types[at - 1]!];
			if (typeBefore < type || (typeBefore === type && before <= neighbor)) break;
			neighbors[at] = before;
			types[at] = typeBefore;
			if (order !== undefined) order[at] = order[at - 1]!;
		}
		neighbors[at] = neighbor;
		types[at] = type;
		if (order !== undefined) order[at] = number;
	}
}

function sortLongRow(
	neighbors: Uint32Array,
	types: Uint16Array,
	order: Uint32Array | undefined,
	from: number,
	to: number,
): void {
	const [rowNeighbors, rowTypes] = [neighbors.slice(from, to), types.slice(from, to)];
	const places = Uint32Array.from(rowNeighbors.keys()).sort(
		(a, b) => rowTypes[a]! - rowTypes[b]! || rowNeighbors[a]! - rowNeighbors[b]! || a - b,
	);
	const numbers = order?.slice(from, to);
	for (let i = 0; i < places.length; i++) {
		neighbors[from + i] = rowNeighbors[places[i]!]!;
		types[from + i] = rowTypes[places[i]!]!;
		if (order !== undefined) order[from + i] = numbers![places[i]!]!;
	}
}

/** The rows by target, of relationships that are numbered by source, type and target. */
export function arriving(
	nodes: number,
	{ offsets, neighbors: targets }: Adjacency,
	types: Uint16Array,
): Adjacency {
	const count = targets.length;
	const starts = new Uint32Array(nodes + 1);
	for (let i = 0; i < count; i++) starts[targets[i]! + 1]!++;
	for (let v = 0; v < nodes; v++) starts[v + 1]! += starts[v]!;
	const next = starts.slice();
	const ids = new Uint32Array(count);
	const neighbors = new Uint32Array(count);
	for (let source = 0; source < nodes; source++) {
		for (let id = offsets[source]!; id < offsets[source + 1]!; id++) {
			const place = next[targets[id]!]!++;
			ids[place] = id;
			neighbors[place] = source;
		}
	}
	// Within a row they come by source; types come first.
	for (let v = 0; v < nodes; v++) sortByType(ids, neighbors, types, starts[v]!, starts[v + 1]!);
	return { offsets: starts, neighbors, ids };
}

function sortByType(
	ids: Uint32Array,
	neighbors: Uint32Array,
	types: Uint16Array,
	from: number,
	to: number,
): void {
	let sorted = true;
	for (let i = from + 1; i < to && sorted; i++) sorted = types[ids[i - 1]!]! <= types[ids[i]!]!;
	if (sorted) return;
	const [rowIds, rowNeighbors] = [ids.slice(from, to), neighbors.slice(from, to)];
	const places = Uint32Array.from(rowIds.keys()).sort(
		(a, b) => types[rowIds[a]!]! - types[rowIds[b]!]! || a - b,
	);
	for (let i = 0; i < places.length; i++) {
		ids[from + i] = rowIds[places[i]!]!;
		neighbors[from + i] = rowNeighbors[places[i]!]!;
	}
}

/** The first place in `[from, to)` of a row whose type is not below; `to` if there is none. */
export function typeBound(
	{ ids }: Adjacency,
	types: Uint16Array,
	type: number,
	from: number,
	to: number,
): number {
	if (from === to) return to;
	// Most rows are of one type: a look at both ends is enough.
	if (types[ids === undefined ? from : ids[from]!]! >= type) return from;
	if (types[ids === undefined ? to - 1 : ids[to - 1]!]! < type) return to;
	let [low, high] = [from, to];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (types[ids === undefined ? middle : ids[middle]!]! < type) low = middle + 1;
		else high = middle;
	}
	return low;
}
