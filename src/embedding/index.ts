export {
	type Embedded,
	type EmbeddingInput,
	type EmbeddingOptions,
	type EpochReport,
	embedGraph,
} from "./embed-graph.js";
