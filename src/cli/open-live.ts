import { type Command, Option } from "commander";
import type { LiveVault } from "../live-vault.js";
import type { Console } from "./console.js";
import { describeFailure } from "./failure.js";
import {
	addCommonOptions,
	addSettings,
	addVaultOptions,
	givenSettings,
	type VaultOptions,
} from "./options.js";
import { openProject, type Project } from "./project.js";
import type { Shell } from "./shell.js";

/** Options of the commands that go on answering. */
export interface LiveOptions extends VaultOptions {
	readonly published?: boolean;
	readonly watch: boolean;
}

export interface Live {
	readonly project: Project;
	readonly vault: LiveVault;
	readonly console: Console;
}

/** @param parts settings beside those of reading and of the network */
export function addLiveOptions(command: Command, ...parts: Parameters<typeof addSettings>[1][]): void {
	addVaultOptions(command);
	command.addOption(new Option("--published", "tell only what readers of the site may know: no drafts"));
	command.addOption(new Option("--no-watch", "do not follow changes of the vault"));
	addSettings(command, "cache", ...parts);
	command.optionsGroup("The network:");
	addSettings(command, "network");
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
}

/** Finds the vault; it is read when the first question comes. */
export async function openLive(
	named: string | undefined,
	options: LiveOptions,
	command: Command,
	shell: Shell,
): Promise<Live> {
	const console = shell.console(options);
	const project = await openProject({
		cwd: shell.cwd,
		named: [named, options.vault],
		config: options.config,
		flags: givenSettings(command),
		remark: (text) => console.remark(`note: ${text}`),
	});
	const { vault, config } = project;
	const { openLiveVault } = await import("../live-vault.js");
	return {
		project,
		console,
		vault: openLiveVault({
			...{ vault, config, watch: options.watch, published: options.published ?? false },
			...(config.cache !== undefined && { cache: config.cache }),
			onProblem: (error) => console.complain(describeFailure(error, console.paintRemark).text),
		}),
	};
}
