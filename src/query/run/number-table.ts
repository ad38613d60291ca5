/** Numbers whole numbers in the order in which they are met. */
export interface Numbering {
	readonly count: number;
	/** That it takes however few keys there are. */
	readonly bytes: number;
	/** The number of a key: a new one if it was not met before. */
	numberOf(key: number): number;
	keyOf(number: number): number;
	clear(): void;
}

/** Up to how many keys there is a table in which each has its place. */
const densest = 1 << 17;

/** @param size keys are below */
export function createNumbering(size: number): Numbering {
	return size <= densest ? new DenseTable(size) : new NumberTable();
}

class DenseTable implements Numbering {
	count = 0;
	/** By group. Both are made when there is one. */
	#keys = new Uint32Array(0);
	/** Group + 1 of each key; 0 for none. */
	#groups = new Uint32Array(0);

	constructor(readonly size: number) {}

	get bytes(): number {
		return 8 * this.size;
	}

	numberOf(key: number): number {
		if (this.#keys.length === 0) {
			this.#keys = new Uint32Array(this.size);
			this.#groups = new Uint32Array(this.size);
		}
		const group = this.#groups[key]!;
		if (group > 0) return group - 1;
		this.#keys[this.count] = key;
		this.#groups[key] = ++this.count;
		return this.count - 1;
	}

	keyOf(number: number): number {
		return this.#keys[number]!;
	}

	clear(): void {
		for (let group = 0; group < this.count; group++) this.#groups[this.#keys[group]!] = 0;
		this.count = 0;
	}
}

/** For keys below 2^53: a hash table without boxes, open addressing. */
export class NumberTable implements Numbering {
	readonly bytes = 0;
	count = 0;
	/** By group. */
	#keys = new Float64Array(64);
	/** Group + 1 at the place of its key, or of one with the same hash a few places before; 0 where there is none. */
	#places = new Uint32Array(128);

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

	/** Keeps its room: who asks again needs as much. */
	clear(): void {
		this.count = 0;
		this.#places.fill(0);
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
