/** A cell's program as the module that an engine is given; what it says is read behind `read/`. Pure; also in the browser. */
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
export { type ScriptFacts, writeScript, writeView } from "./script.js";
