import type { CanvasNode } from "../../model/index.js";

/** The part of the endless canvas that is drawn: all of its nodes and a margin. */
export interface Frame extends Box {
	boxOf(node: CanvasNode): Box;
}

export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export function frameOf(nodes: readonly CanvasNode[]): Frame {
	const boxes = nodes.map(boxOf);
	const left = lowest(boxes, ({ x }) => x) - margin;
	const top = lowest(boxes, ({ y }) => y) - margin;
	const right = -lowest(boxes, ({ x, width }) => -x - width) + margin;
	const bottom = -lowest(boxes, ({ y, height }) => -y - height) + margin;
	return { x: left, y: top, width: right - left, height: bottom - top, boxOf };
}

/** The id of a card in the drawing. */
export function cardNumber(node: number): string {
	return `card-${node + 1}`;
}

/** `1`–`6` are the theme's; a colour of the author's own is checked once more, because it ends in a style. */
export function colorOf({ color }: { readonly color?: string }): string {
	if (color === undefined) return "";
	if (/^[1-6]$/.test(color)) return ` data-color="${color}"`;
	return /^#[0-9a-f]{6}$/i.test(color) ? ` style="--canvas-color:${color}"` : "";
}

const margin = 40;

/** Whole pixels, and no further out than a browser can draw. */
function boxOf({ x, y, width, height }: CanvasNode): Box {
	return {
		x: pixels(x, -farthest),
		y: pixels(y, -farthest),
		width: pixels(width, 1),
		height: pixels(height, 1),
	};
}

const farthest = 1_000_000;

function pixels(length: number, least: number): number {
	return Math.max(least, Math.min(farthest, Math.round(length) || 0));
}

function lowest(boxes: readonly Box[], of: (box: Box) => number): number {
	return boxes.reduce((low, box) => Math.min(low, of(box)), boxes[0] === undefined ? 0 : of(boxes[0]));
}
