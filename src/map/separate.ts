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
const roomInside = 0.35;
const roomBetween = 1.5;
/** Moves until nothing overlaps, or for so many rounds; what is left is a hair's breadth. */
const mostRounds = 300;

/**
 * Pushes apart discs that are too near each other, by looking into the nine cells of a grid around each. Linear in n
 * for as long as they are spread out at all.
 *
 * @param positions (n, 2), changed in place
 */
export function separate(positions: Float64Array, discs: Discs, rounds = mostRounds): void {
	for (let round = 0; round < rounds; round++) if (!separateOnce(positions, discs)) break;
}

function separateOnce(positions: Float64Array, { community, importance }: Discs): boolean {
	const n = community.length;
	const cell = 2 * discRadius(1) + roomBetween;
	const grid = createGrid(positions, cell);
	let moved = false;
	for (let u = 0; u < n; u++) {
		grid.forEachNear(u, (v) => {
			if (v <= u) return;
			let dx = positions[2 * v]! - positions[2 * u]!;
			let dy = positions[2 * v + 1]! - positions[2 * u + 1]!;
			const room = community[u] === community[v] ? roomInside : roomBetween;
			const least = discRadius(importance[u]!) + discRadius(importance[v]!) + room;
			const square = dx * dx + dy * dy;
			if (square >= least * least) return;
			if (square < 1e-12) {
				// Two in one place part in a direction that depends on their numbers alone.
				dx = (((u * 7 + v * 3) % 11) - 5) * 1e-3 + 1e-4;
				dy = (((u * 5 + v * 9) % 13) - 6) * 1e-3;
			}
			const distance = Math.sqrt(dx * dx + dy * dy);
			const overlap = least - distance;
			if (overlap > 1e-3) moved = true;
			const half = (0.5 * overlap) / distance;
			positions[2 * u]! -= half * dx;
			positions[2 * u + 1]! -= half * dy;
			positions[2 * v]! += half * dx;
			positions[2 * v + 1]! += half * dy;
		});
	}
	return moved;
}

interface Grid {
	forEachNear(u: number, visit: (v: number) => void): void;
}

/** Points by cell; cells are kept under a hash of their row and column, so that a point far away costs nothing. */
function createGrid(positions: Float64Array, cell: number): Grid {
	const n = positions.length / 2;
	let bits = 4;
	while (1 << bits < 2 * n) bits++;
	const mask = (1 << bits) - 1;
	const slotOf = (column: number, row: number) =>
		(Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & mask;
	const columns = Int32Array.from({ length: n }, (_, i) => Math.floor(positions[2 * i]! / cell));
	const rows = Int32Array.from({ length: n }, (_, i) => Math.floor(positions[2 * i + 1]! / cell));
	const first = new Int32Array(mask + 1).fill(-1);
	const next = new Int32Array(n);
	for (let i = n - 1; i >= 0; i--) {
		const slot = slotOf(columns[i]!, rows[i]!);
		next[i] = first[slot]!;
		first[slot] = i;
	}
	return {
		forEachNear(u, visit) {
			for (let column = columns[u]! - 1; column <= columns[u]! + 1; column++) {
				for (let row = rows[u]! - 1; row <= rows[u]! + 1; row++) {
					for (let v = first[slotOf(column, row)]!; v >= 0; v = next[v]!) {
						if (columns[v] === column && rows[v] === row) visit(v);
					}
				}
			}
		},
	};
}
