import { expect, test } from "vitest";
import type { Canvas, CanvasEdge, CanvasNode, Link } from "../../src/model/index.js";
import { readNote } from "./support/read-note.js";
import { build, type Files } from "./support/vault.js";

const box = { x: 0, y: 0, width: 1, height: 1 };
const line = { fromEnd: "none", toEnd: "arrow" } as const;

/** Nodes `a.md` (a file) or `"text"` (a card), then arrows between their places in the list. */
function drawing(items: readonly string[], arrows: readonly [number, number][] = []) {
	const texts = items.filter((item) => item.startsWith('"')).map((item) => item.slice(1, -1));
	const files = items.filter((item) => !item.startsWith('"')).map(fileLink);
	let text = 0;
	let file = 0;
	const nodes = items.map((item, id): CanvasNode => {
		const kind = item.startsWith('"')
			? { kind: "text" as const, text: text++ }
			: { kind: "file" as const, file: file++ };
		return { id: String(id), ...box, ...kind };
	});
	const edges = arrows.map(([from, to]): CanvasEdge => ({ from: String(from), to: String(to), ...line }));
	const canvas: Canvas = { path: "map.canvas", name: "map", nodes, edges, files, texts, diagnostics: [] };
	return { canvas, cards: texts.map((source) => readNote(canvas.path, source)) };
}

function fileLink(path: string): Link {
	const target = path.replace(/\.md$/, "");
	const place = { span: { start: 0, end: 0 }, position: { line: 1, column: 1, offset: 0 } };
	return { kind: "embed", format: "wiki", target, ...place };
}

function edges(files: Files, canvas: ReturnType<typeof drawing>): readonly string[] {
	return build(files, {}, [canvas]).graph.graph.mapEdges(
		(_key, { kind }, from, to) => `${from} ${kind} ${to}`,
	);
}

test("a canvas relates to its files, and to links and tags in its cards", () => {
	const canvas = drawing(["a.md", '"[[b]] #t"', "p.png"]);
	expect(edges({ "a.md": "", "b.md": "", "p.png": "" }, canvas)).toEqual([
		"map.canvas canvas a.md",
		"map.canvas canvas p.png",
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
	expect(edges({ "a.md": "", "b.md": "" }, canvas)).toEqual([
		"map.canvas canvas a.md",
		"map.canvas canvas b.md",
		"a.md canvas b.md",
	]);
});

test("a note may link to a canvas", () => {
	const { graph } = build({ "a.md": "![[map.canvas]]" }, {}, [drawing([])]).graph;
	expect(graph.mapNodes((id, { kind }) => `${kind} ${id}`)).toEqual(["note a.md", "canvas map.canvas"]);
});

test("what is missing is told with the canvas's path, and no place in it for what stands in a card", () => {
	const { diagnostics } = build({ "a.md": "# A" }, {}, [drawing(["gone.md", '"[[a#B]]"'])]);
	expect(diagnostics.map(({ rule, path, position }) => `${rule} ${path}:${position?.line}`)).toEqual([
		"link/heading map.canvas:undefined",
		"embed/unresolved map.canvas:1",
	]);
});

test("its answers stand in the order of its nodes and cards", () => {
	const { canvases } = build({ "a.md": "" }, {}, [drawing(["gone.md", '"none"', '"[[a]]"', "a.md"])]).graph;
	const { files, cards } = canvases.get("map.canvas") ?? { files: [], cards: [] };
	expect(files.map(({ resolution }) => resolution.kind)).toEqual(["missing", "found"]);
	expect(cards.map((links) => links.map(({ resolution }) => resolution.kind))).toEqual([[], ["found"]]);
});
