import { buildGraph, checkVault, type GraphOptions } from "../../../src/graph/index.js";
import type { Canvas, ConceptGraph, Diagnostic, Note, Vault } from "../../../src/model/index.js";
import { readNote } from "./read-note.js";

/** A vault as a map of path → text. Notes end in `.md`; other files have no text that matters here. */
export type Files = Readonly<Record<string, string>>;

export interface Built {
	readonly vault: Vault;
	readonly notes: readonly Note[];
	readonly graph: ConceptGraph;
	readonly diagnostics: readonly Diagnostic[];
}

export function build(
	files: Files,
	options: Partial<GraphOptions> = {},
	canvases: readonly { canvas: Canvas; cards: readonly Note[] }[] = [],
): Built {
	const paths = Object.keys(files).sort();
	const sources = paths.filter((path) => /\.md$/i.test(path)).map((path) => ({ path, source: files[path]! }));
	const notes = sources.map(({ path, source }) => readNote(path, source));
	const vault: Vault = {
		root: "/vault",
		name: "vault",
		obsidian: false,
		notes: sources.map((source) => ({ ...source, hash: "" })),
		canvases: canvases.map(({ canvas }) => ({ path: canvas.path, source: "", hash: "" })),
		attachments: paths
			.filter((path) => !/\.(md|canvas)$/i.test(path))
			.map((path) => ({ path, size: 0, stamp: "" })),
		settings: { ignoreFilters: [], strictLineBreaks: false },
		diagnostics: [],
	};
	const graph = buildGraph({
		vault,
		notes,
		canvases,
		options: { aliasLinks: false, unpublished: "exclude", ...options },
	});
	const cards = canvases.map(({ canvas, cards }) => ({ canvas, cards: cards.map((note) => ({ note })) }));
	return { vault, notes, graph, diagnostics: checkVault({ vault, notes, canvases: cards, graph }) };
}
