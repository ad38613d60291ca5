/** Verbs and queries asked of a graph that lies in a database: no vault is read. */

import type { Path } from "../asking/verb-answers.js";
import { type Asked, type Pattern, type Verb, verbNamed } from "../asking/verbs.js";
import type { Answered, NamedConcept } from "../backends/index.js";
import { InputError, UsageError } from "../model/index.js";
import { PathValue, printString, type Value } from "../query/index.js";
import type { RemoteGraph } from "../remote/remote-graph.js";
import { savedFile } from "../remote/saved-address.js";
import { type AskOptions, guarded, printAnswer, runOptions } from "./ask.js";
import { harmless, harmlessJson } from "./cells.js";
import type { NetworkOptions } from "./open-embedded.js";
import { pathLines } from "./path-lines.js";
import { nameOf } from "./result-values.js";
import type { Shell } from "./shell.js";

interface RemoteVerbOptions extends AskOptions {
	readonly asQuery?: boolean;
	readonly limit?: number;
	readonly depth?: number;
}

export async function queryRemote(
	address: string,
	queries: readonly string[],
	parameters: ReadonlyMap<string, Value>,
	options: AskOptions,
	shell: Shell,
): Promise<void> {
	const console = shell.console(options);
	await withRemote(address, async (remote) => {
		for (const [i, query] of queries.entries()) {
			if (i > 0) console.print("");
			const { result, store } = await guarded(() =>
				remote.ask(query, { parameters, ...runOptions(options, shell) }),
			);
			printAnswer(result, store, asWritten, console, options);
		}
	});
}

export async function verbRemote(
	address: string,
	verb: Verb,
	typed: readonly string[],
	options: RemoteVerbOptions,
	shell: Shell,
): Promise<void> {
	const { answer } = verb;
	const query = answer.query;
	if (query === undefined) {
		throw new UsageError(
			`${verb.name} unfolds what the network computes on its way, which is kept with the vault and on no server.`,
			{ hint: "leave --backend out, where the vault is; similar and related say why without it" },
		);
	}
	await withRemote(address, async (remote) => {
		if ((answer.kind === "related" || answer.kind === "suggest") && !remote.lists) {
			throw new UsageError(`${verb.name} is answered by a vault, and by PostgreSQL after a push.`, {
				hint: "leave --backend out, or ask for similar",
			});
		}
		const asked = await askedOf(verb, typed, options, remote);
		const console = shell.console(options);
		if (options.asQuery) return console.print(query(asked));
		if (answer.kind === "path")
			return printPath([answer.query(asked), answer.otherwise(asked)], remote, options, shell);
		const { result, store } = await guarded(() => remote.ask(query(asked), runOptions(options, shell)));
		printAnswer(result, store, asWritten, console, options);
	});
}

/** The same for what is a list of the network's. */
export function networkRemote(
	address: string,
	name: string,
	typed: readonly string[],
	{ limit, ...options }: NetworkOptions,
	shell: Shell,
): Promise<void> {
	const all = limit === undefined || limit === Number.POSITIVE_INFINITY;
	const asking = { ...options, format: "table", timeout: usualTimeout, limit: all ? 0 : limit } as const;
	return verbRemote(address, verbNamed(name)!, typed, asking, shell);
}

/** Seconds. */
const usualTimeout = 30;

/** Paths are those in the vault that was pushed, wherever that lies. */
const asWritten = (path: string): string => path;

type Remote = Pick<RemoteGraph, "ask" | "find" | "close"> & Partial<Pick<RemoteGraph, "lists">>;

async function withRemote(address: string, work: (remote: Remote) => Promise<void>): Promise<void> {
	const file = savedFile(address);
	const remote =
		file === undefined
			? await (await import("../remote/remote-graph.js")).openRemote(address)
			: (await import("../remote/saved-graph.js")).openSavedFile(file);
	try {
		await work(remote);
	} finally {
		await remote.close();
	}
}

async function askedOf(
	verb: Verb,
	typed: readonly string[],
	{ limit = verb.limit ?? 0, depth = verb.depth ?? 1 }: RemoteVerbOptions,
	remote: Remote,
): Promise<Asked> {
	const concepts: Pattern[] = [];
	for (const [i, { concept }] of verb.arguments.entries())
		if (concept && typed[i] !== undefined) concepts.push(patternOf(await remote.find(typed[i]!)));
	return {
		concepts,
		texts: verb.arguments.flatMap(({ concept }, i) => (concept ? [] : [typed[i] ?? ""])),
		searchQuery,
		depth,
		limit: limit === 0 ? "" : `\nLIMIT ${limit}`,
	};
}

/** By what is unique: a path, a tag, or the name that nobody has written. */
function patternOf({ labels, title, path, tag }: NamedConcept): Pattern {
	const [key, value] =
		path !== undefined ? ["path", path] : tag !== undefined ? ["tag", tag] : ["title", title];
	return (variable) => `(${variable}:${labels[0]} {${key}: ${printString(value)}})`;
}

/** Words alone: operators ask for more of a note than was pushed. */
function searchQuery(search: string): string {
	if (/["()[\]/:]|(^|\s)-|\bOR\b/.test(search)) {
		throw new UsageError("Without the vault, words alone are searched for: operators need it.", {
			hint: "leave --backend out, or the operators",
		});
	}
	return `CALL text.search(${printString(search)}) YIELD node AS concept, score, line, excerpt
RETURN concept, concept.path + ':' + line AS place, excerpt
ORDER BY score DESC, concept.title`;
}

async function printPath(
	queries: readonly string[],
	remote: Remote,
	options: RemoteVerbOptions,
	shell: Shell,
): Promise<void> {
	const console = shell.console(options);
	for (const query of queries) {
		const answered = await guarded(() => remote.ask(query, runOptions(options, shell)));
		const path = answered.result.rows[0]?.[0];
		if (!(path instanceof PathValue)) continue;
		const steps = stepsOf(path, answered);
		const format = options.json ? "json" : options.format;
		if (format === "json") console.print(harmlessJson({ length: path.relationships.length, steps }));
		else if (format !== "table") printAnswer(answered.result, answered.store, asWritten, console, options);
		else
			console.print(
				pathLines(nameOf(path.nodes[0]!, answered.store), steps, { show: harmless, console }).join("\n"),
			);
		return;
	}
	throw new InputError("No chain of links connects these two.");
}

function stepsOf({ nodes, relationships }: PathValue, { store, sentenceOf }: Answered): Path["steps"] {
	const titleOf = (node: number) => String(store.nodeValue(node, "title") ?? "");
	return relationships.map((id, i) => {
		const source = store.source(id);
		const [path, line] = [store.nodeValue(source, "path"), store.relationshipValue(id, "line")];
		const sentence = sentenceOf(id);
		return {
			from: titleOf(nodes[i]!),
			to: titleOf(nodes[i + 1]!),
			type: store.typeName(id),
			direction: source === nodes[i] ? "out" : "in",
			...(typeof path === "string" && { place: line === null ? path : `${path}:${line}` }),
			...(sentence !== undefined && { sentence }),
		};
	});
}
