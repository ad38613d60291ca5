import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";

/**
 * Bubblewrap's program, for a second wall around the sandbox: where `NOTAPSE_BWRAP` says (`off`: nowhere), else where
 * systems put it. Only Linux has it.
 */
export function findBwrap(env: NodeJS.ProcessEnv = process.env): string | undefined {
	if (process.platform !== "linux") return undefined;
	const named = env.NOTAPSE_BWRAP;
	if (named === "off") return undefined;
	if (named !== undefined && named !== "") return isAbsolute(named) && existsSync(named) ? named : undefined;
	return ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"].find((file) => existsSync(file));
}
