/** Points with vectors: what is known of them besides their bonds. */
export interface Similarity {
	/** Row-major, rows of length 1. */
	readonly vectors: Float32Array;
	readonly dimension: number;
	/** (n): row of each point in `vectors`, −1 if nothing is known of it. */
	readonly rows: Int32Array;
}

/**
 * Where the points lie along the two directions in which they differ most: the first two principal components, by
 * power iteration on the covariance (d, d). Sums are in float64. Scaled to a variance of 1 along the first. A point
 * of which nothing is known lies at the origin.
 *
 * @returns (n, 2)
 */
export function principalAxes({ vectors, dimension: d, rows }: Similarity): Float64Array {
	const positions = new Float64Array(rows.length * 2);
	const known = rows.filter((row) => row >= 0);
	if (known.length < 2 || d === 0) return positions;
	// The directions of a few thousand are those of all.
	const step = Math.ceil(known.length / 4000);
	const sample = known.filter((_, i) => i % step === 0);
	const mean = meanOf(vectors, d, sample);
	const covariance = covarianceOf(vectors, d, sample, mean);
	const first = leadingVector(covariance, d, []);
	const second = leadingVector(covariance, d, [first]);
	rows.forEach((row, i) => {
		if (row < 0) return;
		for (let j = 0; j < d; j++) {
			const x = vectors[row * d + j]! - mean[j]!;
			positions[2 * i]! += x * first[j]!;
			positions[2 * i + 1]! += x * second[j]!;
		}
	});
	return rescale(positions, known.length);
}

function meanOf(vectors: Float32Array, d: number, rows: Int32Array): Float64Array {
	const mean = new Float64Array(d);
	for (const row of rows) for (let j = 0; j < d; j++) mean[j]! += vectors[row * d + j]!;
	return mean.map((sum) => sum / rows.length);
}

function covarianceOf(vectors: Float32Array, d: number, rows: Int32Array, mean: Float64Array): Float64Array {
	const covariance = new Float64Array(d * d);
	const x = new Float64Array(d);
	for (const row of rows) {
		for (let j = 0; j < d; j++) x[j] = vectors[row * d + j]! - mean[j]!;
		for (let i = 0; i < d; i++) {
			const xi = x[i]!;
			for (let j = 0; j <= i; j++) covariance[i * d + j]! += xi * x[j]!;
		}
	}
	for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) covariance[j * d + i] = covariance[i * d + j]!;
	return covariance;
}

/** The eigenvector of the largest eigenvalue among those orthogonal to `others`; its largest entry is positive. */
function leadingVector(matrix: Float64Array, d: number, others: readonly Float64Array[]): Float64Array {
	let vector = Float64Array.from({ length: d }, (_, j) => 1 + ((j * 7919) % 101) / 101);
	for (let round = 0; round < 60; round++) {
		const next = new Float64Array(d);
		for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) next[i]! += matrix[i * d + j]! * vector[j]!;
		for (const other of others) {
			let along = 0;
			for (let j = 0; j < d; j++) along += next[j]! * other[j]!;
			for (let j = 0; j < d; j++) next[j]! -= along * other[j]!;
		}
		let length = 0;
		for (const x of next) length += x * x;
		if (length < 1e-24) return next.fill(0);
		vector = next.map((x) => x / Math.sqrt(length));
	}
	let largest = 0;
	for (const x of vector) if (Math.abs(x) > Math.abs(largest)) largest = x;
	return largest < 0 ? vector.map((x) => -x) : vector;
}

function rescale(positions: Float64Array, n: number): Float64Array {
	let sum = 0;
	for (let i = 0; i < positions.length; i += 2) sum += positions[i]! * positions[i]!;
	const deviation = Math.sqrt(sum / n);
	return deviation > 0 ? positions.map((x) => x / deviation) : positions;
}
