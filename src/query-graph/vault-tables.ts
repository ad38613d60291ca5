/** Tables that queries name: files with comma-separated values, of the vault and of nowhere else. */
import type { TableReader } from "../dataview/index.js";
import { baseName, type Vault, type VaultPath } from "../model/index.js";
import { readSmallFile } from "../vault/index.js";

const longest = 20_000_000;

/** A table by its path from the vault's root or from the note that names it, or by its name alone where only one has it. */
export function tablesOf(vault: Vault): TableReader {
	const paths = vault.attachments.map(({ path }) => path).filter((path) => /\.(?:csv|tsv)$/i.test(path));
	const texts = new Map<VaultPath, string | undefined>();
	return (name, from) => {
		const path = find(paths, name, from);
		if (path === undefined) return undefined;
		if (!texts.has(path)) {
			const bytes = readSmallFile(vault, path, longest);
			texts.set(path, bytes && new TextDecoder().decode(bytes));
		}
		const text = texts.get(path);
		return text === undefined ? undefined : { path, text };
	};
}

function find(paths: readonly VaultPath[], name: string, from: string): VaultPath | undefined {
	const folder = from.slice(0, from.lastIndexOf("/") + 1);
	const plain = name.replace(/^\/+/, "");
	const near = name.startsWith("./") ? `${folder}${name.slice(2)}` : `${folder}${plain}`;
	const exact = [plain, near].find((candidate) => paths.includes(candidate as VaultPath));
	if (exact !== undefined) return exact as VaultPath;
	const named = paths.filter((path) => baseName(path) === plain);
	return named.length === 1 ? named[0] : undefined;
}
