/**
 * Places for the nodes of a small graph: as far from each other on paper as they are in the graph (Kamada & Kawai's
 * stress, lowered by steps along one pair at a time, as Zheng, Pawar & Goodman do it). The longest way lies level, because
 * labels do. The same graph gives the same drawing.
 */
export interface Point {
	x: number;
	y: number;
}

/** @returns places in hops: neighbours are about 1 apart */
export function placeGraph(nodes: number, edges: readonly (readonly [number, number])[]): Point[] {
	const distance = distances(nodes, edges);
	// A sunflower's head: no two nodes begin in one place, and none on a line.
	const points = Array.from({ length: nodes }, (_, i): Point => {
		const [angle, reach] = [i * 2.399963, Math.sqrt(i + 0.5)];
		return { x: Math.cos(angle) * reach, y: Math.sin(angle) * reach };
	});
	for (let round = 0; round < rounds; round++) {
		const step = 0.9 * (1 - round / rounds) + 0.05;
		for (let a = 0; a < nodes; a++) {
			for (let b = a + 1; b < nodes; b++) pull(points[a]!, points[b]!, distance[a * nodes + b]!, step);
		}
	}
	return levelled(points);
}

const rounds = 60;

/** Moves both towards where they would be as far apart as they should; the nearer they are in the graph, the more. */
function pull(a: Point, b: Point, wanted: number, step: number): void {
	const [x, y] = [b.x - a.x, b.y - a.y];
	const length = Math.hypot(x, y) || 1e-6;
	const move = (Math.min(1, step / wanted) * (length - wanted)) / 2 / length;
	a.x += x * move;
	a.y += y * move;
	b.x -= x * move;
	b.y -= y * move;
}

/** Hops between any two; parts that are not joined keep some room between them. */
function distances(nodes: number, edges: readonly (readonly [number, number])[]): Float64Array {
	const joined: number[][] = Array.from({ length: nodes }, () => []);
	for (const [a, b] of edges) {
		joined[a]!.push(b);
		joined[b]!.push(a);
	}
	const apart = Math.max(2.5, Math.sqrt(nodes));
	const result = new Float64Array(nodes * nodes).fill(apart);
	for (let start = 0; start < nodes; start++) {
		const seen = new Map([[start, 0]]);
		for (const [node, hops] of seen) {
			result[start * nodes + node] = hops;
			for (const next of joined[node]!) if (!seen.has(next)) seen.set(next, hops + 1);
		}
	}
	return result;
}

/** Turned about its middle so that it is widest from left to right, and read from its first node on. */
function levelled(points: Point[]): Point[] {
	const n = points.length || 1;
	const centre = {
		x: points.reduce((sum, { x }) => sum + x, 0) / n,
		y: points.reduce((sum, { y }) => sum + y, 0) / n,
	};
	let [xx, xy, yy] = [0, 0, 0];
	for (const point of points) {
		const [x, y] = [point.x - centre.x, point.y - centre.y];
		xx += x * x;
		xy += x * y;
		yy += y * y;
	}
	const angle = -Math.atan2(2 * xy, xx - yy) / 2;
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const turned = points.map(({ x, y }) => ({
		x: (x - centre.x) * cos - (y - centre.y) * sin,
		y: (x - centre.x) * sin + (y - centre.y) * cos,
	}));
	const flip = (turned[0]?.x ?? 0) > 0 ? -1 : 1;
	return turned.map(({ x, y }) => ({ x: x * flip, y }));
}
