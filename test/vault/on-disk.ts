import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Vault } from "../../src/model/index.js";
import { type ReadVaultOptions, readVault } from "../../src/vault/index.js";

/** Path → text, bytes, or `→ target` for a symbolic link. A path that ends in a slash is an empty folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder with `vault` in it, and whatever `beside` it. */
export function onDisk(files: Files, beside: Files = {}) {
	const root = realpathSync(mkdtempSync(join(tmpdir(), "notapse-vault-")));
	mkdirSync(join(root, "vault"));
	put(join(root, "vault"), files);
	put(root, beside);
	return { root, vault: join(root, "vault"), remove: () => rmSync(root, { recursive: true, force: true }) };
}

export function put(root: string, files: Files): void {
	for (const [path, content] of Object.entries(files)) {
		const full = `${root}/${path}`;
		mkdirSync(path.endsWith("/") ? full : dirname(full), { recursive: true });
		if (path.endsWith("/")) continue;
		if (typeof content === "string" && content.startsWith("→ ")) symlinkSync(content.slice(2), full);
		else writeFileSync(full, content);
	}
}

export function readIt(vault: string, options: Partial<ReadVaultOptions> = {}): Promise<Vault> {
	return readVault(vault, { ignore: [], followSymlinks: false, exclude: [], ...options });
}

/** Reads a vault with these files, and takes it away. */
export async function vaultOf(
	files: Files,
	options: Partial<ReadVaultOptions> = {},
	beside: Files = {},
): Promise<Vault> {
	const disk = onDisk(files, beside);
	try {
		return await readIt(disk.vault, options);
	} finally {
		disk.remove();
	}
}

/** All paths of a vault in one line, and what was said: `a.md b.png | file/symlink c.md`. */
export function told(vault: Vault): string {
	const paths = [...vault.notes, ...vault.canvases, ...vault.attachments].map(({ path }) => path).sort();
	const remarks = vault.diagnostics.map(({ rule, path }) => (path === undefined ? rule : `${rule} ${path}`));
	return [paths.join(" "), ...remarks].join(" | ");
}
