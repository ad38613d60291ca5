/** A graph as large as one likes, of concepts that link each other, and as it is after some of it has changed. */
import type { GraphContents } from "../../src/backends/index.js";
import { createStoreBuilder, type GraphStore } from "../../src/query/index.js";

/** @param edited how much of it is another: 0 for none */
export function scaleGraph(notes: number, edited = 0): GraphContents {
	const builder = createStoreBuilder();
	const random = numbers(7);
	const gone = edited > 0 ? Math.floor(notes / 10) : 0;
	const keys: string[] = [];
	for (let i = 0; i < notes - gone; i++) {
		keys.push(`concept n${String(i).padStart(7, "0")}.md`);
		const words = 50 + Math.floor(random() * 1000) + (i % 17 === edited ? edited : 0);
		builder.addNode(i % 20 === 0 ? ["Tag"] : ["Note"], [
			["title", `Note ${i}`],
			["path", `n${i}.md`],
			["words", words],
			["tags", [`t${i % 13}`, `t${i % 7}`]],
		]);
	}
	for (let i = 0; i < notes - gone; i++) {
		for (let k = 0; k < 5; k++) {
			// Few are linked to often, as it is among notes.
			const target = Math.floor(random() ** 3 * (notes - gone));
			builder.addRelationship(k === 4 ? "EMBEDS" : "LINKS", i, target, [
				["line", 1 + Math.floor(random() * 60)],
			]);
		}
	}
	return plainContents(builder.finish(), keys);
}

/** Each node for itself, without texts. */
export function plainContents(store: GraphStore, keys: readonly string[]): GraphContents {
	return {
		store,
		keyOf: (node) => keys[node]!,
		ownerOf: (node) => node,
		namesOf: (node) => [
			{ name: String(store.nodeValue(node, "title")).toLowerCase(), kind: "note", isPath: false },
		],
		textOf: (node) =>
			node % 3 === 0
				? { names: keys[node]!, body: `body of ${keys[node]}`, prose: "Body", lines: [1], excerpt: "Body" }
				: undefined,
		sentenceOf: () => undefined,
		vectors: {
			dimension: 4,
			of: (node) => Float32Array.of(Math.sin(node), Math.cos(node), 0, 0),
		},
	};
}

/** Mulberry32, in [0, 1). */
export function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
