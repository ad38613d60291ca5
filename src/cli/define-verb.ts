import { type Command, Option } from "commander";
import type { PathAnswer, Verb } from "../asking/verbs.js";
import { titleIn } from "../concepts/concept-record.js";
import { type ConceptId, InputError, UsageError } from "../model/index.js";
import {
	type AskOptions,
	addAskOptions,
	addReadingOptions,
	ask,
	guarded,
	printResult,
	runOptions,
	showPlaceIn,
} from "./ask.js";
import { backendOf } from "./backend-option.js";
import { harmless, harmlessJson } from "./cells.js";
import { typedConcept } from "./named-concept.js";
import { type OpenedGraph, openGraph } from "./open-graph.js";
import { pathLines } from "./path-lines.js";
import { nameOf } from "./result-values.js";
import type { Shell } from "./shell.js";

interface Options extends AskOptions {
	readonly asQuery?: boolean;
	readonly limit?: number;
	readonly depth?: number;
}

/** A command that asks one question: its arguments become a query, and the query's rows a table. */
export function defineVerb(verb: Verb): (command: Command, shell: Shell) => void {
	return (command, shell) => {
		const names = verb.arguments.map(({ name }) => `<${name}>`);
		const [only, ...others] = verb.arguments;
		const joined = others.length === 0 && only !== undefined;
		command.usage([...names, "[options]"].join(" "));
		for (const { name, about } of verb.arguments)
			command.argument(joined ? `<${name}...>` : `<${name}>`, about);
		command.showHelpAfterError(quotingHint(verb));
		command.optionsGroup("Asking:");
		addAskOptions(command);
		const limit = verb.limit === undefined ? "all" : String(verb.limit);
		command.addOption(
			new Option("--limit <count>", `how many to list; 0 for all (${limit})`).argParser(toCount("--limit")),
		);
		if (verb.depth !== undefined) {
			command.addOption(
				new Option("--depth <steps>", `how many links away (${verb.depth})`)
					.argParser(toCount("--depth"))
					.default(verb.depth),
			);
		}
		command.addOption(new Option("--as-query", "print the query that it runs"));
		addReadingOptions(command);
		command.addHelpText(
			"after",
			`\nExamples:\n${verb.examples.map((example) => `  $ notapse ${verb.name} ${example}`.trimEnd()).join("\n")}`,
		);
		command.action(async (...args: unknown[]) => {
			const given = args.slice(0, verb.arguments.length);
			// One name, or one search, needs no quotes.
			const typed = joined ? [(given[0] as string[]).join(" ")] : (given as string[]);
			await run(verb, typed, args[verb.arguments.length] as Options, command, shell);
		});
	};
}

/** What shells take apart, or for options. */
function quotingHint({ name, arguments: named }: Verb): string {
	const help = `notapse ${name} --help lists all options`;
	if (named.some(({ concept }) => !concept))
		return `(what begins with a dash is quoted: notapse ${name} 'LSTM -GRU'; ${help})`;
	return named.length > 1 ? `(names with blanks are quoted: notapse ${name} 'a b' c; ${help})` : `(${help})`;
}

async function run(
	verb: Verb,
	typed: readonly string[],
	options: Options,
	command: Command,
	shell: Shell,
): Promise<void> {
	const backend = await backendOf(options, command, shell);
	if (backend !== undefined)
		return (await import("./remote.js")).verbRemote(backend, verb, typed, options, shell);
	const { queryOf } = await import("../asking/ask-verb.js");
	const opened = await openGraph(options, command, shell, verb.network === true && !options.asQuery);
	const { open, project, console } = opened;
	const names = new Map(verb.arguments.map(({ name }, i) => [name, typed[i]!]));
	const concepts = typed
		.filter((_, i) => verb.arguments[i]!.concept)
		.map((name) => typedConcept(name, { ...open, graph: open.loaded.graph }, { project, shell }));
	const query = await guarded(async () => queryOf(open, verb, { names, ...options }, concepts));
	if (options.asQuery) console.print(query);
	else if (verb.answer.kind === "path") await printPath(verb.answer, concepts, opened, options, shell);
	else printResult(await ask(query, new Map(), opened, options, shell), opened, options);
}

function toCount(option: string): (text: string) => number {
	return (text) => {
		if (/^\d{1,9}$/.test(text)) return Number(text);
		throw new UsageError(`${option}: expected a whole number, found “${text}”`);
	};
}

/**
 * The chain of sentences that connects two concepts:
 *
 *     前馈神经网络
 *       ← 循环神经网络  循环神经网络.md:12
 *         与前馈神经网络相比，…
 */
async function printPath(
	answer: PathAnswer,
	concepts: readonly ConceptId[],
	opened: OpenedGraph,
	options: Options,
	shell: Shell,
): Promise<void> {
	const { open, console } = opened;
	const { shortestPath, stepsOf } = await import("../asking/ask-verb.js");
	const path = await guarded(() => shortestPath(open, answer, concepts, runOptions(options, shell)));
	if (path === undefined) {
		const [from, to] = concepts.map(titleIn(open.loaded.graph));
		throw new InputError(`No chain of links connects ${harmless(from!)} and ${harmless(to!)}.`);
	}
	const steps = stepsOf(path, open);
	const format = options.json ? "json" : options.format;
	if (format === "json") console.print(harmlessJson({ length: path.relationships.length, steps }));
	else if (format !== "table") printResult({ columns: ["path"], rows: [[path]] }, opened, options);
	else {
		const show = showPlaceIn(opened.project);
		console.print(pathLines(nameOf(path.nodes[0]!, open.graph.store), steps, { show, console }).join("\n"));
	}
}
