import { describe, expect, test } from "vitest";
import { embedCount } from "../../src/site/limits.js";
import { findBrokenLinks } from "../support/check-links.js";
import { render } from "./support/render.js";

const card = (title: string, href: string) =>
	`<a class="internal embed-card" data-kind="note" href="${href}">${title}</a>`;

describe("a note within a note", () => {
	test("stands whole, under its title as a link, with ids of its own", async () => {
		const { body, site } = await render({
			"a.md": "words\n\n![[b]]",
			"b.md": "# One\ntext ^x\n\n[[#One]] [[a]]",
		});
		expect(body("a.html")).toContain(
			`<figure class="embed embed-note"><figcaption>${card("b", "b.html")}</figcaption>`,
		);
		expect(body("a.html")).toContain('id="t1-h-one"');
		expect(body("a.html")).toContain('id="t1-b-x"');
		expect(findBrokenLinks(site)).toEqual([]);
	});

	test("a section ends at the next heading of its rank", async () => {
		const { body } = await render({
			"a.md": "![[b#Two]]",
			"b.md": "# One\none\n# Two\ntwo\n## Sub\nsub\n# Three\nthree",
		});
		const text = body("a.html");
		expect(text).toContain(card("b › Two", "b.html#h-two"));
		expect(text).toContain("two");
		expect(text).toContain("sub");
		expect(text).not.toContain("one");
		expect(text).not.toContain("three");
	});

	test("a block stands alone, in a list or not", async () => {
		const { body } = await render({
			"a.md": "![[b#^p]]\n\n![[b#^item]]",
			"b.md": "first ^p\n\nsecond\n\n- other\n- chosen ^item\n",
		});
		const text = body("a.html");
		expect(text).toContain("first");
		expect(text).toContain("chosen");
		expect(text).not.toContain("second");
		expect(text).not.toContain("other");
	});

	test("a footnote outside of the embedded part leads to the note's own page", async () => {
		const { body, site } = await render({
			"a.md": "![[b#S]]",
			"b.md": "# S\nsaid[^1]\n\n# T\n\n[^1]: note",
		});
		expect(body("a.html")).toMatch(/href="b\.html#[^"]*fn/);
		expect(findBrokenLinks(site)).toEqual([]);
	});

	test("footnotes of a whole note come along, twice if it is embedded twice", async () => {
		const { body, site } = await render({ "a.md": "![[b]]\n\n![[b]]", "b.md": "said[^1]\n\n[^1]: note" });
		expect(body("a.html").match(/href="#t1-/g)?.length).toBe(2);
		expect(body("a.html").match(/href="#t2-/g)?.length).toBe(2);
		expect(findBrokenLinks(site)).toEqual([]);
	});

	test("links and pictures in it are as seen from the page around it", async () => {
		const { body } = await render({
			"x/a.md": "![[b]]",
			"y/b.md": "[[c]] ![[p.png]]",
			"y/c.md": "",
			"y/p.png": "",
		});
		expect(body("x/a.html")).toContain('href="../y/c.html"');
		expect(body("x/a.html")).toContain('src="../y/p.png"');
	});

	test("says its language if it is another", async () => {
		const { body } = await render({
			"a.md": "![[b]]\n\nSome English words here.",
			"b.md": "这是一篇中文笔记，写得不长。",
		});
		expect(body("a.html")).toContain('<figure class="embed embed-note" lang="zh"');
	});

	test("brings what it needs to be shown", async () => {
		const { text } = await render({ "a.md": "![[b]]", "b.md": "$x^2$" });
		expect(text("a.html")).toMatch(/<link rel="stylesheet" href="-\/math\./);
	});

	test("in the middle of a sentence it is a link", async () => {
		const { body } = await render({ "a.md": "see ![[b]] there", "b.md": "text" });
		expect(body("a.html")).toContain(`see ${card("b", "b.html")} there`);
	});

	test.each([
		["![[nowhere]]", '<span class="embed-missing">nowhere</span>'],
		["![[b#Nothing]]", card("b › Nothing", "b.html")],
		["![[nowhere.png|a figure]]", '<span class="embed-missing">a figure</span>'],
	])("%s is a quiet marker", async (source, marker) => {
		const { body } = await render({ "a.md": source, "b.md": "text" });
		expect(body("a.html")).toContain(marker);
		expect(body("a.html")).not.toContain("<figure");
	});
});

describe("what would never end is cut, and says so", () => {
	test("a note in itself, and two in each other", async () => {
		const { body, site } = await render({
			"a.md": "![[a]]",
			"b.md": "B ![[x]]\n\n![[c]]",
			"c.md": "C\n\n![[b]]",
		});
		expect(body("a.html")).toBe(
			`<p class="embed-cut" lang="en"><span data-t="embedCycle">This note is already open around this place.</span> ${card("a", "a.html")}</p>`,
		);
		expect(body("b.html").match(/class="embed-cut"/g)).toHaveLength(1);
		expect(findBrokenLinks(site)).toEqual([]);
	});

	test("a section that embeds itself", async () => {
		const { body } = await render({ "a.md": "# S\ntext\n\n![[a#S]]" });
		expect(body("a.html").match(/class="embed embed-note"/g)).toHaveLength(1);
		expect(body("a.html").match(/class="embed-cut"/g)).toHaveLength(1);
	});

	test("a chain of thousands", async () => {
		const chain = Array.from({ length: 3000 }, (_, i) => [`n${i}.md`, `level ${i}\n\n![[n${i + 1}]]`]);
		const { body } = await render(Object.fromEntries(chain));
		expect(body("n0.html")).toContain("level 8");
		expect(body("n0.html")).not.toContain("level 9");
		expect(body("n0.html")).toContain('data-t="embedDeep"');
	});

	test("fan-out that would double at each level", async () => {
		const doubling = Array.from({ length: 12 }, (_, i) => [`n${i}.md`, `![[n${i + 1}]]\n\n`.repeat(20)]);
		const { body, site } = await render(Object.fromEntries([...doubling, ["n12.md", "leaf"]]));
		const html = body("n0.html");
		expect(html.match(/class="embed embed-note"/g)?.length).toBeLessThanOrEqual(embedCount);
		expect(html).toContain('data-t="embedFull"');
		expect(findBrokenLinks(site)).toEqual([]);
	}, 30_000);

	test("more than a page can hold", async () => {
		const { body } = await render({ "a.md": "![[big]]\n\n".repeat(30), "big.md": "word ".repeat(40_000) });
		const html = body("a.html");
		expect(html.match(/class="embed embed-note"/g)).toHaveLength(9);
		expect(html.match(/data-t="embedFull"/g)).toHaveLength(21);
	});
});

describe("files", () => {
	test.each([
		[
			"![[p.png|300]]",
			'<figure class="embed embed-image"><img src="p.png" alt="p" width="300" loading="lazy" decoding="async"></figure>',
		],
		["![[p.png|a figure|300x200]]", 'alt="a figure" width="300" height="200"'],
		["![alt text](p.png)", 'alt="alt text"'],
		["![[s.mp3]]", '<audio controls preload="none" src="s.mp3" aria-label="s.mp3">'],
		["![[v.mp4]]", '<video controls preload="metadata" src="v.mp4"'],
		[
			"![[d.pdf#page=3]]",
			'<object type="application/pdf" data="d.pdf#page=3" aria-label="d.pdf"></object><figcaption><a class="internal attachment" href="d.pdf#page=3">d.pdf</a></figcaption>',
		],
		["![[t.base#View]]", '<a class="internal embed-card" data-kind="base" href="t.base.html">t › View</a>'],
		["![[z.zip]]", '<a class="internal attachment embed-card" data-kind="file" href="z.zip">z.zip</a>'],
		["[[page.html]]", 'href="page.html.txt"'],
	])("%s", async (source, html) => {
		const files = {
			"p.png": "",
			"s.mp3": "",
			"v.mp4": "",
			"d.pdf": "",
			"t.base": "",
			"z.zip": "",
			"page.html": "",
		};
		const { body } = await render({ "a.md": source, ...files });
		expect(body("a.html")).toContain(html);
	});

	test("a canvas is a link to its page", async () => {
		const { body } = await render({ "a.md": "![[map.canvas]]", "map.canvas": "{}" });
		expect(body("a.html")).toContain(
			'<a class="internal embed-card" data-kind="canvas" href="map.canvas.html">map</a>',
		);
	});
});
