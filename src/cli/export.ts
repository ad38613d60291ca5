import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { OutputError, UsageError } from "../model/index.js";
import type { ExportKind } from "../remote/export-vault.js";
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

interface Options extends VaultOptions, Partial<Record<"parquet" | "turtle" | "jsonld" | "csv", boolean>> {
	/** A folder; not the configuration's `out`. */
	readonly out?: string;
}

const kinds: Readonly<Record<ExportKind, string>> = {
	parquet: "entities and relationships (GraphRAG), vertices and edges (GraphFrames)",
	turtle: "graph.ttl: schema.org and SKOS",
	jsonld: "graph.jsonld: the same",
	csv: "tables, and load.cypher, which loads them into Neo4j",
};

const examples = `
Examples:
  $ notapse export notes --parquet --out tables
  $ notapse export notes --turtle --jsonld --out public \\
      --base-url https://example.org/notes/

For GraphML, GEXF, DOT and graphology's JSON: notapse graph`;

export function defineExport(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the vault's folder");
	command.optionsGroup("Exporting:");
	for (const [kind, about] of Object.entries(kinds)) command.addOption(new Option(`--${kind}`, about));
	command.addOption(new Option("--out <folder>", "where to write (this folder)"));
	command.addOption(new Option("--base-url <url>", "where the site lives: the addresses of linked data"));
	addVaultOptions(command);
	addSettings(command, "cache");
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
	command.addHelpText("after", examples);
	command.action(async (named: string | undefined, options: Options) => {
		const wanted = (Object.keys(kinds) as ExportKind[]).filter((kind) => options[kind]);
		if (wanted.length === 0)
			throw new UsageError(
				`Say what to export: ${Object.keys(kinds)
					.map((kind) => `--${kind}`)
					.join(", ")}.`,
			);
		const { exportVault } = await import("../remote/export-vault.js");
		const console = shell.console(options);
		// Here --out is the folder to write to, and no setting.
		const { out: _folder, ...flags } = givenSettings(command);
		const { vault, config } = await openProject({
			cwd: shell.cwd,
			named: [named, options.vault],
			config: options.config,
			flags,
			remark: (text) => console.remark(`note: ${text}`),
		});
		const folder = resolve(shell.cwd, options.out ?? ".");
		const files = await exportVault({ vault, config, onEvent: createProgress(console) }, wanted);
		try {
			await mkdir(folder, { recursive: true });
			for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
		} catch (cause) {
			throw new OutputError(`The files cannot be written to ${options.out ?? "this folder"}.`, { cause });
		}
		for (const name of files.keys()) console.print(name);
		console.remark(`  ${plural(files.size, "file")}`);
	});
}
