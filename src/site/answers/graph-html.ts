import type { AnswerGraph, AnswerLink } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { breakLabel, cellsOf } from "../graph-layout.js";
import { say } from "../interface.js";
import { type Place, targetOf } from "./place.js";
import { type Point, placeGraph } from "./place-graph.js";

/** A drawing whose nodes are links: no script, colours from the style sheet. */
export function graphHtml({ nodes, edges }: AnswerGraph, place: Place): string {
	if (nodes.length === 0) return "";
	const boxes = layOut(nodes, edges);
	const { ui } = place.state.index;
	const left = Math.min(...boxes.map(({ x, half }) => x - half)) - margin;
	const right = Math.max(...boxes.map(({ x, half }) => x + half)) + margin;
	const top = Math.min(...boxes.map(({ y }) => y - radius)) - margin;
	const bottom = Math.max(...boxes.map(({ y, lines }) => y + radius + lines.length * lineHeight)) + margin;
	const [width, height] = [Math.round(right - left), Math.round(bottom - top)];
	const lines = joinedEdges(edges).map((edge) => edgeSvg(edge, boxes));
	const drawn = boxes.map((box, i) => nodeSvg(box, nodes[i]!, place));
	return `<div class="answer-graph" role="group" tabindex="0" aria-label="${say(ui, "answerGraph")}" data-t-label="answerGraph"><svg viewBox="${Math.round(left)} ${Math.round(top)} ${width} ${height}" width="${width}" height="${height}">${lines.join("")}${drawn.join("")}</svg></div>`;
}

/** In CSS pixels, at full size. */
const margin = 6;
const radius = 5;
const lineHeight = 15;
const cellWidth = 6.6;
/** From neighbour to neighbour. */
const across = 132;
const down = 92;
const widest = 640;

interface Box extends Point {
	readonly half: number;
	readonly lines: readonly string[];
}

function layOut(nodes: AnswerGraph["nodes"], edges: AnswerGraph["edges"]): Box[] {
	const points = placeGraph(
		nodes.length,
		edges.filter(({ source, target }) => source !== target).map(({ source, target }) => [source, target]),
	);
	const reach = Math.max(...points.map(({ x }) => Math.abs(x)), 1e-6);
	const scale = Math.min(across, (widest / 2 - 50) / reach);
	const boxes = points.map(({ x, y }, i): Box => {
		const lines = breakLabel(nodes[i]!.text, 16);
		const half = Math.max(...lines.map(cellsOf), 2) * (cellWidth / 2) + 3;
		return { x: x * scale, y: y * Math.max(scale, down), half, lines };
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
function joinedEdges(edges: AnswerGraph["edges"]): readonly Edge[] {
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

/** From circle to circle, with a head where it leads. */
function edgeSvg({ a, b, types, both }: Edge, boxes: readonly Box[]): string {
	const [from, to] = [boxes[a]!, boxes[b]!];
	const length = Math.hypot(to.x - from.x, to.y - from.y);
	if (length < 3 * radius) return "";
	const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
	const gap = radius + 3;
	const start = { x: from.x + x * gap, y: from.y + y * gap };
	const end = { x: to.x - x * gap, y: to.y - y * gap };
	const line = `M${point(start)} ${point(end)}`;
	const heads = head(end, x, y) + (both ? head(start, -x, -y) : "");
	return `<path d="${line}${heads}"><title>${escapeHtml(types.join(", "))}</title></path>`;
}

function head(at: Point, x: number, y: number): string {
	const wing = (side: number) => ({ x: at.x - x * 6 - y * 3.5 * side, y: at.y - y * 6 + x * 3.5 * side });
	return `M${point(wing(1))} ${point(at)} ${point(wing(-1))}`;
}

function point({ x, y }: Point): string {
	return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
}

/** The name is the label, or the whole text where the label is cut. */
function nodeSvg({ x, y, lines }: Box, link: AnswerLink, place: Place): string {
	const { href, kind } = targetOf(link, place);
	const title = lines.length === 1 && lines[0] === link.text ? "" : `<title>${escapeHtml(link.text)}</title>`;
	const labels = lines.map(
		(line, i) => `<text y="${radius + lineHeight * (i + 1) - 2}">${escapeHtml(line)}</text>`,
	);
	const inside = `${title}<circle r="${radius}"/>${labels.join("")}`;
	const at = ` class="is-${kind}" transform="translate(${x} ${y})"`;
	return href === undefined ? `<g${at}>${inside}</g>` : `<a href="${href}"${at}>${inside}</a>`;
}
