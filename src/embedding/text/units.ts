import { blank, characterKinds, digit, letter, unspaced, unspacedHigh } from "./characters.js";

/** A sign, a line's end or an address: nothing goes on across it. */
export const gap = 0;
export const word = 1;
/** Of a script without spaces, or a letter that clings to one: the S in S形. */
export const character = 2;

/** A folded text as a row of words and single characters, in arrays that are used again. */
export class Units {
	/** FNV-1a of the unit. */
	keys = new Int32Array(1024);
	starts = new Uint32Array(1024);
	ends = new Uint32Array(1024);
	kinds = new Uint8Array(1024);
	/** 1 where a blank or a hyphen stands before. */
	apart = new Uint8Array(1024);
	size = 0;

	read(folded: string): void {
		const kinds = characterKinds();
		this.size = 0;
		let apart = 0;
		for (let at = 0; at < folded.length; ) {
			const code = folded.charCodeAt(at);
			const kind = kinds[code]!;
			if (kind === blank && code !== lineEnd) {
				apart = 1;
				at++;
				continue;
			}
			const end = kind === letter || kind === digit ? endOfWord(folded, at, kinds) : at + 1;
			if (kind === letter || kind === digit) at = this.#word(folded, at, end, kinds, apart);
			else if (kind >= unspaced) {
				const after = kind === unspacedHigh ? Math.min(at + 2, folded.length) : end;
				this.#add(keyOf(folded, at, after), at, after, character, apart);
				at = after;
			} else {
				if (this.size > 0 && this.kinds[this.size - 1] !== gap) this.#add(0, at, end, gap, 0);
				at = end;
			}
			// The S of “S 形” is read as if it was written without the blank.
			apart = 0;
			if (this.kinds[this.size - 1] === character && (kind === letter || kind === digit))
				while (folded.charCodeAt(at) === space) at++;
		}
		this.#add(0, folded.length, folded.length, gap, 0);
	}

	#word(text: string, start: number, end: number, kinds: Uint8Array, apart: number): number {
		if (text.startsWith("://", end)) {
			const after = endOfAddress(text, end);
			this.#add(0, start, after, gap, 0);
			return after;
		}
		const clings =
			end - start === 1 &&
			kinds[text.charCodeAt(start)] === letter &&
			((kinds[text.charCodeAt(text.charCodeAt(end) === space ? end + 1 : end)] ?? 0) >= unspaced ||
				(apart === 0 && start > 0 && kinds[text.charCodeAt(start - 1)]! >= unspaced));
		this.#add(keyOf(text, start, end), start, end, clings ? character : word, apart);
		return end;
	}

	#add(key: number, start: number, end: number, kind: number, apart: number): void {
		if (this.size === this.keys.length) this.#grow();
		this.keys[this.size] = key;
		this.starts[this.size] = start;
		this.ends[this.size] = end;
		this.kinds[this.size] = kind;
		this.apart[this.size++] = apart;
	}

	#grow(): void {
		const length = 2 * this.keys.length;
		const { keys, starts, ends, kinds, apart } = this;
		this.keys = new Int32Array(length);
		this.starts = new Uint32Array(length);
		this.ends = new Uint32Array(length);
		this.kinds = new Uint8Array(length);
		this.apart = new Uint8Array(length);
		this.keys.set(keys);
		this.starts.set(starts);
		this.ends.set(ends);
		this.kinds.set(kinds);
		this.apart.set(apart);
	}
}

const lineEnd = 0x0a;
const space = 0x20;

/** FNV-1a over UTF-16 units. */
function keyOf(text: string, start: number, end: number): number {
	let hash = 0x811c9dc5 | 0;
	for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash;
}

function endOfWord(text: string, start: number, kinds: Uint8Array): number {
	let at = start + 1;
	while (at < text.length) {
		const kind = kinds[text.charCodeAt(at)]!;
		if (kind !== letter && kind !== digit) break;
		at++;
	}
	return at;
}

function endOfAddress(text: string, start: number): number {
	let at = start;
	while (at < text.length && text.charCodeAt(at) > 0x20 && text.charCodeAt(at) < 0x2e80) at++;
	return at;
}
