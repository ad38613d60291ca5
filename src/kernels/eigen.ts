/**
 * Eigenvalues and eigenvectors of a small symmetric matrix in float64: Householder's reduction to three diagonals,
 * then QL steps with implicit shifts (Wilkinson & Reinsch 1971). Vectors are kept as rows, so that every rotation runs
 * along two lines of memory.
 */

export interface Eigen {
	/** (n), descending */
	readonly values: Float64Array;
	/** (n, n): row i belongs to values[i]; of length 1, its largest entry positive. */
	readonly vectors: Float64Array;
}

export function symmetricEigen(matrix: ArrayLike<number>, n: number): Eigen {
	const tridiagonal = tridiagonalize(matrix, n);
	diagonalize(tridiagonal, n);
	return sorted(tridiagonal, n);
}

interface Tridiagonal {
	readonly diagonal: Float64Array;
	/** beside[i] couples i and i + 1. */
	readonly beside: Float64Array;
	/** (n, n): row i is the i-th basis vector in which the matrix has this form. */
	readonly basis: Float64Array;
}

function tridiagonalize(matrix: ArrayLike<number>, n: number): Tridiagonal {
	const a = Float64Array.from({ length: n * n }, (_, i) => matrix[i]!);
	const [diagonal, beside] = [new Float64Array(n), new Float64Array(n)];
	const reflectors: Float64Array[] = [];
	for (let k = 0; k < n; k++) {
		diagonal[k] = a[k * n + k]!;
		if (k === n - 1) break;
		const v = a.slice(k * n + k + 1, (k + 1) * n);
		beside[k] = toReflector(v);
		reflectBothSides(a, v, n);
		reflectors.push(v);
	}
	return { diagonal, beside, basis: product(reflectors, n) };
}

/** x becomes the unit v for which (I − 2vvᵀ) x = (result, 0, 0, …); v = 0 if x has that form already. */
function toReflector(x: Float64Array): number {
	let rest = 0;
	for (let i = 1; i < x.length; i++) rest += x[i]! * x[i]!;
	const first = x[0]!;
	if (rest === 0) {
		x[0] = 0;
		return first;
	}
	const length = Math.sqrt(first * first + rest);
	const result = first > 0 ? -length : length;
	x[0] = first - result;
	const size = Math.sqrt(x[0] * x[0] + rest);
	for (let i = 0; i < x.length; i++) x[i] = x[i]! / size;
	return result;
}

/** The lower right block B of A, as large as v: B → HBH = B − 2(vwᵀ + wvᵀ), with p = Bv and w = p − (v·p) v. */
function reflectBothSides(a: Float64Array, v: Float64Array, n: number): void {
	const size = v.length;
	const start = n - size;
	const w = new Float64Array(size);
	let along = 0;
	for (let i = 0; i < size; i++) {
		let sum = 0;
		const row = (start + i) * n + start;
		for (let j = 0; j < size; j++) sum += a[row + j]! * v[j]!;
		w[i] = sum;
		along += sum * v[i]!;
	}
	for (let i = 0; i < size; i++) w[i] = w[i]! - along * v[i]!;
	for (let i = 0; i < size; i++) {
		const [x, y] = [2 * v[i]!, 2 * w[i]!];
		const row = (start + i) * n + start;
		for (let j = 0; j < size; j++) a[row + j] = a[row + j]! - (x * w[j]! + y * v[j]!);
	}
}

/** (H₀H₁…)ᵀ = …H₁H₀, from the smallest block outwards. */
function product(reflectors: readonly Float64Array[], n: number): Float64Array {
	const basis = new Float64Array(n * n);
	for (let i = 0; i < n; i++) basis[i * n + i] = 1;
	for (let k = reflectors.length - 1; k >= 0; k--) {
		const v = reflectors[k]!;
		for (let i = k + 1; i < n; i++) {
			const row = i * n + k + 1;
			let along = 0;
			for (let j = 0; j < v.length; j++) along += basis[row + j]! * v[j]!;
			for (let j = 0; j < v.length; j++) basis[row + j] = basis[row + j]! - 2 * along * v[j]!;
		}
	}
	return basis;
}

/** Turns the basis until nothing is left beside the diagonal. */
function diagonalize(t: Tridiagonal, n: number): void {
	for (let low = 0; low < n; low++) {
		// Three steps suffice nearly always; thirty without success would mean NaN.
		for (let step = 0; step < 30; step++) {
			const high = blockEnd(t, low, n);
			if (high === low) break;
			qlStep(t, low, high, n);
		}
	}
}

/** The last index that is still coupled to `low`. */
function blockEnd({ diagonal, beside }: Tridiagonal, low: number, n: number): number {
	for (let i = low; i < n - 1; i++) {
		const scale = Math.abs(diagonal[i]!) + Math.abs(diagonal[i + 1]!);
		if (Math.abs(beside[i]!) <= Number.EPSILON * scale) return i;
	}
	return n - 1;
}

function qlStep({ diagonal, beside, basis }: Tridiagonal, low: number, high: number, n: number): void {
	const slope = (diagonal[low + 1]! - diagonal[low]!) / (2 * beside[low]!);
	const root = Math.sqrt(slope * slope + 1);
	let g = diagonal[high]! - diagonal[low]! + beside[low]! / (slope + (slope < 0 ? -root : root));
	let [sine, cosine, shift] = [1, 1, 0];
	for (let i = high - 1; i >= low; i--) {
		const f = sine * beside[i]!;
		const b = cosine * beside[i]!;
		const r = Math.sqrt(f * f + g * g);
		beside[i + 1] = r;
		if (r === 0) {
			diagonal[i + 1] = diagonal[i + 1]! - shift;
			beside[high] = 0;
			return;
		}
		sine = f / r;
		cosine = g / r;
		g = diagonal[i + 1]! - shift;
		const turned = (diagonal[i]! - g) * sine + 2 * cosine * b;
		shift = sine * turned;
		diagonal[i + 1] = g + shift;
		g = cosine * turned - b;
		rotate(basis, i * n, n, cosine, sine);
	}
	diagonal[low] = diagonal[low]! - shift;
	beside[low] = g;
	beside[high] = 0;
}

/** Two rows that follow each other. */
function rotate(basis: Float64Array, at: number, n: number, cosine: number, sine: number): void {
	for (let j = at; j < at + n; j++) {
		const [x, y] = [basis[j]!, basis[j + n]!];
		basis[j] = cosine * x - sine * y;
		basis[j + n] = sine * x + cosine * y;
	}
}

function sorted({ diagonal, basis }: Tridiagonal, n: number): Eigen {
	const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => diagonal[b]! - diagonal[a]! || a - b);
	const vectors = new Float64Array(n * n);
	order.forEach((from, to) => {
		const vector = basis.subarray(from * n, (from + 1) * n);
		const sign = signOf(vector);
		for (let j = 0; j < n; j++) vectors[to * n + j] = sign * vector[j]!;
	});
	return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors };
}

/** −1 if the entry of the largest size (the first of equals) is negative. */
function signOf(vector: ArrayLike<number>): 1 | -1 {
	let largest = 0;
	for (let i = 0; i < vector.length; i++) if (Math.abs(vector[i]!) > Math.abs(largest)) largest = vector[i]!;
	return largest < 0 ? -1 : 1;
}
