/** Where the nodes and lines of a small graph are drawn: for pages that are made here, and for those that a script draws. */
import { breakLabel, cellsOf } from "../graph-layout.js";
import { type Point, placeGraph } from "./place-graph.js";

/** A circle, and below it a label of one line or two. */
export interface DrawnNode extends Point {
	/** Half of the label's width. */
	readonly half: number;
	readonly lines: readonly string[];
}

export interface DrawnLine {
	/** From circle to circle, with a head where it leads. */
	readonly path: string;
	readonly types: readonly string[];
}

export interface Drawing {
	readonly viewBox: readonly [left: number, top: number, width: number, height: number];
	/** Index for index as they were given. */
	readonly nodes: readonly DrawnNode[];
	readonly lines: readonly DrawnLine[];
}

export interface DrawnEdge {
	readonly source: number;
	readonly target: number;
	readonly type: string;
}

/** @param labels at least one */
export function layOutGraph(labels: readonly string[], edges: readonly DrawnEdge[]): Drawing {
	const boxes = layOut(labels, edges);
	const left = Math.min(...boxes.map(({ x, half }) => x - half)) - margin;
	const right = Math.max(...boxes.map(({ x, half }) => x + half)) + margin;
	const top = Math.min(...boxes.map(({ y }) => y - radius)) - margin;
	const bottom = Math.max(...boxes.map(({ y, lines }) => y + radius + lines.length * lineHeight)) + margin;
	return {
		viewBox: [Math.round(left), Math.round(top), Math.round(right - left), Math.round(bottom - top)],
		nodes: boxes,
		lines: joinedEdges(edges).flatMap((edge) => {
			const path = edgePath(edge, boxes);
			return path === undefined ? [] : [{ path, types: edge.types }];
		}),
	};
}

/** In CSS pixels, at full size. */
const margin = 6;
export const radius = 5;
export const lineHeight = 15;
const cellWidth = 6.6;
/** From neighbour to neighbour. */
const across = 132;
const down = 92;
const widest = 640;

type Box = DrawnNode;

function layOut(labels: readonly string[], edges: readonly DrawnEdge[]): Box[] {
	const points = placeGraph(
		labels.length,
		edges.filter(({ source, target }) => source !== target).map(({ source, target }) => [source, target]),
	);
	const reach = Math.max(...points.map(({ x }) => Math.abs(x)), 1e-6);
	const scale = Math.min(across, (widest / 2 - 50) / reach);
	const boxes = points.map(({ x, y }, i): Box => {
		const lines = breakLabel(labels[i]!, 16);
		const half = Math.max(...lines.map(cellsOf), 2) * (cellWidth / 2) + 3;
		return { x: x * scale, y: y * down, half, lines };
	});
	separate(boxes);
	return boxes.map((box) => ({ ...box, x: Math.round(box.x), y: Math.round(box.y) }));
}

/** Boxes of circle and label push each other away until none covers another, up and down sooner than aside. */
function separate(boxes: readonly Box[]): void {
	for (let round = 0; round < 80; round++) {
		let moved = false;
		for (let i = 0; i < boxes.length; i++) {
			for (let j = i + 1; j < boxes.length; j++) moved = pushApart(boxes[i]!, boxes[j]!) || moved;
		}
		if (!moved) return;
	}
}

function pushApart(a: Box, b: Box): boolean {
	const x = a.half + b.half + 6 - Math.abs(a.x - b.x);
	const upper = a.y <= b.y ? a : b;
	const lower = upper === a ? b : a;
	const y = upper.y + radius + upper.lines.length * lineHeight + 6 - (lower.y - radius);
	if (x <= 0 || y <= 0) return false;
	if (y < x * 1.4) {
		upper.y -= y / 2;
		lower.y += y / 2;
	} else {
		const sign = a.x <= b.x ? 1 : -1;
		a.x -= (sign * x) / 2;
		b.x += (sign * x) / 2;
	}
	return true;
}

interface Edge {
	readonly a: number;
	readonly b: number;
	readonly types: readonly string[];
	/** Leads from b to a as well. */
	readonly both: boolean;
}

/** One line for all that joins two nodes. */
function joinedEdges(edges: readonly DrawnEdge[]): readonly Edge[] {
	const lines = new Map<string, { a: number; b: number; types: Set<string>; both: boolean }>();
	for (const { source, target, type } of edges) {
		if (source === target) continue;
		const back = lines.get(`${target} ${source}`);
		const line = back ??
			lines.get(`${source} ${target}`) ?? { a: source, b: target, types: new Set(), both: false };
		line.types.add(type);
		if (back === undefined) lines.set(`${source} ${target}`, line);
		else back.both = true;
	}
	return [...lines.values()].map((line) => ({ ...line, types: [...line.types] }));
}

function edgePath({ a, b, both }: Edge, boxes: readonly Box[]): string | undefined {
	const [from, to] = [boxes[a]!, boxes[b]!];
	const length = Math.hypot(to.x - from.x, to.y - from.y);
	if (length < 3 * radius) return undefined;
	const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
	const [ahead, behind] = [clear(from, x, y), clear(to, -x, -y)];
	if (ahead + behind > length - 4) return undefined;
	const start = { x: from.x + x * ahead, y: from.y + y * ahead };
	const end = { x: to.x - x * behind, y: to.y - y * behind };
	const line = `M${point(start)} ${point(end)}`;
	const heads = head(end, x, y) + (both ? head(start, -x, -y) : "");
	return line + heads;
}

/** How far from its middle a line is out of a node that leaves it this way: below a circle stands its label. */
function clear({ half, lines }: Box, x: number, y: number): number {
	const circle = radius + 3;
	if (y <= 0) return circle;
	const label = Math.min((half + 1) / Math.abs(x), (radius + lines.length * lineHeight + 3) / y);
	// A flat line leaves beside the label's first line, not below it.
	return label * y > radius + 2 ? Math.max(circle, label) : circle;
}

function head(at: Point, x: number, y: number): string {
	const wing = (side: number) => ({ x: at.x - x * 6 - y * 3.5 * side, y: at.y - y * 6 + x * 3.5 * side });
	return `M${point(wing(1))} ${point(at)} ${point(wing(-1))}`;
}

function point({ x, y }: Point): string {
	return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
}
