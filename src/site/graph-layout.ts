import type { LocalGraph } from "./view.js";

/** A node's place in the drawing. Its box holds the circle and the label below or above: no two boxes overlap. */
export interface Placed {
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	/** One line or two; none when there was no room left. */
	readonly lines: readonly string[];
	/** The label stands above the circle: its link comes from below. */
	readonly above: boolean;
}

export interface Layout {
	readonly width: number;
	readonly height: number;
	/** Index for index as in the graph. */
	readonly nodes: readonly Placed[];
}

/**
 * Node 0 in the middle, the others around it on two rings, so ordered that neighbours of each other come to
 * stand side by side; then boxes that overlap push each other away. The same graph gives the same drawing.
 */
export function layOutLocalGraph(graph: LocalGraph): Layout {
	const others = graph.nodes.length - 1;
	const height =
		others <= 3 ? 170 : others <= 6 ? 220 : others <= 10 ? 280 : 350 + 14 * Math.max(0, others - 16);
	const self = graph.nodes[0]?.title ?? "";
	const boxes = graph.nodes.map((node, index) => toBox(node, index, others, self));
	placeOnRings(boxes, ringOrder(graph), height);
	separate(boxes, height);
	hideOverlapping(boxes);
	return { width, height, nodes: boxes.map(toPlaced) };
}

/** Widths are in cells of the label's font: a Han character takes two. */
export function cellsOf(text: string): number {
	let cells = 0;
	for (const char of text) cells += cellsOfChar(char);
	return cells;
}

/** On one line if it fits, else on two, broken at a space or between Han characters; what is left over is cut. */
export function breakLabel(text: string, limit: number): readonly string[] {
	const cells = cellsOf(text);
	if (cells <= limit) return [text];
	// Two lines of about the same length read better than a line and a last character.
	const at = breakBefore(text, Math.min(limit, Math.ceil(cells / 2) + 1)) || breakBefore(text, limit);
	if (at === 0) return [cutToCells(text, limit)];
	return [text.slice(0, at).trimEnd(), cutToCells(text.slice(at).trimStart(), limit)];
}

/** Cut to a number of cells, the ellipsis included. */
export function cutToCells(text: string, limit: number): string {
	if (cellsOf(text) <= limit) return text;
	let cut = "";
	let cells = 1;
	for (const char of text) {
		cells += cellsOfChar(char);
		if (cells > limit) break;
		cut += char;
	}
	// Half of a joined emoji is a whole one, without the joiner.
	return `${cut.replace(/[\s\u200D]+$/, "")}…`;
}

/** The last place at which the first line may end, or 0. */
function breakBefore(text: string, limit: number): number {
	let cells = 0;
	let at = 0;
	let place = 0;
	let before = "";
	for (const char of text) {
		const wide = cellsOfChar(char) === 2 || cellsOfChar(before) === 2;
		if (at > 0 && (char === " " || wide) && !closing.test(char) && !opening.test(before)) place = at;
		cells += cellsOfChar(char);
		if (cells > limit && char !== " ") break;
		at += char.length;
		before = char;
	}
	return place;
}

/** Not at the end of a line, and not at the start of one. */
const opening = /[（《「『【“‘([]$/u;
const closing = /^[，。、；：？！）》」』】”’…)\],.;:?!]/u;

const width = 300;
const margin = 4;
/** Of the label's font at 12 units. */
const cellWidth = 6.1;
const lineHeight = 13;
/** Room between the lines' box and the next circle. */
const lineGap = 3;
/** Wished for between two boxes. */
const gap = 4;

/** `x`, `y` is the circle's centre; the box reaches `half` to both sides, `radius` up and down, and `label` more. */
interface Box {
	x: number;
	y: number;
	homeX: number;
	homeY: number;
	readonly half: number;
	readonly radius: number;
	/** Height of the lines. */
	readonly label: number;
	above: boolean;
	readonly fixed: boolean;
	lines: readonly string[];
}

function toBox(node: LocalGraph["nodes"][number], index: number, others: number, selfTitle: string): Box {
	const self = index === 0;
	const full = node.kind === "tag" ? `#${node.title}` : node.title;
	const limit = others > 10 ? 12 : 14;
	const label = isText(node) && cellsOf(full) > limit ? withoutPrefix(full, selfTitle) : full;
	const lines = self ? [cutToCells(full, 20)] : breakLabel(label, limit);
	const radius = self ? 8 : node.degree > 20 ? 6 : node.degree > 5 ? 5 : 4;
	const cells = Math.max(...lines.map(cellsOf));
	const half = Math.max((cells * cellWidth * (self ? 1.15 : 1)) / 2, radius) + 2;
	const height = lines.length * lineHeight + lineGap;
	return { x: 0, y: 0, homeX: 0, homeY: 0, half, radius, label: height, above: false, fixed: self, lines };
}

function isText({ kind }: LocalGraph["nodes"][number]): boolean {
	return kind === "note" || kind === "canvas" || kind === "placeholder";
}

/** Notes around “X” are often called “X of this”, “X of that”: what sets them apart is the rest. */
function withoutPrefix(title: string, prefix: string): string {
	const rest = title.slice(prefix.length);
	return prefix !== "" && rest.length > 1 && title.startsWith(prefix) ? `…${rest.trimStart()}` : title;
}

/** Next comes whoever has the most links to the ones just placed; equals keep their order. */
function ringOrder(graph: LocalGraph): number[] {
	const joined = graph.nodes.map(() => new Set<number>());
	for (const [a, b] of graph.edges) {
		joined[a]?.add(b);
		joined[b]?.add(a);
	}
	const left = new Set(graph.nodes.keys());
	left.delete(0);
	const order: number[] = [];
	while (left.size > 0) {
		const recent = order.slice(-3);
		let best = -1;
		let bestScore = -1;
		for (const node of left) {
			const score = recent.filter((other) => joined[node]?.has(other)).length;
			if (score > bestScore) [best, bestScore] = [node, score];
		}
		order.push(best);
		left.delete(best);
	}
	return order;
}

/**
 * Every second one stands further out when there are many, which leaves room for the labels between. None stands
 * straight below the middle, whose label its link would strike out.
 */
function placeOnRings(boxes: readonly Box[], order: readonly number[], height: number): void {
	const centreY = height / 2 - 6;
	const self = boxes[0];
	if (self) Object.assign(self, { x: width / 2, y: centreY });
	const first = order.length % 2 === 0 ? 0.5 : 0;
	for (const [turn, index] of order.entries()) {
		const box = boxes[index];
		if (!box) continue;
		const angle = ((turn + first) / order.length) * 2 * Math.PI - Math.PI / 2;
		const reach = order.length > 6 && turn % 2 === 0 ? 0.68 : 1;
		box.homeX = width / 2 + Math.cos(angle) * reach * (width / 2 - 40);
		box.homeY = centreY + Math.sin(angle) * reach * (height / 2 - 22);
		box.x = box.homeX;
		box.y = box.homeY;
		box.above = Math.sin(angle) < -0.1;
	}
}

/** First every box is drawn home while boxes push each other away; then they only push, until none has to. */
function separate(boxes: readonly Box[], height: number): void {
	for (let step = 0; step < pullingSteps + pushingSteps; step++) {
		const pushed = pushAll(boxes);
		const pulling = step < pullingSteps;
		if (!pushed && !pulling) return;
		for (const box of boxes) if (!box.fixed) settle(box, pulling ? 0.08 : 0, height);
	}
}

const pullingSteps = 30;
const pushingSteps = 60;

function pushAll(boxes: readonly Box[]): boolean {
	let pushed = false;
	for (let i = 0; i < boxes.length; i++) {
		for (let j = i + 1; j < boxes.length; j++) pushed = pushApart(boxes[i]!, boxes[j]!) || pushed;
	}
	return pushed;
}

/** Some way home, and back into the drawing. */
function settle(box: Box, pull: number, height: number): void {
	const { half } = box;
	const up = box.y - top(box);
	const down = bottom(box) - box.y;
	box.x = clamp(box.x + (box.homeX - box.x) * pull, margin + half, width - margin - half);
	box.y = clamp(box.y + (box.homeY - box.y) * pull, margin + up, height - margin - down);
}

/** Along the axis on which less has to move. */
function pushApart(a: Box, b: Box): boolean {
	const x = overlapX(a, b);
	if (x <= -gap) return false;
	const y = overlapY(a, b);
	if (y <= -gap) return false;
	const share = a.fixed || b.fixed ? 1 : 0.5;
	if (x < y * 1.5) {
		const move = (a.x <= b.x ? share : -share) * (x + gap);
		if (!a.fixed) a.x -= move;
		if (!b.fixed) b.x += move;
	} else {
		const move = (middle(a) <= middle(b) ? share : -share) * (y + gap);
		if (!a.fixed) a.y -= move;
		if (!b.fixed) b.y += move;
	}
	return true;
}

/** By how much two boxes overlap; negative when there is room between them. */
function overlapX(a: Box, b: Box): number {
	return a.half + b.half - Math.abs(a.x - b.x);
}

function overlapY(a: Box, b: Box): number {
	return Math.min(bottom(a), bottom(b)) - Math.max(top(a), top(b));
}

function top({ y, radius, label, above }: Box): number {
	return y - radius - (above ? label : 0);
}

function bottom({ y, radius, label, above }: Box): number {
	return y + radius + (above ? 0 : label);
}

function middle(box: Box): number {
	return (top(box) + bottom(box)) / 2;
}

/** Where there is no room for all labels, the later (less relevant) node keeps its circle and its title. */
function hideOverlapping(boxes: readonly Box[]): void {
	const shown: Box[] = [];
	for (const box of boxes) {
		const clash = shown.some((other) => overlapX(box, other) > 1 && overlapY(box, other) > 1);
		if (clash) box.lines = [];
		else shown.push(box);
	}
}

function toPlaced({ x, y, radius, lines, above }: Box): Placed {
	return { x: Math.round(x), y: Math.round(y), radius, lines, above };
}

function clamp(value: number, low: number, high: number): number {
	return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, value));
}

/** East Asian wide characters and emoji take two cells, combining marks and joiners none. */
function cellsOfChar(char: string): number {
	const code = char.codePointAt(0) ?? 0;
	if (code < 0x300) return 1;
	if (code < 0x1100 || (code >= 0x2000 && code < 0x2e80)) return /[\p{M}\u200B-\u200D]/u.test(char) ? 0 : 1;
	for (let i = 0; i < wide.length; i += 2) if (code >= wide[i]! && code <= wide[i + 1]!) return 2;
	return /\p{M}/u.test(char) ? 0 : 1;
}

/** First and last code point of each range. */
const wide = [
	...[0x1100, 0x115f, 0x2e80, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60],
	...[0xffe0, 0xffe6, 0x1f300, 0x1faff, 0x20000, 0x3fffd],
];
