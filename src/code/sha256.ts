/** SHA-256 (FIPS 180-4) of a text's UTF-8, in hexadecimal: the same in Node and in the page, at once. */
export function sha256(text: string): string {
	const blocks = padded(new TextEncoder().encode(text));
	const state = Uint32Array.from(initial);
	const schedule = new Uint32Array(64);
	for (let at = 0; at < blocks.byteLength; at += 64) {
		for (let i = 0; i < 16; i++) schedule[i] = blocks.getUint32(at + 4 * i);
		mix(state, schedule);
	}
	return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}

/** The message, a one, zeros, and its length in bits: whole blocks of 64 bytes. */
function padded(message: Uint8Array): DataView {
	const bytes = new Uint8Array(64 * Math.ceil((message.length + 9) / 64));
	bytes.set(message);
	bytes[message.length] = 0x80;
	const view = new DataView(bytes.buffer);
	view.setUint32(bytes.length - 8, Math.floor(message.length / 2 ** 29));
	view.setUint32(bytes.length - 4, message.length << 3);
	return view;
}

/** One block. The letters are the standard's. */
function mix(state: Uint32Array, w: Uint32Array): void {
	for (let t = 16; t < 64; t++) {
		const s0 = turn(w[t - 15]!, 7) ^ turn(w[t - 15]!, 18) ^ (w[t - 15]! >>> 3);
		const s1 = turn(w[t - 2]!, 17) ^ turn(w[t - 2]!, 19) ^ (w[t - 2]! >>> 10);
		w[t] = s1 + w[t - 7]! + s0 + w[t - 16]!;
	}
	let [a, b, c, d, e, f, g, h] = state as unknown as [
		...[number, number, number, number],
		...[number, number, number, number],
	];
	for (let t = 0; t < 64; t++) {
		const sum1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
		const sum0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
		const t1 = h + sum1 + ((e & f) ^ (~e & g)) + constants[t]! + w[t]!;
		const t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
		[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
	}
	[a, b, c, d, e, f, g, h].forEach((word, i) => {
		state[i] = state[i]! + word;
	});
}

function turn(word: number, by: number): number {
	return (word >>> by) | (word << (32 - by));
}

const primes = firstPrimes(64);
/** The first 32 bits of the fractional parts of the cube roots and the square roots of the first primes. */
const constants = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const initial = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

function fraction(x: number): number {
	return Math.floor((x - Math.floor(x)) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
	const found: number[] = [];
	for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
	return found;
}
