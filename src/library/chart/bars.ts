/** Values by category and series. */

import { type ChartData, loadSeries, type Position, positionOf } from "./data.js";
import { type AxisChoice, axisChoice, type BarOptions } from "./options.js";
import { type Domain, extentOf } from "./scale.js";

export interface Bars {
	readonly categories: readonly string[];
	readonly series: readonly { readonly name: string; readonly values: Float64Array }[];
	readonly x: AxisChoice;
	readonly y: AxisChoice;
	readonly domain: Domain;
	/** Where bars begin. */
	readonly base: number;
	readonly stacked: boolean;
	/** Few enough for a number at each. */
	readonly labelled: boolean;
	readonly fixed: boolean;
	readonly empty: boolean;
	readonly whole: boolean;
}

export function readBars(data: ChartData, options: BarOptions): Bars {
	const [xChoice, yChoice] = [axisChoice(options.x, "x"), axisChoice(options.y, "y")];
	const log = yChoice.scale === "log";
	const places = xChoice.values && Array.from(xChoice.values as ArrayLike<unknown>, positionOf);
	const columns = {
		x: xChoice.columns?.[0],
		y: yChoice.columns,
		series: options.series,
		places,
		pairs: true,
	};
	const loaded = loadSeries(data, columns);
	const all = [...new Set(loaded.series.flatMap(({ x, y }) => Array.from(y, (_, i) => nameOf(x[i]))))];
	const index = new Map(all.map((name, i) => [name, i]));
	const series = loaded.series.map(({ name, x, y }) => {
		const values = new Float64Array(all.length).fill(Number.NaN);
		for (const [i, value] of y.entries()) if (!log || value > 0) values[index.get(nameOf(x[i]))!] = value;
		return { name, values };
	});
	const merged = merge(all, series);
	const stacked = options.stacked === true && series.length > 1;
	const extent = extentOf(
		stacked ? sums(merged.series, all.length) : merged.series.map(({ values }) => values),
		log,
	);
	const domain = domainOf(extent, yChoice, log);
	return {
		...merged,
		x: withLabel(xChoice, loaded.x),
		y: withLabel(yChoice, loaded.y),
		domain,
		base: log ? domain.low : Math.max(domain.low, Math.min(domain.high, 0)),
		stacked: stacked && !log,
		labelled: !stacked && merged.categories.length * series.length <= 16,
		fixed: yChoice.min !== undefined || yChoice.max !== undefined,
		empty: !extent,
		whole: series.every(({ values }) =>
			values.every((value) => Number.isInteger(value) || Number.isNaN(value)),
		),
	};
}

function withLabel(choice: AxisChoice, column: string | undefined): AxisChoice {
	return choice.label === undefined && column !== undefined ? { ...choice, label: column } : choice;
}

/** Bars have lengths: 0 is on the axis, unless it is said otherwise. */
function domainOf(extent: Domain | undefined, { min, max }: AxisChoice, log: boolean): Domain {
	const { low, high } = extent ?? (log ? { low: 1, high: 10 } : { low: 0, high: 1 });
	// A bar of the lowest value has some length, too.
	const from = min ?? (log ? low / 2 || low : Math.min(0, low));
	const to = max ?? (log ? high : Math.max(0, high));
	if (log && !(from > 0 && to > 0)) return { low, high };
	return { low: Math.min(from, to), high: Math.max(from, to) };
}

type BarSeries = Bars["series"];

function sums(series: BarSeries, count: number): Float64Array[] {
	const [up, down] = [new Float64Array(count), new Float64Array(count)];
	for (const { values } of series) {
		for (const [i, value] of values.entries()) {
			if (value > 0) up[i]! += value;
			if (value < 0) down[i]! += value;
		}
	}
	return [up, down];
}

const mostCategories = 500;

/** Of more categories than there are pixels, neighbours share a bar: that of the largest value. */
function merge(categories: readonly string[], series: BarSeries): Pick<Bars, "categories" | "series"> {
	const few = series.slice(0, 40);
	if (categories.length <= mostCategories) return { categories, series: few };
	const each = Math.ceil(categories.length / mostCategories);
	return {
		categories: categories.filter((_, i) => i % each === 0),
		series: few.map(({ name, values }) => ({
			name,
			values: Float64Array.from({ length: Math.ceil(values.length / each) }, (_, i) =>
				largest(values.subarray(i * each, (i + 1) * each)),
			),
		})),
	};
}

function largest(values: Float64Array): number {
	return values.reduce(
		(most, value) => (Math.abs(value) > Math.abs(most) || Number.isNaN(most) ? value : most),
		Number.NaN,
	);
}

function nameOf(position: Position): string {
	if (typeof position === "object" && position !== null) return position.toISOString().slice(0, 10);
	return position === undefined || position === null ? "" : String(position);
}
