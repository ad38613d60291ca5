import type { SiteIndex } from "../shared/site-index.js";
import type { NotFoundView, PageBase } from "../view.js";
import { viewBase } from "./page-base.js";

/**
 * `404.html` answers at any depth, so its addresses are absolute; without a base URL there are none that would
 * always work, and the page is made to do without.
 */
export function viewNotFound(index: SiteIndex): NotFoundView {
	const page = "404.html";
	const { baseUrl } = index.options;
	const { canonical: _, ...base } = viewBase(index, { path: page, title: "404", folder: "" });
	if (baseUrl === undefined) return { ...base, kind: "not-found", selfContained: true };
	return { ...absolute(base, baseUrl), kind: "not-found", selfContained: false };
}

/** The page lies at the root: a relative address and the base URL make an absolute one. */
function absolute(base: PageBase, baseUrl: string): PageBase {
	const at = (href: string) => new URL(href, baseUrl).href;
	const link = <T extends { readonly href: string }>(item: T): T => ({ ...item, href: at(item.href) });
	const { breadcrumbs, places, explorer, assets } = base;
	return {
		...base,
		root: baseUrl,
		...(base.feed !== undefined && { feed: at(base.feed) }),
		breadcrumbs: breadcrumbs.map(link),
		places: {
			home: at(places.home),
			notes: at(places.notes),
			tags: at(places.tags),
			...(places.map !== undefined && { map: at(places.map) }),
		},
		explorer: {
			...explorer,
			folder: link(explorer.folder),
			...(explorer.parent !== undefined && { parent: link(explorer.parent) }),
			items: explorer.items.map(link),
		},
		assets: { css: at(assets.css), mathCss: at(assets.mathCss), js: at(assets.js), icon: at(assets.icon) },
	};
}
