import { type NumberedGraph, numberConcepts } from "../../src/embedding/graph/from-concepts.js";
import { type EmbeddingOptions, embedGraph } from "../../src/embedding/index.js";
import { buildGraph } from "../../src/graph/index.js";
import { createPlainKernels } from "../../src/kernels/index.js";
import type { CompiledNote, ConceptGraph, SourceFile, Vault } from "../../src/model/index.js";
import { ownWords, parseCanvas, parseNote } from "../../src/notes/index.js";

export interface Read {
	readonly vault: Vault;
	readonly notes: readonly CompiledNote[];
	readonly graph: ConceptGraph;
}

/**
 * A vault from lines `name: text`, in which `⏎` ends a line of the note. A line that begins with `{` is a canvas that
 * shows notes: `{name: a b a>b`, with arrows.
 */
export function readLines(...lines: readonly string[]): Read {
	const notes: SourceFile[] = [];
	const canvases: SourceFile[] = [];
	for (const line of lines) {
		const divider = line.indexOf(":");
		const [name, text] = [line.slice(0, divider).trim(), line.slice(divider + 1).trim()];
		if (name.startsWith("{")) {
			canvases.push({ path: `${name.slice(1)}.canvas`, source: canvasOf(text.split(" ")), hash: text });
		} else notes.push({ path: `${name}.md`, source: text.replaceAll("⏎", "\n"), hash: text });
	}
	return readFiles(notes, canvases);
}

export function readFiles(
	files: Vault["notes"],
	drawings: Vault["canvases"] = [],
	unpublished: "include" | "exclude" = "include",
): Read {
	const vault: Vault = {
		...{ root: "/vault", name: "vault", obsidian: false, notes: files, canvases: drawings, attachments: [] },
		...{ sidecars: [], bases: [], settings: { ignoreFilters: [], strictLineBreaks: false }, diagnostics: [] },
	};
	const notes = files.map((file): CompiledNote => {
		const parsed = parseNote(file);
		const digests = { facts: "", outline: "", contexts: "", text: file.hash };
		const rest = {
			ids: [],
			cells: [],
			resources: [],
			digests,
			sketch: { sizes: [], buckets: "" },
			search: [],
		};
		const body = { blocks: [], fragments: [], footnotes: [], contexts: [], text: [], features: [] };
		return { note: parsed.note, prose: ownWords(parsed), body, ...rest };
	});
	const graph = buildGraph({
		vault,
		notes: notes.map(({ note }) => note),
		canvases: drawings.map((file) => ({ canvas: parseCanvas(file), cards: [] })),
		options: { aliasLinks: false, unpublished },
	});
	return { vault, notes, graph };
}

export function numberLines(...lines: readonly string[]): NumberedGraph {
	const { graph, notes } = readLines(...lines);
	return numberConcepts(graph, notes);
}

export const kernels = createPlainKernels({ bits: 32 });

export function embed(read: Read, options: Partial<EmbeddingOptions> = {}) {
	const usual = { kernels, seed: 1, dimension: 8, epochs: 0, cell: "gru", method: "diffusion" } as const;
	return embedGraph(read, { ...usual, ...options });
}

/** `a>b c>d` as pairs of names. */
export function pairsOf(
	pairs: Uint32Array,
	first: readonly string[],
	second: readonly string[] = first,
): string {
	const name = (id: string) => id.replace(/\.md$/, "");
	return Array.from({ length: pairs.length / 2 }, (_, i) => {
		return `${name(first[pairs[2 * i]!]!)}>${name(second[pairs[2 * i + 1]!]!)}`;
	}).join(" ");
}

function canvasOf(words: readonly string[]): string {
	const shown = words.filter((word) => !word.includes(">"));
	const box = { x: 0, y: 0, width: 1, height: 1 };
	const nodes = shown.map((word) => ({ id: word, type: "file", file: `${word}.md`, ...box }));
	const edges = words
		.filter((word) => word.includes(">"))
		.map((word) => {
			const [fromNode, toNode] = word.split(">");
			return { id: word, fromNode, toNode };
		});
	return JSON.stringify({ nodes, edges });
}
