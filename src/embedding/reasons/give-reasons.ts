import { elementary } from "../../kernels/index.js";
import type { ConceptGraph, ConceptId, Reason } from "../../model/index.js";
import { type Adjacency, degreeOf, isIn, neighborsOf, undirected } from "../graph/adjacency.js";
import type { NumberedGraph } from "../graph/from-concepts.js";
import { SharedTerms } from "../text/shared-terms.js";

/** How much each kind of reason brings two items together; what is 0 or less is no reason. */
export type Strengths = Readonly<Record<Reason["kind"], number>>;

/** Shared concepts that are named in a reason. */
const mostShared = 5;
/** What two notes both say is only told when fewer reasons than these are stronger. */
const mostBeforeText = 2;
/** Neighbours of each end that are tried for a way between two items. */
const mostTried = 64;

/** Says why two notes are near each other. */
export class ReasonGiver {
	readonly #links: Adjacency;
	/** Neighbours and groups that are no tags. */
	readonly #around: Adjacency;
	readonly #tags: Adjacency;
	readonly #terms: SharedTerms;

	constructor(
		readonly numbered: NumberedGraph,
		readonly concepts: ConceptGraph["graph"],
		shared = new SharedTerms(numbered.idf, numbered.notes),
	) {
		const { links, around, tags } = circlesOf(numbered, concepts);
		this.#links = links;
		this.#around = around;
		this.#tags = tags;
		this.#terms = shared;
	}

	/** Strongest first, their weights sum to 1; `strengths` are those of a ranker, or else what is usual. */
	reasons(a: number, b: number, strengths?: Partial<Strengths>): Reason[] {
		const strength = (kind: Reason["kind"], usual: () => number) => strengths?.[kind] ?? usual();
		const facts = this.#facts(a, b, strength);
		const weighed = facts.filter(({ weight }) => weight > 0);
		if (weighed.length === 0) {
			const [first] = facts;
			return [{ ...(first?.reason ?? { kind: "position", via: this.#way(a, b) }), weight: 1 }];
		}
		const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
		return weighed
			.sort((x, y) => y.weight - x.weight)
			.map(({ reason, weight }) => ({ weight: weight / total, ...reason }));
	}

	/** What is so. What takes long is only looked for when it may count. */
	#facts(a: number, b: number, strength: (kind: Reason["kind"], usual: () => number) => number): Fact[] {
		const facts: Fact[] = [];
		const add = (reason: Unweighed, usual: () => number) =>
			facts.push({ reason, weight: strength(reason.kind, usual) });
		const link = this.#link(a, b);
		if (link !== undefined) add(link, () => 0.5);
		const shared = this.#shared(this.#around, a, b);
		if (shared.length > 0)
			add({ kind: "neighbors", shared: this.#ids(shared) }, () => bounded(this.#worth(this.#around, shared)));
		const tags = this.#shared(this.#tags, a, b);
		if (tags.length > 0)
			add({ kind: "tags", shared: this.#tagNames(tags) }, () => bounded(this.#worth(this.#tags, tags)));
		const mention = this.#mention(a, b) ?? this.#mention(b, a);
		if (mention !== undefined) add(mention.reason, () => 0.5 * bounded(mention.count));
		const text = strength("text", () => this.#cosine(a, b));
		if (text > 0 && facts.filter(({ weight }) => weight > text).length < mostBeforeText) {
			const terms = this.#terms.between(a, b);
			if (terms.length > 0) facts.push({ reason: { kind: "text", terms }, weight: text });
		}
		const position = strength("position", () => 0.05);
		if (shared.length === 0 && (position > 0 || facts.length === 0))
			facts.push({ reason: { kind: "position", via: this.#way(a, b) }, weight: position });
		return facts;
	}

	#link(a: number, b: number): Unweighed | undefined {
		const out = hasPair(this.numbered.graph.links, a, b);
		const back = hasPair(this.numbered.graph.links, b, a);
		if (!out && !back) return undefined;
		return { kind: "link", direction: out && back ? "both" : out ? "out" : "in" };
	}

	#mention(by: number, of: number): { readonly reason: Unweighed; readonly count: number } | undefined {
		const { mentions } = this.numbered.graph;
		for (let k = mentions.offsets[by]!; k < mentions.offsets[by + 1]!; k++) {
			if (mentions.columns[k] !== of) continue;
			const place = this.numbered.mentioned[k]!;
			const line = place.line === undefined ? {} : { line: place.line };
			const reason = { kind: "mention", name: place.name, by: this.numbered.items[by]!, ...line } as const;
			return { reason, count: mentions.weights[k]! };
		}
		return undefined;
	}

	/** Those with few others first. */
	#shared(adjacency: Adjacency, a: number, b: number): number[] {
		const [ofA, ofB] = [neighborsOf(adjacency, a), neighborsOf(adjacency, b)];
		const [few, many] = ofA.length < ofB.length ? [ofA, ofB] : [ofB, ofA];
		const both: number[] = [];
		for (const node of few) if (isIn(many, node)) both.push(node);
		return both.sort((x, y) => degreeOf(adjacency, x) - degreeOf(adjacency, y) || x - y);
	}

	/** As Adamic and Adar count. */
	#worth(adjacency: Adjacency, shared: readonly number[]): number {
		return shared.reduce((sum, node) => sum + 1 / elementary.log(1 + degreeOf(adjacency, node)), 0);
	}

	#cosine(a: number, b: number): number {
		const { offsets, columns, weights } = this.numbered.graph.terms;
		let [sum, j] = [0, offsets[b]!];
		for (let i = offsets[a]!; i < offsets[a + 1]!; i++) {
			while (j < offsets[b + 1]! && columns[j]! < columns[i]!) j++;
			if (j < offsets[b + 1]! && columns[j] === columns[i]) sum += weights[i]! * weights[j]!;
		}
		return sum;
	}

	/** The two between, when a neighbour of one is a neighbour of a neighbour of the other; else nothing. */
	#way(a: number, b: number): readonly ConceptId[] {
		const ofB = neighborsOf(this.#links, b).slice(0, mostTried);
		for (const first of neighborsOf(this.#links, a).slice(0, mostTried)) {
			for (const second of ofB) {
				if (first !== b && second !== a && isIn(neighborsOf(this.#links, first), second)) {
					return this.#ids([first, second]);
				}
			}
		}
		return [];
	}

	#ids(nodes: readonly number[]): readonly ConceptId[] {
		const { items, groups } = this.numbered;
		return nodes.slice(0, mostShared).map((node) => items[node] ?? groups[node - items.length]!);
	}

	#tagNames(nodes: readonly number[]): readonly string[] {
		return this.#ids(nodes).map((id) => {
			const concept = this.concepts.getNodeAttributes(id);
			return concept.kind === "tag" ? concept.tag : concept.title;
		});
	}
}

/** A reason without its weight. */
type Unweighed = Reason extends infer R ? (R extends Reason ? Omit<R, "weight"> : never) : never;

interface Fact {
	readonly reason: Unweighed;
	readonly weight: number;
}

/** 0 to 1. */
function bounded(worth: number): number {
	return worth / (1 + worth);
}

/** In whose company items are. */
interface Circles {
	readonly links: Adjacency;
	/** Neighbours and groups that are no tags. */
	readonly around: Adjacency;
	readonly tags: Adjacency;
}

/** Known already if links, memberships and groups are the same arrays. */
function circlesOf({ graph, items, groups }: NumberedGraph, concepts: ConceptGraph["graph"]): Circles {
	const known = circles.get(graph.links);
	if (known?.memberships === graph.memberships && known.groups === groups) return known;
	const nodes = items.length + groups.length;
	const isTag = Uint8Array.from(groups, (id) => (concepts.getNodeAttribute(id, "kind") === "tag" ? 1 : 0));
	const memberships = (tags: 0 | 1) =>
		membersWhere(graph.memberships, items.length, (g) => isTag[g] === tags);
	const made = {
		...{ memberships: graph.memberships, groups },
		links: undirected(graph.links, items.length),
		around: undirected(joinPairs(graph.links, memberships(0)), nodes),
		tags: undirected(memberships(1), nodes),
	};
	circles.set(graph.links, made);
	return made;
}

const circles = new WeakMap<
	Uint32Array,
	Circles & { readonly memberships: Uint32Array; readonly groups: readonly ConceptId[] }
>();

function joinPairs(a: Uint32Array, b: Uint32Array): Uint32Array {
	const both = new Uint32Array(a.length + b.length);
	both.set(a);
	both.set(b, a.length);
	return both;
}

/** Pairs of an item and a group that is wanted, which comes after the items. */
function membersWhere(pairs: Uint32Array, items: number, wanted: (group: number) => boolean): Uint32Array {
	const found = new Uint32Array(pairs.length);
	let size = 0;
	for (let i = 0; i < pairs.length; i += 2) {
		if (!wanted(pairs[i + 1]!)) continue;
		found[size++] = pairs[i]!;
		found[size++] = items + pairs[i + 1]!;
	}
	return found.subarray(0, size);
}

/** In a sorted list of pairs. */
function hasPair(pairs: Uint32Array, first: number, second: number): boolean {
	let [low, high] = [0, pairs.length / 2];
	while (low < high) {
		const middle = (low + high) >> 1;
		const [a, b] = [pairs[2 * middle]!, pairs[2 * middle + 1]!];
		if (a < first || (a === first && b < second)) low = middle + 1;
		else high = middle;
	}
	return pairs[2 * low] === first && pairs[2 * low + 1] === second;
}
