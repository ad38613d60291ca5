import type { MapModel } from "./model.js";

const headings = { Right: [1, 0], Left: [-1, 0], Down: [0, 1], Up: [0, -1] } as const;

export type Direction = keyof typeof headings;

/** Distances along links count as this much of what they are. */
const linked = 0.4;

/**
 * Where an arrow key leads: to the nearest concept within 45 degrees of its direction, those that are linked being
 * nearer than they look; -1 at the edge of the map.
 */
export function nearestInDirection(
	{ x, y, offsets, targets }: Pick<MapModel, "x" | "y" | "offsets" | "targets">,
	from: number,
	direction: Direction,
): number {
	const [hx, hy] = headings[direction];
	const neighbours = new Set(targets.subarray(offsets[from], offsets[from + 1]));
	let best = -1;
	let least = Number.POSITIVE_INFINITY;
	for (let i = 0; i < x.length; i++) {
		const dx = x[i]! - x[from]!;
		const dy = y[i]! - y[from]!;
		const ahead = dx * hx + dy * hy;
		const aside = Math.abs(dx * hy - dy * hx);
		if (i === from || ahead <= 0 || aside > ahead) continue;
		const distance = (ahead + aside) * (neighbours.has(i) ? linked : 1);
		if (distance < least) [best, least] = [i, distance];
	}
	return best;
}
