import { type FeatureName, featureCount, featureNames } from "../train/pair-features.js";
import type { Strengths } from "./give-reasons.js";

/**
 * What the parts of a score (row `row` of them) say about the kinds of reasons. What the network, the diffusion and the
 * texts of neighbours say is made from texts and from neighbours: it goes to both, by what each of them says itself. That something is popular
 * is no reason.
 */
export function strengthsOf(parts: Float32Array, row: number, linked: boolean): Partial<Strengths> {
	const sum = (...names: readonly FeatureName[]) =>
		names.reduce((total, name) => total + Math.max(0, parts[row * featureCount + columns[name]]!), 0);
	// A walk between two that are linked goes over that link, mostly.
	const walk = sum("walk");
	const text = sum("text", "titles", "says", "said", "covers", "covered", "passage");
	const neighbors = sum("neighbors", "paths") + (linked ? 0 : walk);
	const made = sum("network", "diffusion", "theirs", "ours", "circles");
	const share = text + neighbors > 0 ? text / (text + neighbors) : 0.5;
	return {
		link: linked ? Math.max(walk, leastLink) : 0,
		text: text + share * made,
		neighbors: neighbors + (1 - share) * made,
		tags: sum("groups"),
		mention: sum("names", "named"),
		position: sum("folder", "folders") + (1 - share) * made,
	};
}

const columns = Object.fromEntries(featureNames.map((name, f) => [name, f])) as Record<FeatureName, number>;

/** A link is a reason, whatever walks say. */
const leastLink = 0.05;
