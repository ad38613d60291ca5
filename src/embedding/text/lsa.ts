import {
	type Csr,
	createRng,
	type Floats,
	type Kernels,
	type Quantized,
	quantizeRows,
	randomizedSvd,
} from "../../kernels/index.js";

/**
 * The directions in which texts differ most (latent semantic analysis; Deerwester et al. 1990). Kept in bytes, because
 * it is the largest part of what is learned, and used as it is kept, so that it is the same before and after.
 */
export interface TextBasis {
	/** At most what was asked for: a small vault has fewer directions. */
	readonly rank: number;
	/** Terms that have a direction, ascending. */
	readonly terms: Uint32Array;
	/** (terms.length, rank) */
	readonly directions: Quantized;
}

/**
 * Latent dimensions: one for every eight texts, within bounds. At 173 notes more than 64 blur what notes share; at 2,700
 * papers, 64 lose four points of reciprocal rank to 256.
 */
const [leastDimension, mostDimension] = [64, 256];

/** Terms of fewer texts relate none to another; they are left out where there are enough of others. */
const leastTexts = 2;
const enoughTerms = 4 * mostDimension;

export function findTextBasis(kernels: Kernels, terms: Csr, seed: number): TextBasis {
	const { rank, v, columns } = randomizedSvd(kernels, commonTerms(terms), {
		rank: Math.max(leastDimension, Math.min(mostDimension, Math.round(terms.rows / 8))),
		// A second one changes no measure by more than 0.3 points.
		iterations: 1,
		rng: createRng(seed).fork("text basis"),
	});
	return { rank, terms: columns, directions: quantizeRows(v, columns.length, rank) };
}

/** (rows, rank), rows of length 1: texts by their directions. What the basis does not know counts for nothing. */
export function projectTexts(kernels: Kernels, terms: Csr, basis: TextBasis): Floats {
	const { rank } = basis;
	const projected = kernels.floats(terms.rows * rank);
	const mark = kernels.mark();
	const place = new Int32Array(terms.width).fill(-1);
	basis.terms.forEach((term, i) => {
		place[term] = i;
	});
	const known = { ...keepColumns(terms, place), width: basis.terms.length };
	for (let k = 0; k < known.columns.length; k++) known.columns[k] = place[known.columns[k]!]!;
	kernels.spmm(projected, known, restored(kernels, basis), rank);
	kernels.normalizeRows(projected, kernels.floats(terms.rows), projected, terms.rows, rank);
	kernels.reset(mark);
	return projected;
}

function restored(kernels: Kernels, { rank, directions: { codes, scales } }: TextBasis): Floats {
	const floats = kernels.floats(codes.length);
	for (let i = 0, row = 0; i < codes.length; row++) {
		for (const end = i + rank; i < end; i++) floats[i] = codes[i]! * scales[row]!;
	}
	return floats;
}

function commonTerms(terms: Csr): Csr {
	const counts = new Int32Array(terms.width);
	for (const column of terms.columns) counts[column]!++;
	const marks = counts.map((count) => (count < leastTexts ? -1 : 0));
	return counts.filter((count) => count >= leastTexts).length < enoughTerms
		? terms
		: keepColumns(terms, marks);
}

/** The entries in columns that are not marked with −1. */
function keepColumns({ rows, width, offsets, columns, weights }: Csr, marks: Int32Array): Csr {
	const kept = {
		...{ rows, width, offsets: new Uint32Array(rows + 1) },
		...{ columns: new Uint32Array(columns.length), weights: new Float32Array(columns.length) },
	};
	let filled = 0;
	for (let row = 0; row < rows; row++) {
		for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
			if (marks[columns[k]!] === -1) continue;
			kept.columns[filled] = columns[k]!;
			kept.weights[filled++] = weights[k]!;
		}
		kept.offsets[row + 1] = filled;
	}
	return { ...kept, columns: kept.columns.subarray(0, filled), weights: kept.weights.subarray(0, filled) };
}
