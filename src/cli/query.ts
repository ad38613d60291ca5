import { type Command, Option } from "commander";
import { UsageError } from "../model/index.js";
import { asksNetwork, QueryError, type QueryResult, type Value } from "../query/index.js";
import {
	type AskOptions,
	addAskOptions,
	addReadingOptions,
	ask,
	printResult,
	toParameter,
	toUsageError,
} from "./ask.js";
import { type OpenedGraph, openGraph } from "./open-graph.js";
import type { Shell } from "./shell.js";

interface Options extends AskOptions {
	readonly param?: ReadonlyMap<string, Value>;
	readonly explain?: boolean;
	readonly profile?: boolean;
	readonly schema?: boolean;
}

const examples = `
Examples:
  $ notapse query 'MATCH (n:Note)-[:LINKS]->(m) RETURN n.title, m.title LIMIT 5'
  $ notapse query 'MATCH (n {title: $t})<-[r:LINKS]-(m) RETURN m, m.path + ":" + r.line AS place' --param t=LSTM
  $ notapse query 'MATCH (a {title: "LSTM"}), (b:Note) WHERE NOT (a)--(b)
      RETURN b, similarity(a, b) AS score ORDER BY score DESC LIMIT 5'
  $ echo 'MATCH p = (:Note)-->(:Note) RETURN p' | notapse query - --format dot
  $ notapse query --schema                   labels, types and properties of this vault

The language is openCypher, read-only. A column named place is shown as file:line.
Exit code 2 when the query is wrong or takes too much.`;

export function defineQuery(command: Command, shell: Shell): void {
	command.usage("<cypher> [options]").argument("[cypher]", "the query; - reads it from standard input");
	command.optionsGroup("Asking:");
	addAskOptions(command);
	command.addOption(
		new Option("--param <name=value>", "a parameter of the query: JSON, or a text").argParser(toParameter),
	);
	command.addOption(new Option("--schema", "print what there is to ask for"));
	command.addOption(new Option("--explain", "print the plan instead of the answer"));
	command.addOption(new Option("--profile", "run it, and print the plan with the rows of each step"));
	addReadingOptions(command);
	command.addHelpText("after", examples);
	command.action(async (text: string | undefined, options: Options) => {
		if (options.schema) return printSchema(await openGraph(options, command, shell, false), options, shell);
		const query = prefix(options) + (await textOf(text, shell));
		const opened = await openGraph(options, command, shell, mayAskNetwork(query));
		printResult(await ask(query, options.param ?? new Map(), opened, options, shell), opened, options);
	});
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
	const parts = [
		"CALL db.labels() YIELD label, nodes RETURN ':' + label AS label, nodes ORDER BY nodes DESC, label",
		`CALL db.relationshipTypes() YIELD relationshipType, relationships
			RETURN '[:' + relationshipType + ']' AS type, relationships ORDER BY relationships DESC, type`,
		`CALL db.propertyKeys() YIELD propertyKey, of, owners, types
			RETURN of, propertyKey AS property, types, owners ORDER BY of, owners DESC, property`,
		"CALL dbms.procedures() YIELD signature, description RETURN signature AS procedure, description ORDER BY procedure",
	];
	const results: QueryResult[] = [];
	for (const part of parts) results.push(await ask(part, new Map(), opened, options, shell));
	const { console } = opened;
	if (options.json || options.format === "json") {
		const [labels, types, properties, procedures] = results.map(toRecords);
		console.print(JSON.stringify({ labels, types, properties, procedures }));
		return;
	}
	for (const [i, result] of results.entries()) {
		if (i > 0) console.print("");
		printResult(result, { ...opened, console: { ...console, remark: () => {} } }, options);
	}
}

function toRecords({ columns, rows }: QueryResult): object[] {
	return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}
