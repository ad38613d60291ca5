import type { Shown } from "../shown.js";
import { emsOf } from "../text-width.js";
import { dashOf, seriesColour } from "./colours.js";
import type { ChartData } from "./data.js";
import { type KeyEntry, type Plot, renderFigure, renderHeading, textSize } from "./figure.js";
import { type ChartOptions, checkOptions } from "./options.js";
import { coordinate, element, label, linePath, type Point } from "./svg.js";
import { pointsEach, thinLine } from "./thin.js";
import { type Chart, describeAxis, describeSeries, type PlacedSeries, placeChart, readChart } from "./xy.js";

/**
 * Lines. Up to eight series are named where they end, or else in a key; what is missing leaves a gap.
 *
 *     chart.line({ LSTM: lstmLoss, GRU: gruLoss }, { title: "Loss", x: { label: "epoch" }, y: "log" })
 */
export function line(data: ChartData, options: ChartOptions = {}): Shown {
	checkOptions("line", options);
	const chart = readChart(data, options, false);
	const { series } = chart;
	const named = series.length > 1 || (series[0]?.name ?? "") !== "";
	const many = series.length > 12;
	const beside = named && endTogether(chart) ? roomBeside(series) : undefined;
	const inKey = named && beside === undefined && series.some(({ name }) => name !== "");
	const heading = renderHeading(options, inKey ? series.map(keyEntry) : []);
	const placed = placeChart(chart, heading, beside ?? 8);
	const lines = series.map((one) => thinLine(placed.place(one), pointsEach(series.length)));
	const description = `Line chart. ${describeAxis("x", chart.x)}; ${describeAxis("y", chart.y)}. ${describeSeries(series)}.`;
	const body = [
		heading.markup,
		placed.markup,
		clipped(
			lines.map((points, i) => renderLine(points, i, many)).join("\n"),
			placed.plot,
			chart.x.fixed || chart.y.fixed,
		),
		beside === undefined ? "" : renderNames(series, lines, placed.plot),
	];
	return renderFigure({
		height: placed.height,
		title: options.title,
		alt: options.alt,
		description,
		body: body.join("\n"),
	});
}

/** What stands alone between gaps is a dot. */
function renderLine(points: readonly Point[], i: number, many: boolean): string {
	const alone = points.filter((point, at) => point && !points[at - 1] && !points[at + 1]);
	const dots = alone.map((point) => `M${coordinate(point![0])} ${coordinate(point![1])}h0`).join("");
	return stroke(linePath(points), i, many) + (dots === "" ? "" : renderDots(dots, i));
}

function renderDots(d: string, i: number): string {
	return element("path", {
		d,
		fill: "none",
		stroke: seriesColour(i),
		"stroke-width": "6",
		"stroke-linecap": "round",
	});
}

function stroke(d: string, i: number, many: boolean): string {
	if (d === "") return "";
	const dash = dashOf(i);
	return element("path", {
		d,
		fill: "none",
		stroke: seriesColour(i),
		"stroke-width": many ? "1.5" : "2.25",
		...(dash !== undefined && !many && { "stroke-dasharray": dash }),
		...(many && { "stroke-opacity": "0.7" }),
		"stroke-linejoin": "round",
		"stroke-linecap": dash === undefined ? "round" : "butt",
	});
}

function keyEntry({ name }: PlacedSeries, i: number): KeyEntry {
	return {
		name: name || `${i + 1}`,
		sign: (x, y) => stroke(`M${coordinate(x)} ${coordinate(y)}h24`, i, false),
	};
}

/** What lies outside of fixed limits is cut off: by a picture within the picture, which needs no name. */
export function clipped(markup: string, { left, right, top, bottom }: Plot, cut: boolean): string {
	if (!cut) return markup;
	const [x, y, width, height] = [left - 2, top - 2, right - left + 4, bottom - top + 4];
	const viewBox = [x, y, width, height].map(coordinate).join(" ");
	return element("svg", { x, y, width, height, viewBox, overflow: "hidden" }, markup);
}

/** Few series with short names. */
function roomBeside(series: readonly PlacedSeries[]): number | undefined {
	if (series.length > 8 || series.some(({ name }) => name === "")) return undefined;
	const widest = Math.max(...series.map(({ name }) => emsOf(name) * textSize));
	return widest <= 130 ? widest + 34 : undefined;
}

/** Whether all lines reach the right side, so that it is clear which one a name there belongs to. */
function endTogether({ series, x: { domain } }: Chart): boolean {
	if (!domain || domain.low === domain.high) return false;
	const room = 0.02 * (domain.high - domain.low);
	return series.every(({ x, y }) => {
		const last = x.findLastIndex((value, i) => Number.isFinite(value) && Number.isFinite(y[i]));
		return domain.high - x[last]! <= room;
	});
}

/** Each name beside the end of its line, moved apart so far that all can be read, and joined to it. */
function renderNames(
	series: readonly PlacedSeries[],
	lines: readonly (readonly Point[])[],
	plot: Plot,
): string {
	const ends = lines
		.map((points, i) => ({ i, end: points.findLast((point) => point !== undefined) }))
		.filter(({ end }) => end);
	const wanted = ends
		.map(({ i, end: point }) => ({
			i,
			x: point![0],
			y: Math.max(plot.top, Math.min(plot.bottom, point![1])),
		}))
		.sort((a, b) => a.y - b.y || a.i - b.i);
	const places = apart(
		wanted.map(({ y }) => y),
		21,
		plot.top - 4,
		plot.bottom + 4,
	);
	return wanted
		.map(({ i, x, y }, n) => {
			const at = places[n]!;
			const join = `M${coordinate(x + 3)} ${coordinate(y)}L${coordinate(plot.right + 8)} ${coordinate(at)}h14`;
			return stroke(join, i, false) + label(series[i]!.name, { x: plot.right + 27, y: at + 6 });
		})
		.join("");
}

/** The nearest places to those wanted (which ascend) that lie so far from each other, within limits while there is room. */
export function apart(wanted: readonly number[], distance: number, low: number, high: number): number[] {
	// Neighbours that are too close move together, as a block around their middle.
	const blocks: { from: number; count: number }[] = [];
	for (const y of wanted) {
		blocks.push({ from: y, count: 1 });
		for (
			let last = blocks.at(-1)!, before = blocks.at(-2);
			before && before.from + before.count * distance > last.from;
		) {
			const count = before.count + last.count;
			const middle =
				((before.from + ((before.count - 1) * distance) / 2) * before.count +
					(last.from + ((last.count - 1) * distance) / 2) * last.count) /
				count;
			const from = middle - ((count - 1) * distance) / 2;
			blocks.splice(-2, 2, { from: Math.max(low, Math.min(high - (count - 1) * distance, from)), count });
			last = blocks.at(-1)!;
			before = blocks.at(-2);
		}
	}
	return blocks.flatMap(({ from, count }) => Array.from({ length: count }, (_, i) => from + i * distance));
}
