import { isUtf8 } from "node:buffer";
import { type Dirent, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Diagnostic, VaultPath } from "../model/index.js";
import type { IgnoreRules } from "./ignore.js";
import { realInside, statInside, told, Unreadable } from "./safe-file.js";

export interface WalkOptions {
	readonly rules: IgnoreRules;
	readonly followSymlinks: boolean;
	/** Absolute real paths of folders to leave out. */
	readonly exclude: ReadonlySet<string>;
}

export interface FoundFile {
	readonly path: VaultPath;
	/** Where it really lies: differs from `path` behind a link. */
	readonly real: VaultPath;
}

/** Folders in folders. Each step down makes every file below dearer to reach. */
const deepest = 100;

/** Every regular file of the vault that is not ignored, sorted; what is left out for a flaw is diagnosed. */
export function walk(
	root: string,
	{ rules, followSymlinks, exclude }: WalkOptions,
): { files: readonly FoundFile[]; diagnostics: readonly Diagnostic[] } {
	const files: FoundFile[] = [];
	const diagnostics: Diagnostic[] = [];
	/** Real path of each folder that a link has led to, and that link: followed once, the walk stays linear. */
	const entered = new Map<VaultPath, VaultPath>();
	const pending: Folder[] = [{ path: "", real: "", depth: 0, above: undefined }];

	const visit = (folder: Folder): void => {
		for (const { name, kind } of list(root, folder, diagnostics)) {
			const path = below(folder.path, name);
			const real = below(folder.real, name);
			if (kind === "folder") {
				if (!leavesOut("folder", path, real)) pending.push(inside(folder, path, real));
			} else if (leavesOut("file", path, real)) {
				// Nobody asked for it.
			} else if (kind === "file") files.push({ path, real });
			else if (kind === "special") diagnostics.push(special(path));
			else if (followSymlinks) follow(folder, path);
			else diagnostics.push(linkLeftOut(path, "links are not followed", "--follow-symlinks"));
		}
	};
	const leavesOut = (kind: "file" | "folder", path: VaultPath, real: VaultPath) =>
		rules[kind](path) || (kind === "folder" && exclude.has(join(root, real)));
	const follow = (folder: Folder, path: VaultPath): void => {
		try {
			enter(folder, path);
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			const why = error.reason === "outside" ? "it leads out of the vault" : "it leads nowhere";
			diagnostics.push(linkLeftOut(path, why));
		}
	};
	/** A link may lead to what the vault shows anyway: inside, not ignored, no loop. */
	const enter = (folder: Folder, path: VaultPath): void => {
		const real = relative(root, realInside(root, path, true))
			.split(sep)
			.join("/");
		const stats = statInside(root, real);
		if (hidden(real, stats.isFile() ? "file" : "folder")) {
			diagnostics.push(linkLeftOut(path, "it leads to something that is ignored"));
		} else if (stats.isFile()) files.push({ path, real });
		else if (!stats.isDirectory()) diagnostics.push(special(path));
		else if (isLoop(real, folder)) diagnostics.push(linkLeftOut(path, "it leads back to a folder around it"));
		else if (entered.has(real)) {
			const first = entered.get(real)!;
			diagnostics.push(linkLeftOut(path, `“${first}” leads to the same folder`));
		} else if (!leavesOut("folder", path, real)) {
			entered.set(real, path);
			pending.push(inside(folder, path, real));
		}
	};
	const hidden = (real: VaultPath, kind: "file" | "folder"): boolean => {
		const steps = real.split("/");
		const around = steps.slice(0, -1).map((_, i) => steps.slice(0, i + 1).join("/"));
		if (around.some((path) => leavesOut("folder", path, path))) return true;
		return real !== "" && leavesOut(kind, real, real);
	};

	for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
		if (folder.depth <= deepest) visit(folder);
		else diagnostics.push(unreadableFolder(folder.path, `it lies in more than ${deepest} folders`));
	}
	files.sort((a, b) => (a.path < b.path ? -1 : 1));
	return { files, diagnostics };
}

interface Folder {
	readonly path: VaultPath;
	readonly real: VaultPath;
	/** How many folders of the vault it lies in. */
	readonly depth: number;
	readonly above: Folder | undefined;
}

function inside(above: Folder, path: VaultPath, real: VaultPath): Folder {
	return { path, real, depth: above.depth + 1, above };
}

interface Entry {
	readonly name: string;
	readonly kind: "file" | "folder" | "link" | "special";
}

function below(folder: VaultPath, name: string): VaultPath {
	return folder === "" ? name : `${folder}/${name}`;
}

/** Sorted, so that of two links to one folder it is always the same that is followed. */
function list(root: string, folder: Folder, diagnostics: Diagnostic[]): readonly Entry[] {
	try {
		// The walk has come here over folders and followed links; anything else has just been put in its place.
		const absolute = realInside(root, folder.real, false);
		const entries = told(() => readdirSync(absolute, { withFileTypes: true }));
		const named = entries.some(({ name }) => name.includes("\uFFFD"))
			? withoutBrokenNames(absolute, folder.path, entries, diagnostics)
			: entries;
		return named
			.map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
			.sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		if (folder.path === "") throw error;
		diagnostics.push(unreadableFolder(folder.path, error.message));
		return [];
	}
}

function kindOf(entry: Dirent): Entry["kind"] {
	if (entry.isFile()) return "file";
	if (entry.isDirectory()) return "folder";
	return entry.isSymbolicLink() ? "link" : "special";
}

/** A name that is not UTF-8 reads as one with U+FFFD, under which nothing can be opened. */
function withoutBrokenNames(
	absolute: string,
	folder: VaultPath,
	entries: readonly Dirent[],
	diagnostics: Diagnostic[],
): readonly Dirent[] {
	const raw = told(() => readdirSync(absolute, { encoding: "buffer" }));
	const sound = new Set(raw.filter((name) => isUtf8(name)).map((name) => name.toString("utf8")));
	const broken = raw.filter((name) => !isUtf8(name)).map((name) => name.toString("utf8"));
	for (const name of broken) diagnostics.push(brokenName(below(folder, name)));
	return [
		...new Map(entries.filter(({ name }) => sound.has(name)).map((entry) => [entry.name, entry])).values(),
	];
}

/** Whether the real folder is one of those that the walk stands in, or lies around one of them. */
function isLoop(real: VaultPath, folder: Folder): boolean {
	for (let around: Folder | undefined = folder; around !== undefined; around = around.above) {
		if (real === "" || around.real === real || around.real.startsWith(`${real}/`)) return true;
	}
	return false;
}

function linkLeftOut(path: VaultPath, why: string, flag?: string): Diagnostic {
	return {
		rule: "file/symlink",
		severity: "warning",
		message: `“${path}” is a symbolic link and is left out: ${why}.`,
		path,
		...(flag !== undefined && { hint: `${flag} follows links that stay inside the vault` }),
	};
}

function special(path: VaultPath): Diagnostic {
	return {
		rule: "file/special",
		severity: "warning",
		message: `“${path}” is left out: it is not a regular file.`,
		path,
	};
}

function brokenName(path: VaultPath): Diagnostic {
	return {
		rule: "file/name",
		severity: "error",
		message: `“${path}” is left out: its name is not valid UTF-8.`,
		path,
		hint: "rename it",
	};
}

function unreadableFolder(path: VaultPath, why: string): Diagnostic {
	return {
		rule: "file/unreadable",
		severity: "error",
		message: `The folder “${path}” and all that is in it is left out: ${why}.`,
		path,
	};
}
