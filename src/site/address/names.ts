import { createHash } from "node:crypto";

/** UTF-8 bytes that one name may have, before an extension or a suffix: file systems allow 255 in all. */
const longestName = 200;

/**
 * A name from the vault as a name in the output: the same wherever it can be. It holds nothing that means
 * something to Windows, to a URL or to a terminal; blanks become `-`; NFC.
 */
export function safeName(name: string): string {
	const clean = name
		.normalize("NFC")
		.replace(unsafeRun, replaceRun)
		.replace(/^\.+/, "")
		.replace(/[. ]+$/, "");
	return shorten(reserved.test(clean) ? clean.replace(/^[^.]*/, "$&_") : clean || "_", name);
}

/** The same for a file that keeps its extension. */
export function safeFileName(name: string): string {
	const dot = name.lastIndexOf(".");
	if (dot < 1 || name.length - dot > 16) return safeName(name);
	const extension = safeName(name.slice(dot + 1));
	return extension === "_" ? safeName(name) : `${safeName(name.slice(0, dot))}.${extension}`;
}

/** Hexadecimal SHA-256 of a text: what suffixes and file names with hashes are cut from. */
export function hashOf(text: string | Uint8Array): string {
	return createHash("sha256").update(text).digest("hex");
}

/**
 * Two names meet when a file system could take them for one: normal form and case are folded. Upper case first,
 * because some letters (ß, ſ, ς) only meet there.
 */
export function foldPath(path: string): string {
	return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/** Blanks, hyphens, `<>:"|?*#%\/`, controls, lone surrogates, and marks that change direction or are unseen. */
const unsafeRun =
	/[-\s<>:"|?*#%\\/\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\p{Surrogate}]+/gu;

/** Names that Windows keeps for devices, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

function replaceRun(run: string, offset: number, name: string): string {
	if (/^-+$/.test(run)) return run;
	return offset === 0 || offset + run.length === name.length ? "" : "-";
}

function shorten(clean: string, name: string): string {
	if (Buffer.byteLength(clean) <= longestName) return clean;
	let cut = "";
	let bytes = 0;
	for (const character of clean) {
		bytes += Buffer.byteLength(character);
		if (bytes > longestName - 9) break;
		cut += character;
	}
	return `${cut}-${hashOf(name).slice(0, 8)}`;
}
