import { elementary } from "../../kernels/index.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";

/** How much more often than by chance the items of two folders are linked: ln of the ratio, 0 where little is known. */
export class FolderAffinity {
	/** Whether there are folders at all. */
	readonly any: boolean;
	readonly #folders: number;
	readonly #affinity = new Map<number, number>();
	readonly #sizes: Float64Array;
	readonly #rate: number;

	constructor({ folders, links, items }: AttributedGraph) {
		this.#folders = folders.reduce((most, folder) => Math.max(most, folder + 1), 0);
		this.any = this.#folders > 1;
		this.#sizes = new Float64Array(this.#folders);
		for (const folder of folders) this.#sizes[folder]!++;
		this.#rate = links.length / Math.max(1, items * items);
		const counts = new Map<number, number>();
		for (let i = 0; i < links.length; i += 2) {
			const [a, b] = [folders[links[i]!]!, folders[links[i + 1]!]!];
			for (const key of [a * this.#folders + b, b * this.#folders + a])
				counts.set(key, (counts.get(key) ?? 0) + 1);
		}
		for (const [key, count] of counts) this.#affinity.set(key, this.#logRatio(count, key));
	}

	of(a: number, b: number): number {
		if (!this.any) return 0;
		const key = a * this.#folders + b;
		return this.#affinity.get(key) ?? this.#logRatio(0, key);
	}

	#logRatio(count: number, key: number): number {
		const expected =
			this.#sizes[Math.floor(key / this.#folders)]! * this.#sizes[key % this.#folders]! * this.#rate;
		return elementary.log((count + 1) / (expected + 1));
	}
}
