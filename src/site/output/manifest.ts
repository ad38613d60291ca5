import type { SitePath } from "../../model/index.js";
import { isSafePath } from "./site-path.js";

/** Where the manifest lies in the output. It is also the mark that makes a folder ours. */
export const manifestPath: SitePath = "-/manifest.json";

/** The next manifest until it is complete. */
export const manifestDraft: SitePath = "-/manifest.json.new";

/** What an output folder holds besides the manifest: every file that we wrote, and none that we did not. */
export type Manifest = ReadonlyMap<SitePath, ManifestEntry>;

export interface ManifestEntry {
	/** SHA-256 of the bytes, hexadecimal. */
	readonly hash: string;
	readonly size: number;
}

/**
 * One line for each file, sorted, no times: the same site has the same manifest.
 *
 *     {"notapse":"site","format":1,"files":[
 *     ["404.html","9f86d0…",1234],
 *     ["a/index.html","60303a…",5678]
 *     ]}
 */
export function encodeManifest(manifest: Manifest): string {
	const lines = [...manifest]
		.sort(byPath)
		.map(([path, { hash, size }]) => JSON.stringify([path, hash, size]));
	return `{"notapse":"site","format":1,"files":[\n${lines.join(",\n")}\n]}\n`;
}

/** What a folder is going to hold, so that it can be cleared away if it is never finished. */
export function encodePlan(paths: readonly SitePath[]): string {
	return `{"notapse":"plan","format":1,"files":[\n${paths.map((path) => JSON.stringify([path])).join(",\n")}\n]}\n`;
}

/** Undefined for anything that is not a manifest of ours to the last entry. */
export function decodeManifest(text: string): Manifest | undefined {
	const files = filesOf(text, "site");
	if (files === undefined) return undefined;
	const manifest = new Map<SitePath, ManifestEntry>();
	for (const [path, hash, size] of files) {
		if (typeof hash !== "string" || !/^[\da-f]{64}$/.test(hash)) return undefined;
		if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
		manifest.set(path, { hash, size });
	}
	return manifest;
}

/** The paths in a manifest or a plan. */
export function decodePaths(text: string): ReadonlySet<SitePath> | undefined {
	const files = filesOf(text, "site") ?? filesOf(text, "plan");
	return files && new Set(files.map(([path]) => path));
}

type Row = readonly [path: SitePath, ...rest: unknown[]];

function filesOf(text: string, kind: "site" | "plan"): readonly Row[] | undefined {
	const json = parsed(text);
	if (typeof json !== "object" || json === null) return undefined;
	const { notapse, format, files } = json as Record<string, unknown>;
	if (notapse !== kind || format !== 1 || !Array.isArray(files)) return undefined;
	const isRow = (row: unknown): row is Row =>
		Array.isArray(row) && typeof row[0] === "string" && isSafePath(row[0]);
	return files.every(isRow) ? files : undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function byPath([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
