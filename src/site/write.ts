import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
	type Diagnostic,
	type InputId,
	NotapseError,
	OutputError,
	SafetyError,
	type Site,
	type SiteFile,
	type SitePath,
	type VaultPath,
} from "../model/index.js";
import { type Disk, factsAt, type OnStep, openDisk, sameFacts, told } from "./output/disk.js";
import { takeLock } from "./output/lock.js";
import { encodeManifest, type Manifest, type ManifestEntry, manifestPath } from "./output/manifest.js";
import { type Places, placesOf } from "./output/places.js";
import { ownContent } from "./output/prepare.js";
import { removeOwn } from "./output/remove.js";
import { checkSitePaths } from "./output/site-path.js";
import { createStage, type Pieces, type Stage } from "./output/stage.js";
import type { Origin, OutputState, RememberedFile } from "./output/state.js";
import { readManifestFile } from "./output/tree.js";

export { prepareOutput } from "./output/prepare.js";
export { type OutputState, outputState } from "./output/state.js";

export interface WriteTarget {
	/** The output folder, absolute. `prepareOutput` has looked at it. */
	readonly out: string;
	/** What is remembered of it; `outputState` makes it. */
	readonly state: OutputState;
	/** A file of the vault in pieces, read by the vault's own safe way. */
	readonly read: (path: VaultPath) => AsyncIterable<Uint8Array>;
	/** List the files and change nothing. */
	readonly dryRun?: boolean;
	/** Make every file, even one that is known to come out the same. */
	readonly force?: boolean;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
	/** Called before each change on the disk; for tests that pull the plug. */
	readonly onStep?: OnStep;
}

export interface WriteSummary {
	/** Files in the output, and bytes in all of them; the manifest is not counted. */
	readonly files: number;
	readonly bytes: number;
	/** New, or with new content. */
	readonly written: number;
	readonly unchanged: number;
	/** Files of the last site that this one does not have. */
	readonly removed: number;
	/** With `dryRun`: what would be there. */
	readonly paths?: readonly SitePath[];
	/** Files of the vault that could not be copied, and are missing from the site. */
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes a site: makes it whole in a folder beside the output, then puts that in the output's place. Files that
 * have not changed are not written again, and if none has, nothing is touched. Killed at any moment, the old
 * site or the new one is there (see docs/decisions/0003-output-swap.md for the two renames between them), and
 * the next call clears up.
 *
 * @throws SafetyError for an output that is not ours alone or is being written; OutputError when the disk fails
 */
export async function writeSite(site: Site, target: WriteTarget): Promise<WriteSummary> {
	const paths = site.files.map(({ path }) => path);
	checkSitePaths([...paths, manifestPath]);
	if (target.dryRun) return preview(paths);

	const places = placesOf(target.out);
	const disk = openDisk(target.onStep);
	told("create", places.parent, () => mkdirSync(places.parent, { recursive: true }));
	const lock = await takeLock(places, target.onStep);
	try {
		recover(disk, places);
		return await replace(site, target, disk, places);
	} finally {
		lock.release();
	}
}

/** Hash and size of each file of an output folder; undefined when it is not a site of ours. */
export function readManifest(out: string): Manifest | undefined {
	return readManifestFile(out)?.manifest;
}

function preview(paths: readonly SitePath[]): WriteSummary {
	const counts = { files: paths.length, bytes: 0, written: 0, unchanged: 0, removed: 0 };
	return { ...counts, paths, diagnostics: [] };
}

/** Clears up after a run that was killed: before the swap the old site counts, after it the new one. */
function recover(disk: Disk, { out, old, fresh, parent }: Places): void {
	for (const leftover of [old, fresh]) refuseLink(leftover);
	if (exists(old) && !exists(out)) {
		disk.rename(old, out);
		disk.syncFolder(parent);
	}
	for (const leftover of [old, fresh]) if (exists(leftover)) clear(disk, leftover);
}

/** Somebody has put it there: behind a link, what we clear up would be another folder's. */
function refuseLink(folder: string): void {
	const there = lstatSync(folder, { throwIfNoEntry: false });
	if (there === undefined || there.isDirectory()) return;
	throw new SafetyError(`“${folder}” is where a site is made, and is no folder.`, { hint: "move it away" });
}

function clear(disk: Disk, folder: string): void {
	const [foreign] = removeOwn(disk, folder);
	if (foreign === undefined && !exists(folder)) return;
	throw new OutputError(
		`“${folder}” is left from an earlier run and holds files that notapse did not write.`,
		{
			hint: `move ${foreign === undefined ? "it" : `“${foreign}”`} away`,
		},
	);
}

async function replace(site: Site, target: WriteTarget, disk: Disk, places: Places): Promise<WriteSummary> {
	const last = lastSite(target);
	const stage = createStage(
		disk,
		places,
		site.files.map(({ path }) => path),
	);
	let built: Built;
	try {
		built = await fill(stage, site, target, last);
		const text = encodeManifest(built.manifest);
		if (built.written > 0 || text !== last.text) {
			await stage.complete(text);
			target.signal?.throwIfAborted();
			putInPlace(disk, places);
		}
		remember(target, text, built, stage);
	} catch (error) {
		abandon(disk, places);
		throw error instanceof OutputError ? untouched(error, target.out) : error;
	}
	if (exists(places.old)) clear(disk, places.old);
	const removed = [...(last.manifest?.keys() ?? [])].filter((path) => !built.manifest.has(path)).length;
	return summary(built, removed);
}

/** What is in the output now. `facts` are only those of files that are still as we left them. */
interface LastSite {
	readonly manifest: Manifest | undefined;
	readonly text: string | undefined;
	readonly facts: ReadonlyMap<SitePath, RememberedFile>;
}

function lastSite({ out, state }: WriteTarget): LastSite {
	// Looked at again under the lock: the vault may have taken a while to compile.
	const found = ownContent(out);
	if (found === undefined) return { manifest: undefined, text: undefined, facts: new Map() };
	const remembered = [...state.remembered(found.text)];
	const facts = new Map(remembered.filter(([path, facts]) => sameFacts(facts, factsAt(join(out, path)))));
	return { ...found, facts };
}

interface Built {
	readonly manifest: Map<SitePath, ManifestEntry>;
	readonly origins: Map<SitePath, Origin>;
	readonly diagnostics: Diagnostic[];
	written: number;
	unchanged: number;
}

/** Brings each file into the stage: kept as it was, or written. One file is in memory at a time. */
async function fill(
	stage: Stage,
	{ files, digestOf }: Site,
	target: WriteTarget,
	last: LastSite,
): Promise<Built> {
	const built: Built = { manifest: new Map(), origins: new Map(), diagnostics: [], written: 0, unchanged: 0 };
	const known = (path: SitePath) => (last.facts.has(path) ? last.manifest?.get(path) : undefined);
	const keep = (path: SitePath, entry: ManifestEntry) => {
		stage.keep(path, last.facts.get(path)!);
		built.manifest.set(path, entry);
		built.unchanged += 1;
	};
	const add = async (path: SitePath, pieces: Pieces) => {
		built.manifest.set(path, await stage.add(path, pieces));
		built.written += 1;
	};

	const keyOf = rememberDigests(digestOf);
	const make = async ({ path, basis, content: compose }: Made) => {
		const before = known(path);
		const origin = last.facts.get(path)?.origin;
		if (
			!target.force &&
			before &&
			basis !== undefined &&
			origin?.key === keyOf(basis, origin?.inputs ?? [])
		) {
			built.origins.set(path, origin);
			return keep(path, before);
		}
		const read = new Set<InputId>();
		const content = compose((input) => read.add(input));
		if (basis !== undefined) built.origins.set(path, { key: keyOf(basis, read), inputs: [...read] });
		const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
		const same = before?.size === bytes.length && before.hash === (await hashOf([bytes]));
		await (same ? keep(path, before) : add(path, [bytes]));
	};
	const copy = async (file: Copy) => {
		const { path, stamp } = file;
		const before = known(path);
		const source = () => sourceOf(file, target.read);
		// A new stamp need not be new content: Git touches files as it goes from branch to branch.
		const same =
			before && (last.facts.get(path)?.origin?.key === stamp || before.hash === (await hashOf(source())));
		await (same ? keep(path, before) : add(path, source()));
		built.origins.set(path, { key: stamp, inputs: [] });
	};

	for (const [index, file] of files.entries()) {
		try {
			await ("content" in file ? make(file) : copy(file));
		} catch (error) {
			if (!(error instanceof CannotRead)) throw error;
			built.diagnostics.push(error.diagnostic);
		}
		if (index % 64 === 63) {
			target.onProgress?.(index + 1, files.length);
			await nextTurn();
			target.signal?.throwIfAborted();
		}
	}
	target.onProgress?.(files.length, files.length);
	return built;
}

type Copy = Extract<SiteFile, { copy: VaultPath }>;
type Made = Extract<SiteFile, { content: unknown }>;

/** Many pages read the same. */
function rememberDigests(digestOf: Site["digestOf"]) {
	const known = new Map<InputId, string>();
	return (basis: string, inputs: Iterable<InputId>): string => {
		const hash = createHash("sha256").update(basis);
		for (const input of inputs) {
			let digest = known.get(input);
			if (digest === undefined) {
				digest = digestOf(input);
				known.set(input, digest);
			}
			hash.update(`\n${digest} ${input}`);
		}
		return hash.digest("base64url");
	};
}

/** One file of the vault cannot be read: the others go on. */
class CannotRead extends Error {
	constructor(readonly diagnostic: Diagnostic) {
		super(diagnostic.message);
	}
}

async function* sourceOf({ copy, filter }: Copy, read: WriteTarget["read"]): AsyncGenerator<Uint8Array> {
	const pieces = guarded(copy, () => read(copy));
	if (filter === undefined) return yield* pieces;
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	yield filter(Buffer.concat(all));
}

/** Tells what goes wrong in reading from what goes wrong in writing. */
async function* guarded(path: VaultPath, read: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	try {
		yield* read();
	} catch (error) {
		throw new CannotRead({
			rule: "file/unreadable",
			severity: "error",
			message: `“${path}” is missing from the site: ${(error as Error).message}.`,
			path,
		});
	}
}

async function hashOf(pieces: Pieces): Promise<string> {
	const hash = createHash("sha256");
	for await (const piece of pieces) hash.update(piece);
	return hash.digest("hex");
}

/** The only moments in which the output is not there: between the two renames. */
function putInPlace(disk: Disk, { out, old, fresh, parent }: Places): void {
	if (exists(out)) disk.rename(out, old);
	try {
		disk.rename(fresh, out);
	} catch (error) {
		if (exists(old)) disk.rename(old, out);
		throw error;
	}
	disk.syncFolder(parent);
}

/** For the next build; `manifestPath` stands for the manifest itself. */
function remember({ out, state }: WriteTarget, text: string, built: Built, stage: Stage): void {
	const paths = [...built.manifest.keys(), manifestPath];
	const files = paths.map((path): [SitePath, RememberedFile] => {
		const facts = stage.facts.get(path) ?? factsAt(join(out, path))!;
		const { size, mtimeNs, ino } = facts;
		const origin = built.origins.get(path);
		return [path, { size, mtimeNs, ino, ...(origin && { origin }) }];
	});
	state.remember(text, new Map(files), built.diagnostics.length === 0);
}

function untouched(error: OutputError, out: string): OutputError {
	if (!exists(out)) return error;
	return new OutputError(error.message, { cause: error, hint: "the site that was there is untouched" });
}

/** After a failure: what was begun goes away, what was there stays. What does not go now goes the next time. */
function abandon(disk: Disk, { fresh }: Places): void {
	try {
		if (exists(fresh)) removeOwn(disk, fresh);
	} catch (error) {
		if (!(error instanceof NotapseError)) throw error;
	}
}

function summary(built: Built, removed: number): WriteSummary {
	let bytes = 0;
	for (const { size } of built.manifest.values()) bytes += size;
	const { written, unchanged, diagnostics } = built;
	return { files: built.manifest.size, bytes, written, unchanged, removed, diagnostics };
}

function exists(path: string): boolean {
	return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
