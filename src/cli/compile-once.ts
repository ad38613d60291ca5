import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CompileEvent, CompileOptions, CompileResult } from "../compile.js";
import { type Diagnostic, OutputError } from "../model/index.js";
import { harmless, harmlessJson } from "./cells.js";
import {
	findingsLine,
	nextSteps,
	outputLine,
	type ParseCount,
	seconds,
	stageLines,
	timingTable,
	wallTime,
} from "./compile-summary.js";
import type { Console } from "./console.js";
import { countFindings, findingsExitCode, sortFindings, thousands } from "./findings.js";
import { formatFinding } from "./format-text.js";
import type { VaultOptions } from "./options.js";
import { createJsonProgress, createProgress } from "./progress.js";
import { type Project, shellWord, showPath } from "./project.js";
import type { Shell } from "./shell.js";

export interface CompileCommandOptions extends VaultOptions {
	readonly watch?: boolean;
	/** A port, or true for any. */
	readonly serve?: string | true;
	readonly host?: string;
	readonly trust?: boolean;
	readonly force?: boolean;
	readonly dryRun?: boolean;
	readonly list?: boolean;
	readonly timings?: boolean;
	readonly report?: string;
	readonly json?: boolean;
	/** As it was typed; the configuration has the folder. */
	readonly out?: string;
}

/** One call of `notapse compile`. */
export interface Job {
	readonly project: Project;
	readonly options: CompileCommandOptions;
	readonly console: Console;
	readonly shell: Shell;
}

/** Compiles, says what happened, and sets the exit code. */
export async function compileOnce(job: Job): Promise<CompileResult> {
	const { compile, version } = await import("../compile.js");
	const { options, console, project, shell } = job;
	const signal = shell.interruptible();
	if (!options.json) {
		console.remark(
			`  ${console.paintRemark("bold", `notapse ${version}`)} · vault ${harmless(project.name)}`,
		);
	}
	const log = createLog();
	const result = await Promise.race([compile(compileOptions(job, signal, log)), interruption(signal, log)]);
	signal.throwIfAborted();
	await writeReport(job, result);
	if (options.json) console.print(harmlessJson(toDocument(job, result)));
	else describe(job, result, log);
	shell.exitCode = project.config.strict ? findingsExitCode(countFindings(result.diagnostics), true) : 0;
	return result;
}

/** What a command remembers of the events of a build. */
export interface BuildLog extends ParseCount {
	/** Whether the output is being exchanged. */
	writing: boolean;
}

export function createLog(): BuildLog {
	return { done: 0, cached: 0, writing: false };
}

/** Fails at Ctrl-C, but never while the output is being exchanged: that is finished first. */
function interruption(signal: AbortSignal, log: BuildLog): Promise<never> {
	return new Promise((_resolve, reject) => {
		const stop = () => {
			if (!log.writing) reject(signal.reason);
		};
		if (signal.aborted) stop();
		else signal.addEventListener("abort", stop, { once: true });
	});
}

export function compileOptions(job: Job, signal: AbortSignal, log: BuildLog): CompileOptions {
	const { project, options, console } = job;
	const { config, vault } = project;
	const progress = options.json ? createJsonProgress(console) : createProgress(console);
	return {
		vault,
		out: config.out,
		config,
		trust: options.trust ?? false,
		force: options.force ?? false,
		dryRun: options.dryRun ?? false,
		signal,
		onEvent: (event) => {
			note(event, log);
			progress(event);
		},
	};
}

function note(event: CompileEvent, log: BuildLog): void {
	if (event.stage === "write") log.writing = event.kind !== "stage-end";
	if (event.stage !== "parse" || event.kind !== "stage-end") return;
	log.done = event.done;
	log.cached = event.cached ?? 0;
}

/** `--report FILE`. */
export async function writeReport({ options, shell }: Job, { report }: CompileResult): Promise<void> {
	if (options.report === undefined) return;
	const file = resolve(shell.cwd, options.report);
	try {
		await writeFile(file, `${JSON.stringify(report, null, "\t")}\n`);
	} catch (cause) {
		throw new OutputError(`The report cannot be written to ${options.report}.`, { cause });
	}
}

/** What `--json` prints; see docs/cli.md. */
export function toDocument({ project, options, shell }: Job, result: CompileResult): object {
	const { error, warning, info } = countFindings(result.diagnostics);
	return {
		vault: project.vault,
		out: showPath(shell.cwd, project.config.out),
		upToDate: result.upToDate,
		summary: result.summary,
		findings: { error, warning, info },
		diagnostics: result.diagnostics,
		...(options.timings && { timings: result.timings }),
	};
}

function describe(
	{ project, options, console, shell }: Job,
	result: CompileResult,
	parsed: ParseCount,
): void {
	const { paint, paintRemark } = console;
	for (const line of stageLines(result, parsed, paintRemark)) console.remark(line);
	if (options.timings) {
		for (const line of ["", ...timingTable(result.timings, paintRemark)]) console.remark(line);
	}
	console.remark("");
	if (options.list) for (const path of result.summary.paths ?? []) console.print(harmless(path));
	else if (!options.quiet) {
		const out = showPath(shell.cwd, project.config.out);
		console.print(outputLine(result, out, options.dryRun ?? false, paint));
	}
	for (const text of siteFindings(result, project, console)) console.remark(text);
	const findings = findingsLine(result, paintRemark);
	console.remark(
		[...(findings === undefined ? [] : [findings]), `  Done in ${seconds(wallTime(result.timings))}`].join(
			"\n",
		),
	);
	const steps = stepsFrom(project, options, shell, result);
	if (steps.length > 0) console.remark(nextSteps(steps, paintRemark, console.width).join("\n"));
}

const siteFindingsLimit = 5;

/** What is wrong with the site and not with its notes: `check` makes no site, and cannot say it. */
function siteFindings({ diagnostics }: CompileResult, { show }: Project, console: Console): string[] {
	const found = diagnostics.filter((diagnostic) => !isOfNotes(diagnostic) && diagnostic.severity !== "info");
	const view = { show, source: () => undefined };
	const texts = sortFindings(found)
		.slice(0, siteFindingsLimit)
		.map((diagnostic) => formatFinding(diagnostic, view, console.width, console.paintRemark));
	const more = found.length - texts.length;
	return [
		...texts,
		...(more > 0 ? [`and ${thousands(more)} more about the site: --json has all of them`] : []),
		...(found.length > 0 ? [""] : []),
	];
}

function isOfNotes({ rule }: Diagnostic): boolean {
	return !rule.startsWith("site/");
}

function stepsFrom(
	project: Project,
	options: CompileCommandOptions,
	shell: Shell,
	{ diagnostics, summary }: CompileResult,
): [string, string][] {
	const { config, out } = options;
	const command = (name: string, ...words: readonly string[]) =>
		[shell.program, name, ...project.argument, ...flag("--config", config), ...words].join(" ");
	const steps: [string, string][] = [];
	if (!options.dryRun && options.serve === undefined) {
		steps.push([
			showPath(shell.cwd, `${project.config.out}/index.html`),
			"open it: the site needs no server",
		]);
		steps.push([command("compile", ...flag("--out", out), "--serve", "--watch"), "see it while you write"]);
	}
	const { cells, programs } = summary;
	const canRun = [cells, programs].some((known) => known && known.stale + known.unknown > 0);
	if (canRun) steps.push([runCommand(project, options, shell), "run what is not up to date"]);
	if (diagnostics.some(isOfNotes)) steps.push([command("check"), "see what to mend"]);
	return steps;
}

/** Its arguments are notes. */
function runCommand({ argument }: Project, { config }: CompileCommandOptions, { program }: Shell): string {
	const vault = argument.length === 0 ? [] : ["--vault", ...argument];
	return [program, "run", ...vault, ...flag("--config", config)].join(" ");
}

/** A flag as it was given, for a command that is to mean the same. */
function flag(name: string, value: string | undefined): string[] {
	return value === undefined ? [] : [name, shellWord(value)];
}
