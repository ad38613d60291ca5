/** SVG as text. Coordinates have one decimal, so that the last bit of a number changes no byte. */
import { escapeMarkup } from "../escape.js";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `content` is markup. Attributes that are undefined are left out; numbers are coordinates. */
export function element(name: string, attributes: Attributes, content = ""): string {
	const written = Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(
			([key, value]) => ` ${key}="${typeof value === "number" ? coordinate(value) : escapeMarkup(value!)}"`,
		)
		.join("");
	return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A line of text; `attributes` say where and how. */
export function label(text: string, attributes: Attributes): string {
	return element("text", attributes, escapeMarkup(text));
}

export function coordinate(x: number): string {
	return String(tenths(x) / 10);
}

/** In integers: differences of them are exact. Far outside of every picture there is nothing to see. */
export function tenths(x: number): number {
	return Math.round(10 * Math.max(-9999, Math.min(9999, x))) + 0;
}

/**
 * A polyline that is lifted where a point is missing. `M` is where a piece of it begins, then come the differences from
 * point to point; a piece of one point is left out.
 */
export function linePath(points: readonly Point[]): string {
	let path = "";
	let before: readonly [number, number] | undefined;
	for (const [i, point] of points.entries()) {
		if (!point || (!before && !points[i + 1])) {
			before = undefined;
			continue;
		}
		const [x, y] = [tenths(point[0]), tenths(point[1])];
		if (before && before[0] === x && before[1] === y) continue;
		path += before ? `l${pair(x - before[0], y - before[1])}` : `M${pair(x, y)}`;
		before = [x, y];
	}
	return path;
}

/** A place in the picture, or a gap. */
export type Point = readonly [x: number, y: number] | undefined;

function pair(x: number, y: number): string {
	const second = String(y / 10);
	return `${x / 10}${second.startsWith("-") ? "" : " "}${second}`;
}
