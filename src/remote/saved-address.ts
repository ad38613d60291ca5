import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The file that an address names, if it does. What begins with a scheme is no file, but for `file:`; anything else is one
 * if it has a slash, or ends with `.graph`: `notes.graph`, `/tmp/g.notapse`, `./notes`. `db.example.org` may be a server.
 */
export function savedFile(address: string): string | undefined {
	if (/^file:/i.test(address)) return fileOf(address);
	if (/\.graph$/i.test(address) && !address.includes("://")) return address;
	// A single letter is a drive.
	if (/^[a-z][\w+.-]+:/i.test(address)) return undefined;
	return /[/\\]/.test(address) ? address : undefined;
}

/** `file:///home/me/notes.graph`; also `file:notes.graph`, which lies where the path would. */
function fileOf(address: string): string | undefined {
	const path = address.slice("file:".length);
	if (!path.startsWith("/")) return path === "" ? undefined : resolve(path);
	try {
		return fileURLToPath(address);
	} catch {
		return undefined;
	}
}
