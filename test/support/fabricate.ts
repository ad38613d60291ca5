import type {
	CompiledNote,
	ConceptGraph,
	ConceptId,
	ConceptMap,
	Embedding,
	Neighbor,
	Reason,
} from "../../src/model/index.js";

/**
 * An embedding and a concept map that nobody learnt: vectors are sums of hashed words, neighbours come from links, areas
 * from passing names along links. Enough for pages to show what they would show, the same for the same vault and seed.
 */
export function fabricate(
	{ graph }: Pick<ConceptGraph, "graph">,
	notes: readonly CompiledNote[],
	seed = 1,
): { readonly embedding: Embedding; readonly map: ConceptMap } {
	const random = mulberry(seed);
	const concepts = graph.filterNodes((_, { kind }) => kind !== "attachment").sort();
	const neighbours = new Map(concepts.map((id) => [id, neighboursOf(graph, id)]));
	const byPath = new Map(notes.map((compiled) => [compiled.note.path, compiled]));
	const vectors = new Float32Array(concepts.length * dimension);
	for (const [i, id] of concepts.entries()) vectors.set(unitVector(wordsOf(byPath.get(id))), i * dimension);
	const embedding: Embedding = {
		concepts,
		dimension,
		vectors,
		method: "diffusion",
		cell: "linear",
		seed,
		related: new Map(
			concepts.filter((id) => byPath.has(id)).map((id) => [id, nearest(id, neighbours, byPath)]),
		),
		suggestions: new Map(
			concepts
				.filter((id) => byPath.has(id))
				.map((id) => [
					id,
					nearest(id, neighbours, byPath).filter(({ reasons }) =>
						reasons.every(({ kind }) => kind !== "link"),
					),
				]),
		),
	};
	return { embedding, map: fabricateMap(concepts, neighbours, random) };
}

const dimension = 64;

function neighboursOf(graph: ConceptGraph["graph"], id: ConceptId): ConceptId[] {
	return graph
		.neighbors(id)
		.filter((other) => other !== id && graph.getNodeAttribute(other, "kind") !== "attachment")
		.sort();
}

function wordsOf(compiled: CompiledNote | undefined): string[] {
	return (compiled?.search ?? []).flatMap((bucket) =>
		bucket.split("\n").flatMap((line) => line.split(" ").slice(1)),
	);
}

function unitVector(words: readonly string[]): Float32Array {
	const vector = new Float32Array(dimension);
	for (const word of words) {
		const random = mulberry(hash(word));
		for (let k = 0; k < dimension; k++) vector[k]! += random() - 0.5;
	}
	const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
	return vector.map((value) => value / length);
}

/** Linked notes and those with common neighbours. */
function nearest(
	id: ConceptId,
	neighbours: ReadonlyMap<ConceptId, readonly ConceptId[]>,
	notes: ReadonlyMap<ConceptId, CompiledNote>,
): Neighbor[] {
	const mine = neighbours.get(id) ?? [];
	const shared = new Map<ConceptId, ConceptId[]>();
	for (const via of mine.slice(0, 40)) {
		for (const other of (neighbours.get(via) ?? []).slice(0, 40)) {
			if (other !== id && notes.has(other)) shared.set(other, [...(shared.get(other) ?? []), via]);
		}
	}
	for (const other of mine) if (notes.has(other) && !shared.has(other)) shared.set(other, []);
	return [...shared]
		.sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
		.slice(0, 12)
		.map(([concept, via], rank) => {
			const reasons: Reason[] = [];
			if (via.length > 0) reasons.push({ kind: "neighbors", weight: 0.6, shared: via.slice(0, 4) });
			if (mine.includes(concept)) reasons.push({ kind: "link", weight: 0.4, direction: "out" });
			const terms = commonWords(notes.get(id), notes.get(concept));
			if (terms.length > 0) reasons.push({ kind: "text", weight: 0.2, terms });
			return { concept, score: 1 / (1 + rank), reasons };
		});
}

function commonWords(a: CompiledNote | undefined, b: CompiledNote | undefined): string[] {
	const words = new Set(wordsOf(a));
	return wordsOf(b)
		.filter((word) => word.length > 3 && !word.startsWith("#") && words.has(word))
		.slice(0, 3);
}

/** Each concept takes the area that most of its neighbours have; areas lie on a spiral, members around their middle. */
function fabricateMap(
	concepts: readonly ConceptId[],
	neighbours: ReadonlyMap<ConceptId, readonly ConceptId[]>,
	random: () => number,
): ConceptMap {
	const placed = concepts.filter((id) => (neighbours.get(id)?.length ?? 0) > 0);
	const numbers = new Map(placed.map((id, i) => [id, i]));
	const degree = (id: ConceptId) => neighbours.get(id)?.length ?? 0;
	const most = Math.max(1, ...placed.map(degree));
	const groups = group(placed, neighbours, numbers);
	const positions = new Float32Array(2 * placed.length);
	const community = new Uint32Array(placed.length);
	let around = 0;
	for (const [number, members] of groups.entries()) {
		const radius = 0.75 * Math.sqrt(members.length);
		const reach = number === 0 ? 0 : 1.6 * Math.sqrt(around + members.length);
		around += 1.7 * members.length;
		const [cx, cy] = [reach * Math.cos(number * 2.4), reach * Math.sin(number * 2.4)];
		for (const [turn, id] of members.entries()) {
			const i = numbers.get(id) as number;
			const r = radius * Math.sqrt((turn + 0.5) / members.length) * (0.8 + 0.5 * random());
			positions[2 * i] = cx + r * Math.cos(turn * 2.4 + random());
			positions[2 * i + 1] = cy + r * Math.sin(turn * 2.4 + random());
			community[i] = number;
		}
	}
	const edges = placed.flatMap((id, i) =>
		(neighbours.get(id) ?? []).flatMap((other) => {
			const j = numbers.get(other) ?? -1;
			return j > i ? [[i, j]] : [];
		}),
	);
	return {
		concepts: placed,
		positions,
		importance: Float32Array.from(placed, (id) => Math.sqrt(degree(id) / most)),
		community,
		communities: groups.map((members, i) => ({
			name: nameOf(members[0] as ConceptId, i),
			terms: members.slice(1, 5).map((id) => nameOf(id, i)),
			members,
		})),
		edges: Uint32Array.from(edges.sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d).flat()),
		apart: concepts.filter((id) => degree(id) === 0),
	};
}

function nameOf(id: ConceptId, i: number): string {
	return `${id
		.replace(/^.*\//, "")
		.replace(/\.\w+$/, "")
		.replace(/^[?#]/, "")
		.slice(0, 14)}${i > 99 ? i : ""}`;
}

function group(
	placed: readonly ConceptId[],
	neighbours: ReadonlyMap<ConceptId, readonly ConceptId[]>,
	numbers: ReadonlyMap<ConceptId, number>,
): ConceptId[][] {
	const label = placed.map((_, i) => i);
	const largest = Math.max(8, placed.length / 9);
	for (let round = 0; round < 6; round++) {
		const sizes = new Map<number, number>();
		for (const value of label) sizes.set(value, (sizes.get(value) ?? 0) + 1);
		for (const [i, id] of placed.entries()) {
			const votes = new Map<number, number>();
			for (const other of neighbours.get(id) ?? []) {
				const value = label[numbers.get(other) as number] as number;
				if ((sizes.get(value) ?? 0) < largest)
					votes.set(value, (votes.get(value) ?? 0) + 1 / Math.sqrt(neighbours.get(other)?.length ?? 1));
			}
			const [best] = [...votes].sort(([a, x], [b, y]) => y - x || a - b);
			if (best === undefined) continue;
			sizes.set(label[i] as number, (sizes.get(label[i] as number) ?? 1) - 1);
			label[i] = best[0];
			sizes.set(best[0], (sizes.get(best[0]) ?? 0) + 1);
		}
	}
	const groups = new Map<number, ConceptId[]>();
	for (const [i, id] of placed.entries())
		groups.set(label[i] as number, [...(groups.get(label[i] as number) ?? []), id]);
	const degree = (id: ConceptId) => neighbours.get(id)?.length ?? 0;
	for (const members of groups.values()) members.sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1));
	return [...groups.values()].sort(
		(a, b) => b.length - a.length || ((a[0] as string) < (b[0] as string) ? -1 : 1),
	);
}

function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	return value >>> 0;
}

function mulberry(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
