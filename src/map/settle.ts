import type { Arrangement } from "./arrange.js";
import type { Memory } from "./recall.js";
import { separate } from "./separate.js";

/**
 * Places on an earlier map: what was on it stays, what is new there or in its territory goes to the middle of its
 * neighbors, and only what then lies on something else makes room.
 *
 * @param stays (n): 1 for what keeps its place
 * @returns (n, 2)
 */
export function settle(arrangement: Arrangement, { map, indices }: Memory, stays: Uint8Array): Float64Array {
	const positions = new Float64Array(indices.length * 2);
	const placed = stays.slice();
	for (let i = 0; i < indices.length; i++) {
		if (placed[i] === 0) continue;
		positions[2 * i] = map.positions[2 * indices[i]!]!;
		positions[2 * i + 1] = map.positions[2 * indices[i]! + 1]!;
	}
	let waiting = [...indices.keys()].filter((i) => placed[i] === 0);
	for (let round = 0; round < mostRounds && waiting.length > 0; round++) {
		const found = waiting.filter((u) => placeAmongNeighbors(u, positions, placed, arrangement));
		for (const u of found) placed[u] = 1;
		if (found.length === 0) break;
		waiting = waiting.filter((u) => placed[u] === 0);
	}
	placeAtEdge(waiting, positions);
	// A little patience, so that a map drawn once more is the same map.
	separate(positions, arrangement, { rounds: 100, patience: 0.01 });
	return positions;
}

/** Concepts that are joined to the map only by others that are as new come to it in turn. */
const mostRounds = 50;

/** At the mean of those neighbors that have a place, those in the same territory if there are any. */
function placeAmongNeighbors(
	u: number,
	positions: Float64Array,
	placed: Uint8Array,
	{ graph: { offsets, targets, weights }, community }: Arrangement,
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
