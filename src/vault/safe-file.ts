/**
 * The one place where files of a vault are opened. A file is read only if its real path lies in the vault and
 * it is a regular file; the last step of the path is never a link (`O_NOFOLLOW`), and what is checked is what
 * was opened (`fstat`), where it was meant to be: a folder on the way may have become a link meanwhile. Names in notes never come here: links are looked up in the table that the walk made.
 */
import {
	type BigIntStats,
	closeSync,
	constants,
	fstatSync,
	lstatSync,
	openSync,
	readlinkSync,
	readSync,
	realpathSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import type { VaultPath } from "../model/index.js";

/** Why a file of the vault is not read; the message completes “It is left out: …”. */
export class Unreadable extends Error {
	constructor(readonly reason: keyof typeof explanations) {
		super(explanations[reason]);
	}
}

const explanations = {
	outside: "it lies outside of the vault",
	link: "the way to it is a symbolic link",
	special: "it is not a regular file",
	denied: "there is no permission to read it",
	gone: "it is not there any more",
	changing: "it changes while it is read",
	"too-large": "it is too large",
	failed: "reading failed",
};

export interface OpenFile {
	readonly descriptor: number;
	readonly stats: BigIntStats;
}

/** @param links whether the path may lead through links, as long as it ends in the vault */
export function openInside(root: string, path: VaultPath, links: boolean): OpenFile {
	return told(() => {
		const real = realInside(root, path, links);
		// Without O_NONBLOCK, opening a named pipe that has just taken the file's place would wait for ever.
		const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
		const descriptor = openSync(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
		try {
			const stats = fstatSync(descriptor, { bigint: true });
			if (!stats.isFile()) throw new Unreadable("special");
			if (!isStillAt(real, descriptor, stats)) throw new Unreadable("changing");
			return { descriptor, stats };
		} catch (error) {
			closeSync(descriptor);
			throw error;
		}
	});
}

/** Whether what was opened is what lies at the real path. Linux says where a descriptor leads; others are asked twice. */
function isStillAt(real: string, descriptor: number, stats: BigIntStats): boolean {
	try {
		return readlinkSync(`/proc/self/fd/${descriptor}`) === real;
	} catch {
		const { dev, ino } = lstatSync(real, { bigint: true });
		return dev === stats.dev && ino === stats.ino && realpathSync.native(real) === real;
	}
}

/** The absolute real path of a name in the vault. */
export function realInside(root: string, path: VaultPath, links: boolean): string {
	return told(() => {
		const named = join(root, path);
		const real = realpathSync.native(named);
		if (real !== named && !links) throw new Unreadable("link");
		if (!isInside(root, real)) throw new Unreadable("outside");
		return real;
	});
}

/** The whole file, read without being changed meanwhile; a second try if it was. */
export function readInside(root: string, path: VaultPath, links: boolean, limit: number): ReadFile {
	for (const last of [false, true]) {
		try {
			return readOnce(root, path, links, limit);
		} catch (error) {
			const passing = error instanceof Unreadable && (error.reason === "changing" || error.reason === "gone");
			if (last || !passing) throw error;
		}
	}
	throw new Unreadable("changing");
}

export interface ReadFile {
	readonly bytes: Buffer;
	readonly stats: BigIntStats;
}

/** The names in a folder are no proof of what they are: this looks at the thing itself, not through a link. */
export function statInside(root: string, path: VaultPath): BigIntStats {
	return told(() => lstatSync(join(root, path), { bigint: true }));
}

/** Equal as long as the content is: what a file's stamp is made of. */
export function stampOf(stats: BigIntStats): string {
	return `${stats.size}-${stats.mtimeNs}-${stats.ino}`;
}

export function isInside(root: string, real: string): boolean {
	const path = relative(root, real);
	return path === "" || (path !== ".." && !path.startsWith(`..${sep}`) && path !== real);
}

/** Runs file system calls; what goes wrong is one of our reasons. */
export function told<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		const code = (error as NodeJS.ErrnoException).code;
		// A mistake of ours has no code, or one of Node's.
		if (code === undefined || code.startsWith("ERR_")) throw error;
		throw new Unreadable(reasons.get(code) ?? "failed");
	}
}

const reasons: ReadonlyMap<string, Unreadable["reason"]> = new Map([
	["ENOENT", "gone"],
	["ENOTDIR", "gone"],
	["ELOOP", "link"],
	["EACCES", "denied"],
	["EPERM", "denied"],
]);

function readOnce(root: string, path: VaultPath, links: boolean, limit: number): ReadFile {
	const { descriptor, stats } = openInside(root, path, links);
	try {
		if (stats.size > BigInt(limit)) throw new Unreadable("too-large");
		const bytes = told(() => readAll(descriptor, Number(stats.size)));
		const after = told(() => fstatSync(descriptor, { bigint: true }));
		if (bytes === undefined || stampOf(after) !== stampOf(stats)) throw new Unreadable("changing");
		return { bytes, stats };
	} finally {
		closeSync(descriptor);
	}
}

/** Exactly `size` bytes; undefined if there are more or fewer. */
function readAll(descriptor: number, size: number): Buffer | undefined {
	const bytes = Buffer.allocUnsafe(size + 1);
	let length = 0;
	for (let read = -1; read !== 0 && length <= size; length += read) {
		read = readSync(descriptor, bytes, length, bytes.length - length, null);
	}
	return length === size ? bytes.subarray(0, size) : undefined;
}
