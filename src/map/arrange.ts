import { count } from "./leiden.js";
import { discRadius, separate } from "./separate.js";
import type { WeightedGraph } from "./weighted-graph.js";

export interface Arrangement {
	readonly graph: WeightedGraph;
	/** (n): territory of each point. */
	readonly community: Uint32Array;
	/** (n): 0 to 1. */
	readonly importance: Float32Array;
}

/**
 * Makes a map of a spread: every territory gets a place of its own, as large as what lies on it, with open ground
 * between it and the next; inside, points keep the order in which they were spread. Neighbors stay neighbors, and the
 * whole is wider than high, as pages are.
 *
 * @param positions (n, 2), changed in place
 */
export function arrange(positions: Float64Array, arrangement: Arrangement): void {
	const territories = measureTerritories(positions, arrangement);
	fitInside(positions, arrangement.community, territories);
	const before = territories.centers.slice();
	packTerritories(territories, bonds(arrangement, territories.radii.length));
	for (let i = 0; i < arrangement.community.length; i++) {
		const c = arrangement.community[i]!;
		for (const axis of [0, 1]) {
			positions[2 * i + axis]! += territories.centers[2 * c + axis]! - before[2 * c + axis]!;
		}
	}
	relax(positions, arrangement, territories);
	makeRoom(positions, arrangement);
	center(positions);
}

/** Width of the open ground between two territories, in map units. */
const gap = 2;
/** Ground for each point, times the square of its disc's diameter and the room around it. */
const roominess = 1.1;
const aspect = 1.5;

interface Territories {
	/** (territories, 2) */
	readonly centers: Float64Array;
	readonly radii: Float64Array;
}

function measureTerritories(positions: Float64Array, { community, importance }: Arrangement): Territories {
	const n = count(community);
	const centers = new Float64Array(n * 2);
	const areas = new Float64Array(n);
	const sizes = new Float64Array(n);
	for (let i = 0; i < community.length; i++) {
		const c = community[i]!;
		const side = 2 * discRadius(importance[i]!) + 0.6;
		centers[2 * c]! += positions[2 * i]!;
		centers[2 * c + 1]! += positions[2 * i + 1]!;
		sizes[c]!++;
		areas[c]! += roominess * side * side;
	}
	for (let c = 0; c < n; c++) {
		centers[2 * c]! /= sizes[c]!;
		centers[2 * c + 1]! /= sizes[c]!;
	}
	return { centers, radii: areas.map((area) => Math.sqrt(area / Math.PI)) };
}

/**
 * Scales each territory's points to its radius. A point keeps its direction from the center; its distance becomes, for
 * the larger part, what would spread the points evenly, so that nothing trails off and the middle is not a heap.
 */
function fitInside(positions: Float64Array, community: Uint32Array, { centers, radii }: Territories): void {
	const members = radii.length === 0 ? [] : Array.from(radii, () => [] as number[]);
	const distances = new Float64Array(community.length);
	for (let i = 0; i < community.length; i++) {
		const c = community[i]!;
		const dx = positions[2 * i]! - centers[2 * c]!;
		const dy = positions[2 * i + 1]! - centers[2 * c + 1]!;
		distances[i] = Math.sqrt(dx * dx + dy * dy);
		members[c]!.push(i);
	}
	const scale = scaleOf(members, distances, radii);
	members.forEach((list, c) => {
		list.sort((a, b) => distances[a]! - distances[b]! || a - b);
		const deviation = rootMeanSquare(list, distances);
		list.forEach((i, rank) => {
			const even = Math.sqrt((rank + 0.5) / list.length);
			const own = deviation > 0 ? (distances[i]! / deviation) * Math.SQRT1_2 : 0;
			const distance = radii[c]! * (evenness * even + (1 - evenness) * Math.min(own, 1.2));
			const stretch = distances[i]! > 0 ? distance / distances[i]! : 0;
			for (const axis of [0, 1]) {
				const from = positions[2 * i + axis]! - centers[2 * c + axis]!;
				positions[2 * i + axis] = scale * centers[2 * c + axis]! + stretch * from;
			}
		});
	});
	for (let k = 0; k < centers.length; k++) centers[k]! *= scale;
}

const evenness = 0.7;

/** By how much the territories grow as a whole. */
function scaleOf(members: readonly number[][], distances: Float64Array, radii: Float64Array): number {
	let from = 0;
	let to = 0;
	members.forEach((list, c) => {
		from += rootMeanSquare(list, distances) * list.length;
		to += radii[c]! * list.length * Math.SQRT1_2;
	});
	return from > 0 ? to / from : 1;
}

function rootMeanSquare(list: readonly number[], values: Float64Array): number {
	let sum = 0;
	for (const i of list) sum += values[i]! * values[i]!;
	return Math.sqrt(sum / list.length);
}

/** (territories, territories): the weight between them, relative to their sizes. */
function bonds({ graph, community }: Arrangement, n: number): Float64Array {
	const between = new Float64Array(n * n);
	const degrees = new Float64Array(n);
	for (let u = 0; u < graph.order; u++) {
		degrees[community[u]!]! += graph.degrees[u]!;
		for (let k = graph.offsets[u]!; k < graph.offsets[u + 1]!; k++) {
			between[community[u]! * n + community[graph.targets[k]!]!]! += graph.weights[k]!;
		}
	}
	return between.map((weight, i) => {
		const least = Math.min(degrees[Math.floor(i / n)]!, degrees[i % n]!);
		return least > 0 ? weight / least : 0;
	});
}

/**
 * Moves the territories' discs together until they touch but for the gap, bound ones side by side. Where they end
 * depends on how the spread lies on the page, so it is turned a few times and the most compact end is taken.
 */
function packTerritories({ centers, radii }: Territories, bonds: Float64Array): void {
	let best = centers;
	let least = Infinity;
	let turned = centers.slice();
	for (let turn = 0; turn < turns; turn++) {
		const packed = turned.slice();
		packOnce(packed, radii, bonds);
		const cost = looseness(packed, radii, bonds);
		if (cost < least) [best, least] = [packed, cost];
		// A turn by the angle whose cosine is 0.8 and sine 0.6: a bit more than a tenth of a circle.
		turned = turned.map((x, i) =>
			i % 2 === 0 ? 0.8 * x - 0.6 * turned[i + 1]! : 0.8 * x + 0.6 * turned[i - 1]!,
		);
	}
	centers.set(best);
}

const turns = 24;

function packOnce(centers: Float64Array, radii: Float64Array, bonds: Float64Array): void {
	const n = radii.length;
	for (let round = 0; round < 300; round++) {
		const heat = 1 - round / 300;
		for (let a = 0; a < n; a++) {
			for (let b = 0; b < a; b++) {
				pullTogether(centers, a, b, radii, 0.06 * heat * Math.min(1, 4 * bonds[a * n + b]!));
			}
		}
		for (let c = 0; c < n; c++) {
			centers[2 * c]! *= 1 - 0.03 / aspect;
			centers[2 * c + 1]! *= 1 - 0.03 * aspect;
		}
		const sweeps = round < 299 ? 3 : 100;
		for (let sweep = 0; sweep < sweeps; sweep++) {
			for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) pushApart(centers, a, b, radii);
		}
	}
}

/** How large a page it takes for its land, and how far bound territories lie from each other on it. */
function looseness(centers: Float64Array, radii: Float64Array, bonds: Float64Array): number {
	const n = radii.length;
	const page = Math.max(extent(centers, radii, 0) / page16to10, extent(centers, radii, 1));
	let land = 0;
	let far = 0;
	let all = 1e-9;
	for (let a = 0; a < n; a++) {
		land += radii[a]! * radii[a]!;
		for (let b = 0; b < a; b++) {
			const dx = centers[2 * b]! - centers[2 * a]!;
			const dy = centers[2 * b + 1]! - centers[2 * a + 1]!;
			const weight = bonds[a * n + b]! * Math.min(radii[a]!, radii[b]!);
			far += weight * Math.sqrt(dx * dx + dy * dy);
			all += weight;
		}
	}
	return ((page * page) / land) * (1 + far / (all * page));
}

const page16to10 = 1.6;

function extent(centers: Float64Array, radii: Float64Array, axis: number): number {
	let least = Infinity;
	let most = -Infinity;
	radii.forEach((radius, c) => {
		least = Math.min(least, centers[2 * c + axis]! - radius);
		most = Math.max(most, centers[2 * c + axis]! + radius);
	});
	return most - least;
}

function pullTogether(
	centers: Float64Array,
	a: number,
	b: number,
	radii: Float64Array,
	strength: number,
): void {
	const dx = centers[2 * b]! - centers[2 * a]!;
	const dy = centers[2 * b + 1]! - centers[2 * a + 1]!;
	const distance = Math.sqrt(dx * dx + dy * dy);
	const room = distance - radii[a]! - radii[b]! - gap;
	if (room > 0)
		shift(centers, a, b, radii, (-strength * room * dx) / distance, (-strength * room * dy) / distance);
}

function pushApart(centers: Float64Array, a: number, b: number, radii: Float64Array): void {
	let dx = centers[2 * b]! - centers[2 * a]!;
	const dy = centers[2 * b + 1]! - centers[2 * a + 1]!;
	if (dx === 0 && dy === 0) dx = 1e-3;
	const distance = Math.sqrt(dx * dx + dy * dy);
	const overlap = radii[a]! + radii[b]! + gap - distance;
	if (overlap > 0) shift(centers, a, b, radii, (overlap * dx) / distance, (overlap * dy) / distance);
}

/** Moves b from a by (x, y), the lighter one more. */
function shift(centers: Float64Array, a: number, b: number, radii: Float64Array, x: number, y: number): void {
	const weightA = radii[a]! * radii[a]!;
	const weightB = radii[b]! * radii[b]!;
	const share = weightB / (weightA + weightB);
	centers[2 * a]! -= share * x;
	centers[2 * a + 1]! -= share * y;
	centers[2 * b]! += (1 - share) * x;
	centers[2 * b + 1]! += (1 - share) * y;
}

/**
 * Bound points draw near each other, all keep to their own ground, none lies on another, and the territories close up:
 * their shores follow each other, with the gap between them.
 */
function relax(positions: Float64Array, arrangement: Arrangement, { centers, radii }: Territories): void {
	for (let round = 0; round < rounds; round++) {
		const heat = 1 - round / rounds;
		drawNear(positions, arrangement, heat * heat);
		followMembers(centers, positions, arrangement.community);
		closeUp(positions, centers, radii, arrangement.community, heat);
		keepTogether(positions, centers, radii, arrangement);
		// At first there is so much room between points that they fill their ground; then bonds may make clumps.
		separate(positions, arrangement, { rounds: 2, extra: 0.4 * Math.min(1, 1.5 * heat) });
	}
}

const rounds = 50;

/** Bonds pull as if nothing were farther than `reach`, or the whole would shrink to a heap. */
function drawNear(positions: Float64Array, { graph, community }: Arrangement, heat: number): void {
	for (let u = 0; u < graph.order; u++) {
		for (let k = graph.offsets[u]!; k < graph.offsets[u + 1]!; k++) {
			const v = graph.targets[k]!;
			const dx = positions[2 * v]! - positions[2 * u]!;
			const dy = positions[2 * v + 1]! - positions[2 * u + 1]!;
			const inside = community[u] === community[v];
			const distance = Math.sqrt(dx * dx + dy * dy);
			const near = distance > reach ? reach / distance : 1;
			const pull = ((inside ? 0.05 : 0.02) * heat * near * graph.weights[k]!) / graph.degrees[u]!;
			positions[2 * u]! += pull * dx;
			positions[2 * u + 1]! += pull * dy;
		}
	}
}

const reach = 3;

function followMembers(centers: Float64Array, positions: Float64Array, community: Uint32Array): void {
	const sizes = new Float64Array(centers.length / 2);
	centers.fill(0);
	for (let i = 0; i < community.length; i++) {
		const c = community[i]!;
		centers[2 * c]! += positions[2 * i]!;
		centers[2 * c + 1]! += positions[2 * i + 1]!;
		sizes[c]!++;
	}
	for (let c = 0; c < sizes.length; c++) {
		centers[2 * c]! /= sizes[c]!;
		centers[2 * c + 1]! /= sizes[c]!;
	}
}

/** Moves whole territories towards the middle, by no more than what lies between can give way in a round. */
function closeUp(
	positions: Float64Array,
	centers: Float64Array,
	radii: Float64Array,
	community: Uint32Array,
	strength: number,
): void {
	const most = 0.05 + 0.02 * Math.max(...radii);
	const moves = centers.map((x, i) => {
		const move = strength * 0.025 * x * (i % 2 === 0 ? 1 / aspect : aspect);
		return Math.max(-most * strength, Math.min(most * strength, move));
	});
	for (let i = 0; i < community.length; i++) {
		positions[2 * i]! -= moves[2 * community[i]!]!;
		positions[2 * i + 1]! -= moves[2 * community[i]! + 1]!;
	}
}

/** What strays from its territory comes back, and what is central does not stay at its shore. */
function keepTogether(
	positions: Float64Array,
	centers: Float64Array,
	radii: Float64Array,
	{ community, importance }: Arrangement,
): void {
	for (let i = 0; i < community.length; i++) {
		const c = community[i]!;
		const dx = centers[2 * c]! - positions[2 * i]!;
		const dy = centers[2 * c + 1]! - positions[2 * i + 1]!;
		const distance = Math.sqrt(dx * dx + dy * dy);
		const from = radii[c]! * (1 - 0.7 * importance[i]!);
		if (distance <= from) continue;
		const back = (0.25 * (distance - from)) / distance;
		positions[2 * i]! += back * dx;
		positions[2 * i + 1]! += back * dy;
	}
}

/** Separates; where it is too crowded for that, the whole map grows a little, which takes less time than pushing. */
function makeRoom(positions: Float64Array, arrangement: Arrangement): void {
	for (let round = 0; round < 40 && !separate(positions, arrangement, { rounds: 6 }); round++) {
		for (let i = 0; i < positions.length; i++) positions[i]! *= 1.015;
	}
	separate(positions, arrangement);
}

function center(positions: Float64Array): void {
	const n = positions.length / 2;
	let x = 0;
	let y = 0;
	for (let i = 0; i < n; i++) {
		x += positions[2 * i]! / n;
		y += positions[2 * i + 1]! / n;
	}
	for (let i = 0; i < n; i++) {
		positions[2 * i]! -= x;
		positions[2 * i + 1]! -= y;
	}
}
