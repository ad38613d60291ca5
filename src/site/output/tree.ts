import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SitePath } from "../../model/index.js";
import { told } from "./disk.js";
import { decodeManifest, decodePaths, type Manifest, manifestDraft, manifestPath } from "./manifest.js";

/** What lies in a folder, links not followed. */
export interface Tree {
	readonly files: readonly SitePath[];
	/** Deepest first. */
	readonly folders: readonly SitePath[];
	/** Links, pipes, devices: never ours. */
	readonly others: readonly SitePath[];
}

/** Empty when there is no such folder. Stops soon after `most` files. */
export function listTree(root: string, most = Number.POSITIVE_INFINITY): Tree {
	const files: SitePath[] = [];
	const folders: SitePath[] = [];
	const others: SitePath[] = [];
	const pending: SitePath[] = [""];
	for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
		if (files.length > most) break;
		for (const entry of entriesOf(join(root, folder))) {
			const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
			if (entry.isDirectory()) {
				folders.push(path);
				pending.push(path);
			} else (entry.isFile() ? files : others).push(path);
		}
	}
	// A folder is found before what is in it.
	return { files, folders: folders.reverse(), others };
}

function entriesOf(folder: string) {
	return told("read", folder, () => {
		try {
			return readdirSync(folder, { withFileTypes: true });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
			throw error;
		}
	});
}

/** The manifest of a folder and its text; undefined when the folder is not a site of ours. */
export function readManifestFile(root: string): { manifest: Manifest; text: string } | undefined {
	const text = readText(join(root, manifestPath));
	if (text === undefined) return undefined;
	if (lastRead?.text !== text) {
		const manifest = decodeManifest(text);
		lastRead = manifest && { manifest, text };
	}
	return lastRead;
}

/** A build looks at the same manifest several times. */
let lastRead: { manifest: Manifest; text: string } | undefined;

/** Paths that we have written into the folder, or meant to; the manifest itself among them. */
export function ownPaths(root: string): ReadonlySet<SitePath> {
	const text = readText(join(root, manifestPath));
	const known = text === lastRead?.text ? lastRead?.manifest : undefined;
	const paths = text === undefined ? undefined : (known?.keys() ?? decodePaths(text));
	return new Set([...(paths ?? []), ...(paths === undefined ? [] : [manifestPath]), manifestDraft]);
}

/** What the desktop puts into every folder that somebody looks at. */
export function isDesktopFile(path: SitePath): boolean {
	return /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(path);
}

/** Everything in the folder that we did not write, sorted. */
export function foreignIn(tree: Tree, own: { has(path: SitePath): boolean }): readonly SitePath[] {
	const files = tree.files.filter((path) => !own.has(path) && path !== manifestPath && !isDesktopFile(path));
	return [...files, ...tree.others].sort();
}

function readText(path: string): string | undefined {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return undefined;
	}
}
