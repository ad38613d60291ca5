import type { Shift } from "../../../code/index.js";

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
	/** As it is written. */
	readonly code: string;
	readonly module: WrittenModule;
	readonly needs: readonly ProgramNeed[];
	readonly seed: number;
	/** Seconds. */
	readonly timeout: number;
	readonly params: readonly (readonly [name: string, value: number | string | boolean])[];
}

export interface ProgramNeed {
	readonly note: string;
	readonly index: number;
	/** Index into the program's imports; absent for a name of the same note. */
	readonly import?: number;
	readonly names: readonly { readonly imported: string; readonly local: string }[];
}

/** A cell as a module for an engine. */
export interface WrittenModule {
	/** In place of the i-th need's address stands `placeholder(mark, i)`; in place of the library's, -1. */
	readonly text: string;
	readonly mark: string;
	readonly shift: Shift;
	/** Whether its namespace has a `then`, which `await` would call. */
	readonly thenable: boolean;
}

/** As long as the address of a module in the frame, `blob:null/` and a UUID, so that no column moves. */
export function placeholder(mark: string, need: number): string {
	return `${mark}${need}:`.padEnd(46, "-");
}
