/**
 * What cells import from notapse, and how a runner stands behind it: see `connect`. Runs in any engine: it needs typed
 * arrays and `TextEncoder`, and no document, disk or network.
 *
 * @packageDocumentation
 */
export { type CellGlobals, type Connection, connect, globalNames } from "./connect.js";
export type { CellHost, MimeBundle, Output, Param, ParamValue, TestResult } from "./host.js";
export { mimeOrder } from "./inspect/inspect.js";
export * from "./names.js";
