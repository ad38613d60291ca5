/**
 * Every change that writing a site makes to the disk goes through here: one step at a time, so that a test can
 * pull the plug before any of them, and with one clear sentence when a step fails.
 */
import {
	type BigIntStats,
	close,
	closeSync,
	constants,
	copyFileSync,
	fstatSync,
	fsync,
	fsyncSync,
	linkSync,
	lstatSync,
	mkdirSync,
	open,
	openSync,
	renameSync,
	rmdirSync,
	unlinkSync,
	writeSync,
} from "node:fs";
import { OutputError } from "../../model/index.js";

export interface Disk {
	/** False when the folder was there already. */
	makeFolder(path: string): boolean;
	/** A new file, its pieces, and what is known of it when it is complete. Safe on the disk after `settle`. */
	createFile(path: string): NewFile;
	/** Another name for a file, or a copy where file systems cannot do that. */
	link(from: string, to: string): "linked" | "copied";
	rename(from: string, to: string): void;
	unlink(path: string): void;
	/** Only if it is empty. */
	removeFolder(path: string): void;
	/** Makes the names in a folder safe. */
	syncFolder(path: string): void;
	/** Waits until all new files are safe. */
	settle(): Promise<void>;
}

export interface NewFile {
	write(piece: Uint8Array): void;
	finish(): FileFacts;
	/** Instead of `finish`: takes the file away again. */
	abandon(): void;
}

/** By which a file is known again without reading it. */
export interface FileFacts {
	readonly size: number;
	readonly mtimeNs: string;
	readonly ino: string;
}

export type OnStep = (step: string, path: string) => void;

export function openDisk(onStep: OnStep = () => {}): Disk {
	/** New files that may still be on their way to the disk. */
	const unsafe = new Set<string>();
	const step = <T>(verb: Verb, path: string, work: () => T): T =>
		told(verb, path, () => {
			onStep(verb, path);
			return work();
		});
	return {
		makeFolder: (path) => step("create", path, () => made(path)),
		createFile: (path) => {
			const descriptor = step("create", path, () => openSync(path, "wx"));
			return {
				write: (piece) => step("write", path, () => writeAll(descriptor, piece)),
				finish: () => {
					const facts = told("write", path, () => factsOf(fstatSync(descriptor, { bigint: true })));
					closeSync(descriptor);
					unsafe.add(path);
					return facts;
				},
				abandon: () => {
					closeSync(descriptor);
					step("remove", path, () => unlinkSync(path));
				},
			};
		},
		link: (from, to) => step("create", to, () => linkOrCopy(from, to)),
		rename: (from, to) => {
			step("replace", to, () => renameSync(from, to));
			if (unsafe.delete(from)) unsafe.add(to);
		},
		unlink: (path) => step("remove", path, () => unlinkSync(path)),
		removeFolder: (path) => step("remove", path, () => removeIfEmpty(path)),
		syncFolder: (path) => step("write", path, () => syncFolder(path)),
		settle: async () => {
			await syncFiles([...unsafe]);
			unsafe.clear();
		},
	};
}

/** What a file is known by; undefined when it is none, or not there. */
export function factsAt(path: string): FileFacts | undefined {
	const stats = told("read", path, () => lstatSync(path, { bigint: true, throwIfNoEntry: false }));
	return stats?.isFile() ? factsOf(stats) : undefined;
}

export function sameFacts(a: FileFacts | undefined, b: FileFacts | undefined): boolean {
	return a !== undefined && a.size === b?.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino;
}

type Verb = "create" | "write" | "replace" | "remove" | "read";

/** Runs a file system call; its failure is told in a sentence. */
export function told<T>(verb: Verb, path: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw outputError(verb, path, error);
	}
}

function outputError(verb: Verb, path: string, error: unknown): unknown {
	const code = (error as NodeJS.ErrnoException).code;
	if (code === undefined || code.startsWith("ERR_")) return error;
	const why = reasons.get(code) ?? `the system says ${code}`;
	return new OutputError(`Cannot ${verb} “${path}”: ${why}.`, { cause: error });
}

const reasons: ReadonlyMap<string, string> = new Map([
	["ENOSPC", "the disk is full"],
	["EDQUOT", "the disk quota is used up"],
	["EROFS", "the disk is read-only"],
	["EACCES", "there is no permission"],
	["EPERM", "it is not permitted"],
	["ENAMETOOLONG", "the name is too long for this disk"],
	["EBUSY", "it is in use, or a mount point; choose a folder in it"],
	["EXDEV", "it is on another disk than the folder around it; choose a folder in it"],
	["EMFILE", "too many files are open"],
	["EIO", "the disk reports an error"],
	["ENOTDIR", "a part of the path is a file"],
]);

function made(path: string): boolean {
	try {
		mkdirSync(path);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	}
}

function writeAll(descriptor: number, piece: Uint8Array): void {
	for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at);
}

const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);

function linkOrCopy(from: string, to: string): "linked" | "copied" {
	try {
		linkSync(from, to);
		return "linked";
	} catch (error) {
		if (!noLinks.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
		copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
		return "copied";
	}
}

function removeIfEmpty(path: string): void {
	try {
		rmdirSync(path);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOENT") throw error;
	}
}

/** Not every system can open a folder, or sync it; then it needs no syncing or cannot have it. */
function syncFolder(path: string): void {
	let descriptor: number | undefined;
	try {
		descriptor = openSync(path, "r");
		fsyncSync(descriptor);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EIO") throw error;
	} finally {
		if (descriptor !== undefined) closeSync(descriptor);
	}
}

/**
 * Waits until the content of files is on the disk. All at the end, for a file system's journal then takes their
 * names in one go: on ext4 a tenth of the time of doing it file by file.
 */
async function syncFiles(paths: readonly string[]): Promise<void> {
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let path = paths[next++]; path !== undefined; path = paths[next++]) await syncFile(path);
	};
	await Promise.all(Array.from({ length: 8 }, worker));
}

function syncFile(path: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const settle = (error: NodeJS.ErrnoException | null) =>
			error === null ? resolve() : reject(outputError("write", path, error));
		// Some systems sync only what is open for writing, and some file systems nothing (EINVAL).
		open(path, "r+", (error, descriptor) => {
			if (error !== null) return settle(error);
			fsync(descriptor, (failed) => {
				close(descriptor, () => settle(failed?.code === "EINVAL" ? null : failed));
			});
		});
	});
}

function factsOf({ size, mtimeNs, ino }: BigIntStats): FileFacts {
	return { size: Number(size), mtimeNs: String(mtimeNs), ino: String(ino) };
}
