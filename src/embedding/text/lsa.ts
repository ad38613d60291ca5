import { type Csr, createRng, type Floats, type Kernels, randomizedSvd } from "../../kernels/index.js";

/** The directions in which texts differ most (latent semantic analysis; Deerwester et al. 1990). */
export interface TextBasis {
	/** At most what was asked for: a small vault has fewer directions. */
	readonly rank: number;
	/** Terms that have a direction, ascending. */
	readonly terms: Uint32Array;
	/** (terms.length, rank) */
	readonly directions: Floats;
}

/** Latent dimensions: 64 lose 1 to 6 points of reciprocal rank, and more than these gain nothing. */
export const textDimension = 256;

export function findTextBasis(
	kernels: Kernels,
	terms: Csr,
	seed: number,
	dimension: number = textDimension,
): TextBasis {
	const { rank, v, columns } = randomizedSvd(kernels, terms, {
		rank: dimension,
		rng: createRng(seed).fork("text basis"),
	});
	return { rank, terms: columns, directions: v };
}

/** (rows, rank), rows of length 1: texts by their directions. What the basis does not know counts for nothing. */
export function projectTexts(kernels: Kernels, terms: Csr, basis: TextBasis): Floats {
	const projected = kernels.floats(terms.rows * basis.rank);
	kernels.spmm(projected, restrictColumns(terms, basis.terms), basis.directions, basis.rank);
	kernels.normalizeRows(projected, kernels.floats(terms.rows), projected, terms.rows, basis.rank);
	return projected;
}

/** The entries in some columns, numbered by their place among these. */
function restrictColumns({ rows, width, offsets, columns, weights }: Csr, kept: Uint32Array): Csr {
	const place = new Int32Array(width).fill(-1);
	kept.forEach((column, i) => {
		place[column] = i;
	});
	const result = {
		...{ rows, width: kept.length, offsets: new Uint32Array(rows + 1) },
		...{ columns: new Uint32Array(columns.length), weights: new Float32Array(columns.length) },
	};
	let filled = 0;
	for (let row = 0; row < rows; row++) {
		for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
			const at = place[columns[k]!]!;
			if (at < 0) continue;
			result.columns[filled] = at;
			result.weights[filled++] = weights[k]!;
		}
		result.offsets[row + 1] = filled;
	}
	return result;
}
