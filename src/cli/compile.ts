import { type Command, Option } from "commander";
import { UsageError } from "../model/index.js";
import { type CompileCommandOptions, compileOnce, type Job } from "./compile-once.js";
import { addCommonOptions, addSettings, addVaultOptions, givenSettings } from "./options.js";
import { openProject } from "./project.js";
import type { Shell } from "./shell.js";

const examples = `
Examples:
  $ notapse compile ~/notes                  write the site to ./output
  $ notapse compile notes --serve --watch    look at it, and see every change
  $ notapse compile notes --strict           fail when there are dead links
  $ notapse compile notes --out public --base-url https://example.org/notes/`;

export function defineCompile(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the vault's folder");
	command.optionsGroup("Compiling:");
	addVaultOptions(command);
	addSettings(command, "output");
	command.addOption(new Option("--watch", "compile again when something changes"));
	command.addOption(new Option("--serve [port]", "show the site on this machine (port 4747)"));
	command.addOption(new Option("--host <address>", "show it to other machines too"));
	command.addOption(new Option("--trust", "publish raw HTML as it stands: its scripts will run"));
	command.addOption(new Option("--force", "make everything again"));
	command.addOption(new Option("--dry-run", "do everything but write"));
	command.addOption(new Option("--list", "with --dry-run: print the path of every file"));
	command.addOption(new Option("--report <file>", "write what became of every note, link and file"));
	addSettings(command, "cache", "verdict");
	command.optionsGroup("The site:");
	addSettings(command, "site");
	command.optionsGroup("The network:");
	addSettings(command, "network");
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
	command.addOption(new Option("--timings", "show where the time went"));
	command.addOption(new Option("--json", "one JSON document on stdout, events on stderr"));
	command.addHelpText("after", examples);
	command.action(async (vault: string | undefined, options: CompileCommandOptions) => {
		const job = await prepare(vault, options, command, shell);
		if (job.options.watch || job.options.serve !== undefined) {
			const { compileLive } = await import("./compile-live.js");
			await compileLive(job);
		} else await compileOnce(job);
	});
}

async function prepare(
	argument: string | undefined,
	given: CompileCommandOptions,
	command: Command,
	shell: Shell,
): Promise<Job> {
	const { vault, options } = untangle(argument, given);
	const console = shell.console(options);
	const project = await openProject({
		cwd: shell.cwd,
		named: [vault, options.vault],
		config: options.config,
		flags: givenSettings(command),
		remark: (text) =>
			console.remark(options.json ? JSON.stringify({ kind: "remark", text }) : `note: ${text}`),
	});
	return { project, options, console, shell };
}

/** `--serve notes` means `notes --serve`: a port is a number. */
function untangle(
	vault: string | undefined,
	options: CompileCommandOptions,
): { vault: string | undefined; options: CompileCommandOptions } {
	const { serve, dryRun, list } = options;
	if (dryRun && (options.watch || serve !== undefined)) {
		throw new UsageError("--dry-run writes nothing: there would be nothing to watch or serve.");
	}
	if (list && !dryRun) throw new UsageError("--list belongs to --dry-run.");
	if (options.host !== undefined && serve === undefined) throw new UsageError("--host belongs to --serve.");
	if (typeof serve !== "string" || isPort(serve)) return { vault, options };
	if (vault === undefined && !/^\d+$/.test(serve))
		return { vault: serve, options: { ...options, serve: true } };
	throw new UsageError(`--serve: “${serve}” is no port, which is a number from 1 to 65535.`);
}

function isPort(text: string): boolean {
	return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
}
