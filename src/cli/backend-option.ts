import type { Command } from "commander";
import { UsageError } from "../model/index.js";
import { givenSettings, type VaultOptions } from "./options.js";
import { openProject } from "./project.js";
import type { Shell } from "./shell.js";

/** Where the graph is asked, if not in this process: as the command line says, else the configuration. */
export async function backendOf(
	options: VaultOptions,
	command: Command,
	shell: Shell,
): Promise<string | undefined> {
	const flags = givenSettings(command);
	if (typeof flags.backend === "string") return flags.backend;
	try {
		const { config } = await openProject({
			cwd: shell.cwd,
			named: [options.vault],
			config: options.config,
			flags: flags,
			remark: () => {},
		});
		return config.backend;
	} catch (error) {
		// What is wrong with the vault is told by who needs it.
		if (error instanceof UsageError) return undefined;
		throw error;
	}
}
