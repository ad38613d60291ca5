export { type AnswerText, type NoteAnswers, textKey } from "./answers/answer-view.js";
export { type BodyOptions, type RenderedBody, renderBody } from "./body/render-body.js";
export { loadOutputEngines, type OutputEngines } from "./cells/output-engines.js";
export { planSite, type RenderInput, renderSite, type SitePlan } from "./render-site.js";
export { searchTerms } from "./search/terms.js";
export type { QueryGraphFile } from "./shared/build-index.js";
export { surveyNote } from "./survey-note.js";
export {
	type OutputState,
	outputState,
	prepareOutput,
	readManifest,
	type WriteSummary,
	type WriteTarget,
	writeSite,
} from "./write.js";
