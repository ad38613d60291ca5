import { type Command, Option } from "commander";
import type { LiveVault } from "../asking/live-vault.js";
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
	const open = async () =>
		(await import("../asking/live-vault.js")).openLiveVault({
			...{ vault, config, watch: options.watch, published: options.published ?? false },
			...(config.cache !== undefined && { cache: config.cache }),
			onProblem: (error) => console.complain(describeFailure(error, console.paintRemark).text),
		});
	return { project, console, vault: openedLater(open) };
}

/** The compiler is loaded when the first question comes: an assistant is greeted before. */
function openedLater(open: () => Promise<LiveVault>): LiveVault {
	const listeners: (() => void)[] = [];
	let opening: Promise<LiveVault> | undefined;
	const opened = async (): Promise<LiveVault> => {
		opening ??= open().then((vault) => {
			for (const listener of listeners) vault.onChange(listener);
			return vault;
		});
		return opening;
	};
	return {
		current: async () => (await opened()).current(),
		embedded: async () => (await opened()).embedded(),
		onChange: (listener) => {
			listeners.push(listener);
			void opening?.then((vault) => vault.onChange(listener));
		},
		close: async () => (await opening)?.close(),
	};
}
