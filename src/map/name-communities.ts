import type { Community, ConceptGraph } from "../model/index.js";
import type { Places } from "./places.js";
import type { WeightedGraph } from "./weighted-graph.js";

export interface NamingInput {
	readonly graph: ConceptGraph;
	readonly places: Places;
	readonly affinity: WeightedGraph;
	readonly community: Uint32Array;
	readonly importance: Float32Array;
	readonly count: number;
}

export function nameCommunities({
	graph,
	places,
	community,
	importance,
	count,
}: NamingInput): readonly Community[] {
	const members = Array.from({ length: count }, () => [] as number[]);
	community.forEach((c, i) => {
		members[c]!.push(i);
	});
	return members.map((list) => {
		list.sort((a, b) => importance[b]! - importance[a]! || a - b);
		const titles = list.slice(0, 5).map((i) => graph.graph.getNodeAttribute(places.concepts[i]!, "title"));
		return { name: titles[0]!, terms: titles, members: list.map((i) => places.concepts[i]!) };
	});
}
