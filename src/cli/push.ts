import { type Command, Option } from "commander";
import { UsageError } from "../model/index.js";
import { savedFile } from "../remote/saved-address.js";
import { harmless } from "./cells.js";
import { bytes } from "./compile-summary.js";
import { plural, thousands } from "./findings.js";
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
	readonly rebuild?: boolean;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ notapse push postgres://me@db.example.org/notes
  $ notapse push 'postgres://localhost/notes?schema=work' --vault ~/work
  $ notapse push notes.graph && notapse hubs --backend notes.graph
  $ notapse push bolt://localhost:7687           Neo4j, Memgraph
  $ notapse path LSTM GRU --backend postgres://me@db.example.org/notes

Passwords are taken from PGPASSWORD or ~/.pgpass where the address has none.
Only what has changed travels; a push that was cut short goes on when it is
called again.`;

export function definePush(command: Command, shell: Shell): void {
	command
		.usage("[url] [options]")
		.argument("[url]", "the database, or a file as in notes.graph (the configuration's backend)");
	command.optionsGroup("Pushing:");
	addVaultOptions(command);
	addSettings(command, "cache");
	command.addOption(new Option("--rebuild", "drop what was pushed there, and load all again"));
	command.addOption(new Option("--no-embed", "without what the network learns"));
	command.addOption(new Option("--json", "one JSON document"));
	command.optionsGroup("The network:");
	addSettings(command, "network");
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
	command.addHelpText("after", examples);
	command.action(async (url: string | undefined, options: Options) => {
		const console = shell.console(options);
		const { vault, config } = await openProject({
			cwd: shell.cwd,
			named: [options.vault],
			config: options.config,
			flags: givenSettings(command),
			remark: (text) => console.remark(`note: ${text}`),
		});
		const address = url ?? config.backend;
		if (address === undefined)
			throw new UsageError("Name a database or a file, as in notapse push postgres://user@host/database");
		const file = savedFile(address);
		if (file !== undefined) {
			const { saveVault } = await import("../remote/save-vault.js");
			const cache = config.cache === undefined ? {} : { cache: config.cache };
			const saved = await saveVault({ vault, config, ...cache, file, onEvent: createProgress(console) });
			if (options.json) return console.print(JSON.stringify(saved));
			const counts = `${plural(saved.nodes, "node")}, ${plural(saved.relationships, "relationship")}`;
			return console.print(`${harmless(file)} · ${counts} · ${bytes(saved.bytes)}`);
		}
		const { pushVault } = await import("../remote/push-vault.js");
		const pushed = await pushVault({
			...{ vault, config, address, rebuild: options.rebuild ?? false },
			...(config.cache !== undefined && { cache: config.cache }),
			onEvent: createProgress(console),
			onProgress: (sent, total) =>
				console.redraw(sent < total ? `  … push    ${thousands(sent)}/${thousands(total)}` : ""),
			signal: shell.interruptible(),
		});
		if (options.json) return console.print(JSON.stringify(pushed));
		const { version, changed, parts, removed, resumed, nodes, relationships, shown } = pushed;
		const news =
			changed + removed === 0
				? "nothing has changed"
				: `${thousands(changed)} of ${plural(parts, "part")} sent, ${thousands(removed)} gone` +
					(resumed > 0 ? `, ${thousands(resumed)} were there from before` : "");
		console.print(
			`version ${version} · ${plural(nodes, "node")}, ${plural(relationships, "relationship")} · ${news}`,
		);
		console.remark(`  ${harmless(shown)}`);
	});
}
