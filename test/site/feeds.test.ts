import { expect, test } from "vitest";
import { render } from "./support/render.js";

const base = { baseUrl: "https://x.y/z/" };
const dated = (date: string, rest = "") => `---\ndate: ${date}\n---\n${rest}`;

test("the feed holds dated notes alone, newest first, escaped", async () => {
	const { text } = await render(
		{
			"old.md": dated("2020-01-01"),
			"a & b.md": dated("2024-05-01T10:00", "Text <with> signs & #tag"),
			"undated.md": "",
		},
		base,
	);
	const items = [...text("rss.xml").matchAll(/<item>.*?<\/item>/g)].map(([item]) => item);
	expect(items).toHaveLength(2);
	expect(items[0]).toContain("<title>a &amp; b</title><link>https://x.y/z/a-%26-b.html</link>");
	expect(items[0]).toContain("<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>");
	expect(items[0]).toContain("<category>tag</category>");
	expect(items[1]).toContain("<title>old</title>");
});

test("characters that XML cannot hold are dropped", async () => {
	const { text } = await render({ "a.md": `---\ndate: 2024-01-01\ntitle: "x\\u0001y\\uFFFEz"\n---\n` }, base);
	expect(text("rss.xml")).toContain("<title>xyz</title>");
});

test("the sitemap names every page and when it changed", async () => {
	const { text } = await render({ "f/a.md": "---\nupdated: 2024-05-01\n---\n#t", "b.md": "" }, base);
	expect(text("sitemap.xml")).toContain(
		"<url><loc>https://x.y/z/f/a.html</loc><lastmod>2024-05-01</lastmod></url>",
	);
	expect(text("sitemap.xml")).toContain("<url><loc>https://x.y/z/</loc></url>");
	expect(text("sitemap.xml")).toContain("<url><loc>https://x.y/z/tags/t.html</loc></url>");
	expect(text("robots.txt")).toContain("Sitemap: https://x.y/z/sitemap.xml");
});

test("without a base URL there are none of these", async () => {
	const { paths, text } = await render({ "a.md": dated("2024-01-01") });
	expect(paths.filter((path) => /\.xml$|robots/.test(path))).toEqual([]);
	expect(text("a.html")).not.toContain("rss.xml");
});

test("llms.txt lists the Markdown copies by folder", async () => {
	const { text } = await render({ "a.md": "About [x].", "f/b (c).md": "Bee." }, { description: "A vault." });
	expect(text("llms.txt")).toBe(
		"# vault\n\n> A vault.\n\n## vault\n\n- [a](a.md): About \\[x\\].\n\n## f\n\n- [b (c)](f/b-%28c%29.md): Bee.\n",
	);
});

test("each page's Markdown copy is the source as written", async () => {
	const source = "---\ntags: [t]\n---\n# Ünï\n\n[[b]] ==x== %%gone%%\n";
	const { text } = await render({ "a.md": source });
	expect(text("a.md")).toBe(source.replace("%%gone%%", ""));
});
