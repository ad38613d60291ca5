import { createHash } from "node:crypto";
import type { CellRecord } from "../../model/index.js";
import { readRecord } from "./read-record.js";

/**
 * A record as the text of its file: JSON with its keys in one order, so that equal records are equal bytes, and at
 * its end the SHA-256 of what stands before:
 *
 *     {"schema":1,"key":…,"engine":…,…,⏎"sha256":"…"}⏎
 *
 * A file that was torn, merged or edited reads as absent; it is not proof against forgery.
 */
export function printRecord(record: CellRecord): string {
	const body = JSON.stringify(readRecord(record)).slice(0, -1);
	return `${body}${sealStart}${seal(body)}"}\n`;
}

/** The record that is in the text, if it is whole. */
export function parseRecord(text: string): CellRecord | undefined {
	const at = text.length - sealLength;
	const body = text.slice(0, Math.max(0, at));
	if (text.slice(at) !== `${sealStart}${seal(body)}"}\n`) return undefined;
	try {
		return readRecord(JSON.parse(text));
	} catch {
		return undefined;
	}
}

const sealStart = ',\n"sha256":"';
const sealLength = sealStart.length + 64 + '"}\n'.length;

function seal(body: string): string {
	return createHash("sha256").update(body).digest("hex");
}
