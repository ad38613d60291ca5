import type { SitePath } from "../../model/index.js";
import { escapeXml } from "../escape.js";
import { sitemapUrls } from "../limits.js";
import type { SiteIndex } from "../shared/site-index.js";
import { changedOn } from "./dates.js";

interface Sitemap {
	readonly path: SitePath;
	readonly content: () => string;
}

/** `sitemap.xml`, in several files when it is long. Only with a base URL. */
export function sitemapFiles(index: SiteIndex, baseUrl: string): Sitemap[] {
	const urls = pagesOf(index).map(({ path, changed }) => {
		const lastmod = changed === undefined ? "" : `<lastmod>${changed}</lastmod>`;
		return `<url><loc>${escapeXml(index.hrefs.absolute(baseUrl, path))}</loc>${lastmod}</url>`;
	});
	if (urls.length <= sitemapUrls) return [{ path: "sitemap.xml", content: () => wrap("urlset", urls) }];
	const parts: Sitemap[] = [];
	for (let start = 0; start < urls.length; start += sitemapUrls) {
		const part = urls.slice(start, start + sitemapUrls);
		parts.push({ path: `-/sitemap-${parts.length + 1}.xml`, content: () => wrap("urlset", part) });
	}
	const list = parts.map(({ path }) => `<sitemap><loc>${escapeXml(baseUrl + path)}</loc></sitemap>`);
	return [{ path: "sitemap.xml", content: () => wrap("sitemapindex", list) }, ...parts];
}

/** Says where the sitemap is; only counts at the root of a host, and does no harm elsewhere. */
export function robotsText(baseUrl: string): string {
	return `User-agent: *\nAllow: /\n\nSitemap: ${baseUrl}sitemap.xml\n`;
}

function pagesOf(index: SiteIndex): { path: SitePath; changed?: string }[] {
	const { published, addresses } = index;
	const pages: { path: SitePath; changed?: string }[] = [];
	if (![...addresses.notes.values()].includes("index.html")) pages.push({ path: "index.html" });
	for (const { note } of published.notes) {
		const path = addresses.notes.get(note.path);
		const changed = changedOn(note)?.iso;
		if (path !== undefined) pages.push({ path, ...(changed !== undefined && { changed }) });
	}
	const lists = [...addresses.folders.values(), ...addresses.tags.values(), addresses.tagIndex].flat();
	const map = index.map === undefined ? [] : [index.map.addresses.page];
	const others = [...addresses.canvases.values(), ...addresses.bases.values()];
	for (const path of [...others, ...lists, ...map]) pages.push({ path });
	return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function wrap(element: string, items: readonly string[]): string {
	return `<?xml version="1.0" encoding="UTF-8"?>\n<${element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${items.join("\n")}\n</${element}>\n`;
}
