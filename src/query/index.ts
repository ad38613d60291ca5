/** Questions about a graph: openCypher, read-only, over typed arrays. Runs in Node and in a browser's worker alike. */

export { asksNetwork } from "./asks-network.js";
export * as elsewhere from "./elsewhere.js";
export {
	gnnCommunities,
	gnnNearest,
	gnnRelated,
	gnnSuggestions,
	nearest,
	type ProcedureShape,
	textSearch,
} from "./known-procedures.js";
export { nearestName } from "./language/nearest-name.js";
export { parseExpression, parseQuery } from "./language/parse.js";
export { printExpression, printQuery, printString } from "./language/print.js";
export { QueryError, type QueryErrorKind } from "./language/query-error.js";
export type * as syntax from "./language/syntax.js";
export { fromPlain, toPlain } from "./plain.js";
export type { PlanStep } from "./plan/operator.js";
export { type Parameter, type Procedure, type ProcedureContext, Procedures } from "./plan/procedures.js";
export {
	type Prepared,
	type PrepareOptions,
	prepare,
	prepareSyntax,
	type QueryResult,
	type RunOptions,
} from "./prepare.js";
export { builtInProcedures } from "./procedures.js";
export type { Budget } from "./run/meter.js";
export { createStoreBuilder, type Properties, type StoreBuilder } from "./store/build-store.js";
export { accessTo, type Similarity } from "./store/graph-access.js";
export { type PackOptions, packGraph, unpackGraph } from "./store/pack-graph.js";
export {
	type Appendix,
	type ByteSink,
	type ByteSource,
	openSavedGraph,
	type SavedGraph,
	saveGraph,
} from "./store/saved-graph.js";
export { type GraphData, GraphStore } from "./store/store.js";
export { type UnknownName, unknownNames } from "./unknown-names.js";
export { equals } from "./values/equality.js";
export {
	type FunctionContext,
	type FunctionDefinition,
	Functions,
	problem,
} from "./values/functions/functions.js";
export { type Key, keyOf } from "./values/key.js";
export { compareOrder } from "./values/order.js";
export { type ScriptMatch, ScriptRegex } from "./values/regex/script-regex.js";
export {
	DateTimeValue,
	DateValue,
	DurationValue,
	isTemporal,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./values/temporal/temporal-value.js";
export { formatValue } from "./values/text.js";
export { typeOf } from "./values/types.js";
export {
	FloatValue,
	ForeignValue,
	float,
	integer,
	isFloat,
	isInteger,
	isNumber,
	type ListValue,
	type MapValue,
	NodeValue,
	type NumberValue,
	PathValue,
	type Plain,
	RelationshipValue,
	toNumber,
	type Value,
} from "./values/value.js";
