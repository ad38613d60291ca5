import { expect, test } from "vitest";
import { findBrokenLinks } from "../support/check-links.js";
import { render } from "./support/render.js";

/** A canvas with these nodes, each 100 × 50 and 200 apart, and edges between their places in the list. */
function canvas(
	nodes: readonly object[],
	edges: readonly (readonly [number, number, object?])[] = [],
): string {
	return JSON.stringify({
		nodes: nodes.map((node, i) => ({ id: String(i), x: i * 200, y: 0, width: 100, height: 50, ...node })),
		edges: edges.map(([from, to, more], i) => ({
			id: `e${i}`,
			fromNode: String(from),
			toNode: String(to),
			...more,
		})),
	});
}

const drawing = (html: string) => /<svg class="canvas"[\s\S]*<\/svg>/.exec(html)?.[0] ?? "";

test("a canvas is a drawing with its cards in it, readable without a script", async () => {
	const { text, site } = await render({
		"f/map.canvas": canvas(
			[
				{ type: "text", text: "# Card\n\n**bold** [[a]] #t\n\n[[#Card]]" },
				{ type: "file", file: "a.md" },
				{ type: "file", file: "p.png" },
				{ type: "link", url: "https://example.com/?a&b" },
				{ type: "group", label: "Group <1>", color: "4" },
				{ type: "file", file: "none.md" },
			],
			[[0, 1, { label: "leads & leads", color: "#ff0000" }]],
		),
		"a.md": "Words of the note.",
		"p.png": "",
	});
	const svg = drawing(text("f/map.canvas.html"));
	expect(svg).toContain('viewBox="-40 -40 1180 130"');
	expect(svg).toContain("<strong>bold</strong>");
	expect(svg).toContain('<a class="tag" href="../tags/t.html">#t</a>');
	expect(text("tags/t.html")).toContain('href="../f/map.canvas.html"');
	expect(svg).toContain('<a class="internal" href="../a.html">a</a></p><p>Words of the note.</p>');
	expect(svg).toContain('<img src="../p.png"');
	expect(svg).toContain('<a class="external" href="https://example.com/?a&amp;b" rel="noopener nofollow">');
	expect(svg).toContain('<g class="canvas-group" data-color="4">');
	expect(svg).toContain("Group &lt;1&gt;");
	expect(svg).toContain('<g class="canvas-edge" style="--canvas-color:#ff0000"><path d="M100 25C');
	expect(svg).toContain("leads &amp; leads");
	expect(svg).toContain('<p class="embed-missing">none</p>');
	expect(findBrokenLinks(site)).toEqual([]);
});

test("what is on a canvas is listed beside it", async () => {
	const { text } = await render({
		"m.canvas": canvas([
			{ type: "file", file: "a.md" },
			{ type: "text", text: "A thought." },
		]),
		"a.md": "",
	});
	const outline = /<section class="outgoing" aria-labelledby="outline">[\s\S]*?<\/section>/.exec(
		text("m.canvas.html"),
	)?.[0];
	expect(outline).toContain('<a href="a.html">a</a>');
	expect(outline).toContain('<a href="#card-2">A thought.</a>');
});

test("a draft on a canvas says no name", async () => {
	const { text } = await render({
		"m.canvas": canvas([{ type: "file", file: "zebra.md" }]),
		"zebra.md": "---\npublish: false\n---\n",
	});
	expect(text("m.canvas.html")).toContain("Not published");
	expect(text("m.canvas.html")).not.toContain("zebra");
});

test.each([
	["no JSON", "{"],
	["wrong types", '{"nodes":[{"id":1,"x":"a"}],"edges":7}'],
	[
		"numbers that are none",
		canvas([{ type: "text", text: "t", x: 1e308, y: -1e308, width: 1e308, height: -5 }]),
	],
	[
		"script in every field",
		canvas([
			{ type: "link", url: "javascript:alert(1)", color: "red;x:url(//e)" },
			{ type: "group", label: "<script>" },
		]),
	],
	["edges to nowhere", canvas([{ type: "text", text: "t" }], [[0, 9]])],
])("a canvas with %s is a page", async (_, source) => {
	const { text, site } = await render({ "m.canvas": source });
	expect(drawing(text("m.canvas.html"))).toMatch(/^<svg class="canvas" viewBox="-?\d+ -?\d+ \d+ \d+"/);
	expect(text("m.canvas.html")).not.toMatch(/href="javascript|<script>|NaN|Infinity|\/\/e\)/);
	expect(findBrokenLinks(site)).toEqual([]);
});
