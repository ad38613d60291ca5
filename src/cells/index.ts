export { gatherCells } from "./plan/gather-cells.js";
export { type PlanInput, planCells } from "./plan/plan-cells.js";
