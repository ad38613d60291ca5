import type { ConceptId, Diagnostic, Site, SiteFile, SitePath, VaultPath } from "../model/index.js";
import { isSvg } from "./address/inert.js";
import { planRedirects, renderRedirect } from "./address/redirects.js";
import type { NoteAnswers } from "./answers/answer-view.js";
import { picturesIn } from "./answers/pictures.js";
import { asData } from "./cells/program-file.js";
import { resultFiles } from "./cells/result-files.js";
import { llmsText } from "./feeds/llms.js";
import { markdownCopy } from "./feeds/markdown-copy.js";
import { rssFeed } from "./feeds/rss.js";
import { searchDocuments } from "./feeds/search-documents.js";
import { robotsText, sitemapFiles } from "./feeds/sitemap.js";
import { mapDataFile } from "./map/map-data.js";
import { viewBasePage } from "./pages/base-page.js";
import { viewCanvas } from "./pages/canvas-page.js";
import { viewHome } from "./pages/home-page.js";
import { viewFolder, viewTag, viewTagIndex } from "./pages/list-pages.js";
import { addressOfConcept, viewArea, viewMap } from "./pages/map-page.js";
import { viewNotFound } from "./pages/not-found-page.js";
import { viewNote } from "./pages/note-page.js";
import { queryGraphFile, queryOutlineFile, queryPartFile, viewQuery } from "./pages/query-page.js";
import { buildReport } from "./report.js";
import { buildSearch } from "./search/build.js";
import { indexFile } from "./search/pack.js";
import { basisOf } from "./shared/basis.js";
import { type BuiltIndex, buildIndex, type RenderInput } from "./shared/build-index.js";
import type { Published } from "./shared/published.js";
import type { SiteIndex } from "./shared/site-index.js";
import { digestOf, textsOf } from "./shared/texts.js";
import { publicConcepts } from "./shared/visible-concepts.js";
import { digest } from "./survey-note.js";
import { sanitizeSvg, svgFilterVersion } from "./svg/svg-filter.js";
import { renderPage } from "./templates/page.js";

export type { RenderInput };

/** A site of which it is known what it will show, before the questions of its notes are answered. */
export interface SitePlan {
	/** Whether readers may learn of a concept, or of a file of the vault. */
	shows(id: ConceptId): boolean;
	readonly built: BuiltIndex;
}

export function planSite(input: RenderInput): SitePlan {
	const built = buildIndex(input);
	const { graph, addresses } = built.index;
	return { shows: publicConcepts({ graph, addresses, published: built.published }), built };
}

/**
 * The whole site as a value. First everything gets its address and what pages share is indexed; then each file is
 * a function that makes it when it is written, so that no two pages need be in memory at once.
 */
export function renderSite(
	input: RenderInput,
	plan?: SitePlan,
): { site: Site; diagnostics: readonly Diagnostic[] } {
	const { index, published, diagnostics } = indexFor(input, plan);
	const {
		redirects,
		fates,
		diagnostics: taken,
	} = planRedirects(
		published.notes.map(({ note }) => note),
		index.addresses,
	);
	const basis = basisOf(input, index, published);
	const makeOn =
		(basis: string): Make =>
		(path, content) => ({
			path,
			basis,
			content: (reads = () => {}) => content({ ...index, texts: textsOf(published, reads) }),
		});
	const make = makeOn(basis);
	const makeWithMap = index.map === undefined ? make : makeOn(digest([basis, index.map.digest]));
	const files = [
		makeWithMap("index.html", (index) => renderPage(viewHome(index))),
		...notePages(index, make),
		...markdownCopies(index, published),
		...listPages(index, make),
		...canvasPages(index, make),
		...basePages(index, (hash) => makeOn(digest([basis, hash]))),
		...mapFiles(index, makeWithMap, basis),
		...redirects.map((redirect) => make(redirect.path, (index) => renderRedirect(index, redirect))),
		...attachmentCopies(index),
		...queryFiles(index, input.queries, plan?.shows ?? publicConcepts({ ...index, published }), make, basis),
		...feeds(index, make),
		...ownFiles(index),
		...answerFiles(index, published),
		...cellFiles(index, published),
		...buildSearch(searchDocuments(index, published, vectorsIn(input)), input.embedding?.dimension),
	].sort((a, b) => (a.path < b.path ? -1 : 1));
	return {
		site: {
			files,
			report: buildReport(index, input.notes, fates),
			digestOf: (input) => digestOf(published, input),
		},
		diagnostics: [...diagnostics, ...taken],
	};
}

/** That of the plan, unless answers bring along pictures that nothing else shows. */
function indexFor(input: RenderInput, plan: SitePlan | undefined): BuiltIndex {
	if (plan === undefined) return buildIndex(input);
	const { answers } = input;
	const { built } = plan;
	if (answers === undefined) return built;
	const { addresses, vault } = built.index;
	const attachments = new Set(vault.attachments.map(({ path }) => path));
	const isNew = (path: VaultPath) => attachments.has(path) && !addresses.attachments.has(path);
	if (picturesIn(answers).some(isNew)) return buildIndex(input);
	const answersOf = (note: VaultPath) => answers.get(note) ?? built.published.answersOf(note);
	const published = { ...built.published, answersOf };
	return { ...built, published, index: { ...built.index, texts: textsOf(published, () => {}) } };
}

function vectorsIn({ embedding }: RenderInput): (id: ConceptId) => Float32Array | undefined {
	if (embedding === undefined) return () => undefined;
	const { concepts, dimension, vectors } = embedding;
	const rows = new Map(concepts.map((id, i) => [id, i]));
	return (id) => {
		const row = rows.get(id);
		return row === undefined ? undefined : vectors.subarray(row * dimension, (row + 1) * dimension);
	};
}

/** A file that is made from what all pages share and from what it reads of the notes' texts. */
type Make = (path: SitePath, content: (index: SiteIndex) => string) => SiteFile;

/** Each note's page; the home note's is the site's first page, which is made elsewhere. */
function* notePages({ addresses, published }: SiteIndex, make: Make): Generator<SiteFile> {
	for (const { note } of published.notes) {
		const page = addresses.notes.get(note.path) as SitePath;
		if (page !== "index.html") yield make(page, (index) => renderPage(viewNote(index, note.path)));
	}
}

function* markdownCopies({ vault, addresses }: SiteIndex, { byPath }: Published): Generator<SiteFile> {
	for (const { path, source, hash } of vault.notes) {
		const note = byPath.get(path)?.note;
		if (note === undefined) continue;
		yield {
			path: addresses.markdown.get(path) as SitePath,
			basis: digest([hash, note.comments]),
			content: () => markdownCopy(source, note.comments),
		};
	}
}

function* listPages({ addresses, folders, tags }: SiteIndex, make: Make): Generator<SiteFile> {
	for (const folder of folders.values()) {
		for (const [i, path] of (addresses.folders.get(folder.path) ?? []).entries()) {
			yield make(path, (index) => renderPage(viewFolder(index, folder, i)));
		}
	}
	for (const tag of tags.values()) {
		for (const [i, path] of (addresses.tags.get(tag.key) ?? []).entries()) {
			yield make(path, (index) => renderPage(viewTag(index, tag, i)));
		}
	}
	for (const [i, path] of addresses.tagIndex.entries()) {
		yield make(path, (index) => renderPage(viewTagIndex(index, i)));
	}
}

function* canvasPages({ addresses }: SiteIndex, make: Make): Generator<SiteFile> {
	for (const [canvas, path] of addresses.canvases) {
		yield make(path, (index) => renderPage(viewCanvas(index, canvas)));
	}
}

/** A base that cannot be answered is shown as it is written: its page is made from its text, too. */
function* basePages({ addresses, vault }: SiteIndex, makeOn: (hash: string) => Make): Generator<SiteFile> {
	const hashes = new Map(vault.bases.map(({ path, hash }) => [path, hash]));
	for (const [base, path] of addresses.bases) {
		const make = makeOn(hashes.get(base) ?? "");
		yield make(path, (index) => renderPage(viewBasePage(index, base)));
	}
}

/** The concept map, the pages of its areas, and what its script reads. */
function* mapFiles(index: SiteIndex, make: Make, basis: string): Generator<SiteFile> {
	const { map: siteMap, addresses, hrefs } = index;
	if (siteMap === undefined) return;
	yield make(siteMap.addresses.page, (index) => renderPage(viewMap(index, siteMap)));
	for (const list of siteMap.lists) {
		for (const [i, path] of (siteMap.addresses.areas.get(list.key) ?? []).entries())
			yield make(path, (index) => renderPage(viewArea(index, siteMap, list, i)));
	}
	const hrefOf = (concept: { readonly id: string }) => {
		const address = addressOfConcept(index, concept);
		return address && hrefs.encode(address);
	};
	const { notes, canvases, bases } = addresses;
	const searched = () =>
		[...notes.values(), ...canvases.values(), ...bases.values()].map((path) => hrefs.encode(path)).sort();
	yield mapDataFile(siteMap, digest([basis, siteMap.digest]), () => ({ searched: searched(), hrefOf }));
}

/** The page on which readers ask, the graph that they ask, and what answers. */
function* queryFiles(
	index: SiteIndex,
	queries: RenderInput["queries"],
	shows: SitePlan["shows"],
	make: Make,
	basis: string,
): Generator<SiteFile> {
	const { queryPage, hrefs, own } = index;
	if (queries === undefined || queryPage === undefined) return;
	yield make(queryPage, (index) => renderPage(viewQuery(index, queryPage)));
	const hrefOf = (id: ConceptId) => {
		const address = addressOfConcept(index, { id });
		return address && hrefs.encode(address);
	};
	for (const [path, what] of [
		[queryOutlineFile, "outline"],
		[queryGraphFile, "whole"],
	] as const)
		yield indexFile(path, digest([basis, queries.basis]), () => queries.pack(what, { shows, hrefOf }));
	const { assets } = own;
	yield { path: own.query.css, basis: "own", content: () => assets.query.css };
	yield { path: own.query.js, basis: "own", content: () => assets.query.js };
	const encoder = new TextEncoder();
	yield indexFile(own.query.worker, "own", () => encoder.encode(assets.query.worker));
	for (const [part, text] of assets.query.parts)
		yield indexFile(queryPartFile(part), "own", () => encoder.encode(text));
}

/** Byte for byte, but for SVG, which loses what could run. */
function* attachmentCopies({ vault, addresses }: SiteIndex): Generator<SiteFile> {
	for (const { path: copy, stamp } of vault.attachments) {
		const path = addresses.attachments.get(copy);
		if (path === undefined) continue;
		if (isSvg(path)) yield { path, copy, stamp: `${svgFilterVersion} ${stamp}`, filter: sanitizeSvg };
		else yield { path, copy, stamp };
	}
}

function* feeds(index: SiteIndex, make: Make): Generator<SiteFile> {
	const { baseUrl } = index.options;
	yield make("404.html", (index) => renderPage(viewNotFound(index)));
	yield make("llms.txt", (index) => llmsText(index));
	yield make(".nojekyll", () => "");
	if (baseUrl === undefined) return;
	for (const { path, content } of sitemapFiles(index, baseUrl)) yield make(path, content);
	yield make("rss.xml", (index) => rssFeed(index, baseUrl));
	yield make("robots.txt", () => robotsText(baseUrl));
}

/** What pages with cells load, and what stands in files: programs for the page to run, and large results. */
function* cellFiles({ own, cells }: SiteIndex, { cellsOf }: Published): Generator<SiteFile> {
	if (cells === undefined || cells.notes.length === 0) return;
	const { programs } = cells;
	const file = (path: SitePath, content: () => string) => ({ path, basis: "own", content });
	const { assets } = own;
	yield file(own.cells.css, () => assets.cells.css);
	yield file(own.cells.js, () => assets.cells.js);
	yield* resultFiles(cells.notes, cellsOf);
	if (programs.notes.length === 0) return;
	yield file(own.cells.runner, () => assets.cells.runner);
	yield file(own.cells.frame, () => assets.cells.frame);
	yield file(own.cells.library, () => asData(assets.cells.library));
	yield file(own.cells.editor, () => assets.cells.editor);
	yield file(own.cells.reader, () => assets.cells.reader);
	yield file(own.cells.text, () => assets.cells.text);
	for (const note of programs.notes) {
		const path = programs.of(note)?.path as SitePath;
		yield { path, basis: programs.basis(note), content: () => programs.content(note) };
	}
}

/** What pages with answers load. */
function* answerFiles({ own }: SiteIndex, { notes, bases, answersOf }: Published): Generator<SiteFile> {
	const isAnswered = ({ answers, embeds }: NoteAnswers) =>
		embeds.size > 0 || answers.some((answer) => answer !== undefined);
	const asking = [...notes.map(({ note }) => note.path), ...bases.keys()];
	if (!asking.some((path) => isAnswered(answersOf(path)))) return;
	yield { path: own.answerCss, basis: "own", content: () => own.assets.answerCss };
	yield { path: own.answerJs, basis: "own", content: () => own.assets.answerJs };
}

/**
 * Style, script and fonts; fonts lie beside the style sheet that names them. Like the program's code they are
 * the same as long as the program is.
 */
function* ownFiles({ own, map }: SiteIndex): Generator<SiteFile> {
	const file = (path: SitePath, content: () => string | Uint8Array) => ({ path, basis: "own", content });
	yield file(own.css, () => own.assets.css);
	yield file(own.mathCss, () => own.assets.mathCss);
	yield file(own.js, () => own.assets.js);
	if (map !== undefined) {
		yield file(own.mapCss, () => own.assets.mapCss);
		yield file(own.mapJs, () => own.assets.mapJs);
	}
	for (const { name, bytes } of own.assets.fonts) yield file(`-/${name}`, () => bytes);
}
