import { createHash } from "node:crypto";
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Changes when any stored result may have changed: names, sizes, times and inodes of what lies in the folder of records,
 * two levels deep. Nothing is opened, and links are not followed.
 */
export function stampOfRecords(root: string): string {
	const base = join(root, ".notapse", "cells");
	const hash = createHash("sha256");
	for (const name of listed(base)) {
		hash.update(stampOf(base, name));
		for (const inner of listed(join(base, name))) hash.update(stampOf(join(base, name), inner));
	}
	return hash.digest("hex");
}

/** A folder's names, sorted; of anything else, nothing. */
function listed(folder: string): readonly string[] {
	try {
		return lstatSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
	} catch {
		return [];
	}
}

function stampOf(folder: string, name: string): string {
	const stats = lstatSync(join(folder, name), { bigint: true, throwIfNoEntry: false });
	const { size, mtimeNs, ino } = stats ?? {};
	return JSON.stringify([name, String(size), String(mtimeNs), String(ino)]);
}
