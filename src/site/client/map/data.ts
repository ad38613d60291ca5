/**
 * What the map's script needs, as JSON, packed like a file of the search index. Places are whole numbers, ten to one
 * unit of the sheet.
 */
export interface MapData {
	readonly width: number;
	readonly height: number;
	/** Of the search index among whose names the pages stand. */
	readonly names: string;
	/** For each concept that can be found by search, in the order of the index: its number less that of the one before. */
	readonly pages: readonly number[];
	/** The concepts after these: what they are called, and their address from the site's root if they have one. */
	readonly others: readonly (readonly [title: string, href?: string])[];
	readonly x: readonly number[];
	readonly y: readonly number[];
	/** 0 to 255. */
	readonly importance: readonly number[];
	/** Index into `areas`. */
	readonly area: readonly number[];
	/** For each concept: how many of its neighbours come after it, then these, each less the one before. */
	readonly edges: readonly number[];
	readonly areas: readonly MapArea[];
}

export interface MapArea {
	readonly name: string;
	/** Where its name stands. */
	readonly x: number;
	readonly y: number;
	readonly members: number;
	/** Its land in units of the sheet, as SVG paths; areas without a colour have none. */
	readonly levels: readonly string[];
}

/** Radius of a concept's disc in units of the sheet, for a map of so many. */
export function radiusOf(importance: number, concepts: number): number {
	const scale = Math.min(1, Math.max(0.42, 12 / Math.sqrt(concepts + 60)));
	return scale * (2.4 + (7 * importance) / 255);
}

/** Size of an area's name in units of the sheet. */
export function nameSize(members: number, concepts: number): number {
	return Math.min(28, 14 + 26 * Math.sqrt(members / concepts) * 0.8);
}

/** From here on areas share one colour. */
export const colours = 14;
