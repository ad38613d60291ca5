/**
 * Colours. Those of series are custom properties of the page, `--chart-1` to `--chart-8`; what stands behind them is
 * for pages that set none, and so stands out from white paper and from black by three to one. Neighbours differ in
 * lightness as well as in hue, and lines in their dashes, for readers who see fewer colours.
 */
const series = ["#2a78c2", "#d4561f", "#178a62", "#9a63cf", "#a37a08", "#cf4583", "#178b9e", "#79808c"];

const dashes = [undefined, "7 3", "2.5 3.5", "10 3 2 3", "4 2", "12 4", "1 2", "7 2 2 2 2 2"];

/** For the i-th series: an attribute's value. */
export function seriesColour(i: number): string {
	const at = i % series.length;
	return `var(--chart-${at + 1},${series[at]})`;
}

export function dashOf(i: number): string | undefined {
	return dashes[(i + Math.floor(i / dashes.length)) % dashes.length];
}

/** From little to much: darker to lighter, evenly, so that it works without colours, and on any paper. */
const sequential = ["#23265c", "#2d4a86", "#2f6f94", "#3a9390", "#63b47c", "#a8cf6a", "#f1e56f"];

/** From below to above: the middle is pale. */
const diverging = ["#1f4e8c", "#4a86bf", "#9dc3df", "#eeece6", "#f0b795", "#d56f4e", "#97283a"];

export type Ramp = "sequential" | "diverging";

/** `part` between 0 and 1, in steps of 1/`levels`. */
export function rampColour(ramp: Ramp, part: number, levels = 64): string {
	const [red, green, blue] = rampRgb(ramp, Math.round(part * levels) / levels);
	return `#${((1 << 24) | (red << 16) | (green << 8) | blue).toString(16).slice(1)}`;
}

export function rampRgb(ramp: Ramp, part: number): readonly [number, number, number] {
	const stops = ramp === "sequential" ? sequential : diverging;
	const place = Math.max(0, Math.min(1, part)) * (stops.length - 1);
	const at = Math.min(stops.length - 2, Math.floor(place));
	const [from, to] = [rgbOf(stops[at]!), rgbOf(stops[at + 1]!)];
	const mix = (channel: 0 | 1 | 2) =>
		Math.round(from[channel] + (place - at) * (to[channel] - from[channel]));
	return [mix(0), mix(1), mix(2)];
}

/** Black or white, whichever can be read on the colour of the ramp. */
export function inkOn(ramp: Ramp, part: number): string {
	const [red, green, blue] = rampRgb(ramp, part);
	return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#111" : "#fff";
}

function rgbOf(hex: string): readonly [number, number, number] {
	const word = Number.parseInt(hex.slice(1), 16);
	return [word >> 16, (word >> 8) & 255, word & 255];
}
