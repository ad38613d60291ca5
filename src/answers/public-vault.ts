/**
 * The part of a vault that readers of the site may learn of: what its pages are made from, without drafts, without files
 * that no page shows, and without what stands in comments. Whoever answers questions on pages is given this and
 * nothing else, so that no answer can say more than the site does.
 */
import type {
	CompiledNote,
	ConceptGraph,
	ConceptId,
	Note,
	ResolvedLink,
	SourceFile,
	Span,
	Vault,
	VaultPath,
} from "../model/index.js";

export interface VaultParts {
	readonly vault: Vault;
	readonly notes: readonly CompiledNote[];
	readonly graph: ConceptGraph;
}

/** @param shows whether the site shows a concept, or names it */
export function publicVault(
	{ vault, notes, graph }: VaultParts,
	shows: (concept: ConceptId) => boolean,
): VaultParts {
	const isNote = (path: VaultPath) => paths.has(path);
	const shown = notes.filter(({ note }) => note.published && shows(note.path));
	const paths = new Set(shown.map(({ note }) => note.path));
	return {
		vault: {
			...vault,
			notes: withoutHidden(
				vault.notes.filter(({ path }) => isNote(path)),
				shown,
			),
			canvases: vault.canvases.filter(({ path }) => shows(path)),
			sidecars: vault.sidecars.filter(({ path }) => shows(path)),
			bases: vault.bases.filter(({ path }) => shows(path)),
			attachments: vault.attachments.filter(({ path }) => shows(path)),
			diagnostics: [],
		},
		notes: shown.map(publicNote),
		graph: publicGraph(graph, isNote, shows),
	};
}

/**
 * Blank where comments were, and where a search stands, which would find itself: its page shows what it finds instead. So
 * every place stays where it is.
 */
export function withoutHidden(
	files: readonly SourceFile[],
	notes: readonly CompiledNote[],
): readonly SourceFile[] {
	const byPath = new Map(notes.map(({ note }) => [note.path, note]));
	return files.map((file) => {
		const note = byPath.get(file.path);
		return note === undefined ? file : withBlanks(file, note);
	});
}

function withBlanks(file: SourceFile, { comments, queries }: Note): SourceFile {
	const searches = queries.filter(({ language }) => language === "search").map(({ span }) => span);
	const hidden = [...comments, ...searches].sort((a, b) => a.start - b.start);
	if (hidden.length === 0) return file;
	let source = "";
	let end = 0;
	for (const { start, end: stop } of hidden) {
		if (start < end) continue;
		source += file.source.slice(end, start) + blank(file.source, { start, end: stop });
		end = stop;
	}
	return { ...file, source: source + file.source.slice(end) };
}

function blank(source: string, { start, end }: Span): string {
	return source.slice(start, end).replace(/[^\r\n]/g, " ");
}

/** The heavy parts stay where they are: they are decoded when somebody asks. */
function publicNote(compiled: CompiledNote): CompiledNote {
	const { links, tags } = compiled.note;
	if (!links.some(isHidden) && !tags.some(isHidden)) return compiled;
	const note: Note = { ...compiled.note, links: links.filter(isShown), tags: tags.filter(isShown) };
	return Object.create(compiled, { note: { value: note, enumerable: true } }) as CompiledNote;
}

function isHidden({ comment }: { readonly comment?: true }): boolean {
	return comment === true;
}

function isShown(written: { readonly comment?: true }): boolean {
	return !isHidden(written);
}

/** A link to what is not shown leads nowhere, and suggests nothing. */
function publicGraph(
	graph: ConceptGraph,
	isNote: (path: VaultPath) => boolean,
	shows: (concept: ConceptId) => boolean,
): ConceptGraph {
	const hidden = graph.graph.filterNodes((id) => !shows(id));
	const copy = without(graph.graph, hidden);
	const answer = (resolved: ResolvedLink): ResolvedLink =>
		resolved.resolution.kind === "missing" || shows(resolved.resolution.path)
			? resolved
			: { link: resolved.link, resolution: { kind: "missing" } };
	return {
		...graph,
		graph: copy,
		resolved: new Map(
			[...graph.resolved]
				.filter(([path]) => isNote(path))
				.map(([path, links]) => [path, links.filter(({ link }) => isShown(link)).map(answer)]),
		),
		canvases: new Map([...graph.canvases].filter(([path]) => shows(path))),
		cells: new Map([...graph.cells].filter(([path]) => isNote(path))),
		tags: new Map([...graph.tags].filter(([, id]) => shows(id))),
		diagnostics: [],
	};
}

function without(graph: ConceptGraph["graph"], hidden: readonly ConceptId[]): ConceptGraph["graph"] {
	if (hidden.length === 0) return graph;
	const copy = graph.copy();
	for (const id of hidden) copy.dropNode(id);
	return copy;
}
