import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { InputError } from "../../model/index.js";

export interface TypeScript {
	readonly file: string;
	readonly version: string;
}

/**
 * TypeScript's native compiler: the one that came with notapse as an optional dependency, never one of the vault's.
 *
 * @throws InputError with the line that mends it
 */
export function findTypeScript(): TypeScript {
	const require = createRequire(import.meta.url);
	try {
		const manifest = require.resolve("typescript/package.json");
		const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
		const native = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
		const folder = join(dirname(createRequire(manifest).resolve(native)), "lib");
		const file = join(folder, process.platform === "win32" ? "tsc.exe" : "tsc");
		if (existsSync(file)) return { file, version };
	} catch {
		// Not installed, or not for this machine.
	}
	throw new InputError("Types are checked by TypeScript 7, which is not installed.", {
		hint: "npm install typescript@7",
	});
}
