import type { Vault, VaultPath } from "./model/index.js";
import { readAttachment } from "./vault/index.js";

/** Longer ones are no texts that somebody wrote. */
const mostBytes = 1_000_000;

/** Reads small texts among the attachments of a vault, such as bases. Throws for what is too long, or cannot be read. */
export function textReader(vault: Vault): (path: VaultPath) => Promise<string> {
	return async (path) => {
		const pieces: Uint8Array[] = [];
		let length = 0;
		for await (const piece of readAttachment(vault, path)) {
			length += piece.length;
			if (length > mostBytes) throw new Error(`more than ${mostBytes} bytes: ${path}`);
			pieces.push(piece);
		}
		return new TextDecoder().decode(Buffer.concat(pieces));
	};
}
