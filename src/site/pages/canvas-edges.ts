import type { CanvasEdge, CanvasNode, Side } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { type Box, colorOf, type Frame } from "./canvas-frame.js";

/** All edges as curves that leave and enter their cards at right angles, with arrow heads and labels. */
export function drawEdges(nodes: readonly CanvasNode[], edges: readonly CanvasEdge[], frame: Frame): string {
	const boxes = new Map(nodes.map((node) => [node.id, frame.boxOf(node)]));
	return edges
		.map((edge) => {
			const from = boxes.get(edge.from);
			const to = boxes.get(edge.to);
			return from === undefined || to === undefined ? "" : drawEdge(edge, from, to);
		})
		.join("");
}

interface Point {
	readonly x: number;
	readonly y: number;
}

function drawEdge(edge: CanvasEdge, from: Box, to: Box): string {
	const fromSide = edge.fromSide ?? facingSide(from, to);
	const toSide = edge.toSide ?? facingSide(to, from);
	const start = middleOf(from, fromSide);
	const end = middleOf(to, toSide);
	const bend = Math.min(200, Math.max(40, Math.hypot(end.x - start.x, end.y - start.y) / 2));
	const leave = move(start, fromSide, bend);
	const arrive = move(end, toSide, bend);
	const curve = `M${at(start)}C${at(leave)} ${at(arrive)} ${at(end)}`;
	const heads =
		(edge.fromEnd === "arrow" ? arrowHead(start, fromSide) : "") +
		(edge.toEnd === "arrow" ? arrowHead(end, toSide) : "");
	const middle = {
		x: (start.x + 3 * leave.x + 3 * arrive.x + end.x) / 8,
		y: (start.y + 3 * leave.y + 3 * arrive.y + end.y) / 8,
	};
	const label = edge.label
		? `<text x="${round(middle.x)}" y="${round(middle.y)}">${escapeHtml(edge.label)}</text>`
		: "";
	return `<g class="canvas-edge"${colorOf(edge)}><path d="${curve}"/>${heads}${label}</g>`;
}

/** The side on which a line to the other box would leave. */
function facingSide(box: Box, other: Box): Side {
	const dx = other.x + other.width / 2 - box.x - box.width / 2;
	const dy = other.y + other.height / 2 - box.y - box.height / 2;
	if (Math.abs(dx) * box.height > Math.abs(dy) * box.width) return dx > 0 ? "right" : "left";
	return dy > 0 ? "bottom" : "top";
}

const directions: Readonly<Record<Side, Point>> = {
	top: { x: 0, y: -1 },
	right: { x: 1, y: 0 },
	bottom: { x: 0, y: 1 },
	left: { x: -1, y: 0 },
};

function middleOf({ x, y, width, height }: Box, side: Side): Point {
	const { x: dx, y: dy } = directions[side];
	return { x: x + (width * (1 + dx)) / 2, y: y + (height * (1 + dy)) / 2 };
}

function move({ x, y }: Point, side: Side, distance: number): Point {
	const { x: dx, y: dy } = directions[side];
	return { x: x + dx * distance, y: y + dy * distance };
}

/** A triangle with its tip on the card, standing off at a right angle. */
function arrowHead(tip: Point, side: Side): string {
	const { x: dx, y: dy } = directions[side];
	const base = move(tip, side, 12);
	const wings = [
		{ x: base.x - dy * 6, y: base.y + dx * 6 },
		{ x: base.x + dy * 6, y: base.y - dx * 6 },
	];
	return `<path class="canvas-arrow" d="M${at(tip)}L${wings.map(at).join("L")}Z"/>`;
}

function at({ x, y }: Point): string {
	return `${round(x)} ${round(y)}`;
}

function round(length: number): number {
	return Math.round(length * 10) / 10;
}
