import { createHash } from "node:crypto";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where a vault's cache lies when nobody says otherwise: XDG's folder for caches, one folder for each vault. */
export function defaultCacheDir(vaultRoot: string): string {
	const vault = createHash("sha256").update(vaultRoot).digest("hex").slice(0, 16);
	const configured = process.env.XDG_CACHE_HOME;
	// The XDG specification: a relative path is to be ignored.
	if (configured !== undefined && isAbsolute(configured)) return join(configured, "notapse", vault);
	const home = homeOf();
	if (home !== undefined) return join(home, ".cache", "notapse", vault);
	// One folder, so that there is none above it that somebody else could have made.
	return join(tmpdir(), `notapse-${process.getuid?.() ?? "user"}-${vault}`);
}

function homeOf(): string | undefined {
	try {
		const home = homedir();
		return isAbsolute(home) ? home : undefined;
	} catch {
		return undefined;
	}
}
