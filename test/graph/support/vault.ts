import { buildGraph, type CanvasNotes, checkVault, type GraphOptions } from "../../../src/graph/index.js";
import type { ConceptGraph, Diagnostic, Note, Vault } from "../../../src/model/index.js";
import { parseCanvas, parseNote } from "../../../src/notes/index.js";

/** A vault as a map of path → text. Notes end in `.md`, canvases in `.canvas`; other files need no text. */
export type Files = Readonly<Record<string, string>>;

export interface Built {
	readonly vault: Vault;
	readonly notes: readonly Note[];
	readonly graph: ConceptGraph;
	readonly diagnostics: readonly Diagnostic[];
}

/** All stages up to the graph, without a disk. */
export function build(files: Files, options: Partial<GraphOptions> = {}): Built {
	const vault = vaultOf(files);
	return buildVault(vault, options);
}

export function buildVault(vault: Vault, options: Partial<GraphOptions> = {}): Built {
	const notes = vault.notes.map((file) => parseNote(file).note);
	const canvases: CanvasNotes[] = vault.canvases.map((file) => {
		const canvas = parseCanvas(file);
		return { canvas, cards: canvas.texts.map((source) => noteOf(canvas.path, source)) };
	});
	const graph = buildGraph({
		vault,
		notes,
		canvases,
		options: { aliasLinks: false, unpublished: "exclude", ...options },
	});
	const cards = canvases.map(({ canvas, cards }) => ({ canvas, cards: cards.map((note) => ({ note })) }));
	return { vault, notes, graph, diagnostics: checkVault({ vault, notes, canvases: cards, graph }) };
}

export function noteOf(path: string, source: string): Note {
	return parseNote({ path, source, hash: "" }).note;
}

export function vaultOf(files: Files): Vault {
	const texts = (ending: RegExp) =>
		Object.keys(files)
			.filter((path) => ending.test(path))
			.map((path) => ({ path, source: files[path]!, hash: "" }));
	return {
		root: "/vault",
		name: "vault",
		obsidian: false,
		notes: texts(/\.md$/i),
		canvases: texts(/\.canvas$/),
		sidecars: texts(/\.cell\.(?:ts|js|py)$/),
		bases: texts(/\.base$/),
		attachments: Object.keys(files)
			.filter((path) => !/\.(md|canvas)$/i.test(path))
			.map((path) => ({ path, size: 0, stamp: "" })),
		settings: { ignoreFilters: [], strictLineBreaks: false },
		diagnostics: [],
	};
}
