/** What charts of points share: places on two axes, and the room that is left for them. */
import { isDate } from "../inspect/kinds.js";
import { shortenTo } from "../text-width.js";
import {
	fitTicks,
	marginOf,
	renderXAxis,
	renderXLabel,
	renderYAxis,
	renderYLabel,
	thinTicks,
} from "./axes.js";
import { type ChartData, loadSeries, numberAt, type Position, positionOf, type Series } from "./data.js";
import { type Block, figureWidth, lineHeight, type Plot, textSize } from "./figure.js";
import { valueLabel } from "./number-label.js";
import { type AxisChoice, axisChoice, type ChartOptions } from "./options.js";
import {
	bandScale,
	type Domain,
	extentOf,
	latest,
	linearScale,
	logScale,
	type Scale,
	timeScale,
} from "./scale.js";
import { label, type Point } from "./svg.js";

/** Series on axes that are not yet drawn. */
export interface Chart {
	readonly series: readonly PlacedSeries[];
	readonly x: PlacedAxis;
	readonly y: PlacedAxis;
	readonly height: number;
}

export interface PlacedSeries {
	readonly name: string;
	readonly x: Float64Array;
	readonly y: Float64Array;
}

export interface PlacedAxis {
	readonly kind: "linear" | "log" | "time" | "category";
	readonly label: string | undefined;
	/** Nothing can be drawn without one. */
	readonly domain: Domain | undefined;
	readonly categories: readonly string[];
	/** Where it must end, whatever lies beyond. */
	readonly fixed: boolean;
	/** Only whole numbers lie on it. */
	readonly whole: boolean;
}

export function readChart(data: ChartData, options: ChartOptions, pairs: boolean): Chart {
	const [xChoice, yChoice] = [axisChoice(options.x, "x"), axisChoice(options.y, "y")];
	const places = xChoice.values && Array.from(xChoice.values as ArrayLike<unknown>, positionOf);
	const loaded = loadSeries(data, {
		x: xChoice.columns?.[0],
		y: yChoice.columns,
		series: options.series,
		places,
		pairs,
	});
	const kind = kindOf(loaded.series, xChoice);
	const categories =
		kind === "category" ? [...new Set(loaded.series.flatMap(({ x }) => x.map(nameOf)))].slice(0, 10_000) : [];
	const index = new Map(categories.map((name, i) => [name, i]));
	const toNumber = (position: Position) =>
		kind === "category" ? (index.get(nameOf(position)) ?? Number.NaN) : placeOf(position, kind);
	const series = loaded.series.map(({ name, x, y }) => {
		const count = Math.min(x.length, y.length);
		return {
			name,
			x: Float64Array.from({ length: count }, (_, i) => toNumber(x[i])),
			y: y.subarray(0, count),
		};
	});
	const xs = placedAxis(
		series.map(({ x }) => x),
		xChoice,
		kind,
		loaded.x,
		categories,
	);
	const ys = placedAxis(
		series.map(({ y }) => y),
		yChoice,
		yChoice.scale ?? "linear",
		loaded.y,
		[],
	);
	return { series, x: xs, y: ys, height: heightOf(options.height) };
}

/** Only what lies on both axes counts for either: one cannot be seen without the other. */
function placedAxis(
	lists: readonly Float64Array[],
	choice: AxisChoice,
	kind: PlacedAxis["kind"],
	column: string | undefined,
	categories: readonly string[],
): PlacedAxis {
	const extent =
		kind === "category" && categories.length > 0
			? { low: 0, high: categories.length - 1 }
			: extentOf(lists, kind === "log");
	const low = choice.min ?? extent?.low;
	const high = choice.max ?? extent?.high;
	const usable = low !== undefined && high !== undefined && low <= high && isOnAxis(kind, low, high);
	return {
		kind,
		label: choice.label ?? column,
		domain: usable ? { low, high } : undefined,
		categories,
		fixed: choice.min !== undefined || choice.max !== undefined,
		whole: lists.every((list) => list.every((value) => Number.isInteger(value) || !Number.isFinite(value))),
	};
}

function isOnAxis(kind: PlacedAxis["kind"], low: number, high: number): boolean {
	if (kind === "time") return low >= -latest && high <= latest;
	return kind !== "log" || low > 0;
}

export function heightOf(height: number | undefined): number {
	return Number.isFinite(height) ? Math.max(160, Math.min(1200, height!)) : 360;
}

function kindOf(series: readonly Series[], { scale }: AxisChoice): PlacedAxis["kind"] {
	const positions = series.flatMap(({ x }) => x.slice(0, 1000));
	if (positions.some((position) => typeof position === "string")) return "category";
	if (positions.some((position) => typeof position === "object" && position !== null)) return "time";
	return scale ?? "linear";
}

function nameOf(position: Position): string {
	if (typeof position === "object" && position !== null)
		return isDate(position) ? position.toISOString() : "";
	return position === undefined || position === null ? "" : String(position);
}

function placeOf(position: Position, kind: PlacedAxis["kind"]): number {
	const place = typeof position === "object" && position !== null ? position.getTime() : numberAt(position);
	return kind === "time" && Math.abs(place) > latest ? Number.NaN : place;
}

/** Axes and labels, and where in the plot a point lies. */
export interface Placed {
	readonly plot: Plot;
	readonly markup: string;
	readonly height: number;
	place(series: PlacedSeries): Point[];
	x(value: number): number;
	y(value: number): number;
}

/** `right` is left free beside the plot; with `niceX`, points do not lie on its edges. */
export function placeChart(chart: Chart, heading: Block, right: number, niceX = false): Placed {
	const { x, y } = chart;
	const top = heading.bottom + (y.label === undefined ? 14 : 38);
	const below = 32 + (x.label === undefined ? 0 : lineHeight);
	const height = Math.max(chart.height, top + below + 90);
	const bottom = height - below;
	const { domain } = y;
	const yScale = scaleOf(
		y,
		domain ?? { low: 0, high: 1 },
		Math.max(2, Math.round((bottom - top) / 50)),
		!y.fixed,
	);
	const plot = { left: marginOf(domain ? yScale.ticks : []), right: figureWidth - right, top, bottom };
	const width = plot.right - plot.left;
	const xScale =
		x.kind === "category"
			? categoryScale(x, width)
			: fitTicks((count) => scaleOf(x, x.domain ?? { low: 0, high: 1 }, count, niceX && !x.fixed), width);
	const empty = !domain || !x.domain;
	const xAt = (value: number) => plot.left + xScale.at(value) * width;
	const yAt = (value: number) => plot.bottom - yScale.at(value) * (plot.bottom - plot.top);
	return {
		plot,
		height,
		markup: [
			renderYLabel(y.label, heading.bottom + 2),
			renderYAxis(empty ? { ...yScale, ticks: [], minor: [] } : yScale, plot),
			renderXAxis(empty ? { ticks: [], minor: [] } : xScale, plot, x.kind !== "category"),
			renderXLabel(x.label, plot),
			empty
				? label("no data", {
						x: (plot.left + plot.right) / 2,
						y: (plot.top + plot.bottom) / 2,
						"text-anchor": "middle",
					})
				: "",
		].join("\n"),
		place: (series) => (empty ? [] : placePoints(series, xAt, yAt)),
		x: xAt,
		y: yAt,
	};
}

function placePoints(
	{ x, y }: PlacedSeries,
	xAt: (value: number) => number,
	yAt: (value: number) => number,
): Point[] {
	return Array.from(x, (value, i) => {
		const [left, top] = [xAt(value), yAt(y[i]!)];
		return Number.isFinite(left) && Number.isFinite(top) && Number.isFinite(y[i]!) ? [left, top] : undefined;
	});
}

function scaleOf({ kind, whole }: PlacedAxis, domain: Domain, count: number, nice: boolean): Scale {
	if (kind === "log") return logScale(domain, count, nice);
	if (kind === "time") return timeScale(domain, count);
	return linearScale(domain, count, nice, whole);
}

function categoryScale({ categories }: PlacedAxis, width: number): Scale {
	const { at, band } = bandScale(categories.length);
	const most = Math.max(4, (band * width) / textSize - 0.5);
	const ticks = categories.map((name, i) => ({ at: at(i), label: shortenTo(name, most) }));
	return { at, ticks: thinTicks(ticks, width), minor: [] };
}

/** `x: epoch from 0 to 99` */
export function describeAxis(name: string, { kind, label: text, domain, categories }: PlacedAxis): string {
	const said = text === undefined ? name : `${name}: ${text}`;
	if (!domain) return `${said}, without values`;
	if (kind === "category") return `${said}, ${categories.length} categories`;
	const show = (value: number) =>
		kind === "time" ? new Date(value).toISOString().slice(0, 19) : valueLabel(value, 4);
	return `${said} from ${show(domain.low)} to ${show(domain.high)}${kind === "log" ? ", logarithmic" : ""}`;
}

export function describeSeries(series: readonly PlacedSeries[]): string {
	const names = series.map(({ name }) => name).filter(Boolean);
	const points = series.reduce((sum, { y }) => sum + y.length, 0);
	const count = `${series.length} series, ${points} points`;
	return names.length === 0
		? count
		: `${count}: ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}`;
}
