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
	let weights: Float64Array = Float64Array.from(usual);
	for (const some of [questions.filter((_, q) => q % fewer === 0), questions])
		weights = descend(new Fit(some, spreads, usual), weights);
	return { weights: weights.map((w, f) => w / spreads[f]!) };
}

/** Most of the way is gone with every so-manyeth question, which tell it nearly as well as all. */
const fewer = 5;

/** To where hardly anything is won any more. */
function descend(fit: Fit, from: Float64Array): Float64Array {
	let [weights, loss] = [from, fit.loss(from)];
	for (let i = 0; i < mostIterations && fit.questions > 0; i++) {
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
	return weights;
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
	/** (answers of all questions, features), in spreads. */
	readonly #rows: Float32Array;
	/** Question q has the rows from starts[q] to starts[q + 1], the right answer first. */
	readonly #starts: Uint32Array;
	/** (answers of all questions): how likely each is. */
	readonly #chances: Float64Array;

	constructor(
		questions: readonly Question[],
		spreads: ArrayLike<number>,
		readonly usual: readonly number[],
	) {
		const count = usual.length;
		this.#count = count;
		this.#starts = new Uint32Array(questions.length + 1);
		questions.forEach(({ features }, q) => {
			this.#starts[q + 1] = this.#starts[q]! + features.length / count;
		});
		const answers = this.#starts[questions.length]!;
		this.#rows = new Float32Array(answers * count);
		this.#chances = new Float64Array(answers);
		questions.forEach(({ features }, q) => {
			this.#rows.set(features, this.#starts[q]! * count);
		});
		divideColumns(this.#rows, spreads, count);
	}

	get questions(): number {
		return this.#starts.length - 1;
	}

	loss(weights: Float64Array): number {
		let loss = weights.reduce((sum, w, f) => sum + (w - this.usual[f]!) ** 2, 0) * prior * this.questions;
		this.#choose(weights);
		for (let q = 0; q < this.questions; q++)
			loss -= elementary.log(Math.max(this.#chances[this.#starts[q]!]!, 1e-300));
		return loss;
	}

	/** What is to be subtracted from the weights for which `loss` was asked last: curvature⁻¹ · gradient. */
	newtonStep(weights: Float64Array): Float64Array {
		const [count, rows, chances] = [this.#count, this.#rows, this.#chances];
		const held = 2 * prior * this.questions;
		const gradient = weights.map((w, f) => held * (w - this.usual[f]!));
		const curvature = new Curvature(count, held);
		const mean = new Float64Array(count);
		for (let q = 0; q < this.questions; q++) {
			const [from, to] = [this.#starts[q]!, this.#starts[q + 1]!];
			average(rows, chances, [from, to], mean);
			for (let f = 0; f < count; f++) gradient[f]! += mean[f]! - rows[from * count + f]!;
			for (let row = from; row < to; row++)
				if (chances[row]! >= leastChance) curvature.add(rows, row * count, mean, chances[row]!);
		}
		return solve(curvature.matrix(), gradient, count);
	}

	/** How likely each answer is. */
	#choose(weights: Float64Array): void {
		const [count, rows, chances, starts] = [this.#count, this.#rows, this.#chances, this.#starts];
		for (let q = 0, k = 0; q < this.questions; q++) {
			const [from, to] = [starts[q]!, starts[q + 1]!];
			let most = Number.NEGATIVE_INFINITY;
			for (let row = from; row < to; row++) {
				let score = 0;
				for (let f = 0; f < count; f++) score += weights[f]! * rows[k++]!;
				chances[row] = score;
				if (score > most) most = score;
			}
			let sum = 0;
			for (let row = from; row < to; row++) sum += chances[row] = elementary.exp(chances[row]! - most);
			for (let row = from; row < to; row++) chances[row]! /= sum;
		}
	}
}

function divideColumns(rows: Float32Array, by: ArrayLike<number>, count: number): void {
	for (let k = 0; k < rows.length; ) for (let f = 0; f < count; f++, k++) rows[k] = rows[k]! / by[f]!;
}

/** Of some rows, each as much as it is likely. */
function average(
	rows: Float32Array,
	chances: Float64Array,
	[from, to]: readonly [number, number],
	mean: Float64Array,
): void {
	const count = mean.length;
	mean.fill(0);
	for (let row = from, k = from * count; row < to; row++) {
		const chance = chances[row]!;
		for (let f = 0; f < count; f++) mean[f]! += chance * rows[k++]!;
	}
}

/** Σ weight · x·xᵀ plus a diagonal. Four rows are added at a time, so that sums are read and written a quarter as often. */
class Curvature {
	readonly #sums: Float64Array;
	/** (4, count): rows that wait, and the same times their weights. */
	readonly #waiting: Float64Array;
	readonly #weighed: Float64Array;
	#size = 0;

	constructor(
		readonly count: number,
		diagonal: number,
	) {
		this.#sums = new Float64Array(count * count);
		for (let f = 0; f < count; f++) this.#sums[f * count + f] = diagonal;
		this.#waiting = new Float64Array(4 * count);
		this.#weighed = new Float64Array(4 * count);
	}

	/** x: the row that begins at a place, less `mean`. */
	add(rows: Float32Array, at: number, mean: Float64Array, weight: number): void {
		const [count, waiting, weighed] = [this.count, this.#waiting, this.#weighed];
		const to = this.#size * count;
		for (let f = 0; f < count; f++) {
			const x = rows[at + f]! - mean[f]!;
			waiting[to + f] = x;
			weighed[to + f] = weight * x;
		}
		if (++this.#size === 4) this.#addWaiting();
	}

	matrix(): Float64Array {
		const [count, sums] = [this.count, this.#sums];
		this.#waiting.fill(0, this.#size * count);
		this.#addWaiting();
		for (let f = 0; f < count; f++) for (let g = 0; g < f; g++) sums[g * count + f] = sums[f * count + g]!;
		return sums;
	}

	/** To the lower half. */
	#addWaiting(): void {
		const [count, sums, x, w] = [this.count, this.#sums, this.#waiting, this.#weighed];
		const [second, third, fourth] = [count, 2 * count, 3 * count];
		for (let f = 0; f < count; f++) {
			const [a, b, c, d] = [w[f]!, w[second + f]!, w[third + f]!, w[fourth + f]!];
			const row = f * count;
			for (let g = 0; g <= f; g++)
				sums[row + g]! += a * x[g]! + b * x[second + g]! + (c * x[third + g]! + d * x[fourth + g]!);
		}
		this.#size = 0;
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
