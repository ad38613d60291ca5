/**
 * The compiler: read → parse → graph → embed → render → write, in this order and in plain sight. Parsing happens in
 * workers and is cached by content; what the network has learned is kept; everything else is made again each time and
 * is cheap.
 */
import { join, resolve } from "node:path";
import type { AnswerSummary } from "./answers/answer-summary.js";
import { publicVault } from "./answers/public-vault.js";
import { recallScripts } from "./answers/recorded-scripts.js";
import { answerSite, answersAsOf, asksAnything } from "./answers/site-answers.js";
import { siteGraphFile } from "./answers/site-graph.js";
import { readAssets } from "./assets.js";
import { readClock } from "./clock.js";
import { neighborsOf } from "./concepts/concept-neighbors.js";
import { type ConceptFinder, createConceptFinder } from "./concepts/find-concept.js";
import { type Apart, createApart, type Told } from "./embedder/embed-apart.js";
import {
	createEmbedder,
	type Embedded,
	type Embedder,
	type EmbedderInput,
	type EmbedderSettings,
	type ModelId,
} from "./embedder/embedder.js";
import type { PackedMemory } from "./embedder/embedding-memory.js";
import { openNoteCell } from "./embedder/note-cell.js";
import type { InferenceParts } from "./embedding/index.js";
import {
	cacheDir,
	connect,
	type LoadedVault,
	type LoadOptions,
	load,
	loadOnce,
	noteCompilerFor,
	noteOptions,
	parse,
	read,
} from "./load.js";
import type {
	BuildReport,
	CellPlan,
	CellResult,
	ConceptId,
	ConceptMap,
	Diagnostic,
	Embedding,
	Explanation,
	Neighbor,
	NoteNeighbors,
	SiteOptions,
	TrainingReport,
	Vault,
} from "./model/index.js";
import type { NoteCompiler } from "./note-compiler/note-compiler.js";
import { tablesOf } from "./query-graph/vault-tables.js";
import {
	loadOutputEngines,
	type OutputEngines,
	outputState,
	planSite,
	prepareOutput,
	type RenderInput,
	renderSite,
	writeSite,
} from "./site/index.js";
import { createStages, type Stages, type Timing } from "./stages.js";
import { readAttachment } from "./vault/index.js";
import { stampOfRecords } from "./vault-cells/records-stamp.js";
import { digestOfVault } from "./vault-digest.js";
import { programId } from "./version.js";

export { exportVectors, type VectorFormat, vectorFormats } from "./embedding/index.js";
export { checkVault, exportGraph, type LoadedVault, type LoadOptions, loadVault } from "./load.js";
export type { CompileEvent, Stage, TimedPart, Timing } from "./stages.js";
export { version } from "./version.js";

export interface CompileOptions extends LoadOptions {
	/** The output folder. */
	readonly out: string;
	/** Compile even if nothing has changed, without the cache. */
	readonly force?: boolean;
	/** Do everything but write. */
	readonly dryRun?: boolean;
}

export interface CompileResult {
	readonly diagnostics: readonly Diagnostic[];
	readonly report: BuildReport;
	readonly summary: CompileSummary;
	readonly timings: readonly Timing[];
	/** True when the output was already what it should be, and nothing was made. */
	readonly upToDate: boolean;
	/** Sources by path, for code frames. */
	readonly sources: ReadonlyMap<string, string>;
}

export interface CompileSummary {
	readonly notes: number;
	readonly links: number;
	readonly attachments: number;
	/** Files in the output, and bytes in all of them. */
	readonly files: number;
	readonly bytes: number;
	readonly written: number;
	readonly unchanged: number;
	readonly removed: number;
	/** With `dryRun`, what would be there. */
	readonly paths?: readonly string[];
	readonly embedding?: EmbeddingSummary;
	/** Where there are any. */
	readonly cells?: CellSummary;
	/** Of published notes, where they ask. */
	readonly questions?: AnswerSummary["questions"];
	/** Where they have programs for Dataview. */
	readonly programs?: AnswerSummary["programs"];
}

/** What is known of the results of a vault's cells. */
export interface CellSummary {
	readonly all: number;
	/** Shown with the result of an older program. */
	readonly stale: number;
	/** Could be run, and never were. */
	readonly unknown: number;
}

export interface EmbeddingSummary {
	readonly concepts: number;
	/** Communities on the map. */
	readonly regions: number;
	readonly method: Embedding["method"];
	/** Whether the model was learned for this build, from nothing or from the one before, or was there. */
	readonly trained: Embedded["trained"];
	readonly training?: TrainingReport;
}

export interface EmbeddedVault extends LoadedVault {
	readonly embedding: Embedding;
	readonly map: ConceptMap;
	readonly finder: ConceptFinder;
	readonly summary: EmbeddingSummary;
	/** Of a note, those of the embedding; of any other concept, those whose vectors are nearest, without reasons. */
	neighborsOf(concept: ConceptId): readonly Neighbor[];
	/** Which messages made two of its concepts alike. */
	explain(a: ConceptId, b: ConceptId): Promise<Explanation | undefined>;
	/** What it takes to infer the vectors elsewhere; nothing if a note's code is part of it. */
	inference(): InferenceParts | undefined;
}

/** Keeps workers and parsed notes between builds; a note that is edited is on its page at once. */
export interface Compiler {
	build(): Promise<CompileResult>;
	/** Is called when something has been learned beside the builds: the next build shows it. */
	onLearned(listener: LearnedListener): void;
	close(): Promise<void>;
}

/** `some`: what is near the notes that were edited; `all`: everything that follows from the vault. */
export type LearnedListener = (what: "some" | "all") => void;

/** Compiles a vault to a site. Throws UsageError, InputError, SafetyError and OutputError; never for a note. */
export async function compile(options: CompileOptions): Promise<CompileResult> {
	const makers = makersFor(options);
	try {
		return await build(options, makers);
	} finally {
		await closeAll(makers);
	}
}

export function createCompiler(options: CompileOptions): Compiler {
	let learned: LearnedListener = () => {};
	const makers = makersFor(options, (what) => learned(what));
	return {
		build: () => build(options, makers),
		onLearned: (listener) => {
			learned = listener;
		},
		close: () => closeAll(makers),
	};
}

/** What has a memory: the rest of a build is made of what these give. */
interface Makers {
	readonly noteCompiler: NoteCompiler;
	readonly embedder: Embedder;
	close?(): void;
}

/**
 * @param learned given for a compiler that stays alive
 * @param patient whether nothing that takes long may be done in this thread
 */
function makersFor(
	options: LoadOptions & { force?: boolean },
	learned?: LearnedListener,
	patient = false,
): Makers {
	const noteCompiler = noteCompilerFor(options, learned !== undefined);
	if (learned === undefined) return { noteCompiler, embedder: embedderFor(options) };
	const threads = new Map<string, Apart<Learned>>();
	const threadFor = (input: EmbedderInput, key: string): Apart<Learned> => {
		const thread =
			threads.get(key) ??
			createApart<ApartTask, Learned>("embedding-worker.js", () => taskFor(options, input, key, embedder));
		threads.set(key, thread);
		return thread;
	};
	const adopt = (key: string, { result }: Told<Learned>) => {
		if ("lists" in result) embedder.adoptLists(key, result.lists);
		else embedder.adopt(key, result.packed);
	};
	const under = new Map<string, Promise<void>>();
	const embedder: Embedder = embedderFor(options, {
		apart: (input, key) =>
			threadFor(input, key).start((told) => {
				adopt(key, told);
				learned(told.last ? "all" : "some");
			}),
		...(patient && {
			elsewhere: async (input, key) => {
				if (input.notes.length < worthThread) return;
				const way =
					under.get(key) ??
					new Promise<void>((resolve) => {
						const told = (message: Told<Learned>) => {
							adopt(key, message);
							if (message.last) resolve();
						};
						threadFor(input, key).start(told, resolve);
					}).finally(() => under.delete(key));
				under.set(key, way);
				await way;
			},
		}),
	});
	const close = () => {
		for (const thread of threads.values()) thread.close();
	};
	return { noteCompiler, embedder, close };
}

/** Notes of a vault that is embedded sooner than a thread has read it. */
const worthThread = 300;

async function closeAll({ noteCompiler, embedder, close }: Makers): Promise<void> {
	close?.();
	embedder.close();
	await noteCompiler.close();
}

/** What a thread is told that embeds a vault beside a compiler. Plain data. */
export interface ApartTask {
	readonly options: Pick<LoadOptions, "vault" | "config" | "cache" | "trust">;
	readonly unpublished: "include" | "exclude";
	/** What it cannot find in the cache, because there is none. */
	readonly known?: { readonly key: string; readonly packed: PackedMemory };
}

function taskFor(
	{ vault, config, cache, trust }: LoadOptions,
	input: EmbedderInput,
	key: string,
	embedder: Embedder,
): ApartTask {
	return {
		options: { vault, config, ...(cache !== undefined && { cache }), trust: trust ?? false },
		unpublished: input.unpublished,
		...(cache === false && { known: { key, packed: embedder.packModel(key) } }),
	};
}

/** What that thread finds out: first the lists of edited notes, if it can, and then everything. */
type Learned = { readonly lists: readonly NoteNeighbors[] } | { readonly packed: PackedMemory };

/**
 * What that thread does, each time it is asked: reads the vault as it is then, tells what is near the notes that were
 * edited, trains if it is time to, infers everything, and gives it back as bytes.
 */
export function embedApart(
	{ options, unpublished, known }: ApartTask,
	tell: (told: Told<Learned>) => void,
): () => Promise<void> {
	const noteCompiler = noteCompilerFor(options, true);
	const embedder = embedderFor(options, { ...(known && { known }) });
	return async () => {
		const loaded = await load(options, createStages(), unpublished, noteCompiler);
		const input = await embedderInput(loaded, options, unpublished);
		const lists = embedder.listEdited(input);
		if (lists.length > 0) tell({ result: { lists }, last: false });
		await embedder.embed(input, () => {});
		tell({ result: { packed: embedder.pack(input) }, last: true });
		embedder.follow(input);
	};
}

async function build(options: CompileOptions, { noteCompiler, embedder }: Makers): Promise<CompileResult> {
	const { config } = options;
	const out = resolve(options.out);
	const stages = createStages(options);

	const vault = await stages.run("read", () => read(options, [out]));
	await prepareOutput(out, vault.root);
	const state = outputState(out, cacheDir(options, vault), programId);
	const fingerprint = fingerprintOf(vault, options, stampOfRecords(vault.root));
	const clock = readClock(process.env);
	const last = options.force || options.dryRun ? undefined : await state.load<StoredBuild>(fingerprint);
	const isCurrent = async ({ model, asOf }: StoredBuild) =>
		(asOf === undefined || asOf === answersAsOf(vault, clock)) &&
		(model === undefined || (await embedder.isCurrent(model, vault)));
	if (last !== undefined && (await isCurrent(last))) {
		noteCompiler.prepare(vault, noteOptions(vault, options));
		return { ...last, timings: stages.timings, upToDate: true, sources: sourcesOf(vault) };
	}

	const parsed = await stages.run("parse", () => parse(vault, options, noteCompiler, stages));
	const { notes, canvases } = parsed;
	const {
		graph,
		plan,
		results,
		diagnostics: found,
	} = await stages.run("graph", () => connect(vault, parsed, config, "exclude"));
	const embedded = config.embed
		? await stages.run("embed", async () =>
				embedder.embed(
					await embedderInput({ vault, notes, graph, plan }, options, "exclude"),
					stages.epoch,
					stages.part,
				),
			)
		: undefined;
	const cells =
		plan.cells.length === 0 ? undefined : { plan, results, engines: await enginesFor(plan, results) };
	const learned = embedded && { embedding: embedded.embedding, map: embedded.map };
	const shown: RenderInput = {
		...{ vault, notes, canvases, graph, ...learned },
		...(cells && { cells }),
		queries: siteGraphFile({ vault, notes, graph, plan, results }, () => answered?.queries),
		options: siteOptions(vault, options),
		assets: readAssets(),
	};
	const asked = asksAnything(notes, vault);
	const sitePlan = asked ? planSite(shown) : undefined;
	const scripts = await recallScripts({ vault, notes, graph }, clock);
	const answered =
		sitePlan &&
		(await stages.run("answer", () =>
			answerSite(
				{
					...{ vault, notes, graph, plan, results, ...learned, clock, signal: options.signal },
					tables: tablesOf(vault),
					...(scripts && { scripts }),
					options: { ...noteOptions(vault, options), aliasLinks: config.aliasLinks },
					onProgress: (done, total) => stages.progress("answer", done, total),
				},
				sitePlan,
			),
		));
	const { site, diagnostics } = await stages.run("render", () =>
		renderSite({ ...shown, ...(answered && { answers: answered.answers }) }, sitePlan),
	);
	const { diagnostics: unwritten, ...written } = await stages.run("write", () =>
		writeSite(site, {
			out,
			state,
			read: (path) => readAttachment(vault, path),
			dryRun: options.dryRun ?? false,
			force: options.force ?? false,
			onProgress: (done, total) => stages.progress("write", done, total),
		}),
	);

	const stored: StoredBuild = {
		diagnostics: [
			...found,
			...(answered?.diagnostics ?? []),
			...diagnostics,
			...unwritten,
			...noteCompiler.diagnostics,
		],
		report: site.report,
		summary: {
			notes: notes.length,
			links: [...graph.resolved.values()].reduce((sum, links) => sum + links.length, 0),
			attachments: site.report.assets.filter(({ fate }) => fate === "copied").length,
			...written,
			...(embedded && { embedding: summaryOf(embedded) }),
			...(plan.cells.length > 0 && { cells: summaryOfCells(plan, results) }),
			...(answered && answered.summary.questions.all > 0 && { questions: answered.summary.questions }),
			...(answered && answered.summary.programs.all > 0 && { programs: answered.summary.programs }),
		},
		...(embedded && { model: embedded.model }),
		...(answered && { asOf: answersAsOf(vault, clock) }),
	};
	if (!options.dryRun && noteCompiler.repeatable) await state.save(fingerprint, stored);
	return { ...stored, timings: stages.timings, upToDate: false, sources: sourcesOf(vault) };
}

/** The same, and embeds it, for commands that ask what is near what. Drafts take part. */
export async function embedVault(options: LoadOptions): Promise<EmbeddedVault> {
	const stages = createStages(options);
	const loaded = await loadOnce(options, stages);
	const embedder = embedderFor(options);
	try {
		return await embedLoaded(loaded, options, { unpublished: "include", embedder, stages });
	} finally {
		embedder.close();
	}
}

/** By whom a vault is embedded, and for whom. */
interface EmbeddingTask {
	readonly unpublished: "include" | "exclude";
	readonly embedder: Embedder;
	readonly stages: Stages;
}

async function embedLoaded(
	loaded: LoadedVault,
	options: LoadOptions,
	{ unpublished, embedder, stages }: EmbeddingTask,
): Promise<EmbeddedVault> {
	const { vault, notes, graph } = loaded;
	const input = await embedderInput(loaded, options, unpublished);
	const embedded = await stages.run("embed", () => embedder.embed(input, stages.epoch));
	return {
		...loaded,
		embedding: embedded.embedding,
		map: embedded.map,
		summary: summaryOf(embedded),
		finder: createConceptFinder({ vault, notes: notes.map(({ note }) => note), graph }),
		neighborsOf: (concept) => neighborsOf(embedded.embedding, concept),
		explain: async (a, b) => embedder.explain(input, embedded.embedding, a, b),
		inference: () => embedder.parts(input),
	};
}

/** For whoever answers questions about a vault that changes: keeps workers, parsed notes and what was learned. */
export interface Reader {
	/** The vault as it is now. */
	read(): Promise<LoadedVault>;
	/** What the network makes of it; of a vault that was a little different, until a listener is told better. */
	embed(loaded: LoadedVault): Promise<EmbeddedVault>;
	onLearned(listener: LearnedListener): void;
	close(): Promise<void>;
}

/** @param unpublished whether drafts take part */
export function createReader(options: LoadOptions, unpublished: "include" | "exclude"): Reader {
	let learned: LearnedListener = () => {};
	const makers = makersFor(options, (what) => learned(what), true);
	const { noteCompiler, embedder } = makers;
	return {
		read: () => load(options, createStages(options), unpublished, noteCompiler),
		embed: (loaded) => embedLoaded(loaded, options, { unpublished, embedder, stages: createStages(options) }),
		onLearned: (listener) => {
			learned = listener;
		},
		close: () => closeAll(makers),
	};
}

/** What readers of the site may know, of a vault that was read without drafts. */
export function publicPart(loaded: LoadedVault, options: LoadOptions): LoadedVault {
	const { vault, notes, canvases, graph } = loaded;
	const shown = { vault, notes, canvases, graph, options: siteOptions(vault, options), assets: readAssets() };
	return { ...loaded, ...publicVault(loaded, planSite(shown).shows), diagnostics: [] };
}

/** What is kept of a build for the next one that finds nothing changed. */
type StoredBuild = Pick<CompileResult, "diagnostics" | "report" | "summary"> & {
	readonly model?: ModelId;
	/** Where notes ask: when they were answered. */
	readonly asOf?: string;
};

function embedderFor(
	options: LoadOptions & { force?: boolean },
	more: Pick<EmbedderSettings, "apart" | "elsewhere" | "known"> = {},
): Embedder {
	return createEmbedder({
		...more,
		force: options.force ?? false,
		cacheDir: (vault) => {
			const dir = cacheDir(options, vault);
			return dir === undefined ? undefined : join(dir, "embedding");
		},
		...(options.signal !== undefined && { signal: options.signal }),
	});
}

/** Where nothing is unpublished, the site and the commands mean the same, and share it. */
async function embedderInput(
	loaded: Pick<LoadedVault, "vault" | "notes" | "graph" | "plan">,
	options: LoadOptions,
	asked: "include" | "exclude",
): Promise<EmbedderInput> {
	const { vault, notes, graph } = loaded;
	const unpublished = notes.every(({ note }) => note.published) ? "include" : asked;
	const digest = digestOfVault(vault, "names", [noteOptions(vault, options), options.config.aliasLinks]);
	const cell = await openNoteCell(loaded, options);
	return { vault, notes, graph, config: options.config, unpublished, digest, ...(cell && { cell }) };
}

function summaryOf({ embedding, map, trained }: Embedded): EmbeddingSummary {
	return {
		concepts: embedding.concepts.length,
		regions: map.communities.length,
		method: embedding.method,
		trained,
		...(embedding.training !== undefined && { training: embedding.training }),
	};
}

function summaryOfCells({ cells }: CellPlan, results: readonly CellResult[]): CellSummary {
	const states = results.filter((_, i) => cells[i]!.key !== undefined).map(({ state }) => state);
	const count = (wanted: CellResult["state"]) => states.filter((state) => state === wanted).length;
	return { all: cells.length, stale: count("stale"), unknown: count("missing") };
}

/** What makes something of formulas and HTML in results: loaded when there are some. */
function enginesFor(plan: CellPlan, results: readonly CellResult[]): Promise<OutputEngines> {
	const captions = plan.cells.flatMap(({ compiled }) => compiled.cell.options.caption ?? []);
	return loadOutputEngines(results, captions);
}

function siteOptions(vault: Vault, { config, trust }: LoadOptions): SiteOptions {
	return {
		title: config.title ?? vault.name,
		lang: config.lang,
		...(config.baseUrl !== undefined && { baseUrl: config.baseUrl }),
		...(config.home !== undefined && { home: config.home }),
		...(config.description !== undefined && { description: config.description }),
		trust: trust ?? false,
		strictLineBreaks: vault.settings.strictLineBreaks,
		related: config.related,
		suggestions: config.suggestions,
	};
}

/** Everything that the output depends on; a stored build with the same fingerprint is this build. */
function fingerprintOf(vault: Vault, options: CompileOptions, records: string): string {
	const { title, lang, baseUrl, home, description, aliasLinks } = options.config;
	const { embed, related, suggestions, epochs, dim, seed, cell } = options.config;
	return digestOfVault(vault, "contents", [
		...[programId, vault.name, vault.diagnostics, records, noteOptions(vault, options)],
		...[title, lang, baseUrl, home, description, aliasLinks],
		...[embed, related, suggestions, epochs, dim, seed, cell],
	]);
}

function sourcesOf(vault: Vault): ReadonlyMap<string, string> {
	return new Map(
		[...vault.notes, ...vault.canvases, ...vault.sidecars, ...vault.bases].map(({ path, source }) => [
			path,
			source,
		]),
	);
}
