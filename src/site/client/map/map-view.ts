import { type Camera, fitCamera, keepInside, toScreen, zoomAt } from "./camera.js";
import { addControls, type Controls } from "./controls.js";
import { drawMap, radiusAt } from "./draw.js";
import { followPointers } from "./gestures.js";
import type { MapModel } from "./model.js";
import { type Palette, readPalette } from "./palette.js";
import { nearestInDirection } from "./walk.js";

/** Zooming by one key or button, and how near a place is shown that somebody asked for. */
const step = 1.6;
const close = 2.6;
/** Pixels from its disc within which a concept is meant. */
const reach = 16;
const restAfter = 140;

/** What is seen, what is chosen, and the canvas that shows it. */
export class ConceptMapView {
	private readonly canvas = document.createElement("canvas");
	private readonly context = this.canvas.getContext("2d")!;
	private readonly controls: Controls;
	private palette: Palette;
	private camera: Camera = { x: 0, y: 0, zoom: 0 };
	private window = { width: 0, height: 0 };
	private fit = 1;
	private hovered = -1;
	private chosen = -1;
	private found: ReadonlySet<number> | undefined;
	private frame = 0;
	private resting = 0;
	private moving = false;
	private readonly calm = matchMedia("(prefers-reduced-motion: reduce)");

	constructor(
		figure: HTMLElement,
		private readonly model: MapModel,
	) {
		this.palette = readPalette(figure);
		this.canvas.tabIndex = 0;
		figure.append(this.canvas);
		this.controls = addControls(figure, this.canvas, model, {
			zoom: (direction) => this.zoomBy(step ** direction),
			fit: () => this.flyTo(fitCamera(this.model, this.window)),
			find: (matches) => this.show({ found: matches }),
			go: (concept) => this.visit(concept),
			clear: () => this.show({ chosen: -1 }),
		});
		followPointers(this.canvas, {
			drag: (dx, dy) =>
				this.look({
					...this.camera,
					x: this.camera.x - dx / this.camera.zoom,
					y: this.camera.y - dy / this.camera.zoom,
				}),
			zoom: (factor, x, y) => this.look(zoomAt(this.camera, this.window, factor, x, y, this.fit)),
			canZoomOut: () => this.camera.zoom > this.fit * 1.001,
			hover: (x, y) => this.show({ hovered: x === undefined ? -1 : this.conceptAt(x, y as number) }),
			tap: (x, y) => this.show({ chosen: this.conceptAt(x, y) }),
			open: () => this.open(),
		});
		this.canvas.addEventListener("keydown", (event) => this.onKey(event));
		new ResizeObserver(() => this.resize()).observe(figure);
		const repaint = () => {
			this.palette = readPalette(figure);
			this.draw();
		};
		new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
		document.fonts?.ready.then(repaint);
		figure.dataset.live = "";
		this.resize();
		this.visitAddress();
	}

	/** `map.html?at=a/b.html` shows where that page is. */
	private visitAddress(): void {
		const at = new URLSearchParams(location.search).get("at");
		const concept =
			at === null ? -1 : this.model.links.findIndex((link) => link !== undefined && decode(link) === at);
		if (concept >= 0) this.visit(concept);
	}

	private resize(): void {
		const { clientWidth: width, clientHeight: height } = this.canvas;
		const ratio = Math.min(devicePixelRatio || 1, 2);
		if (
			width === 0 ||
			(width === this.window.width &&
				height === this.window.height &&
				this.canvas.width === Math.round(width * ratio))
		)
			return;
		const whole = this.camera.zoom <= this.fit * 1.001;
		this.window = { width, height };
		this.canvas.width = Math.round(width * ratio);
		this.canvas.height = Math.round(height * ratio);
		const fitted = fitCamera(this.model, this.window);
		this.fit = fitted.zoom;
		this.camera = whole ? fitted : this.camera;
		this.paint();
	}

	private show(change: { hovered?: number; chosen?: number; found?: ReadonlySet<number> | undefined }): void {
		const before = [this.hovered, this.chosen, this.found];
		if (change.hovered !== undefined) this.hovered = change.hovered;
		if (change.chosen !== undefined) this.chosen = change.chosen;
		if ("found" in change) this.found = change.found;
		if (before[0] === this.hovered && before[1] === this.chosen && before[2] === this.found) return;
		this.canvas.style.cursor = this.hovered >= 0 ? "pointer" : "";
		if (before[1] !== this.chosen) this.controls.present(this.chosen);
		this.draw();
	}

	private look(camera: Camera): void {
		this.camera = keepInside(camera, this.model);
		this.moving = true;
		clearTimeout(this.resting);
		this.resting = window.setTimeout(() => {
			this.moving = false;
			this.draw();
		}, restAfter);
		this.draw();
	}

	private zoomBy(factor: number): void {
		const { width, height } = this.window;
		this.flyTo(zoomAt(this.camera, this.window, factor, width / 2, height / 2, this.fit));
	}

	private visit(concept: number): void {
		this.show({ chosen: concept });
		this.flyTo({
			x: this.model.x[concept]!,
			y: this.model.y[concept]!,
			zoom: Math.max(this.camera.zoom, close * this.fit),
		});
	}

	/** At once for those who want no motion. */
	private flyTo(to: Camera): void {
		if (this.calm.matches) {
			this.look(to);
			return;
		}
		const from = this.camera;
		const start = performance.now();
		const flight = (now: number) => {
			const share = Math.min(1, Math.max(0, (now - start) / 260));
			const eased = share * (2 - share);
			const between = (a: number, b: number) => a + (b - a) * eased;
			const zoom = from.zoom * (to.zoom / from.zoom) ** eased;
			const camera = { x: between(from.x, to.x), y: between(from.y, to.y), zoom };
			// Whoever takes hold of the map meanwhile has it.
			if (share > 0 && this.camera !== flown) return;
			this.look(camera);
			flown = this.camera;
			if (share < 1) requestAnimationFrame(flight);
		};
		let flown = this.camera;
		requestAnimationFrame(flight);
	}

	private onKey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const { key } = event;
		if (key.startsWith("Arrow")) this.walk(key.slice(5) as Parameters<typeof nearestInDirection>[2]);
		else if (key === "+" || key === "=") this.zoomBy(step);
		else if (key === "-") this.zoomBy(1 / step);
		else if (key === "0") this.flyTo(fitCamera(this.model, this.window));
		else if (key === "Enter") this.open();
		else if (key === "Escape" && (this.chosen >= 0 || this.found)) this.controls.clear();
		else return;
		event.preventDefault();
	}

	private walk(direction: Parameters<typeof nearestInDirection>[2]): void {
		const next =
			this.chosen < 0
				? this.nearest(this.camera.x, this.camera.y)
				: nearestInDirection(this.model, this.chosen, direction);
		if (next < 0) return;
		this.show({ chosen: next });
		const [x, y] = toScreen(this.camera, this.window, this.model.x[next]!, this.model.y[next]!);
		const { width, height } = this.window;
		const margin = Math.min(width, height) / 6;
		if (x < margin || y < margin || x > width - margin || y > height - margin)
			this.flyTo({ ...this.camera, x: this.model.x[next]!, y: this.model.y[next]! });
	}

	private open(): void {
		this.controls.open();
	}

	/** Of those that are important where one looks, the one nearest to the middle. */
	private nearest(x: number, y: number): number {
		let best = -1;
		let least = Number.POSITIVE_INFINITY;
		for (const i of this.model.order.slice(0, 60)) {
			const distance = Math.hypot(this.model.x[i]! - x, this.model.y[i]! - y);
			if (distance < least) [best, least] = [i, distance];
		}
		return best;
	}

	private conceptAt(px: number, py: number): number {
		let best = -1;
		let least = reach;
		const { x, y, radius } = this.model;
		for (let i = 0; i < x.length; i++) {
			const [sx, sy] = toScreen(this.camera, this.window, x[i]!, y[i]!);
			const distance = Math.hypot(sx - px, sy - py) - radiusAt(this.camera, radius[i]!);
			if (distance < least) [best, least] = [i, distance];
		}
		return best;
	}

	private draw(): void {
		this.frame ||= requestAnimationFrame(() => this.paint());
	}

	private paint(): void {
		cancelAnimationFrame(this.frame);
		this.frame = 0;
		const focus = this.hovered >= 0 ? this.hovered : this.chosen;
		const ratio = this.canvas.width / this.window.width;
		this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
		const { model, camera, window, fit, palette, moving } = this;
		const lit = this.litAround(focus);
		drawMap(this.context, { model, camera, window, fit, palette, moving, focus, lit });
	}

	/** The concept and its neighbours; else what was searched for. */
	private litAround(focus: number): ReadonlySet<number> | undefined {
		if (focus < 0) return this.found;
		const { offsets, targets } = this.model;
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
