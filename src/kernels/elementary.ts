/**
 * Exponential, logarithm and their kin in float64 from + − × ÷ alone. Those are exact in every engine, while
 * `Math.exp` and its kin may differ in the last bit from one version to the next. Within 2e-16 relative (exp, log,
 * sigmoid) and 4e-16 (tanh).
 */

const ln2High = 0.6931471803691238; // its last 21 bits are zero: n times it is exact
const ln2Low = 1.9082149292705877e-10;

export function exp(x: number): number {
	if (Number.isNaN(x)) return x;
	if (x < -746) return 0;
	if (x > 710) return Number.POSITIVE_INFINITY;
	const n = Math.round(x / Math.LN2);
	const half = n >> 1;
	return (1 + expm1Near0(x - n * ln2High, n * ln2Low)) * powerOf2(half) * powerOf2(n - half);
}

/** Natural logarithm: −∞ at 0, NaN below. */
export function log(x: number): number {
	if (!(x > 0) || x === Number.POSITIVE_INFINITY)
		return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
	const [e, m] = split(x);
	const f = m - 1;
	const s = f / (2 + f);
	const square = s * s;
	let series = 0; // s²/3 + s⁴/5 + …
	for (let k = 23; k >= 3; k -= 2) series = (series + 1 / k) * square;
	const halfSquare = 0.5 * f * f;
	// log(1 + f) = f − f²/2 + s·(f²/2 + 2·series): the part that rounds is small.
	return e * ln2High - (halfSquare - (s * (halfSquare + 2 * series) + e * ln2Low) - f);
}

export function sigmoid(x: number): number {
	return 1 / (1 + exp(-x));
}

export function tanh(x: number): number {
	const t = 2 * Math.min(Math.abs(x), 20);
	const n = Math.round(t / Math.LN2);
	const scale = powerOf2(n);
	const e = scale * expm1Near0(t - n * ln2High, n * ln2Low) + (scale - 1);
	return x < 0 ? -e / (e + 2) : e / (e + 2);
}

/** e^(high − low) − 1 for |high| ≤ ln 2 / 2 and a tiny low. Taylor to r¹⁴. */
function expm1Near0(high: number, low: number): number {
	const r = high - low;
	let q = 0;
	for (let k = 14; k >= 3; k--) q = (q * r + 1) / k;
	return high - (low - (r * r * (q * r + 1)) / 2);
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer); // [low, high]: every machine that runs V8 is little-endian

/** −1022 ≤ n ≤ 1023 */
function powerOf2(n: number): number {
	words[0] = 0;
	words[1] = (n + 1023) << 20;
	return float[0]!;
}

/** x = 2ᵉ · m with √½ ≤ m < √2 */
function split(x: number): [e: number, m: number] {
	const subnormal = x < 2.2250738585072014e-308;
	float[0] = subnormal ? x * 2 ** 54 : x;
	const e = ((words[1]! - 0x3fe6a09e) >> 20) - (subnormal ? 54 : 0);
	words[1] = words[1]! - (((words[1]! - 0x3fe6a09e) >> 20) << 20);
	return [e, float[0]];
}
