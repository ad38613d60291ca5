import type { ConceptGraph, ConceptId } from "../../model/index.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { relationsOf } from "../graph/from-concepts.js";
import { sortPairs } from "../graph/pairs.js";

type Relations = Pick<AttributedGraph, "links" | "memberships" | "parents">;

/**
 * What `relationsOf` finds in a graph of which only the edges of a few notes are others. Whether that is so is counted:
 * if any other edges came or went, the graph is read whole.
 */
export class LiveRelations {
	readonly #item: ReadonlyMap<ConceptId, number>;
	readonly #group: ReadonlyMap<ConceptId, number>;
	#relations: Relations;
	/** Edges that leave each item, those that leave anything else, and what these are. */
	readonly #leaving: Uint32Array;
	#size: number;
	#others: string;

	constructor(
		graph: ConceptGraph["graph"],
		readonly items: readonly ConceptId[],
		readonly groups: readonly ConceptId[],
		relations: Relations,
	) {
		this.#item = new Map(items.map((id, i) => [id, i]));
		this.#group = new Map(groups.map((id, i) => [id, i]));
		this.#relations = relations;
		this.#leaving = Uint32Array.from(items, (id) => leaving(graph, id));
		this.#size = graph.size;
		this.#others = this.#edgesOfGroups(graph);
	}

	/** The arrays of before where they say the same. */
	update(graph: ConceptGraph["graph"], changed: Uint32Array): Relations {
		const before = this.#relations;
		const now = this.#isElsewhereSame(graph, changed)
			? {
					links: this.#exchange(before.links, changed, (item, add) => this.#linksOf(graph, item, add)),
					memberships: this.#exchange(before.memberships, changed, (item, add) =>
						this.#groupsOf(graph, item, add),
					),
					parents: before.parents,
				}
			: relationsOf(graph, this.items, this.groups);
		this.#relations = {
			links: kept(before.links, now.links),
			memberships: kept(before.memberships, now.memberships),
			parents: kept(before.parents, now.parents),
		};
		return this.#relations;
	}

	#isElsewhereSame(graph: ConceptGraph["graph"], changed: Uint32Array): boolean {
		let grown = 0;
		for (const item of changed) {
			const degree = leaving(graph, this.items[item]!);
			grown += degree - this.#leaving[item]!;
			this.#leaving[item] = degree;
		}
		const others = this.#edgesOfGroups(graph);
		const same = graph.size - this.#size === grown && others === this.#others;
		this.#size = graph.size;
		this.#others = others;
		if (!same)
			this.items.forEach((id, i) => {
				this.#leaving[i] = leaving(graph, id);
			});
		return same;
	}

	/** Canvases lead to notes, tags to those above them. */
	#edgesOfGroups(graph: ConceptGraph["graph"]): string {
		const edges: string[] = [];
		for (const id of this.groups)
			graph.forEachOutEdge(id, (_, { kind }, source, target) => {
				edges.push(kind, source, target);
			});
		return JSON.stringify(edges);
	}

	#linksOf(graph: ConceptGraph["graph"], item: number, add: (to: number) => void): void {
		graph.forEachOutEdge(this.items[item]!, (_, _kind, _source, target) => {
			const to = this.#item.get(target);
			if (to !== undefined && to !== item) add(to);
		});
	}

	/** Which way the edge leads does not matter. */
	#groupsOf(graph: ConceptGraph["graph"], item: number, add: (to: number) => void): void {
		const id = this.items[item]!;
		graph.forEachEdge(id, (_, _kind, source, target) => {
			const group = this.#group.get(source === id ? target : source);
			if (group !== undefined) add(group);
		});
	}

	/** Sorted pairs in which those of some items, ascending, are read anew. */
	#exchange(
		pairs: Uint32Array,
		changed: Uint32Array,
		read: (item: number, add: (to: number) => void) => void,
	): Uint32Array {
		const parts: Uint32Array[] = [];
		let from = 0;
		for (const item of changed) {
			const start = firstOf(pairs, item);
			const own: number[] = [];
			read(item, (to) => own.push(item, to));
			parts.push(pairs.subarray(from, start), sortPairs(Uint32Array.from(own)));
			from = firstOf(pairs, item + 1);
		}
		parts.push(pairs.subarray(from));
		const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
		let size = 0;
		for (const part of parts) {
			all.set(part, size);
			size += part.length;
		}
		return all;
	}
}

/** How many edges do. */
function leaving(graph: ConceptGraph["graph"], id: ConceptId): number {
	let count = 0;
	graph.forEachOutEdge(id, () => {
		count++;
	});
	return count;
}

/** Where the pairs of an item begin. */
function firstOf(pairs: Uint32Array, item: number): number {
	let [low, high] = [0, pairs.length / 2];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (pairs[2 * middle]! < item) low = middle + 1;
		else high = middle;
	}
	return 2 * low;
}

function kept(old: Uint32Array, now: Uint32Array): Uint32Array {
	if (old.length !== now.length) return now;
	for (let i = 0; i < old.length; i++) if (old[i] !== now[i]) return now;
	return old;
}
