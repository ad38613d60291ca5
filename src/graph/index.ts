export { buildGraph, type CanvasNotes, type GraphInput, type GraphOptions } from "./build-graph.js";
export { type CheckInput, checkVault } from "./check-vault.js";
export { exportGraph, type GraphFormat, graphFormats } from "./export-graph.js";
export { createResolver, type Resolver, type ResolverInput } from "./resolver.js";
