import type { Shown } from "../shown.js";
import { emsOf, shortenTo } from "../text-width.js";
import {
	fitTicks,
	marginOf,
	renderCategories,
	renderXAxis,
	renderXLabel,
	renderYAxis,
	renderYLabel,
	thinTicks,
} from "./axes.js";
import { type Bars, readBars } from "./bars.js";
import { seriesColour } from "./colours.js";
import type { ChartData } from "./data.js";
import {
	type Block,
	figureWidth,
	lineHeight,
	type Plot,
	renderFigure,
	renderHeading,
	smallSize,
	soft,
	textSize,
} from "./figure.js";
import { clipped } from "./line.js";
import { valueLabel } from "./number-label.js";
import { type BarOptions, checkOptions } from "./options.js";
import { bandScale, linearScale, logScale, type Scale } from "./scale.js";
import { coordinate, element, label } from "./svg.js";
import { heightOf } from "./xy.js";

/**
 * Bars from 0, one for each category, or a group of them.
 *
 *     chart.bar({ RNN: 0.31, LSTM: 0.04, GRU: 0.05 }, { title: "误差" })
 *     chart.bar(records, { x: "cell", y: ["train", "test"] })
 */
export function bar(data: ChartData, options: BarOptions = {}): Shown {
	checkOptions("bar", options, ["stacked", "horizontal"]);
	const bars = readBars(data, options);
	const { series } = bars;
	const named = series.some(({ name }) => name !== "");
	const entries = series.map(({ name }, i) => ({
		name: name || `${i + 1}`,
		sign: (x: number, y: number) =>
			element("rect", { x: x + 5, y: y - 7, width: 14, height: 14, fill: seriesColour(i) }),
	}));
	const heading = renderHeading(options, named ? entries : []);
	const lying = options.horizontal ?? areLong(bars.categories);
	const { markup, height } = (lying ? placeLying : placeStanding)(bars, heading, options.height);
	const description = describe(bars);
	return renderFigure({
		height,
		title: options.title,
		alt: options.alt,
		description,
		body: `${heading.markup}\n${markup}`,
	});
}

/** Whether names do not fit side by side, and there are few enough for a line each. Of short ones some can be left out. */
function areLong(categories: readonly string[]): boolean {
	const room = (figureWidth - 60) / Math.max(1, categories.length) / textSize - 0.5;
	return categories.length <= 30 && categories.some((name) => emsOf(name) > Math.max(room, 3));
}

interface Drawn {
	readonly markup: string;
	readonly height: number;
}

function placeStanding(bars: Bars, heading: Block, wanted: number | undefined): Drawn {
	const top = heading.bottom + (bars.y.label === undefined ? 14 : 38) + (bars.labelled ? 8 : 0);
	const below = 32 + (bars.x.label === undefined ? 0 : lineHeight);
	const height = Math.max(heightOf(wanted), top + below + 90);
	const bottom = height - below;
	const scale = valueScale(bars, Math.max(2, Math.round((bottom - top) / 50)));
	const plot = { left: marginOf(scale.ticks), right: figureWidth - 8, top, bottom };
	const width = plot.right - plot.left;
	const { at, band } = bandScale(bars.categories.length);
	const room = Math.max(3, (band * width) / textSize - 0.5);
	const ticks = bars.categories.map((name, i) => ({ at: at(i), label: shortenTo(name, room) }));
	const y = (value: number) => bottom - scale.at(value) * (bottom - top);
	const digits = digitsWithin(bars, band * width);
	const drawn = renderBars(bars, {
		band: band * width,
		start: (i) => plot.left + i * band * width,
		rectangle: (from, to, low, high) =>
			`M${coordinate(from)} ${coordinate(y(low))}V${coordinate(y(high))}H${coordinate(to)}V${coordinate(y(low))}z`,
		valueLabel: (from, to, value) =>
			digits === undefined
				? ""
				: label(valueLabel(value, digits), {
						x: (from + to) / 2,
						y: y(value) + (value < bars.base ? 17 : -6),
						"text-anchor": "middle",
						"font-size": smallSize,
					}),
	});
	const markup = [
		renderYLabel(bars.y.label, heading.bottom + 2),
		renderYAxis(scale, plot),
		clipped(drawn.shapes, plot, bars.fixed),
		renderXAxis({ ticks: thinTicks(ticks, width), minor: [] }, { ...plot }, false),
		baseLine(`M${coordinate(plot.left)} ${coordinate(y(bars.base))}H${coordinate(plot.right)}`),
		drawn.labels,
		renderXLabel(bars.x.label, plot),
		nothing(bars, plot),
	];
	return { markup: markup.join("\n"), height };
}

/** With how many digits all values fit above their bars; undefined if with none. */
function digitsWithin({ series }: Bars, band: number): number | undefined {
	const room =
		(band * (series.length > 1 ? 0.82 : 1)) / Math.max(1, series.length) + (series.length > 1 ? 6 : -4);
	const values = series.flatMap(({ values }) => Array.from(values).filter(Number.isFinite));
	if (values.length > 100) return undefined;
	return [3, 2].find((digits) =>
		values.every((value) => emsOf(valueLabel(value, digits)) * smallSize <= room),
	);
}

function placeLying(bars: Bars, heading: Block, wanted: number | undefined): Drawn {
	const top = heading.bottom + (bars.x.label === undefined ? 8 : 34);
	const below = 32 + (bars.y.label === undefined ? 0 : lineHeight);
	const groups = Math.max(1, bars.categories.length);
	const wide = Math.max(31, bars.stacked ? 0 : 20 * bars.series.length + 8);
	const thickness = Math.min(wide, 2000 / groups);
	const height =
		wanted === undefined ? top + groups * thickness + below : Math.max(heightOf(wanted), top + below + 90);
	const bottom = height - below;
	const names = bars.categories.map((name) => shortenTo(name, 16));
	const left = names.reduce((most, name) => Math.max(most, emsOf(name) * textSize), 0) + 10;
	const plot = { left, right: figureWidth - 8 - (bars.labelled ? 52 : 0), top, bottom };
	const width = plot.right - plot.left;
	const scale = fitTicks((count) => valueScale(bars, count), width);
	const band = (bottom - top) / groups;
	const x = (value: number) => plot.left + scale.at(value) * width;
	const drawn = renderBars(bars, {
		band,
		start: (i) => top + i * band,
		rectangle: (from, to, low, high) =>
			`M${coordinate(x(low))} ${coordinate(from)}H${coordinate(x(high))}V${coordinate(to)}H${coordinate(x(low))}z`,
		valueLabel: (from, to, value) =>
			label(valueLabel(value), {
				x: x(value) + (value < bars.base ? -5 : 5),
				y: (from + to) / 2 + 5,
				"font-size": smallSize,
				...(value < bars.base && { "text-anchor": "end" }),
			}),
	});
	const markup = [
		renderYLabel(bars.x.label, heading.bottom + 2),
		renderXAxis(scale, plot, true),
		clipped(drawn.shapes, plot, bars.fixed),
		renderCategories(names, plot),
		baseLine(`M${coordinate(x(bars.base))} ${coordinate(plot.top)}V${coordinate(plot.bottom)}`),
		drawn.labels,
		renderXLabel(bars.y.label, plot),
		nothing(bars, plot),
	];
	return { markup: markup.join("\n"), height };
}

function valueScale({ y, domain, whole }: Bars, count: number): Scale {
	const nice = y.min === undefined && y.max === undefined;
	// A logarithmic axis begins where the bars do.
	return y.scale === "log" ? logScale(domain, count, false) : linearScale(domain, count, nice, whole);
}

/** Along the categories and across them, so that bars that stand and bars that lie are made alike. */
interface Direction {
	readonly band: number;
	start(category: number): number;
	rectangle(from: number, to: number, low: number, high: number): string;
	valueLabel(from: number, to: number, value: number): string;
}

function renderBars(bars: Bars, direction: Direction): { readonly shapes: string; readonly labels: string } {
	const { series, categories, base, stacked } = bars;
	const groupWidth = Math.min(
		direction.band * 0.82,
		stacked || series.length === 1 ? 72 : 72 * series.length,
	);
	const barWidth = stacked ? groupWidth : groupWidth / Math.max(1, series.length);
	const gap = barWidth > 8 && !stacked && series.length > 1 ? 1 : 0;
	const ends = {
		up: new Float64Array(categories.length).fill(base),
		down: new Float64Array(categories.length).fill(base),
	};
	const labels: string[] = [];
	const shapes = series.map(({ values }, s) => {
		let d = "";
		for (const [i, value] of values.entries()) {
			if (!Number.isFinite(value)) continue;
			const from = direction.start(i) + (direction.band - groupWidth) / 2 + (stacked ? 0 : s * barWidth);
			const side = value < base ? ends.down : ends.up;
			const low = stacked ? side[i]! : base;
			const high = stacked ? low + value : value;
			side[i] = high;
			d += direction.rectangle(from, from + barWidth - gap, low, high);
			if (bars.labelled) labels.push(direction.valueLabel(from, from + barWidth - gap, value));
		}
		return d === "" ? "" : element("path", { d, fill: seriesColour(s) });
	});
	return { shapes: shapes.join("\n"), labels: labels.join("") };
}

function baseLine(d: string): string {
	return element("path", {
		d,
		fill: "none",
		stroke: "currentColor",
		"stroke-opacity": "0.6",
		"stroke-width": "1",
		"vector-effect": "non-scaling-stroke",
	});
}

function nothing({ empty }: Bars, { left, right, top, bottom }: Plot): string {
	if (!empty) return "";
	return label("no data", { x: (left + right) / 2, y: (top + bottom) / 2, "text-anchor": "middle", ...soft });
}

function describe({ categories, series, x, y }: Bars): string {
	const axis = [x.label, y.label].filter(Boolean).join(", ");
	const [first] = series;
	const head = `Bar chart${axis ? ` (${axis})` : ""}, ${categories.length} categories, ${series.length} series.`;
	if (!first || series.length > 1 || categories.length > 20) return head;
	return `${head} ${categories.map((name, i) => `${name} ${valueLabel(first.values[i]!, 4) || "missing"}`).join(", ")}.`;
}
