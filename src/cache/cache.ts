import { createHash } from "node:crypto";
import {
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";

/**
 * Values by key, kept on disk between runs. An entry is one file, named for the hash of version and key:
 *
 *     SHA-256 of name and value, hexadecimal ⏎ value
 *
 * so an entry that was torn, cut, changed, moved or written by another version reads as absent. Entries appear
 * by renaming: two processes at once at worst do the same work twice. Losing a cache costs time and nothing
 * else, so nothing here throws; `problem` says what went wrong.
 *
 * One file for each entry, because packs of many were no cheaper to read where it was measured (10,000 entries
 * of 11 KB: 0.43 against 0.47 CPU seconds, of which 0.34 are decoding) and need an index, merging and a rule for
 * two writers. Reading is synchronous for the same reason as in the vault: promises cost more than the reads.
 */
export interface Cache {
	/** Why nothing is kept, or why something could not be. */
	readonly problem: string | undefined;
	get(key: string): Uint8Array | undefined;
	put(key: string, value: Uint8Array): void;
	/**
	 * Says which keys this build has used. Of the others as many again stay (or `spare`), the newest, so that going
	 * back to another branch or other options is not a cold start.
	 */
	prune(used: Iterable<string>, spare?: number): void;
	close(): void;
}

/** @param version of everything that makes values: entries of another version are not seen */
export async function openCache(dir: string, version: string): Promise<Cache> {
	let problem = makePrivate(dir);
	let writable = problem === undefined;
	const readable = writable;
	let serial = 0;

	const put = (key: string, value: Uint8Array): void => {
		const name = nameOf(version, key);
		serial += 1;
		const draft = join(dir, `${name}.${process.pid}-${serial}`);
		try {
			writeFileSync(draft, Buffer.concat([Buffer.from(`${seal(name, value)}\n`), value]), {
				mode: 0o600,
				flag: "wx",
			});
			renameSync(draft, join(dir, name));
		} catch (error) {
			remove(draft);
			problem ??= `The cache ${dir} cannot be written (${codeOf(error)}).`;
			writable = false;
		}
	};
	return {
		get problem() {
			return problem;
		},
		get: (key) => (readable ? read(dir, nameOf(version, key)) : undefined),
		put: (key, value) => {
			if (writable) put(key, value);
		},
		prune: (used, spare) => {
			if (writable) prune(dir, new Set(Array.from(used, (key) => nameOf(version, key))), spare);
		},
		close: () => {
			writable = false;
		},
	};
}

function nameOf(version: string, key: string): string {
	return createHash("sha256").update(`${version}\0${key}`).digest("hex");
}

function seal(name: string, value: Uint8Array): string {
	return createHash("sha256").update(name).update(value).digest("hex");
}

const sealLength = 64;

function read(dir: string, name: string): Uint8Array | undefined {
	let bytes: Buffer;
	try {
		bytes = readFileSync(join(dir, name));
	} catch {
		return undefined;
	}
	if (bytes.length <= sealLength) return undefined;
	const value = bytes.subarray(sealLength + 1);
	return bytes.toString("latin1", 0, sealLength) === seal(name, value) ? value : undefined;
}

/** Files that are no entries of ours are left alone, whatever folder was given. */
const entryName = /^[\da-f]{64}$/;
const draftName = /^[\da-f]{64}\.(\d+)-\d+$/;

function prune(dir: string, used: ReadonlySet<string>, spare = Math.max(used.size, 100)): void {
	const names = listed(dir);
	const unused = names.filter((name) => entryName.test(name) && !used.has(name));
	if (unused.length > spare)
		for (const name of newestFirst(dir, unused).slice(spare)) remove(join(dir, name));
	for (const name of names) if (isAbandoned(draftName.exec(name)?.[1])) remove(join(dir, name));
}

function listed(dir: string): readonly string[] {
	try {
		return readdirSync(dir);
	} catch {
		return [];
	}
}

function newestFirst(dir: string, names: readonly string[]): readonly string[] {
	const dated = names.map((name) => ({
		name,
		time: lstatSync(join(dir, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
	}));
	return dated.sort((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}

/** A draft whose writer does not run any more. */
function isAbandoned(pid: string | undefined): boolean {
	if (pid === undefined) return false;
	try {
		process.kill(Number(pid), 0);
		return false;
	} catch (error) {
		return codeOf(error) === "ESRCH";
	}
}

function remove(path: string): void {
	try {
		unlinkSync(path);
	} catch {
		// Somebody else was faster, or will have to be.
	}
}

/** Makes the folder; says what is wrong when others could have put something into it. */
function makePrivate(dir: string): string | undefined {
	try {
		mkdirSync(dir, { recursive: true, mode: 0o700 });
		const stats = lstatSync(dir);
		if (!stats.isDirectory()) return `The cache ${dir} is not used: it is not a folder.`;
		if (process.getuid === undefined) return undefined;
		if (stats.uid !== process.getuid()) return `The cache ${dir} is not used: it belongs to another user.`;
		return (stats.mode & 0o022) === 0 ? undefined : `The cache ${dir} is not used: others may write to it.`;
	} catch (error) {
		return `The cache ${dir} cannot be used (${codeOf(error)}).`;
	}
}

function codeOf(error: unknown): string {
	return (error as NodeJS.ErrnoException).code ?? String(error);
}
