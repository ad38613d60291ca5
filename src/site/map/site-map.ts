import { createHash } from "node:crypto";
import type { ConceptId, SitePath } from "../../model/index.js";
import type { AddressTable } from "../address/address-table.js";
import { claimMap, type MapAddresses } from "../address/addresses.js";
import type { TextKey } from "../interface.js";
import { mapAreas, mapNotes, mapNotesOfArea } from "../limits.js";
import { drawPicture, type Picture } from "./picture.js";
import { type PublicMap, type PublicMapInput, publicMap } from "./public-map.js";

/** The concept map as the site has it. */
export interface SiteMap {
	readonly map: PublicMap;
	readonly addresses: MapAddresses;
	/** All that the map shows, as lists. */
	readonly lists: readonly AreaList[];
	/** What the map's script reads. */
	readonly data: SitePath;
	/** Changes with anything in the map. */
	readonly digest: string;
	/** Drawn when it is asked for. */
	picture(): Picture;
}

/** The pages of an area, or of several that are too small for a list of their own. */
export interface AreaList {
	/** Index of the area; the last two lists continue the count. */
	readonly key: number;
	/** The area's name, or what the interface calls a list that is no area. */
	readonly name: string | undefined;
	readonly title: TextKey;
	readonly terms: readonly string[];
	/** Notes and canvases, most central first. */
	readonly pages: readonly ConceptId[];
	/** How many of them stand on the map's page. */
	readonly shown: number;
}

export interface SiteMapInput extends Omit<PublicMapInput, "map"> {
	readonly map: PublicMapInput["map"] | undefined;
	readonly table: AddressTable;
}

export function siteMap(input: SiteMapInput): SiteMap | undefined {
	if (input.map === undefined) return undefined;
	const map = publicMap({ ...input, map: input.map });
	if (map === undefined) return undefined;
	const lists = shorten(listsOf(map));
	const long = lists.filter(({ pages, shown }) => shown < pages.length);
	let picture: Picture | undefined;
	return {
		map,
		lists,
		addresses: claimMap(
			input.table,
			long.map(({ key, pages }) => ({ area: key, length: pages.length })),
		),
		data: "-/map-data.js",
		digest: digestOf(map),
		picture: () => {
			picture ??= drawPicture(map);
			return picture;
		},
	};
}

function listsOf({ concepts, areas, apart }: PublicMap): Omit<AreaList, "shown">[] {
	const pagesOf = (members: readonly number[]) =>
		members.flatMap((i) => {
			const { id, kind } = concepts[i] as PublicMap["concepts"][number];
			return kind === "note" || kind === "canvas" ? [id] : [];
		});
	const lists = areas.slice(0, mapAreas).map(({ name, terms, members }, key) => {
		return { key, name, terms, title: "mapArea" as TextKey, pages: pagesOf(members) };
	});
	const rest = areas.slice(mapAreas).flatMap(({ members }) => members);
	const unnamed = { name: undefined, terms: [] };
	return [
		...lists,
		{ ...unnamed, key: mapAreas, title: "mapRest" as TextKey, pages: pagesOf(rest) },
		{ ...unnamed, key: mapAreas + 1, title: "mapApart" as TextKey, pages: apart },
	].filter(({ pages }) => pages.length > 0);
}

/** All of them on one page if they are few; else the first of each list. */
function shorten(lists: readonly Omit<AreaList, "shown">[]): AreaList[] {
	const total = lists.reduce((sum, { pages }) => sum + pages.length, 0);
	const each = Math.max(mapNotesOfArea, Math.floor(mapNotes / lists.length));
	return lists.map((list) => ({
		...list,
		shown: total <= mapNotes ? list.pages.length : Math.min(each, list.pages.length),
	}));
}

function digestOf({
	concepts,
	x,
	y,
	importance,
	area,
	edges,
	areas,
	apart,
	width,
	height,
}: PublicMap): string {
	const hash = createHash("sha256").update(JSON.stringify([concepts, areas, apart, width, height]));
	for (const array of [x, y, importance, area, edges])
		hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
	return hash.digest("hex").slice(0, 16);
}
