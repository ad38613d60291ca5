/**
 * notapse as a library: the compiler, its stages' results as types, and nothing that touches the terminal. The network's
 * engine is a library of its own, `notapse/network`.
 *
 * @packageDocumentation
 */
export {
	type CompileEvent,
	type CompileOptions,
	type CompileResult,
	type Compiler,
	type CompileSummary,
	checkVault,
	compile,
	createCompiler,
	type EmbeddedVault,
	type EmbeddingSummary,
	embedVault,
	exportGraph,
	exportVectors,
	type LoadedVault,
	type LoadOptions,
	loadVault,
	type Stage,
	type Timing,
	type VectorFormat,
	version,
} from "./compile.js";
export type { ConceptRecord } from "./concept-record.js";
export { type Config, defineConfig, loadConfig } from "./config.js";
export {
	type Embedded,
	type EmbeddingInput,
	type EmbeddingOptions,
	type EpochReport,
	embedGraph,
} from "./embedding/index.js";
export { createPlainKernels, createWasmKernels, type Kernels } from "./kernels/index.js";
export {
	backlinks,
	communities,
	deadends,
	explain,
	hubs,
	type ListOptions,
	links,
	neighbors,
	orphans,
	path,
	related,
	search,
	similar,
	suggest,
	tags,
	unresolved,
	type VerbOptions,
} from "./library-verbs.js";
export { drawMap, type MapInput, type MapOptions } from "./map/index.js";
export type * from "./model/index.js";
export { AmbiguousName, NotEmbedded, UnknownName } from "./named-concept.js";
export {
	type OpenGraph,
	type OpenGraphOptions,
	openGraph,
	type QueryAnswer,
	type QueryOptions,
	query,
} from "./open-graph.js";
export { type Budget, type Plain, type PlanStep, QueryError } from "./query/index.js";
export type { QueryGraph } from "./query-graph.js";
export type * from "./verb-answers.js";
export { type Watcher, watch } from "./watch.js";
