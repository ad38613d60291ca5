/**
 * The files of the index are scripts that hold bytes:
 *
 *     document.currentScript.bytes="…"
 *
 * Each character between the quotes is one byte of a gzip stream; the four bytes that a string literal cannot
 * hold (`"`, `\`, line feed, carriage return) are escaped. A site that is read from a server fetches the file
 * and cuts the bytes out. A page opened as a file may fetch nothing, but may load a script: with the charset
 * `x-user-defined` a byte b ≥ 0x80 arrives as U+F700 + b. So one file serves both, 2 % larger than the stream.
 */
const opening = 'document.currentScript.bytes="';
const quote = 0x22;
const backslash = 0x5c;
const letterN = 0x6e;
const letterR = 0x72;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What must stand in the script's `charset` attribute. */
export const scriptCharset = "x-user-defined";

export function toScript(bytes: Uint8Array): Uint8Array {
	const script = new Uint8Array(opening.length + 2 * bytes.length + 1);
	let length = 0;
	for (; length < opening.length; length += 1) script[length] = opening.charCodeAt(length);
	for (const byte of bytes) {
		const second = byte === lineFeed ? letterN : byte === carriageReturn ? letterR : byte;
		if (second !== byte || byte === quote || byte === backslash) script[length++] = backslash;
		script[length++] = second;
	}
	script[length++] = quote;
	return script.slice(0, length);
}

/** The bytes in a script that was fetched. */
export function fromScript(script: Uint8Array): Uint8Array<ArrayBuffer> {
	const end = script.lastIndexOf(quote);
	const bytes = new Uint8Array(Math.max(0, end - opening.length));
	let length = 0;
	for (let at = opening.length; at < end; at += 1) {
		let byte = script[at] as number;
		if (byte === backslash) {
			byte = script[++at] as number;
			if (byte === letterN) byte = lineFeed;
			else if (byte === letterR) byte = carriageReturn;
		}
		bytes[length++] = byte;
	}
	return bytes.slice(0, length);
}

/** The bytes that a script left behind when it was run. */
export function fromCharacters(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
