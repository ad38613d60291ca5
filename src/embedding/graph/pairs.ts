/** Lists of pairs of numbers, (n, 2) in one array. */

/** Sorted by the first, then the second; each pair once. */
export function sortPairs(pairs: Uint32Array): Uint32Array {
	const order = new Float64Array(pairs.length / 2);
	for (let i = 0; i < order.length; i++) order[i] = pairs[2 * i]! * radix + pairs[2 * i + 1]!;
	order.sort();
	const sorted = new Uint32Array(pairs.length);
	let length = 0;
	order.forEach((key, i) => {
		if (i > 0 && key === order[i - 1]) return;
		sorted[length++] = Math.floor(key / radix);
		sorted[length++] = key % radix;
	});
	return sorted.slice(0, length);
}

/** Two numbers of 26 bits are one exact float. */
const radix = 2 ** 26;

/** A list of pairs that grows. */
export class PairList {
	#pairs = new Uint32Array(64);
	#length = 0;

	add(first: number, second: number): void {
		if (this.#length === this.#pairs.length) {
			const longer = new Uint32Array(2 * this.#length);
			longer.set(this.#pairs);
			this.#pairs = longer;
		}
		this.#pairs[this.#length++] = first;
		this.#pairs[this.#length++] = second;
	}

	/** Sorted, each pair once. */
	sorted(): Uint32Array {
		return sortPairs(this.#pairs.subarray(0, this.#length));
	}
}
