/** What hands and mice do to the map, in pixels of the canvas. */
export interface Gestures {
	drag(dx: number, dy: number): void;
	zoom(factor: number, x: number, y: number): void;
	/** Whether turning the wheel backwards is for the map; else it scrolls the page. */
	canZoomOut(): boolean;
	/** Without a place: the pointer has left. */
	hover(x?: number, y?: number): void;
	tap(x: number, y: number): void;
	open(): void;
}

/** A pointer that has moved less than this has tapped. */
const still = 5;

export function followPointers(canvas: HTMLCanvasElement, gestures: Gestures): void {
	const down = new Map<number, { x: number; y: number }>();
	let moved = 0;
	const at = (event: MouseEvent) => {
		const box = canvas.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	};
	canvas.addEventListener("pointerdown", (event) => {
		if (event.button !== 0) return;
		if (down.size === 0) moved = 0;
		down.set(event.pointerId, at(event));
		canvas.setPointerCapture(event.pointerId);
	});
	canvas.addEventListener("pointermove", (event) => {
		const now = at(event);
		const before = down.get(event.pointerId);
		if (before === undefined) {
			if (event.pointerType !== "touch") gestures.hover(now.x, now.y);
			return;
		}
		const [dx, dy] = [now.x - before.x, now.y - before.y];
		moved += Math.abs(dx) + Math.abs(dy);
		if (moved < still) return;
		const others = [...down].filter(([id]) => id !== event.pointerId);
		down.set(event.pointerId, now);
		const other = others[0]?.[1];
		if (other === undefined) {
			gestures.drag(dx, dy);
			return;
		}
		const spread = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
		gestures.drag(dx / 2, dy / 2);
		gestures.zoom(spread(now) / spread(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
	});
	const end = (event: PointerEvent) => {
		const was = down.delete(event.pointerId);
		if (was && event.type === "pointerup" && moved < still) {
			const { x, y } = at(event);
			gestures.tap(x, y);
		}
		// A hand with two fingers down does not tap with the last of them.
		if (down.size > 0) moved = still;
	};
	canvas.addEventListener("pointerup", end);
	canvas.addEventListener("pointercancel", end);
	canvas.addEventListener("pointerleave", () => gestures.hover());
	canvas.addEventListener("dblclick", () => gestures.open());
	canvas.addEventListener(
		"wheel",
		(event) => {
			if (event.deltaY > 0 && !event.ctrlKey && !gestures.canZoomOut()) return;
			event.preventDefault();
			const { x, y } = at(event);
			const lines = event.deltaMode === 1 ? 18 : 1;
			const turn = Math.max(-120, Math.min(120, event.deltaY * lines));
			gestures.zoom(2 ** (-turn * (event.ctrlKey ? 0.012 : 0.004)), x, y);
		},
		{ passive: false },
	);
}
