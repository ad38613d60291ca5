import { describe, expect, it } from "vitest";
import { createWasmKernels } from "../../src/kernels/index.js";
import type { Embedding, Reason } from "../../src/model/index.js";
import { embed, readLines } from "./support.js";

/** Two subjects, with words and links of their own; `Lost` is linked with nothing. */
const subjects = readLines(
	"rnn/GRU: gated recurrent unit with update and reset gates [[LSTM]] [[Memory]] #rnn",
	"rnn/LSTM: gated recurrent memory cell with forget gates [[GRU]] [[Memory]] #rnn",
	"rnn/Memory: what a recurrent cell keeps, gates and states, LSTM too [[RNN]]",
	"rnn/RNN: recurrent states that repeat the same cell [[LSTM]]⏎⏎see also gru",
	"cook/Bread: flour water yeast, knead the dough, bake [[Dough]] [[Oven]] #cook",
	"cook/Dough: flour and water, knead until it is smooth [[Bread]]",
	"cook/Oven: bake at two hundred degrees [[Bread]] #cook",
	"Lost: knead the dough of flour and water, then bake",
);

const nameOf = (id: string) => id.replace(/^.*\/|\.md$/g, "");

function listOf(list: Embedding["related"], id: string): string[] {
	return (list.get(id) ?? []).map(({ concept }) => nameOf(concept));
}

describe("the embedding of a small vault", () => {
	it("has a row of length 1 for every note, tag and name, sorted", async () => {
		const { embedding } = await embed(subjects);
		expect(embedding.concepts).toEqual([...embedding.concepts].sort());
		expect(embedding.concepts).toContain("#cook");
		expect(embedding.vectors).toHaveLength(embedding.concepts.length * embedding.dimension);
		embedding.concepts.forEach((_, row) => {
			const own = embedding.vectors.subarray(row * 8, row * 8 + 8);
			expect(own.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 5);
		});
	});

	it("puts together what belongs together, also what is linked with nothing", async () => {
		const { embedding } = await embed(subjects);
		expect(listOf(embedding.related, "rnn/GRU.md").slice(0, 2).sort()).toEqual(["LSTM", "Memory"]);
		expect(["Bread", "Dough", "Oven"]).toContain(listOf(embedding.related, "Lost.md")[0]);
		for (const note of ["GRU", "LSTM", "RNN"]) {
			expect(listOf(embedding.related, `rnn/${note}.md`)[0]).not.toMatch(/Bread|Dough|Oven/);
		}
	});

	it("never suggests what is linked, nor a note to itself", async () => {
		const { embedding } = await embed(subjects);
		const linked = new Set(subjects.graph.graph.mapEdges((_, __, a, b) => `${a} ${b}`));
		for (const [id, list] of embedding.suggestions) {
			for (const { concept } of list) {
				expect(concept).not.toBe(id);
				expect(linked.has(`${id} ${concept}`) || linked.has(`${concept} ${id}`)).toBe(false);
			}
		}
	});

	it("gives reasons that hold, and whose weights sum to 1", async () => {
		const { embedding } = await embed(subjects);
		for (const [id, list] of [...embedding.related, ...embedding.suggestions]) {
			for (const { concept, score, reasons } of list) {
				expect(score).toBeGreaterThan(0);
				expect(score).toBeLessThanOrEqual(1);
				expect(reasons.length).toBeGreaterThan(0);
				expect(reasons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6);
				for (const reason of reasons) expect(holds(reason, id, concept)).toBe(true);
			}
		}
	});

	it("is the same twice, and with the model that it made", async () => {
		const first = await embed(subjects, { method: "network", epochs: 4 });
		const second = await embed(subjects, { method: "network", epochs: 4 });
		expect(second).toEqual(first);
		const third = await embed(subjects, { method: "network", epochs: 4, model: first.model });
		expect(third).toEqual({ ...first, trained: "kept" });
	});

	it("is the same bytes by the kernels in WebAssembly", async () => {
		const plain = await embed(subjects, { method: "network", epochs: 4 });
		const wasm = await embed(subjects, { method: "network", epochs: 4, kernels: createWasmKernels() });
		expect(wasm).toEqual(plain);
	});

	it("starts anew with other settings or with bytes that are no model, as without a model when much has changed", async () => {
		const { model } = await embed(subjects);
		expect((await embed(subjects, { model })).trained).toBe("kept");
		expect((await embed(subjects, { model, seed: 2 })).trained).toBe("new");
		expect((await embed(subjects, { model: model.subarray(0, 100) })).trained).toBe("new");
		expect((await embed(subjects, { model: new Uint8Array() })).trained).toBe("new");
		const others = readLines("a: b", "c: d");
		expect(await embed(others, { model })).toEqual(await embed(others));
	});
});

describe("any vault", () => {
	it.each([
		["no notes", []],
		["one note", ["a: b"]],
		["an empty note", ["a:", "b:"]],
		["notes without words", ["1: 2", "3: [[1]]"]],
		["links alone", ["a: [[b]]", "b: [[c]]", "c:"]],
	])("%s", async (_, lines) => {
		const { embedding } = await embed(readLines(...lines));
		expect(embedding.related.size).toBe(lines.length);
		expect(embedding.vectors.every(Number.isFinite)).toBe(true);
	});

	it("may be renamed: notes keep their vectors when the order of their names stays", async () => {
		const texts = ["one two [[K]]", "two three four", "four five one", "five six two"];
		const named = (names: readonly string[]) => readLines(...names.map((name, i) => `${name}: ${texts[i]}`));
		const before = await embed(named(["1", "2", "3", "4"]));
		const after = await embed(named(["5", "6", "7", "8"]));
		expect(after.embedding.vectors).toEqual(before.embedding.vectors);
	});
});

function holds(reason: Reason, a: string, b: string): boolean {
	const { graph } = subjects.graph;
	const text = (id: string) =>
		`${nameOf(id)} ${subjects.notes.find(({ note }) => note.path === id)!.prose.text}`.toLowerCase();
	switch (reason.kind) {
		case "link":
			return graph.hasDirectedEdge(a, b) || graph.hasDirectedEdge(b, a);
		case "neighbors":
			return reason.shared.every((id) => graph.areNeighbors(a, id) && graph.areNeighbors(b, id));
		case "tags":
			return reason.shared.every((tag) => graph.hasEdge(a, `#${tag}`) && graph.hasEdge(b, `#${tag}`));
		case "text":
			return reason.terms.every((term) => [a, b].every((id) => text(id).includes(term.toLowerCase())));
		case "mention":
			return text(reason.by).includes(reason.name.toLowerCase());
		case "position":
			return reason.via.every((id) => graph.hasNode(id));
	}
}
