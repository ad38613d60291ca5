import type { CompileResult, CompileSummary, EmbeddingSummary, Stage, Timing } from "../compile.js";
import { cells, harmless, padEnd, padStart } from "./cells.js";
import type { Paint } from "./console.js";
import { countFindings, describeCounts, plural, thousands } from "./findings.js";

/** Notes and canvases that went through the parser's stage, and those among them that it remembered. */
export interface ParseCount {
	done: number;
	cached: number;
}

/** What the stages did, one line each: `✔ parse     1.9 s  6 parsed · 3,170 parsed before`. */
export function stageLines(result: CompileResult, parsed: ParseCount, paint: Paint): string[] {
	return result.timings.map(({ stage, wallMs }) => {
		const note = result.upToDate ? "nothing has changed" : stageNote(stage, result, parsed);
		const time = padStart(seconds(wallMs), 7);
		return `  ${paint("green", "✔")} ${padEnd(stage, 7)} ${paint("dim", time)}  ${note}`.trimEnd();
	});
}

function stageNote(stage: Stage, { report, summary }: CompileResult, parsed: ParseCount): string {
	switch (stage) {
		case "read":
			return plural(report.notes.length, "note");
		case "parse":
			return [
				...count(parsed.done - parsed.cached, "parsed"),
				// By whichever command, and kept.
				...count(parsed.cached, "parsed before"),
			].join(" · ");
		case "graph":
			return [plural(summary.links, "link"), ...linkFates(report.links), ...cellFates(summary.cells)].join(
				" · ",
			);
		case "embed":
			return summary.embedding === undefined ? "" : embedNote(summary.embedding);
		case "answer":
			return answerNote(summary);
		case "render":
			return [plural(report.notes.filter(({ page }) => page !== undefined).length, "page")]
				.concat(count(report.notes.filter(({ fate }) => fate === "unpublished").length, "unpublished"))
				.concat(count(report.notes.filter(({ fate }) => fate === "plain").length, "as plain text"))
				.join(" · ");
		case "write":
			return [...count(summary.written, "written"), ...count(summary.unchanged, "unchanged")]
				.concat(count(summary.removed, "removed"))
				.join(" · ");
	}
}

/** `12 questions (1 without an answer) · 5 programs (2 never run, 1 stale)` */
function answerNote({ questions, programs }: CompileSummary): string {
	const asked =
		questions && withParts(plural(questions.all, "question"), count(questions.failed, "without an answer"));
	const run =
		programs &&
		withParts(plural(programs.all, "program"), [
			...count(programs.unknown, "never run"),
			...count(programs.stale, "stale"),
			...count(programs.failed, "failed"),
		]);
	return [asked, run].filter((part) => part !== undefined).join(" · ");
}

/** Of what is counted, as many as are to be named: `5 cells (2 never run)`. */
function withParts(counted: string, parts: readonly string[]): string {
	return parts.length === 0 ? counted : `${counted} (${parts.join(", ")})`;
}

/** `37 concepts · 5 regions · learned in 45 epochs` */
function embedNote({ concepts, regions, method, trained, training }: EmbeddingSummary): string {
	const parts = [plural(concepts, "concept"), ...(regions > 0 ? [plural(regions, "region")] : [])];
	if (method === "diffusion") return parts.join(" · ");
	if (trained === "kept" || training === undefined) return [...parts, "model kept"].join(" · ");
	return [...parts, `learned in ${plural(training.epochs, "epoch")}`].join(" · ");
}

function linkFates(links: CompileResult["report"]["links"]): string[] {
	return [
		...count(links.missing, "unresolved"),
		...count(links.ambiguous, "ambiguous"),
		...count(links.deadHeading + links.deadBlock, "to a missing place"),
	];
}

function cellFates(known: CompileResult["summary"]["cells"]): string[] {
	if (known === undefined) return [];
	const parts = [...count(known.unknown, "never run"), ...count(known.stale, "stale")];
	return [withParts(plural(known.all, "cell"), parts)];
}

function count(number: number, what: string): string[] {
	return number > 0 ? [`${thousands(number)} ${what}`] : [];
}

/** The answer: `output/  3,402 files, 38.1 MB`. */
export function outputLine({ summary }: CompileResult, out: string, dryRun: boolean, paint: Paint): string {
	const files = plural(summary.files, "file");
	// What is not written is not weighed.
	const holds = dryRun ? `would hold ${files}` : `${files}, ${bytes(summary.bytes)}`;
	return `  ${paint("bold", `${harmless(out)}/`)}  ${holds}`;
}

/** A later build under `--watch`: `✔ compiled in 0.12 s · 3 written · 1 removed`. */
export function rebuildLine({ summary, timings }: CompileResult, paint: Paint): string {
	const changes = [...count(summary.written, "written"), ...count(summary.removed, "removed")];
	return [`  ${paint("green", "✔")} compiled in ${seconds(wallTime(timings))}`, ...changes].join(" · ");
}

/** `⚠ 2 errors, 41 warnings`; nothing when there is nothing to say. */
export function findingsLine(result: CompileResult, paint: Paint): string | undefined {
	const counts = countFindings(result.diagnostics);
	const said = describeCounts(counts);
	if (said === "") return undefined;
	const grave = counts.error + counts.warning > 0;
	const sign = grave ? paint("yellow", "⚠") : paint("cyan", "·");
	return `  ${sign} ${said}`;
}

/** Where the time went. CPU counts the workers, so it may exceed the clock. */
export function timingTable(timings: readonly Timing[], paint: Paint): string[] {
	const all = timings.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
	const row = (name: string, cpu: number, clock: number) =>
		`  ${padEnd(name, 9)}${padStart(seconds(cpu), 9)}${padStart(share(cpu, all), 7)}${padStart(seconds(clock), 10)}`;
	return [
		paint(
			"dim",
			`  ${padEnd("stage", 9)}${padStart("CPU", 9)}${padStart("share", 7)}${padStart("clock", 10)}`,
		),
		...timings.flatMap(({ stage, cpuMs, wallMs, parts = [] }) => [
			row(stage, cpuMs, wallMs),
			...parts.map(({ part, ...took }) => paint("dim", row(`  ${part}`, took.cpuMs, took.wallMs))),
		]),
		row("all", all, wallTime(timings)),
	];
}

export function wallTime(timings: readonly Timing[]): number {
	return timings.reduce((sum, { wallMs }) => sum + wallMs, 0);
}

function share(part: number, all: number): string {
	return all === 0 ? "" : `${Math.round((part / all) * 100)} %`;
}

/** Lines of help for what comes next, aligned; below each other where there is no room beside each other. */
export function nextSteps(
	steps: readonly (readonly [command: string, what: string])[],
	paint: Paint,
	width: number,
): string[] {
	const column = Math.max(...steps.map(([command]) => cells(command)));
	const longest = Math.max(...steps.map(([, what]) => cells(what)));
	const beside = cells(arrow) + column + cells(gap) + longest <= width;
	return steps.flatMap(([command, what]) => {
		const line = `  ${paint("cyan", "→")} ${command}`;
		if (what === "") return [line];
		if (!beside) return [line, `    ${paint("dim", what)}`];
		return [`${line}${" ".repeat(column - cells(command))}${gap}${paint("dim", what)}`];
	});
}

const arrow = "  → ";
const gap = "   ";

export function seconds(milliseconds: number): string {
	const value = milliseconds / 1000;
	return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
}

/** 1 KB is 1,024 bytes. */
export function bytes(size: number): string {
	if (size < 1024) return `${size} B`;
	if (size < 1024 ** 2) return `${(size / 1024).toFixed(1)} KB`;
	return `${(size / 1024 ** 2).toFixed(1)} MB`;
}
