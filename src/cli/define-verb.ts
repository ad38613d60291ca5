import { type Command, Option } from "commander";
import { titleIn } from "../concept-record.js";
import type { ConceptFinder } from "../find-concept.js";
import { type ConceptId, InputError, UsageError } from "../model/index.js";
import { PathValue, type QueryResult } from "../query/index.js";
import type { QueryGraph } from "../query-graph.js";
import { type AskOptions, addAskOptions, addReadingOptions, ask, printResult, showPlaceIn } from "./ask.js";
import { harmless, harmlessJson } from "./cells.js";
import { anyNamedConcept } from "./named-concept.js";
import { type OpenedGraph, openGraph } from "./open-graph.js";
import { nameOf } from "./result-values.js";
import type { Shell } from "./shell.js";
import type { Asked, Pattern, Verb } from "./verbs.js";

interface Options extends AskOptions {
	readonly asQuery?: boolean;
	readonly limit?: number;
	readonly depth?: number;
}

/** A command that asks one question: its arguments become a query, and the query's rows a table. */
export function defineVerb(verb: Verb): (command: Command, shell: Shell) => void {
	return (command, shell) => {
		const names = verb.arguments.map(({ name }) => `<${name}>`);
		command.usage([...names, "[options]"].join(" "));
		for (const { name, about } of verb.arguments) command.argument(`<${name}>`, about);
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
			const typed = args.slice(0, verb.arguments.length) as string[];
			await run(verb, typed, args[verb.arguments.length] as Options, command, shell);
		});
	};
}

async function run(
	verb: Verb,
	typed: readonly string[],
	options: Options,
	command: Command,
	shell: Shell,
): Promise<void> {
	const opened = await openGraph(options, command, shell, verb.network === true && !options.asQuery);
	const finder = await finderOf(opened);
	const named = typed.filter((_, i) => verb.arguments[i]!.concept);
	const concepts = named.map((name) => conceptOf(name, finder, opened, shell));
	const limit = options.limit ?? verb.limit ?? 0;
	const asked: Asked = {
		concepts: concepts.map((concept) => patternOf(concept, opened)),
		words: typed.filter((_, i) => !verb.arguments[i]!.concept).map(literal),
		depth: options.depth ?? 1,
		limit: limit === 0 ? "" : `\nLIMIT ${limit}`,
	};
	const query = verb.query(asked);
	if (options.asQuery) {
		opened.console.print(query);
		return;
	}
	let result = await ask(query, new Map(), opened, options, shell);
	if (result.rows.length === 0 && verb.otherwise !== undefined)
		result = await ask(verb.otherwise(asked), new Map(), opened, options, shell);
	if (verb.name === "path") printPath(result, concepts, opened, options);
	else printResult(result, opened, options);
}

async function finderOf({ loaded }: OpenedGraph): Promise<ConceptFinder> {
	if ("finder" in loaded) return loaded.finder;
	const { createConceptFinder } = await import("../find-concept.js");
	return createConceptFinder({ ...loaded, notes: loaded.notes.map(({ note }) => note) });
}

function conceptOf(
	typed: string,
	finder: ConceptFinder,
	{ loaded, project }: OpenedGraph,
	shell: Shell,
): ConceptId {
	return anyNamedConcept(typed, finder, { project, shell, titleOf: titleIn(loaded.graph) });
}

/** By what is unique: a path, a tag, or the name that nobody has written. */
function patternOf(concept: ConceptId, { loaded, graph }: OpenedGraph): Pattern {
	const { kind, title, ...rest } = loaded.graph.graph.getNodeAttributes(concept);
	const label = graph.store.labelsOf(graph.nodeOf(concept)!)[0]!;
	const [key, value] =
		"path" in rest
			? ["path", rest.path]
			: kind === "tag" && "tag" in rest
				? ["tag", rest.tag as string]
				: ["title", title];
	return (variable) => `(${variable}:${label} {${key}: ${literal(value)}})`;
}

/** A text as Cypher writes it. */
function literal(text: string): string {
	const escapes: Record<string, string> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
	return `'${text.replace(/[\\'\n\r\t]/g, (character) => escapes[character]!)}'`;
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
function printPath(
	result: QueryResult,
	[from, to]: readonly ConceptId[],
	opened: OpenedGraph,
	options: Options,
): void {
	const { graph, console, loaded } = opened;
	const path = result.rows[0]?.[0];
	if (!(path instanceof PathValue)) {
		const titleOf = titleIn(loaded.graph);
		throw new InputError(
			`No chain of links connects ${harmless(titleOf(from!))} and ${harmless(titleOf(to!))}.`,
		);
	}
	const steps = stepsOf(path, graph);
	const format = options.json ? "json" : options.format;
	if (format === "json") console.print(harmlessJson({ length: path.relationships.length, steps }));
	else if (format !== "table") printResult(result, opened, options);
	else console.print(pathLines(path, steps, opened).join("\n"));
}

interface PathStep {
	readonly from: string;
	readonly to: string;
	readonly type: string;
	/** Whether the link leads along the path or against it. */
	readonly direction: "out" | "in";
	readonly place?: string;
	readonly sentence?: string;
}

function stepsOf({ nodes, relationships }: PathValue, graph: QueryGraph): PathStep[] {
	const { store } = graph;
	return relationships.map((id, i) => {
		const source = store.source(id);
		const [path, line] = [store.nodeValue(source, "path"), store.relationshipValue(id, "line")];
		const sentence = graph.sentenceOf(id);
		return {
			from: nameOf(nodes[i]!, store),
			to: nameOf(nodes[i + 1]!, store),
			type: store.typeName(id),
			direction: source === nodes[i] ? "out" : "in",
			...(typeof path === "string" && { place: line === null ? path : `${path}:${line}` }),
			...(sentence !== undefined && { sentence }),
		};
	});
}

function pathLines(
	{ nodes }: PathValue,
	steps: readonly PathStep[],
	{ project, graph, console }: OpenedGraph,
): string[] {
	const { paint } = console;
	const show = showPlaceIn(project);
	const first = paint("bold", nameOf(nodes[0]!, graph.store));
	const lines = steps.flatMap(({ to, type, direction, place, sentence }) => {
		const arrow = direction === "out" ? "→" : "←";
		const how = type === "LINKS" ? "" : ` ${harmless(type)}`;
		const where = place === undefined ? "" : `  ${paint("dim", show(place))}`;
		const said = sentence === undefined ? [] : [`      ${harmless(sentence)}`];
		return [`  ${arrow}${how} ${paint("bold", to)}${where}`, ...said];
	});
	return [first, ...lines];
}
