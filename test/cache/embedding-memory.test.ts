import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmbeddingMemory, type EmbeddingMemory } from "../../src/embedder/embedding-memory.js";
import type { Inferred, Model } from "../../src/embedder/packed-embedding.js";
import { filesIn, temporary } from "../support/program.js";

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
	folder = temporary();
});
afterEach(() => folder.remove());

/** A process that remembers what earlier ones kept. */
async function anew({ force = false, version = "1" } = {}): Promise<EmbeddingMemory> {
	const memory = createEmbeddingMemory(force);
	await memory.open(folder.root, version);
	return memory;
}

const map = {
	concepts: ["a.md", "图.md"],
	positions: Float32Array.of(0, 1, -1, 0.5),
	importance: Float32Array.of(1, 0.25),
	community: Uint32Array.of(0, 0),
	communities: [{ name: "图", terms: ["消息"], members: ["图.md", "a.md"] }],
	edges: Uint32Array.of(0, 1),
	apart: ["b.md"],
};
const inferred: Inferred = {
	embedding: {
		concepts: ["#tag", "a.md", "图.md"],
		dimension: 2,
		vectors: Float32Array.of(1, 0, 0, 1, 0.6, 0.8),
		method: "network",
		cell: "gru",
		seed: 7,
		training: { epochs: 9, best: 4, validation: 0.5, loss: 1.25 },
		related: new Map([
			["a.md", [{ concept: "图.md", score: 0.8, reasons: [{ kind: "text", terms: ["消息"], weight: 1 }] }]],
			["图.md", []],
		]),
		suggestions: new Map([["a.md", []]]),
	},
	map,
};
const model: Model = { network: Uint8Array.of(1, 2, 3), map };
const digest = "d".repeat(64);

describe("what is remembered of an embedding", () => {
	it("comes back as it was, in the same process and in the next", async () => {
		const first = await anew();
		const { name } = first.keepModel("k", model);
		first.keepInferred("k", digest, inferred);
		for (const memory of [first, await anew()]) {
			expect(memory.nameOf("k")).toBe(name);
			expect(memory.model("k")).toEqual({ ...model, name });
			expect(memory.inferred("k", digest)).toEqual(inferred);
		}
		expect((await anew()).last("k")).toEqual(inferred);
	});

	it("goes from thread to thread", async () => {
		const first = await anew();
		const { name } = first.keepModel("k", model);
		first.keepInferred("k", digest, inferred);
		const other = createEmbeddingMemory(false);
		other.adopt("k", structuredClone(first.packModel("k")));
		expect([other.nameOf("k"), other.inferred("k", digest)]).toEqual([name, undefined]);
		other.adopt("k", structuredClone(first.pack("k")));
		expect(other.inferred("k", digest)).toEqual(inferred);
	});

	it("is none of another vault, of other settings, or of another program", async () => {
		const memory = await anew();
		memory.keepModel("k", model);
		memory.keepInferred("k", digest, inferred);
		for (const later of [memory, await anew()]) {
			expect(later.inferred("k", "e".repeat(64))).toBeUndefined();
			expect(later.inferred("other", digest)).toBeUndefined();
			expect(later.model("other")).toBeUndefined();
		}
		const other = await anew({ version: "2" });
		expect([other.model("k"), other.nameOf("k"), other.inferred("k", digest)]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});

	it("is not looked at by force, but written", async () => {
		(await anew()).keepModel("k", model);
		const forced = await anew({ force: true });
		expect([forced.model("k"), forced.nameOf("k")]).toEqual([undefined, undefined]);
		const { name } = forced.keepModel("k", { ...model, network: Uint8Array.of(9) });
		expect(forced.model("k")?.name).toBe(name);
		expect((await anew()).model("k")?.name).toBe(name);
	});

	it("is absent when it was damaged, wherever", async () => {
		const memory = await anew();
		memory.keepModel("k", model);
		memory.keepInferred("k", digest, inferred);
		for (const path of filesIn(folder.root)) {
			const file = join(folder.root, path);
			const bytes = readFileSync(file);
			for (const damaged of [
				bytes.subarray(0, bytes.length - 1),
				Buffer.alloc(0),
				bytes.map((byte) => byte ^ 1),
			]) {
				writeFileSync(file, damaged);
				const later = await anew();
				const left = [later.nameOf("k"), later.model("k"), later.inferred("k", digest)];
				expect(left.filter((value) => value === undefined)).toHaveLength(1);
			}
			writeFileSync(file, bytes);
		}
	});

	it("does not grow with every change", async () => {
		const memory = await anew();
		for (let i = 0; i < 20; i++) {
			memory.keepModel("k", { ...model, network: Uint8Array.of(i) });
			memory.keepInferred("k", String(i).padStart(64, "0"), inferred);
		}
		expect(filesIn(folder.root)).toHaveLength(3);
		for (let i = 0; i < 20; i++) (await anew()).keepModel(`settings ${i}`, model);
		expect(readdirSync(join(folder.root, "models")).length).toBeLessThan(12);
	});

	it("is kept by the process alone where there is no folder", async () => {
		const memory = createEmbeddingMemory(false);
		await memory.open(undefined, "1");
		memory.keepModel("k", model);
		memory.keepInferred("k", digest, inferred);
		expect(memory.inferred("k", digest)).toBe(inferred);
		expect(filesIn(folder.root)).toEqual([]);
	});
});
