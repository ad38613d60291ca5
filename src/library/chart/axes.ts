/** Lines and labels of the two axes. */
import { emsOf, shortenTo } from "../text-width.js";
import { figureWidth, lineHeight, type Plot, soft, textSize } from "./figure.js";
import type { Scale, Tick } from "./scale.js";
import { coordinate, element, label } from "./svg.js";

/** Lines across the plot, and numbers left of it. */
export function renderYAxis({ ticks, minor }: Scale, plot: Plot): string {
	const y = (at: number) => plot.bottom - at * (plot.bottom - plot.top);
	const across = (at: number) => `M${coordinate(plot.left)} ${coordinate(y(at))}H${coordinate(plot.right)}`;
	return [
		gridLines(minor.filter(isInside).map(across), "0.07"),
		gridLines(
			ticks.map(({ at }) => across(at)),
			"0.16",
		),
		element(
			"g",
			{ "text-anchor": "end", ...soft },
			ticks.map(({ at, label: text }) => label(text, { x: plot.left - 8, y: y(at) + 6 })).join(""),
		),
	].join("");
}

/** The line below the plot, and numbers below it; `labelled` may be fewer than the ticks. */
export function renderXAxis(
	{ ticks, minor }: Pick<Scale, "ticks" | "minor">,
	plot: Plot,
	grid: boolean,
): string {
	const x = (at: number) => plot.left + at * (plot.right - plot.left);
	const upward = (at: number) => `M${coordinate(x(at))} ${coordinate(plot.bottom)}V${coordinate(plot.top)}`;
	const down = (at: number) => `M${coordinate(x(at))} ${coordinate(plot.bottom)}v5`;
	return [
		grid
			? gridLines(minor.filter(isInside).map(upward), "0.05") +
				gridLines(
					ticks.map(({ at }) => upward(at)),
					"0.1",
				)
			: "",
		gridLines(
			[
				`M${coordinate(plot.left)} ${coordinate(plot.bottom)}H${coordinate(plot.right)}`,
				...ticks.map(({ at }) => down(at)),
			],
			"0.6",
		),
		element(
			"g",
			{ "text-anchor": "middle", ...soft },
			ticks
				.map(({ at, label: text }) => label(text, { x: insideFigure(x(at), text), y: plot.bottom + 23 }))
				.join(""),
		),
	].join("");
}

/** Names left of the plot, one below the other in bands of equal height. */
export function renderCategories(names: readonly string[], { left, top, bottom }: Plot): string {
	const band = (bottom - top) / Math.max(1, names.length);
	const written = names.map((name, i) => label(name, { x: left - 8, y: top + (i + 0.5) * band + 6 }));
	return element("g", { "text-anchor": "end" }, written.join(""));
}

/** What x measures: below its numbers, at the right end, where one looks when one has followed the axis. */
export function renderXLabel(text: string | undefined, plot: Plot): string {
	if (text === undefined) return "";
	return label(shortenTo(text, figureWidth / textSize), {
		x: plot.right,
		y: plot.bottom + 23 + lineHeight,
		"text-anchor": "end",
	});
}

/** What y measures: above the axis, and not on its side. */
export function renderYLabel(text: string | undefined, top: number): string {
	return text === undefined ? "" : label(shortenTo(text, figureWidth / textSize), { x: 0, y: top + 17 });
}

/** How much room the numbers of a y axis take. */
export function marginOf(ticks: readonly Tick[]): number {
	return ticks.reduce((most, { label: text }) => Math.max(most, emsOf(text) * textSize), 0) + 10;
}

/** The scale with as many ticks as have room beside each other; `scaleOf` makes about so many. */
export function fitTicks(scaleOf: (count: number) => Scale, width: number): Scale {
	for (let count = Math.max(2, Math.floor(width / 70)); count > 1; count--) {
		const scale = scaleOf(count);
		if (haveRoom(scale.ticks, width)) return scale;
	}
	const last = scaleOf(1);
	return { ...last, ticks: thinTicks(last.ticks, width) };
}

/** Every one, every second, every fifth …, as many as have room. */
export function thinTicks(ticks: readonly Tick[], width: number): readonly Tick[] {
	for (const every of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000]) {
		const kept = ticks.filter((_, i) => i % every === 0);
		if (haveRoom(kept, width)) return kept;
	}
	return ticks.slice(0, 1);
}

function haveRoom(ticks: readonly Tick[], width: number): boolean {
	return ticks.every(({ at, label: text }, i) => {
		const next = ticks[i + 1];
		return !next || Math.abs(next.at - at) * width >= ((emsOf(text) + emsOf(next.label)) / 2) * textSize + 12;
	});
}

function gridLines(lines: readonly string[], opacity: string): string {
	if (lines.length === 0) return "";
	return element("path", {
		d: lines.join(""),
		fill: "none",
		stroke: "currentColor",
		"stroke-opacity": opacity,
		"stroke-width": "1",
		"vector-effect": "non-scaling-stroke",
	});
}

function isInside(at: number): boolean {
	return at >= 0 && at <= 1;
}

/** A middle at which the text is not cut off by the picture's edges. */
function insideFigure(x: number, text: string): number {
	const half = (emsOf(text) * textSize) / 2;
	return Math.max(half, Math.min(figureWidth - half, x));
}
