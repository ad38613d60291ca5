import { type Cache, openCache } from "../cache/index.js";
import type {
	CompiledCanvas,
	CompiledCell,
	CompiledNote,
	Diagnostic,
	ReadNote,
	SourceFile,
	Vault,
	VaultPath,
} from "../model/index.js";
import { optimiseLate } from "../optimiser.js";
import { programId } from "../version.js";
import type { CompileNoteOptions } from "./compile-note.js";
import { createNotePool, type NotePool, type Outcome } from "./note-pool.js";
import type { NoteJob } from "./note-worker.js";
import {
	packNote,
	packRead,
	packReadNotes,
	packSidecar,
	unpackCanvas,
	unpackNote,
	unpackRead,
	unpackReadNotes,
	unpackSidecar,
} from "./packed-note.js";

/** Compiles the notes of a vault: from memory, from the cache, or in the pool's workers. */
export interface NoteCompiler<One extends ReadNote = CompiledNote> {
	compile(vault: Vault, options: CompileNoteOptions, progress: Progress): Promise<CompiledNotes<One>>;
	/** A build will probably follow: starts, without waiting for it, what that build would wait for. */
	prepare(vault: Vault, options: CompileNoteOptions): void;
	/** False when a note was given up for reasons of this machine: the result must not be kept. */
	readonly repeatable: boolean;
	/** What is wrong with the cache. */
	readonly diagnostics: readonly Diagnostic[];
	close(): Promise<void>;
}

export interface CompiledNotes<One extends ReadNote = CompiledNote> {
	readonly notes: readonly One[];
	readonly canvases: readonly CompiledCanvas[];
	/** The modules beside notes. */
	readonly sidecars: readonly CompiledCell[];
	readonly done: number;
	/** How many of them were not compiled anew. */
	readonly cached: number;
}

export interface NoteCompilerSettings {
	/** Keep workers and results for the next build; otherwise workers end when the last note is done. */
	readonly live: boolean;
	/** Look at nothing that was kept. */
	readonly force: boolean;
	readonly cacheDir: (vault: Vault) => string | undefined;
	readonly signal?: AbortSignal;
}

type Progress = (done: number, total: number) => void;
type Job = Omit<NoteJob, "plain">;
type Compiled = CompiledNote | ReadNote | CompiledCanvas | CompiledCell;
type Maker = (job: Job, options: CompileNoteOptions) => Promise<Made>;

/** `isRead`: only what a note says is there. */
type Made = Outcome & { readonly isRead?: boolean };

export function createNoteCompiler(settings: NoteCompilerSettings): NoteCompiler {
	return create(settings, "whole") as NoteCompiler;
}

/** For whoever asks what notes say and not how they look: a few edited ones are not rendered. */
export function createNoteReader(settings: NoteCompilerSettings): NoteCompiler<ReadNote> {
	return create(settings, "read");
}

function create(
	{ live, force, cacheDir, signal }: NoteCompilerSettings,
	asked: "whole" | "read",
): NoteCompiler<ReadNote> {
	optimiseLate();
	let cache: Cache | undefined;
	let pool: NotePool | undefined;
	let kept = new Map<string, Compiled>();
	let said: ReadonlyMap<string, Uint8Array> = new Map();
	let repeatable = true;

	const open = async (vault: Vault): Promise<void> => {
		const dir = cacheDir(vault);
		if (dir === undefined || cache !== undefined) return;
		cache = await openCache(dir, programId);
		const packed = asked === "read" && !force ? cache.get(readNotesKey) : undefined;
		if (packed !== undefined) said = unpackReadNotes(packed);
	};
	const recall = ({ kind }: Job, key: string): Compiled | undefined => {
		const known = kept.get(key);
		if (known !== undefined || force) return known;
		const line = said.get(key);
		if (line !== undefined) return unpackRead(line);
		const packed = cache?.get(key);
		return packed && unpack(kind, packed);
	};
	/** The cells of a note as it was before it was edited. */
	const before = ({ file }: Job): readonly CompiledCell[] => {
		const start = keyOfPath("note", file.path);
		for (const [key, line] of said) if (key.startsWith(start)) return unpackRead(line).cells;
		return [];
	};
	/** What the notes of this vault say, in one piece, if it is not kept yet. */
	const keepSaid = (keys: readonly string[], notes: readonly ReadNote[]): void => {
		if (said.size === keys.length && keys.every((key) => said.has(key))) return;
		said = new Map(keys.map((key, i) => [key, said.get(key) ?? packRead(notes[i]!)]));
		if (repeatable) cache?.put(readNotesKey, packReadNotes(said));
	};
	const make = async (job: Job, key: string, options: CompileNoteOptions, maker: Maker) => {
		signal?.throwIfAborted();
		const { packed, killed, isRead } = await maker(job, options);
		if (killed) repeatable = false;
		else if (!isRead) cache?.put(key, packed);
		return isRead ? unpackRead(packed) : unpack(job.kind, packed);
	};
	const inWorker =
		(expected: number): Maker =>
		(job, options) => {
			pool ??= createNotePool(options, expected);
			return pool.run(job);
		};

	return {
		get repeatable() {
			return repeatable;
		},
		get diagnostics() {
			return cache?.problem === undefined ? [] : [cacheProblem(cache.problem)];
		},
		compile: async (vault, options, progress) => {
			await open(vault);
			repeatable = true;
			const jobs = jobsOf(vault);
			const keys = jobs.map((job) => keyOf(job, options));
			const known = jobs.map((job, i) => recall(job, keys[i]!));
			const left = jobs.filter((_, i) => known[i] === undefined);
			let done = jobs.length - left.length;
			progress(done, jobs.length);
			const worker = inWorker(jobs.length);
			// Workers that are there already are used; what is not to be rendered is not given to them.
			const isFree = asked === "read" || (pool === undefined && !live);
			const maker =
				isFree && options.mathPreamble === undefined && areSmall(left)
					? inProcess(worker, asked, before)
					: worker;
			const results = await Promise.all(
				jobs.map(async (job, i) => {
					const result = known[i] ?? (await make(job, keys[i]!, options, maker));
					if (known[i] === undefined) progress(++done, jobs.length);
					return result;
				}),
			);
			if (asked === "read") keepSaid(keys.slice(0, vault.notes.length), results as ReadNote[]);
			cache?.prune([...keys, readNotesKey]);
			if (live) kept = new Map(keys.map((key, i) => [key, results[i]!]));
			else {
				// Before the site is made: the two would otherwise need their memory at the same time.
				await pool?.close();
				pool = undefined;
			}
			const [notes, canvases] = [vault.notes.length, vault.canvases.length];
			return {
				notes: results.slice(0, notes) as ReadNote[],
				canvases: results.slice(notes, notes + canvases) as CompiledCanvas[],
				sidecars: results.slice(notes + canvases) as CompiledCell[],
				cached: jobs.length - left.length,
				done,
			};
		},
		prepare: (vault, options) => {
			if (!live || kept.size > 0) return;
			pool ??= createNotePool(options, vault.notes.length);
			pool.warm();
			void open(vault).then(() => {
				for (const job of jobsOf(vault)) {
					const key = keyOf(job, options);
					const result = recall(job, key);
					if (result !== undefined) kept.set(key, result);
				}
			});
		},
		close: async () => {
			await pool?.close();
			cache?.close();
		},
	};
}

/** No job has this key: theirs have more lines. */
const readNotesKey = "what notes say";

/** Notes first, then canvases, then modules, each in the vault's order. */
function jobsOf({ notes, canvases, sidecars }: Vault): Job[] {
	return [
		...notes.map((file): Job => ({ kind: "note", file })),
		...canvases.map((file): Job => ({ kind: "canvas", file })),
		...sidecars.map((file): Job => ({ kind: "sidecar", file })),
	];
}

/** All that a result depends on; the program itself is the cache's version. */
function keyOf({ kind, file }: Job, options: CompileNoteOptions): string {
	return `${keyOfPath(kind, file.path)}${file.hash}\n${JSON.stringify(options)}`;
}

function keyOfPath(kind: Job["kind"], path: VaultPath): string {
	return `${kind}\n${path}\n`;
}

function unpack(kind: Job["kind"], packed: Uint8Array): Compiled {
	if (kind === "sidecar") return unpackSidecar(packed);
	return kind === "canvas" ? unpackCanvas(packed) : unpackNote(packed);
}

/**
 * A worker is there to be stopped when a note costs too much, and its start costs more than an edited note. So little
 * text may be read without one: even if the time it takes grew with the square of its length, which the parser's own
 * guards are there to prevent, it would be a second or so.
 */
function areSmall(jobs: readonly Job[]): boolean {
	return jobs.length <= 4 && jobs.every(({ kind, file }) => kind !== "canvas" && isSmall(file.source));
}

function isSmall(source: string): boolean {
	return source.length <= 16_384 && !definesMacros.test(source);
}

/** What a formula's definitions cannot do within the stack is passed over without a word. */
const definesMacros = /\\(?:(?:re)?newcommand|providecommand|def|let|DeclareMathOperator)/;

/**
 * A worker has four times the stack, and a note must not depend on where it was compiled: wherever the stack can run
 * out there is a diagnostic, so a note with any is compiled again in a worker.
 */
function inProcess(
	worker: Maker,
	asked: "whole" | "read",
	before: (job: Job) => readonly CompiledCell[],
): Maker {
	return async (job, options) => {
		const isRead = asked === "read" && job.kind === "note";
		const packed = await (job.kind === "sidecar"
			? soundSidecar(job.file)
			: isRead
				? soundRead(job.file, options, before(job))
				: soundNote(job.file, options));
		return packed === undefined
			? worker(job, options)
			: { packed: Buffer.from(packed), killed: false, isRead };
	};
}

async function soundNote(file: SourceFile, options: CompileNoteOptions): Promise<string | undefined> {
	const { compileNote } = await import("./compile-note.js");
	const compiled = await compileNote(file, options).catch(() => undefined);
	return compiled !== undefined && isSound(compiled) ? packNote(compiled) : undefined;
}

async function soundRead(
	file: SourceFile,
	options: CompileNoteOptions,
	before: readonly CompiledCell[],
): Promise<Uint8Array | undefined> {
	const { readNote } = await import("./read-note.js");
	const read = await readNote(file, options.notes, before).catch(() => undefined);
	return read !== undefined && isSound(read) ? packRead(read) : undefined;
}

function isSound({ note, cells }: ReadNote): boolean {
	return note.diagnostics.length === 0 && cells.every(({ diagnostics }) => diagnostics.length === 0);
}

async function soundSidecar(file: SourceFile): Promise<string | undefined> {
	const { compileSidecar } = await import("./compile-cell.js");
	try {
		const compiled = compileSidecar(file);
		return compiled.diagnostics.length > 0 ? undefined : packSidecar(compiled);
	} catch {
		return undefined;
	}
}

function cacheProblem(problem: string): Diagnostic {
	return {
		rule: "cache/unusable",
		severity: "info",
		message: problem,
		hint: "the next compile will take as long as this one; name another folder with --cache",
	};
}
