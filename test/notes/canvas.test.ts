import { describe, expect, it } from "vitest";
import { parseCanvas } from "../../src/notes/index.js";

function canvas(value: unknown) {
	return read(typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

function read(source: string) {
	return { ...parseCanvas({ path: "a/Map.canvas", source, hash: "" }), source };
}

const box = { x: 0, y: -10, width: 100, height: 50 };

describe("canvases", () => {
	it("hold texts, files, links and groups", () => {
		const { nodes, texts, files, source, name, diagnostics } = canvas({
			nodes: [
				{ id: "1", type: "text", text: "# Hi [[a]]", ...box },
				{ id: "2", type: "file", file: "b/c#d.md", subpath: "#e#f", color: "3", ...box },
				{ id: "3", type: "link", url: "https://x", color: "#aBcDeF", ...box },
				{ id: "4", type: "group", label: "G", color: "red", ...box },
				{ id: "5", type: "file", file: "p.png", subpath: "#^id", ...box },
			],
		});
		expect(nodes).toEqual([
			{ id: "1", ...box, kind: "text", text: 0 },
			{ id: "2", ...box, kind: "file", file: 0, color: "3" },
			{ id: "3", ...box, kind: "link", url: "https://x", color: "#aBcDeF" },
			{ id: "4", ...box, kind: "group", label: "G" },
			{ id: "5", ...box, kind: "file", file: 1 },
		]);
		expect(texts).toEqual(["# Hi [[a]]"]);
		expect(files).toMatchObject([
			{ kind: "embed", format: "wiki", target: "b/c#d", heading: "e#f" },
			{ target: "p.png", block: "id" },
		]);
		expect(files.map(({ span }) => source.slice(span.start, span.end))).toEqual(["b/c#d.md", "p.png"]);
		expect([name, diagnostics]).toEqual(["Map", []]);
	});

	it("join nodes by edges", () => {
		const nodes = [
			{ id: "a", type: "text", text: "", ...box },
			{ id: "b", type: "text", text: "", ...box },
		];
		const { edges, diagnostics } = canvas({
			nodes,
			edges: [
				{ id: "1", fromNode: "a", toNode: "b", fromSide: "left", toSide: "up", label: "x" },
				{ id: "2", fromNode: "b", toNode: "a", fromEnd: "arrow", toEnd: "none", color: "6" },
				{ id: "3", fromNode: "a", toNode: "c" },
			],
		});
		expect(edges).toEqual([
			{ from: "a", to: "b", fromSide: "left", fromEnd: "none", toEnd: "arrow", label: "x" },
			{ from: "b", to: "a", fromEnd: "arrow", toEnd: "none", color: "6" },
		]);
		expect(diagnostics.map(({ rule }) => rule)).toEqual(["canvas/invalid"]);
	});

	it("leave out what is no node, and say where", () => {
		const { nodes, diagnostics } = canvas({
			nodes: [
				{ id: "1", type: "text", text: "a", x: "0", y: 0 },
				{ id: "2", type: "spaceship", ...box },
				{ id: "3", type: "file", ...box },
				{ type: "text", ...box },
				"node",
				{ id: "4", type: "text", ...box, width: 1e300, height: -5 },
				{ id: "4", type: "text", ...box },
			],
			edges: "none",
		});
		expect(nodes).toEqual([{ id: "4", ...box, width: 1_000_000, height: 0, kind: "text", text: 0 }]);
		expect(diagnostics.map(({ position }) => position!.line)).toEqual([3, 10, 18, 26, 33, 42, 51]);
	});

	it.each([
		['{"nodes": [}', "1:12"],
		['{\n  "nodes": [\n    {"id": "1",}\n  ]\n}', "3:16"],
		['{"a": tru}', "1:7"],
		['{"a": "b\n"}', "1:9"],
		['{"a": 1', "1:8"],
		["[1, 2] x", "1:8"],
		["{'a': 1}", "1:2"],
		["\u0000", "1:1"],
	])("%j is empty, and known to be broken at %s", (source, place) => {
		const { nodes, diagnostics } = read(source);
		expect(nodes).toEqual([]);
		expect(diagnostics.map(({ rule, position }) => [rule, `${position?.line}:${position?.column}`])).toEqual([
			["canvas/broken-json", place],
		]);
	});

	it.each(["", "  \n", "{}", '{"nodes": null}'])("%j is an empty canvas", (source) => {
		expect(read(source)).toMatchObject({ nodes: [], edges: [], diagnostics: [] });
	});

	it("survive hostile input", () => {
		expect(read("[".repeat(100_000)).diagnostics[0]!.rule).toBe("canvas/broken-json");
		expect(read(`"${"\\u0041".repeat(100_000)}`).diagnostics[0]!.rule).toBe("canvas/broken-json");
		expect(
			read('{"__proto__": {"nodes": 1}, "nodes": [{"id": "__proto__", "type": "group", "x": 1, "y": 2}]}')
				.nodes,
		).toEqual([{ id: "__proto__", x: 1, y: 2, width: 0, height: 0, kind: "group", label: "" }]);
	});
});
