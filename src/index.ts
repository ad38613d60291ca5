/**
 * notapse as a library: the compiler, its stages' results as types, and nothing that touches the terminal. The network's
 * engine is a library of its own, `notapse/network`.
 *
 * @packageDocumentation
 */

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
} from "./asking/library-verbs.js";
export { AmbiguousName, NotEmbedded, UnknownName } from "./asking/named-concept.js";
export {
	type OpenGraph,
	type OpenGraphOptions,
	openGraph,
	type QueryAnswer,
	type QueryOptions,
	query,
} from "./asking/open-graph.js";
export type * from "./asking/verb-answers.js";
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
	type TimedPart,
	type Timing,
	type VectorFormat,
	version,
} from "./compile.js";
export type { ConceptRecord } from "./concepts/concept-record.js";
export { type Config, defineConfig, loadConfig } from "./config.js";
export {
	type Embedded,
	type EmbeddingInput,
	type EmbeddingOptions,
	type EpochReport,
	embedGraph,
} from "./embedding/index.js";
export { createPlainKernels, createWasmKernels, type Kernels } from "./kernels/index.js";
export { drawMap, type MapInput, type MapOptions } from "./map/index.js";
export type * from "./model/index.js";
export { type Budget, type Plain, type PlanStep, QueryError } from "./query/index.js";
export type { QueryGraph } from "./query-graph/query-graph.js";
export { type Watcher, watch } from "./watch.js";
