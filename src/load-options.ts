/** Where a vault is and how it is read, for whoever may not need more than that. */
import { resolve } from "node:path";
import { defaultCacheDir } from "./cache/index.js";
import type { Config } from "./config.js";
import type { Vault } from "./model/index.js";
import type { CompileNoteOptions } from "./note-compiler/compile-note.js";
import type { StageListener } from "./stages.js";
import { readVault } from "./vault/index.js";

export interface LoadOptions extends StageListener {
	/** The vault's folder. */
	readonly vault: string;
	readonly config: Config;
	/** Folder for the cache, or false for none, instead of the configuration's. */
	readonly cache?: string | false;
	/** Publish raw HTML as it stands. */
	readonly trust?: boolean;
}

export function read(options: LoadOptions, exclude: readonly string[]): Promise<Vault> {
	const { ignore, followSymlinks } = options.config;
	return readVault(options.vault, { ignore, followSymlinks, exclude });
}

export function noteOptions(vault: Vault, { config, trust }: LoadOptions): CompileNoteOptions {
	const { comments, tagPunctuation, markdownLinks } = config;
	const { strictLineBreaks, mathPreamble } = vault.settings;
	return {
		notes: { comments, tagPunctuation, markdownLinks },
		trust: trust ?? false,
		strictLineBreaks,
		...(mathPreamble !== undefined && { mathPreamble }),
	};
}

/** Where nothing else is said, it is the user's own. */
export function cacheDir({ cache, config }: LoadOptions, vault: Vault): string | undefined {
	const chosen = cache ?? config.cache;
	if (chosen === false) return undefined;
	return chosen === undefined ? defaultCacheDir(vault.root) : resolve(chosen);
}
