/** Pictures of numbers: clean SVG that is the same, byte for byte, whenever it is made from the same numbers. */
import { bar } from "./bar.js";
import { heatMap } from "./heat-map.js";
import { line } from "./line.js";
import { scatter } from "./scatter.js";

export type { ChartData, List, Pair, Position, SeriesInput } from "./data.js";
export type { HeatMapAxis, HeatMapOptions, Matrix } from "./heat-map.js";
export type { Axis, AxisOptions, BarOptions, ChartOptions, ScaleKind } from "./options.js";

export interface Chart {
	readonly line: typeof line;
	readonly scatter: typeof scatter;
	readonly bar: typeof bar;
	readonly heatMap: typeof heatMap;
}

export const chart: Chart = { line, scatter, bar, heatMap };
