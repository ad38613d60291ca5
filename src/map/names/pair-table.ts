/** Numbers pairs (a, b) of non-negative integers in the order of their coming, from 0. Open addressing, typed arrays. */
export interface PairTable {
	readonly size: number;
	/** The pair's number, a new one if it is new. */
	add(a: number, b: number): number;
	/** The pair's number, or −1. */
	find(a: number, b: number): number;
}

export function createPairTable(expected = 64): PairTable {
	let bits = 7;
	while (1 << bits < expected * 2) bits++;
	let mask = (1 << bits) - 1;
	let slots = new Int32Array(mask + 1).fill(-1);
	let left = new Uint32Array((mask + 1) >> 1);
	let right = new Uint32Array((mask + 1) >> 1);
	let size = 0;

	const place = (a: number, b: number) => {
		let slot = hash(a, b) & mask;
		for (;;) {
			const number = slots[slot]!;
			if (number < 0 || (left[number] === a && right[number] === b)) return slot;
			slot = (slot + 1) & mask;
		}
	};
	const grow = () => {
		mask = mask * 2 + 1;
		slots = new Int32Array(mask + 1).fill(-1);
		left = widen(left);
		right = widen(right);
		for (let number = 0; number < size; number++) slots[place(left[number]!, right[number]!)] = number;
	};
	return {
		get size() {
			return size;
		},
		add(a, b) {
			const slot = place(a, b);
			if (slots[slot]! >= 0) return slots[slot]!;
			slots[slot] = size;
			left[size] = a;
			right[size] = b;
			size++;
			if (size === left.length) grow();
			return size - 1;
		},
		find: (a, b) => slots[place(a, b)]!,
	};
}

function hash(a: number, b: number): number {
	const h = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
	return h ^ (h >>> 15);
}

function widen(array: Uint32Array): Uint32Array<ArrayBuffer> {
	const wide = new Uint32Array(array.length * 2);
	wide.set(array);
	return wide;
}
