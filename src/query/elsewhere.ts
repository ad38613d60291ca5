/** A query's meaning and the means to read it, for engines that carry it out in their own way. */

export { childrenOf } from "./language/children.js";
export { parseQuery } from "./language/parse.js";
export { asQueryError } from "./language/query-error.js";
export { type AggregateCall, conjuncts, isAggregate, namesIn, variable } from "./plan/expressions.js";
export { matchesLabels } from "./plan/labels.js";
export type { Item, Logical, LogicalPlan } from "./plan/logical.js";
export {
	type PatternGraph,
	type PatternNode,
	type PatternStep,
	toPatternGraph,
} from "./plan/pattern-graph.js";
export { translate } from "./plan/translate.js";
export { planQuery, prepareLogical } from "./prepare.js";
