/**
 * A graph as few bytes, for readers on the other end of a line. Numbers are varints (seven bits a byte, the lowest first),
 * each kind in a run of its own, so that a general compressor finds them alike:
 *
 *     labels, label sets, the label set of each node
 *     types, how many relationships leave each node, the type of each, the targets
 *     node columns, relationship columns
 *
 * Targets are told by their frequencies, see `pack-targets.ts`. Codes of a column are told by how far they are from the next
 * new one: where every owner has a value of its own that is zero throughout. The rows of arriving relationships follow from
 * the others.
 */
import { arriving } from "./adjacency.js";
import { ByteReader, ByteWriter } from "./bytes.js";
import type { Column } from "./columns.js";
import { packTargets, unpackTargets } from "./pack-targets.js";
import { packValues, unpackValues } from "./pack-values.js";
import type { GraphData } from "./store.js";

export interface PackOptions {
	/** Whether a property is packed; absent: all are. */
	readonly keeps?: (of: "node" | "relationship", key: string) => boolean;
}

export function packGraph(data: GraphData, { keeps = () => true }: PackOptions = {}): Uint8Array {
	const out = new ByteWriter();
	out.texts(data.labels);
	out.number(data.labelSets.length);
	for (const set of data.labelSets) out.numbers(set);
	out.numbers(data.labelSetOf);
	out.texts(data.types);
	packRows(out, data);
	const nodeColumns = data.nodeColumns.filter(({ key }) => keeps("node", key));
	const relationshipColumns = data.relationshipColumns.filter(({ key }) => keeps("relationship", key));
	for (const columns of [nodeColumns, relationshipColumns]) {
		out.number(columns.length);
		for (const column of columns) packColumn(out, column);
	}
	return out.finish();
}

/** Throws a `RangeError` where the bytes end too soon. */
export function unpackGraph(bytes: Uint8Array): GraphData {
	const input = new ByteReader(bytes);
	const labels = input.texts();
	const labelSets = Array.from({ length: input.number() }, () => [...input.numbers()]);
	const labelSetOf = input.numbers();
	const types = input.texts();
	const nodes = labelSetOf.length;
	const rows = unpackRows(input, nodes);
	const [nodeColumns, relationshipColumns] = [nodes, rows.types.length].map((owners) =>
		Array.from({ length: input.number() }, () => unpackColumn(input, owners)),
	);
	return {
		labels,
		labelSets,
		labelSetOf,
		types,
		typeOf: rows.types,
		leaving: rows.leaving,
		arriving: arriving(nodes, rows.leaving, rows.types),
		nodeColumns: nodeColumns!,
		relationshipColumns: relationshipColumns!,
	};
}

function packRows(out: ByteWriter, { leaving: { offsets, neighbors }, typeOf }: GraphData): void {
	out.number(neighbors.length);
	for (let node = 0; node + 1 < offsets.length; node++) out.number(offsets[node + 1]! - offsets[node]!);
	for (const type of typeOf) out.number(type);
	const targets = packTargets(offsets.length - 1, runsOf(offsets, neighbors, typeOf));
	out.number(targets.length);
	out.bytes(targets);
}

/** The targets of each node by each type. */
function* runsOf(offsets: Uint32Array, neighbors: Uint32Array, typeOf: Uint16Array) {
	for (let node = 0; node + 1 < offsets.length; node++) {
		const end = offsets[node + 1]!;
		for (let from = offsets[node]!, to = from; from < end; from = to) {
			while (to < end && typeOf[to] === typeOf[from]) to++;
			yield [typeOf[from]!, neighbors.subarray(from, to)] as const;
		}
	}
}

function unpackRows(input: ByteReader, nodes: number) {
	const count = input.count();
	const offsets = new Uint32Array(nodes + 1);
	const sources = new Uint32Array(count);
	const targets = new Uint32Array(count);
	const types = new Uint16Array(count);
	let place = 0;
	for (let node = 0; node < nodes; node++) {
		const end = place + input.number();
		if (end > count) throw new RangeError("more relationships than there are");
		sources.fill(node, place, end);
		place = end;
		offsets[node + 1] = end;
	}
	for (place = 0; place < count; place++) types[place] = input.number();
	const lengths = function* () {
		for (let from = 0, to = 0; from < count; from = to) {
			while (to < count && sources[to] === sources[from] && types[to] === types[from]) to++;
			yield [types[from]!, to - from] as const;
		}
	};
	place = 0;
	unpackTargets(input.bytesOf(input.count()), nodes, lengths(), (target) => {
		targets[place++] = target;
	});
	return { leaving: { offsets, neighbors: targets }, types };
}

/** Codes are numbered anew, in the order in which they first come. */
function packColumn(out: ByteWriter, { key, ids, codes, values }: Column): void {
	out.text(key);
	out.number(ids === undefined ? 0 : ids.length + 1);
	if (ids !== undefined) for (const [i, id] of ids.entries()) out.number(id - (i === 0 ? 0 : ids[i - 1]!));
	const renumbered = new Uint32Array(values.length);
	const order: number[] = [];
	for (const code of codes) {
		if (code !== 0 && renumbered[code] === 0) {
			out.number(1);
			renumbered[code] = order.push(code);
		} else out.number(code === 0 ? 0 : order.length - renumbered[code]! + 2);
	}
	packValues(
		out,
		order.map((code) => values[code]!),
	);
}

function unpackColumn(input: ByteReader, owners: number): Column {
	const key = input.text();
	const sparse = input.number();
	const length = sparse === 0 ? owners : sparse - 1;
	if (length > owners) throw new RangeError("more owners than there are");
	const ids = sparse === 0 ? undefined : new Uint32Array(length);
	if (ids !== undefined)
		for (let i = 0; i < length; i++) ids[i] = input.number() + (i === 0 ? 0 : ids[i - 1]!);
	const codes = new Uint32Array(length);
	let known = 0;
	for (let i = 0; i < length; i++) {
		const told = input.number();
		codes[i] = told === 0 ? 0 : told === 1 ? ++known : known - (told - 2);
	}
	return { key, ...(ids !== undefined && { ids }), codes, values: [null, ...unpackValues(input, known)] };
}
