import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** What this user's caches lie in: XDG's folder for caches. Undefined for who has no home. */
export function cacheRoot(): string | undefined {
	const configured = process.env.XDG_CACHE_HOME;
	// The XDG specification: a relative path is to be ignored.
	if (configured !== undefined && isAbsolute(configured)) return join(configured, "notapse");
	const home = homeOf();
	return home === undefined ? undefined : join(home, ".cache", "notapse");
}

function homeOf(): string | undefined {
	try {
		const home = homedir();
		return isAbsolute(home) ? home : undefined;
	} catch {
		return undefined;
	}
}
