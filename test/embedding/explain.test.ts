import { describe, expect, it } from "vitest";
import { diffuse, withGroups } from "../../src/embedding/baselines/diffusion.js";
import { traceDiffusion } from "../../src/embedding/explain/trace-diffusion.js";
import { traceNetwork } from "../../src/embedding/explain/trace-network.js";
import { embedGraph, explainSimilarity } from "../../src/embedding/index.js";
import { findTextBasis, projectTexts } from "../../src/embedding/text/lsa.js";
import { type CellName, createNetwork, readOut, runNetwork } from "../../src/embedding/train/link-network.js";
import { messageGraph, relationNames } from "../../src/embedding/train/message-graph.js";
import { knownFrom, vectorsOf } from "../../src/embedding/vectors.js";
import { createPlainKernels, createRng, createWasmKernels } from "../../src/kernels/index.js";
import type { Heard } from "../../src/model/index.js";
import { withoutGradients, wrap } from "../../src/network/index.js";
import { numberLines, readLines } from "./support.js";

const lines = [
	"A: gates and states of a recurrent cell [[B]] [[C]] #rnn",
	"B: gates that forget what a cell keeps [[A]] #rnn",
	"C: states are kept for long [[B]] [[Nobody]]",
	"D: knead the dough of flour and water, not A [[Nobody]]",
];

/** The graph's texts, as a network reads them: in float64, so that sums can be compared closely. */
function prepare() {
	const kernels = createPlainKernels({ bits: 64 });
	const { graph } = numberLines(...lines);
	const basis = findTextBasis(kernels, graph.terms, 1);
	const width = basis.rank;
	const texts = projectTexts(kernels, graph.terms, basis);
	return { kernels, graph, width, own: withGroups(kernels, graph, texts, width) };
}

describe("what was heard", () => {
	it("adds up exactly for diffusion", () => {
		const { kernels, graph, width, own } = prepare();
		const said = diffuse(kernels, graph, own, width);
		const row = (node: number) => Array.from(said.subarray(node * width, (node + 1) * width));
		const mean = Float32Array.from(row(3), (x) => x / 3);
		const less = (node: number) => row(node).map((x, k) => x - mean[k]!);
		const rows = { rows: own, diffused: said, width, mean };
		const trace = traceDiffusion(graph, rows, 0, 1);
		const { own: text, senders } = trace.partsOf(0, 1);
		expect(senders.reduce((sum, { value }) => sum + value, text)).toBeCloseTo(trace.heard, 12);
		// `diffuse` makes rows of length 1; the parts are of the row before that, of which all products are as much longer.
		const lengths = [0, 1, 2, 3].map((other) => {
			const { heard, common } = traceDiffusion(graph, rows, 0, other);
			return (heard + common) / dot(less(0), less(other));
		});
		for (const length of lengths) expect(length).toBeCloseTo(lengths[0]!, 10);
		expect(senders.map(({ node, over }) => [node, over])).toEqual([
			[1, "link"],
			[2, "link"],
			[4, "member"],
		]);
	});

	it("adds up for a cell without gates, step by step", () => {
		const { kernels, graph, width, own } = prepare();
		const relations = relationNames(graph);
		const shape = { cell: "linear" as const, inputs: width, states: 6, steps: 2, relations };
		const network = createNetwork(kernels, shape, createRng(3), 0.05);
		const inputs = wrap(own, [graph.items + graph.groups, width], kernels);
		const messages = messageGraph(kernels, graph, relations);
		const mean = Float32Array.from({ length: 12 }, (_, k) => ((k * 7) % 5) / 20 - 0.1);
		const said = withoutGradients(() => runNetwork(network, messages, inputs));
		const trace = traceNetwork(network, messages, said, { node: 0, other: 1, mean });
		const last = trace.partsOf(0, 2);
		const sumOf = ({ own, senders }: typeof last) => senders.reduce((sum, { value }) => sum + value, own);
		expect(sumOf(last)).toBeCloseTo(trace.heard, 6);
		// What a sender sent at the second step is what it had taken in at the first.
		for (const { node, value } of last.senders) {
			expect(sumOf(trace.partsOf(node, 1))).toBeCloseTo(value, 6);
		}
		const known = knownFrom(network, readOut(said), graph.items);
		const vectors = vectorsOf(kernels, known, { width: 12, dimension: 12, mean, axes: identity(12) });
		const [a, b] = [0, 1].map((node) => [...vectors.subarray(12 * node, 12 * (node + 1))]);
		expect(trace.beside + trace.heard + trace.common).toBeCloseTo(dot(a!, b!), 6);
	});
});

describe("an explanation", () => {
	it.each<[string, "network" | "diffusion", CellName]>([
		["of a network", "network", "gru"],
		["of an LSTM", "network", "lstm"],
		["of diffusion", "diffusion", "gru"],
	])("%s names who sent what, in shares of the whole", async (_, method, cell) => {
		const read = readLines(...lines);
		const settings = { seed: 1, dimension: 8, epochs: 3, cell, method };
		const { embedding, model } = await embedGraph(read, { kernels: createWasmKernels(), ...settings });
		const kernels = createWasmKernels();
		const explanation = await explainSimilarity(read, { kernels, model, embedding }, "A.md", "B.md");
		const sign = Math.sign(explanation!.similarity);
		expect(explanation?.sides.map(({ concept, share }) => [concept, share])).toEqual([
			["A.md", sign],
			["B.md", sign],
		]);
		expect(Math.abs(explanation?.similarity ?? 2)).toBeLessThanOrEqual(1.0001);
		const [a] = explanation!.sides;
		const sent = a.heard.find(({ concept }) => concept === "B.md");
		expect(sent?.over).toMatch(/^(back)?link$/);
		for (const side of explanation!.sides) expect(leastRest(side)).toBeLessThan(0.05);
	});

	it("is none where there is no model", async () => {
		const read = readLines(...lines);
		const options = { kernels: createWasmKernels(), model: new Uint8Array(3), embedding: {} as never };
		expect(await explainSimilarity(read, options, "A.md", "B.md")).toBeUndefined();
	});
});

/** What the root's share is more than its parts, which may leave out only what is small. */
function leastRest({ share, own, common = 0, heard }: Heard): number {
	return Math.abs(share - own - common - heard.reduce((sum, part) => sum + part.share, 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
	return a.reduce((sum, x, k) => sum + x * b[k]!, 0);
}

function identity(size: number): Float32Array {
	return Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
}
