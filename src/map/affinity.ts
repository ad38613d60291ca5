import type { Nearest } from "./neighbors.js";
import type { Places } from "./places.js";
import { buildWeightedGraph, type WeightedGraph } from "./weighted-graph.js";

/**
 * What holds concepts together: their links, the likeness of their vectors, and being named in one breath. Links and
 * likeness have the same say in sum; a link at a hub, which links everything, says less than one between two that
 * have few.
 */
export function joinAffinities({ concepts, links, mentions }: Places, nearest: Nearest): WeightedGraph {
	const order = concepts.length;
	const degrees = new Uint32Array(order);
	for (const u of links.sources) degrees[u]!++;
	for (const v of links.targets) degrees[v]!++;

	const most = links.sources.length + mentions.sources.length + nearest.indices.length;
	const sources = new Uint32Array(most);
	const targets = new Uint32Array(most);
	const weights = new Float64Array(most);
	let size = 0;
	const add = (u: number, v: number, weight: number) => {
		sources[size] = u;
		targets[size] = v;
		weights[size] = weight;
		size++;
	};
	let linked = 0;
	links.sources.forEach((u, e) => {
		const v = links.targets[e]!;
		const weight = 1 / Math.sqrt(Math.min(degrees[u]!, degrees[v]!));
		linked += weight;
		add(u, v, weight);
	});
	mentions.sources.forEach((u, e) => {
		const v = mentions.targets[e]!;
		const weight = mentionWeight / Math.sqrt(Math.min(degrees[u]!, degrees[v]!));
		add(u, v, weight);
	});

	let alike = 0;
	for (const score of nearest.scores) if (score > 0) alike += likeness(score);
	const unit = alike === 0 ? 0 : linked > 0 ? Math.max(linked, order) / alike : 1;
	for (let i = 0; i < nearest.indices.length; i++) {
		if (nearest.scores[i]! > 0)
			add(Math.floor(i / nearest.k), nearest.indices[i]!, unit * likeness(nearest.scores[i]!));
	}
	return buildWeightedGraph(order, {
		sources: sources.subarray(0, size),
		targets: targets.subarray(0, size),
		weights: weights.subarray(0, size),
	});
}

const mentionWeight = 0.7;

/** Cosines of the nearest differ little; their squares differ more. */
function likeness(score: number): number {
	return score * score;
}
