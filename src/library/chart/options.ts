import { Tensor } from "../../network/index.js";
import { checkNames } from "../known-names.js";
import type { List, Position } from "./data.js";

export type ScaleKind = "linear" | "log";

export interface AxisOptions {
	readonly scale?: ScaleKind;
	/** What is measured, and in which unit. */
	readonly label?: string;
	readonly min?: number;
	readonly max?: number;
	/** Of records: which column; for `y` also several. */
	readonly column?: string | readonly string[];
	/** Places of the entries, instead of 0, 1, 2, …; names are categories. */
	readonly values?: List<Position>;
}

/**
 * `"log"`; of records the name of a column (several for `y`), and of other data what is measured; the places of the
 * entries (for `x`); or all that can be said.
 */
export type Axis = ScaleKind | (string & {}) | readonly Position[] | List<number> | AxisOptions;

export interface ChartOptions {
	readonly title?: string;
	/** A line below the title. */
	readonly subtitle?: string;
	readonly x?: Axis;
	readonly y?: Axis;
	/** Of records: the column whose values tell series apart. */
	readonly series?: string;
	/** Of the picture, whose width is 640; 360. */
	readonly height?: number;
	/** What can be seen in it, for those who cannot. Without: what is drawn, in words. */
	readonly alt?: string;
}

export interface BarOptions extends ChartOptions {
	/** Series on top of each other instead of beside each other. */
	readonly stacked?: boolean;
	/** Categories below each other. Without: when their names are too long to stand side by side. */
	readonly horizontal?: boolean;
}

/** Those of every chart with axes. */
const chartOptions = ["title", "subtitle", "x", "y", "series", "height", "alt"];

/** @param more what only this chart has */
export function checkOptions(chart: string, options: ChartOptions, more: readonly string[] = []): void {
	checkNames(`chart.${chart}`, options, [...chartOptions, ...more]);
}

/** An axis, with all its forms made one. */
export interface AxisChoice extends Omit<AxisOptions, "column"> {
	readonly columns?: readonly string[];
}

export function axisChoice(axis: Axis | undefined, name: "x" | "y"): AxisChoice {
	if (axis === undefined) return {};
	if (isScale(axis)) return { scale: axis };
	if (typeof axis === "string") return { columns: [axis] };
	if (Array.isArray(axis) || ArrayBuffer.isView(axis) || axis instanceof Tensor) {
		const list = axis as readonly Position[];
		return name === "y" ? { columns: list.map(String) } : { values: list };
	}
	checkNames(`chart: ${name}`, axis, ["scale", "label", "min", "max", "column", "values"]);
	const { column, ...others } = axis as AxisOptions;
	for (const bound of [others.min, others.max])
		if (bound !== undefined && !Number.isFinite(bound))
			throw new TypeError(`chart: ${name} ends at ${bound}`);
	if (others.scale !== undefined && others.scale !== "log" && others.scale !== "linear")
		throw new TypeError(
			`chart: the scale of ${name} is "linear" or "log", not ${JSON.stringify(others.scale)}`,
		);
	return column === undefined
		? others
		: { ...others, columns: typeof column === "string" ? [column] : [...column] };
}

function isScale(axis: Axis): axis is ScaleKind {
	return axis === "log" || axis === "linear";
}
