export { toNotebook } from "./export/to-notebook.js";
export { gatherCells } from "./plan/gather-cells.js";
export { type PlanInput, planCells } from "./plan/plan-cells.js";
export { nameOfCell, resultDiagnostics } from "./report/result-diagnostics.js";
export { type BehindOptions, placeOfExport, runBehind } from "./run/run-behind.js";
export { type RunEvent, type RunOptions, type RunReport, runCells } from "./run/run-cells.js";
export { distrust, type Trust, trust, trustOf } from "./run/trust.js";
export { readRecords } from "./store/read-records.js";
export { checkTypes } from "./types/check-types.js";
