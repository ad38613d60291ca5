/** Numbers whole numbers below 2^53 in the order in which they are met: a hash table without boxes, open addressing. */
export class NumberTable {
	count = 0;
	/** By group. */
	#keys = new Float64Array(64);
	/** Group + 1 at the place of its key, or of one with the same hash a few places before; 0 where there is none. */
	#places = new Uint32Array(128);

	/** The number of a key: a new one if it was not met before. */
	numberOf(key: number): number {
		const mask = this.#places.length - 1;
		let place = hash(key) & mask;
		for (;;) {
			const group = this.#places[place]!;
			if (group === 0) break;
			if (this.#keys[group - 1] === key) return group - 1;
			place = (place + 1) & mask;
		}
		if (this.count === this.#keys.length) {
			this.#grow();
			return this.numberOf(key);
		}
		this.#keys[this.count] = key;
		this.#places[place] = ++this.count;
		return this.count - 1;
	}

	keyOf(number: number): number {
		return this.#keys[number]!;
	}

	clear(): void {
		this.count = 0;
		this.#keys = new Float64Array(64);
		this.#places = new Uint32Array(128);
	}

	#grow(): void {
		const keys = new Float64Array(this.#keys.length * 2);
		keys.set(this.#keys);
		this.#keys = keys;
		this.#places = new Uint32Array(keys.length * 2);
		const mask = this.#places.length - 1;
		for (let group = 0; group < this.count; group++) {
			let place = hash(keys[group]!) & mask;
			while (this.#places[place] !== 0) place = (place + 1) & mask;
			this.#places[place] = group + 1;
		}
	}
}

function hash(key: number): number {
	const low = key >>> 0;
	const high = Math.floor(key / 4_294_967_296);
	const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
	return mixed ^ (mixed >>> 15);
}
