/** A vault's graph in a file: asked without its vault, and without being read as a whole. */
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import type { GraphContents } from "../backends/index.js";
import { foldName, InputError, SafetyError } from "../model/index.js";
import {
	accessTo,
	type ByteSource,
	builtInProcedures,
	openSavedGraph,
	type Procedure,
	Procedures,
	prepare,
	type SavedGraph,
	type Similarity,
	saveGraph,
} from "../query/index.js";
import { networkProcedures, similarityBy } from "../query-graph/query-network.js";
import { type SearchableNote, searchProcedureOf } from "../query-graph/query-text.js";
import type { RemoteGraph } from "./remote-graph.js";

/** What of a saved graph is small enough to be read at once. */
interface Facts {
	readonly kinds: readonly string[];
	/** Of vectors; 0 where there are none. */
	readonly dimension: number;
	/** Absent where the network was not asked. */
	readonly communities?: readonly {
		readonly name: string;
		readonly terms: string[];
		readonly members: number[];
	}[];
}

/** Nothing but a saved graph, of whichever version, is ever overwritten. */
export function mustBeReplaceable(path: string): void {
	const known = beginningOf(path);
	if (known === undefined || known.startsWith("notapse graph ")) return;
	throw new SafetyError(`${path} is there already, and is no saved graph: it is not overwritten.`);
}

/** Undefined where there is no file. */
function beginningOf(path: string): string | undefined {
	const bytes = new Uint8Array(16);
	try {
		const file = openSync(path, "r");
		try {
			return new TextDecoder().decode(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0)));
		} finally {
			closeSync(file);
		}
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT") return undefined;
		if (code === "EISDIR") throw new SafetyError(`${path} is a folder.`);
		throw error;
	}
}

/** The file appears when it is whole. @returns its size in bytes */
export function writeSavedGraph(path: string, contents: GraphContents): number {
	const draft = `${path}.${process.pid}.part`;
	const file = openSync(draft, "w");
	let length = 0;
	try {
		saveGraph(contents.store, appendixOf(contents), {
			write: (bytes) => {
				writeAll(file, bytes, length);
				length += bytes.length;
			},
			rewrite: (offset, bytes) => writeAll(file, bytes, offset),
		});
		closeSync(file);
		renameSync(draft, path);
		return length;
	} catch (error) {
		rmSync(draft, { force: true });
		throw error;
	}
}

function writeAll(file: number, bytes: Uint8Array, offset: number): void {
	for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, offset + at);
}

function appendixOf(contents: GraphContents) {
	const { store, vectors, communities } = contents;
	const nodes = Array.from({ length: store.nodes }, (_, node) => node);
	const named = nodes.flatMap((node) => contents.namesOf(node).map((name) => ({ node, ...name })));
	const kinds = [...new Set(named.map(({ kind }) => kind))];
	const searched = nodes.flatMap((node) => {
		const text = contents.textOf(node);
		return text === undefined ? [] : [{ node, ...text }];
	});
	const sentences = new Map<string, number>();
	const sentenceOf = Uint32Array.from({ length: store.relationships }, (_, id) => {
		const sentence = contents.sentenceOf(id);
		if (sentence === undefined) return 0;
		if (!sentences.has(sentence)) sentences.set(sentence, sentences.size + 1);
		return sentences.get(sentence)!;
	});
	const known = vectors === undefined ? [] : nodes.filter((node) => vectors.of(node) !== undefined);
	const dimension = vectors?.dimension ?? 0;
	const rows = new Float32Array(known.length * dimension);
	for (const [row, node] of known.entries()) rows.set(vectors!.of(node)!, row * dimension);
	const facts: Facts = {
		kinds,
		dimension,
		...(communities !== undefined && {
			communities: communities.map(({ name, terms, members }) => ({
				...{ name, terms: [...terms], members: [...members] },
			})),
		}),
	};
	let lines = 0;
	return {
		facts,
		texts: new Map([
			["names", named.map(({ name }) => name)],
			["searched.names", searched.map(({ names }) => names)],
			["searched.body", searched.map(({ body }) => body)],
			["searched.prose", searched.map(({ prose }) => prose)],
			["searched.excerpt", searched.map(({ excerpt }) => excerpt)],
			["sentences", [...sentences.keys()]],
		]),
		numbers: new Map([
			["names.node", Uint32Array.from(named, ({ node }) => node)],
			[
				"names.kind",
				Uint32Array.from(named, ({ kind, isPath }) => 2 * kinds.indexOf(kind) + (isPath ? 1 : 0)),
			],
			["searched.node", Uint32Array.from(searched, ({ node }) => node)],
			["searched.lines", Uint32Array.from(searched.flatMap((text) => [...text.lines]))],
			["searched.ends", Uint32Array.from(searched, (text) => (lines += text.lines.length))],
			["sentenceOf", sentenceOf],
			["vectors.node", Uint32Array.from(known)],
		]),
		floats: new Map([["vectors", rows]]),
	};
}

/** Throws an `InputError` where there is none. */
export function openSavedFile(path: string): Pick<RemoteGraph, "ask" | "find" | "close"> {
	const file = open(path);
	const saved = readIndex(path, file);
	const { store } = saved;
	const facts = saved.facts as Facts;
	const map = facts.communities && {
		communities: facts.communities.map(({ name, terms, members }) => ({
			name,
			terms,
			members: members.map(String),
		})),
	};
	// Vectors are read when a query asks for one.
	const network = later(() => networkOf(saved, facts));
	const near = later(() => similarityBy(network()!, Number, store.nodes));
	const similarity: Similarity | undefined = facts.dimension === 0 ? undefined : (a, b) => near()(a, b);
	const asked = later(() => networkProcedures(network(), map, Number, store.nodes));
	const procedures: Procedures = new Procedures([
		...builtInProcedures(() => procedures),
		...networkProcedures(undefined, undefined, Number, 0).map((procedure, i) => ({
			...procedure,
			call: (...args: Parameters<Procedure["call"]>) => asked()[i]!.call(...args),
		})),
		searchProcedureOf(() => searchedIn(saved)),
	]);
	const options = { store, access: accessTo(store, similarity), procedures };
	return {
		async ask(query, { parameters = new Map(), ...rest } = {}) {
			const prepared = prepare(query, { ...options, parameters: new Set(parameters.keys()) });
			const result = await prepared.run({ ...rest, parameters });
			return { result, store, sentenceOf: (relationship) => sentenceIn(saved, relationship) };
		},
		find: (typed) => find(saved, facts, typed),
		close: async () => closeSync(file),
	};
}

function open(path: string): number {
	try {
		return openSync(path, "r");
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? String(error);
		throw new InputError(`The saved graph ${path} cannot be opened (${code}).`, {
			hint: `notapse push ${path} saves the graph of a vault`,
		});
	}
}

function readIndex(path: string, file: number): SavedGraph {
	try {
		return openSavedGraph(sourceOf(file));
	} catch (error) {
		throw new InputError(`${path} is no saved graph of this version of notapse.`, {
			cause: error,
			hint: `save it again: notapse push ${path}`,
		});
	}
}

function sourceOf(file: number): ByteSource {
	const { size } = fstatSync(file);
	const read = (offset: number, length: number): Buffer => {
		if (!(length >= 0) || !(offset >= 0) || offset + length > size)
			throw new RangeError("the file ends too soon");
		const bytes = Buffer.allocUnsafeSlow(length);
		for (let at = 0; at < length; ) {
			const count = readSync(file, bytes, at, length - at, offset + at);
			if (count === 0) throw new RangeError("the file ends too soon");
			at += count;
		}
		return bytes;
	};
	return {
		read,
		text: (offset, length, width) => read(offset, length).toString(width === 1 ? "latin1" : "utf16le"),
	};
}

function later<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

/** Concepts are called by the numbers of their nodes. */
function networkOf(saved: SavedGraph, { dimension }: Facts) {
	const nodes = saved.numbers("vectors.node");
	const vectors = saved.floats("vectors");
	if (nodes === undefined || vectors === undefined || nodes.length === 0) return undefined;
	return { concepts: Array.from(nodes, String), dimension, vectors };
}

function searchedIn(saved: SavedGraph): SearchableNote[] {
	const part = (name: string) => saved.texts(`searched.${name}`) ?? [];
	const [names, body, prose, excerpt] = [part("names"), part("body"), part("prose"), part("excerpt")];
	const lines = saved.numbers("searched.lines")!;
	const ends = saved.numbers("searched.ends")!;
	return Array.from(saved.numbers("searched.node")!, (node, i) => ({
		...{ node, names: names[i]!, body: body[i]! },
		// Asked of those that are found.
		get prose() {
			return prose[i]!;
		},
		get excerpt() {
			return excerpt[i]!;
		},
		get lines() {
			return Array.from(lines.subarray(i === 0 ? 0 : ends[i - 1]!, ends[i]!));
		},
	}));
}

function sentenceIn(saved: SavedGraph, relationship: number): string | undefined {
	const code = saved.numbers("sentenceOf")?.[relationship] ?? 0;
	return code === 0 ? undefined : saved.texts("sentences")?.[code - 1];
}

async function find(saved: SavedGraph, { kinds }: Facts, typed: string) {
	const { chooseNamed } = await import("../backends/index.js");
	const meant = targetIn(typed);
	const wanted = foldName(meant.replace(/^#/, ""));
	const names = saved.texts("names") ?? [];
	const [nodes, kind] = [saved.numbers("names.node")!, saved.numbers("names.kind")!];
	const { store } = saved;
	const where = (fits: (name: string) => boolean) =>
		names.flatMap((name, i) => {
			if (!fits(name)) return [];
			const node = nodes[i]!;
			const [title, path, tag] = ["title", "path", "tag"].map((key) => store.nodeValue(node, key));
			return {
				...{ labels: store.labelsOf(node), title: String(title ?? ""), name },
				...{ kind: kinds[kind[i]! >> 1]!, isPath: kind[i]! % 2 === 1 },
				...(typeof path === "string" && { path }),
				...(typeof tag === "string" && { tag }),
			};
		});
	return chooseNamed(meant, {
		exact: where((name) => name === wanted),
		partly: async () => where((name) => name.includes(wanted)),
	});
}

/** Of a link as it is copied from a note: `[[target#heading|alias]]`. */
function targetIn(typed: string): string {
	return (/^!?\[\[([^\]#|]*)[^\]]*\]\]$/.exec(typed.trim())?.[1] ?? typed).trim();
}
