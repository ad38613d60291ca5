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
/** Unlikelier answers are most of all, and bend the loss hardly: the way to the minimum may do without them. */
const leastChance = 2e-4;

/**
 * The weights under which the right answers are the likeliest (conditional logit; McFadden 1974), by Newton's method.
 * `start` are weights of features of spread 1, and the spreads where there are no questions.
 */
export function fitRanker(
	questions: readonly Question[],
	start: readonly (readonly [weight: number, spread: number])[],
): Ranker {
	const usual = start.map(([weight]) => weight);
	const spreads =
		questions.length > 0 ? spreadsOf(questions, start.length) : start.map(([, spread]) => spread);
	const fit = new Fit(
		questions.map(({ features }) => features.map((x, i) => x / spreads[i % start.length]!)),
		usual,
	);
	let weights = Float64Array.from(usual);
	let loss = fit.loss(weights);
	for (let i = 0; i < mostIterations && questions.length > 0; i++) {
		const step = fit.newtonStep(weights);
		const before = loss;
		// A whole step may go too far: half of it, then.
		for (let share = 1; share > 1e-3 && !(loss < before); share /= 2) {
			const tried = weights.map((w, f) => w - share * step[f]!);
			const reached = fit.loss(tried);
			if (reached < before) [weights, loss] = [tried, reached];
		}
		if (!(loss < before - 1e-4 * Math.abs(before))) break;
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
		for (let i = 0; i < features.length; ) {
			for (let f = 0; f < count; f++) {
				const x = features[i++]!;
				sums[f]! += x;
				squares[f]! += x * x;
			}
		}
	}
	return sums.map((sum, f) => {
		const variance = squares[f]! / n - (sum / n) ** 2;
		return Math.max(leastSpread, Math.sqrt(Math.max(0, variance)));
	});
}

/** The sum of −ln p(right answer), plus a prior for each question, as a function of the weights. */
class Fit {
	readonly #count: number;
	/** For the answers of one question. */
	readonly #chances: Float64Array;

	/** Of each question (answers, features), in spreads. */
	constructor(
		readonly questions: readonly Float32Array[],
		readonly usual: readonly number[],
	) {
		this.#count = usual.length;
		this.#chances = new Float64Array(Math.max(0, ...questions.map(({ length }) => length / usual.length)));
	}

	loss(weights: Float64Array): number {
		let loss =
			weights.reduce((sum, w, f) => sum + (w - this.usual[f]!) ** 2, 0) * prior * this.questions.length;
		for (const features of this.questions) {
			this.#choose(features, weights);
			loss -= elementary.log(Math.max(this.#chances[0]!, 1e-300));
		}
		return loss;
	}

	/** What is to be subtracted from the weights: curvature⁻¹ · gradient. */
	newtonStep(weights: Float64Array): Float64Array {
		const count = this.#count;
		const held = 2 * prior * this.questions.length;
		const gradient = weights.map((w, f) => held * (w - this.usual[f]!));
		const curvature = new Float64Array(count * count);
		for (let f = 0; f < count; f++) curvature[f * count + f] = held;
		const [mean, off] = [new Float64Array(count), new Float64Array(count)];
		for (const features of this.questions) {
			const answers = this.#choose(features, weights);
			this.#average(features, answers, mean);
			for (let f = 0; f < count; f++) gradient[f]! += mean[f]! - features[f]!;
			for (let row = 0; row < answers; row++) {
				const chance = this.#chances[row]!;
				if (chance < leastChance) continue;
				for (let f = 0; f < count; f++) off[f] = features[row * count + f]! - mean[f]!;
				addSquare(curvature, off, chance);
			}
		}
		for (let f = 0; f < count; f++)
			for (let g = 0; g < f; g++) curvature[g * count + f] = curvature[f * count + g]!;
		return solve(curvature, gradient, count);
	}

	/** How likely each answer is; returns how many there are. */
	#choose(features: Float32Array, weights: Float64Array): number {
		const [count, chances] = [this.#count, this.#chances];
		const answers = features.length / count;
		let most = Number.NEGATIVE_INFINITY;
		for (let row = 0, k = 0; row < answers; row++) {
			let score = 0;
			for (let f = 0; f < count; f++) score += weights[f]! * features[k++]!;
			chances[row] = score;
			if (score > most) most = score;
		}
		let sum = 0;
		for (let row = 0; row < answers; row++) sum += chances[row] = elementary.exp(chances[row]! - most);
		for (let row = 0; row < answers; row++) chances[row]! /= sum;
		return answers;
	}

	#average(features: Float32Array, answers: number, mean: Float64Array): void {
		mean.fill(0);
		for (let row = 0, k = 0; row < answers; row++) {
			for (let f = 0; f < mean.length; f++) mean[f]! += this.#chances[row]! * features[k++]!;
		}
	}
}

/** The lower half of A (n, n) += weight · x·xᵀ */
function addSquare(a: Float64Array, x: Float64Array, weight: number): void {
	for (let f = 0; f < x.length; f++) {
		const scaled = weight * x[f]!;
		for (let g = 0; g <= f; g++) a[f * x.length + g]! += scaled * x[g]!;
	}
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
