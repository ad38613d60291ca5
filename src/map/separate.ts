/** Radius of a concept's disc in map units. */
export function discRadius(importance: number): number {
	return 0.2 + 0.4 * importance;
}

export interface Discs {
	/** (n): territory of each disc. */
	readonly community: Uint32Array;
	/** (n): 0 to 1. */
	readonly importance: Float32Array;
}

/** Least room between two discs of a territory, and between two of different ones. */
const roomInside = 0.2;
const roomBetween = 1.7;
/** What may be missing of the room in the end: discs never touch, and nobody moves for less. */
const slack = 0.1;
const mostRounds = 200;

export interface Patience {
	/** Most rounds. */
	readonly rounds?: number;
	/** Room wished for inside territories beyond the least. */
	readonly extra?: number;
	/** How much more may be missing before anything moves. */
	readonly patience?: number;
}

/**
 * Pushes apart discs that are too near each other, by looking at the cells around each in a grid. Linear in n for as
 * long as they are spread out at all.
 *
 * @param positions (n, 2), changed in place
 * @returns whether all have the room that they need
 */
export function separate(
	positions: Float64Array,
	discs: Discs,
	{ rounds = mostRounds, extra = 0, patience = 0 }: Patience = {},
): boolean {
	const sorted = createSorted(discs);
	const room = { inside: roomInside + extra, tolerated: slack + patience };
	for (let round = 0; round < rounds; round++) {
		const { columns, starts } = sorted.take(positions);
		const worst = separateOnce(sorted, columns, starts, room);
		sorted.putBack(positions);
		if (worst <= room.tolerated) return true;
	}
	return false;
}

/** In map units: between the discs of a territory, and how much of any room may be missing. */
interface Room {
	readonly inside: number;
	readonly tolerated: number;
}

/** @returns the largest overlap that was found */
function separateOnce(discs: Sorted, columns: number, starts: Uint32Array, room: Room): number {
	const { cells } = discs;
	let worst = 0;
	for (let u = 0; u < cells.length; u++) {
		const cell = cells[u]!;
		const column = cell % columns;
		const before = column > 0 ? 1 : 0;
		const after = column < columns - 1 ? 1 : 0;
		// The rest of this cell and the next; then the three below. Those before look at this one.
		worst = Math.max(worst, pushAll(discs, u, u + 1, starts[cell + after + 1]!, room));
		const below = cell + columns;
		if (below + 1 >= starts.length) continue;
		worst = Math.max(worst, pushAll(discs, u, starts[below - before]!, starts[below + after + 1]!, room));
	}
	return worst;
}

function pushAll(
	{ x, y, radii, territory }: Sorted,
	u: number,
	from: number,
	to: number,
	room: Room,
): number {
	let worst = 0;
	const group = territory[u]!;
	const radius = radii[u]!;
	for (let v = from; v < to; v++) {
		let dx = x[v]! - x[u]!;
		let dy = y[v]! - y[u]!;
		const wished = radius + radii[v]! + (territory[v] === group ? room.inside : roomBetween);
		let square = dx * dx + dy * dy;
		if (square >= (wished - room.tolerated) * (wished - room.tolerated)) continue;
		if (square < 1e-12) {
			// Two in one place part in a direction that depends on their order alone.
			dx = (((u * 7 + v * 3) % 11) - 5) * 1e-3 + 1e-4;
			dy = (((u * 5 + v * 9) % 13) - 6) * 1e-3;
			square = dx * dx + dy * dy;
		}
		const distance = Math.sqrt(square);
		const overlap = wished - distance;
		if (overlap > worst) worst = overlap;
		const half = (0.5 * overlap) / distance;
		x[u]! -= half * dx;
		y[u]! -= half * dy;
		x[v]! += half * dx;
		y[v]! += half * dy;
	}
	return worst;
}

/** The discs in the order of their cells, row by row, so that those of neighboring cells stand side by side. */
interface Sorted {
	readonly x: Float64Array;
	readonly y: Float64Array;
	readonly radii: Float64Array;
	readonly territory: Uint32Array;
	/** (n): cell of each, row · columns + column, ascending. */
	readonly cells: Uint32Array;
	/** Cell c holds the discs from starts[c] to starts[c+1]. */
	take(positions: Float64Array): { readonly columns: number; readonly starts: Uint32Array };
	putBack(positions: Float64Array): void;
}

function createSorted({ community, importance }: Discs): Sorted {
	const n = community.length;
	const x = new Float64Array(n);
	const y = new Float64Array(n);
	const radii = new Float64Array(n);
	const territory = new Uint32Array(n);
	const cells = new Uint32Array(n);
	const order = new Uint32Array(n);
	const take = (positions: Float64Array) => {
		const { columns, starts, cellOf } = layGrid(positions, 2 * discRadius(1) + roomBetween);
		const next = starts.slice();
		for (let i = 0; i < n; i++) {
			const cell = cellOf(i);
			const place = next[cell]!++;
			order[place] = i;
			cells[place] = cell;
			x[place] = positions[2 * i]!;
			y[place] = positions[2 * i + 1]!;
			radii[place] = discRadius(importance[i]!);
			territory[place] = community[i]!;
		}
		return { columns, starts };
	};
	const putBack = (positions: Float64Array) => {
		for (let place = 0; place < n; place++) {
			positions[2 * order[place]!] = x[place]!;
			positions[2 * order[place]! + 1] = y[place]!;
		}
	};
	return { x, y, radii, territory, cells, take, putBack };
}

/** Cells of at least this width; wider ones if a few points far out would make more cells than four for each. */
function layGrid(positions: Float64Array, least: number) {
	const n = positions.length / 2;
	const [left, top, right, bottom] = boundsOf(positions);
	let width = least;
	while ((Math.floor((right - left) / width) + 1) * (Math.floor((bottom - top) / width) + 1) > 4 * n + 64)
		width *= 2;
	const columns = Math.floor((right - left) / width) + 1;
	const rows = Math.floor((bottom - top) / width) + 1;
	const cellOf = (i: number) =>
		Math.floor((positions[2 * i + 1]! - top) / width) * columns +
		Math.floor((positions[2 * i]! - left) / width);
	const starts = new Uint32Array(columns * rows + 1);
	for (let i = 0; i < n; i++) starts[cellOf(i) + 1]!++;
	for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1]! += starts[cell]!;
	return { columns, starts, cellOf };
}

/** Left, top, right and bottom. */
function boundsOf(positions: Float64Array): [number, number, number, number] {
	const bounds: [number, number, number, number] = [0, 0, 0, 0];
	for (let i = 0; i < positions.length; i += 2) {
		if (i === 0 || positions[i]! < bounds[0]) bounds[0] = positions[i]!;
		if (i === 0 || positions[i + 1]! < bounds[1]) bounds[1] = positions[i + 1]!;
		if (i === 0 || positions[i]! > bounds[2]) bounds[2] = positions[i]!;
		if (i === 0 || positions[i + 1]! > bounds[3]) bounds[3] = positions[i + 1]!;
	}
	return bounds;
}
