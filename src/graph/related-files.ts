import type { VaultPath } from "../model/index.js";

/** The files that a diagnostic lists; its message counts them all. A thousand notes may share one name. */
export function relatedFiles(paths: readonly VaultPath[], without?: VaultPath): readonly VaultPath[] {
	return paths
		.slice(0, maxRelated + 1)
		.filter((path) => path !== without)
		.slice(0, maxRelated);
}

const maxRelated = 20;
