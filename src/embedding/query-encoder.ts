import { type Floats, hashText, inverseFactor, type Kernels } from "../kernels/index.js";
import type { QueryEncoder } from "../model/index.js";
import type { Model } from "./model-bytes.js";
import { directionOf } from "./text/lsa.js";
import { foldText, termOf } from "./text/scan-terms.js";

/** How much the map is held back where few texts tell it; of the mean of the diagonal. */
const ridge = 0.05;

/**
 * The linear map from the texts' directions X (n, rank) to the vectors Z (n, d) that comes nearest to all notes:
 * (XᵀX + λI)⁻¹ XᵀZ. So the words of a query lie where the notes lie that use them.
 */
export function fitQueries(
	kernels: Kernels,
	x: Floats,
	z: Floats,
	n: number,
	rank: number,
	d: number,
): Float32Array {
	const mark = kernels.mark();
	const gram = kernels.floats(rank * rank);
	kernels.gemm(gram, x, x, rank, rank, n, { transposeA: true });
	const held = Float64Array.from(gram.subarray(0, rank * rank));
	let trace = 0;
	for (let i = 0; i < rank; i++) trace += held[i * rank + i]!;
	for (let i = 0; i < rank; i++) held[i * rank + i]! += (ridge * trace) / rank + 1e-9;
	const inverse = kernels.floats(rank * rank);
	inverse.set(inverseFactor(held, rank, 1e-12));
	const moment = kernels.floats(rank * d);
	kernels.gemm(moment, x, z, rank, d, n, { transposeA: true });
	const half = kernels.floats(rank * d);
	kernels.gemm(half, inverse, moment, rank, d, rank, { transposeA: true });
	const map = kernels.floats(rank * d);
	kernels.gemm(map, inverse, half, rank, d, rank);
	const result = Float32Array.from(map.subarray(0, rank * d));
	kernels.reset(mark);
	return result;
}

/** Of a model; `targets` (n, dimension) are what queries are compared with. */
export function createQueryEncoder(model: Model, targets: Float32Array): QueryEncoder {
	const { basis, dimension, toVectors, idf } = model;
	return {
		dimension,
		digest: digestOf(model),
		targets,
		vectorOf: (term) => {
			const number = termOf(foldText(term));
			const direction = directionOf(basis, number);
			if (direction === undefined) return undefined;
			const vector = new Float32Array(dimension);
			for (let i = 0; i < basis.rank; i++) {
				const weight = idf[number]! * direction[i]!;
				for (let j = 0; j < dimension; j++) vector[j]! += weight * toVectors[i * dimension + j]!;
			}
			return vector;
		},
	};
}

function digestOf({ idf, basis, toVectors }: Model): string {
	const parts = [idf, basis.terms, basis.directions.codes, basis.directions.scales, toVectors];
	return parts.map(hashBytes).join("");
}

/** 64 bits, from two hashes that differ in where they start. */
function hashBytes(part: ArrayBufferView): string {
	const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
	let [a, b] = [hashText("a"), hashText("b")];
	for (const byte of bytes) {
		a = Math.imul(a ^ byte, 0x01000193);
		b = Math.imul(b ^ byte, 0x01000193) ^ (b >>> 15);
	}
	return [a, b].map((hash) => (hash >>> 0).toString(16).padStart(8, "0")).join("");
}
