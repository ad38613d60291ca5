/** What a chart is made from, in all the forms in which one has numbers, as series of the same kind. */
import { Tensor } from "../../network/index.js";
import { isDate, isMap, isPlainObject, ownValue } from "../inspect/kinds.js";

/** Anything that lies on an axis. What is missing, `null`, `NaN`, leaves a gap. */
export type Position = number | bigint | boolean | string | Date | null | undefined;

export type List<T = Position> = ArrayLike<T> | Tensor;

/** One line, or one group of marks or bars. `x` without: 0, 1, 2, … */
export interface SeriesInput {
	readonly name?: string;
	readonly x?: List;
	readonly y: List;
}

export type Pair = readonly [x: Position, y: Position];

/**
 * - a list of numbers, or a tensor of one dimension: one series
 * - lists of lists, or a tensor of two: a series for each (for `scatter`, lists of two are points)
 * - `{ name: list, … }` or a Map: named series; a list of `[x, y]` is one with places of its own
 * - `{ x, y, name }`, or a list of such: series with places of their own
 * - a list of records: columns, chosen by the options `x`, `y` and `series`
 */
export type ChartData =
	| List
	| readonly List[]
	| readonly Pair[]
	| SeriesInput
	| readonly SeriesInput[]
	| readonly object[]
	| ReadonlyMap<string, List | SeriesInput | readonly Pair[] | Position>
	| { readonly [name: string]: List | SeriesInput | readonly Pair[] | Position };

export interface Series {
	readonly name: string;
	readonly x: readonly Position[];
	readonly y: Float64Array;
}

export interface Columns {
	readonly x?: string | undefined;
	readonly y?: readonly string[] | undefined;
	readonly series?: string | undefined;
	/** For all series that have no x of their own. */
	readonly places?: readonly Position[] | undefined;
	/** Whether lists of two are points where they could be series. */
	readonly pairs?: boolean;
}

/** Series of a chart; and the columns that they come from, which name the axes. */
export interface Loaded {
	readonly series: readonly Series[];
	readonly x?: string | undefined;
	readonly y?: string | undefined;
}

const mostSeries = 200;

export function loadSeries(data: unknown, columns: Columns): Loaded {
	if (Array.isArray(data) && data.some(isPlainRecord) && !data.every(isSeriesInput))
		return loadRecords(data, columns);
	// Where there are no columns, their names say what is measured.
	return { ...loadOthers(data, columns), x: columns.x, y: columns.y?.[0] };
}

function loadOthers(data: unknown, columns: Columns): Loaded {
	if (isSingle(data)) return { series: [seriesOf("", data, columns)] };
	if (data instanceof Tensor) return loadLists(data.toArrays(), columns);
	if (Array.isArray(data)) {
		if (data.slice(0, mostSeries).every(isSeriesInput))
			return { series: data.slice(0, mostSeries).map((one) => inputOf("", one, columns)) };
		return columns.pairs && data.every(isPair) ? { series: [pairsOf("", data)] } : loadLists(data, columns);
	}
	if (isSeriesInput(data)) return { series: [inputOf("", data, columns)] };
	if (typeof data !== "object" || data === null)
		throw new TypeError(`chart: data is a list, a tensor or an object of lists, not ${typeof data}`);
	return loadNamed(
		isMap(data) ? Array.from(data.entries(), ([name, value]) => [String(name), value]) : Object.entries(data),
		columns,
	);
}

function loadLists(lists: readonly unknown[], columns: Columns): Loaded {
	return { series: lists.slice(0, mostSeries).map((list) => anyOf("", list, columns)) };
}

/** Names with lists are series; names with numbers are the places of one. */
function loadNamed(entries: readonly (readonly [string, unknown])[], columns: Columns): Loaded {
	if (entries.length > 0 && entries.every(([, value]) => !isList(value) && !isSeriesInput(value))) {
		const y = Float64Array.from(entries, ([, value]) => numberAt(value));
		return { series: [{ name: "", x: entries.map(([name]) => name), y }] };
	}
	return { series: entries.slice(0, mostSeries).map(([name, value]) => anyOf(name, value, columns)) };
}

function loadRecords(data: readonly unknown[], columns: Columns): Loaded {
	const records = data.filter((record) => typeof record === "object" && record !== null) as object[];
	const names = [...new Set(records.slice(0, 1000).flatMap((record) => Object.keys(record)))];
	for (const name of [columns.x, columns.series, ...(columns.y ?? [])])
		if (name !== undefined && !names.includes(name))
			throw new RangeError(
				`chart: no record has ${JSON.stringify(name)}; there is ${names.slice(0, 20).join(", ")}`,
			);
	const groups = columns.series === undefined ? [{ name: "", records }] : groupBy(records, columns.series);
	const isNumeric = (name: string) =>
		records.some((record) => Number.isFinite(numberAt(ownValue(record, name))));
	const free = names.filter((name) => name !== columns.series && name !== columns.x);
	// Of several columns the first is what the others depend on.
	const numeric = free.filter((name) => !columns.y && isNumeric(name));
	const x =
		columns.x ??
		(columns.places || free.length < 2 || (columns.y?.includes(free[0]!) ?? false) ? undefined : free[0]);
	const y = columns.y ?? numeric.filter((name) => name !== x);
	const places = (of: readonly object[]) =>
		x === undefined
			? (columns.places ?? of.map((_, i) => i))
			: of.map((record) => positionOf(ownValue(record, x)));
	const series = groups.flatMap((group) =>
		y.map((name) => ({
			name: [group.name, ...(y.length > 1 ? [name] : [])].filter(Boolean).join(" · "),
			x: places(group.records),
			y: Float64Array.from(group.records, (record) => numberAt(ownValue(record, name))),
		})),
	);
	return { series: series.slice(0, mostSeries), x, y: y.length === 1 ? y[0] : undefined };
}

function groupBy(records: readonly object[], column: string): { name: string; records: object[] }[] {
	const groups = new Map<string, object[]>();
	for (const record of records) {
		const name = String(positionOf(ownValue(record, column)) ?? "");
		const group = groups.get(name);
		if (group) group.push(record);
		else groups.set(name, [record]);
	}
	return Array.from(groups, ([name, records]) => ({ name, records }));
}

function anyOf(name: string, value: unknown, columns: Columns): Series {
	if (isSeriesInput(value)) return inputOf(name, value, columns);
	// What has a name is one series, so that lists in it can only be points.
	if (Array.isArray(value) && value.length > 0 && value.every(isPair)) return pairsOf(name, value);
	return seriesOf(name, isList(value) ? value : [value], columns);
}

function inputOf(name: string, { name: own, x, y }: SeriesInput, columns: Columns): Series {
	const series = seriesOf(own === undefined ? name : String(own), y, columns);
	return x === undefined ? series : { ...series, x: positions(x) };
}

function pairsOf(name: string, pairs: readonly Pair[]): Series {
	return { name, x: pairs.map(([x]) => positionOf(x)), y: Float64Array.from(pairs, ([, y]) => numberAt(y)) };
}

function seriesOf(name: string, list: unknown, { places }: Columns): Series {
	const y = numbersOf(list as List);
	return { name, x: places ?? Array.from(y.keys()), y };
}

function positions(list: List): Position[] {
	return list instanceof Tensor ? Array.from(numbersOf(list)) : Array.from(list, positionOf);
}

export function numbersOf(list: List<unknown>): Float64Array {
	if (list instanceof Tensor) return Float64Array.from(list.data.subarray(0, list.size));
	return Float64Array.from({ length: list.length }, (_, i) => numberAt(list[i]));
}

export function positionOf(value: unknown): Position {
	if (typeof value === "number" || typeof value === "string" || typeof value === "bigint") return value;
	if (typeof value === "boolean") return String(value);
	if (value instanceof Tensor) return numberAt(value);
	if (typeof value !== "object" || value === null || !isDate(value)) return undefined;
	const time = Date.prototype.getTime.call(value);
	return Number.isNaN(time) ? undefined : new Date(time);
}

/** NaN for what is no number. */
export function numberAt(value: unknown): number {
	if (typeof value === "number") return value;
	if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
	return value instanceof Tensor && value.size === 1 ? value.data[0]! : Number.NaN;
}

function isSingle(data: unknown): data is List {
	if (data instanceof Tensor) return data.shape.length < 2;
	return (
		isList(data) &&
		!(
			Array.isArray(data) &&
			data.some(
				(item) =>
					typeof item === "object" &&
					item !== null &&
					!(item instanceof Tensor && item.size === 1 && item.shape.length === 0),
			)
		)
	);
}

export function isList(value: unknown): value is List {
	return (
		value instanceof Tensor ||
		Array.isArray(value) ||
		(ArrayBuffer.isView(value) && !(value instanceof DataView))
	);
}

function isPair(value: unknown): value is Pair {
	return Array.isArray(value) && value.length === 2 && !value.some(isList);
}

function isSeriesInput(value: unknown): value is SeriesInput {
	return (
		isPlainRecord(value) &&
		isList(value.y) &&
		Object.keys(value).every((key) => ["name", "x", "y"].includes(key))
	);
}

function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return isPlainObject(value) && !isList(value);
}
