import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, cutToCells, layOutLocalGraph, type Placed } from "../../src/site/graph-layout.js";
import { renderLocalGraph } from "../../src/site/graph-svg.js";
import { html } from "../../src/site/templates/html.js";
import type { LocalGraph } from "../../src/site/view.js";
import { star } from "./templates-views.js";

const titles = fc.array(
	fc.oneof(
		fc.string({ unit: "grapheme", maxLength: 30 }),
		fc.constantFrom("网络", "长短期记忆网络的变体", "a b c"),
	),
	{
		maxLength: 24,
	},
);

/** A graph with random chords between the neighbours. */
const graphs = fc
	.tuple(titles, fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 30 }))
	.map(([names, pairs]) => {
		const graph = star("循环神经网络", names);
		const chords = pairs
			.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
			.filter(([a, b]) => a > 0 && a < b && b <= names.length);
		return { ...graph, edges: [...graph.edges, ...chords] } satisfies LocalGraph;
	});

/** What circle and label take from top to bottom. */
function spanOf({ y, radius, lines, above }: Placed): { top: number; bottom: number } {
	const label = 13 * lines.length;
	return { top: y - radius - (above ? label : 0), bottom: y + radius + (above ? 0 : label) };
}

describe("layout", () => {
	it("keeps every circle and label inside the drawing", () => {
		fc.assert(
			fc.property(graphs, (graph) => {
				const { width, height, nodes } = layOutLocalGraph(graph);
				for (const node of nodes) {
					const half = Math.max(node.radius, (widest(node.lines) * 6) / 2);
					expect(node.x - half).toBeGreaterThanOrEqual(0);
					expect(node.x + half).toBeLessThanOrEqual(width);
					expect(spanOf(node).top).toBeGreaterThanOrEqual(0);
					expect(spanOf(node).bottom).toBeLessThanOrEqual(height);
				}
			}),
		);
	});

	it("lets no two labels overlap", () => {
		fc.assert(
			fc.property(graphs, (graph) => {
				const labelled = layOutLocalGraph(graph).nodes.filter(({ lines }) => lines.length > 0);
				for (const [i, a] of labelled.entries()) {
					for (const b of labelled.slice(i + 1)) {
						const apartX = Math.abs(a.x - b.x) - ((widest(a.lines) + widest(b.lines)) * 5.8) / 2;
						const apartY =
							Math.max(spanOf(a).top, spanOf(b).top) - Math.min(spanOf(a).bottom, spanOf(b).bottom);
						expect(Math.max(apartX, apartY)).toBeGreaterThanOrEqual(-2);
					}
				}
			}),
		);
	});

	it.each([1, 3, 5, 6, 9, 16])("of %d neighbours no link strikes out the label of its own end", (count) => {
		const names = Array.from({ length: count }, (_, i) => `Note ${i}`);
		const [self, ...others] = layOutLocalGraph(star("Self", names)).nodes;
		for (const { x, y, above } of others) {
			if (Math.abs(x - self!.x) < Math.abs(y - self!.y)) expect(above).toBe(y < self!.y);
		}
		expect(self!.above).toBe(false);
	});

	it("labels all of sixteen neighbours with usual names", () => {
		const names = Array.from(
			{ length: 16 },
			(_, i) => `${"神经网络注意力门控"[i % 9]}${"循环卷积图"[i % 5]}模型${i}`,
		);
		const { nodes } = layOutLocalGraph(star("循环神经网络", names));
		expect(nodes.filter(({ lines }) => lines.length === 0)).toEqual([]);
	});

	it("puts the page in the middle, and the same graph in the same places", () => {
		fc.assert(
			fc.property(graphs, (graph) => {
				const layout = layOutLocalGraph(graph);
				expect(layout.nodes[0]).toMatchObject({ x: layout.width / 2, lines: ["循环神经网络"] });
				expect(layOutLocalGraph(structuredClone(graph))).toEqual(layout);
			}),
		);
	});

	it.each([
		["循环神经网络的参数学习", "…的参数学习"],
		["循环神经网络", "循环神经网络"],
		["循环神经网络图", "循环神经网络图"],
		["门控循环单元网络", "门控循环|单元网络"],
		["Introduction to Obsidian Sync", "Introduction|to Obsidian S…"],
		["怎样读懂这张“图”，以及别的图", "怎样读懂这张|“图”，以及别…"],
		["Donaudampfschifffahrtsgesellschaft", "Donaudampfsch…"],
	])("calls %s “%s” beside 循环神经网络", (title, label) => {
		expect(layOutLocalGraph(star("循环神经网络", [title])).nodes[1]?.lines.join("|")).toBe(label);
	});

	it.each([
		["中文abc", 7, "中文abc"],
		["中文abc", 6, "中文a…"],
		["👩‍🔬研究", 4, "👩…"],
		["é́́x", 2, "é́́x"],
	])("cuts %s to %i cells: %s", (text, limit, cut) => {
		expect(cutToCells(text, limit)).toBe(cut);
	});
});

describe("drawing", () => {
	const draw = (graph: LocalGraph) => renderLocalGraph(graph, html` aria-label="邻近"`).text;

	it("makes a link of every node with a page, named by its whole title", () => {
		const svg = draw(star("网", ["长短期记忆网络的许多变体", "门"]));
		expect(svg).toMatch(/<a href="0.html"[^>]*><title>长短期记忆网络的许多变体<\/title><circle/);
		expect(svg).toMatch(/<a href="1.html"[^>]*><circle r="4"\/><text y="\d+">门<\/text><\/a>/);
		expect(svg).toMatch(/^<svg viewBox="0 0 300 \d+" role="group" aria-label="邻近">/);
	});

	it.each([
		["tag", '<a href="x" class="is-tag"', "#门"],
		["placeholder", '<g class="is-placeholder"', "门"],
		["canvas", '<a href="x" class="is-canvas"', "门"],
	] as const)("tells a %s apart by more than colour or not at all by colour", (kind, element, label) => {
		const node = { title: "门", kind, degree: 1, ...(kind !== "placeholder" && { href: "x" }) };
		const svg = draw({ nodes: [{ title: "网", kind: "self", degree: 1 }, node], edges: [[0, 1]], hidden: 0 });
		expect(svg).toContain(element);
		expect(svg).toContain(`>${label}</text>`);
	});

	it("escapes titles", () => {
		fc.assert(
			fc.property(fc.string(), (title) => {
				const svg = draw(star(title, [title]));
				expect(
					svg.replace(/<\/?(?:svg|path|a|g|title|circle|text)(?: [a-z-]+="[^"<>]*")*\/?>/gi, ""),
				).not.toMatch(/[<>]/);
			}),
		);
	});

	it("costs a page with six neighbours less than 0.7 KB, sent compressed", () => {
		const names = [
			"长短期记忆网络",
			"门控循环单元网络",
			"简单循环网络",
			"长期依赖问题",
			"注意力机制",
			"图网络",
		];
		expect(gzipSync(draw(star("循环神经网络", names)), { level: 9 }).length).toBeLessThan(700);
	});
});

function widest(lines: readonly string[]): number {
	return Math.max(0, ...lines.map(cellsOf));
}
