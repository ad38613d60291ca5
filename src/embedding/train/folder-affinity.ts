import { elementary } from "../../kernels/index.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";

/** How much more often than by chance the items of two folders are linked: ln of the ratio, 0 where little is known. */
export class FolderAffinity {
	/** Whether there are folders at all. */
	readonly any: boolean;
	readonly #folders: number;
	/** Of two folders, how many links lead from one to the other, either way. */
	readonly #links = new Map<number, number>();
	/** What was asked for. */
	readonly #affinity = new Map<number, number>();
	readonly #sizes: Float64Array;
	readonly #rate: number;

	constructor({ folders, links, items }: AttributedGraph) {
		this.#folders = folders.reduce((most, folder) => Math.max(most, folder + 1), 0);
		this.any = this.#folders > 1;
		this.#sizes = new Float64Array(this.#folders);
		for (const folder of folders) this.#sizes[folder]!++;
		this.#rate = links.length / Math.max(1, items * items);
		if (this.any) this.#count(links, folders);
	}

	of(a: number, b: number): number {
		if (!this.any) return 0;
		const key = a * this.#folders + b;
		const known = this.#affinity.get(key);
		if (known !== undefined) return known;
		const low = Math.min(a, b) * this.#folders + Math.max(a, b);
		const ratio = this.#logRatio((this.#links.get(low) ?? 0) * (a === b ? 2 : 1), key);
		this.#affinity.set(key, ratio);
		return ratio;
	}

	#count(links: Uint32Array, folders: Uint32Array): void {
		const keys = new Float64Array(links.length / 2);
		for (let i = 0; i < keys.length; i++) {
			const [a, b] = [folders[links[2 * i]!]!, folders[links[2 * i + 1]!]!];
			keys[i] = Math.min(a, b) * this.#folders + Math.max(a, b);
		}
		keys.sort();
		for (let from = 0, to = 0; from < keys.length; from = to) {
			while (to < keys.length && keys[to] === keys[from]) to++;
			this.#links.set(keys[from]!, to - from);
		}
	}

	#logRatio(count: number, key: number): number {
		const expected =
			this.#sizes[Math.floor(key / this.#folders)]! * this.#sizes[key % this.#folders]! * this.#rate;
		return elementary.log((count + 1) / (expected + 1));
	}
}
