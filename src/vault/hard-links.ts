import type { BigIntStats } from "node:fs";
import type { Diagnostic, VaultPath } from "../model/index.js";
import type { FoundFile } from "./walk.js";

export interface StatedFile extends FoundFile {
	readonly stats: BigIntStats;
}

/**
 * Files that have names outside of the vault too. A hard link shows nothing of where it leads, so a file that
 * is also known elsewhere is left out. Unless that is how the whole vault is: a snapshot, a package store or a
 * deduplicated disk links most files, and leaving out all of them would protect nobody.
 */
export function findForeignLinks(files: readonly StatedFile[]): {
	readonly leftOut: ReadonlySet<VaultPath>;
	readonly diagnostics: readonly Diagnostic[];
} {
	const linked = files.filter(({ stats }) => stats.nlink > 1n);
	if (linked.length === 0) return { leftOut: new Set(), diagnostics: [] };
	const names = new Map<string, Set<VaultPath>>();
	for (const { stats, real } of linked) {
		const known = names.get(identity(stats));
		if (known === undefined) names.set(identity(stats), new Set([real]));
		else known.add(real);
	}
	const foreign = linked.filter(({ stats }) => BigInt(names.get(identity(stats))!.size) < stats.nlink);
	if (isHabit(foreign.length, files.length))
		return { leftOut: new Set(), diagnostics: [habit(foreign.length)] };
	return {
		leftOut: new Set(foreign.map(({ path }) => path)),
		diagnostics: foreign.map(({ path }) => leftOut(path)),
	};
}

function identity({ dev, ino }: BigIntStats): string {
	return `${dev}-${ino}`;
}

function isHabit(foreign: number, all: number): boolean {
	return foreign >= 10 && foreign * 2 > all;
}

function habit(count: number): Diagnostic {
	return {
		rule: "file/hard-link",
		severity: "info",
		message: `${count} files of the vault have names outside of it as well (hard links); they are read as usual.`,
	};
}

function leftOut(path: VaultPath): Diagnostic {
	return {
		rule: "file/hard-link",
		severity: "warning",
		message: `“${path}” is left out: the same file has a name outside of the vault (a hard link).`,
		path,
		hint: "put a copy in its place",
	};
}
