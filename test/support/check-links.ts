import type { Site, SitePath } from "../../src/model/index.js";

/**
 * Everything in a site's pages that does not open: a link or source without its file, a fragment without its id;
 * and what would be wrong with the pages as such: an id that stands twice, something loaded from another host.
 * One readable line each; `[]` is what a site should give. Addresses
 * below the site's base URL are the site's own.
 */
export function findBrokenLinks(site: Site, base = "https://site.invalid/a/b/"): readonly string[] {
	const pages = new Map<SitePath, Page>();
	const files = new Set(site.files.map(({ path }) => path));
	for (const file of site.files) {
		if (file.path.endsWith(".html") && "content" in file)
			pages.set(file.path, readPage(String(file.content())));
	}
	const problems: string[] = [];
	for (const [path, { twice, links }] of pages) {
		for (const id of twice) problems.push(`${path}: the id ${id} stands twice`);
		for (const { attribute, value } of links) {
			const problem = problemWith(value, attribute, path, base, files, pages);
			if (problem !== undefined) problems.push(`${path}: ${attribute}="${value}" ${problem}`);
		}
	}
	return problems;
}

interface Page {
	readonly ids: ReadonlySet<string>;
	readonly twice: readonly string[];
	readonly links: readonly { readonly attribute: string; readonly value: string }[];
}

/** Our pages quote every value and escape `<` and `>` in it, so that tags can be told by their signs. */
export function readPage(html: string): Page {
	const ids = new Set<string>();
	const twice: string[] = [];
	const links: { attribute: string; value: string }[] = [];
	for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
		for (const [, attribute = "", escaped = ""] of tag.matchAll(/\s([a-z:-]+)="([^"]*)"/gi)) {
			const value = unescapeHtml(escaped);
			if (attribute === "id") {
				if (ids.has(value)) twice.push(value);
				ids.add(value);
			} else if (leading.has(attribute)) links.push({ attribute, value });
			else if (attribute === "content" && tag.includes('http-equiv="refresh"')) {
				links.push({ attribute: "url", value: value.replace(/^0; url=/, "") });
			}
		}
	}
	return { ids, twice, links };
}

const leading = new Set(["href", "src", "data", "poster"]);

function problemWith(
	value: string,
	attribute: string,
	page: SitePath,
	base: string,
	files: ReadonlySet<SitePath>,
	pages: ReadonlyMap<SitePath, Page>,
): string | undefined {
	if (value === "") return "leads nowhere";
	const from = new URL(page.split("/").map(encodeURIComponent).join("/"), base);
	if (!URL.canParse(value, from)) return "is no URL";
	const url = new URL(value, from);
	// A picture may stand in its address: an image's, or the icon that every page has.
	if (url.protocol === "data:") {
		return attribute === "src" || value.startsWith("data:image/svg+xml,") ? undefined : "leads into data";
	}
	if (url.origin !== from.origin) return attribute === "href" ? undefined : "loads from another host";
	const { pathname: root } = new URL(base);
	if (!url.pathname.startsWith(root)) return "leaves the site";
	const path = decodeURIComponent(url.pathname.slice(root.length)) || "index.html";
	if (!files.has(path)) return "has no file";
	const id = decodeURIComponent(url.hash.slice(1));
	if (id === "" || !path.endsWith(".html")) return undefined;
	return pages.get(path)?.ids.has(id) ? undefined : "has no such id";
}

function unescapeHtml(text: string): string {
	return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities.get(entity) ?? "");
}

const entities = new Map([
	["&amp;", "&"],
	["&lt;", "<"],
	["&gt;", ">"],
	["&quot;", '"'],
	["&#39;", "'"],
]);
