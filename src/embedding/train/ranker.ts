import { elementary } from "../../kernels/index.js";

/**
 * A score that is a weighted sum of features, so that each part of it can be told.
 *
 *     s = Σ w_f · (x_f − mean_f) / spread_f
 */
export interface Ranker {
	/** w / spread, for each feature. */
	readonly weights: Float64Array;
}

/** One question: rows of features of which the first is that of the right answer. */
export interface Question {
	/** (answers, features) */
	readonly features: Float32Array;
}

/** How strongly weights are held to the usual ones. */
const prior = 0.02;
const mostIterations = 20;

/**
 * The weights under which the right answers are the likeliest (conditional logit; McFadden 1974), by Newton's method.
 * `start` are weights of
 * features of spread 1, and the spreads where there are no questions.
 */
export function fitRanker(
	questions: readonly Question[],
	start: readonly (readonly [weight: number, spread: number])[],
): Ranker {
	const count = start.length;
	const usual = start.map(([weight]) => weight);
	const spreads = questions.length > 0 ? spreadsOf(questions, count) : start.map(([, spread]) => spread);
	const scaled = questions.map(({ features }) => features.map((x, i) => x / spreads[i % count]!));
	let weights = Float64Array.from(usual);
	let now = derivatives(scaled, weights, usual);
	for (let i = 0; i < mostIterations && scaled.length > 0; i++) {
		const step = solve(now.curvature, now.gradient, count);
		let next = now;
		// A whole step may go too far: half of it, then.
		for (let share = 1; share > 1e-3 && !(next.loss < now.loss); share /= 2) {
			const tried = weights.map((w, f) => w - share * step[f]!);
			next = derivatives(scaled, tried, usual);
			if (next.loss < now.loss) weights = tried;
		}
		if (!(next.loss < now.loss - 1e-5 * Math.abs(now.loss))) break;
		now = next;
	}
	return { weights: weights.map((w, f) => w / spreads[f]!) };
}

/** Σ w · x */
export function scoreOf({ weights }: Ranker, features: Float32Array, row: number): number {
	let score = 0;
	for (let f = 0; f < weights.length; f++) score += weights[f]! * features[row * weights.length + f]!;
	return score;
}

/** A feature that hardly ever differs is not blown up. */
const leastSpread = 0.03;

/** Standard deviations. */
function spreadsOf(questions: readonly Question[], count: number): Float64Array {
	const [sums, squares] = [new Float64Array(count), new Float64Array(count)];
	let n = 0;
	for (const { features } of questions) {
		n += features.length / count;
		features.forEach((x, i) => {
			sums[i % count]! += x;
			squares[i % count]! += x * x;
		});
	}
	return sums.map((sum, f) => {
		const variance = squares[f]! / n - (sum / n) ** 2;
		return Math.max(leastSpread, Math.sqrt(Math.max(0, variance)));
	});
}

/** Of the sum of −ln p(right answer), plus a prior for each question. */
function derivatives(
	questions: readonly Float32Array[],
	weights: Float64Array,
	usual: readonly number[],
): { loss: number; gradient: Float64Array; curvature: Float64Array } {
	const count = usual.length;
	const gradient = weights.map((w, f) => 2 * prior * questions.length * (w - usual[f]!));
	const curvature = new Float64Array(count * count);
	for (let f = 0; f < count; f++) curvature[f * count + f] = 2 * prior * questions.length;
	let loss = weights.reduce((sum, w, f) => sum + (w - usual[f]!) ** 2, 0) * prior * questions.length;
	const mean = new Float64Array(count);
	for (const features of questions) {
		const chances = softmax(features, weights);
		loss -= elementary.log(Math.max(chances[0]!, 1e-300));
		mean.fill(0);
		chances.forEach((chance, row) => {
			for (let f = 0; f < count; f++) mean[f]! += chance * features[row * count + f]!;
		});
		for (let f = 0; f < count; f++) gradient[f]! += mean[f]! - features[f]!;
		chances.forEach((chance, row) => {
			if (chance < 1e-9) return;
			for (let f = 0; f < count; f++) {
				const off = chance * (features[row * count + f]! - mean[f]!);
				for (let g = 0; g <= f; g++)
					curvature[f * count + g]! += off * (features[row * count + g]! - mean[g]!);
			}
		});
	}
	for (let f = 0; f < count; f++)
		for (let g = 0; g < f; g++) curvature[g * count + f] = curvature[f * count + g]!;
	return { loss, gradient, curvature };
}

function softmax(features: Float32Array, weights: Float64Array): Float64Array {
	const count = weights.length;
	const scores = new Float64Array(features.length / count);
	let most = Number.NEGATIVE_INFINITY;
	for (let row = 0; row < scores.length; row++) {
		let score = 0;
		for (let f = 0; f < count; f++) score += weights[f]! * features[row * count + f]!;
		scores[row] = score;
		most = Math.max(most, score);
	}
	let sum = 0;
	for (let row = 0; row < scores.length; row++) sum += scores[row] = elementary.exp(scores[row]! - most);
	return scores.map((score) => score / sum);
}

/** x of A·x = b for a positive definite A (n, n): Gauss without pivots, in place. */
function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
	for (let column = 0; column < n; column++) {
		for (let row = column + 1; row < n; row++) {
			const factor = a[row * n + column]! / a[column * n + column]!;
			for (let k = column; k < n; k++) a[row * n + k]! -= factor * a[column * n + k]!;
			b[row]! -= factor * b[column]!;
		}
	}
	for (let row = n - 1; row >= 0; row--) {
		for (let k = row + 1; k < n; k++) b[row]! -= a[row * n + k]! * b[k]!;
		b[row]! /= a[row * n + row]!;
	}
	return b;
}
