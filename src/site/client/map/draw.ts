import { type Camera, toScreen, type Window } from "./camera.js";
import { type Box, boxAt, type Labelled, placeLabels } from "./labels.js";
import type { MapModel } from "./model.js";
import type { Palette } from "./palette.js";

export interface Scene {
	readonly model: MapModel;
	readonly camera: Camera;
	readonly window: Window;
	/** Of the camera that shows the whole sheet. */
	readonly fit: number;
	readonly palette: Palette;
	/** The concept that is pointed at or chosen, or -1. */
	readonly focus: number;
	/** Concepts that are to stand out; undefined when all are equal. */
	readonly lit: ReadonlySet<number> | undefined;
	/** Something is moving: only the more important links are drawn. */
	readonly moving: boolean;
}

/** How many links are drawn in one picture. */
const mostEdges = 24_000;
const mostEdgesMoving = 4_000;
const labelSize = 12;

/** From the ground up: land, links, discs, names. All positions are pixels of the window but for the land's. */
export function drawMap(context: CanvasRenderingContext2D, scene: Scene): void {
	const { window, model, palette, focus, lit } = scene;
	const places = project(scene);
	context.clearRect(0, 0, window.width, window.height);
	drawLand(context, scene);
	drawEdges(context, scene, places);
	context.globalAlpha = lit ? 0.16 : 1;
	drawDiscs(context, scene, places, places.seen);
	context.globalAlpha = 1;
	if (lit) {
		if (focus >= 0) drawSpokes(context, scene, places);
		drawDiscs(
			context,
			scene,
			places,
			places.seen.filter((i) => lit.has(i)),
		);
	}
	if (focus >= 0) {
		context.strokeStyle = palette.mark;
		context.lineWidth = 2.5;
		context.beginPath();
		context.arc(places.x[focus]!, places.y[focus]!, radiusAt(scene.camera, model.radius[focus]!) + 3, 0, 7);
		context.stroke();
	}
	drawNames(context, scene, places);
}

/** Discs grow more slowly than the sheet: from afar they stay visible, from near they do not crowd. */
export function radiusAt(camera: Camera, radius: number): number {
	return Math.max(1, radius * Math.sqrt(camera.zoom) * 1.02);
}

interface Places {
	readonly x: Float32Array;
	readonly y: Float32Array;
	/** Concepts in the window, the most important first. */
	readonly seen: readonly number[];
}

function project({ model, camera, window }: Scene): Places {
	const count = model.x.length;
	const x = new Float32Array(count);
	const y = new Float32Array(count);
	const [left, top] = toScreen(camera, window, 0, 0);
	for (let i = 0; i < count; i++) {
		x[i] = left + model.x[i]! * camera.zoom;
		y[i] = top + model.y[i]! * camera.zoom;
	}
	const isSeen = (i: number) =>
		x[i]! > -20 && y[i]! > -20 && x[i]! < window.width + 20 && y[i]! < window.height + 20;
	return { x, y, seen: model.order.filter(isSeen) };
}

function drawLand(context: CanvasRenderingContext2D, { model, camera, window, palette, lit }: Scene): void {
	const [left, top] = toScreen(camera, window, 0, 0);
	context.save();
	context.translate(left, top);
	context.scale(camera.zoom, camera.zoom);
	context.globalAlpha = lit ? 0.045 : 0.075;
	for (const { colour, land } of model.areas) {
		context.fillStyle = palette.areas[colour]!;
		for (const path of land) context.fill(path);
	}
	context.restore();
}

/** Links with an end in the window, in two sweeps: grey ones between areas below coloured ones inside. */
function drawEdges(context: CanvasRenderingContext2D, scene: Scene, { x, y, seen }: Places): void {
	const { model, palette, lit, moving } = scene;
	const { edges, area, colour } = model;
	const inside = new Uint8Array(x.length);
	for (const i of seen) inside[i] = 1;
	const paths = new Map<number, Path2D>();
	let left = moving ? mostEdgesMoving : mostEdges;
	for (let at = 0; at < edges.length && left > 0; at += 2) {
		const a = edges[at]!;
		const b = edges[at + 1]!;
		if (!inside[a] && !inside[b]) continue;
		left--;
		const key = area[a] === area[b] ? colour[a]! : -1;
		const path = paths.get(key) ?? new Path2D();
		paths.set(key, path);
		curve(path, x[a]!, y[a]!, x[b]!, y[b]!);
	}
	context.lineWidth = 0.8;
	for (const key of [...paths.keys()].sort((a, b) => a - b)) {
		context.globalAlpha = (key < 0 ? 0.13 : 0.28) * (lit ? 0.3 : 1);
		context.strokeStyle = palette.areas[key < 0 ? 14 : key]!;
		context.stroke(paths.get(key)!);
	}
	context.globalAlpha = 1;
}

function curve(
	path: Path2D | CanvasRenderingContext2D,
	x: number,
	y: number,
	toX: number,
	toY: number,
): void {
	const [dx, dy] = [toX - x, toY - y];
	path.moveTo(x, y);
	path.quadraticCurveTo(x + dx / 2 - dy * 0.08, y + dy / 2 + dx * 0.08, toX, toY);
}

function drawSpokes(
	context: CanvasRenderingContext2D,
	{ model, palette, focus }: Scene,
	{ x, y }: Places,
): void {
	context.strokeStyle = palette.areas[model.colour[focus]!]!;
	context.lineWidth = 1.4;
	context.globalAlpha = 0.7;
	context.beginPath();
	for (let at = model.offsets[focus]!; at < model.offsets[focus + 1]!; at++) {
		const other = model.targets[at]!;
		curve(
			context,
			x[Math.min(focus, other)]!,
			y[Math.min(focus, other)]!,
			x[Math.max(focus, other)]!,
			y[Math.max(focus, other)]!,
		);
	}
	context.stroke();
	context.globalAlpha = 1;
}

/** All discs of one colour in one path. */
function drawDiscs(
	context: CanvasRenderingContext2D,
	scene: Scene,
	{ x, y }: Places,
	which: readonly number[],
): void {
	const { model, palette } = scene;
	const byColour: number[][] = palette.areas.map(() => []);
	for (const i of which) byColour[model.colour[i]!]!.push(i);
	for (const [colour, members] of byColour.entries()) {
		context.fillStyle = palette.areas[colour]!;
		context.beginPath();
		for (const i of members) {
			const radius = radiusAt(scene.camera, model.radius[i]!);
			context.moveTo(x[i]! + radius, y[i]!);
			context.arc(x[i]!, y[i]!, radius, 0, 7);
		}
		context.fill();
	}
}

/** The names of areas fade as one comes near; those of concepts appear as there is room for them. */
function drawNames(context: CanvasRenderingContext2D, scene: Scene, places: Places): void {
	const { model, camera, window, fit, palette, focus, lit } = scene;
	const near = camera.zoom / fit;
	const strength = lit ? 0.35 : Math.min(1, Math.max(0, 1.6 - near / 4));
	const bounds = { left: 0, right: window.width, top: 0, bottom: window.height };
	context.textAlign = "center";
	context.textBaseline = "middle";
	context.lineJoin = "round";
	context.strokeStyle = palette.paper;
	const taken: Box[] = [];
	if (strength > 0) {
		const shown = model.areas.filter(({ colour }) => colour < 14 || near > 1.8);
		const wanted = shown.map(({ name, size, x, y }) => {
			const [px, py] = toScreen(camera, window, x, y);
			const font = Math.min(30, Math.max(13, size * camera.zoom ** 0.4));
			context.font = `700 ${font}px ${palette.title}`;
			return {
				x: px,
				y: py,
				radius: 0,
				centred: true,
				font,
				width: context.measureText(name).width,
				height: font * 1.25,
			};
		});
		context.globalAlpha = strength;
		for (const [i, place] of placeLabels(wanted, bounds, largeDiscs(scene, places, 10), 30).entries()) {
			if (!place) continue;
			const { font } = wanted[i]!;
			if (strength > 0.5) taken.push(boxAt(place, wanted[i]!));
			context.font = `700 ${font}px ${palette.title}`;
			write(context, shown[i]!.name, place.x, place.y, 5, palette.areas[shown[i]!.colour]!);
		}
		context.globalAlpha = 1;
	}
	drawLabels(context, scene, places, bounds, taken, focus);
}

function drawLabels(
	context: CanvasRenderingContext2D,
	scene: Scene,
	places: Places,
	bounds: Box,
	taken: readonly Box[],
	focus: number,
): void {
	const { model, window, palette, lit } = scene;
	const { x, y, seen } = places;
	context.font = `${labelSize}px ${palette.text}`;
	const most = Math.round((window.width * window.height) / 9000);
	const candidates = (lit ? seen.filter((i) => lit.has(i) && i !== focus) : seen).slice(0, 5 * most);
	if (focus >= 0) candidates.unshift(focus);
	const wanted = candidates.map((i): Labelled => {
		const radius = radiusAt(scene.camera, model.radius[i]!) + (i === focus ? 3 : 0);
		return { x: x[i]!, y: y[i]!, radius, width: widthOf(context, model, i), height: labelSize * 1.3 };
	});
	for (const [turn, place] of placeLabels(
		wanted,
		bounds,
		[...taken, ...largeDiscs(scene, places, 40)],
		most,
	).entries()) {
		const i = candidates[turn]!;
		// The one that is pointed at is named in any case.
		const at = place ?? (i === focus ? { x: x[i]!, y: y[i]! - labelSize - wanted[turn]!.radius } : undefined);
		if (!at) continue;
		write(
			context,
			shorten(model.titles[i]!),
			at.x,
			at.y,
			3.5,
			turn < 24 || lit ? palette.strong : palette.ink,
		);
	}
}

/** No name may hide one of them. */
function largeDiscs({ camera, model }: Scene, { x, y, seen }: Places, count: number): Box[] {
	return seen.slice(0, count).map((i) => {
		const size = 2 * radiusAt(camera, model.radius[i]!) - 1;
		return boxAt({ x: x[i]!, y: y[i]! }, { width: size, height: size });
	});
}

function write(
	context: CanvasRenderingContext2D,
	text: string,
	x: number,
	y: number,
	halo: number,
	colour: string,
): void {
	context.lineWidth = halo;
	context.strokeText(text, x, y);
	context.fillStyle = colour;
	context.fillText(text, x, y);
}

const widths = new WeakMap<MapModel, Float32Array>();

function widthOf(context: CanvasRenderingContext2D, model: MapModel, i: number): number {
	const known = widths.get(model) ?? new Float32Array(model.x.length);
	widths.set(model, known);
	if (known[i] === 0) known[i] = context.measureText(shorten(model.titles[i]!)).width;
	return known[i]!;
}

/** Han characters take the room of two. */
function shorten(title: string): string {
	let room = 26;
	let end = 0;
	for (const character of title) {
		room -= character > "\u2e7f" ? 2 : 1;
		if (room < 0) return `${title.slice(0, end)}…`;
		end += character.length;
	}
	return title;
}
