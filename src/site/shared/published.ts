import {
	type CompiledCanvas,
	type CompiledNote,
	type ConceptGraph,
	type ResolvedLink,
	stemOf,
	type Vault,
	type VaultPath,
} from "../../model/index.js";
import type { NoteAnswers } from "../answers/answer-view.js";
import type { CellView } from "../cells/cell-view.js";
import type { RelatedNotes } from "./related-index.js";

/** The part of the vault that the world may see. Whatever makes a page asks here, never the vault. */
export interface Published {
	/** Sorted by path. */
	readonly notes: readonly CompiledNote[];
	readonly byPath: ReadonlyMap<VaultPath, CompiledNote>;
	readonly canvases: ReadonlyMap<VaultPath, CompiledCanvas>;
	readonly canvasLinks: ConceptGraph["canvases"];
	/** Names of bases, by their paths. */
	readonly bases: ReadonlyMap<VaultPath, string>;
	/** Notes that are held back. */
	readonly hidden: ReadonlySet<VaultPath>;
	/** `Note.links` with their answers, index for index. */
	linksOf(path: VaultPath): readonly ResolvedLink[];
	/** What the embedding says of a note. */
	relatedOf(path: VaultPath): RelatedNotes;
	/** A note's cells and what they gave. */
	cellsOf(path: VaultPath): readonly CellView[];
	/** A note's questions and what answers them. */
	answersOf(path: VaultPath): NoteAnswers;
	/** Everything with a body: notes, and text cards of canvases. */
	texts(): Iterable<{ readonly compiled: CompiledNote; readonly links: readonly ResolvedLink[] }>;
}

const noAnswers: NoteAnswers = { answers: [], embeds: new Map(), texts: new Map() };

export function selectPublished(
	notes: readonly CompiledNote[],
	canvases: readonly CompiledCanvas[],
	graph: ConceptGraph,
	bases: Vault["bases"],
): Published {
	const shown = notes
		.filter(({ note }) => note.published)
		.sort((a, b) => (a.note.path < b.note.path ? -1 : 1));
	const linksOf = (path: VaultPath) => graph.resolved.get(path) ?? [];
	return {
		notes: shown,
		byPath: new Map(shown.map((compiled) => [compiled.note.path, compiled])),
		canvases: new Map(canvases.map((compiled) => [compiled.canvas.path, compiled])),
		canvasLinks: graph.canvases,
		bases: new Map(bases.map(({ path }) => [path, stemOf(path)])),
		hidden: new Set(notes.filter(({ note }) => !note.published).map(({ note }) => note.path)),
		linksOf,
		relatedOf: () => ({ related: [], suggested: [] }),
		cellsOf: () => [],
		answersOf: () => noAnswers,
		*texts() {
			for (const compiled of shown) yield { compiled, links: linksOf(compiled.note.path) };
			for (const { canvas, cards } of canvases) {
				const links = graph.canvases.get(canvas.path)?.cards ?? [];
				for (const [i, compiled] of cards.entries()) yield { compiled, links: links[i] ?? [] };
			}
		},
	};
}
