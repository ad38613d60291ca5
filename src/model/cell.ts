import type { Diagnostic } from "./diagnostic.js";
import type { VaultPath } from "./id.js";
import type { Link, Resolution } from "./link.js";
import type { Position, Span } from "./span.js";

/** Languages of cells. `js` is TypeScript that happens to have no types. */
export type CellLanguage = "ts" | "js" | "py";

/** A code cell as it is written: a fence with the bare word `cell`, or the sidecar file beside a note. */
export interface Cell {
	/** `script` is a program for Dataview (` ```dataviewjs `, `$= …`): it is run as a cell is, and is none otherwise. */
	readonly form: "fence" | "sidecar" | "script";
	/** The file in which it stands: the note, or the sidecar. */
	readonly path: VaultPath;
	readonly language: CellLanguage;
	/** `id=`, by which `[[note#id]]` names it. */
	readonly id?: string;
	/** The program, with `\n`, without the fence and what stands before its lines (`> `, indentation of a list). */
	readonly code: string;
	/** For each line of `code`, where its first character stands in the file. See `placeInFile`. */
	readonly lines: readonly Position[];
	/** The whole fence, or the whole file. */
	readonly span: Span;
	readonly options: CellOptions;
}

/** What stands behind `cell`, and on `//|` (`#|` in Python) lines at the top. */
export interface CellOptions {
	/** Of the cell's random numbers. */
	readonly seed: number;
	/** Seconds. */
	readonly timeout: number;
	/** Megabytes. */
	readonly memory: number;
	/** Files of the vault whose content it reads, as written; or `graphFile`. */
	readonly reads: readonly string[];
	/** Values for its `param`s, instead of their defaults. Sorted by name. */
	readonly params: readonly (readonly [name: string, value: number | string | boolean])[];
	/** Clock, chance and network are let in (trusted runs only), and it is stale when older than `maxAge` seconds. */
	readonly impure: boolean;
	readonly maxAge?: number;
	/** How the page shows the program. */
	readonly echo: "show" | "fold" | "hide";
	/** Whether the page shows what it gave. */
	readonly output: "show" | "hide";
	/** `live`: the page runs it as soon as it is seen. */
	readonly page: "static" | "live";
	/** That it throws is what the author wants to show. */
	readonly expectError: boolean;
	readonly caption?: string;
}

/** What the program says about itself; from its text alone. Offsets are into `Cell.code`. */
export interface CellFacts {
	readonly imports: readonly CellImport[];
	/** Names that other notes can import, sorted; `default` among them. Types are left out. */
	readonly exports: readonly string[];
	/** Exported types and interfaces, sorted: nothing of them is left when the program runs. */
	readonly types: readonly string[];
	/** Top-level types and interfaces, exported or not, sorted: what the note's other cells can use in their types. */
	readonly declares: readonly string[];
	/** Top-level names: what the other cells of the note can use. Sorted. */
	readonly defines: readonly CellName[];
	/** Names that it uses and does not define, sorted: of the note's other cells, or globals. */
	readonly uses: readonly CellName[];
	/** Those of `uses` that it sets, where it first does: no cell may set a name of another. */
	readonly assigns: readonly CellName[];
	/** SHA-256 of its tokens: comments and blanks do not count, nor do the names of notes from which it imports. */
	readonly tokens: string;
	/** The program without types, character for character in place; `""` when it cannot be read. */
	readonly plain: string;
	/** The expression whose value is the cell's: its last statement, if that is one. */
	readonly value?: Span;
	/** Where it throws or rejects, in order; absent if it does not. */
	readonly throws?: readonly CellThrow[];
	/** Why it cannot be read. */
	readonly error?: { readonly message: string; readonly offset: number };
}

/** `throw …`, `reject(…)`. */
export interface CellThrow {
	/** Of the expression that is thrown. */
	readonly offset: number;
	/** What is known of it, if it is text: what stands before, between and behind its values. */
	readonly parts?: readonly string[];
	/** It is made there, `new …`. */
	readonly made?: boolean;
}

export interface CellName {
	readonly name: string;
	/** Where it is first said. */
	readonly offset: number;
}

/** `import … from "…"`, or `import(…)`. */
export interface CellImport {
	/** `note` is `"[[…]]"`; `library` is `"notapse"`; `package` a bare name; `forbidden` what a cell may never name. */
	readonly kind: "note" | "library" | "package" | "forbidden";
	/** As written, without quotes; of a computed one, the beginning of the expression. */
	readonly specifier: string;
	/** The statement, or the call. */
	readonly span: Span;
	/** The specifier with its quotes. */
	readonly at: Span;
	/**
	 * Imported and local names; `*` is the namespace. `* → *` is all of them: `export * from`, `import(…)`. Empty for
	 * `import "…"`. A name that only types mention is a type, with the word `type` or without.
	 */
	readonly names: readonly { readonly imported: string; readonly local: string; readonly type?: true }[];
	/** `export … from`: the names go on under these. */
	readonly again?: true;
	readonly dynamic?: true;
	/** `import(…)` of what is no text that stands there. It is forbidden: where it leads shows only when it runs. */
	readonly computed?: true;
	readonly typeOnly?: true;
}

/** A cell with what is known of it. */
export interface CompiledCell {
	readonly cell: Cell;
	readonly facts: CellFacts;
	/** For each import of kind `note`, in order: the link that it is, its place in the file. */
	readonly links: readonly Link[];
	readonly diagnostics: readonly Diagnostic[];
}

/** The cells of one note in order, its sidecar's last. */
export interface NoteCells {
	readonly note: VaultPath;
	readonly cells: readonly CompiledCell[];
}

/** Where an import leads: the note. Which of its cells give the names is the plan's business. */
export interface ResolvedImport {
	readonly link: Link;
	readonly resolution: Resolution;
}

/** What a cell names of the vault. */
export interface ResolvedCell {
	/** `CompiledCell.links` with their answers, index for index. */
	readonly imports: readonly ResolvedImport[];
	/** The same for `CellOptions.reads`. */
	readonly reads: readonly Resolution[];
}

/** All cells of a vault, in an order in which each comes after those that it needs. */
export interface CellPlan {
	readonly cells: readonly PlannedCell[];
	readonly diagnostics: readonly Diagnostic[];
}

export interface PlannedCell {
	readonly note: VaultPath;
	/** Among the note's cells, from 0. */
	readonly index: number;
	/** That another cell of the note has its id already: nothing is found by it. */
	readonly repeatsId?: true;
	readonly compiled: CompiledCell;
	/** What it takes from other cells (indices into `CellPlan.cells`, all smaller than its own). */
	readonly needs: readonly CellNeed[];
	/** Content of each of `reads`. */
	readonly files: readonly { readonly name: string; readonly path: VaultPath; readonly hash: string }[];
	/**
	 * SHA-256 of all that decides its result but the engine: tokens, options, library, files, the keys of what it
	 * needs. Not its place, not the note's name or prose. Absent when it cannot be run; `diagnostics` say why.
	 */
	readonly key?: string;
	/** Of a program for Dataview; its key is known when it is known what it reads. */
	readonly script?: PlannedScript;
}

/** A program for Dataview, and what it is given. */
export interface PlannedScript {
	/** Index into `Note.queries`. */
	readonly query: number;
	/** SHA-256 of all that decides its result but the engine and what it reads. */
	readonly base: string;
	/** What it has read when it last ran, as names; absent when it never ran. */
	readonly reads?: readonly string[];
	/** Milliseconds since 1970 at which its clock stands. */
	readonly now: number;
	/** In which it shows the time. */
	readonly zone: string;
	/** JSON for the world in which it runs. */
	readonly given: string;
	/** Programs of the vault that it may call by `dv.view`, by their paths. */
	readonly views: readonly ScriptView[];
	/** Whether it reads texts of files. */
	readonly readsTexts: boolean;
}

export interface ScriptView {
	readonly path: VaultPath;
	readonly code: string;
}

export interface CellNeed {
	readonly cell: number;
	/** Index into `facts.imports`; absent for a name of the same note. */
	readonly import?: number;
	readonly names: readonly { readonly imported: string; readonly local: string }[];
}

export type CellStatus = "ok" | "error" | "timeout" | "memory";

/** What a cell gave, under its key. Plain JSON; the same bytes whenever and wherever it is run by the same engine. */
export interface CellRecord {
	readonly schema: 1;
	readonly key: string;
	/** `deno 2.9.6`, `node 20.20.2`, `python 3.11.7`. */
	readonly engine: string;
	readonly seed: number;
	readonly status: CellStatus;
	readonly outputs: readonly CellOutput[];
	readonly tests: readonly CellTest[];
	readonly params: readonly CellParam[];
	readonly error?: CellError;
}

/** As in a notebook of nbformat 4.5. */
export type CellOutput =
	| {
			readonly output_type: "display_data" | "execute_result";
			/** Media type → content; richest first as `mimeOrder` says, `text/plain` always. Binary content in base64. */
			readonly data: Readonly<Record<string, unknown>>;
			readonly metadata: Readonly<Record<string, unknown>>;
	  }
	| { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string };

export interface CellTest {
	readonly name: string;
	readonly ok: boolean;
	/** What was thrown, or that it was not close. */
	readonly message?: string;
	readonly got?: number | string;
	readonly want?: number | string;
	readonly tolerance?: number;
}

/** A number, choice or switch that a reader may change. */
export interface CellParam {
	readonly name: string;
	readonly value: number | string | boolean;
	readonly min?: number;
	readonly max?: number;
	readonly step?: number;
	readonly choices?: readonly (number | string)[];
	readonly label?: string;
}

/** Places are relative to programs, because notes move: `key` names the cell, line and column (from 1) count in its code. */
export interface CellError {
	readonly name: string;
	readonly message: string;
	/** Innermost first; frames outside of cells are left out. */
	readonly frames: readonly {
		readonly key: string;
		readonly line: number;
		readonly column: number;
		readonly function?: string;
	}[];
	/** The error that was behind it, as `new Error(…, { cause })` says. */
	readonly cause?: CellError;
}

/** What is known of a planned cell's result. */
export interface CellResult {
	/** `fresh`: the record is this program's; `stale`: an older one's, of the same place; `missing`: never run. */
	readonly state: "fresh" | "stale" | "missing";
	readonly record?: CellRecord;
	/** The cell (index into the plan) whose failure is in the way. */
	readonly blockedBy?: number;
}
