import type {
	Canvas,
	ConceptGraph,
	Diagnostic,
	Link,
	Note,
	NoteCells,
	ResolvedLink,
	Vault,
	VaultPath,
} from "../model/index.js";
import { cellDiagnostics } from "./cell-diagnostics.js";
import { resolveCells } from "./cell-imports.js";
import { nameConcepts } from "./concept-names.js";
import { collectConcepts } from "./concepts.js";
import { canvasLinkDiagnostics, type LinkContext, noteLinkDiagnostics } from "./link-diagnostics.js";
import { createResolver, type Resolver } from "./resolver.js";
import { toGraphology } from "./to-graphology.js";

export interface GraphInput {
	readonly vault: Vault;
	/** All notes of the vault, drafts too. */
	readonly notes: readonly Note[];
	readonly canvases: readonly CanvasNotes[];
	/** Of all notes that have any. */
	readonly cells?: readonly NoteCells[];
	readonly options: GraphOptions;
}

/** A canvas and its text cards, read as notes. */
export interface CanvasNotes {
	readonly canvas: Canvas;
	readonly cards: readonly Note[];
}

export interface GraphOptions {
	/** Whether an alias resolves a link when no file does. Obsidian: no. */
	readonly aliasLinks: boolean;
	/** Whether notes that are not published take part. They are found in either case. */
	readonly unpublished: "include" | "exclude";
}

/** Resolves every link, then joins what names the same thing into one concept. */
export function buildGraph({ vault, notes, canvases, cells = [], options }: GraphInput): ConceptGraph {
	const all = sortByPath(notes, (note) => note.path);
	const shown = options.unpublished === "include" ? all : all.filter((note) => note.published);
	const drawn = sortByPath(canvases, ({ canvas }) => canvas.path);
	const resolver = resolverOf(vault, all, drawn, options);

	const resolved = new Map(shown.map((note) => [note.path, resolveAll(resolver, note.links, note.path)]));
	const resolvedCanvases = new Map(
		drawn.map(({ canvas, cards }) => [
			canvas.path,
			{
				files: resolveAll(resolver, canvas.files, canvas.path),
				cards: cards.map((card) => resolveAll(resolver, card.links, canvas.path)),
			},
		]),
	);

	const resolvedCells = resolveCells(cells, resolver);

	const names = nameConcepts(shown);
	const unpublished = new Set(all.filter((note) => !note.published).map((note) => note.path));
	const concepts = collectConcepts({
		notes: shown,
		canvases: drawn,
		resolved,
		resolvedCanvases,
		cells,
		resolvedCells,
		names,
		paths: new Set(
			[...vault.attachments, ...all, ...drawn.map(({ canvas }) => canvas)].map(({ path }) => path),
		),
		hidden: options.unpublished === "include" ? new Set() : unpublished,
	});
	const context: LinkContext = { names, anchors: resolver.anchors, unpublished };
	const diagnostics: Diagnostic[] = [
		...shown.flatMap((note) => noteLinkDiagnostics(note, resolved.get(note.path) ?? [], context)),
		...cellsOf(shown, cells).flatMap(([note, own]) =>
			cellDiagnostics(note, own, resolvedCells.get(note.path) ?? [], resolved.get(note.path) ?? [], context),
		),
		...drawn.flatMap(({ canvas }) => {
			const links = resolvedCanvases.get(canvas.path);
			return canvasLinkDiagnostics(canvas.path, links?.files ?? [], links?.cards ?? [], context);
		}),
	];
	return {
		graph: toGraphology(concepts),
		resolved,
		canvases: resolvedCanvases,
		cells: resolvedCells,
		tags: concepts.tags,
		diagnostics,
	};
}

function cellsOf(
	notes: readonly Note[],
	cells: readonly NoteCells[],
): readonly (readonly [Note, NoteCells])[] {
	if (cells.length === 0) return [];
	const byPath = new Map(notes.map((note) => [note.path, note]));
	return cells.flatMap((own) => {
		const note = byPath.get(own.note);
		return note === undefined ? [] : [[note, own] as const];
	});
}

function resolverOf(
	vault: Vault,
	notes: readonly Note[],
	canvases: readonly CanvasNotes[],
	{ aliasLinks, unpublished }: GraphOptions,
): Resolver {
	const drawings = [...vault.canvases, ...canvases.map(({ canvas }) => canvas)].map(({ path }) => path);
	const attachments = vault.attachments.map(({ path }) => path);
	const sources = new Map(vault.notes.map(({ path, source }) => [path, source]));
	const include = unpublished === "include";
	return createResolver({
		notes,
		files: [...new Set([...drawings, ...attachments])],
		aliasLinks,
		hidden: (note) => !include && !note.published,
		// An attachment may belong to a draft, and suggestions are published.
		suggestedFiles: [...new Set(include ? [...drawings, ...attachments] : drawings)],
		sourceOf: (path) => sources.get(path),
	});
}

function resolveAll(resolver: Resolver, links: readonly Link[], from: VaultPath): readonly ResolvedLink[] {
	return links.map((link) => ({ link, resolution: resolver.resolve(link, from) }));
}

function sortByPath<T>(items: readonly T[], pathOf: (item: T) => VaultPath): readonly T[] {
	return [...items].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : pathOf(a) > pathOf(b) ? 1 : 0));
}
