import { createHash } from "node:crypto";

/** UTF-8 bytes that one name may have, before an extension or a suffix: file systems allow 255 in all. */
const longestName = 200;

/** No more of a name is read than could ever be kept, because an alias can be a megabyte long. */
const longestRead = 1000;

/**
 * A name from the vault as a name in the output: the same wherever it can be. It holds nothing that means
 * something to Windows, to a URL or to a terminal; blanks become `-`; NFC.
 */
export function safeName(name: string): string {
	const seen = name.slice(0, longestRead);
	const whole = seen.replace(loneSurrogate, " ").normalize("NFC");
	const clean = trimDots(whole.replace(unsafeRun, replaceRun));
	const allowed = reserved.test(clean) ? clean.replace(/^[^.]*/, "$&_") : clean || "_";
	return seen === name && Buffer.byteLength(allowed) <= longestName ? allowed : shorten(allowed, name);
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

/** Blanks, hyphens, `<>:"|?*#%\/`, controls, and marks that change direction or are unseen. */
const unsafeRun =
	/[-\s<>:"|?*#%\\/\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]+/g;

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Names that Windows keeps for devices, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

function replaceRun(run: string, offset: number, name: string): string {
	if (/^-+$/.test(run)) return run;
	return offset === 0 || offset + run.length === name.length ? "" : "-";
}

/** Windows drops dots at the end of a name; a dot at its start hides a file elsewhere. */
function trimDots(name: string): string {
	let start = 0;
	let end = name.length;
	while (name[start] === ".") start++;
	while (end > start && (name[end - 1] === "." || (name[end - 1] === "-" && name[end - 2] === "."))) end--;
	return name.slice(start, end);
}

/** As many characters as there is room for, and a hash of the whole name. */
function shorten(clean: string, name: string): string {
	let cut = "";
	let bytes = 0;
	for (const character of clean) {
		bytes += Buffer.byteLength(character);
		if (bytes > longestName - 9) break;
		cut += character;
	}
	return `${cut}-${hashOf(name).slice(0, 8)}`;
}
