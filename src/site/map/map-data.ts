import type { SiteFile, SitePath } from "../../model/index.js";
import type { MapData } from "../client/map/data.js";
import { versionOf } from "../search/build.js";
import { indexFile, json } from "../search/pack.js";
import { colourOf, type Picture } from "./picture.js";
import type { PublicMap } from "./public-map.js";
import type { SiteMap } from "./site-map.js";

/** Where concepts lie on the site, encoded, from the root. */
export interface MapPages {
	/** Addresses of all that search knows, sorted as it numbers them. */
	readonly searched: readonly string[];
	hrefOf(concept: PublicMap["concepts"][number]): string | undefined;
}

/** What the map's script draws and opens. Titles and addresses of pages are those of the search index. */
export function mapDataFile(siteMap: SiteMap, basis: string, pages: () => MapPages): SiteFile {
	return indexFile(siteMap.data as SitePath, basis, () =>
		json(mapData(siteMap.map, siteMap.picture(), pages())),
	);
}

export function mapData(map: PublicMap, picture: Picture, { searched, hrefOf }: MapPages): MapData {
	const numbers = new Map(searched.map((href, i) => [href, i]));
	const hrefs = map.concepts.map((concept) => hrefOf(concept));
	const numberOf = (i: number) => numbers.get(hrefs[i] ?? "") ?? Number.POSITIVE_INFINITY;
	const order = [...map.concepts.keys()].sort((a, b) =>
		numberOf(a) < numberOf(b) ? -1 : numberOf(a) > numberOf(b) ? 1 : a - b,
	);
	const found = order.filter((i) => numberOf(i) !== Number.POSITIVE_INFINITY);
	const pick = (values: ArrayLike<number>) => order.map((i) => values[i] as number);
	return {
		width: map.width,
		height: map.height,
		names: versionOf(searched),
		pages: differences(found.map(numberOf)),
		others: order.slice(found.length).map((i) => {
			const title = map.concepts[i]?.title ?? "";
			const href = hrefs[i];
			return href === undefined ? [title] : [title, href];
		}),
		x: pick(map.x),
		y: pick(map.y),
		importance: pick(map.importance),
		area: pick(map.area),
		edges: packEdges(map, order),
		areas: map.areas.map(({ name, members }, area) => ({
			name,
			...(picture.middles[area] ?? { x: 0, y: 0 }),
			...picture.names.filter((placed) => placed.area === area).map(({ x, y }) => ({ x, y }))[0],
			members: members.length,
			levels: picture.lands.find(({ colour }) => colour === colourOf(area))?.levels ?? [],
		})),
	};
}

function packEdges({ edges, concepts }: PublicMap, order: readonly number[]): number[] {
	const places = new Uint32Array(concepts.length);
	for (const [place, old] of order.entries()) places[old] = place;
	const later: number[][] = order.map(() => []);
	for (let i = 0; i < edges.length; i += 2) {
		const a = places[edges[i]!]!;
		const b = places[edges[i + 1]!]!;
		later[Math.min(a, b)]?.push(Math.max(a, b));
	}
	return later.flatMap((list, i) => [
		list.length,
		...differences(
			list.sort((a, b) => a - b),
			i,
		),
	]);
}

function differences(values: readonly number[], before = 0): number[] {
	return values.map((value, i) => value - (i === 0 ? before : (values[i - 1] as number)));
}
