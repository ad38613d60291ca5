/** Questions about a graph: openCypher, read-only, over typed arrays. Runs in Node and in a browser's worker alike. */

export { asksNetwork } from "./asks-network.js";
export { parseQuery } from "./language/parse.js";
export { printQuery, printString } from "./language/print.js";
export { QueryError, type QueryErrorKind } from "./language/query-error.js";
export { fromPlain, type Plain, toPlain } from "./plain.js";
export type { PlanStep } from "./plan/operator.js";
export { type Parameter, type Procedure, type ProcedureContext, Procedures } from "./plan/procedures.js";
export { type Prepared, type PrepareOptions, prepare, type QueryResult, type RunOptions } from "./prepare.js";
export { builtInProcedures } from "./procedures.js";
export type { Budget } from "./run/meter.js";
export { createStoreBuilder, type Properties, type StoreBuilder } from "./store/build-store.js";
export { accessTo, type Similarity } from "./store/graph-access.js";
export { type GraphData, GraphStore } from "./store/store.js";
export { formatValue } from "./values/text.js";
export { float, NodeValue, PathValue, RelationshipValue, type Value } from "./values/value.js";
