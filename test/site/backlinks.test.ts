import { expect, test } from "vitest";
import { backlinkPages } from "../../src/site/limits.js";
import { render } from "./support/render.js";

/** The section of backlinks, tags taken out but for `<mark>`. */
function backlinksOf(html: string): string {
	const section = /<section class="backlinks"[\s\S]*?<\/section>/.exec(html)?.[0] ?? "";
	return section
		.replace(/<h2[\s\S]*?<\/h2>/, "")
		.replace(/<(?!\/?mark)[^>]+>/g, " ")
		.replace(/\s+/g, " ")
		.trim();
}

test("a page that links here is listed once, with each sentence around a link", async () => {
	const { text } = await render({
		"a.md": "First. See [[b|the second]] and [[c]] for more. Then [[b]] again.",
		"b.md": "[[b]]",
		"c.md": "",
	});
	expect(backlinksOf(text("b.html"))).toBe(
		"a See <mark>the second</mark> and c for more. Then <mark>b</mark> again.",
	);
});

test("a property's name is told, and a canvas is a source like any other", async () => {
	const { text } = await render({
		"a.md": '---\nup: "[[b]]"\n---\n',
		"b.md": "",
		"map.canvas": '{"nodes":[{"id":"1","type":"file","file":"b.md","x":0,"y":0,"width":9,"height":9}]}',
	});
	expect(backlinksOf(text("b.html"))).toBe("a up map Canvas");
});

test("a famous note lists some of its sources and counts them all", async () => {
	const many = Array.from({ length: backlinkPages + 50 }, (_, i) => [`n${i}.md`, "[[b]]"]);
	const { text } = await render(Object.fromEntries([...many, ["b.md", ""]]));
	expect(text("b.html").match(/class="source"/g)).toHaveLength(backlinkPages);
	expect(backlinksOf(text("b.html"))).toMatch(/^n0 /);
	expect(text("b.html")).toContain(String(backlinkPages + 50));
});

test("drafts and comments say no sentence", async () => {
	const { text } = await render({
		"draft.md": "---\npublish: false\n---\nSecret plan about [[b]].",
		"c.md": "%% whisper [[b]] %%",
		"b.md": "",
	});
	expect(text("b.html")).not.toMatch(/Secret|draft|whisper/);
});
