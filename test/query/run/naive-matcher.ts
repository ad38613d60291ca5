/** What a pattern means, in the plainest way: every element in turn takes everything that it may be. */

export interface Graph {
	readonly nodes: readonly { readonly labels: readonly string[]; readonly k: number }[];
	readonly relationships: readonly {
		readonly type: string;
		readonly from: number;
		readonly to: number;
		readonly k: number;
	}[];
}

export interface NodePart {
	readonly name?: string;
	readonly label?: string;
	readonly k?: number;
}

export interface RelationshipPart {
	readonly name?: string;
	readonly types: readonly string[];
	readonly direction: "right" | "left" | "both";
	readonly length?: { readonly min: number; readonly max: number };
	readonly k?: number;
}

/** `(…)-[…]-(…)…`: one more node than relationships. */
export interface Chain {
	readonly nodes: readonly NodePart[];
	readonly relationships: readonly RelationshipPart[];
}

/** Nodes are numbers, relationships too; a list of relationships is what a variable length stands for. */
export type Match = ReadonlyMap<string, number | readonly number[]>;

/** All ways to match the chains together; no relationship is taken twice. */
export function matches(graph: Graph, chains: readonly Chain[], given: Match = new Map()): Match[] {
	const found: Match[] = [];
	const used = new Set<number>();

	const chainAt = (at: number, bound: Match): void => {
		if (at === chains.length) found.push(bound);
		else for (let node = 0; node < graph.nodes.length; node++) nodeAt(at, 0, node, bound);
	};
	const nodeAt = (chain: number, at: number, node: number, bound: Match): void => {
		const { name, label, k } = chains[chain]!.nodes[at]!;
		const { labels, k: own } = graph.nodes[node]!;
		if (label !== undefined && !labels.includes(label)) return;
		if (k !== undefined && k !== own) return;
		if (name !== undefined && bound.has(name) && bound.get(name) !== node) return;
		const next = name === undefined ? bound : new Map(bound).set(name, node);
		if (at === chains[chain]!.relationships.length) chainAt(chain + 1, next);
		else relationshipAt(chain, at, node, next);
	};
	const relationshipAt = (chain: number, at: number, node: number, bound: Match): void => {
		const part = chains[chain]!.relationships[at]!;
		const walk: number[] = [];
		const go = (here: number): void => {
			const { min, max } = part.length ?? { min: 1, max: 1 };
			if (walk.length >= min) {
				const value = part.length === undefined ? walk[0]! : [...walk];
				nodeAt(chain, at + 1, here, part.name === undefined ? bound : new Map(bound).set(part.name, value));
			}
			if (walk.length === max) return;
			for (const [id, to] of stepsFrom(graph, here, part)) {
				if (used.has(id)) continue;
				used.add(id);
				walk.push(id);
				go(to);
				walk.pop();
				used.delete(id);
			}
		};
		go(node);
	};
	chainAt(0, given);
	return found;
}

/** A loop is one step, whichever way it is taken. */
export function stepsFrom(
	graph: Graph,
	node: number,
	{ types, direction, k }: RelationshipPart,
): [number, number][] {
	return graph.relationships.flatMap((relationship, id): [number, number][] => {
		if (types.length > 0 && !types.includes(relationship.type)) return [];
		if (k !== undefined && relationship.k !== k) return [];
		const { from, to } = relationship;
		if (direction !== "left" && from === node) return [[id, to]];
		return direction !== "right" && to === node ? [[id, from]] : [];
	});
}

/** As it is written in a query. */
export function write({ nodes, relationships }: Chain): string {
	let text = writeNode(nodes[0]!);
	for (const [i, relationship] of relationships.entries())
		text += writeRelationship(relationship) + writeNode(nodes[i + 1]!);
	return text;
}

function writeNode({ name = "", label, k }: NodePart): string {
	return `(${name}${label === undefined ? "" : `:${label}`}${k === undefined ? "" : ` {k: ${k}}`})`;
}

function writeRelationship({ name = "", types, direction, length, k }: RelationshipPart): string {
	const type = types.length === 0 ? "" : `:${types.join("|")}`;
	const range = length === undefined ? "" : `*${length.min}..${length.max}`;
	const inner = `[${name}${type}${range}${k === undefined ? "" : ` {k: ${k}}`}]`;
	return `${direction === "left" ? "<" : ""}-${inner}-${direction === "right" ? ">" : ""}`;
}
