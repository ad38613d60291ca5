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

/** What the builder has gathered; relationship i leads from `sources[i]` to `targets[i]`. */
export interface Relationships {
	readonly sources: Uint32Array;
	readonly targets: Uint32Array;
	readonly types: Uint16Array;
}

/** The order in which relationships are numbered: by source, type, target, and then as they were added. */
export function sortRelationships(
	nodes: number,
	types: number,
	{ sources, targets, types: of }: Relationships,
): Uint32Array {
	const byTarget = countingOrder(targets, nodes);
	return countingOrder(sources, nodes, countingOrder(of, types, byTarget));
}

/** The rows by source; relationships are numbered in that order. */
export function leaving(nodes: number, { sources, targets }: Relationships): Adjacency {
	return { offsets: offsetsOf(sources, nodes), neighbors: targets };
}

export function arriving(
	nodes: number,
	types: number,
	{ sources, targets, types: of }: Relationships,
): Adjacency {
	// They are sorted by source within a type already.
	const ids = countingOrder(targets, nodes, countingOrder(of, types, countingOrder(sources, nodes)));
	const neighbors = new Uint32Array(ids.length);
	for (let i = 0; i < ids.length; i++) neighbors[i] = sources[ids[i]!]!;
	return { offsets: offsetsOf(targets, nodes), neighbors, ids };
}

function offsetsOf(ends: Uint32Array, nodes: number): Uint32Array {
	const offsets = new Uint32Array(nodes + 1);
	for (let i = 0; i < ends.length; i++) offsets[ends[i]! + 1]!++;
	for (let v = 0; v < nodes; v++) offsets[v + 1]! += offsets[v]!;
	return offsets;
}

/** Indices in the order of their keys, stable with regard to `order`. */
function countingOrder(keys: ArrayLike<number>, size: number, order?: Uint32Array): Uint32Array {
	const next = new Uint32Array(size + 1);
	for (let i = 0; i < keys.length; i++) next[keys[i]! + 1]!++;
	for (let key = 0; key < size; key++) next[key + 1]! += next[key]!;
	const sorted = new Uint32Array(keys.length);
	for (let i = 0; i < keys.length; i++) {
		const index = order?.[i] ?? i;
		sorted[next[keys[index]!]!++] = index;
	}
	return sorted;
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
