import type {
	CellPlan,
	CellResult,
	CompiledCanvas,
	CompiledNote,
	ConceptGraph,
	ConceptId,
	ConceptMap,
	Diagnostic,
	Embedding,
	SiteAssets,
	SiteOptions,
	Vault,
	VaultPath,
} from "../../model/index.js";
import { claimQueryPage, planAddresses } from "../address/addresses.js";
import { Hrefs } from "../address/href.js";
import type { NoteAnswers } from "../answers/answer-view.js";
import { picturesIn } from "../answers/pictures.js";
import { indexCells } from "../cells/index-cells.js";
import type { OutputEngines } from "../cells/output-engines.js";
import { indexResources } from "../fill/resources.js";
import { siteMap } from "../map/site-map.js";
import { indexBacklinks } from "./backlink-index.js";
import { findHome } from "./find-home.js";
import { buildFolders, type Folder } from "./folders.js";
import { indexNeighbourhoods } from "./neighbourhood.js";
import { nameOwnFiles } from "./own-files.js";
import { type Published, selectPublished } from "./published.js";
import { findReach } from "./reach.js";
import { relatedIn } from "./related-index.js";
import { findSecrets } from "./secret-names.js";
import type { SiteIndex } from "./site-index.js";
import { buildTags } from "./tag-tree.js";
import { textsOf } from "./texts.js";
import { visibleConcepts } from "./visible-concepts.js";

export interface RenderInput {
	readonly vault: Vault;
	/** All of them; those that are not published leave no trace in the site. */
	readonly notes: readonly CompiledNote[];
	readonly canvases: readonly CompiledCanvas[];
	readonly graph: ConceptGraph;
	readonly options: SiteOptions;
	readonly assets: SiteAssets;
	/** These two say more about the same vault; without them the site has all but what is made from them. */
	readonly embedding?: Embedding;
	readonly map?: ConceptMap;
	/** The vault's code cells and what is known of them: `results[i]` is of `plan.cells[i]`. */
	readonly cells?: {
		readonly plan: CellPlan;
		readonly results: readonly CellResult[];
		/** See `loadOutputEngines`; without, formulas and HTML in results are shown as text. */
		readonly engines?: OutputEngines;
	};
	/** The graph that readers ask on a page of their own; without, there is no such page. */
	readonly queries?: QueryGraphFile;
	/** What the questions of published notes are answered with; without, they are shown as the code that they are. */
	readonly answers?: ReadonlyMap<VaultPath, NoteAnswers>;
}

/** The graph of all that the site shows, as a file of the site. */
export interface QueryGraphFile {
	/** By which it is known, without making it, whether it has changed. */
	readonly basis: string;
	/** @param site what it shows, and where */
	pack(
		what: "outline" | "whole",
		site: {
			readonly shows: (id: ConceptId) => boolean;
			/** From the site's root, encoded. */
			readonly hrefOf: (id: ConceptId) => string | undefined;
		},
	): Uint8Array;
}

export interface BuiltIndex {
	readonly index: SiteIndex;
	/** What the index was made from, texts and all. */
	readonly published: Published;
	readonly diagnostics: readonly Diagnostic[];
}

/** What all pages share, and what was found to be wrong on the way. */
export function buildIndex(input: RenderInput): BuiltIndex {
	const { vault, graph, options } = input;
	const selected = selectPublished(input.notes, input.canvases, graph, vault.bases);
	const { bases } = selected;
	const files = vault.attachments.map(({ path }) => path);
	const resources = indexResources([...files, ...selected.byPath.keys(), ...selected.canvases.keys()]);
	// A base has a page, and is no file to be loaded.
	const attachments = new Set(files.filter((path) => !bases.has(path)));
	const reach = findReach(selected, attachments, resources, picturesIn(input.answers));
	const home = findHome(selected.notes, options.home, vault.name);
	const folders = buildFolders(selected, options.title);
	const tags = buildTags(selected, graph);
	const addresses = planAddresses({
		notes: selected.notes,
		canvases: [...selected.canvases.values()],
		bases: [...bases.keys()],
		attachments: [...reach.attachments],
		folders,
		tags,
		home,
		reserved: fixedFiles,
	});
	const isSecret = findSecrets(input.notes);
	const visible = visibleConcepts({ graph, published: selected, addresses });
	const relatedOf = relatedIn({
		embedding: input.embedding,
		options,
		isNote: (id) => addresses.notes.has(id),
		visible,
		isTag: (tag) => addresses.tags.has(tag),
	});
	const cells = input.cells && indexCells(input.cells, (note) => addresses.notes.has(note));
	const answersOf = (note: VaultPath) => input.answers?.get(note) ?? selected.answersOf(note);
	const published: Published = { ...selected, relatedOf, answersOf, cellsOf: cells?.of ?? selected.cellsOf };
	const index: SiteIndex = {
		vault,
		options,
		ui: chooseLanguage(options, published.notes),
		published,
		texts: textsOf(published, () => {}),
		graph,
		folders,
		tags,
		positions: positionsIn(folders),
		home,
		addresses,
		hrefs: new Hrefs(),
		resources,
		backlinks: indexBacklinks(published, graph.cells),
		neighbourhoods: indexNeighbourhoods(graph, visible),
		map: siteMap({ map: input.map, graph, visible, isSecret, table: addresses.table }),
		queryPage: input.queries && claimQueryPage(addresses.table),
		cells: cells && { programs: cells.programs, notes: cells.notes, engines: input.cells?.engines ?? {} },
		own: nameOwnFiles(input.assets),
		isSecret,
	};
	const diagnostics = [...reach.diagnostics, ...addresses.diagnostics, ...homeDiagnostics(options, home)];
	return { index, published, diagnostics };
}

/** What every site has, or may have tomorrow, under these names whatever its notes are called. */
const fixedFiles = [
	"index.html",
	"404.html",
	"llms.txt",
	".nojekyll",
	"sitemap.xml",
	"rss.xml",
	"robots.txt",
];

/** Most of the published notes decide. */
function chooseLanguage({ lang }: SiteOptions, notes: readonly CompiledNote[]): "en" | "zh" {
	if (lang !== "auto") return lang;
	return notes.filter(({ note }) => /^zh\b/.test(note.lang)).length * 2 > notes.length ? "zh" : "en";
}

function positionsIn(folders: ReadonlyMap<string, Folder>): Map<string, number> {
	const positions = new Map<string, number>();
	for (const { pages } of folders.values())
		for (const [i, { path }] of pages.entries()) positions.set(path, i);
	return positions;
}

function homeDiagnostics({ home: wanted }: SiteOptions, home: string | undefined): Diagnostic[] {
	if (wanted === undefined || home !== undefined) return [];
	return [
		{
			rule: "site/home",
			severity: "warning",
			message: `The home note “${wanted}” is not among the published notes; the first page is made without it.`,
		},
	];
}
