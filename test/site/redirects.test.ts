import { describe, expect, test } from "vitest";
import { findBrokenLinks } from "../support/check-links.js";
import { render } from "./support/render.js";

/** `alias → fate` of every alias. */
async function fates(files: Record<string, string>): Promise<readonly string[]> {
	const { site } = await render(files);
	return site.report.aliases.map(({ alias, fate, page, by }) => `${alias} ${fate} ${page ?? by}`);
}

const note = (frontmatter: string) => `---\n${frontmatter}\n---\n`;

const baseUrl = "https://x.y/z/";

test("an alias is an address in the note's folder that leads to the note", async () => {
	const { text, site } = await render(
		{ "f/a b.md": note("aliases: [Other name]") },
		{ baseUrl: "https://x.y/z/" },
	);
	expect(text("f/Other-name.html")).toContain('<meta http-equiv="refresh" content="0; url=a-b.html">');
	expect(text("f/Other-name.html")).toContain('<a href="a-b.html">a b</a>');
	expect(text("f/Other-name.html")).toContain('<link rel="canonical" href="https://x.y/z/f/a-b.html">');
	expect(text("f/Other-name.html")).toContain('content="noindex"');
	expect(findBrokenLinks(site, baseUrl)).toEqual([]);
});

describe("an alias never costs a note its page", () => {
	test("not one that equals the note's own address", async () => {
		expect(await fates({ "a.md": note("aliases: [A, a]") })).toEqual([
			"A own-page a.html",
			"a own-page a.html",
		]);
	});

	test("not one that is written twice", async () => {
		expect(await fates({ "a.md": note("aliases: [B, b]") })).toEqual([
			"B redirect B.html",
			"b redirect B.html",
		]);
	});

	test("not one that equals another's", async () => {
		expect(await fates({ "a.md": note("aliases: [b]"), "b.md": "" })).toEqual(["b taken b.html"]);
	});

	test("of two notes that want one, the first by path gets it", async () => {
		const { site, diagnostics } = await render({
			"b.md": note("aliases: [X]"),
			"a.md": note("aliases: [x]"),
		});
		expect(site.report.aliases).toEqual([
			{ alias: "x", of: "a.md", fate: "redirect", page: "x.html" },
			{ alias: "X", of: "b.md", fate: "taken", by: "x.html" },
		]);
		expect(diagnostics).toEqual([
			expect.objectContaining({ rule: "site/redirect-taken", severity: "info", path: "b.md" }),
		]);
	});

	test("a permalink in lower case is the note's own address", async () => {
		expect(await fates({ "Plugins/Search.md": note("permalink: plugins/search") })).toEqual([
			"plugins/search own-page Plugins/Search.html",
		]);
	});
});

test.each([
	["permalink: /p/q", "p/q.html"],
	["permalink: p/q/", "p/q/index.html"],
	["redirect_from: [old/x.html, 旧]", "old/x.html"],
	["redirect_from: [old/x.html, 旧]", "旧.html"],
	["old_urls: ../../up?x=1#y", "up.html"],
	["redirects: a%20b", "a-b.html"],
	["permalink: p", "with+blanks.html"],
])("%s gives a redirect at %s", async (frontmatter, path) => {
	const { paths, site } = await render({ "with blanks.md": note(frontmatter) });
	expect(paths).toContain(path);
	expect(findBrokenLinks(site)).toEqual([]);
});

test("addresses of other sites are no addresses here", async () => {
	const { paths } = await render({ "a.md": note("redirect_from: [https://x.y/z, //x.y/q, javascript:x]") });
	expect(paths.filter((path) => path.endsWith(".html")).sort()).toEqual([
		"404.html",
		"a.html",
		"contents.html",
		"index.html",
		"tags/index.html",
	]);
});

test("a redirect makes no folder where a page lies", async () => {
	expect(await fates({ "a.md": note("redirect_from: b.html/c"), "b.md": "" })).toEqual([
		"b.html/c taken b.html",
	]);
});

test("the home note keeps its old address", async () => {
	const { text, paths } = await render({ "Home.md": "Hello.", "a.md": "[[Home]]" });
	expect(text("Home.html")).toContain("url=index.html");
	expect(text("index.html")).toContain("Hello.");
	expect(paths).toContain("Home.md".replace("Home", "index"));
});
