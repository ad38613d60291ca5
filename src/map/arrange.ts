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
	separate(positions, arrangement);
	center(positions);
}

/** Width of the open ground between two territories, in map units. */
export const gap = 2.4;
/** Ground for each point, times the square of its disc's diameter and the room around it. */
const roominess = 1.25;
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

/** Scales each territory's points to its radius and draws in those that lie far out. */
function fitInside(positions: Float64Array, community: Uint32Array, { centers, radii }: Territories): void {
	const squares = new Float64Array(radii.length);
	const sizes = new Float64Array(radii.length);
	for (let i = 0; i < community.length; i++) {
		const c = community[i]!;
		const dx = positions[2 * i]! - centers[2 * c]!;
		const dy = positions[2 * i + 1]! - centers[2 * c + 1]!;
		squares[c]! += dx * dx + dy * dy;
		sizes[c]!++;
	}
	let from = 0;
	let to = 0;
	for (let c = 0; c < radii.length; c++) {
		from += Math.sqrt(squares[c]! * sizes[c]!);
		to += radii[c]! * sizes[c]! * Math.SQRT1_2;
	}
	const whole = from > 0 ? to / from : 1;
	for (let i = 0; i < community.length; i++) {
		const c = community[i]!;
		const scale = squares[c]! > 0 ? (radii[c]! * Math.SQRT1_2) / Math.sqrt(squares[c]! / sizes[c]!) : 0;
		for (const axis of [0, 1]) {
			const x = (positions[2 * i + axis]! - centers[2 * c + axis]!) * scale;
			positions[2 * i + axis] = x;
		}
		const x = positions[2 * i]!;
		const y = positions[2 * i + 1]!;
		const distance = Math.sqrt(x * x + y * y) / radii[c]!;
		// Straight up to half of the radius, then ever flatter: 1.15 at infinity.
		const drawn =
			distance <= 0.5 ? 1 : (0.5 + (0.65 * (distance - 0.5)) / (0.65 + distance - 0.5)) / distance;
		positions[2 * i] = x * drawn;
		positions[2 * i + 1] = y * drawn;
	}
	for (let c = 0; c < radii.length * 2; c++) centers[c]! *= whole;
	for (let i = 0; i < community.length; i++) {
		const c = community[i]!;
		positions[2 * i]! += centers[2 * c]!;
		positions[2 * i + 1]! += centers[2 * c + 1]!;
	}
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

/** Moves the territories' discs together until they touch but for the gap, bound ones side by side. */
function packTerritories({ centers, radii }: Territories, bonds: Float64Array): void {
	const n = radii.length;
	for (let round = 0; round < 400; round++) {
		const heat = 1 - round / 400;
		for (let a = 0; a < n; a++) {
			for (let b = 0; b < a; b++) {
				const strength = 0.06 * heat * Math.min(1, 4 * bonds[a * n + b]!);
				pullTogether(centers, a, b, radii, strength);
			}
		}
		for (let c = 0; c < n; c++) {
			centers[2 * c]! *= 1 - 0.02 / aspect;
			centers[2 * c + 1]! *= 1 - 0.02 * aspect;
		}
		for (let sweep = 0; sweep < 4; sweep++) {
			for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) pushApart(centers, a, b, radii);
		}
	}
	for (let sweep = 0; sweep < 200; sweep++) {
		for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) pushApart(centers, a, b, radii);
	}
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

/** Bound points draw near, all keep to their ground, and none lies on another. */
function relax(positions: Float64Array, arrangement: Arrangement, { centers, radii }: Territories): void {
	const { graph, community } = arrangement;
	const rounds = 80;
	for (let round = 0; round < rounds; round++) {
		const heat = 1 - round / rounds;
		for (let u = 0; u < graph.order; u++) {
			for (let k = graph.offsets[u]!; k < graph.offsets[u + 1]!; k++) {
				const v = graph.targets[k]!;
				const dx = positions[2 * v]! - positions[2 * u]!;
				const dy = positions[2 * v + 1]! - positions[2 * u + 1]!;
				const pull =
					((community[u] === community[v] ? 0.12 : 0.004) * heat * graph.weights[k]!) / graph.degrees[u]!;
				positions[2 * u]! += pull * dx;
				positions[2 * u + 1]! += pull * dy;
			}
			const c = community[u]!;
			const dx = centers[2 * c]! - positions[2 * u]!;
			const dy = centers[2 * c + 1]! - positions[2 * u + 1]!;
			const distance = Math.sqrt(dx * dx + dy * dy);
			if (distance > radii[c]!) {
				const back = (0.3 * (distance - radii[c]!)) / distance;
				positions[2 * u]! += back * dx;
				positions[2 * u + 1]! += back * dy;
			}
		}
		separate(positions, arrangement, 1);
	}
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
