import { gzipSync } from "node:zlib";
import type { Reads, SiteFile, SitePath } from "../../model/index.js";
import { toScript } from "./script.js";

/** A file of the index, made when it is written. */
export function indexFile(path: SitePath, basis: string, content: (reads?: Reads) => Uint8Array): SiteFile {
	return { path, basis, content: (reads) => toScript(gzip(content(reads))) };
}

export function json(value: unknown): Uint8Array {
	return new TextEncoder().encode(JSON.stringify(value));
}

/** The header's operating system, which zlib sets by platform, becomes "unknown". */
function gzip(bytes: Uint8Array): Uint8Array {
	const stream = gzipSync(bytes, { level: 9 });
	stream[9] = 255;
	return stream;
}
