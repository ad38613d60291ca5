/** All that `import … from "notapse"` gives a cell. */
export * from "../network/index.js";
export {
	type Axis,
	type AxisOptions,
	type BarOptions,
	type Chart,
	type ChartData,
	type ChartOptions,
	chart,
	type HeatMapAxis,
	type HeatMapOptions,
	type List,
	type Matrix,
	type Pair,
	type Position,
	type ScaleKind,
	type SeriesInput,
} from "./chart/index.js";
export { close, NotCloseError, type Numbers } from "./close.js";
export { display } from "./display.js";
export type { MimeBundle } from "./host.js";
export { type ImageOptions, image, type Pixels } from "./image.js";
export { html, type MarkupTag, md, svg, tex } from "./markup.js";
export { memo } from "./memo.js";
export { type Choices, type Label, type NumberRange, param } from "./param.js";
export { read } from "./read.js";
export type { Shown } from "./shown.js";
export { type TableData, type TableOptions, table } from "./table.js";
export { test } from "./test.js";
export { createWasmKernels } from "./wasm-kernels.js";
