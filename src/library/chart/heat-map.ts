import { Tensor } from "../../network/index.js";
import { toBase64 } from "../base64.js";
import { checkNames } from "../known-names.js";
import { encodePng } from "../picture/png.js";
import type { Shown } from "../shown.js";
import { emsOf, shortenTo } from "../text-width.js";
import { renderXLabel, renderYLabel, thinTicks } from "./axes.js";
import { inkOn, type Ramp, rampColour, rampRgb } from "./colours.js";
import { type List, numbersOf } from "./data.js";
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
import { valueLabel } from "./number-label.js";
import { extentOf } from "./scale.js";
import { coordinate, element, label } from "./svg.js";

export type Matrix = Tensor | readonly List<number | null | undefined>[];

export interface HeatMapAxis {
	readonly label?: string;
	/** Of the columns (x) or rows (y), instead of 0, 1, 2, … */
	readonly names?: readonly (string | number)[];
}

export interface HeatMapOptions {
	readonly title?: string;
	readonly subtitle?: string;
	/** What the columns are, their names, or both. */
	readonly x?: string | readonly (string | number)[] | HeatMapAxis;
	/** The same of the rows. */
	readonly y?: string | readonly (string | number)[] | HeatMapAxis;
	/** Values of the colours' ends. Without: the smallest and largest. */
	readonly min?: number;
	readonly max?: number;
	/** Without: `diverging` around 0 when there are values on both sides of it. */
	readonly colours?: Ramp;
	/** Whether numbers stand in the squares. Without: when there is room. */
	readonly values?: boolean;
	/** What can be seen in it, for those who cannot. */
	readonly alt?: string;
}

/**
 * A matrix in colours, its first row at the top.
 *
 *     chart.heatMap(attention, { x: source, y: target, title: "对齐" })
 */
export function heatMap(matrix: Matrix, options: HeatMapOptions = {}): Shown {
	checkNames("chart.heatMap", options, known);
	const grid = reduce(readGrid(matrix));
	const range = rangeOf(grid, options);
	const [x, y] = [axisOf(options.x), axisOf(options.y)];
	const heading = renderHeading(options, []);
	const legend = renderLegend(range, heading.bottom + (heading.bottom > 2 ? 6 : 0), grid.values.length > 0);
	const place = placeGrid(grid, legend.bottom, x, y);
	const { plot } = place;
	const height =
		plot.bottom + 8 + (grid.columns > 0 ? lineHeight : 0) + (x.label === undefined ? 0 : lineHeight);
	const body = [
		heading.markup,
		legend.markup,
		renderYLabel(y.label, legend.bottom + 2),
		renderCells(grid, range, place),
		hasValues(grid, place, options.values) ? renderValues(grid, range, place) : "",
		renderNames(grid, x, y, place),
		renderXLabel(x.label, plot),
		grid.values.length === 0 ? label("no data", { x: 0, y: plot.top + 16, ...soft }) : "",
	];
	const description = describe(grid, range);
	return renderFigure({
		height,
		title: options.title,
		alt: options.alt,
		description,
		body: body.filter(Boolean).join("\n"),
	});
}

interface Grid {
	readonly rows: number;
	readonly columns: number;
	/** Row-major; NaN where nothing is. */
	readonly values: Float64Array;
	/** How many rows and columns of the matrix one square stands for. */
	readonly merged: number;
}

function readGrid(matrix: Matrix): Grid {
	if (matrix instanceof Tensor)
		return { rows: matrix.rows, columns: matrix.columns, values: numbersOf(matrix), merged: 1 };
	if (!Array.isArray(matrix)) throw new TypeError("chart.heatMap: a matrix is a tensor, or a list of rows");
	const lists = (matrix as readonly List[]).map((row) => numbersOf(row));
	const columns = lists.reduce((most, row) => Math.max(most, row.length), 0);
	const values = new Float64Array(lists.length * columns).fill(Number.NaN);
	for (const [i, row] of lists.entries()) values.set(row, i * columns);
	return { rows: columns === 0 ? 0 : lists.length, columns, values, merged: 1 };
}

const mostSide = 512;

/** A matrix of more squares than can be seen is shown by means of neighbours. */
function reduce(grid: Grid): Grid {
	const merged = Math.ceil(Math.max(grid.rows, grid.columns) / mostSide);
	if (merged <= 1) return grid;
	const [rows, columns] = [Math.ceil(grid.rows / merged), Math.ceil(grid.columns / merged)];
	const values = Float64Array.from({ length: rows * columns }, (_, at) => {
		const [top, left] = [Math.floor(at / columns) * merged, (at % columns) * merged];
		let [sum, count] = [0, 0];
		for (let i = top; i < Math.min(grid.rows, top + merged); i++) {
			for (let j = left; j < Math.min(grid.columns, left + merged); j++) {
				const value = grid.values[i * grid.columns + j]!;
				if (Number.isFinite(value)) [sum, count] = [sum + value, count + 1];
			}
		}
		return count === 0 ? Number.NaN : sum / count;
	});
	return { rows, columns, values, merged };
}

interface Range {
	readonly ramp: Ramp;
	readonly low: number;
	readonly high: number;
}

function rangeOf({ values }: Grid, { min, max, colours }: HeatMapOptions): Range {
	const extent = extentOf([values]) ?? { low: 0, high: 1 };
	const [from, to] = [min ?? extent.low, max ?? extent.high];
	if (!(Number.isFinite(from) && Number.isFinite(to)))
		throw new TypeError(`chart.heatMap: colours from ${from} to ${to}`);
	const ramp = colours ?? (from < 0 && to > 0 ? "diverging" : "sequential");
	if (ramp !== "diverging" || min !== undefined || max !== undefined)
		return { ramp, low: Math.min(from, to), high: Math.max(from, to) };
	const most = Math.max(Math.abs(from), Math.abs(to));
	return { ramp, low: -most, high: most };
}

/** Between 0 and 1; a range without extent is all in its middle. */
function partOf(value: number, { low, high }: Range): number {
	if (low === high) return 0.5;
	// The whole may be too large for a number; and half of the smallest number is none.
	const unit = Number.isFinite(high - low) ? 1 : 0.5;
	return Math.max(0, Math.min(1, (value * unit - low * unit) / (high * unit - low * unit)));
}

/** The colours in a row, with the values at their ends. */
function renderLegend({ ramp, low, high }: Range, top: number, shown: boolean): Block {
	if (!shown) return { markup: "", bottom: top };
	const [steps, width] = [32, 160];
	const from = label(valueLabel(low), { x: 0, y: top + 14, "font-size": smallSize, ...soft });
	const left = emsOf(valueLabel(low)) * smallSize + 8;
	const swatches = Array.from({ length: steps }, (_, i) =>
		element("rect", {
			x: left + (i * width) / steps,
			y: top,
			width: width / steps + 0.3,
			height: 16,
			fill: rampColour(ramp, i / (steps - 1)),
		}),
	);
	const to = label(valueLabel(high), { x: left + width + 8, y: top + 14, "font-size": smallSize, ...soft });
	return {
		markup: from + element("g", { "shape-rendering": "crispEdges" }, swatches.join("")) + to,
		bottom: top + 27,
	};
}

interface Place {
	readonly plot: Plot;
	readonly width: number;
	readonly height: number;
}

function placeGrid({ rows, columns }: Grid, top: number, x: HeatMapAxis, y: HeatMapAxis): Place {
	const names = Array.from({ length: Math.min(rows, 2000) }, (_, i) => nameOf(y, i));
	const left = Math.min(200, names.reduce((most, name) => Math.max(most, emsOf(name) * textSize), 0) + 10);
	const widest = Array.from(
		{ length: Math.min(columns, 40) },
		(_, j) => emsOf(nameOf(x, j)) * textSize + 10,
	).reduce((a, b) => Math.max(a, b), 0);
	// A little to the right for a last name that is wider than its column.
	const width = Math.min((figureWidth - left - 8) / Math.max(1, columns), Math.max(48, Math.min(96, widest)));
	const height = Math.min(Math.max(14, Math.min(48, width)), 560 / Math.max(1, rows));
	const from = top + (y.label === undefined ? 4 : 32);
	return {
		plot: { left, right: left + width * columns, top: from, bottom: from + height * rows },
		width,
		height,
	};
}

/** Squares of one colour are one path; very many of them are a picture. */
function renderCells(grid: Grid, range: Range, { plot, width, height }: Place): string {
	const { rows, columns, values } = grid;
	if (rows * columns > 6000) return renderPixels(grid, range, plot);
	const gap = Math.min(width, height) > 14 ? 1 : 0;
	const paths = new Map<string, string>();
	for (let i = 0; i < rows; i++) {
		for (let j = 0; j < columns; ) {
			const colour = colourOf(values[i * columns + j]!, range);
			let end = j + 1;
			while (gap === 0 && end < columns && colourOf(values[i * columns + end]!, range) === colour) end++;
			const [x, y] = [coordinate(plot.left + j * width), coordinate(plot.top + i * height)];
			const d = `M${x} ${y}H${coordinate(plot.left + end * width - gap)}V${coordinate(plot.top + (i + 1) * height - gap)}H${x}z`;
			if (colour !== undefined) paths.set(colour, (paths.get(colour) ?? "") + d);
			j = end;
		}
	}
	const sorted = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
	const drawn = sorted.map(([fill, d]) => element("path", { d, fill })).join("");
	return element("g", gap === 0 ? { "shape-rendering": "crispEdges" } : {}, drawn);
}

function colourOf(value: number, range: Range): string | undefined {
	if (Number.isNaN(value)) return undefined;
	return rampColour(range.ramp, partOf(value, range));
}

function renderPixels(
	{ rows, columns, values }: Grid,
	range: Range,
	{ left, right, top, bottom }: Plot,
): string {
	const rgba = new Uint8Array(rows * columns * 4);
	for (const [i, value] of values.entries()) {
		if (Number.isNaN(value)) continue;
		rgba.set([...rampRgb(range.ramp, Math.round(partOf(value, range) * 64) / 64), 255], 4 * i);
	}
	return element("image", {
		x: left,
		y: top,
		width: right - left,
		height: bottom - top,
		preserveAspectRatio: "none",
		"image-rendering": "pixelated",
		href: `data:image/png;base64,${toBase64(encodePng(columns, rows, rgba))}`,
	});
}

function hasValues({ values }: Grid, { width, height }: Place, wanted: boolean | undefined): boolean {
	if (wanted !== undefined) return wanted && values.length <= 1000;
	const widest =
		values.length > 400
			? Number.POSITIVE_INFINITY
			: values.reduce((most, value) => Math.max(most, emsOf(valueLabel(value, 2))), 0);
	return height >= 20 && widest * smallSize + 6 <= width;
}

function renderValues({ columns, values }: Grid, range: Range, { plot, width, height }: Place): string {
	const written = Array.from(values, (value, at) => {
		if (Number.isNaN(value)) return "";
		const [i, j] = [Math.floor(at / columns), at % columns];
		const fill = inkOn(range.ramp, partOf(value, range));
		return label(valueLabel(value, 2), {
			x: plot.left + (j + 0.5) * width,
			y: plot.top + (i + 0.5) * height + 6,
			fill,
		});
	});
	return element("g", { "text-anchor": "middle", "font-size": smallSize }, written.join(""));
}

function renderNames(
	{ rows, columns, merged }: Grid,
	x: HeatMapAxis,
	y: HeatMapAxis,
	{ plot, width, height }: Place,
): string {
	const across = Array.from({ length: columns }, (_, j) => ({
		at: (j + 0.5) / columns,
		label: shortenTo(nameOf(x, j, merged), Math.max(3, width / textSize)),
	}));
	const shown = thinTicks(across, plot.right - plot.left);
	const every = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((n) => n * height >= 18) ?? 1000;
	const most = (plot.left - 9) / textSize;
	const down = Array.from({ length: Math.ceil(rows / every) }, (_, i) =>
		label(shortenTo(nameOf(y, i * every, merged), most), {
			x: plot.left - 6,
			y: plot.top + (i * every + 0.5) * height + 6,
		}),
	);
	const below = shown.map(({ at, label: text }) =>
		label(text, { x: plot.left + at * (plot.right - plot.left), y: plot.bottom + 21 }),
	);
	return (
		element("g", { "text-anchor": "middle", ...soft }, below.join("")) +
		element("g", { "text-anchor": "end", ...soft }, down.join(""))
	);
}

const known = ["title", "subtitle", "x", "y", "min", "max", "colours", "values", "alt"];

function axisOf(axis: HeatMapOptions["x"]): HeatMapAxis {
	checkNames("chart.heatMap: an axis", axis, ["label", "names"]);
	if (axis === undefined) return {};
	if (typeof axis === "string") return { label: axis };
	return Array.isArray(axis) ? { names: axis } : (axis as HeatMapAxis);
}

function nameOf({ names }: HeatMapAxis, i: number, merged = 1): string {
	return names ? String(names[i * merged] ?? "") : String(i * merged);
}

function describe({ rows, columns, merged }: Grid, { low, high }: Range): string {
	const size = `${rows * merged} × ${columns * merged}`;
	return `Heat map of ${merged > 1 ? `about ${size} values, by means of ${merged} × ${merged}` : `${size} values`}, colours from ${valueLabel(low)} to ${valueLabel(high)}.`;
}
