/** Dataview's query language: read, translated to queries of the engine, and answered as Dataview answers. */

export {
	answerDataview,
	type DataviewQuestion,
	type DataviewWorld,
	translateDataview,
} from "./answer/answer-dataview.js";
export { dataviewFunctions } from "./functions/registry.js";
export { DataviewError } from "./language/dataview-error.js";
export { Pages, type TableReader } from "./pages/pages.js";
export type { TranslatedQuery } from "./translate/translate-query.js";
