/**
 * A shard: some of the terms, each with the passages that have it. All numbers are LEB128 varints.
 *
 *     number of terms
 *     for each term, sorted:  length of the beginning it shares with the term before it, in UTF-8 bytes
 *                             length of the rest, and the rest in UTF-8
 *                             number of postings
 *     for each term again:    its postings, (passage − passage before − 1) · 64 + impact, first "before" −1
 */
export interface Shard {
	/** Sorted by code units. */
	readonly terms: readonly string[];
	/** `postings` of term i start at `starts[i]` and number `starts[i + 1] - starts[i]`. */
	readonly starts: Uint32Array;
	/** passage · 64 + impact, ascending. */
	readonly postings: Uint32Array;
}

const impactRange = 64;

export function encodeShard({ terms, starts, postings }: Shard): Uint8Array {
	const out = new ByteWriter();
	out.varint(terms.length);
	let before = new Uint8Array();
	terms.forEach((term, index) => {
		const bytes = new TextEncoder().encode(term);
		let shared = 0;
		while (shared < bytes.length && bytes[shared] === before[shared]) shared += 1;
		out.varint(shared);
		out.varint(bytes.length - shared);
		out.bytes(bytes.subarray(shared));
		out.varint((starts[index + 1] as number) - (starts[index] as number));
		before = bytes;
	});
	for (let index = 0; index < terms.length; index += 1) {
		let expected = 0;
		for (const posting of postings.subarray(starts[index], starts[index + 1])) {
			out.varint(posting - expected);
			expected = (Math.floor(posting / impactRange) + 1) * impactRange;
		}
	}
	return out.done();
}

export function decodeShard(bytes: Uint8Array): Shard {
	let at = 0;
	const varint = (): number => {
		let value = 0;
		for (let scale = 1; ; scale *= 128) {
			const byte = bytes[at++] ?? 0;
			value += (byte & 0x7f) * scale;
			if (byte < 0x80) return value;
		}
	};
	const count = varint();
	const terms: string[] = [];
	const starts = new Uint32Array(count + 1);
	const decoder = new TextDecoder();
	const term: number[] = [];
	for (let index = 0; index < count; index += 1) {
		term.length = varint();
		const rest = varint();
		term.push(...bytes.subarray(at, at + rest));
		at += rest;
		terms.push(decoder.decode(Uint8Array.from(term)));
		starts[index + 1] = (starts[index] as number) + varint();
	}
	const postings = new Uint32Array(starts[count] as number);
	for (let index = 0; index < count; index += 1) {
		let expected = 0;
		for (let place = starts[index] as number; place < (starts[index + 1] as number); place += 1) {
			const posting = expected + varint();
			postings[place] = posting;
			expected = (Math.floor(posting / impactRange) + 1) * impactRange;
		}
	}
	return { terms, starts, postings };
}

class ByteWriter {
	private buffer = new Uint8Array(1024);
	private length = 0;

	varint(value: number): void {
		this.room(6);
		let rest = value;
		for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.buffer[this.length++] = (rest & 0x7f) | 0x80;
		this.buffer[this.length++] = rest;
	}

	bytes(bytes: Uint8Array): void {
		this.room(bytes.length);
		this.buffer.set(bytes, this.length);
		this.length += bytes.length;
	}

	done(): Uint8Array {
		return this.buffer.slice(0, this.length);
	}

	private room(more: number): void {
		if (this.length + more <= this.buffer.length) return;
		const larger = new Uint8Array(2 * (this.length + more));
		larger.set(this.buffer.subarray(0, this.length));
		this.buffer = larger;
	}
}
