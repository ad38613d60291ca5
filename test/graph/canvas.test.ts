import { expect, test } from "vitest";
import { build, type Files } from "./support/vault.js";

/** A canvas of nodes `a.md` (a file) or `"text"` (a card), and arrows between their places in the list. */
function drawing(items: readonly string[], arrows: readonly [number, number][] = []): Files {
	const nodes = items.map((item, id) => {
		const content = item.startsWith('"')
			? { type: "text", text: item.slice(1, -1) }
			: { type: "file", file: item };
		return { id: String(id), x: 0, y: 0, width: 1, height: 1, ...content };
	});
	const edges = arrows.map(([from, to], id) => ({ id, fromNode: String(from), toNode: String(to) }));
	return { "map.canvas": JSON.stringify({ nodes, edges }, null, 1) };
}

function edges(files: Files): readonly string[] {
	return build(files).graph.graph.mapEdges((_key, { kind, line }, source, target) => {
		return `${source} ${kind} ${target}${line === undefined ? "" : ` @${line}`}`;
	});
}

test("a canvas relates to its files, and to links and tags in its cards", () => {
	const canvas = drawing(["a.md", '"[[b]] #t"', "p.png"]);
	expect(edges({ "a.md": "", "b.md": "", "p.png": "", ...canvas })).toEqual([
		"map.canvas canvas a.md @10",
		"map.canvas canvas p.png @28",
		"map.canvas canvas b.md",
		"map.canvas canvas #t",
	]);
});

test("an arrow between two files relates them; one to a card relates nothing", () => {
	const canvas = drawing(
		["a.md", '"card"', "b.md"],
		[
			[0, 2],
			[0, 1],
		],
	);
	expect(edges({ "a.md": "", "b.md": "", ...canvas })).toEqual([
		"map.canvas canvas a.md @10",
		"map.canvas canvas b.md @28",
		"a.md canvas b.md",
	]);
});

test("a note may link to a canvas", () => {
	const { graph } = build({ "a.md": "![[map.canvas]]", ...drawing([]) }).graph;
	expect(graph.mapNodes((id, { kind }) => `${kind} ${id}`)).toEqual(["note a.md", "canvas map.canvas"]);
});

test("what is missing is told with the canvas's path, and no place in it for what stands in a card", () => {
	const { diagnostics } = build({ "a.md": "# A", ...drawing(["gone.md", '"[[a#B]]"']) });
	expect(diagnostics.map(({ rule, path, position }) => `${rule} ${path}:${position?.line}`)).toEqual([
		"link/heading map.canvas:undefined",
		"embed/unresolved map.canvas:10",
	]);
});

test("its answers stand in the order of its nodes and cards", () => {
	const canvas = drawing(["gone.md", '"none"', '"[[a]]"', "a.md"]);
	const { canvases } = build({ "a.md": "", ...canvas }).graph;
	const { files, cards } = canvases.get("map.canvas") ?? { files: [], cards: [] };
	expect(files.map(({ resolution }) => resolution.kind)).toEqual(["missing", "found"]);
	expect(cards.map((links) => links.map(({ resolution }) => resolution.kind))).toEqual([[], ["found"]]);
});
