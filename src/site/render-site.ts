import type { Diagnostic, Site, SiteFile, SitePath } from "../model/index.js";
import { isSvg } from "./address/inert.js";
import { planRedirects, type Redirect, renderRedirect } from "./address/redirects.js";
import { llmsText } from "./feeds/llms.js";
import { markdownCopy } from "./feeds/markdown-copy.js";
import { rssFeed } from "./feeds/rss.js";
import { searchDocuments } from "./feeds/search-documents.js";
import { robotsText, sitemapFiles } from "./feeds/sitemap.js";
import { viewCanvas } from "./pages/canvas-page.js";
import { viewHome } from "./pages/home-page.js";
import { viewFolder, viewTag, viewTagIndex } from "./pages/list-pages.js";
import { viewNotFound } from "./pages/not-found-page.js";
import { viewNote } from "./pages/note-page.js";
import { buildReport } from "./report.js";
import { buildSearch } from "./search/build.js";
import { buildIndex, type RenderInput } from "./shared/build-index.js";
import type { SiteIndex } from "./shared/site-index.js";
import { sanitizeSvg, svgFilterVersion } from "./svg/svg-filter.js";
import { renderPage } from "./templates/page.js";

export type { RenderInput };

/**
 * The whole site as a value. First everything gets its address and what pages share is indexed; then each file is
 * a function that makes it when it is written, so that no two pages need be in memory at once.
 */
export function renderSite(input: RenderInput): { site: Site; diagnostics: readonly Diagnostic[] } {
	const { index, diagnostics } = buildIndex(input);
	const {
		redirects,
		fates,
		diagnostics: taken,
	} = planRedirects(
		index.published.notes.map(({ note }) => note),
		index.addresses,
	);
	const files = [
		...notePages(index),
		...listPages(index),
		...canvasPages(index),
		...redirectPages(index, redirects),
		...attachmentCopies(index),
		...feeds(index),
		...ownFiles(index),
		...buildSearch(searchDocuments(index)),
	].sort((a, b) => (a.path < b.path ? -1 : 1));
	return {
		site: { files, report: buildReport(index, input.notes, fates) },
		diagnostics: [...diagnostics, ...taken],
	};
}

/** Each note's page and its Markdown copy; the home note's page is the site's first page. */
function* notePages(index: SiteIndex): Generator<SiteFile> {
	const sources = new Map(index.vault.notes.map(({ path, source }) => [path, source]));
	yield { path: "index.html", content: () => renderPage(viewHome(index)) };
	for (const { note } of index.published.notes) {
		const page = index.addresses.notes.get(note.path) as SitePath;
		if (page !== "index.html") yield { path: page, content: () => renderPage(viewNote(index, note.path)) };
		yield {
			path: index.addresses.markdown.get(note.path) as SitePath,
			content: () => markdownCopy(sources.get(note.path) ?? "", note.comments),
		};
	}
}

function* listPages(index: SiteIndex): Generator<SiteFile> {
	const { addresses, folders, tags } = index;
	for (const folder of folders.values()) {
		for (const [i, path] of (addresses.folders.get(folder.path) ?? []).entries()) {
			yield { path, content: () => renderPage(viewFolder(index, folder, i)) };
		}
	}
	for (const tag of tags.values()) {
		for (const [i, path] of (addresses.tags.get(tag.key) ?? []).entries()) {
			yield { path, content: () => renderPage(viewTag(index, tag, i)) };
		}
	}
	for (const [i, path] of addresses.tagIndex.entries()) {
		yield { path, content: () => renderPage(viewTagIndex(index, i)) };
	}
}

function* canvasPages(index: SiteIndex): Generator<SiteFile> {
	for (const [canvas, path] of index.addresses.canvases) {
		yield { path, content: () => renderPage(viewCanvas(index, canvas)) };
	}
}

function redirectPages(index: SiteIndex, redirects: readonly Redirect[]): SiteFile[] {
	return redirects.map((redirect) => ({
		path: redirect.path,
		content: () => renderRedirect(index, redirect),
	}));
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

function* feeds(index: SiteIndex): Generator<SiteFile> {
	const { baseUrl } = index.options;
	yield { path: "404.html", content: () => renderPage(viewNotFound(index)) };
	yield { path: "llms.txt", content: () => llmsText(index) };
	yield { path: ".nojekyll", content: () => "" };
	if (baseUrl === undefined) return;
	yield* sitemapFiles(index, baseUrl);
	yield { path: "rss.xml", content: () => rssFeed(index, baseUrl) };
	yield { path: "robots.txt", content: () => robotsText(baseUrl) };
}

/** Style, script and fonts; fonts lie beside the style sheet that names them. */
function* ownFiles({ own }: SiteIndex): Generator<SiteFile> {
	yield { path: own.css, content: () => own.assets.css };
	yield { path: own.mathCss, content: () => own.assets.mathCss };
	yield { path: own.js, content: () => own.assets.js };
	for (const { name, bytes } of own.assets.fonts) yield { path: `-/${name}`, content: () => bytes };
}
