/**
 * notapse as a library: the compiler, its stages' results as types, and nothing that touches the terminal.
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
	exportGraph,
	type LoadedVault,
	type LoadOptions,
	loadVault,
	type Stage,
	type Timing,
	version,
} from "./compile.js";
export { type Config, defineConfig, loadConfig } from "./config.js";
export type * from "./model/index.js";
export { type Watcher, watch } from "./watch.js";
