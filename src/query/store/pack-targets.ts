/**
 * To which nodes rows of relationships lead, in as few bits as their frequencies allow. A row of one type is a set of
 * targets without an order. It is told by halving: how many of them lie in the lower half of all nodes, and so on within
 * each half. How likely that is follows from how often nodes in either half have been targets before, which both sides
 * count; so what many link to costs little, and nothing is spent on an order. Decisions go through an arithmetic coder.
 * Floating-point arithmetic is that of IEEE 754 throughout, so that the same is reckoned everywhere.
 */

/** Types beyond that share their counts: each kind of count takes memory for all nodes. */
const ownCounts = 8;

/** What each further time counts, where not having been a target at all counts 1. */
const step = 2;

/** @param rows of each run of one node and type: the type and the targets, ascending */
export function packTargets(
	nodes: number,
	rows: Iterable<readonly [type: number, targets: Uint32Array]>,
): Uint8Array {
	const coder = new Encoder();
	const counts = new Counts(nodes);
	for (const [type, targets] of rows) {
		const weights = counts.of(type);
		const split = (from: number, to: number, node: number): void => {
			if (from === to || node >= counts.leaves) return;
			const middle = counts.middleOf(node);
			let at = from;
			while (at < to && targets[at]! < middle) at++;
			codeSplit(coder, to - from, counts.lower(weights, node), at - from);
			split(from, at, 2 * node);
			split(at, to, 2 * node + 1);
		};
		split(0, targets.length, 1);
		for (const target of targets) counts.add(weights, target);
	}
	return coder.finish();
}

/** @param lengths of each run: the type, and how many targets it has. Throws a `RangeError` where the bytes are not such. */
export function unpackTargets(
	bytes: Uint8Array,
	nodes: number,
	lengths: Iterable<readonly [type: number, length: number]>,
	put: (target: number) => void,
): void {
	const coder = new Decoder(bytes);
	const counts = new Counts(nodes);
	const row: number[] = [];
	for (const [type, length] of lengths) {
		const weights = counts.of(type);
		row.length = 0;
		const split = (count: number, node: number): void => {
			if (count === 0) return;
			let at = node;
			// One alone, as most are further down.
			if (count === 1)
				while (at < counts.leaves) at = 2 * at + coder.bit(chanceOf(1 - counts.lower(weights, at)));
			if (at >= counts.leaves) {
				if (at - counts.leaves >= nodes) throw new RangeError("a target that there is not");
				for (let i = 0; i < count; i++) row.push(at - counts.leaves);
				return;
			}
			const lower = codeSplit(coder, count, counts.lower(weights, at));
			split(lower, 2 * at);
			split(count - lower, 2 * at + 1);
		};
		split(length, 1);
		for (const target of row) {
			counts.add(weights, target);
			put(target);
		}
	}
}

interface Coder {
	/** Codes or decodes a bit that is 1 with the given probability of 2^16. */
	bit(chance: number, bit?: number): number;
}

/** How many of `count` are in the lower half, each with the probability `p`: asked one number after the other. */
function codeSplit(coder: Coder, count: number, p: number, known?: number): number {
	// The probability of the number asked for, and of all from it on.
	const odds = p / (1 - p);
	let exactly = 1;
	for (let i = 0; i < count; i++) exactly *= 1 - p;
	let rest = 1;
	for (let lower = 0; lower < count; lower++) {
		const share = rest > 0 ? exactly / rest : 0.5;
		if (coder.bit(chanceOf(share), known === undefined ? undefined : known === lower ? 1 : 0) === 1)
			return lower;
		rest -= exactly;
		exactly *= (odds * (count - lower)) / (lower + 1);
	}
	return count;
}

function chanceOf(share: number): number {
	return Math.max(32, Math.min(65_504, Math.floor(share * 65_536)));
}

/** How often each node has been a target, summed up in a tree: node `i` has `2i` and `2i + 1` below it. */
class Counts {
	readonly leaves: number;
	readonly #nodes: number;
	readonly #own = new Map<number, Float64Array>();

	constructor(nodes: number) {
		this.#nodes = nodes;
		this.leaves = 1;
		while (this.leaves < nodes) this.leaves *= 2;
	}

	of(type: number): Float64Array {
		const key = Math.min(type, ownCounts);
		const known = this.#own.get(key);
		if (known !== undefined) return known;
		const weights = new Float64Array(2 * this.leaves);
		weights.fill(1, this.leaves, this.leaves + this.#nodes);
		for (let i = this.leaves - 1; i > 0; i--) weights[i] = weights[2 * i]! + weights[2 * i + 1]!;
		this.#own.set(key, weights);
		return weights;
	}

	lower(weights: Float64Array, node: number): number {
		return Math.min(1 - 2 ** -20, Math.max(2 ** -20, weights[2 * node]! / weights[node]!));
	}

	/** The first leaf of the upper half, as the number of a graph's node. */
	middleOf(node: number): number {
		let leaf = 2 * node + 1;
		while (leaf < this.leaves) leaf *= 2;
		return leaf - this.leaves;
	}

	add(weights: Float64Array, target: number): void {
		for (let i = this.leaves + target; i > 0; i >>>= 1) weights[i]! += step;
	}
}

/** An interval of 32 bits that each decision narrows; the bytes on which both its ends agree are told. */
class Encoder implements Coder {
	#low = 0;
	#high = 0xffffffff;
	#bytes = new Uint8Array(1024);
	#length = 0;

	bit(chance: number, bit = 0): number {
		const middle = this.#low + Math.floor(((this.#high - this.#low) * chance) / 65_536);
		if (bit === 1) this.#high = middle;
		else this.#low = middle + 1;
		while ((this.#low ^ this.#high) >>> 24 === 0) {
			this.#put(this.#high >>> 24);
			this.#low = (this.#low << 8) >>> 0;
			this.#high = ((this.#high << 8) | 255) >>> 0;
		}
		return bit;
	}

	finish(): Uint8Array {
		for (const shift of [24, 16, 8, 0]) this.#put((this.#low >>> shift) & 255);
		return this.#bytes.slice(0, this.#length);
	}

	#put(byte: number): void {
		if (this.#length === this.#bytes.length) {
			const wider = new Uint8Array(this.#length * 2);
			wider.set(this.#bytes);
			this.#bytes = wider;
		}
		this.#bytes[this.#length++] = byte;
	}
}

class Decoder implements Coder {
	#low = 0;
	#high = 0xffffffff;
	#value = 0;
	#at = 0;
	readonly #bytes: Uint8Array;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		for (let i = 0; i < 4; i++) this.#value = ((this.#value << 8) | this.#next()) >>> 0;
	}

	bit(chance: number): number {
		const middle = this.#low + Math.floor(((this.#high - this.#low) * chance) / 65_536);
		const bit = this.#value <= middle ? 1 : 0;
		if (bit === 1) this.#high = middle;
		else this.#low = middle + 1;
		while ((this.#low ^ this.#high) >>> 24 === 0) {
			this.#low = (this.#low << 8) >>> 0;
			this.#high = ((this.#high << 8) | 255) >>> 0;
			this.#value = ((this.#value << 8) | this.#next()) >>> 0;
		}
		return bit;
	}

	#next(): number {
		return this.#bytes[this.#at++] ?? 0;
	}
}
