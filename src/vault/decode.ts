import { isUtf8 } from "node:buffer";
import type { Position } from "../model/index.js";

/** A file's bytes as text; `flaw` when some of them are no text, and became U+FFFD. */
export type Decoded =
	| { readonly kind: "text"; readonly text: string; readonly flaw?: Flaw }
	| { readonly kind: "binary" };

export interface Flaw {
	readonly encoding: "UTF-8" | "UTF-16";
	/** Of the first replaced character. */
	readonly position: Position;
}

/** UTF-8, or UTF-16 if a byte order mark says so. The mark is no part of the text. */
export function decode(bytes: Buffer): Decoded {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2));
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(swapped(bytes.subarray(2)));
	const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	return decodeUtf8(marked ? bytes.subarray(3) : bytes);
}

const replacement = "\uFFFD";

function decodeUtf8(bytes: Buffer): Decoded {
	const valid = isUtf8(bytes);
	if (valid && !bytes.includes(0)) return { kind: "text", text: bytes.toString("utf8") };
	if (isBinary(bytes, valid)) return { kind: "binary" };
	const text = bytes.toString("utf8").replaceAll("\0", replacement);
	return {
		kind: "text",
		text,
		flaw: { encoding: "UTF-8", position: positionAt(text, firstLost(bytes, text)) },
	};
}

/** Little endian. A lone surrogate or a last odd byte is no text. */
function decodeUtf16(bytes: Buffer): Decoded {
	const raw = bytes.toString("utf16le") + (bytes.length % 2 === 1 ? "\uDC00" : "");
	const text = raw.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF\0]/g, (found) =>
		found.length === 2 ? found : replacement,
	);
	if (text === raw) return { kind: "text", text };
	const first = [...indicesOf(text, replacement)].find((index) => raw[index] !== replacement);
	return { kind: "text", text, flaw: { encoding: "UTF-16", position: positionAt(text, first ?? 0) } };
}

function swapped(bytes: Buffer): Buffer {
	return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}

/** A note has no NUL; one that slipped in is a flaw, one in a hundred bytes is another kind of file. */
function isBinary(bytes: Buffer, valid: boolean): boolean {
	let zeros = 0;
	for (const byte of bytes) if (byte === 0) zeros += 1;
	return valid ? zeros * 100 > bytes.length : zeros > 0;
}

/** Index in the text of the first U+FFFD that the bytes do not spell out. */
function firstLost(bytes: Buffer, text: string): number {
	let byte = 0;
	let seen = 0;
	for (const index of indicesOf(text, replacement)) {
		byte += Buffer.byteLength(text.slice(seen, index));
		if (!(bytes[byte] === 0xef && bytes[byte + 1] === 0xbf && bytes[byte + 2] === 0xbd)) return index;
		byte += 3;
		seen = index + 1;
	}
	return 0;
}

function* indicesOf(text: string, char: string): Generator<number> {
	for (let index = text.indexOf(char); index !== -1; index = text.indexOf(char, index + 1)) yield index;
}

/** Lines end as in Markdown: at LF, CR or CR LF. */
function positionAt(text: string, offset: number): Position {
	const before = text.slice(0, offset);
	const breaks = [...before.matchAll(/\r\n|\n|\r/g)];
	const last = breaks.at(-1);
	const lineStart = last === undefined ? 0 : last.index + last[0].length;
	return { line: breaks.length + 1, column: offset - lineStart + 1, offset };
}
