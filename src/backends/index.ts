/** The same graph on other engines: databases that are asked instead of this process, and files for other programs. */

export { type Address, type BoltAddress, type PostgresAddress, parseAddress } from "./address.js";
export { findNamedByBolt } from "./bolt/find-named.js";
export { askBolt } from "./bolt/late.js";
export { type BoltReport, pushToBolt } from "./bolt/push.js";
export { type BoltSession, openBolt } from "./bolt/session.js";
export type {
	Community,
	ConceptName,
	GraphContents,
	Matrix,
	NeighborLists,
	NetworkContents,
	SearchedText,
	Vectors,
} from "./contents.js";
export { type ExportKind, exportFiles } from "./files/export-files.js";
export { chooseNamed, type NamedConcept } from "./named.js";
export { type Answered, type AskOptions, askPostgres } from "./postgres/ask.js";
export { findNamed } from "./postgres/find-named.js";
export { type Inferred, inferVectors } from "./postgres/infer.js";
export type { Search } from "./postgres/procedures.js";
export { type PushOptions, type PushReport, pushToPostgres } from "./postgres/push.js";
export { openSession, querySettings, type Session } from "./postgres/session.js";
