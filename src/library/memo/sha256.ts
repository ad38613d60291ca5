/** SHA-256 (FIPS 180-4) of a text's UTF-8, in hexadecimal. Browsers have their own only on secure pages. */
export function sha256(text: string): string {
	const bytes = padded(new TextEncoder().encode(text));
	const view = new DataView(bytes.buffer);
	constants ??= findConstants();
	const hash = constants.initial.slice();
	const w = new Uint32Array(64);
	for (let block = 0; block < bytes.length; block += 64) {
		for (let t = 0; t < 16; t++) w[t] = view.getUint32(block + 4 * t);
		expand(w);
		compress(hash, w, constants.rounds);
	}
	return Array.from(hash, (word) => word.toString(16).padStart(8, "0")).join("");
}

/** The message, a one, zeros, and its length in bits as the last eight of whole blocks. */
function padded(message: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
	bytes.set(message);
	bytes[message.length] = 0x80;
	const view = new DataView(bytes.buffer);
	view.setUint32(bytes.length - 8, Math.floor(message.length / 2 ** 29));
	view.setUint32(bytes.length - 4, message.length << 3);
	return bytes;
}

function expand(w: Uint32Array): void {
	for (let t = 16; t < 64; t++) {
		const [a, b] = [w[t - 15]!, w[t - 2]!];
		const low = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
		const high = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
		w[t] = (w[t - 16]! + low + w[t - 7]! + high) | 0;
	}
}

function compress(hash: Uint32Array, w: Uint32Array, constants: Uint32Array): void {
	let [a, b, c, d, e, f, g, h] = hash as unknown as [
		number,
		number,
		number,
		number,
		number,
		number,
		number,
		number,
	];
	for (let t = 0; t < 64; t++) {
		const choice = (e & f) ^ (~e & g);
		const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + constants[t]! + w[t]!) | 0;
		const majority = (a & b) ^ (a & c) ^ (b & c);
		const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
		[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
	}
	for (const [i, x] of [a, b, c, d, e, f, g, h].entries()) hash[i]! += x;
}

function turn(x: number, bits: number): number {
	return (x >>> bits) | (x << (32 - bits));
}

interface Constants {
	readonly initial: Uint32Array;
	readonly rounds: Uint32Array;
}

/** Found when they are first needed: most cells keep nothing. */
let constants: Constants | undefined;

/** The fractions of the square roots of the first eight primes, and of the cubic roots of the first 64. */
function findConstants(): Constants {
	const primes = Array.from({ length: 312 }, (_, n) => n).filter((n) => n > 1 && isPrime(n));
	return {
		initial: Uint32Array.from(primes.slice(0, 8), (prime) => fraction(prime, 2n)),
		rounds: Uint32Array.from(primes, (prime) => fraction(prime, 3n)),
	};
}

function isPrime(n: number): boolean {
	for (let k = 2; k * k <= n; k++) if (n % k === 0) return false;
	return true;
}

/** ⌊2³² · frac(p^(1/root))⌋, in integers. */
function fraction(prime: number, root: bigint): number {
	const target = BigInt(prime) << (32n * root);
	let [low, high] = [0n, BigInt(prime) << 32n];
	while (low < high) {
		const middle = (low + high + 1n) >> 1n;
		if (middle ** root <= target) low = middle;
		else high = middle - 1n;
	}
	return Number(BigInt.asUintN(32, low));
}
