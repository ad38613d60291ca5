import type { FeatureName } from "../train/pair-features.js";
import type { Strengths } from "./give-reasons.js";

/**
 * What the parts of a score say about the kinds of reasons. What the network and the diffusion say is made from texts
 * and from neighbours: it goes to both, by what each of them says itself. That something is popular is no reason.
 */
export function strengthsOf(
	part: Readonly<Record<FeatureName, number>>,
	linked: boolean,
): Partial<Strengths> {
	const walk = Math.max(0, part.walk);
	// A walk between two that are linked goes over that link, mostly.
	const text = Math.max(0, part.text + part.titles + part.says + part.said);
	const neighbors = Math.max(0, part.neighbors) + (linked ? 0 : walk);
	const made = Math.max(0, part.network) + Math.max(0, part.diffusion);
	const share = text + neighbors > 0 ? text / (text + neighbors) : 0.5;
	return {
		link: linked ? Math.max(walk, 0.05) : 0,
		text: text + share * made,
		neighbors: neighbors + (1 - share) * made,
		tags: Math.max(0, part.groups),
		mention: Math.max(0, part.names) + Math.max(0, part.named),
		position: Math.max(0, part.folder) + Math.max(0, part.folders) + (1 - share) * made,
	};
}
