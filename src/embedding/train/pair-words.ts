import type { Csr } from "../../kernels/index.js";
import { type Adjacency, areNeighbors, degreeOf, neighborsOf } from "../graph/adjacency.js";
import type { Words } from "./shared-words.js";

/** What the words of one item, and of those that it is linked with, have to do with those of another. */
export interface WordsOfPair {
	/** Cosine of the words of both, and of their names. */
	text: number;
	titles: number;
	/** Cosine of the one's words and the other's names, and the reverse. */
	says: number;
	said: number;
	/** How much of a name of the other is in the one's words, at most of its names; and the reverse. */
	covers: number;
	covered: number;
	/** Cosine of the one's words and that passage of the other that is nearest. */
	passage: number;
	/** Mean cosine of the one's words and those of the other's neighbours, … */
	theirs: number;
	/** … of the words of the one's neighbours and those of the other, … */
	ours: number;
	/** … and of the neighbours of both. Neither item counts as the neighbour of the other. */
	circles: number;
}

/**
 * Compares one item with many. What is known of the one is spread out over all terms first, and then looked up; what it
 * has to do with the neighbour of another is computed when it is first asked for.
 */
export class PairWords {
	/** (terms, 3): weights in the one's words, in its names, and the mean of those of its neighbours' words. */
	readonly #weights: Float32Array;
	readonly #names: OwnNames;
	/** For each item: the last question in which it was compared, and with what result. */
	readonly #asked: Uint32Array;
	readonly #text: Float64Array;
	readonly #ours: Float64Array;
	#question = 0;
	#item = 0;
	/** How much each of the one's neighbours counts. */
	#part = 0;

	constructor(
		readonly known: Words,
		readonly links: Adjacency,
	) {
		const { words } = known;
		this.#weights = blankTable(3 * words.width);
		this.#names = new OwnNames(known);
		this.#asked = new Uint32Array(words.rows);
		this.#text = new Float64Array(words.rows);
		this.#ours = new Float64Array(words.rows);
	}

	/** Tells `use` about each of the others, by its place; what it is told changes from one to the next. */
	compare(item: number, others: Uint32Array, use: (pair: WordsOfPair, place: number) => void): void {
		const { words, names } = this.known;
		this.#item = item;
		this.#question++;
		const neighbors = neighborsOf(this.links, item);
		this.#part = neighbors.length > 0 ? 1 / neighbors.length : 0;
		this.#spread(words, item, 0, 1);
		this.#spread(names, item, 1, 1);
		this.#names.take(item);
		for (const neighbor of neighbors) this.#spreadNeighbor(neighbor, this.#part);
		const pair = { ...nothing };
		for (let i = 0; i < others.length; i++) {
			this.#pair(others[i]!, pair);
			use(pair, i);
		}
		this.#spread(words, item, 0, 0);
		this.#spread(names, item, 1, 0);
		for (const neighbor of neighbors) this.#spreadNeighbor(neighbor, 0);
	}

	#spread({ offsets, columns, weights }: Csr, item: number, which: 0 | 1, scale: 0 | 1): void {
		for (let k = offsets[item]!; k < offsets[item + 1]!; k++)
			this.#weights[3 * columns[k]! + which] = scale * weights[k]!;
	}

	/** Adds to the mean, or takes all away. */
	#spreadNeighbor(neighbor: number, part: number): void {
		const { words, isShared } = this.known;
		const { offsets, columns, weights } = words;
		const own = this.#weights;
		for (let k = offsets[neighbor]!; k < offsets[neighbor + 1]!; k++) {
			const place = 3 * columns[k]! + 2;
			if (part === 0) own[place] = 0;
			else if (isShared(columns[k]!)) own[place]! += part * weights[k]!;
		}
	}

	#pair(other: number, pair: WordsOfPair): void {
		const linked = areNeighbors(this.links, this.#item, other);
		this.#words(other, linked, pair);
		this.#nameOf(other, pair);
		pair.covers = this.#cover(other);
		pair.passage = this.#passage(other);
		this.#company(other, linked, pair);
	}

	/** The other's words with all that is spread out. */
	#words(other: number, linked: boolean, pair: WordsOfPair): void {
		const { offsets, columns, weights } = this.known.words;
		const own = this.#weights;
		const end = offsets[other + 1]!;
		this.#names.begin();
		let text = 0;
		let said = 0;
		let ours = 0;
		for (let k = offsets[other]!; k < end; k++) {
			const place = 3 * columns[k]!;
			const weight = weights[k]!;
			text += own[place]! * weight;
			ours += own[place + 2]! * weight;
			if (own[place + 1] !== 0) {
				said += own[place + 1]! * weight;
				this.#names.meet(columns[k]!);
			}
		}
		this.#asked[other] = this.#question;
		this.#text[other] = text;
		this.#ours[other] = ours;
		pair.text = text;
		pair.said = said;
		pair.covered = this.#names.most();
		pair.ours = linked ? this.#oursWithout(other, ours) : ours;
	}

	/** The mean over the one's neighbours without the other, which is one of them. */
	#oursWithout(other: number, ours: number): number {
		const { words, isShared } = this.known;
		let square = 0;
		for (let k = words.offsets[other]!; k < words.offsets[other + 1]!; k++)
			if (isShared(words.columns[k]!)) square += words.weights[k]! * words.weights[k]!;
		return this.#part < 1 ? (ours - this.#part * square) / (1 - this.#part) : 0;
	}

	#nameOf(other: number, pair: WordsOfPair): void {
		const { offsets, columns, weights } = this.known.names;
		const own = this.#weights;
		let [says, titles] = [0, 0];
		for (let k = offsets[other]!; k < offsets[other + 1]!; k++) {
			const [place, weight] = [3 * columns[k]!, weights[k]!];
			says += own[place]! * weight;
			titles += own[place + 1]! * weight;
		}
		pair.says = says;
		pair.titles = titles;
	}

	#cover(other: number): number {
		const { rows, starts } = this.known.eachName;
		const { offsets, columns, weights } = rows;
		const own = this.#weights;
		let most = 0;
		for (let row = starts[other]!; row < starts[other + 1]!; row++) {
			let share = 0;
			for (let k = offsets[row]!; k < offsets[row + 1]!; k++)
				if (own[3 * columns[k]!] !== 0) share += weights[k]!;
			if (share > most) most = share;
		}
		return most;
	}

	#passage(other: number): number {
		const { rows, starts } = this.known.passages;
		const { offsets, columns, weights } = rows;
		const own = this.#weights;
		let most = 0;
		for (let row = starts[other]!; row < starts[other + 1]!; row++) {
			let cosine = 0;
			const end = offsets[row + 1]!;
			for (let k = offsets[row]!; k < end; k++) cosine += own[3 * columns[k]!]! * weights[k]!;
			if (cosine > most) most = cosine;
		}
		return most;
	}

	#company(other: number, linked: boolean, pair: WordsOfPair): void {
		const { offsets, neighbors } = this.links;
		const [asked, question] = [this.#asked, this.#question];
		let [theirs, circles] = [0, 0];
		for (let k = offsets[other]!; k < offsets[other + 1]!; k++) {
			const neighbor = neighbors[k]!;
			if (neighbor === this.#item) continue;
			if (asked[neighbor] !== question) this.#meet(neighbor);
			theirs += this.#text[neighbor]!;
			circles += this.#ours[neighbor]!;
		}
		const count = degreeOf(this.links, other) - (linked ? 1 : 0);
		pair.theirs = count > 0 ? theirs / count : 0;
		pair.circles = count > 0 ? circles / count : 0;
	}

	/** What the one and its neighbours have to do with some item's words. */
	#meet(other: number): void {
		const { offsets, columns, weights } = this.known.words;
		const own = this.#weights;
		const end = offsets[other + 1]!;
		let text = 0;
		let ours = 0;
		for (let k = offsets[other]!; k < end; k++) {
			const place = 3 * columns[k]!;
			const weight = weights[k]!;
			text += own[place]! * weight;
			ours += own[place + 2]! * weight;
		}
		this.#asked[other] = this.#question;
		this.#text[other] = text;
		this.#ours[other] = ours;
	}
}

/** All 0 between two comparisons, and so the same for everybody: a vault that is edited needs it at every edit. */
function blankTable(size: number): Float32Array {
	if (blank.length !== size) blank = new Float32Array(size);
	return blank;
}

let blank = new Float32Array();

const nothing: WordsOfPair = {
	...{ text: 0, titles: 0, says: 0, said: 0, covers: 0, covered: 0 },
	...{ passage: 0, theirs: 0, ours: 0, circles: 0 },
};

/** How much of each of one item's names the words of another have. */
class OwnNames {
	/** For each term of the names, in which rows of `eachName` it is and what it tells there. */
	readonly #places = new Map<number, { readonly row: number; readonly share: number }[]>();
	#told = new Float64Array(8);
	#rows = 0;

	constructor(readonly known: Words) {}

	take(item: number): void {
		const { rows, starts } = this.known.eachName;
		const first = starts[item]!;
		this.#rows = starts[item + 1]! - first;
		this.#places.clear();
		for (let row = 0; row < this.#rows; row++) {
			for (let k = rows.offsets[first + row]!; k < rows.offsets[first + row + 1]!; k++) {
				const places = this.#places.get(rows.columns[k]!);
				const place = { row, share: rows.weights[k]! };
				if (places === undefined) this.#places.set(rows.columns[k]!, [place]);
				else places.push(place);
			}
		}
		if (this.#told.length < this.#rows) this.#told = new Float64Array(this.#rows);
	}

	begin(): void {
		this.#told.fill(0, 0, this.#rows);
	}

	meet(term: number): void {
		const places = this.#places.get(term);
		if (places === undefined) return;
		for (let i = 0; i < places.length; i++) this.#told[places[i]!.row]! += places[i]!.share;
	}

	most(): number {
		let most = 0;
		for (let row = 0; row < this.#rows; row++) most = Math.max(most, this.#told[row]!);
		return most;
	}
}
