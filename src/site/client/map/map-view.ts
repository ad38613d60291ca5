import { type Camera, fitCamera, keepInside, toScreen, zoomAt } from "./camera.js";
import { addControls } from "./controls.js";
import { drawMap, radiusAt } from "./draw.js";
import { followPointers } from "./gestures.js";
import type { MapModel } from "./model.js";
import { readPalette } from "./palette.js";
import { type Direction, nearestInDirection } from "./walk.js";

/** Zooming by one key or button, and how near a place is shown that somebody asked for. */
const step = 1.6;
const close = 2.6;
/** Pixels from its disc within which a concept is meant. */
const reach = 16;
const restAfter = 140;
const flightTime = 260;

/** Puts the map on a canvas over the picture, and keeps what is seen and what is chosen. */
export function showMap(figure: HTMLElement, model: MapModel): void {
	const { x, y, radius, links, offsets, targets, order } = model;
	const canvas = document.createElement("canvas");
	const context = canvas.getContext("2d");
	if (context === null) return;
	const calm = matchMedia("(prefers-reduced-motion: reduce)");
	let palette = readPalette(figure);
	let size = { width: 0, height: 0 };
	let fit = 1;
	let camera: Camera = { x: 0, y: 0, zoom: 0 };
	let hovered = -1;
	let chosen = -1;
	let found: ReadonlySet<number> | undefined;
	let moving = false;
	let resting = 0;
	let frame = 0;

	canvas.tabIndex = 0;
	figure.append(canvas);
	const controls = addControls(figure, canvas, model, {
		zoom: (direction) => zoomBy(step ** direction),
		fit: showAll,
		find: (matches) => {
			found = matches;
			draw();
		},
		go: visit,
		clear: () => choose(-1),
	});
	followPointers(canvas, {
		drag: (dx, dy) => look({ ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom }),
		zoom: (factor, px, py) => look(zoomAt(camera, size, factor, px, py, fit)),
		canZoomOut: () => camera.zoom > fit * 1.001,
		hover: (px, py) => hover(px === undefined ? -1 : conceptAt(px, py as number)),
		tap: (px, py) => choose(conceptAt(px, py)),
		open: () => controls.open(),
	});
	canvas.addEventListener("keydown", onKey);
	new ResizeObserver(resize).observe(canvas);
	new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
	figure.dataset.live = "";
	resize();
	visitAddress();

	/** `map.html?at=a/b.html` shows where that page is. */
	function visitAddress(): void {
		const at = new URLSearchParams(location.search).get("at");
		const concept = at === null ? -1 : links.findIndex((link) => link !== undefined && decode(link) === at);
		if (concept >= 0) visit(concept);
	}

	function repaint(): void {
		palette = readPalette(figure);
		draw();
	}

	function resize(): void {
		const { clientWidth: width, clientHeight: height } = canvas;
		if (width === 0) return;
		const isWhole = camera.zoom <= fit * 1.001;
		const ratio = Math.min(devicePixelRatio || 1, 2);
		size = { width, height };
		canvas.width = Math.round(width * ratio);
		canvas.height = Math.round(height * ratio);
		const fitted = fitCamera(model, size);
		fit = fitted.zoom;
		if (isWhole) camera = fitted;
		paint();
	}

	function hover(concept: number): void {
		if (concept === hovered) return;
		hovered = concept;
		canvas.style.cursor = concept >= 0 ? "pointer" : "";
		draw();
	}

	function choose(concept: number): void {
		if (concept === chosen) return;
		chosen = concept;
		controls.present(concept);
		draw();
	}

	function look(to: Camera): void {
		camera = keepInside(to, model);
		moving = true;
		clearTimeout(resting);
		resting = window.setTimeout(() => {
			moving = false;
			draw();
		}, restAfter);
		draw();
	}

	function zoomBy(factor: number): void {
		flyTo(zoomAt(camera, size, factor, size.width / 2, size.height / 2, fit));
	}

	function showAll(): void {
		flyTo(fitCamera(model, size));
	}

	function visit(concept: number): void {
		choose(concept);
		flyTo({ x: x[concept]!, y: y[concept]!, zoom: Math.max(camera.zoom, close * fit) });
	}

	/** At once for those who want no motion; whoever takes hold of the map meanwhile has it. */
	function flyTo(to: Camera): void {
		if (calm.matches) {
			look(to);
			return;
		}
		const from = camera;
		const start = performance.now();
		let seen = camera;
		const fly = (now: number) => {
			if (camera !== seen) return;
			const share = Math.min(1, Math.max(0, (now - start) / flightTime));
			const eased = share * (2 - share);
			look({
				x: from.x + (to.x - from.x) * eased,
				y: from.y + (to.y - from.y) * eased,
				zoom: from.zoom * (to.zoom / from.zoom) ** eased,
			});
			seen = camera;
			if (share < 1) requestAnimationFrame(fly);
		};
		requestAnimationFrame(fly);
	}

	function onKey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const { key } = event;
		if (key.startsWith("Arrow")) walk(key.slice(5) as Direction);
		else if (key === "+" || key === "=") zoomBy(step);
		else if (key === "-") zoomBy(1 / step);
		else if (key === "0") showAll();
		else if (key === "Enter") controls.open();
		else if (key === "Escape" && (chosen >= 0 || found)) controls.clear();
		else return;
		event.preventDefault();
	}

	function walk(direction: Direction): void {
		const next = chosen < 0 ? nearestTo(camera) : nearestInDirection(model, chosen, direction);
		if (next < 0) return;
		choose(next);
		const [px, py] = toScreen(camera, size, x[next]!, y[next]!);
		const margin = Math.min(size.width, size.height) / 6;
		const isInside = px > margin && py > margin && px < size.width - margin && py < size.height - margin;
		if (!isInside) flyTo({ ...camera, x: x[next]!, y: y[next]! });
	}

	/** Of the important ones, the one nearest to where one looks. */
	function nearestTo(place: { readonly x: number; readonly y: number }): number {
		const distance = (i: number) => Math.hypot(x[i]! - place.x, y[i]! - place.y);
		return order.slice(0, 60).reduce((best, i) => (distance(i) < distance(best) ? i : best), order[0] ?? -1);
	}

	function conceptAt(px: number, py: number): number {
		let best = -1;
		let least = reach;
		for (let i = 0; i < x.length; i++) {
			const [sx, sy] = toScreen(camera, size, x[i]!, y[i]!);
			const distance = Math.hypot(sx - px, sy - py) - radiusAt(camera, radius[i]!);
			if (distance < least) [best, least] = [i, distance];
		}
		return best;
	}

	function draw(): void {
		frame ||= requestAnimationFrame(paint);
	}

	function paint(): void {
		cancelAnimationFrame(frame);
		frame = 0;
		const focus = hovered >= 0 ? hovered : chosen;
		const ratio = canvas.width / size.width;
		context?.setTransform(ratio, 0, 0, ratio, 0, 0);
		const lit = litAround(focus);
		if (context) drawMap(context, { model, camera, window: size, fit, palette, moving, focus, lit });
	}

	/** The concept and its neighbours; else what was searched for. */
	function litAround(focus: number): ReadonlySet<number> | undefined {
		if (focus < 0) return found;
		return new Set([focus, ...targets.subarray(offsets[focus], offsets[focus + 1])]);
	}
}

function decode(href: string): string {
	try {
		return decodeURI(href);
	} catch {
		return href;
	}
}
