import { isUtf8 } from "node:buffer";
import type { Position } from "../model/index.js";

/** A file's bytes as text; `flaw` when some of them are no text, and became U+FFFD. */
export type Decoded =
	| { readonly kind: "text"; readonly text: string; readonly flaw?: Flaw }
	| { readonly kind: "binary" };

export interface Flaw {
	readonly encoding: "UTF-8" | "UTF-16";
	/** Nothing was replaced: the text is Chinese in the encoding that Windows has for it. */
	readonly readAs?: "GB 18030";
	/** Of the first character that was replaced, or read so. */
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
	const chinese = valid ? undefined : asChinese(bytes);
	if (chinese !== undefined) {
		const position = positionAt(chinese, chinese.search(/[^\0-\x7F]/));
		return { kind: "text", text: chinese, flaw: { encoding: "UTF-8", readAs: "GB 18030", position } };
	}
	const text = bytes.toString("utf8").replaceAll("\0", replacement);
	return {
		kind: "text",
		text,
		flaw: { encoding: "UTF-8", position: positionAt(text, firstLost(bytes, text)) },
	};
}

/**
 * The bytes as GB 18030, when they are very likely that: nearly all that is not ASCII stands in the pairs of GB 2312,
 * with few kana (else it were Japanese), and some of it is where other encodings have nothing (Korean ends below 0xC9),
 * or is Chinese punctuation. UTF-8 with a few bad bytes is something else: it has whole characters of three bytes.
 */
function asChinese(bytes: Buffer): string | undefined {
	let [all, pairs, kana, own] = [0, 0, 0, 0];
	for (let i = 0; i < bytes.length; i++) {
		const lead = bytes[i] ?? 0;
		if (lead < 0x80) continue;
		all += 1;
		const trail = bytes[i + 1] ?? 0;
		if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1) continue;
		pairs += 1;
		i += 1;
		if (lead === 0xa4 || lead === 0xa5) kana += 1;
		if (lead >= 0xc9 || (lead === 0xa3 && trail === 0xac) || (lead === 0xa1 && trail <= 0xa3)) own += 1;
	}
	if (pairs < all * 0.9 || kana > pairs * 0.1 || own < pairs * 0.1) return undefined;
	const whole = bytes.toString("utf8").match(/[\u0800-\uFFFC]/g)?.length ?? 0;
	if (whole > pairs * 0.1) return undefined;
	try {
		return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
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
