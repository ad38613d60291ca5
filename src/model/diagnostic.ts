import type { VaultPath } from "./id.js";
import type { Position, Span } from "./span.js";

export type Severity = "error" | "warning" | "info";

/** A flaw in somebody's vault: never an exception. */
export interface Diagnostic {
	/** Stable name, `room/what`, for instance `link/unresolved`; documented in `docs/rules.md`. */
	readonly rule: string;
	readonly severity: Severity;
	/** One sentence in English. Names from the vault stand in “curly quotes”. */
	readonly message: string;
	/** The file it is about; absent when it is about the vault as a whole. */
	readonly path?: VaultPath;
	readonly span?: Span;
	readonly position?: Position;
	/** What to do about it; often “did you mean [[x]]?”. */
	readonly hint?: string;
	/** Other files that take part, for instance the candidates of an ambiguous name. */
	readonly related?: readonly VaultPath[];
}
