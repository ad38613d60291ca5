import { type PublicMap, reachOf, unit } from "./public-map.js";

/** The land of one area: closed curves in units of the sheet, as SVG paths, from the widest to the innermost. */
export interface Territory {
	readonly area: number;
	readonly levels: readonly string[];
}

/** As many areas have a colour and land of their own; those after them are too small to be seen from afar. */
export const colouredAreas = 14;

/**
 * Each concept spreads over the ground around it; where an area outweighs all others, the land is its. The coast and the
 * contour lines within are where that surplus passes a level, found by marching squares on a coarse grid. Only sums,
 * products and comparisons: the same on every machine.
 */
export function findTerritories(map: PublicMap): readonly Territory[] {
	const grid = gridFor(map);
	const fields: (Float64Array | undefined)[] = [];
	for (const [i, number] of map.area.entries()) {
		// The areas without a colour stand together, as one more.
		const area = Math.min(number, colouredAreas);
		const field = fields[area] ?? new Float64Array(grid.columns * grid.rows);
		fields[area] = field;
		spread(field, grid, (map.x[i] as number) / unit, (map.y[i] as number) / unit);
	}
	const strongest = twoStrongest(fields, grid);
	return map.areas.slice(0, colouredAreas).flatMap(({ members }, area) => {
		const field = fields[area];
		if (field === undefined || members.length < fewestForLand) return [];
		const surplus = surplusOf(field, area, strongest);
		const levels = coasts.map((level) => contour(surplus, grid, level)).filter((path) => path !== "");
		return levels.length > 0 ? [{ area, levels }] : [];
	});
}

const fewestForLand = 3;
/** Of the weight that one concept has where it stands. */
const coasts = [0.22, 0.75, 1.9];
/** How much of the next stronger area's weight is taken off: the higher, the wider the straits. */
const rivalry = 0.85;

interface Grid {
	readonly columns: number;
	readonly rows: number;
	/** Units of the sheet between two points. */
	readonly step: number;
	/** Of the first point. */
	readonly left: number;
	readonly top: number;
	/** How far a concept spreads. */
	readonly reach: number;
}

/** Sparse maps get wide land, dense ones narrow; around all of it remains a border of nothing, so that coasts close. */
function gridFor({ width, height, concepts }: PublicMap): Grid {
	const reach = reachOf(concepts.length);
	const step = clamp(reach / 5, 7, 18);
	const border = reach + 2 * step;
	return {
		columns: Math.ceil((width + 2 * border) / step),
		rows: Math.ceil((height + 2 * border) / step),
		step,
		left: -border,
		top: -border,
		reach,
	};
}

/** (1 − d²/r²)² within the reach r. */
function spread(field: Float64Array, grid: Grid, x: number, y: number): void {
	const { columns, rows, step, left, top, reach } = grid;
	const firstColumn = Math.max(0, Math.ceil((x - reach - left) / step));
	const lastColumn = Math.min(columns - 1, Math.floor((x + reach - left) / step));
	const firstRow = Math.max(0, Math.ceil((y - reach - top) / step));
	const lastRow = Math.min(rows - 1, Math.floor((y + reach - top) / step));
	for (let row = firstRow; row <= lastRow; row++) {
		const dy = top + row * step - y;
		for (let column = firstColumn; column <= lastColumn; column++) {
			const dx = left + column * step - x;
			const share = 1 - (dx * dx + dy * dy) / (reach * reach);
			if (share > 0) field[row * columns + column]! += share * share;
		}
	}
}

interface Strongest {
	readonly first: Float64Array;
	readonly second: Float64Array;
	readonly owner: Int32Array;
}

/** At each point, the weight of the strongest area and of the one after it: each area's strongest rival is among them. */
function twoStrongest(fields: readonly (Float64Array | undefined)[], { columns, rows }: Grid): Strongest {
	const first = new Float64Array(columns * rows);
	const second = new Float64Array(columns * rows);
	const owner = new Int32Array(columns * rows).fill(-1);
	for (const [area, field] of fields.entries()) {
		if (field === undefined) continue;
		for (let i = 0; i < field.length; i++) {
			const weight = field[i]!;
			if (weight > first[i]!) {
				second[i] = first[i]!;
				first[i] = weight;
				owner[i] = area;
			} else if (weight > second[i]!) second[i] = weight;
		}
	}
	return { first, second, owner };
}

function surplusOf(field: Float64Array, area: number, { first, second, owner }: Strongest): Float64Array {
	return field.map((weight, i) => weight - rivalry * (owner[i] === area ? second[i]! : first[i]!));
}

/**
 * The curves on which a field passes a level, the higher ground to their left. A cell's edges are walked clockwise:
 * where they leave the high ground a piece of coast ends, where they enter it one begins.
 *
 *     corner 0 ── edge 0 ── corner 1
 *        │                     │
 *      edge 3               edge 1
 *        │                     │
 *     corner 3 ── edge 2 ── corner 2
 */
function contour(field: Float64Array, grid: Grid, level: number): string {
	const { columns, rows } = grid;
	/** From each crossed edge of the grid to the next one along the coast. */
	const next = new Map<number, number>();
	for (let row = 0; row + 1 < rows; row++) {
		for (let column = 0; column + 1 < columns; column++) {
			const at = row * columns + column;
			const high = [at, at + 1, at + columns + 1, at + columns].map((corner) => field[corner]! > level);
			if (high.every((value) => value === high[0])) continue;
			for (let edge = 0; edge < 4; edge++) {
				if (high[edge] || !high[(edge + 1) % 4]) continue;
				let end = (edge + 1) % 4;
				while (!(high[end] && !high[(end + 1) % 4])) end = (end + 1) % 4;
				next.set(edgeId(at, edge, columns), edgeId(at, end, columns));
			}
		}
	}
	return [...loopsIn(next)]
		.map((loop) => loop.map((edge) => crossing(edge, field, grid, level)))
		.filter((points) => points.length >= (isHole(points) ? shortestShore : shortestCoast))
		.map(toPath)
		.join("");
}

/** Points of the coast: smaller islands are left out, and smaller lakes. */
const shortestCoast = 8;
const shortestShore = 36;

/** Land lies to the left of its coast, which therefore runs round a lake the other way. */
function isHole(points: readonly Point[]): boolean {
	let twice = 0;
	for (const [i, { x, y }] of points.entries()) {
		const next = points[(i + 1) % points.length] as Point;
		twice += x * next.y - next.x * y;
	}
	return twice > 0;
}

/** An edge belongs to the point at its upper or left end: twice its number, and one more if it leads down. */
function edgeId(at: number, edge: number, columns: number): number {
	return [2 * at, 2 * (at + 1) + 1, 2 * (at + columns), 2 * at + 1][edge] as number;
}

function* loopsIn(next: Map<number, number>): Generator<number[]> {
	for (const start of next.keys()) {
		const loop: number[] = [];
		for (let edge: number | undefined = start; edge !== undefined; ) {
			const after: number | undefined = next.get(edge);
			if (after === undefined) break;
			loop.push(edge);
			next.delete(edge);
			edge = after;
		}
		yield loop;
	}
}

interface Point {
	readonly x: number;
	readonly y: number;
}

/** Where the level is passed between the two ends of an edge. */
function crossing(edge: number, field: Float64Array, grid: Grid, level: number): Point {
	const { columns, step, left, top } = grid;
	const at = edge >> 1;
	const other = edge & 1 ? at + columns : at + 1;
	const share = (level - field[at]!) / (field[other]! - field[at]!);
	const x = left + (at % columns) * step;
	const y = top + Math.floor(at / columns) * step;
	return edge & 1 ? { x, y: y + share * step } : { x: x + share * step, y };
}

/** Each second point is the handle of a curve between the middles of its sides. */
function toPath(points: readonly Point[]): string {
	const handles = points.filter((_, i) => i % 2 === 0);
	const middles = handles.map((a, i) => {
		const b = handles[(i + 1) % handles.length] as Point;
		return { x: Math.round((a.x + b.x) / 2), y: Math.round((a.y + b.y) / 2) };
	});
	const first = middles.at(-1) as Point;
	let path = `M${first.x} ${first.y}`;
	let at = first;
	for (const [i, handle] of handles.entries()) {
		const end = middles[i] as Point;
		path += `q${pair(handle.x - at.x, handle.y - at.y)}${signed(end.x - at.x)}${signed(end.y - at.y)}`;
		at = end;
	}
	return `${path}z`;
}

function pair(x: number, y: number): string {
	return `${Math.round(x) || 0}${signed(Math.round(y))}`;
}

/** A minus sign separates numbers as well as a blank does. */
function signed(value: number): string {
	return value < 0 ? String(value) : ` ${value === 0 ? 0 : value}`;
}

function clamp(value: number, low: number, high: number): number {
	return Math.min(high, Math.max(low, value));
}
