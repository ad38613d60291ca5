import { createHash } from "node:crypto";
import { type BigIntStats, closeSync, fstatSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
	type Attachment,
	type Diagnostic,
	type FileStat,
	InputError,
	type SourceFile,
	type Vault,
	type VaultPath,
} from "../model/index.js";
import { type Decoded, decode } from "./decode.js";
import { findForeignLinks, type StatedFile } from "./hard-links.js";
import { ignoreRules } from "./ignore.js";
import { openInside, readInside, stampOf, statInside, told, Unreadable } from "./safe-file.js";
import { readSettings } from "./settings.js";
import { type FoundFile, walk } from "./walk.js";

export interface ReadVaultOptions {
	/** Files and folders to leave out: `a/b`, `name`, with `*`, `**` and `?`, or `/regular expression/`. */
	readonly ignore: readonly string[];
	/** Whether symbolic links that stay inside the vault are followed. */
	readonly followSymlinks: boolean;
	/** Absolute folders to leave out, such as the output. */
	readonly exclude: readonly string[];
	readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads a vault: texts into memory, attachments by name. Whatever is wrong with a file is a diagnostic.
 *
 * @throws InputError when there is no such folder or it cannot be read
 */
export async function readVault(dir: string, options: ReadVaultOptions): Promise<Vault> {
	const root = rootOf(dir);
	const { settings, diagnostics: aboutSettings } = readSettings(root);
	const rules = ignoreRules(settings.ignoreFilters, options.ignore);
	const exclude = new Set(options.exclude.map(realOrResolved));
	const found = walkRoot(root, { rules, followSymlinks: options.followSymlinks, exclude });
	const { texts, sidecars, bases, attachments, diagnostics } = await readFiles(root, found.files, options);
	const links = findForeignLinks([...texts, ...attachments]);
	const kept = <T extends { path: VaultPath }>(files: readonly T[]) =>
		files.filter(({ path }) => !links.leftOut.has(path));

	const vault: Vault = {
		root,
		name: basename(root) || "vault",
		obsidian: isObsidian(root),
		notes: kept(texts)
			.filter(({ path }) => extensionOf(path) === "md")
			.map(({ file }) => file),
		canvases: kept(texts)
			.filter(({ path }) => extensionOf(path) === "canvas")
			.map(({ file }) => file),
		sidecars: kept(sidecars).map(({ file }) => file),
		bases: kept(bases).map(({ file }) => file),
		attachments: kept(attachments).map(toAttachment),
		settings,
		diagnostics: sorted([
			...aboutSettings,
			...rules.refused.map(refusedPattern),
			...found.diagnostics,
			...diagnostics.filter(({ path }) => path === undefined || !links.leftOut.has(path)),
			...links.diagnostics,
		]),
	};
	followsLinks.set(vault, options.followSymlinks);
	return vault;
}

/**
 * An attachment's bytes, piece by piece. Throws when it is not there any more, or changes meanwhile.
 *
 * @param path one of the vault's own files: nothing else is ever opened
 */
export async function* readAttachment(vault: Vault, path: VaultPath): AsyncGenerator<Uint8Array> {
	if (!filesOf(vault).has(path)) throw new Error(`not a file of the vault: ${path}`);
	const { descriptor, stats } = openInside(vault.root, path, followsLinks.get(vault) ?? false);
	try {
		let length = 0;
		for (;;) {
			const left = Number(stats.size) - length;
			const piece = Buffer.allocUnsafe(Math.min(Math.max(left, 1), pieceSize));
			const read = told(() => readSync(descriptor, piece));
			if (read === 0) break;
			length += read;
			yield piece.subarray(0, read);
		}
		const after = told(() => fstatSync(descriptor, { bigint: true }));
		if (length !== Number(stats.size) || stampOf(after) !== stampOf(stats)) throw new Unreadable("changing");
	} finally {
		closeSync(descriptor);
	}
}

/**
 * The same at once, for small files; undefined where it is not there any more, is longer or cannot be read.
 *
 * @param path one of the vault's own files: nothing else is ever opened
 */
export function readSmallFile(vault: Vault, path: VaultPath, longest: number): Uint8Array | undefined {
	if (!filesOf(vault).has(path)) return undefined;
	try {
		return readInside(vault.root, path, followsLinks.get(vault) ?? false, longest).bytes;
	} catch (error) {
		if (error instanceof Unreadable) return undefined;
		throw error;
	}
}

const largestText = 100 * 1024 * 1024;
const pieceSize = 1 << 20;

/** How each vault was read; an attachment is read in the same way. */
const followsLinks = new WeakMap<Vault, boolean>();
const tables = new WeakMap<Vault, ReadonlySet<VaultPath>>();

function filesOf(vault: Vault): ReadonlySet<VaultPath> {
	const known = tables.get(vault);
	if (known !== undefined) return known;
	const table = new Set([...vault.notes, ...vault.canvases, ...vault.attachments].map(({ path }) => path));
	tables.set(vault, table);
	return table;
}

function rootOf(dir: string): string {
	const absolute = resolve(dir);
	let isFolder: boolean;
	try {
		isFolder = statSync(absolute).isDirectory();
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR") throw new InputError(`There is no folder “${dir}”.`);
		throw new InputError(`The vault “${dir}” cannot be read (${code}).`, { cause: error });
	}
	if (!isFolder) throw new InputError(`“${dir}” is a file; a vault is a folder of notes.`);
	return realpathSync.native(absolute);
}

function realOrResolved(folder: string): string {
	try {
		return realpathSync.native(folder);
	} catch {
		return resolve(folder);
	}
}

function walkRoot(root: string, options: Parameters<typeof walk>[1]): ReturnType<typeof walk> {
	try {
		return walk(root, options);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new InputError(`The vault “${root}” cannot be read: ${error.message}.`, { cause: error });
	}
}

interface Text extends StatedFile {
	readonly file: SourceFile;
}

/**
 * Reads one file after the other: on ten thousand notes that costs half the CPU time of keeping several under
 * way, and the file cache has them anyway. Now and then others get their turn, for a signal or a progress bar.
 */
async function readFiles(
	root: string,
	files: readonly FoundFile[],
	{ followSymlinks, onProgress }: ReadVaultOptions,
): Promise<{
	texts: readonly Text[];
	sidecars: readonly Text[];
	bases: readonly Text[];
	attachments: readonly StatedFile[];
	diagnostics: readonly Diagnostic[];
}> {
	const texts: Text[] = [];
	const sidecars: Text[] = [];
	const bases: Text[] = [];
	const attachments: StatedFile[] = [];
	const diagnostics: Diagnostic[] = [];
	for (const [index, found] of files.entries()) {
		try {
			if (extensionOf(found.path) === undefined) {
				const stats = statInside(root, found.real);
				attachments.push({ ...found, stats });
				if (isPointer(root, found.path, followSymlinks, stats)) diagnostics.push(pointer(found.path));
				if (isSidecar(found.path)) readText(root, found, followSymlinks, sidecars, diagnostics);
				if (isBase(found.path)) readText(root, found, followSymlinks, bases, diagnostics);
			} else readText(root, found, followSymlinks, texts, diagnostics);
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			diagnostics.push(unreadable(found.path, error));
		}
		if (index % 256 === 255) {
			onProgress?.(index + 1, files.length);
			await nextTurn();
		}
	}
	onProgress?.(files.length, files.length);
	return { texts, sidecars, bases, attachments, diagnostics };
}

function readText(
	root: string,
	found: FoundFile,
	links: boolean,
	texts: Text[],
	diagnostics: Diagnostic[],
): void {
	const { path } = found;
	const { bytes, stats } = readInside(root, path, links, largestText);
	const decoded = decode(bytes);
	if (decoded.kind === "binary") {
		diagnostics.push(binary(path));
		return;
	}
	if (decoded.flaw !== undefined) diagnostics.push(badEncoding(path, decoded.flaw));
	const file = { path, source: decoded.text, hash: sha256(decoded.text), stat: statOf(stats) };
	texts.push({ ...found, stats, file });
}

/** Git LFS leaves a small text in the place of a file that was not fetched. */
function isPointer(root: string, path: VaultPath, links: boolean, { size }: BigIntStats): boolean {
	if (size < pointerStart.length || size >= pointerLimit) return false;
	const { bytes } = readInside(root, path, links, pointerLimit);
	return pointerStart.equals(bytes.subarray(0, pointerStart.length));
}

const pointerStart = Buffer.from("version https://git-lfs.github.com/spec/v1\n");
/** Bytes, of which a pointer has fewer (the specification of Git LFS). */
const pointerLimit = 1024;

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

/** The two kinds of text that we read, in any case of letters. */
function extensionOf(path: VaultPath): "md" | "canvas" | undefined {
	const lower = path.slice(-7).toLowerCase();
	if (lower.endsWith(".md")) return "md";
	return lower === ".canvas" ? "canvas" : undefined;
}

function isSidecar(path: VaultPath): boolean {
	return /[^/]\.cell\.(?:ts|js|py)$/.test(path);
}

function isBase(path: VaultPath): boolean {
	return /[^/]\.base$/i.test(path);
}

function toAttachment({ path, stats }: StatedFile): Attachment {
	return { path, size: Number(stats.size), stamp: stampOf(stats), stat: statOf(stats) };
}

/** Without a birth time, a file system says 1970, or the last change of the file's entry. */
function statOf({ size, birthtimeMs, ctimeMs, mtimeMs }: BigIntStats): FileStat {
	const times = [birthtimeMs, ctimeMs, mtimeMs].map(Number).filter((time) => time > 0);
	const created = birthtimeMs > 0n ? Number(birthtimeMs) : Math.min(...times, Number(mtimeMs));
	return { size: Number(size), created, modified: Number(mtimeMs) };
}

function isObsidian(root: string): boolean {
	try {
		return statInside(root, ".obsidian").isDirectory();
	} catch {
		return false;
	}
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
	const key = ({ path = "", rule, message }: Diagnostic) => `${path}\0${rule}\0${message}`;
	return diagnostics
		.map((diagnostic) => ({ diagnostic, key: key(diagnostic) }))
		.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
		.map(({ diagnostic }) => diagnostic);
}

function refusedPattern(pattern: string): Diagnostic {
	return {
		rule: "vault/ignore-pattern",
		severity: "warning",
		message: `The pattern “${pattern.slice(0, 200)}” leaves nothing out: it is no pattern that can be matched in linear time.`,
		hint: "write it without lookaround and backreferences, or list the folders",
	};
}

function unreadable(path: VaultPath, error: Unreadable): Diagnostic {
	const large = error.reason === "too-large";
	return {
		rule: large ? "file/too-large" : "file/unreadable",
		severity: "error",
		message: `“${path}” is left out: ${large ? "it is larger than 100 MB" : error.message}.`,
		path,
	};
}

function binary(path: VaultPath): Diagnostic {
	return {
		rule: "file/binary",
		severity: "error",
		message: `“${path}” is left out: it is named like a text, but it is none.`,
		path,
		hint: "if it is UTF-16, save it with a byte order mark or as UTF-8",
	};
}

function pointer(path: VaultPath): Diagnostic {
	return {
		rule: "file/pointer",
		severity: "warning",
		message: `“${path}” is a pointer of Git LFS: the file itself is not here, and readers get the pointer.`,
		path,
		hint: "git lfs pull",
	};
}

function badEncoding(
	path: VaultPath,
	{ encoding, readAs, position }: NonNullable<(Decoded & { kind: "text" })["flaw"]>,
): Diagnostic {
	return {
		rule: "file/encoding",
		severity: "warning",
		message: `“${path}” is not valid ${encoding}; ${
			readAs === undefined ? "what cannot be read is shown as “\uFFFD”" : `it is read as ${readAs}`
		}.`,
		path,
		position,
		span: { start: position.offset, end: position.offset + 1 },
		hint: "save it as UTF-8",
	};
}
