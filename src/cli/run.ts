import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { titleIn } from "../concepts/concept-record.js";
import { type Diagnostic, nearestName, OutputError, placeOfLine, UsageError } from "../model/index.js";
import type { ParamValues, RanVault, RunMemory, RunVaultOptions } from "../run.js";
import { harmless, harmlessJson } from "./cells.js";
import type { Console } from "./console.js";
import { describeFailure } from "./failure.js";
import { countFindings, findingsExitCode, plural, sortFindings } from "./findings.js";
import { formatFinding } from "./format-text.js";
import { typedConcept } from "./named-concept.js";
import {
	addCommonOptions,
	addSettings,
	addVaultOptions,
	givenSettings,
	type VaultOptions,
} from "./options.js";
import { createJsonProgress, createProgress } from "./progress.js";
import { openProject, type Project, showPath } from "./project.js";
import { createRunLog, type RunLog } from "./run-log.js";
import { type CellCounts, noCells, outputLines, runSummary, testReport } from "./run-text.js";
import type { Shell } from "./shell.js";

interface Options extends VaultOptions {
	readonly jobs?: number;
	readonly force?: boolean;
	readonly param?: ParamValues;
	readonly test?: boolean;
	readonly types?: boolean;
	readonly trust?: boolean;
	readonly watch?: boolean;
	readonly export?: "ipynb";
	readonly out?: string;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ notapse run                            what is stale in the vault
  $ notapse run LSTM                       one note, and what its cells gave
  $ notapse run LSTM#cec --param bias=5    one cell with another value; not kept
  $ notapse run --test                     run, and report every test
  $ notapse run --export ipynb --out nb    notebooks of all notes with cells

Programs for Dataview (dataviewjs) in published notes are run like cells.
Nothing can leave the sandbox: no files, no network, no other programs.
Exit code 1 when a cell, a program or a test fails or cannot run.`;

export function defineRun(command: Command, shell: Shell): void {
	command.usage("[note...] [options]");
	command.argument("[note...]", "titles, aliases or paths of notes; with #id, one cell (all)");
	command.optionsGroup("Running:");
	command.addOption(
		new Option(
			"-j, --jobs <count>",
			`how many engines at once (${availableParallelism()}, as many as processors)`,
		).argParser(toJobs),
	);
	command.addOption(new Option("-f, --force", "run also what has a result"));
	command.addOption(
		new Option(
			"--param <name=value>",
			"another value for a param (repeatable); results are not kept",
		).argParser(toParam),
	);
	command.addOption(new Option("--test", "report every test"));
	command.addOption(new Option("--types", "check the types of cells, across notes"));
	command.addOption(new Option("--trust", "run in Node with your rights; see notapse trust"));
	command.addOption(new Option("-w, --watch", "run again when the vault changes"));
	command.addOption(
		new Option("--export <format>", "write the notes as notebooks: ipynb").choices(["ipynb"]),
	);
	command.addOption(new Option("--out <folder>", "where to (notebooks)"));
	command.optionsGroup("Reading the vault:");
	addVaultOptions(command);
	addSettings(command, "cache", "vault", "note");
	addCommonOptions(command);
	command.addOption(new Option("--json", "one JSON document, with all results"));
	command.addHelpText("after", examples);
	command.action((notes: readonly string[], options: Options) => run(notes, options, command, shell));
}

/** One call of `notapse run`. */
interface Job {
	readonly project: Project;
	readonly options: Options;
	readonly names: readonly string[];
	readonly console: Console;
	readonly shell: Shell;
	/** `--watch`. */
	readonly isLive?: boolean;
	/** Of `--watch`: there from its first run on. */
	memory?: RunMemory;
}

async function run(
	names: readonly string[],
	options: Options,
	command: Command,
	shell: Shell,
): Promise<void> {
	if (options.out !== undefined && options.export === undefined)
		throw new UsageError("--out says where notebooks go: it needs --export ipynb.");
	const console = shell.console(options);
	const { out: _folder, ...flags } = givenSettings(command);
	const project = await openProject({
		cwd: shell.cwd,
		named: [options.vault],
		config: options.config,
		flags,
		remark: (text) => console.remark(`note: ${text}`),
	});
	const job: Job = { project, options, names, console, shell };
	if (options.watch) await runLive({ ...job, isLive: true });
	else await runOnce(job, shell.interruptible());
}

/** `--watch`: goes on until Ctrl-C. What is wrong is told, and mended by the next change. */
async function runLive(job: Job): Promise<never> {
	const { watchFolder } = await import("../watch-folder.js");
	const { console, project, shell } = job;
	const signal = shell.interruptible();
	const records = join(project.vault, ".notapse");
	const watcher = await watchFolder(
		resolve(project.vault),
		(path) => path.startsWith(records),
		async () => {
			try {
				await runOnce(job, signal);
			} catch (error) {
				if (!signal.aborted) console.complain(describeFailure(error, console.paintRemark).text);
			}
		},
	);
	if (!signal.aborted) console.remark(`  ${console.paintRemark("dim", "watching the vault; Ctrl-C ends")}`);
	await new Promise<void>((stop) => {
		if (signal.aborted) stop();
		else signal.addEventListener("abort", () => stop(), { once: true });
	});
	await watcher.close();
	await job.memory?.close();
	throw signal.reason;
}

async function runOnce(job: Job, signal: AbortSignal): Promise<void> {
	const { recallAllWell, rememberAllWell } = await import("../all-well.js");
	const { project, options, console, shell } = job;
	const start = performance.now();
	const isPlain = isPlainRun(job);
	// The first of several reads what the others will find in memory.
	const mayEnd = isPlain && (!job.isLive || job.memory !== undefined);
	const { vault, well } = mayEnd ? await recallAllWell(loadOptions(job, signal)) : {};
	if (well !== undefined) {
		if (well === 0) return console.remark(noCells);
		const counts = {
			ran: 0,
			programs: 0,
			unchanged: well,
			failed: 0,
			blocked: 0,
			impossible: 0,
			testsFailed: 0,
		};
		console.remark(runSummary(counts, performance.now() - start, console.paintRemark));
		return;
	}
	const { openRunMemory, runVault } = await import("../run.js");
	if (job.isLive) job.memory ??= openRunMemory(loadOptions(job, signal));
	const log = createRunLog(console, options.json ?? false);
	const ran = await runVault({
		...runOptions(job, signal, log),
		...(vault !== undefined && { known: vault }),
		...(job.memory !== undefined && { memory: job.memory }),
	});
	log.end();
	signal.throwIfAborted();
	mustBeParams(options.param ?? [], ran);

	const types = options.types ? await typeFindings(ran, job, signal) : [];
	const findings = sortFindings([...ran.diagnostics, ...types]);
	if (options.export !== undefined) await writeNotebooks(ran, job);
	if (options.json) console.print(harmlessJson(toDocument(ran, findings, project)));
	else describe(ran, findings, job, performance.now() - start);
	const counts = countFindings(findings);
	if (isPlain && counts.error + counts.warning === 0) await rememberAllWell(loadOptions(job, signal), ran);
	const { failed, impossible } = countCells(ran);
	shell.exitCode = failed + impossible > 0 ? 1 : findingsExitCode(counts, false);
}

/** What is wrong with the types of what was asked for. */
async function typeFindings(ran: RanVault, job: Job, signal: AbortSignal): Promise<readonly Diagnostic[]> {
	const { checkCellTypes } = await import("../vault-cells/cell-types.js");
	const { cache } = job.project.config;
	const findings = await checkCellTypes(ran, { signal, ...(cache !== undefined && { cache }) });
	if (job.names.length === 0) return findings;
	const asked = new Set(ran.chosen.map((cell) => ran.plan.cells[cell]!.compiled.cell.path));
	return findings.filter(({ path }) => path !== undefined && asked.has(path));
}

/** A misspelt name changes nothing, and must not look as if it had. */
function mustBeParams(given: ParamValues, { results }: RanVault): void {
	const known = [...new Set(results.flatMap(({ record }) => (record?.params ?? []).map(({ name }) => name)))];
	const unknown = given.find(([name]) => !known.includes(name))?.[0];
	if (unknown === undefined) return;
	const meant = nearestName(unknown, known);
	const hint =
		meant === undefined
			? `there ${known.length === 0 ? "is none" : `are ${known.join(", ")}`}`
			: `did you mean ${meant}?`;
	throw new UsageError(`--param: no cell has a param “${unknown}”.`, { hint });
}

/** A run of everything that has nothing to say when all is well. */
function isPlainRun({ options, names }: Job): boolean {
	const { force, param, test, types, trust, json } = options;
	return (
		names.length === 0 &&
		options.export === undefined &&
		![force, param, test, types, trust, json].some(Boolean)
	);
}

function loadOptions({ project: { vault, config } }: Job, signal: AbortSignal) {
	return { vault, config, signal };
}

function runOptions(job: Job, signal: AbortSignal, log: RunLog): RunVaultOptions {
	const { project, options, names, console, shell } = job;
	return {
		...loadOptions(job, signal),
		...(names.length > 0 && {
			choose: (loaded, finder) => choose(names, loaded, finder, { project, shell }),
		}),
		trusted: options.trust ?? false,
		...(options.jobs !== undefined && { jobs: options.jobs }),
		rerun: options.force ?? false,
		...(options.param !== undefined && { params: options.param }),
		onEvent: options.json ? createJsonProgress(console) : createProgress(console),
		onRun: log.event,
	};
}

/** The cells of the notes that somebody names, or of each only the one behind `#`. */
function choose(
	names: readonly string[],
	{ plan, graph }: Parameters<NonNullable<RunVaultOptions["choose"]>>[0],
	finder: Parameters<NonNullable<RunVaultOptions["choose"]>>[1],
	{ project, shell }: Pick<Job, "project" | "shell">,
): number[] {
	const titleOf = titleIn(graph);
	const chosen = new Set<number>();
	for (const name of names) {
		const [, typed = name, id] = /^(.+?)#([^#]+)$/.exec(name) ?? [];
		const note = typedConcept(typed, { finder, graph }, { project, shell });
		const own = [...plan.cells.keys()].filter((cell) => plan.cells[cell]!.note === note);
		if (own.length === 0) throw new UsageError(`${titleOf(note)} has no cells.`, { hint: cellsHint });
		const meant = own.filter((cell) => {
			const { index, compiled } = plan.cells[cell]!;
			return id === undefined || compiled.cell.id === id || String(index + 1) === id;
		});
		if (meant.length === 0) {
			const ids = own.map(
				(cell) => plan.cells[cell]!.compiled.cell.id ?? String(plan.cells[cell]!.index + 1),
			);
			throw new UsageError(`${titleOf(note)} has no cell “${id}”.`, { hint: `it has ${ids.join(", ")}` });
		}
		for (const cell of meant) chosen.add(cell);
	}
	return [...chosen].sort((a, b) => a - b);
}

const cellsHint = "a cell is a fence that says so: ```ts cell";

function describe(ran: RanVault, findings: readonly Diagnostic[], job: Job, milliseconds: number): void {
	const { options, project, console, names } = job;
	const { paint, paintRemark, width } = console;
	const { plan, results, chosen } = ran;
	const nameOf = (cell: number) => ran.nameOf(cell);
	if (options.test) {
		const view = { nameOf, show: project.show, paint, width };
		console.print(testReport(plan, results, chosen, view).join("\n"));
	} else if (names.length > 0 && !options.quiet) {
		const lines = chosen.flatMap((cell) => outputLines(nameOf(cell), results[cell]!, paint));
		if (lines.length > 0) console.print(lines.join("\n"));
	}
	const sources = sourcesOf(ran);
	const view = { source: (path: string) => sources.get(path), show: project.show };
	// Tests are told by the report, and remarks by `notapse check`.
	const told = findings.filter(
		({ rule, severity }) => severity !== "info" && !(options.test && rule === "cell/test-failed"),
	);
	const texts = told.map((finding) => formatFinding(finding, view, width, paint));
	if (texts.length > 0) console.print(`${texts.join("\n\n")}\n`);
	const isEmpty = plan.cells.length === 0;
	console.remark(isEmpty ? noCells : runSummary(countCells(ran), milliseconds, paintRemark));
}

function countCells({ plan, results, ran, chosen }: RanVault): CellCounts {
	const hasRun = new Set(ran);
	const testsOf = (cell: number) =>
		results[cell]!.state === "fresh" ? (results[cell]!.record?.tests ?? []) : [];
	const bad = (cell: number) => {
		const { state, record } = results[cell]!;
		return (
			state === "fresh" && record?.status !== "ok" && !plan.cells[cell]!.compiled.cell.options.expectError
		);
	};
	return {
		ran: ran.length,
		programs: ran.filter((cell) => plan.cells[cell]!.script !== undefined).length,
		unchanged: chosen.filter((cell) => !hasRun.has(cell) && results[cell]!.state === "fresh").length,
		failed: chosen.filter(bad).length,
		blocked: chosen.filter((cell) => results[cell]!.blockedBy !== undefined).length,
		impossible: chosen.filter(
			(cell) => results[cell]!.state !== "fresh" && results[cell]!.blockedBy === undefined,
		).length,
		testsFailed: chosen.flatMap(testsOf).filter(({ ok }) => !ok).length,
	};
}

function sourcesOf({ vault }: RanVault): ReadonlyMap<string, string> {
	return new Map([...vault.notes, ...vault.sidecars].map(({ path, source }) => [path, source]));
}

function toDocument(ran: RanVault, diagnostics: readonly Diagnostic[], { show }: Project): object {
	const hasRun = new Set(ran.ran);
	const cells = ran.chosen.map((cell) => {
		const { note, index, compiled, key } = ran.plan.cells[cell]!;
		const { state, record, blockedBy } = ran.results[cell]!;
		const { path, id, language } = compiled.cell;
		const milliseconds = ran.timings.get(cell);
		return {
			...{
				note,
				cell: id ?? index + 1,
				path: show(path),
				line: placeOfLine(compiled.cell, 1, 1).line,
				language,
			},
			...{ state, ran: hasRun.has(cell), key },
			...(milliseconds !== undefined && { milliseconds }),
			...(blockedBy !== undefined && { blockedBy: ran.nameOf(blockedBy) }),
			...(record !== undefined && { record }),
		};
	});
	const tests = cells.flatMap(({ record, state }) => (state === "fresh" ? (record?.tests ?? []) : []));
	const { testsFailed, programs: _programs, ...counts } = countCells(ran);
	return {
		cells,
		...counts,
		tests: { passed: tests.length - testsFailed, failed: testsFailed },
		diagnostics,
	};
}

/** One notebook for each note that has chosen cells, in the folders of the vault. */
async function writeNotebooks(ran: RanVault, { options, console, shell }: Job): Promise<void> {
	const { toNotebook } = await import("../run.js");
	const folder = resolve(shell.cwd, options.out ?? "notebooks");
	const sources = sourcesOf(ran);
	const titles = new Map(ran.notes.map(({ note }) => [note.path, note.title]));
	const notes = [...new Set(ran.chosen.map((cell) => ran.plan.cells[cell]!.note))].sort();
	for (const path of notes) {
		const own = [...ran.plan.cells.keys()]
			.filter((cell) => ran.plan.cells[cell]!.note === path)
			.sort((a, b) => ran.plan.cells[a]!.index - ran.plan.cells[b]!.index);
		const text = toNotebook({
			source: sources.get(path) ?? "",
			title: titles.get(path) ?? path,
			cells: own.map((cell) => {
				const { state, record } = ran.results[cell]!;
				const { compiled } = ran.plan.cells[cell]!;
				return state === "fresh" && record !== undefined ? { compiled, record } : { compiled };
			}),
		});
		const file = join(folder, path.replace(/\.md$/i, ".ipynb"));
		try {
			await mkdir(dirname(file), { recursive: true });
			await writeFile(file, text);
		} catch (cause) {
			throw new OutputError(`The notebook cannot be written to ${showPath(shell.cwd, file)}.`, { cause });
		}
	}
	const shown = harmless(showPath(shell.cwd, folder));
	console.remark(`  wrote ${plural(notes.length, "notebook")} to ${shown}/`);
}

function toJobs(text: string): number {
	if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
	throw new UsageError(`--jobs: expected a whole number from 1, found “${text}”`);
}

/** `rate=0.1`, `cell=gru`, `bias=true`: what looks like a number is one. */
function toParam(text: string, before: ParamValues | undefined): ParamValues {
	const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
	if (name === undefined || value === undefined)
		throw new UsageError(`--param: expected name=value, found “${text}”`);
	const number = value.trim() === "" ? Number.NaN : Number(value);
	const read =
		value === "true" || value === "false" ? value === "true" : Number.isFinite(number) ? number : value;
	const others = (before ?? []).filter(([known]) => known !== name);
	return [...others, [name, read] as const].sort(([a], [b]) => (a < b ? -1 : 1));
}
