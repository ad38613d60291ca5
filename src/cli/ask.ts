import { type Command, Option } from "commander";
import type { RunOptions } from "../asking/opened-graph.js";
import { UsageError } from "../model/index.js";
import {
	fromPlain,
	type GraphStore,
	type PlanStep,
	prepare,
	QueryError,
	type QueryResult,
	type Value,
} from "../query/index.js";
import { cells, harmless, padEnd, padStart } from "./cells.js";
import type { Console } from "./console.js";
import { plural, thousands } from "./findings.js";
import type { OpenedGraph } from "./open-graph.js";
import { addCommonOptions, addSettings, addVaultOptions, type VaultOptions } from "./options.js";
import { formatResult, type ResultFormat, resultFormats } from "./result-formats.js";
import { resultTable } from "./result-table.js";
import type { Shell } from "./shell.js";

/** Options of all commands that ask the graph. */
export interface AskOptions extends VaultOptions {
	readonly format: ResultFormat | "table";
	readonly json?: boolean;
	readonly timeout: number;
}

export function addAskOptions(command: Command): void {
	addVaultOptions(command);
	addSettings(command, "cache", "backend");
	command.addOption(
		new Option("--format <name>", `table, ${resultFormats.join(", ")} (table)`)
			.choices(["table", ...resultFormats])
			.default("table"),
	);
	command.addOption(new Option("--json", "the same as --format json"));
	command.addOption(
		new Option("--timeout <seconds>", "give up after so long (30)").argParser(toSeconds).default(30),
	);
}

export function addReadingOptions(command: Command): void {
	command.optionsGroup("The network:");
	addSettings(command, "network");
	command.optionsGroup("Reading the vault:");
	addSettings(command, "vault", "note");
	addCommonOptions(command);
}

function toSeconds(text: string): number {
	if (/^\d{1,6}(\.\d{1,3})?$/.test(text) && Number(text) > 0) return Number(text);
	throw new UsageError(`--timeout: expected a number of seconds, found “${text}”`);
}

/** Bytes that a query may keep. */
const mostMemory = 1e9;

export async function ask(
	query: string,
	parameters: ReadonlyMap<string, Value>,
	{ open }: OpenedGraph,
	options: AskOptions,
	shell: Shell,
): Promise<QueryResult> {
	return guarded(() => {
		const prepared = prepare(query, { ...open.graph.options, parameters: new Set(parameters.keys()) });
		return prepared.run({ ...runOptions(options, shell), parameters });
	});
}

export function runOptions({ timeout }: AskOptions, shell: Shell): RunOptions {
	return { budget: { time: timeout * 1000, memory: mostMemory }, signal: shell.interruptible() };
}

/** What is wrong with a query is told with its line. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw error instanceof QueryError ? toUsageError(error) : error;
	}
}

/** With the line of the query that it is about. */
export function toUsageError(error: QueryError): UsageError {
	const { line, column, frame, hint } = error;
	const place = frame === undefined ? "" : ` (line ${line}, column ${column})\n\n${frame}\n`;
	return new UsageError(`${error.message}${place}`, { cause: error, ...(hint !== undefined && { hint }) });
}

export function printResult(
	result: QueryResult,
	{ project, open, console }: OpenedGraph,
	options: AskOptions,
): void {
	printAnswer(result, open.graph.store, showPlaceIn(project), console, options);
}

/** @param store the graph in which the nodes of the result are found */
export function printAnswer(
	result: QueryResult,
	store: GraphStore,
	showPlace: (place: string) => string,
	console: Console,
	options: AskOptions,
): void {
	const format = options.json ? "json" : options.format;
	if (result.plan !== undefined) {
		console.print(format === "json" ? JSON.stringify(result.plan) : planLines(result.plan).join("\n"));
		return;
	}
	if (format !== "table") {
		console.print(formatResult(result, store, format));
		return;
	}
	if (result.rows.length > 0) {
		const { width, piped, paint } = console;
		console.print(resultTable(result, { store, width, piped, paint, showPlace }).join("\n"));
	}
	remarkCount(result, console);
}

function remarkCount({ rows }: QueryResult, console: Console): void {
	console.remark(`  ${rows.length === 0 ? "nothing found" : plural(rows.length, "row")}`);
}

/** `note.md:12` as the user would type it from here. */
export function showPlaceIn(project: OpenedGraph["project"]): (place: string) => string {
	return (place) => {
		const [, path, line] = /^(.*?)(:\d+)?$/s.exec(place)!;
		return harmless(project.show(path!)) + (line ?? "");
	};
}

/** Operators from the last to the first; inputs below, indented. Rows are those that were, or else those expected. */
function planLines(plan: PlanStep): string[] {
	const steps: { text: string; detail: string; count: string }[] = [];
	const add = ({ operator, detail, estimate, rows, inputs }: PlanStep, depth: number): void => {
		const count = rows === undefined ? `~${thousands(Math.round(estimate))}` : thousands(rows);
		steps.push({ text: `${"  ".repeat(depth)}${operator}`, detail: harmless(detail), count });
		for (const [i, input] of inputs.entries()) add(input, inputs.length > 1 && i > 0 ? depth + 1 : depth);
	};
	add(plan, 0);
	const name = Math.max(...steps.map(({ text }) => cells(text)));
	const rows = Math.max(...steps.map(({ count }) => cells(count)));
	return steps.map(({ text, detail, count }) =>
		`${padEnd(text, name)}  ${padStart(count, rows)}  ${detail}`.trimEnd(),
	);
}

/** `name=value`: JSON where it is that, else a text. */
export function toParameter(
	text: string,
	before: ReadonlyMap<string, Value> | undefined,
): ReadonlyMap<string, Value> {
	const at = text.indexOf("=");
	if (at < 1) throw new UsageError(`--param: expected name=value, found “${text}”`);
	const [name, value] = [text.slice(0, at).replace(/^\$/, ""), text.slice(at + 1)];
	return new Map(before).set(name, parameterValue(value));
}

function parameterValue(text: string): Value {
	try {
		return fromPlain(JSON.parse(text));
	} catch {
		return text;
	}
}
