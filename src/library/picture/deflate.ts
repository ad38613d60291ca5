/**
 * zlib (RFC 1950) around one block of deflate (RFC 1951) with fixed codes. Engines have compressors of their own, and
 * each writes other bytes. Repetitions are looked for where the same three bytes were seen last.
 */
export function deflate(input: Uint8Array): Uint8Array<ArrayBuffer> {
	const out = new Bits(input.length);
	out.put(0x78, 8); // deflate, 32 KiB
	out.put(0x01, 8); // no dictionary; makes the first two bytes a multiple of 31
	out.put(1, 1); // the last block
	out.put(1, 2); // with fixed codes
	writeSymbols(input, out);
	out.code(0, 7); // end of block: 256
	out.align();
	const sum = adler32(input);
	for (const shift of [24, 16, 8, 0]) out.put((sum >>> shift) & 255, 8);
	return out.bytes();
}

const [leastLength, mostLength, mostDistance] = [3, 258, 32_768];

function writeSymbols(input: Uint8Array, out: Bits): void {
	const seen = new Int32Array(1 << 15).fill(-1);
	for (let i = 0; i < input.length; ) {
		const place = i + leastLength <= input.length ? hashAt(input, i) : -1;
		const before = place < 0 ? -1 : seen[place]!;
		if (place >= 0) seen[place] = i;
		const length = before >= 0 && i - before <= mostDistance ? matchLength(input, before, i) : 0;
		if (length < leastLength) {
			writeLiteral(input[i++]!, out);
			continue;
		}
		writeLength(length, out);
		writeDistance(i - before, out);
		i += length;
	}
}

function hashAt(input: Uint8Array, i: number): number {
	return (Math.imul((input[i]! << 16) | (input[i + 1]! << 8) | input[i + 2]!, 0x9e3779b1) >>> 17) & 0x7fff;
}

function matchLength(input: Uint8Array, from: number, to: number): number {
	const most = Math.min(mostLength, input.length - to);
	let length = 0;
	while (length < most && input[from + length] === input[to + length]) length++;
	return length;
}

/** 0–143 have eight bits from 00110000, 144–255 nine from 110010000. */
function writeLiteral(byte: number, out: Bits): void {
	if (byte < 144) out.code(0x30 + byte, 8);
	else out.code(0x190 + byte - 144, 9);
}

/** Symbols 257–285: the first eight are a length each, then four with one more bit, four with two, and so on. */
function writeLength(length: number, out: Bits): void {
	const rest = length - leastLength;
	if (length === mostLength) {
		out.code(0xc0 + 285 - 280, 8);
		return;
	}
	const extra = rest < 8 ? 0 : 29 - Math.clz32(rest);
	const symbol = 257 + (rest < 8 ? rest : 4 * (extra + 1) + ((rest >> extra) & 3));
	if (symbol < 280) out.code(symbol - 256, 7);
	else out.code(0xc0 + symbol - 280, 8);
	out.put(rest & ((1 << extra) - 1), extra);
}

/** Thirty symbols of five bits: four are a distance each, then two with one more bit, two with two, and so on. */
function writeDistance(distance: number, out: Bits): void {
	const rest = distance - 1;
	const extra = rest < 4 ? 0 : 30 - Math.clz32(rest);
	out.code(rest < 4 ? rest : 2 * (extra + 1) + ((rest >> extra) & 1), 5);
	out.put(rest & ((1 << extra) - 1), extra);
}

/** Bits fill bytes from the lowest one; codes of symbols come with their highest bit first. */
class Bits {
	private buffer: Uint8Array<ArrayBuffer>;
	private length = 0;
	private word = 0;
	private count = 0;

	constructor(expected: number) {
		this.buffer = new Uint8Array(expected + 64);
	}

	put(value: number, bits: number): void {
		this.word |= value << this.count;
		this.count += bits;
		while (this.count >= 8) this.flush();
	}

	code(value: number, bits: number): void {
		let turned = 0;
		for (let i = 0; i < bits; i++) turned |= ((value >> i) & 1) << (bits - 1 - i);
		this.put(turned, bits);
	}

	align(): void {
		if (this.count > 0) this.put(0, 8 - this.count);
	}

	bytes(): Uint8Array<ArrayBuffer> {
		return this.buffer.slice(0, this.length);
	}

	private flush(): void {
		if (this.length === this.buffer.length) {
			const larger = new Uint8Array(2 * this.length);
			larger.set(this.buffer);
			this.buffer = larger;
		}
		this.buffer[this.length++] = this.word & 255;
		this.word >>>= 8;
		this.count -= 8;
	}
}

function adler32(bytes: Uint8Array): number {
	let [a, b] = [1, 0];
	for (const byte of bytes) {
		a = (a + byte) % 65_521;
		b = (b + a) % 65_521;
	}
	return ((b << 16) | a) >>> 0;
}
