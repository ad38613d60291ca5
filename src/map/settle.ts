import type { ConceptId, ConceptMap } from "../model/index.js";
import type { Arrangement } from "./arrange.js";
import { separate } from "./separate.js";

/**
 * Places on an earlier map: what was on it stays, what is new goes to the middle of its neighbors, and only what then
 * lies on something else makes room. Undefined if less than half of the concepts were on the earlier map.
 *
 * @returns (n, 2)
 */
export function settle(
	concepts: readonly ConceptId[],
	arrangement: Arrangement,
	previous: ConceptMap,
): Float64Array | undefined {
	const { graph, community } = arrangement;
	const old = new Map(previous.concepts.map((id, i) => [id, i]));
	const positions = new Float64Array(concepts.length * 2);
	const placed = new Uint8Array(concepts.length);
	let known = 0;
	concepts.forEach((id, i) => {
		const from = old.get(id);
		if (from === undefined) return;
		positions[2 * i] = previous.positions[2 * from]!;
		positions[2 * i + 1] = previous.positions[2 * from + 1]!;
		placed[i] = 1;
		known++;
	});
	if (known * 2 < concepts.length || known === 0) return undefined;
	let waiting = concepts.flatMap((_, i) => (placed[i] === 0 ? [i] : []));
	while (waiting.length > 0) {
		const found = waiting.filter((u) => placeAmongNeighbors(u, positions, placed, graph, community));
		for (const u of found) placed[u] = 1;
		if (found.length === 0) break;
		waiting = waiting.filter((u) => placed[u] === 0);
	}
	placeAtEdge(waiting, positions);
	// A little patience, so that a map drawn once more is the same map.
	separate(positions, arrangement, { rounds: 100, patience: 0.01 });
	return positions;
}

/** At the mean of those neighbors that have a place, those in the same territory if there are any. */
function placeAmongNeighbors(
	u: number,
	positions: Float64Array,
	placed: Uint8Array,
	{ offsets, targets, weights }: Arrangement["graph"],
	community: Uint32Array,
): boolean {
	let x = 0;
	let y = 0;
	let sum = 0;
	for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
		const v = targets[k]!;
		if (placed[v] === 0) continue;
		const weight = weights[k]! * (community[v] === community[u] ? 1 : 1e-3);
		x += weight * positions[2 * v]!;
		y += weight * positions[2 * v + 1]!;
		sum += weight;
	}
	if (sum === 0) return false;
	positions[2 * u] = x / sum;
	positions[2 * u + 1] = y / sum;
	return true;
}

/** New concepts that know nothing on the map stand in a row below it. */
function placeAtEdge(waiting: readonly number[], positions: Float64Array): void {
	let bottom = 0;
	for (let i = 1; i < positions.length; i += 2) bottom = Math.max(bottom, positions[i]!);
	waiting.forEach((u, i) => {
		positions[2 * u] = (i - (waiting.length - 1) / 2) * 1.5;
		positions[2 * u + 1] = bottom + 3;
	});
}
