import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const demoVault = `${root}vault`;
export const vaultsFolder = `${root}test/vaults`;
export const goldenFolder = `${root}test/golden`;

/** The fixture vaults, each with its expected site. */
export const goldenNames: readonly string[] = readdirSync(vaultsFolder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name)
	.sort();

/** A large vault of other people, where it lies beside the repository. */
export function bigVault(name: string): string | undefined {
	const folder = `${root}../shared/vaults/${name}`;
	if (existsSync(folder)) return folder;
	console.warn(`SKIPPED: there is no ${folder}`);
	return undefined;
}
