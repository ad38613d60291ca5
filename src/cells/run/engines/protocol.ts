/**
 * What goes between the runner and an engine: one JSON object a line towards the engine, one frame for each answer
 * back (`frames.ts`). An engine takes cells one after the other, in the order in which they are sent.
 */

/** The first line. Whoever does not know the nonce cannot forge a frame. */
export interface Welcome {
	readonly nonce: string;
	/** Text of the module that cells import as `notapse`. */
	readonly library: string;
	/** Text of the script of the engine's worker, where it has one. */
	readonly worker: string;
	/** The vault's folder; only trusted engines hear of it. */
	readonly root?: string;
}

/** A message from the sandbox's main thread to its worker begins with a token of this length. */
export const tokenLength = 36;

/** What the worker posts to be answered the same, behind the token, in a later turn. */
export const turnMessage = "turn";

export type Command = EvaluateCommand | ModuleCommand | MemoAnswer;

/** A module that is no cell, for the cells that name its target in their `links`. */
export interface ModuleCommand {
	readonly do: "module";
	/** Below -1. */
	readonly target: number;
	readonly text: string;
}

/** Evaluate a cell; those that it needs were sent before. */
export interface EvaluateCommand {
	readonly do: "evaluate";
	readonly cell: number;
	/** The module, in which the placeholders of `links` stand instead of URLs. */
	readonly text: string;
	/** Placeholder → the cell that it stands for, -1 for the library, or a package's name. */
	readonly links: readonly (readonly [placeholder: string, target: number | string])[];
	/** In Python: from which cell comes which name, and what it is called here. */
	readonly names?: readonly (readonly [cell: number, imported: string, local: string])[];
	/** Cells that it needs: evaluated before it, or it is not evaluated either. What these need counts as reached, too. */
	readonly reaches: readonly number[];
	/** What messages call the cells that it imports. */
	readonly labels: readonly (readonly [cell: number, label: string])[];
	/** Whether its namespace has a `then`, which `await` would call. */
	readonly thenable: boolean;
	readonly seed: number;
	readonly params: readonly (readonly [name: string, value: number | string | boolean])[];
	/** Declared files: name, content in base64. */
	readonly files: readonly (readonly [name: string, content: string])[];
	/** The real clock and real chance; trusted engines only. */
	readonly impure: boolean;
	/** Milliseconds since 1970 at which its clock stands, where that is said. */
	readonly now?: number;
	/** Of programs that are not a note's: the export that is answered. */
	readonly gives?: string;
}

export interface MemoAnswer {
	readonly do: "memo";
	readonly id: number;
	readonly value: string | null;
}

export type Answer =
	/** The library is loaded; cells can run. */
	| { readonly kind: "ready" }
	| { readonly kind: "broken"; readonly message: string }
	| Evaluated
	/** Not evaluated, because one that it reaches failed here. */
	| { readonly kind: "done"; readonly cell: number; readonly skipped: true }
	/** A value kept by an earlier run is wanted. */
	| { readonly kind: "recall"; readonly cell: number; readonly id: number; readonly key: string }
	| { readonly kind: "keep"; readonly cell: number; readonly key: string; readonly value: string };

/** What a cell gave. Comes from where strangers' code runs: every field is checked before it is believed. */
export interface Evaluated {
	readonly kind: "done";
	readonly cell: number;
	readonly ms: number;
	readonly outputs: readonly unknown[];
	readonly tests: readonly unknown[];
	readonly params: readonly unknown[];
	readonly error?: RawError;
	/** It has asked what time it is. */
	readonly clock?: boolean;
	/** What was asked for by `gives`, as text. */
	readonly given?: string;
	/** It changed what other cells export: nothing that runs here from now on can be trusted. */
	readonly dirty?: boolean;
}

export interface RawError {
	readonly name: string;
	readonly message: string;
	/** Line and column count in the module's text, from 1. */
	readonly frames: readonly {
		readonly cell: number;
		readonly line: number;
		readonly column: number;
		readonly function?: string;
	}[];
	readonly cause?: RawError;
}
