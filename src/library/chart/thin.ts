/** Fewer points that look the same: by places in the picture, hence the same ones whenever and wherever they are drawn. */
import type { Point } from "./svg.js";

type Place = Exclude<Point, undefined>;

/**
 * Points of a line. Where x only grows, each pixel's width (or some pixels') keeps its first, lowest, highest and last point, so that no
 * peak is lost; elsewhere a point stays where the line bends.
 */
export function thinLine(points: readonly Point[], most: number): readonly Point[] {
	if (points.length <= most) return points;
	// Four points for each width.
	if (isOrdered(points)) return thinOrdered(points, Math.max(1, Math.ceil((4 * 640) / most)));
	const kept = thinCurve(points, 0.35);
	return kept.length <= 2 * most ? kept : everyFew(kept, 2 * most);
}

/** How many points each of so many series may have. */
export function pointsEach(series: number): number {
	return Math.max(60, Math.min(3000, Math.floor(12_000 / Math.max(1, series))));
}

/** Marks that lie on each other are one; if there are still too many, so are those that lie close. */
export function thinMarks(points: readonly Point[], most: number): readonly Place[] {
	for (let apart = 0.5; ; apart *= 1.5) {
		const kept = new Map<number, Place>();
		for (const point of points) {
			if (!point) continue;
			const place = Math.floor(point[0] / apart) * 100_000 + Math.floor(point[1] / apart);
			if (!kept.has(place)) kept.set(place, point);
		}
		if (kept.size <= most || apart > 100) return [...kept.values()];
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

/** Gaps narrower than such a width are not seen. */
function thinOrdered(points: readonly Point[], width: number): Point[] {
	const kept: Point[] = [];
	let column: Place[] = [];
	let gap = false;
	for (const point of points) {
		if (!point) {
			gap = true;
			continue;
		}
		if (column.length > 0 && Math.floor(point[0] / width) !== Math.floor(column[0]![0] / width)) {
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

/**
 * A point is left out when the line past it stays within `tolerance` of it: while there is a direction from the last
 * point kept that passes all since then so closely, and the line does not turn back.
 */
function thinCurve(points: readonly Point[], tolerance: number): Point[] {
	const kept: Point[] = [];
	let cone: Cone | undefined;
	let last: Place | undefined;
	for (const point of points) {
		if (cone && last && point && cone.admits(point)) {
			last = point;
			continue;
		}
		if (last && last !== kept.at(-1)) kept.push(last);
		const from: Place | undefined = point && last;
		if (!point) {
			if (kept.at(-1)) kept.push(undefined);
		} else if (!from) kept.push(point);
		cone = point && new Cone(from ?? point, tolerance);
		if (from) cone!.admits(point!);
		last = point;
	}
	if (last && last !== kept.at(-1)) kept.push(last);
	return kept;
}

/** The directions from a point that pass within `tolerance` of all points so far. */
class Cone {
	private readonly from: Place;
	private readonly tolerance: number;
	private left: Place | undefined;
	private right: Place | undefined;
	private furthest = 0;

	constructor(from: Place, tolerance: number) {
		this.from = from;
		this.tolerance = tolerance;
	}

	/** Whether a line from its beginning to this point passes all before; if so, this one is among them. */
	admits([px, py]: Place): boolean {
		const [x, y] = [px - this.from[0], py - this.from[1]];
		const distance = Math.sqrt(x * x + y * y);
		if (distance < this.furthest - this.tolerance) return false;
		if (distance <= this.tolerance) return true;
		const [left, right] = [this.left, this.right];
		if (
			left &&
			right &&
			(cross(left, [x, y]) > 0 || cross([x, y], right) > 0 || left[0] * x + left[1] * y <= 0)
		)
			return false;
		this.furthest = Math.max(this.furthest, distance);
		const sine = this.tolerance / distance;
		const cosine = Math.sqrt(1 - sine * sine);
		const leftmost: Place = [x * cosine - y * sine, y * cosine + x * sine];
		const rightmost: Place = [x * cosine + y * sine, y * cosine - x * sine];
		this.left = left && cross(left, leftmost) > 0 ? left : leftmost;
		this.right = right && cross(rightmost, right) > 0 ? right : rightmost;
		return true;
	}
}

/** Above 0 if b lies left of a, with y upward. */
function cross(a: Place, b: Place): number {
	return a[0] * b[1] - a[1] * b[0];
}

/** Of what fills the picture anyway. */
function everyFew(points: readonly Point[], most: number): Point[] {
	const step = Math.ceil(points.length / most);
	return points.filter((_, i) => i % step === 0);
}
