import { elementary } from "../../kernels/index.js";
import { type Adjacency, degreeOf } from "../graph/adjacency.js";

/** A neighbour that is linked with more than so many leads everywhere, and is not followed. */
const mostFollowed = 512;
/** About where a pair with some ways stands apart from one with none. */
const scale = 10;

/**
 * Ways of three links from one item to another: ends of a link are often not alike, but each is like what the other is
 * linked with (Kovács et al. 2019, doi:10.1038/s41467-019-09177-y). Here a way u–x–y–v counts
 *
 *     1 / (deg x · deg y · √(deg u · deg v))
 *
 * the entry of the third power of D^-½·A·D^-½.
 */
export class ThreeSteps {
	/** What has come to each item after two steps; 0 between two questions. */
	readonly #reached: Float64Array;
	readonly #touched: number[] = [];

	constructor(readonly links: Adjacency) {
		this.#reached = new Float64Array(links.offsets.length - 1);
	}

	/** Tells `use` ln(1 + 10 · the sum over all ways) of an item, while it runs. */
	from(start: number, use: (ways: (other: number) => number) => void): void {
		this.#walk(start);
		const own = degreeOf(this.links, start);
		use((other) => this.#waysTo(other, own));
		for (const item of this.#touched) this.#reached[item] = 0;
		this.#touched.length = 0;
	}

	#walk(start: number): void {
		const { offsets, neighbors } = this.links;
		const reached = this.#reached;
		for (let i = offsets[start]!; i < offsets[start + 1]!; i++) {
			const first = neighbors[i]!;
			const [from, to] = [offsets[first]!, offsets[first + 1]!];
			if (to - from > mostFollowed) continue;
			for (let k = from; k < to; k++) {
				const second = neighbors[k]!;
				if (reached[second] === 0) this.#touched.push(second);
				reached[second]! += 1 / ((to - from) * (offsets[second + 1]! - offsets[second]!));
			}
		}
	}

	#waysTo(other: number, own: number): number {
		const { offsets, neighbors } = this.links;
		const reached = this.#reached;
		const end = offsets[other + 1]!;
		let sum = 0;
		for (let k = offsets[other]!; k < end; k++) sum += reached[neighbors[k]!]!;
		if (sum === 0) return 0;
		return elementary.log(1 + (scale * sum) / Math.sqrt(own * degreeOf(this.links, other)));
	}
}
