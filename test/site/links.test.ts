import { describe, expect, test } from "vitest";
import { findBrokenLinks } from "../support/check-links.js";
import { render } from "./support/render.js";

const files = {
	"n.md": "# Head\n\ntext ^id\n\n%%\n# Hidden\n%%",
	"b/n2.md": "",
	"x/dup.md": "",
	"y/dup.md": "",
	"draft.md": "---\npublish: false\n---\n",
	"p.pdf": "",
};

describe("a link", () => {
	test.each([
		["[[n]]", '<a class="internal" href="n.html">n</a>'],
		["[[n|other & words]]", '<a class="internal" href="n.html">other &amp; words</a>'],
		["[[n#Head]]", 'href="n.html#h-head"'],
		["[[n#^id]]", 'href="n.html#b-id"'],
		["[[n#Nothing]]", 'href="n.html"'],
		["[[n#Hidden]]", 'href="n.html"'],
		["[text](n.md)", '<a class="internal" href="n.html">text</a>'],
		["[[b/n2]]", 'href="b/n2.html"'],
		["[[dup]]", 'href="x/dup.html"'],
		["[[nothing]]", '<span class="unresolved" title="Not written yet">nothing</span>'],
		["[[draft]]", '<span class="unpublished">draft</span>'],
		["[[draft|told here]]", '<span class="unpublished">told here</span>'],
		["[[p.pdf#page=2|paper]]", '<a class="internal attachment" href="p.pdf#page=2">paper</a>'],
		["[[p.pdf#javascript:x]]", 'href="p.pdf"'],
	])("%s", async (source, html) => {
		const { body, site } = await render({ ...files, "a.md": source });
		expect(body("a.html")).toContain(html);
		expect(findBrokenLinks(site)).toEqual([]);
	});

	test("to a heading of its own note needs no page", async () => {
		const { body } = await render({ "a.md": "# One\n[[#One]] [[a#One]]" });
		expect(body("a.html").match(/class="internal" href="#h-one"/g)).toHaveLength(2);
	});

	test("a tag leads to its page", async () => {
		const { body, site } = await render({ "b/a.md": "#课程/RNN #课程" });
		expect(body("b/a.html")).toContain('href="../tags/%E8%AF%BE%E7%A8%8B/rnn.html"');
		expect(findBrokenLinks(site)).toEqual([]);
	});
});

describe("raw HTML", () => {
	test("finds its files beside the note, from the root, or by name", async () => {
		const { body } = await render({
			"n/a.md": '<img src="p.png">\n\n<img src="/q/r.png">\n\n<a href="b.md">b</a>\n\n<img src="r.png">',
			"n/p.png": "",
			"q/r.png": "",
			"n/b.md": "",
		});
		expect(body("n/a.html")).toContain('<img src="p.png"');
		expect(body("n/a.html").match(/<img src="..\/q\/r\.png"/g)).toHaveLength(2);
		expect(body("n/a.html")).toContain('<a href="b.html">b</a>');
	});

	test("that names nothing loses the attribute, with a warning", async () => {
		const { body, diagnostics } = await render({ "a.md": 'one\n\n<img src="../../etc/passwd" alt="x">' });
		expect(body("a.html")).toContain('<img alt="x"');
		expect(diagnostics).toEqual([
			expect.objectContaining({
				rule: "site/resource",
				path: "a.md",
				position: expect.objectContaining({ line: 3 }),
			}),
		]);
	});
});

test("a property's links are links, and what the page shows elsewhere is not repeated", async () => {
	const { text } = await render({
		"a.md":
			'---\nup: "[[n]]"\nsee:\n  - "[[n|N]]"\n  - "[[none]]"\nurl: https://example.com/?a=1&b=2\nwhen: 2024-05-01\nok: true\nempty:\naliases: [A2]\ntags: [t]\n---\n',
		"n.md": "",
	});
	const page = text("a.html");
	expect(page).toContain('<a class="internal" href="n.html">n</a>');
	expect(page).toContain('<ul><li><a class="internal" href="n.html">N</a></li><li><span class="unresolved"');
	expect(page).toContain('href="https://example.com/?a=1&amp;b=2" rel="noopener nofollow"');
	expect(page).toContain('<time datetime="2024-05-01">');
	expect(page).not.toContain("empty");
});
