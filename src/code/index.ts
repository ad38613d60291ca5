/** A cell's program: what it says, and the module that an engine is given. Pure; also in the browser. */
export {
	type EngineModule,
	type ModuleBinding,
	placeInCode,
	type Shift,
	siblingExport,
	valueExport,
	writeModule,
} from "./module.js";
export { lineColumnAt, offsetAt } from "./place.js";
export { readFacts } from "./read-facts.js";
