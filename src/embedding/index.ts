export type { Elsewhere } from "./apart/ask-apart.js";
export { wantedCell } from "./apart/wanted-cell.js";
export {
	type Embedded,
	type EmbeddingInput,
	type EmbeddingOptions,
	type EpochReport,
	embedGraph,
	type NoteCell,
} from "./embed-graph.js";
export { type ExplainOptions, explainSimilarity } from "./explain/explain-similarity.js";
export { exportVectors, type VectorFormat, vectorFormats } from "./export/export-vectors.js";
export { type InferenceParts, inferenceParts } from "./export/inference-parts.js";
export type { ExportInput } from "./export/rows.js";
export { LiveEmbedding } from "./live/live-embedding.js";
export type { CellName } from "./train/link-network.js";
