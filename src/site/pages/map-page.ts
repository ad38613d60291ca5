import type { SitePath } from "../../model/index.js";
import { label, say } from "../interface.js";
import { pageSize } from "../limits.js";
import { renderMap, renderSmallMap } from "../map/map-svg.js";
import { colourOf } from "../map/picture.js";
import type { PublicConcept } from "../map/public-map.js";
import type { AreaList, SiteMap } from "../map/site-map.js";
import { addressOf, type SiteIndex, titleOf } from "../shared/site-index.js";
import type { LinkView, ListView, MapView } from "../view.js";
import { viewEntry, viewPages } from "./list-pages.js";
import { viewBase } from "./page-base.js";

/** The concept map: a picture, and the same as lists. Its size is bounded, however large the vault is. */
export function viewMap(index: SiteIndex, siteMap: SiteMap): MapView {
	const page = siteMap.addresses.page;
	const hrefOf = (i: number) => {
		const address = addressOfConcept(index, siteMap.map.concepts[i] as PublicConcept);
		return address === undefined ? undefined : index.hrefs.to(page, address);
	};
	const listed = new Set(siteMap.lists.map(({ key }) => key));
	const areaHref = (area: number) => (listed.has(area) ? `#area-${area + 1}` : "#areas");
	const picture = siteMap.picture();
	return {
		...viewBase(index, {
			path: page,
			title: say(index.ui, "map"),
			folder: "",
			breadcrumbs: homeOf(index, page),
			features: new Set(["map"]),
		}),
		kind: "map",
		mapHtml: renderMap(picture, hrefOf, areaHref, label(index.ui, "map")).text,
		width: picture.width,
		height: picture.height,
		version: siteMap.digest,
		counts: { notes: index.published.notes.length, areas: siteMap.map.areas.length },
		lists: siteMap.lists.map((list) => viewList(index, siteMap, list)),
	};
}

/** One page of an area's list. */
export function viewArea(index: SiteIndex, siteMap: SiteMap, list: AreaList, number: number): ListView {
	const addresses = siteMap.addresses.areas.get(list.key) ?? [];
	const page = addresses[number] as SitePath;
	const map = { title: say(index.ui, "map"), href: index.hrefs.to(page, siteMap.addresses.page) };
	return {
		...viewBase(index, {
			path: page,
			title: list.name ?? say(index.ui, list.title),
			folder: "",
			breadcrumbs: [...homeOf(index, page), map],
		}),
		kind: "area",
		sections: [],
		entries: list.pages
			.slice(number * pageSize, (number + 1) * pageSize)
			.flatMap((path) => viewEntry(index, { kind: kindOf(index, path), path }, page)),
		total: list.pages.length,
		pages: viewPages(index, addresses, page, number),
	};
}

/** For the front page. */
export function smallMap(
	{ hrefs, map }: SiteIndex,
	page: SitePath,
): { mapHtml: string; href: string } | undefined {
	if (map === undefined) return undefined;
	return { mapHtml: renderSmallMap(map.picture()).text, href: hrefs.to(page, map.addresses.page) };
}

export function addressOfConcept(index: SiteIndex, { id }: Pick<PublicConcept, "id">): SitePath | undefined {
	const concept = index.graph.graph.getNodeAttributes(id);
	if (concept.kind === "placeholder") return undefined;
	if (concept.kind === "tag") return index.addresses.tags.get(concept.tag)?.[0];
	return addressOf(index, concept.path);
}

function viewList(index: SiteIndex, siteMap: SiteMap, list: AreaList): MapView["lists"][number] {
	const page = siteMap.addresses.page;
	const more = siteMap.addresses.areas.get(list.key)?.[0];
	return {
		id: `area-${list.key + 1}`,
		colour: list.title === "mapArea" ? colourOf(list.key) : -1,
		...(list.name !== undefined && { name: list.name }),
		title: list.title,
		terms: list.terms,
		total: list.pages.length,
		pages: list.pages.slice(0, list.shown).flatMap((path) => {
			const address = addressOf(index, path);
			if (address === undefined) return [];
			const lang = index.published.byPath.get(path)?.note.lang ?? index.ui;
			return [{ title: titleOf(index, path), href: index.hrefs.to(page, address), lang }];
		}),
		...(more !== undefined && { more: index.hrefs.to(page, more) }),
	};
}

function kindOf({ published }: SiteIndex, path: string): "note" | "canvas" {
	return published.canvases.has(path) ? "canvas" : "note";
}

function homeOf(index: SiteIndex, page: SitePath): LinkView[] {
	return [{ title: index.options.title, href: index.hrefs.to(page, "index.html") }];
}
