import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheRoot } from "./cache-root.js";

/** Where a vault's cache lies when nobody says otherwise: one folder for each vault. */
export function defaultCacheDir(vaultRoot: string): string {
	const vault = createHash("sha256").update(vaultRoot).digest("hex").slice(0, 16);
	const root = cacheRoot();
	if (root !== undefined) return join(root, vault);
	// One folder, so that there is none above it that somebody else could have made.
	return join(tmpdir(), `notapse-${process.getuid?.() ?? "user"}-${vault}`);
}
