/** Which part of the sheet is seen: its point `x`, `y` in the middle of the window, `zoom` pixels to a unit. */
export interface Camera {
	x: number;
	y: number;
	zoom: number;
}

export interface Window {
	readonly width: number;
	readonly height: number;
}

/** The whole sheet, as a picture of the same size would show it. */
export function fitCamera(sheet: Window, window: Window): Camera {
	const zoom = Math.min(window.width / sheet.width, window.height / sheet.height);
	return { x: sheet.width / 2, y: sheet.height / 2, zoom };
}

/** So that what lies under a point of the window stays under it. */
export function zoomAt(
	camera: Camera,
	window: Window,
	factor: number,
	px: number,
	py: number,
	least: number,
): Camera {
	const zoom = Math.min(Math.max(camera.zoom * factor, least), mostZoom);
	const [dx, dy] = [px - window.width / 2, py - window.height / 2];
	const shift = 1 / camera.zoom - 1 / zoom;
	return { x: camera.x + dx * shift, y: camera.y + dy * shift, zoom };
}

const mostZoom = 10;

/** No further than the middle of the window over the edge of the sheet. */
export function keepInside(camera: Camera, sheet: Window): Camera {
	return {
		x: Math.min(Math.max(camera.x, 0), sheet.width),
		y: Math.min(Math.max(camera.y, 0), sheet.height),
		zoom: camera.zoom,
	};
}

export function toScreen(camera: Camera, window: Window, x: number, y: number): [number, number] {
	return [(x - camera.x) * camera.zoom + window.width / 2, (y - camera.y) * camera.zoom + window.height / 2];
}
