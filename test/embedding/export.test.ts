import { spawnSync } from "node:child_process";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { type ExportInput, exportVectors } from "../../src/embedding/index.js";
import type { ConceptMap, Embedding } from "../../src/model/index.js";
import { build } from "../graph/support/vault.js";

const { graph } = build({ "a.md": "---\ntitle: A\tnote\n---\n[[图]] #tag", "图.md": "" });
const embedding: Embedding = {
	concepts: ["#tag", "a.md", "图.md"],
	dimension: 2,
	vectors: Float32Array.of(1, 0, 0, -1, 0.6000000238418579, 1e-20),
	...{ method: "network", cell: "gru", seed: 1, related: new Map(), suggestions: new Map() },
};
const map: ConceptMap = {
	concepts: ["a.md", "图.md"],
	positions: Float32Array.of(0.5, -1, 0, 2),
	importance: Float32Array.of(1, 0),
	community: Uint32Array.of(0, 0),
	communities: [{ name: "图", terms: [], members: ["a.md", "图.md"] }],
	...{ edges: Uint32Array.of(0, 1), apart: [] },
};
const input: ExportInput = { embedding, map, graph };

describe("vectors for other programs", () => {
	it("as a table of what each row is", async () => {
		expect(await exportVectors(input, "rows")).toBe(
			[
				"id\tkind\ttitle\tpath\tregion\tx\ty",
				"#tag\ttag\ttag\t\t\t\t",
				"a.md\tnote\tA note\ta.md\t图\t0.5\t-1",
				"图.md\tnote\t图\t图.md\t图\t0\t2",
				"",
			].join("\n"),
		);
	});

	it("as a table with the numbers", async () => {
		const lines = String(await exportVectors(input, "tsv")).split("\n");
		expect(lines[0]).toBe("id\tkind\ttitle\tpath\tregion\tx\ty\tv0\tv1");
		expect(lines[3]?.split("\t").slice(-2).map(Number).map(Math.fround)).toEqual([
			...embedding.vectors.slice(4),
		]);
	});

	it("for NumPy, at a multiple of 64", async () => {
		const bytes = (await exportVectors(input, "npy")) as Uint8Array;
		const text = Buffer.from(bytes).toString("latin1");
		const start = 10 + bytes[8]! + 256 * bytes[9]!;
		expect(text.slice(0, 8)).toBe("\x93NUMPY\x01\x00");
		expect(text.slice(10, start).trim()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }");
		expect(start % 64).toBe(0);
		expect(new Float32Array(bytes.slice(start).buffer)).toEqual(embedding.vectors);
	});

	it("as NumPy itself reads them", async ({ skip }) => {
		const script =
			"import sys, io, numpy; print(numpy.load(io.BytesIO(sys.stdin.buffer.read())).astype('f8').tolist())";
		const bytes = (await exportVectors(input, "npy")) as Uint8Array;
		const { status, stdout } = spawnSync("python3", ["-c", script], { input: bytes, encoding: "utf8" });
		if (status !== 0) skip("there is no python3 with NumPy");
		expect(JSON.parse(stdout).flat()).toEqual([...embedding.vectors]);
	});

	it("as Parquet", async () => {
		const bytes = (await exportVectors(input, "parquet")) as Uint8Array;
		const rows = await parquetReadObjects({ file: bytes.slice().buffer });
		expect(rows).toEqual([
			{ id: "#tag", kind: "tag", title: "tag", path: "", region: null, x: null, y: null, vector: [1, 0] },
			{
				id: "a.md",
				kind: "note",
				title: "A\tnote",
				path: "a.md",
				region: "图",
				x: 0.5,
				y: -1,
				vector: [0, -1],
			},
			{
				...{ id: "图.md", kind: "note", title: "图", path: "图.md", region: "图", x: 0, y: 2 },
				vector: [...embedding.vectors.slice(4)],
			},
		]);
	});

	it("of nothing", async () => {
		const none: ExportInput = {
			embedding: { ...embedding, concepts: [], vectors: new Float32Array() },
			map: { ...map, concepts: [], positions: new Float32Array() },
			graph,
		};
		expect(await exportVectors(none, "rows")).toBe("id\tkind\ttitle\tpath\tregion\tx\ty\n");
		const parquet = (await exportVectors(none, "parquet")) as Uint8Array;
		expect(await parquetReadObjects({ file: parquet.slice().buffer })).toEqual([]);
	});
});
