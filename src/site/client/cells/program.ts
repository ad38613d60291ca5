import type { CellFacts } from "../../../model/index.js";

/** The programs of one note, as a page loads them. */
export interface NoteProgram {
	/** By which programs name the note. */
	readonly note: string;
	readonly cells: readonly ProgramCell[];
	/** Notes from which these cells import, and the versions of their files. */
	readonly files: readonly (readonly [note: string, version: string])[];
}

export interface ProgramCell {
	/** Among the note's cells. */
	readonly index: number;
	readonly id?: string;
	readonly key: string;
	/** As it is written. */
	readonly code: string;
	/** Without types; absent when it is the same. */
	readonly plain?: string;
	readonly facts: ProgramFacts;
	readonly needs: readonly ProgramNeed[];
	readonly seed: number;
	/** Seconds. */
	readonly timeout: number;
	readonly params: readonly (readonly [name: string, value: number | string | boolean])[];
}

export type ProgramFacts = Omit<CellFacts, "plain" | "tokens" | "error">;

export interface ProgramNeed {
	readonly note: string;
	readonly index: number;
	/** Index into `facts.imports`; absent for a name of the same note. */
	readonly import?: number;
	readonly names: readonly { readonly imported: string; readonly local: string }[];
}
