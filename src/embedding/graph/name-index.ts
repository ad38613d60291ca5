import { blank, characterKinds, digit, letter, unspaced, unspacedHigh } from "../text/characters.js";
import { foldText } from "../text/scan-terms.js";

/** Where a name stands in a folded text. */
export interface NameHit {
	/** Index into the names of the index. */
	readonly name: number;
	readonly start: number;
	readonly end: number;
}

/** Longer names are no names. */
const maxUnits = 24;

/**
 * Finds any of many names in a text, in one pass: a trie of units, which are words, or single characters where a script
 * has no spaces, or signs. So a Latin name is found between the bounds of words and a Chinese one in running text;
 * blanks and hyphens do not matter. The longest name at a place is taken. A name that two owners share, one that
 * is too short to tell anything, and one without letters are not looked for.
 */
export class NameIndex {
	/** As they were given first. */
	readonly names: string[] = [];
	/** Index of each name's owner. */
	readonly owners: number[] = [];
	readonly #compact: string[] = [];
	readonly #trie: Trie;
	readonly #units = new Units();

	/** `names[i]` are what owner i is called. */
	constructor(names: readonly (readonly string[])[]) {
		const owned = new Map<string, { name: string; owner: number }>();
		names.forEach((all, owner) => {
			for (const name of all) {
				const folded = foldText(name);
				this.#units.read(folded);
				if (!this.#units.tell()) continue;
				const compact = this.#units.compact(folded, 0, this.#units.size);
				const known = owned.get(compact);
				if (known === undefined) owned.set(compact, { name, owner });
				else if (known.owner !== owner) known.owner = shared;
			}
		});
		const kept = [...owned].filter(([, { owner }]) => owner !== shared);
		this.#trie = new Trie(kept.reduce((sum, [compact]) => sum + compact.length, 0));
		for (const [compact, { name, owner }] of kept) {
			this.#units.read(compact);
			this.#trie.add(this.#units.keys, this.#units.size, this.names.length);
			this.names.push(name);
			this.owners.push(owner);
			this.#compact.push(compact);
		}
	}

	/** Hits that do not overlap, from the beginning of the text to its end. */
	find(folded: string): NameHit[] {
		const units = this.#units;
		units.read(folded);
		const hits: NameHit[] = [];
		for (let at = 0; at < units.size; ) {
			const { name, length } = this.#trie.longest(units.keys, at, units.size);
			if (name < 0 || units.compact(folded, at, at + length) !== this.#compact[name]) {
				at++;
				continue;
			}
			hits.push({ name, start: units.starts[at]!, end: units.ends[at + length - 1]! });
			at += length;
		}
		return hits;
	}
}

const shared = -1;

/** A text as a row of units, in arrays that are used again. */
class Units {
	keys = new Int32Array(256);
	starts = new Uint32Array(256);
	ends = new Uint32Array(256);
	size = 0;
	#letters = 0;
	#unspaced = 0;

	read(folded: string): void {
		const kinds = characterKinds();
		this.size = 0;
		this.#letters = 0;
		this.#unspaced = 0;
		for (let at = 0; at < folded.length; ) {
			const kind = kinds[folded.charCodeAt(at)]!;
			if (kind === blank) at++;
			else if (kind === letter || kind === digit) at = this.#word(folded, at, kinds);
			else {
				const end = kind === unspacedHigh ? Math.min(at + 2, folded.length) : at + 1;
				if (kind >= unspaced) this.#unspaced++;
				this.#add(keyOf(folded, at, end), at, end);
				at = end;
			}
		}
	}

	/** Two characters of an unspaced script, or three letters, and not too many of anything. */
	tell(): boolean {
		return (this.#unspaced >= 2 || this.#letters >= 3) && this.size <= maxUnits;
	}

	/** The units from one up to another, with one blank between any two. */
	compact(folded: string, from: number, to: number): string {
		let text = "";
		for (let i = from; i < to; i++)
			text += `${i > from ? " " : ""}${folded.slice(this.starts[i], this.ends[i])}`;
		return text;
	}

	#word(text: string, start: number, kinds: Uint8Array): number {
		let at = start;
		for (; at < text.length; at++) {
			const kind = kinds[text.charCodeAt(at)]!;
			if (kind === letter) this.#letters++;
			else if (kind !== digit) break;
		}
		this.#add(keyOf(text, start, at), start, at);
		return at;
	}

	#add(key: number, start: number, end: number): void {
		if (this.size === this.keys.length) this.#grow();
		this.keys[this.size] = key;
		this.starts[this.size] = start;
		this.ends[this.size++] = end;
	}

	#grow(): void {
		const { keys, starts, ends } = this;
		this.keys = new Int32Array(2 * keys.length);
		this.starts = new Uint32Array(2 * keys.length);
		this.ends = new Uint32Array(2 * keys.length);
		this.keys.set(keys);
		this.starts.set(starts);
		this.ends.set(ends);
	}
}

/** FNV-1a over UTF-16 units; what it confuses, the comparison of the texts tells apart. */
function keyOf(text: string, start: number, end: number): number {
	let hash = 0x811c9dc5 | 0;
	for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash;
}

/** Edges in a hash table with open addressing: (node, key) → node. Node 0 is the root. */
class Trie {
	readonly #mask: number;
	readonly #froms: Int32Array;
	readonly #keys: Int32Array;
	readonly #tos: Int32Array;
	/** Node → the name that ends there, or −1. */
	readonly #names: Int32Array;
	#nodes = 1;

	constructor(maxEdges: number) {
		const size = 2 ** Math.ceil(Math.log2(2 * maxEdges + 2));
		this.#mask = size - 1;
		this.#froms = new Int32Array(size).fill(-1);
		this.#keys = new Int32Array(size);
		this.#tos = new Int32Array(size);
		this.#names = new Int32Array(maxEdges + 1).fill(-1);
	}

	add(keys: Int32Array, length: number, name: number): void {
		let node = 0;
		for (let i = 0; i < length; i++) {
			const slot = this.#slot(node, keys[i]!);
			if (this.#froms[slot] === -1) {
				this.#froms[slot] = node;
				this.#keys[slot] = keys[i]!;
				this.#tos[slot] = this.#nodes++;
			}
			node = this.#tos[slot]!;
		}
		this.#names[node] = name;
	}

	/** The name with most units that begins at a place; −1 if there is none. */
	longest(keys: Int32Array, at: number, end: number): { name: number; length: number } {
		let [name, length, node] = [-1, 0, 0];
		for (let i = at; i < end; i++) {
			const slot = this.#slot(node, keys[i]!);
			if (this.#froms[slot] === -1) break;
			node = this.#tos[slot]!;
			if (this.#names[node] !== -1) [name, length] = [this.#names[node]!, i + 1 - at];
		}
		return { name, length };
	}

	#slot(node: number, key: number): number {
		let hash = Math.imul(key ^ Math.imul(node, 0x9e3779b1), 0x85ebca6b);
		hash = (hash ^ (hash >>> 15)) & this.#mask;
		while (this.#froms[hash] !== -1 && (this.#froms[hash] !== node || this.#keys[hash] !== key)) {
			hash = (hash + 1) & this.#mask;
		}
		return hash;
	}
}
