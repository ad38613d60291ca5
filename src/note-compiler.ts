import { type Cache, openCache } from "./cache/index.js";
import type { CompileNoteOptions } from "./compile-note.js";
import type { CompiledCanvas, CompiledNote, Diagnostic, SourceFile, Vault } from "./model/index.js";
import { createNotePool, type NotePool } from "./note-pool.js";
import type { NoteJob } from "./note-worker.js";
import { programId } from "./version.js";

/** Compiles the notes of a vault: from memory, from the cache, or in the pool's workers. */
export interface NoteCompiler {
	compile(vault: Vault, options: CompileNoteOptions, progress: Progress): Promise<CompiledNotes>;
	/** A build will probably follow: starts, without waiting for it, what that build would wait for. */
	prepare(vault: Vault, options: CompileNoteOptions): void;
	/** False when a note was given up for reasons of this machine: the result must not be kept. */
	readonly repeatable: boolean;
	/** What is wrong with the cache. */
	readonly diagnostics: readonly Diagnostic[];
	close(): Promise<void>;
}

export interface CompiledNotes {
	readonly notes: readonly CompiledNote[];
	readonly canvases: readonly CompiledCanvas[];
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
type Kind = NoteJob["kind"];

export function createNoteCompiler({ live, force, cacheDir, signal }: NoteCompilerSettings): NoteCompiler {
	let cache: Cache | undefined;
	let pool: NotePool | undefined;
	let kept = new Map<string, unknown>();
	let repeatable = true;

	const open = async (vault: Vault): Promise<void> => {
		const dir = cacheDir(vault);
		if (dir !== undefined) cache ??= await openCache(dir, programId);
	};
	const recall = (key: string): unknown => {
		const json = force ? undefined : cache?.get(key);
		return kept.get(key) ?? (json === undefined ? undefined : JSON.parse(json));
	};
	const make = async (
		kind: Kind,
		file: SourceFile,
		key: string,
		options: CompileNoteOptions,
		expected: number,
	) => {
		signal?.throwIfAborted();
		pool ??= createNotePool(options, expected);
		const { json, killed } = await pool.run({ kind, file });
		if (killed) repeatable = false;
		else cache?.put(key, json);
		return JSON.parse(json) as unknown;
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
			const total = vault.notes.length + vault.canvases.length;
			const used = new Map<string, unknown>();
			let done = 0;
			let cached = 0;
			const one = async (kind: Kind, file: SourceFile): Promise<unknown> => {
				const key = keyOf(kind, file, options);
				const before = recall(key);
				if (before !== undefined) cached += 1;
				const result = before ?? (await make(kind, file, key, options, total));
				used.set(key, result);
				done += 1;
				progress(done, total);
				return result;
			};
			const [notes, canvases] = await Promise.all([
				Promise.all(vault.notes.map((file) => one("note", file))),
				Promise.all(vault.canvases.map((file) => one("canvas", file))),
			]);
			cache?.prune(used.keys());
			if (live) kept = used;
			else {
				// Before the site is made: the two would otherwise need their memory at the same time.
				await pool?.close();
				pool = undefined;
			}
			return { notes: notes as CompiledNote[], canvases: canvases as CompiledCanvas[], cached, done };
		},
		prepare: (vault, options) => {
			if (!live || kept.size > 0) return;
			pool ??= createNotePool(options, vault.notes.length);
			pool.warm();
			void open(vault).then(() => {
				for (const [kind, files] of [
					["note", vault.notes],
					["canvas", vault.canvases],
				] as const) {
					for (const file of files) {
						const key = keyOf(kind, file, options);
						const result = recall(key);
						if (result !== undefined) kept.set(key, result);
					}
				}
			});
		},
		close: async () => {
			await pool?.close();
			cache?.close();
		},
	};
}

/** All that a result depends on; the program itself is the cache's version. */
function keyOf(kind: Kind, file: SourceFile, options: CompileNoteOptions): string {
	return [kind, file.path, file.hash, JSON.stringify(options)].join("\n");
}

function cacheProblem(problem: string): Diagnostic {
	return {
		rule: "cache/unusable",
		severity: "info",
		message: problem,
		hint: "the next compile will take as long as this one; name another folder with --cache",
	};
}
