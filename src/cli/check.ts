import { type Command, Option } from "commander";
import type { LoadedVault } from "../compile.js";
import { UsageError } from "../model/index.js";
import type { Console } from "./console.js";
import { countFindings, findingsExitCode, matchesRule, sortFindings } from "./findings.js";
import { formatGithub } from "./format-github.js";
import { toSarif } from "./format-sarif.js";
import { formatText } from "./format-text.js";
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

interface Options extends VaultOptions {
	readonly format?: Format;
	readonly rule?: readonly string[];
}

type Format = "text" | "json" | "sarif" | "github";

const examples = `
Examples:
  $ notapse check                                the vault around this folder
  $ notapse check notes --strict                 warnings fail too
  $ notapse check notes --rule link --rule tag   only these findings
  $ notapse check notes --format sarif > notes.sarif

Exit code 1 when there are errors; with --strict also when there are warnings.`;

export function defineCheck(command: Command, shell: Shell): void {
	command.usage("[vault] [options]").argument("[vault]", "the vault's folder");
	command.optionsGroup("Checking:");
	addVaultOptions(command);
	addSettings(command, "cache", "verdict");
	command.addOption(
		new Option("--format <name>", "text, json, sarif or github").choices(["text", "json", "sarif", "github"]),
	);
	command.addOption(
		new Option("--rule <name>", "only findings of this rule or family (repeatable)").argParser(
			(name: string, before: readonly string[] | undefined) => [...(before ?? []), name],
		),
	);
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
	command.addHelpText("after", examples);
	command.action(async (vault: string | undefined, options: Options) => {
		const console = shell.console(options);
		const project = await openProject({
			cwd: shell.cwd,
			named: [vault, options.vault],
			config: options.config,
			flags: givenSettings(command),
			remark: (text) => console.remark(`note: ${text}`),
		});
		await check(project, options, console, shell);
	});
}

async function check(project: Project, options: Options, console: Console, shell: Shell): Promise<void> {
	const { loadVault, version } = await import("../compile.js");
	const { config, vault } = project;
	const signal = shell.interruptible();
	const loaded = await loadVault({
		vault,
		config,
		...(config.cache !== undefined && { cache: config.cache }),
		onEvent: createProgress(console),
		signal,
	});
	const diagnostics = select(loaded, options);
	const source = sourceOf(loaded);
	const show = (path: string) => project.show(path);
	const format = options.format ?? (shell.env.GITHUB_ACTIONS === "true" ? "github" : "text");
	const view = { diagnostics, source, show, notes: loaded.notes.length };
	if (format === "text")
		say(formatText(view, console.width, console.paint), options, diagnostics.length, console);
	else if (format === "json") console.print(JSON.stringify({ notes: view.notes, diagnostics }));
	else if (format === "sarif") console.print(JSON.stringify(toSarif(diagnostics, { version, show, source })));
	else if (diagnostics.length > 0) console.print(formatGithub(diagnostics, show));
	shell.exitCode = findingsExitCode(countFindings(diagnostics), config.strict);
}

/** Nothing found is nothing that a quiet command has to say. */
function say(text: string, { quiet }: Options, found: number, console: Console): void {
	if (found > 0 || !quiet) console.print(text);
}

function select({ diagnostics }: LoadedVault, { rule = [] }: Options): ReturnType<typeof sortFindings> {
	const malformed = rule.find((name) => !/^[a-z-]+(\/[a-z-]+)?$/.test(name));
	if (malformed !== undefined) {
		throw new UsageError(
			`--rule: “${malformed}” is no rule; rules look like link/unresolved, families like link.`,
		);
	}
	return sortFindings(diagnostics.filter((diagnostic) => matchesRule(diagnostic.rule, rule)));
}

function sourceOf({ vault }: LoadedVault): (path: string) => string | undefined {
	const sources = new Map([...vault.notes, ...vault.canvases].map(({ path, source }) => [path, source]));
	return (path) => sources.get(path);
}
