/** Seeded random numbers in [0, 1), 32 bits each: a counter hashed by two rounds of multiply and shift. */
export type Random = () => number;

export function createRandom(seed: number): Random {
	let state = mix((seed | 0) ^ 0x9e3779b9);
	return () => {
		state = (state + 0x9e3779b9) | 0;
		return (mix(state) >>> 0) / 4294967296;
	};
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain): every bit of x moves every bit of the result. */
function mix(x: number): number {
	let h = x;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
}

/** 0 … n−1 in random order (Fisher and Yates). */
export function shuffled(n: number, random: Random): Uint32Array {
	const order = Uint32Array.from({ length: n }, (_, i) => i);
	for (let i = n - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		const kept = order[i]!;
		order[i] = order[j]!;
		order[j] = kept;
	}
	return order;
}
