import { createRng } from "../src/kernels/index.js";
import { createStoreBuilder, type GraphStore } from "../src/query/index.js";

/** A graph as notes make it: few notes are linked to by very many, each has a few tags, titles are Chinese and Latin. */
export interface Fabricated {
	readonly notes: number;
	/** (links): from, to. */
	readonly sources: Uint32Array;
	readonly targets: Uint32Array;
	/** (notes): each note's tags. */
	readonly tags: readonly (readonly number[])[];
	readonly titles: readonly string[];
	readonly tagNames: readonly string[];
}

const words = [
	"神经",
	"网络",
	"梯度",
	"循环",
	"注意力",
	"状态",
	"门控",
	"图",
	"学习",
	"优化",
	"memory",
	"graph",
];

export function fabricate(notes: number, links: number, seed: number): Fabricated {
	const rng = createRng(seed);
	const sources = new Uint32Array(links);
	const targets = new Uint32Array(links);
	for (let i = 0; i < links; i++) {
		sources[i] = rng.integer(notes);
		// Preferential attachment: half of the links go where a link went before.
		targets[i] = i > 0 && rng.integer(2) === 0 ? targets[rng.integer(i)]! : rng.integer(notes);
	}
	const tagNames = Array.from({ length: 200 }, (_, i) => `tag${i}`);
	const tags = Array.from({ length: notes }, () => [rng.integer(200)]);
	const titles = Array.from({ length: notes }, (_, i) => {
		const [a, b, c] = [0, 0, 0].map(() => words[rng.integer(words.length)]!);
		return `${a}${b} ${c} ${i}`;
	});
	return { notes, sources, targets, tags, titles, tagNames };
}

export function toStore({ notes, sources, targets, tags, titles, tagNames }: Fabricated): GraphStore {
	const builder = createStoreBuilder();
	for (let i = 0; i < notes; i++) builder.addNode(["Note"], [["title", titles[i]!]]);
	for (const name of tagNames) builder.addNode(["Tag"], [["title", name]]);
	for (let i = 0; i < sources.length; i++) builder.addRelationship("LINKS", sources[i]!, targets[i]!);
	for (const [note, own] of tags.entries())
		for (const tag of own) builder.addRelationship("TAGGED", note, notes + tag);
	return builder.finish();
}
