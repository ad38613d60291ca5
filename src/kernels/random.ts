/**
 * Random numbers from a counter: Philox 2×32 with ten rounds (Salmon, Moraes, Dror & Shaw 2011, "Parallel random
 * numbers: as easy as 1, 2, 3"). Integer arithmetic, so every engine draws the same numbers. A generator is a key and
 * the high word of the counter; forks have others, and so do not disturb each other however much each one draws.
 */
import { log } from "./elementary.js";
import { hashText } from "./hash.js";

export interface Rng {
	/** 32 random bits. */
	bits(): number;
	/** 0 ≤ x < 1, 53 random bits. */
	uniform(): number;
	/** Mean 0, variance 1 (Marsaglia's polar method). */
	normal(): number;
	/** 0 ≤ i < n ≤ 2³², each equally likely. */
	integer(n: number): number;
	/** In place (Fisher and Yates); returns what it was given. */
	shuffle<T extends Shuffled>(items: T): T;
	/** Another generator, which depends on the seed and the label and not on what has been drawn. */
	fork(label: string | number): Rng;
}

export type Shuffled = unknown[] | Uint32Array | Int32Array | Float32Array | Float64Array;

/** `seed`: an integer, −2⁵³ < seed < 2⁵³. */
export function createRng(seed: number): Rng {
	return new Philox(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
}

class Philox implements Rng {
	/** Low word of the counter. */
	private block = 0;
	private readonly words = new Uint32Array(2);
	private unused = 0;
	private spare: number | undefined;

	constructor(
		private readonly key: number,
		private readonly stream: number,
	) {}

	bits(): number {
		if (this.unused === 0) {
			philox(this.words, this.block++, this.stream, this.key);
			this.unused = 2;
		}
		return this.words[2 - this.unused--]!;
	}

	uniform(): number {
		return ((this.bits() >>> 5) * 2 ** 26 + (this.bits() >>> 6)) / 2 ** 53;
	}

	normal(): number {
		const kept = this.spare;
		this.spare = undefined;
		if (kept !== undefined) return kept;
		for (;;) {
			const x = 2 * this.uniform() - 1;
			const y = 2 * this.uniform() - 1;
			const square = x * x + y * y;
			if (square >= 1 || square === 0) continue;
			const factor = Math.sqrt((-2 * log(square)) / square);
			this.spare = y * factor;
			return x * factor;
		}
	}

	integer(n: number): number {
		// What lies above the last whole multiple of n would favour the small numbers.
		const limit = 2 ** 32 - (2 ** 32 % n);
		for (;;) {
			const word = this.bits();
			if (word < limit) return word % n;
		}
	}

	shuffle<T extends Shuffled>(items: T): T {
		const list = items as unknown[]; // typed arrays swap the same way
		for (let i = list.length - 1; i > 0; i--) {
			const j = this.integer(i + 1);
			const item = list[i];
			list[i] = list[j];
			list[j] = item;
		}
		return items;
	}

	fork(label: string | number): Rng {
		const words = new Uint32Array(2);
		philox(words, hashText(`${typeof label} ${label}`), this.stream, this.key);
		return new Philox(words[0]!, words[1]!);
	}
}

/** out = Philox2x32-10 of the counter (low, high) under the key. */
export function philox(out: Uint32Array, low: number, high: number, key: number): void {
	let [l, r, k] = [low >>> 0, high >>> 0, key >>> 0];
	for (let round = 0; round < 10; round++) {
		const next = (multiplyHigh(l) ^ k ^ r) >>> 0;
		r = Math.imul(l, multiplier) >>> 0;
		l = next;
		k = (k + 0x9e3779b9) >>> 0;
	}
	out[0] = l;
	out[1] = r;
}

const multiplier = 0xd256d193;
const multiplierLow = multiplier & 0xffff;
const multiplierHigh = multiplier >>> 16;

/** The high 32 bits of a · multiplier, by halves: no product of halves with a carry is larger than 32 bits. */
function multiplyHigh(a: number): number {
	const [low, high] = [a & 0xffff, a >>> 16];
	const first = Math.imul(low, multiplierLow);
	const second = (Math.imul(high, multiplierLow) + (first >>> 16)) | 0;
	const third = (Math.imul(low, multiplierHigh) + (second & 0xffff)) | 0;
	return (Math.imul(high, multiplierHigh) + (second >>> 16) + (third >>> 16)) | 0;
}
