import type { Concept, ConceptGraph, ConceptId, ConceptMap } from "../../model/index.js";
import { foldName } from "../../model/index.js";

/**
 * The part of the concept map that readers may see, on a sheet of paper: places are whole numbers, `unit` of them to
 * one unit of the drawing, whose upper left corner is the origin.
 */
export interface PublicMap {
	readonly concepts: readonly PublicConcept[];
	/** Of the drawing, in its units. */
	readonly width: number;
	readonly height: number;
	/** For each concept. */
	readonly x: Int16Array;
	readonly y: Int16Array;
	/** For each concept: 0 to 255. */
	readonly importance: Uint8Array;
	/** For each concept: index into `areas`. */
	readonly area: Uint16Array;
	/** Pairs of indices into `concepts`, smaller first, sorted. */
	readonly edges: Uint32Array;
	readonly areas: readonly PublicArea[];
	/** Notes without a place on the map. */
	readonly apart: readonly ConceptId[];
}

export interface PublicConcept {
	readonly id: ConceptId;
	/** A tag with its `#`. */
	readonly title: string;
	readonly kind: Concept["kind"];
}

export interface PublicArea {
	readonly name: string;
	readonly terms: readonly string[];
	/** Indices into `concepts`, most central first. */
	readonly members: readonly number[];
}

export const sheetWidth = 1200;
export const unit = 10;
const lowest = 560;
const highest = 1400;
/** Width to height, and how much the one may be drawn larger than the other for it. */
const wished = 1.5;
const mostStretch = 1.35;

/** How far a concept's land reaches, in units: wide on a sparse map, narrow on a dense one. */
export function reachOf(concepts: number): number {
	return clamp(1150 / Math.sqrt(concepts), 34, 110);
}

export interface PublicMapInput {
	readonly map: ConceptMap;
	readonly graph: ConceptGraph;
	/** Whether there is such a concept, and readers may see it. */
	readonly visible: (id: ConceptId) => boolean;
	readonly isSecret: (name: string) => boolean;
}

/** Undefined when there is too little on it to be called a map. */
export function publicMap(input: PublicMapInput): PublicMap | undefined {
	const { map, graph, visible } = input;
	const shown = [...map.concepts.keys()].filter((i) => visible(map.concepts[i] as ConceptId));
	if (shown.length < fewest) return undefined;
	const numbers = new Map(shown.map((old, i) => [old, i]));
	const byId = new Map(shown.map((old, i) => [map.concepts[old] as ConceptId, i]));
	const { areas, areaOf } = publicAreas(input, byId);
	return {
		concepts: shown.map((old) => publicConcept(graph, map.concepts[old] as ConceptId)),
		...toSheet(map.positions, shown),
		importance: Uint8Array.from(shown, (old) => Math.round(255 * clamp(map.importance[old] ?? 0, 0, 1))),
		area: Uint16Array.from(shown, (old) => areaOf.get(map.community[old] ?? 0) ?? 0),
		edges: publicEdges(map.edges, numbers),
		areas,
		apart: map.apart.filter(visible),
	};
}

const fewest = 3;

export function publicConcept({ graph }: ConceptGraph, id: ConceptId): PublicConcept {
	const { title, kind } = graph.getNodeAttributes(id);
	return { id, title: kind === "tag" ? `#${title}` : title, kind };
}

/** The areas that have anybody to show, and where the map's communities are among them. */
function publicAreas(
	input: PublicMapInput,
	byId: ReadonlyMap<ConceptId, number>,
): { areas: PublicArea[]; areaOf: ReadonlyMap<number, number> } {
	const areas: PublicArea[] = [];
	const areaOf = new Map<number, number>();
	for (const [i, community] of input.map.communities.entries()) {
		const members = community.members.flatMap((id) => byId.get(id) ?? []);
		if (members.length === 0) continue;
		areaOf.set(i, areas.length);
		areas.push({ ...wordsFor(community, input), members });
	}
	return { areas, areaOf };
}

/**
 * A community's name is made from its members, so it may tell what a member is about that readers may not see: then it
 * bears the name of its first member that they may.
 */
function wordsFor(
	{ name, terms, members }: ConceptMap["communities"][number],
	{ graph, visible, isSecret }: PublicMapInput,
): Pick<PublicArea, "name" | "terms"> {
	const unseen = members.filter((id) => !visible(id));
	const tells = unseen.some((id) => {
		if (!graph.graph.hasNode(id)) return true;
		const { kind, title } = graph.graph.getNodeAttributes(id);
		return kind === "note" || foldName([name, ...terms].join("\n")).includes(foldName(title));
	});
	if (!tells && !isSecret(name)) return { name, terms };
	const first = members.find(visible) as ConceptId;
	return { name: publicConcept(graph, first).title, terms: [] };
}

/**
 * Positions scaled to the width of the sheet, or to its height where they are far higher than wide. A round map is drawn
 * somewhat wider than high: so are windows, and names need their room beside each other.
 */
function toSheet(
	positions: Float32Array,
	shown: readonly number[],
): Pick<PublicMap, "x" | "y" | "width" | "height"> {
	const xs = Float64Array.from(shown, (i) => finite(positions[2 * i]));
	const ys = Float64Array.from(shown, (i) => finite(positions[2 * i + 1]));
	const [left, right] = extent(xs);
	const [top, bottom] = extent(ys);
	const wide = Math.max(right - left, 1e-6);
	const high = Math.max(bottom - top, 1e-6);
	const margin = 24 + 0.7 * reachOf(shown.length);
	const stretch = clamp((wished * high) / wide, 1, mostStretch);
	const scale = Math.min((sheetWidth - 2 * margin) / (wide * stretch), (highest - 2 * margin) / high);
	const height = Math.max(lowest, Math.round(high * scale + 2 * margin));
	const place = (value: number, middle: number, size: number, by: number) =>
		Math.round(unit * (size / 2 + (value - middle) * by));
	return {
		width: sheetWidth,
		height,
		x: Int16Array.from(xs, (x) => place(x, (left + right) / 2, sheetWidth, scale * stretch)),
		y: Int16Array.from(ys, (y) => place(y, (top + bottom) / 2, height, scale)),
	};
}

function finite(value: number | undefined): number {
	return value !== undefined && Number.isFinite(value) ? value : 0;
}

function extent(values: Float64Array): readonly [number, number] {
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (const value of values) {
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	return [low, high];
}

function publicEdges(edges: Uint32Array, numbers: ReadonlyMap<number, number>): Uint32Array {
	const kept: number[] = [];
	for (let i = 0; i + 1 < edges.length; i += 2) {
		const a = numbers.get(edges[i] as number);
		const b = numbers.get(edges[i + 1] as number);
		if (a !== undefined && b !== undefined && a !== b) kept.push(a, b);
	}
	return Uint32Array.from(kept);
}

function clamp(value: number, low: number, high: number): number {
	return Math.min(high, Math.max(low, value));
}
