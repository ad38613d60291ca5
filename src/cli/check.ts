import { type Command, Option } from "commander";
import { readClock } from "../clock.js";
import type { LoadedVault } from "../load.js";
import { type Diagnostic, UsageError } from "../model/index.js";
import { version } from "../version.js";
import { harmlessJson } from "./cells.js";
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
	readonly json?: boolean;
	readonly rule?: readonly string[];
	readonly types?: boolean;
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
	command.addOption(new Option("--types", "check the types of code cells, too"));
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
	command.addOption(new Option("--json", "short for --format json").conflicts("format"));
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
	const asked = options.rule ?? [];
	mustBeRules(asked);
	const { loadVault } = await import("../load.js");
	const { config, vault } = project;
	const loaded = await loadVault({
		vault,
		config,
		onEvent: createProgress(console),
	});
	const types = options.types ? await typeFindings(loaded, config.cache) : [];
	const all = [...loaded.diagnostics, ...(await questionFindings(loaded, shell)), ...types];
	const found = sortFindings(all.filter(({ rule }) => matchesRule(rule, asked)));
	if (found.length === 0) remarkRules(loaded, asked, console);
	await print(found, loaded, project, options, console, shell);
	shell.exitCode = findingsExitCode(countFindings(found), config.strict);
}

/** Questions are asked as a compile asks them, but those for which a network would have to be learned first. */
async function questionFindings(loaded: LoadedVault, { env }: Shell): Promise<readonly Diagnostic[]> {
	const { answerQueries, asks } = await import("../answers/answer-queries.js");
	const { recallScripts } = await import("../answers/recorded-scripts.js");
	const { tablesOf } = await import("../query-graph/vault-tables.js");
	if (loaded.vault.bases.length === 0 && !loaded.notes.some(({ note }) => asks(note))) return [];
	const clock = readClock(env);
	const scripts = await recallScripts(loaded, clock);
	const { withoutHidden } = await import("../answers/public-vault.js");
	const { vault, notes } = loaded;
	const { diagnostics } = await answerQueries({
		...{ ...loaded, vault: { ...vault, notes: withoutHidden(vault.notes, notes) }, clock },
		tables: tablesOf(loaded.vault),
		...(scripts && { scripts }),
		withoutNetwork: true,
	});
	return diagnostics;
}

async function typeFindings(
	loaded: LoadedVault,
	cache: Project["config"]["cache"],
): Promise<readonly Diagnostic[]> {
	const { checkCellTypes } = await import("../vault-cells/cell-types.js");
	return checkCellTypes(loaded, cache === undefined ? {} : { cache });
}

async function print(
	diagnostics: readonly Diagnostic[],
	loaded: LoadedVault,
	project: Project,
	options: Options,
	console: Console,
	shell: Shell,
): Promise<void> {
	const source = sourceOf(loaded);
	// On GitHub paths start at the repository's root, wherever the step works.
	const root = shell.env.GITHUB_WORKSPACE ?? shell.cwd;
	const showFromRoot = (path: string) => project.showFrom(root, path);
	const notes = loaded.notes.length;
	switch (formatOf(options, shell)) {
		case "json":
			return console.print(harmlessJson({ notes, diagnostics }));
		case "sarif":
			return console.print(harmlessJson(toSarif(diagnostics, { version, show: showFromRoot, source })));
		case "github":
			return diagnostics.length === 0 ? undefined : console.print(formatGithub(diagnostics, showFromRoot));
		case "text":
			// That nothing was found is nothing that a quiet command has to say.
			if (diagnostics.length === 0 && options.quiet) return;
			return console.print(
				formatText({ diagnostics, source, show: project.show, notes }, console.width, console.paint),
			);
	}
}

function formatOf({ format, json }: Options, { env }: Shell): Format {
	if (json) return "json";
	return format ?? (env.GITHUB_ACTIONS === "true" ? "github" : "text");
}

function mustBeRules(names: readonly string[]): void {
	const malformed = names.find((name) => !/^[a-z-]+(\/[a-z-]+)?$/.test(name));
	if (malformed === undefined) return;
	throw new UsageError(
		`--rule: “${malformed}” is no rule; a rule is like link/unresolved, a family like link.`,
	);
}

/** A misspelt rule finds nothing, and must not look like a clean vault. */
function remarkRules({ diagnostics }: LoadedVault, asked: readonly string[], console: Console): void {
	if (asked.length === 0 || diagnostics.length === 0) return;
	const names = countFindings(diagnostics).rules.map(({ rule }) => rule);
	console.remark(`note: nothing of ${asked.join(", ")}; there are findings of ${names.sort().join(", ")}`);
}

function sourceOf({ vault }: LoadedVault): (path: string) => string | undefined {
	const files = [...vault.notes, ...vault.canvases, ...vault.sidecars, ...vault.bases];
	const sources = new Map(files.map(({ path, source }) => [path, source]));
	return (path) => sources.get(path);
}
