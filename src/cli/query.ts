import { type Command, Option } from "commander";
import type { ForeignLanguage, ForeignQuestion } from "../asking/foreign-queries.js";
import { UsageError } from "../model/index.js";
import { asksNetwork, QueryError, type Value } from "../query/index.js";
import {
	type AskOptions,
	addAskOptions,
	addReadingOptions,
	ask,
	guarded,
	printResult,
	runOptions,
	toParameter,
	toUsageError,
} from "./ask.js";
import { backendOf } from "./backend-option.js";
import { harmless } from "./cells.js";
import { type OpenedGraph, openGraph } from "./open-graph.js";
import type { Shell } from "./shell.js";

interface Options extends AskOptions {
	readonly param?: ReadonlyMap<string, Value>;
	readonly explain?: boolean;
	readonly profile?: boolean;
	readonly schema?: boolean;
	readonly from?: ForeignLanguage;
	readonly note?: string;
	readonly view?: string;
	readonly asQuery?: boolean;
}

const foreignLanguages: readonly ForeignLanguage[] = ["dataview", "base", "search"];

const examples = `
Examples:
  $ notapse query 'MATCH (n:Note)-[:LINKS]->(m) RETURN n.title, m.title LIMIT 5'
  $ notapse query --param t=LSTM 'MATCH ({title: $t})<-[r:LINKS]-(m)
      RETURN m, m.path + ":" + r.line AS place'
  $ notapse query 'MATCH (a {title: "LSTM"}), (b:Note) WHERE NOT (a)--(b)
      RETURN b, similarity(a, b) AS score ORDER BY score DESC LIMIT 5'
  $ echo 'MATCH p = (:Note)-->(:Note) RETURN p' | notapse query - --format dot
  $ notapse query --from dataview 'TABLE rating FROM #book' --as-query
  $ notapse query --from base books.base --view Read
  $ notapse query --schema                   what there is to ask for

The language is openCypher, read-only. A column named place holds file:line.
Exit code 2 when the query is wrong or takes too much.`;

export function defineQuery(command: Command, shell: Shell): void {
	command.usage("<cypher> [options]").argument("[cypher...]", "the query; - reads it from standard input");
	command.optionsGroup("Asking:");
	addAskOptions(command);
	command.addOption(
		new Option("--param <name=value>", "a parameter of the query: JSON, or a text").argParser(toParameter),
	);
	command.addOption(new Option("--schema", "print what there is to ask for"));
	command.addOption(new Option("--explain", "print the plan instead of the answer"));
	command.addOption(new Option("--profile", "run it, and print the plan with the rows of each step"));
	command.addOption(
		new Option(
			"--from <language>",
			`the query is written in another language: ${foreignLanguages.join(", ")}`,
		).choices(foreignLanguages),
	);
	command.addOption(
		new Option("--note <name>", "with --from: the note in which it is to stand, which is this"),
	);
	command.addOption(new Option("--view <name>", "with --from base: this view alone"));
	command.addOption(new Option("--as-query", "with --from: print the openCypher that it is translated to"));
	addReadingOptions(command);
	command.addHelpText("after", examples);
	command.action(async (words: readonly string[], options: Options) => {
		const text = words.length === 0 ? undefined : words.join(" ");
		const backend = await backendOf(options, command, shell);
		if (backend !== undefined) return askBackend(backend, text, options, shell);
		if (options.schema) return printSchema(await openGraph(options, command, shell, false), options, shell);
		if (options.from !== undefined) return askForeign(options.from, text, options, command, shell);
		if (options.note !== undefined || options.view !== undefined || options.asQuery)
			throw new UsageError(
				"--note, --view and --as-query are for queries in another language: --from dataview.",
			);
		const query = prefix(options) + (await textOf(text, shell));
		const opened = await openGraph(options, command, shell, mayAskNetwork(query));
		printResult(await ask(query, options.param ?? new Map(), opened, options, shell), opened, options);
		const { missingIn } = await import("../asking/opened-graph.js");
		for (const missing of missingIn(opened.open, query)) opened.console.remark(`note: ${harmless(missing)}`);
	});
}

async function askForeign(
	language: ForeignLanguage,
	written: string | undefined,
	options: Options,
	command: Command,
	shell: Shell,
): Promise<void> {
	const before = prefix(options);
	const text = await textOf(written, shell);
	const opened = await openGraph(options, command, shell, false);
	const { note, view } = options;
	const question: ForeignQuestion = {
		language,
		text,
		...(note !== undefined && { note }),
		...(view !== undefined && { view }),
	};
	if (before === "" && !options.asQuery) {
		const { printForeignAnswer } = await import("./foreign-answer.js");
		return printForeignAnswer(question, opened, options, shell);
	}
	const { foreignQueries } = await import("../asking/foreign-queries.js");
	const queries = await guarded(() => foreignQueries(question, opened.open));
	for (const [i, { name, query, summaries = [] }] of queries.entries()) {
		if (i > 0) opened.console.print("");
		if (queries.length > 1) opened.console.print(`// ${harmless(name || String(i + 1))}`);
		if (!options.asQuery) {
			printResult(await ask(before + query, new Map(), opened, options, shell), opened, options);
			continue;
		}
		opened.console.print(query);
		// As comments, so that what is printed can be run.
		for (const { column, title, query } of summaries) {
			const lines = [`${harmless(`${column}: ${title}`)}, of its values in $values:`, ...query.split("\n")];
			opened.console.print(["", ...lines.map((line) => `// ${line}`)].join("\n"));
		}
	}
}

async function askBackend(
	backend: string,
	text: string | undefined,
	options: Options,
	shell: Shell,
): Promise<void> {
	if (options.from !== undefined) {
		throw new UsageError(
			`A query in another language asks the files of a vault: --from ${options.from} has no --backend.`,
			{
				hint: "--as-query prints the openCypher that it is translated to",
			},
		);
	}
	const { queryRemote } = await import("./remote.js");
	if (!options.schema) {
		const query = prefix(options) + (await textOf(text, shell));
		return queryRemote(backend, [query], options.param ?? new Map(), options, shell);
	}
	const { schemaQueries } = await import("../asking/graph-schema.js");
	await queryRemote(backend, Object.values(schemaQueries), new Map(), options, shell);
}

async function textOf(text: string | undefined, shell: Shell): Promise<string> {
	if (text === undefined)
		throw new UsageError("There is no query: give it in quotes, or - to read it from standard input.");
	return text === "-" ? new TextDecoder().decode(await shell.readStdin()) : text;
}

function prefix({ explain, profile }: Options): string {
	if (explain && profile) throw new UsageError("--explain and --profile exclude each other.");
	return explain ? "EXPLAIN " : profile ? "PROFILE " : "";
}

/** A query that cannot be read is refused before the vault is. */
function mayAskNetwork(query: string): boolean {
	try {
		return asksNetwork(query);
	} catch (error) {
		throw error instanceof QueryError ? toUsageError(error) : error;
	}
}

async function printSchema(opened: OpenedGraph, options: Options, shell: Shell): Promise<void> {
	const { schemaQueries, schemaOf } = await import("../asking/graph-schema.js");
	const { console } = opened;
	if (options.json || options.format === "json") {
		console.print(JSON.stringify(await guarded(() => schemaOf(opened.open, runOptions(options, shell)))));
		return;
	}
	for (const [i, query] of Object.values(schemaQueries).entries()) {
		if (i > 0) console.print("");
		const result = await ask(query, new Map(), opened, options, shell);
		printResult(result, { ...opened, console: { ...console, remark: () => {} } }, options);
	}
}
