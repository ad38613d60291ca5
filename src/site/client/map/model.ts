import { fromCharacters, fromScript, scriptCharset } from "../../search/script.js";
import { colours, type MapData, nameSize, radiusOf } from "./data.js";

/** The map in memory; lengths are units of the sheet. Concept i is the i-th of every list. */
export interface MapModel {
	readonly width: number;
	readonly height: number;
	readonly titles: readonly string[];
	/** Addresses of their pages, where they have one. */
	readonly links: readonly (string | undefined)[];
	readonly x: Float32Array;
	readonly y: Float32Array;
	readonly radius: Float32Array;
	readonly area: readonly number[];
	/** 0 to 13, or 14 for areas without a colour. */
	readonly colour: Uint8Array;
	/** Neighbours of i: `targets[offsets[i]]` up to `targets[offsets[i + 1]]`. */
	readonly offsets: Uint32Array;
	readonly targets: Uint32Array;
	/** Pairs, those between important concepts first. */
	readonly edges: Uint32Array;
	/** All concepts, the most important first. */
	readonly order: readonly number[];
	readonly areas: readonly Area[];
}

export interface Area {
	readonly name: string;
	readonly x: number;
	readonly y: number;
	readonly size: number;
	readonly colour: number;
	readonly land: readonly Path2D[];
}

export async function loadMap(version: string): Promise<MapModel> {
	const data = await load<MapData>("-/map-data.js", version);
	return toModel(data, await load<readonly (readonly string[])[]>("-/search/names.js", data.names));
}

function toModel(data: MapData, names: readonly (readonly string[])[]): MapModel {
	let page = 0;
	const pages = data.pages.map((step) => {
		page += step;
		return names[page] ?? ["", ""];
	});
	const count = data.x.length;
	const others = data.others.map(([title, href]) => [href, title] as const);
	const called = [...pages, ...others];
	const tenth = (values: readonly number[]) => Float32Array.from(values, (value) => value / 10);
	const colour = (area: number) => Math.min(area, colours);
	return {
		width: data.width,
		height: data.height,
		titles: called.map(([, title]) => title ?? ""),
		links: called.map(([href]) => href || undefined),
		x: tenth(data.x),
		y: tenth(data.y),
		radius: Float32Array.from(data.importance, (value) => radiusOf(value, count)),
		area: data.area,
		colour: Uint8Array.from(data.area, colour),
		...unpackEdges(data),
		order: [...data.x.keys()].sort((a, b) => data.importance[b]! - data.importance[a]! || a - b),
		areas: data.areas.map(({ name, x, y, members, levels }, i) => {
			const size = nameSize(members, count);
			return { name, x, y, size, colour: colour(i), land: levels.map((path) => new Path2D(path)) };
		}),
	};
}

function unpackEdges({
	edges: packed,
	importance,
}: MapData): Pick<MapModel, "offsets" | "targets" | "edges"> {
	const pairs: [number, number][] = [];
	for (let at = 0, from = 0; at < packed.length; from++) {
		let to = from;
		for (let left = packed[at++]!; left > 0; left--) {
			to += packed[at++]!;
			pairs.push([from, to]);
		}
	}
	const offsets = new Uint32Array(importance.length + 1);
	for (const pair of pairs) for (const end of pair) offsets[end + 1]!++;
	for (let i = 0; i < importance.length; i++) offsets[i + 1]! += offsets[i]!;
	const next = offsets.slice();
	const targets = new Uint32Array(2 * pairs.length);
	for (const [a, b] of pairs) {
		targets[next[a]!++] = b;
		targets[next[b]!++] = a;
	}
	const weight = ([a, b]: [number, number]) => importance[a]! + importance[b]!;
	return { offsets, targets, edges: Uint32Array.from(pairs.sort((a, b) => weight(b) - weight(a)).flat()) };
}

/** From a server by fetching, from the disk, where that is not allowed, by running it as a script. */
async function load<T>(path: string, version: string): Promise<T> {
	const url = new URL(path, new URL(document.documentElement.dataset.root || ".", location.href));
	const bytes = location.protocol === "file:" ? await run(url.href) : await ask(`${url.href}?v=${version}`);
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
	return (await new Response(stream).json()) as T;
}

async function ask(url: string): Promise<Uint8Array<ArrayBuffer>> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(url);
	return fromScript(new Uint8Array(await response.arrayBuffer()));
}

function run(url: string): Promise<Uint8Array<ArrayBuffer>> {
	return new Promise((resolve, reject) => {
		const script: HTMLScriptElement & { bytes?: string } = document.createElement("script");
		script.charset = scriptCharset;
		script.src = url;
		script.onerror = reject;
		script.onload = () => resolve(fromCharacters(script.bytes ?? ""));
		document.head.append(script);
	});
}
