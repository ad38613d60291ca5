import { createHash } from "node:crypto";
import type { Vault } from "./model/index.js";

/**
 * A digest of what a vault holds, and of settings that decide what is made of it (anything that JSON can say).
 *
 * @param attachments `names`: which there are; `contents`: also that none has changed
 */
export function digestOfVault(
	{ notes, canvases, sidecars, bases, attachments: others }: Vault,
	attachments: "names" | "contents",
	settings: readonly unknown[],
): string {
	const hash = createHash("sha256").update(JSON.stringify(settings));
	for (const files of [notes, canvases, sidecars, bases])
		for (const { path, hash: text } of files) hash.update(JSON.stringify([path, text]));
	for (const { path, stamp } of others)
		hash.update(JSON.stringify(attachments === "names" ? path : [path, stamp]));
	return hash.digest("hex");
}
