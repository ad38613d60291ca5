/**
 * The folder of records, `<vault>/.notapse/cells`, and the only place that opens files in it. It lies in a vault
 * that may be a stranger's: what is read may be anything, and folders or files may be links to somewhere else, which
 * are not followed.
 */
import {
	closeSync,
	constants,
	fstatSync,
	lstatSync,
	mkdirSync,
	openSync,
	readdirSync,
	readSync,
	renameSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { OutputError, SafetyError } from "../../model/index.js";

export interface RecordFolder {
	/** A file's text; undefined when there is none, or none that may be read. */
	read(name: string, longest?: number): string | undefined;
	/** Whole or not at all. A file that says the same already is left alone. */
	write(name: string, text: string): void;
	remove(name: string): void;
	/** Bytes, and when it was written; zeros for what is not there. */
	stat(name: string): { readonly size: number; readonly time: number };
	/** Names in a subfolder, sorted. */
	list(folder: string): readonly string[];
}

const longestRecord = 8_000_000;

export function openRecordFolder(root: string): RecordFolder {
	const base = join(root, ".notapse", "cells");
	const folders = new Map<string, boolean>();
	const isFolder = (path: string): boolean => {
		const known = folders.get(path);
		if (known !== undefined) return known;
		const answer = lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
		folders.set(path, answer);
		return answer;
	};
	const isOurs = (folder: string): boolean =>
		isFolder(join(root, ".notapse")) && isFolder(base) && isFolder(join(base, folder));
	const read = (name: string, longest = longestRecord): string | undefined => {
		try {
			return isOurs(dirname(name)) ? readRegular(join(base, name), longest) : undefined;
		} catch {
			return undefined;
		}
	};
	return {
		read,
		write(name, text) {
			if (read(name) === text) return;
			const path = join(base, name);
			const draft = `${path}.${process.pid}.new`;
			try {
				for (const folder of [join(root, ".notapse"), base, dirname(path)]) makeFolder(folder);
				folders.clear();
				unlinkQuietly(draft);
				writeFileSync(draft, text, { flag: "wx" });
				renameSync(draft, path);
			} catch (error) {
				unlinkQuietly(draft);
				if (error instanceof SafetyError) throw error;
				const reason = (error as NodeJS.ErrnoException).code ?? String(error);
				throw new OutputError(`The results of cells cannot be written to ${dirname(path)} (${reason}).`);
			}
		},
		remove: (name) => {
			if (isOurs(dirname(name))) unlinkQuietly(join(base, name));
		},
		stat: (name) => {
			const stats = lstatSync(join(base, name), { throwIfNoEntry: false });
			return { size: stats?.size ?? 0, time: stats?.mtimeMs ?? 0 };
		},
		list: (folder) => {
			try {
				return isOurs(folder) ? readdirSync(join(base, folder)).sort() : [];
			} catch {
				return [];
			}
		},
	};
}

function readRegular(path: string, longest: number): string | undefined {
	const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
	const descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
	try {
		const stats = fstatSync(descriptor);
		if (!stats.isFile() || stats.size > longest) return undefined;
		const bytes = Buffer.allocUnsafe(stats.size);
		let length = 0;
		for (let got = 1; got > 0 && length < bytes.length; length += got)
			got = readSync(descriptor, bytes, length, bytes.length - length, length);
		return bytes.toString("utf8", 0, length);
	} finally {
		closeSync(descriptor);
	}
}

function makeFolder(path: string): void {
	const stats = lstatSync(path, { throwIfNoEntry: false });
	if (stats === undefined) mkdirSync(path);
	else if (!stats.isDirectory())
		throw new SafetyError(`${path} is not a folder of this vault, so no results are written there.`, {
			hint: "remove it; the results are computed again",
		});
}

function unlinkQuietly(path: string): void {
	try {
		unlinkSync(path);
	} catch {
		// There was nothing, or somebody else was faster.
	}
}
