import { writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { LoadedVault } from "../load.js";
import { OutputError } from "../model/index.js";
import type { Console } from "./console.js";
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

const formats = ["json", "graphml", "gexf", "dot", "csv"] as const;

type Format = (typeof formats)[number];

interface Options extends VaultOptions {
	readonly format?: Format;
	/** A file; not the configuration's `out`. */
	readonly out?: string;
}

const examples = `
Examples:
  $ notapse graph notes > notes.json                   graphology's JSON
  $ notapse graph notes --out notes.gexf               for Gephi
  $ notapse graph notes --format dot | dot -Tsvg       a drawing by Graphviz`;

export function defineGraph(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the vault's folder");
	command.optionsGroup("Exporting:");
	addVaultOptions(command);
	addSettings(command, "cache");
	command.addOption(
		new Option("--format <name>", `${formats.join(", ")} (as the file ends)`).choices(formats),
	);
	command.addOption(new Option("--out <file>", "write to a file (standard output)"));
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
	command.addHelpText("after", examples);
	command.action(async (vault: string | undefined, options: Options) => {
		const { exportGraph } = await import("../load.js");
		const console = shell.console(options);
		const { graph } = await load(vault, options, console, command, shell);
		const text = exportGraph(graph, options.format ?? formatFor(options.out));
		if (options.out === undefined) console.print(text.replace(/\n$/, ""));
		else await save(text, options.out, shell);
		const { order, size } = graph.graph;
		console.remark(`  ${plural(order, "concept")}, ${plural(size, "relation")}`);
	});
}

/** Who writes `notes.gexf` wants it to hold GEXF. */
function formatFor(file: string | undefined): Format {
	const ending = extname(file ?? "").slice(1);
	return formats.find((format) => format === ending.toLowerCase()) ?? "json";
}

async function load(
	argument: string | undefined,
	options: Options,
	console: Console,
	command: Command,
	shell: Shell,
): Promise<LoadedVault> {
	const { loadVault } = await import("../load.js");
	// Here --out is the file to write, and no setting.
	const { out: _file, ...flags } = givenSettings(command);
	const { vault, config } = await openProject({
		cwd: shell.cwd,
		named: [argument, options.vault],
		config: options.config,
		flags,
		remark: (text) => console.remark(`note: ${text}`),
	});
	return loadVault({
		vault,
		config,
		onEvent: createProgress(console),
	});
}

async function save(text: string, file: string, { cwd }: Shell): Promise<void> {
	try {
		await writeFile(resolve(cwd, file), text);
	} catch (cause) {
		throw new OutputError(`The graph cannot be written to ${file}.`, { cause });
	}
}
