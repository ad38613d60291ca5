import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadVault } from "../../src/compile.js";
import { loadConfig } from "../../src/config.js";
import type { LoadedVault } from "../../src/load.js";

/** Writes these files to a folder of its own, loads them as a vault, and removes the folder. */
export async function loadedVault(files: Readonly<Record<string, string>>): Promise<LoadedVault> {
	const folder = await mkdtemp(join(tmpdir(), "notapse-vault-"));
	try {
		for (const [path, text] of Object.entries(files)) {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), text);
		}
		const { config } = await loadConfig({ cwd: folder, vault: folder, flags: {} });
		return await loadVault({ vault: folder, config, cache: false });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
