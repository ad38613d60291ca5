import { type Command, Option } from "commander";
import { harmless } from "./cells.js";
import { plural } from "./findings.js";
import {
	addCommonOptions,
	addSettings,
	addVaultOptions,
	givenSettings,
	type VaultOptions,
} from "./options.js";
import { createProgress } from "./progress.js";
import { openProject } from "./project.js";
import type { Shell } from "./shell.js";

interface Options extends VaultOptions {
	readonly revoke?: boolean;
	readonly show?: boolean;
}

const about = `
Trusted cells run in Node with your rights: they read and write your files,
reach the network, and import from the vault's node_modules. What you agree to
is the code of all cells as it stands now; when any of it changes, you are asked
again. That you agreed is noted outside of the vault.

Examples:
  $ notapse trust notes              after reading the cells
  $ notapse run --vault notes --trust
  $ notapse trust notes --show       whether the cells are trusted as they stand
  $ notapse trust notes --revoke

Exit code 1 when --show finds that they are not.`;

export function defineTrust(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the vault's folder");
	command.optionsGroup("Trusting:");
	command.addOption(new Option("--revoke", "take it back"));
	command.addOption(new Option("--show", "only say whether they are trusted").conflicts("revoke"));
	addVaultOptions(command);
	addSettings(command, "cache", "vault", "note");
	addCommonOptions(command);
	command.addHelpText("after", about);
	command.action(async (vault: string | undefined, options: Options) => {
		const console = shell.console(options);
		const project = await openProject({
			cwd: shell.cwd,
			named: [vault, options.vault],
			config: options.config,
			flags: givenSettings(command),
			remark: (text) => console.remark(`note: ${text}`),
		});
		const { openTrust } = await import("../run.js");
		const { config } = project;
		const trust = await openTrust({
			...{ vault: project.vault, config },
			onEvent: createProgress(console),
		});
		const cells = `the ${plural(trust.cells, "cell")} of ${harmless(project.name)}`;
		if (options.revoke) {
			console.print(
				trust.revoke() ? `No longer trusted: ${cells}.` : `There was no trust to take back in ${cells}.`,
			);
		} else if (options.show) {
			console.print(`${trust.granted ? "Trusted" : "Not trusted"}: ${cells}.`);
			shell.exitCode = trust.granted ? 0 : 1;
		} else {
			trust.grant();
			console.print(`Trusted as they stand now: ${cells}.`);
		}
	});
}
