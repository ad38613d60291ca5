import { folderOf, type SitePath, type VaultPath } from "../../model/index.js";
import { rootFrom } from "../address/href.js";
import { icon } from "../icon.js";
import type { SiteIndex } from "../shared/site-index.js";
import type { CellAssetsView, LinkView, PageBase } from "../view.js";
import { viewExplorer } from "./explorer.js";

/** What differs from page to page in the part that all pages have. */
export interface PageSubject {
	readonly path: SitePath;
	readonly title: string;
	readonly lang?: string;
	readonly description?: string;
	/** The file that the page shows, and the folder in which the reader stands. */
	readonly file?: VaultPath;
	readonly folder?: VaultPath;
	readonly markdown?: SitePath;
	readonly image?: SitePath;
	/** For a note's page. */
	readonly breadcrumbs?: readonly LinkView[];
	readonly features?: PageBase["features"];
}

export function viewBase(index: SiteIndex, subject: PageSubject): PageBase {
	const { options, hrefs, own, addresses } = index;
	const { path } = subject;
	const folder = subject.folder ?? (subject.file === undefined ? "" : folderOf(subject.file));
	const { baseUrl } = options;
	return {
		path,
		root: rootFrom(path),
		title: subject.title,
		lang: subject.lang ?? index.ui,
		ui: index.ui,
		siteTitle: options.title,
		description: subject.description ?? "",
		...(baseUrl !== undefined && {
			canonical: hrefs.absolute(baseUrl, path),
			feed: hrefs.to(path, "rss.xml"),
		}),
		...(baseUrl !== undefined &&
			subject.image !== undefined && { image: hrefs.absolute(baseUrl, subject.image) }),
		...(subject.markdown !== undefined && { markdown: hrefs.to(path, subject.markdown) }),
		breadcrumbs: subject.breadcrumbs ?? viewTrail(index, folder, path),
		places: {
			home: hrefs.to(path, "index.html"),
			notes: hrefs.to(path, addresses.folders.get("")?.[0] ?? "index.html"),
			tags: hrefs.to(path, addresses.tagIndex[0] ?? "index.html"),
			...(index.map !== undefined && { map: hrefs.to(path, index.map.addresses.page) }),
			...(index.queryPage !== undefined && { query: hrefs.to(path, index.queryPage) }),
		},
		explorer: viewExplorer(index, folder, path, subject.file),
		features: subject.features ?? new Set(),
		...(options.trust && { trusted: true }),
		assets: {
			css: hrefs.to(path, own.css),
			mathCss: hrefs.to(path, own.mathCss),
			js: hrefs.to(path, own.js),
			...(index.map !== undefined && {
				map: { css: hrefs.to(path, own.mapCss), js: hrefs.to(path, own.mapJs) },
			}),
			...(subject.features?.has("answers") && {
				answers: { css: hrefs.to(path, own.answerCss), js: hrefs.to(path, own.answerJs) },
			}),
			...(subject.features?.has("query") && {
				query: { css: hrefs.to(path, own.query.css), js: hrefs.to(path, own.query.js) },
			}),
			...(subject.features?.has("cells") && { cells: viewCellAssets(index, path) }),
			icon,
		},
	};
}

function viewCellAssets({ hrefs, own }: SiteIndex, page: SitePath): CellAssetsView {
	const { css, js, runner, frame, library, editor, reader, text } = own.cells;
	const to = (file: SitePath) => hrefs.to(page, file);
	return {
		...{ css: to(css), js: to(js), runner: to(runner), frame: to(frame), library: to(library) },
		...{ editor: to(editor), reader: to(reader), text: to(text), mathCss: to(own.mathCss) },
	};
}

/** From the home page down to a folder, links that lead to the page itself left out. */
export function viewTrail(index: SiteIndex, folder: VaultPath, page: SitePath): LinkView[] {
	const trail: LinkView[] = [];
	for (let at = index.folders.get(folder); at?.parent !== undefined; at = at.parent) {
		const address = index.addresses.folders.get(at.path)?.[0];
		if (address !== undefined && address !== page)
			trail.push({ title: at.name, href: index.hrefs.to(page, address) });
	}
	if (page !== "index.html")
		trail.push({ title: index.options.title, href: index.hrefs.to(page, "index.html") });
	return trail.reverse();
}
