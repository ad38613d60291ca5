/** Queries on a page: the graph that it is sent, and the conversation with the worker that answers. */

export { type Answering, answerPage } from "./answer-page.js";
export { needsWhole } from "./needs-whole.js";
export type { Vectors } from "./network.js";
export type {
	FromWorker,
	PanelAnswer,
	PanelBudget,
	PanelGraph,
	PanelProblem,
	PanelStep,
	Shown,
	ShownNode,
	ToWorker,
} from "./protocol.js";
export {
	type OutlineLimit,
	packOutline,
	packSiteGraph,
	type SiteGraph,
	unpackSiteGraph,
} from "./site-graph.js";
