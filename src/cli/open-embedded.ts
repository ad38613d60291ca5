import { type Command, Option } from "commander";
import type { EmbeddedVault } from "../compile.js";
import { UsageError } from "../model/index.js";
import type { Console } from "./console.js";
import {
	addCommonOptions,
	addSettings,
	addVaultOptions,
	givenSettings,
	type VaultOptions,
} from "./options.js";
import { createProgress } from "./progress.js";
import { openProject, type Project } from "./project.js";
import type { Shell } from "./shell.js";

/** Options of the commands that ask the network. */
export interface NetworkOptions extends VaultOptions {
	readonly json?: boolean;
	readonly limit?: number;
	readonly asQuery?: boolean;
}

export interface Opened {
	readonly project: Project;
	readonly embedded: EmbeddedVault;
	readonly console: Console;
}

export function addNetworkOptions(command: Command, limit?: number): void {
	addVaultOptions(command);
	addSettings(command, "cache");
	if (limit !== undefined) {
		command.addOption(
			new Option("--limit <count>", `how many to list; 0 for all (${limit})`)
				.argParser(toLimit)
				.default(limit),
		);
	}
	command.optionsGroup("The network:");
	addSettings(command, "network");
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
	command.addOption(new Option("--json", "one JSON document"));
}

export function addAsQuery(command: Command): void {
	command.addOption(new Option("--as-query", "print the query that lists the same"));
}

function toLimit(text: string): number {
	if (/^\d{1,9}$/.test(text)) return Number(text) === 0 ? Number.POSITIVE_INFINITY : Number(text);
	throw new UsageError(`--limit: expected a whole number, found “${text}”`);
}

/** Reads the vault and embeds it; drafts take part, for the answer is for their author. */
export async function openEmbedded(
	named: string | undefined,
	options: NetworkOptions,
	command: Command,
	shell: Shell,
): Promise<Opened> {
	const { embedVault } = await import("../compile.js");
	const console = shell.console(options);
	// Where a command has --out, it is the file to write, and no setting.
	const { out: _file, ...flags } = givenSettings(command);
	const project = await openProject({
		cwd: shell.cwd,
		named: [named, options.vault],
		config: options.config,
		flags,
		remark: (text) => console.remark(`note: ${text}`),
	});
	const { vault, config } = project;
	const embedded = await embedVault({
		vault,
		config,
		onEvent: createProgress(console),
	});
	return { project, embedded, console };
}
