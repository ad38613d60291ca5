import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InputId, SitePath } from "../../model/index.js";
import { type FileFacts, factsAt, sameFacts } from "./disk.js";
import { type Manifest, manifestPath } from "./manifest.js";
import { placesOf } from "./places.js";
import { foreignIn, listTree, readManifestFile } from "./tree.js";

/**
 * What this machine remembers of an output folder, kept in the cache and never in the output: how each file
 * can be known again without reading it, and what the last build had to say.
 */
export interface OutputState {
	/**
	 * What was saved with this fingerprint, if the output is still exactly as it was written then: every file
	 * with its size and time, and no other.
	 */
	load<T>(fingerprint: string): Promise<T | undefined>;
	/** Does nothing when the build was not complete, or there is no folder to keep it in. */
	save(fingerprint: string, value: unknown): Promise<void>;
	/** For the writer: what was remembered about the folder with this manifest. */
	remembered(manifestText: string): ReadonlyMap<SitePath, RememberedFile>;
	/** For the writer: what is to be remembered. */
	remember(manifestText: string, files: ReadonlyMap<SitePath, RememberedFile>, complete: boolean): void;
}

export interface RememberedFile extends FileFacts {
	/** By which it is known that making it again would give the same. */
	readonly origin?: Origin;
}

/** Where the content of a file came from. */
export interface Origin {
	/** Of a copy: the stamp of the vault's file. Otherwise the digest of all that the content was made from. */
	readonly key: string;
	/** What the content read, in order. */
	readonly inputs: readonly InputId[];
}

/**
 * @param cacheDir undefined to remember nothing
 * @param program what another program has made need not be what this one would make
 */
export function outputState(out: string, cacheDir: string | undefined, program: string): OutputState {
	const name = `output-${sha256(out).slice(0, 16)}`;
	const filesFile = cacheDir && join(cacheDir, `${name}.files`);
	const buildFile = cacheDir && join(cacheDir, `${name}.build`);
	let written: { manifest: string; complete: boolean } | undefined;

	return {
		load: async <T>(fingerprint: string) => {
			const build = readSealed<Build<T>>(buildFile);
			if (build?.fingerprint !== fingerprint) return undefined;
			const found = readManifestFile(out);
			if (found === undefined || sha256(found.text) !== build.manifest) return undefined;
			if (!isIntact(out, found.manifest, filesOf(filesFile, build.manifest, program))) return undefined;
			written = { manifest: build.manifest, complete: true };
			return build.value;
		},
		save: async (fingerprint, value) => {
			if (written?.complete) writeSealed(buildFile, { fingerprint, manifest: written.manifest, value });
		},
		remembered: (text) => filesOf(filesFile, sha256(text), program),
		remember: (text, files, complete) => {
			written = { manifest: sha256(text), complete };
			const numbers = new Map<InputId, number>();
			const numberOf = (input: InputId) => {
				const number = numbers.get(input) ?? numbers.size;
				numbers.set(input, number);
				return number;
			};
			const rows = [...files].map(([path, { size, mtimeNs, ino, origin }]) => [
				...[path, size, mtimeNs, ino],
				...(origin === undefined ? [] : [origin.key, ...origin.inputs.map(numberOf)]),
			]);
			writeSealed(filesFile, { manifest: written.manifest, program, inputs: [...numbers.keys()], rows });
		},
	};
}

interface Build<T> {
	readonly fingerprint: string;
	/** SHA-256 of the manifest's text: says which site this is about. */
	readonly manifest: string;
	readonly value: T;
}

interface Files {
	readonly manifest: string;
	readonly program: string;
	/** Each once; the rows have their numbers. */
	readonly inputs: readonly InputId[];
	readonly rows: readonly (readonly [
		path: SitePath,
		size: number,
		mtimeNs: string,
		ino: string,
		key?: string,
		...inputs: number[],
	])[];
}

function filesOf(
	file: string | undefined,
	manifest: string,
	program: string,
): ReadonlyMap<SitePath, RememberedFile> {
	const files = readSealed<Files>(file);
	if (files?.manifest !== manifest) return new Map();
	return new Map(
		files.rows.map(([path, size, mtimeNs, ino, key, ...inputs]) => {
			if (key === undefined || files.program !== program) return [path, { size, mtimeNs, ino }];
			const origin = { key, inputs: inputs.map((number) => files.inputs[number] ?? "") };
			return [path, { size, mtimeNs, ino, origin }];
		}),
	);
}

/** Every file of the manifest with the size and time that we remember, none beside them, nothing left over. */
function isIntact(out: string, manifest: Manifest, files: ReadonlyMap<SitePath, RememberedFile>): boolean {
	const { fresh, old } = placesOf(out);
	if (lstatSync(fresh, { throwIfNoEntry: false }) !== undefined) return false;
	if (lstatSync(old, { throwIfNoEntry: false }) !== undefined) return false;
	if (foreignIn(listTree(out), manifest).length > 0) return false;
	for (const path of [...manifest.keys(), manifestPath]) {
		if (!sameFacts(files.get(path), factsAt(join(out, path)))) return false;
	}
	return true;
}

/** A file that starts with the hash of the rest, and that nobody but us can have written. */
function readSealed<T>(file: string | undefined): T | undefined {
	if (file === undefined) return undefined;
	try {
		const { uid, mode } = lstatSync(file);
		if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0)) return undefined;
		const text = readFileSync(file, "utf8");
		const body = text.slice(sealLength + 1);
		return text.slice(0, sealLength) === sha256(body) ? JSON.parse(body) : undefined;
	} catch {
		return undefined;
	}
}

const sealLength = 64;

/** What cannot be remembered is found out again the next time: no reason to fail. */
function writeSealed(file: string | undefined, value: unknown): void {
	if (file === undefined) return;
	const body = JSON.stringify(value);
	const draft = `${file}.${process.pid}`;
	try {
		mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
		writeFileSync(draft, `${sha256(body)}\n${body}`, { mode: 0o600 });
		renameSync(draft, file);
	} catch {
		// The disk is full, or read-only.
	}
}

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
