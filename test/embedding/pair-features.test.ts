import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { neighborsOf, undirected } from "../../src/embedding/graph/adjacency.js";
import type { AttributedGraph, Pieces } from "../../src/embedding/graph/attributed-graph.js";
import { everyone } from "../../src/embedding/train/guess-links.js";
import {
	type FeatureName,
	featureCount,
	featureNames,
	PairFeatures,
} from "../../src/embedding/train/pair-features.js";
import type { Csr } from "../../src/kernels/index.js";
import { numberLines } from "./support.js";

/** As they are defined, item by item: the features of words, and of ways over three links. */
class Definitions {
	readonly #words: readonly Row[];
	readonly #names: readonly Row[];
	readonly #eachName: readonly (readonly Row[])[];
	readonly #passages: readonly (readonly Row[])[];
	readonly #shared: (term: number) => boolean;
	readonly #links: readonly (readonly number[])[];

	constructor(readonly graph: AttributedGraph) {
		const { terms, names, eachName, passages, items } = graph;
		this.#words = rowsOf(terms);
		this.#names = rowsOf(names!);
		this.#eachName = piecesOf(eachName!);
		this.#passages = piecesOf(passages!);
		const all = [...this.#words, ...this.#names];
		this.#shared = (term) => all.filter((row) => row.has(term)).length > 1;
		const links = undirected(graph.links, items);
		this.#links = Array.from(everyone(items), (i) => [...neighborsOf(links, i)]);
	}

	of(u: number, v: number): Partial<Record<FeatureName, number>> {
		const [text, name] = [this.#words, this.#names];
		const around = (item: number, other: number) => this.#links[item]!.filter((i) => i !== other);
		return {
			text: dot(text[u]!, text[v]!),
			titles: dot(name[u]!, name[v]!),
			says: dot(text[u]!, name[v]!),
			said: dot(name[u]!, text[v]!),
			covers: most(this.#eachName[v]!.map((row) => covered(row, text[u]!))),
			covered: most(this.#eachName[u]!.map((row) => covered(row, text[v]!))),
			passage: most(this.#passages[v]!.map((row) => dot(row, text[u]!))),
			theirs: mean(around(v, u).map((i) => this.#alike(i, u))),
			ours: mean(around(u, v).map((i) => this.#alike(i, v))),
			circles: mean(
				around(v, u).map(
					(i) =>
						this.#links[u]!.reduce((sum, j) => sum + this.#alike(i, j), 0) /
						Math.max(1, this.#links[u]!.length),
				),
			),
			paths: Math.log(1 + 10 * this.#ways(u, v)),
			hub: Math.log(1 + this.#links[v]!.length) ** 2,
			match: Math.log(1 + this.#links[u]!.length) * Math.log(1 + this.#links[v]!.length),
			cited: Math.log(1 + count(this.graph.links, 1, v)),
			citing: Math.log(1 + count(this.graph.links, 0, v)),
		};
	}

	/** By the terms that two items or more have. */
	#alike(a: number, b: number): number {
		let sum = 0;
		for (const [term, weight] of this.#words[a]!)
			if (this.#shared(term)) sum += weight * (this.#words[b]!.get(term) ?? 0);
		return sum;
	}

	#ways(u: number, v: number): number {
		const degree = (i: number) => this.#links[i]!.length;
		let sum = 0;
		for (const x of this.#links[u]!)
			for (const y of this.#links[v]!)
				if (this.#links[x]!.includes(y))
					sum += 1 / (degree(x) * degree(y) * Math.sqrt(degree(u) * degree(v)));
		return sum;
	}
}

type Row = ReadonlyMap<number, number>;

function rowsOf({ rows, offsets, columns, weights }: Csr): Row[] {
	return Array.from({ length: rows }, (_, row) => {
		const entries = Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, k) => offsets[row]! + k);
		return new Map(entries.map((k) => [columns[k]!, weights[k]!]));
	});
}

function piecesOf({ rows, starts }: Pieces): Row[][] {
	const all = rowsOf(rows);
	return Array.from({ length: starts.length - 1 }, (_, i) => all.slice(starts[i], starts[i + 1]));
}

function dot(a: Row, b: Row): number {
	return [...a].reduce((sum, [term, weight]) => sum + weight * (b.get(term) ?? 0), 0);
}

function covered(name: Row, text: Row): number {
	return [...name].reduce((sum, [term, share]) => sum + (text.get(term) ? share : 0), 0);
}

function most(values: readonly number[]): number {
	return Math.max(0, ...values);
}

function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function count(links: Uint32Array, end: 0 | 1, item: number): number {
	return links.filter((one, i) => i % 2 === end && one === item).length;
}

function written(graph: AttributedGraph, few: boolean): Float32Array[] {
	const features = new PairFeatures({ graph, diffused: new Float32Array(graph.items), width: 1, few });
	return Array.from(everyone(graph.items), (item) => {
		const others = everyone(graph.items).filter((other) => other !== item);
		const some = new Float32Array(others.length * featureCount);
		features.write(item, others, some);
		// Of itself nothing is asked.
		const out = new Float32Array(graph.items * featureCount);
		others.forEach((other, i) => {
			out.set(some.subarray(i * featureCount, (i + 1) * featureCount), other * featureCount);
		});
		return out;
	});
}

function featuresOf(graph: AttributedGraph, u: number, v: number): Record<FeatureName, number> {
	const row = written(graph, false)[u]!.subarray(v * featureCount, (v + 1) * featureCount);
	return Object.fromEntries(featureNames.map((name, f) => [name, row[f]!])) as Record<FeatureName, number>;
}

const word = fc.constantFrom(
	"gate",
	"cell",
	"state",
	"memory",
	"chain",
	"门控",
	"状态空间",
	"leak",
	"noise",
	"graph",
);
const line = fc.array(
	fc.oneof(
		word,
		fc.nat(6).map((i) => `[[${nameOf(i)}]]`),
	),
	{ maxLength: 9 },
);
/** Seven notes, some of which have several passages. */
const vault = fc.array(fc.array(line, { maxLength: 3 }), { minLength: 7, maxLength: 7 }).map((notes) =>
	notes.map((lines, i) => {
		const text = lines.map((words) => `${words.join(" ")}${" and so on".repeat(30)}`).join("⏎⏎");
		return `${nameOf(i)}: ${text}`;
	}),
);

function nameOf(i: number): string {
	return ["gate", "memory cell", "状态空间", "graph", "leak of noise", "chain", "other"][i]!;
}

describe("features of pairs", () => {
	it("are what they are defined to be, for a few questions and for many", () => {
		let company = 0;
		fc.assert(
			fc.property(vault, (lines) => {
				const { graph } = numberLines(...lines);
				const defined = new Definitions(graph);
				const many = written(graph, false);
				expect(written(graph, true)).toEqual(many);
				for (const u of everyone(graph.items)) {
					for (const v of everyone(graph.items)) {
						if (u === v) continue;
						for (const [name, value] of Object.entries(defined.of(u, v))) {
							const found = many[u]![v * featureCount + featureNames.indexOf(name as FeatureName)]!;
							expect(Math.abs(found - value), `${name} of ${u}, ${v}`).toBeLessThan(1e-5);
							if (name === "circles" && value > 0) company++;
						}
					}
				}
			}),
			{ numRuns: 25, seed: 5 },
		);
		expect(company).toBeGreaterThan(20);
	});

	test("a name is covered by the words of it that a text has, each as much as it tells", () => {
		const { graph } = numberLines(
			"a: the cell has a state",
			"memory cell: remembers",
			"memory: of it",
			"state: now",
			"b: nothing of that",
		);
		// Sorted: a, b, memory cell, memory, state.
		const idf = (df: number) => Math.log((1 + 5) / (1 + df));
		expect(featuresOf(graph, 0, 2).covers).toBeCloseTo(idf(2) / (idf(2) + idf(2)), 6);
		expect(featuresOf(graph, 2, 0).covered).toBeCloseTo(0.5, 6);
		expect(featuresOf(graph, 0, 4).covers).toBe(1);
		expect(featuresOf(graph, 1, 4).covers).toBe(0);
	});

	test("of a long text the nearest passage counts", () => {
		const filler = Array.from({ length: 60 }, (_, i) => `filler${i} filling${i}`).join(" ");
		const { graph } = numberLines(
			"a: gates forget, gates remember",
			`b: gates forget, gates remember⏎⏎${filler}⏎⏎${filler}`,
			`c: gates⏎⏎${filler} forget ${filler} remember`,
			"d: something else",
			"e: and something else",
		);
		const [near, far] = [featuresOf(graph, 0, 1), featuresOf(graph, 0, 2)];
		expect(near.passage).toBeGreaterThan(near.text);
		expect(near.passage).toBeGreaterThan(far.passage);
	});

	test("who is linked is no neighbour of the other: nothing is known of a lone link", () => {
		const { graph } = numberLines("a: gates forget [[b]]", "b: gates forget", "c: gates");
		const { theirs, ours, circles, paths } = featuresOf(graph, 0, 1);
		expect([theirs, ours, circles]).toEqual([0, 0, 0]);
		// There and back and there.
		expect(paths).toBeCloseTo(Math.log(11), 5);
	});
});
