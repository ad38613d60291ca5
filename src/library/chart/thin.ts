/** Fewer points that look the same: by places in the picture, hence the same ones whenever and wherever they are drawn. */
import type { Point } from "./svg.js";

type Place = Exclude<Point, undefined>;

const mostPoints = 3000;

/**
 * Points of a line. Where x only grows, each pixel's width keeps its first, lowest, highest and last point, so that no
 * peak is lost; elsewhere a point stays when it is far enough from the last one that did.
 */
export function thinLine(points: readonly Point[]): readonly Point[] {
	if (points.length <= mostPoints) return points;
	if (isOrdered(points)) return thinOrdered(points);
	const kept = thinCurve(points, 0.5);
	return kept.length <= mostPoints ? kept : everyFew(kept);
}

/** Marks that lie on each other are one; if there are still too many, so are those that lie close. */
export function thinMarks(points: readonly Point[]): readonly Place[] {
	for (let apart = 0.5; ; apart *= 1.5) {
		const kept = new Map<number, Place>();
		for (const point of points) {
			if (!point) continue;
			const place = Math.floor(point[0] / apart) * 100_000 + Math.floor(point[1] / apart);
			if (!kept.has(place)) kept.set(place, point);
		}
		if (kept.size <= mostPoints || apart > 20) return [...kept.values()];
	}
}

function isOrdered(points: readonly Point[]): boolean {
	let before = Number.NEGATIVE_INFINITY;
	for (const point of points) {
		if (!point) continue;
		if (point[0] < before) return false;
		before = point[0];
	}
	return true;
}

/** Gaps narrower than a pixel are not seen. */
function thinOrdered(points: readonly Point[]): Point[] {
	const kept: Point[] = [];
	let column: Place[] = [];
	let gap = false;
	for (const point of points) {
		if (!point) {
			gap = true;
			continue;
		}
		if (column.length > 0 && Math.floor(point[0]) !== Math.floor(column[0]![0])) {
			kept.push(...corners(column));
			if (gap) kept.push(undefined);
			column = [];
		}
		gap = false;
		column.push(point);
	}
	return [...kept, ...corners(column)];
}

/** First, lowest, highest and last, in their order, each once. */
function corners(column: readonly Place[]): readonly Place[] {
	if (column.length <= 4) return column;
	let [low, high] = [0, 0];
	for (const [i, [, y]] of column.entries()) {
		if (y < column[low]![1]) low = i;
		if (y > column[high]![1]) high = i;
	}
	return [...new Set([0, Math.min(low, high), Math.max(low, high), column.length - 1])].map(
		(i) => column[i]!,
	);
}

function thinCurve(points: readonly Point[], apart: number): Point[] {
	const kept: Point[] = [];
	for (const [i, point] of points.entries()) {
		const last = kept.at(-1);
		if (!point) {
			if (last) kept.push(undefined);
			continue;
		}
		const isEnd = !last || !points[i + 1];
		if (isEnd || Math.max(Math.abs(point[0] - last[0]), Math.abs(point[1] - last[1])) >= apart)
			kept.push(point);
	}
	return kept;
}

/** Of what fills the picture anyway. */
function everyFew(points: readonly Point[]): Point[] {
	const step = Math.ceil(points.length / mostPoints);
	return points.filter((_, i) => i % step === 0);
}
