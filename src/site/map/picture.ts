import { colours, nameSize, radiusOf } from "../client/map/data.js";
import { type Box, boxAt, gap, type Labelled, type Place, placeLabels, touch } from "../client/map/labels.js";
import { cellsOf, cutToCells } from "../graph-layout.js";
import { mapDiscs, mapEdges, mapLabels } from "../limits.js";
import { type PublicMap, unit } from "./public-map.js";
import { findTerritories } from "./territories.js";

/**
 * The map as it is drawn: everything in whole units of the sheet, and no more of it than a page can carry, the most
 * important first. The names of areas are chosen first, then those of concepts: no two names touch.
 */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly lands: readonly { readonly colour: number; readonly levels: readonly string[] }[];
	/** Inside one area, by its colour; between areas under `-1`. */
	readonly edges: ReadonlyMap<number, readonly Line[]>;
	readonly discs: readonly Disc[];
	readonly names: readonly AreaName[];
	/** Index for index as the areas: where the name of each one would stand. */
	readonly middles: readonly Place[];
	readonly labels: readonly ConceptLabel[];
}

export type Line = readonly [x: number, y: number, toX: number, toY: number];

export interface Disc {
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	/** Of its area, or -1. */
	readonly colour: number;
}

export interface AreaName extends Place {
	readonly area: number;
	readonly colour: number;
	readonly text: string;
	readonly size: number;
	/** There is room for it even where the sheet is as narrow as a phone, and names relatively larger. */
	readonly narrow: boolean;
}

export interface ConceptLabel extends Disc {
	readonly concept: number;
	readonly text: string;
	/** Where the text starts, ends or has its middle: beside its disc its width is only known to who draws it. */
	readonly at: Place;
	readonly anchor: "start" | "middle" | "end";
	/** One of the most important. */
	readonly strong: boolean;
}

export function drawPicture(map: PublicMap): Picture {
	const order = byImportance(map);
	const discs = order.slice(0, mapDiscs).map((concept) => discOf(map, concept));
	const middles = map.areas.map(({ members }) => middleOf(map, members));
	const names = placeNames(map, middles, order);
	return {
		width: map.width,
		height: map.height,
		lands: findTerritories(map).map(({ area, levels }) => ({ colour: area, levels })),
		edges: chooseEdges(map),
		discs,
		names,
		middles,
		labels: placeConcepts(map, order, names),
	};
}

export function byImportance({ importance, concepts }: PublicMap): number[] {
	return [...concepts.keys()].sort((a, b) => importance[b]! - importance[a]! || a - b);
}

/** The last areas have no colour. */
export function colourOf(area: number): number {
	return area < colours ? area : -1;
}

function discOf({ x, y, importance, area, concepts }: PublicMap, concept: number): Disc {
	return {
		x: Math.round(x[concept]! / unit),
		y: Math.round(y[concept]! / unit),
		radius: Math.round(10 * radiusOf(importance[concept]!, concepts.length)) / 10,
		colour: colourOf(area[concept]!),
	};
}

/** Of all places of an area the middle one, each way: a few strays do not move it. */
function middleOf({ x, y }: PublicMap, members: readonly number[]): Place {
	const middle = (values: Int16Array) => {
		const sorted = Int16Array.from(members, (i) => values[i]!).sort();
		return Math.round((sorted[sorted.length >> 1] ?? 0) / unit);
	};
	return { x: middle(x), y: middle(y) };
}

/** Names are cut to this, in cells. */
const longestName = 22;
const longestLabel = 24;
/** Width of a Latin letter at a size of 1, on the safe side: which font a reader has is not known. */
const nameLetter = 0.6;
const labelLetter = 0.57;
const labelSize = 12;
const lineHeight = 1.25;
/** Size of names on a sheet that is shown as narrow as a phone. */
const narrowSize = 44;

function placeNames(map: PublicMap, middles: readonly Place[], order: readonly number[]): AreaName[] {
	const shown = map.areas.slice(0, colours).map(({ name, members }, area) => {
		const text = cutToCells(name, longestName);
		const size = Math.round(nameSize(members.length, map.concepts.length));
		return { area, text, size, members: members.length, ...(middles[area] as Place) };
	});
	const boxes = (sizeOf: (size: number) => number): Labelled[] =>
		shown.map(({ text, size, x, y }) => {
			const font = sizeOf(size);
			return {
				...{ x, y, radius: 0, centred: true },
				width: widthOf(text, font, nameLetter),
				height: font * lineHeight,
			};
		});
	const places = placeLabels(
		boxes((size) => size),
		sheetOf(map),
		largeDiscs(map, order, 10),
		shown.length,
	);
	const narrow = withoutCollisions(
		boxes(() => narrowSize).map((box, i) => places[i] && boxAt(places[i], box)),
	);
	return shown.flatMap(({ area, text, size }, i) => {
		const place = places[i];
		if (place === undefined) return [];
		return [{ area, colour: colourOf(area), text, size, ...whole(place), narrow: narrow.has(i) }];
	});
}

/** Indices of the boxes that touch none before them. */
function withoutCollisions(boxes: readonly (Box | undefined)[]): Set<number> {
	const kept = new Set<number>();
	for (const [i, box] of boxes.entries()) {
		if (box && [...kept].every((other) => !touch(box, boxes[other] as Box))) kept.add(i);
	}
	return kept;
}

function placeConcepts(map: PublicMap, order: readonly number[], names: readonly AreaName[]): ConceptLabel[] {
	// The first of each area come first: a map without names in one of its corners would look unfinished.
	const first = map.areas.slice(0, 2 * colours).flatMap(({ members }) => members.slice(0, 1));
	const tried = [...new Set([...order.slice(0, 24), ...first, ...order])].slice(0, 6 * mapLabels);
	const wanted = tried.map((concept) => {
		const disc = discOf(map, concept);
		const text = cutToCells(map.concepts[concept]?.title ?? "", longestLabel);
		const size = { width: widthOf(text, labelSize, labelLetter), height: labelSize * lineHeight };
		return { ...disc, concept, text, ...size };
	});
	const ofNames = names.map((name): Box => {
		const width = widthOf(name.text, name.size, nameLetter);
		return boxAt(name, { width, height: name.size * lineHeight });
	});
	const places = placeLabels(wanted, sheetOf(map), [...ofNames, ...largeDiscs(map, order, 40)], mapLabels);
	return wanted.flatMap(({ width: _, height: __, ...label }, i) => {
		const place = places[i];
		return place === undefined ? [] : [{ ...label, ...anchorOf(label, place), strong: i < 24 }];
	});
}

function anchorOf({ x, y, radius }: Disc, place: Place): Pick<ConceptLabel, "at" | "anchor"> {
	const away = radius + gap;
	if (place.x > x + away) return { at: whole({ x: x + away, y }), anchor: "start" };
	if (place.x < x - away) return { at: whole({ x: x - away, y }), anchor: "end" };
	return { at: whole(place), anchor: "middle" };
}

/** No name may hide one of them. */
function largeDiscs(map: PublicMap, order: readonly number[], count: number): Box[] {
	return order.slice(0, count).map((concept) => {
		const disc = discOf(map, concept);
		return boxAt(disc, { width: 2 * disc.radius - 1, height: 2 * disc.radius - 1 });
	});
}

/** Han characters are as wide as they are high. */
function widthOf(text: string, size: number, letter: number): number {
	const characters = [...text].length;
	const wide = Math.max(0, cellsOf(text) - characters);
	return size * (1.03 * wide + letter * (characters - wide));
}

function sheetOf({ width, height }: PublicMap): Box {
	return { left: 4, right: width - 4, top: 4, bottom: height - 4 };
}

function whole({ x, y }: Place): Place {
	return { x: Math.round(x), y: Math.round(y) };
}

/** Where there are too many, those stay that join important concepts, of each area and between areas alike. */
function chooseEdges(map: PublicMap): ReadonlyMap<number, readonly Line[]> {
	const { edges, area, importance, x, y } = map;
	const weighed: { readonly weight: number; readonly at: number }[] = [];
	for (let at = 0; at < edges.length; at += 2) {
		const [a, b] = [edges[at]!, edges[at + 1]!];
		const inside = area[a] === area[b] ? 2 : 1;
		weighed.push({ weight: inside * (importance[a]! + importance[b]! + 20), at });
	}
	const chosen = weighed.sort((a, b) => b.weight - a.weight || a.at - b.at).slice(0, mapEdges);
	const lines = new Map<number, Line[]>();
	for (const { at } of chosen.sort((a, b) => a.at - b.at)) {
		const [a, b] = [edges[at]!, edges[at + 1]!];
		const colour = area[a] === area[b] ? colourOf(area[a]!) : -1;
		const line = [x[a]!, y[a]!, x[b]!, y[b]!].map((value) => Math.round(value / unit)) as unknown as Line;
		const list = lines.get(colour);
		if (list === undefined) lines.set(colour, [line]);
		else list.push(line);
	}
	return new Map([...lines].sort(([a], [b]) => a - b));
}
