import { describe, expect, test } from "vitest";
import { explorerItems, pageSize } from "../../src/site/limits.js";
import { findBrokenLinks } from "../support/check-links.js";
import { render } from "./support/render.js";

const many = (n: number, of: (i: number) => [string, string]) =>
	Object.fromEntries(Array.from({ length: n }, (_, i) => of(i)));

test("an empty vault is a site too", async () => {
	const { site, text } = await render({});
	expect(text("index.html")).toContain("vault");
	expect(findBrokenLinks(site)).toEqual([]);
});

describe("every name gives a page that opens", () => {
	test("hostile names", async () => {
		const names = [
			"__proto__",
			"constructor",
			"toString",
			"CON",
			"aux",
			"a#b",
			"q?",
			"50%",
			"x'y\"z",
			"<b>",
			"a\u202Eb",
			"😀",
			"空 格",
			"index",
			"-",
			"tags/index",
			"-/x",
			"404",
			"a.html",
			"nul/b",
		];
		const { site, diagnostics } = await render({
			...Object.fromEntries(names.map((name) => [`${name}.md`, `[[constructor]] #__proto__ #toString\n`])),
			"all.md": names.map((name) => `[[${name}]]`).join(" "),
		});
		expect(findBrokenLinks(site)).toEqual([]);
		expect(site.report.notes.filter(({ fate }) => fate === "page")).toHaveLength(names.length + 1);
		expect(new Set(site.files.map(({ path }) => path.toLowerCase())).size).toBe(site.files.length);
		expect(diagnostics.filter(({ rule }) => rule === "site/collision").length).toBeGreaterThan(0);
	});

	test("a note that has the address of a folder's list, of a tag's, and a folder called tags", async () => {
		const { paths, site } = await render({
			"tags/index.md": "#a",
			"tags/a.md": "",
			"f/index.md": "text",
			"f/b.md": "",
		});
		expect(paths).toContain("tags/index.html");
		expect(paths).toContain("f/contents.html");
		expect(paths.filter((path) => /^tags-[0-9a-f]{4}\/a\.html$/.test(path))).toHaveLength(1);
		expect(findBrokenLinks(site)).toEqual([]);
	});
});

describe("lists", () => {
	test("a folder with many notes has numbered pages", async () => {
		const { paths, text, site } = await render(many(pageSize * 2 + 1, (i) => [`f/n${i}.md`, "#t"]));
		expect(paths.filter((path) => /^f\/index/.test(path))).toEqual([
			"f/index-2.html",
			"f/index-3.html",
			"f/index.html",
		]);
		expect(paths.filter((path) => /^tags\/t/.test(path))).toEqual([
			"tags/t-2.html",
			"tags/t-3.html",
			"tags/t.html",
		]);
		expect(text("f/index.html")).toContain(">n0<");
		expect(text("f/index-3.html")).toContain(`>n${pageSize * 2}<`);
		expect(findBrokenLinks(site)).toEqual([]);
	});

	test("the explorer shows the part of a large folder in which the page lies", async () => {
		const { text } = await render(many(500, (i) => [`f/n${i}.md`, ""]));
		const explorer = /<nav class="explorer"[\s\S]*?<\/nav>/.exec(text("f/n250.html"))?.[0] ?? "";
		expect(explorer.match(/<li/g)).toHaveLength(explorerItems);
		expect(explorer).toContain('aria-current="page">n250<');
		expect(explorer).toContain("500");
	});

	test("a tag that names a note has a page of its own, and leads to the note", async () => {
		const { text } = await render({ "LSTM.md": "", "a.md": "#lstm" });
		expect(text("tags/lstm.html")).toContain('href="../LSTM.html"');
	});

	test("a parent tag exists without notes of its own", async () => {
		const { text } = await render({ "a.md": "#x/y" });
		expect(text("tags/x.html")).toContain('href="x/y.html"');
		expect(text("tags/index.html")).toContain('href="x.html"');
	});
});

describe("the home page", () => {
	test.each([
		[{ "index.md": "HERE" }, {}],
		[{ "README.md": "HERE", "b.md": "" }, {}],
		[{ "首页.md": "HERE" }, {}],
		[{ "vault.md": "HERE" }, {}],
		[{ "x/deep.md": "---\npermalink: /\n---\nHERE" }, {}],
		[{ "x/chosen.md": "HERE", "index.md": "no" }, { home: "chosen" }],
		[{ "x/chosen.md": "HERE", "index.md": "no" }, { home: "x/chosen.md" }],
	])("is the note that %j says, with %j", async (files, options) => {
		const { text, site } = await render(files as Record<string, string>, options);
		expect(text("index.html")).toContain("HERE");
		expect(findBrokenLinks(site)).toEqual([]);
	});

	test("is made without one, and says if a configured one is missing", async () => {
		const { diagnostics, text } = await render({ "a.md": "#t [[b]]", "f/b.md": "" }, { home: "nothing" });
		expect(diagnostics).toEqual([expect.objectContaining({ rule: "site/home" })]);
		expect(text("index.html")).toContain('href="f/index.html"');
	});

	test("stays small in a large vault", async () => {
		const { text } = await render(
			many(1500, (i) => [`f${i % 90}/n${i}.md`, `#t${i % 400} [[n${i % 7}]] [[n1]]`]),
		);
		expect(text("index.html").match(/<[a-z]/g)?.length).toBeLessThan(1200);
	}, 60_000);
});

describe("404", () => {
	test("leads anywhere from any depth when there is a base URL", async () => {
		const { text } = await render({ "a.md": "" }, { baseUrl: "https://x.y/z/" });
		const links = [...text("404.html").matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, href]) => href);
		expect(links.length).toBeGreaterThan(3);
		expect(links.filter((href) => !/^(?:data:|https:\/\/x\.y\/z\/)/.test(href ?? ""))).toEqual([]);
	});

	test("stands alone when there is none", async () => {
		const { text } = await render({ "a.md": "" });
		expect([...text("404.html").matchAll(/(?:href|src)="([^"#]+)"/g)]).toEqual([]);
	});
});

test("a page says what it is about to those who share it, with a base URL", async () => {
	const { text } = await render(
		{ "f/a.md": "First words.\n\n![[p.png]]", "f/p.png": "" },
		{ baseUrl: "https://x.y/z/" },
	);
	const page = text("f/a.html");
	expect(page).toContain('<link rel="canonical" href="https://x.y/z/f/a.html">');
	expect(page).toContain('content="https://x.y/z/f/p.png"');
	expect(page).toContain('<meta name="description" content="First words.">');
	expect(page).toContain('href="a.md" type="text/markdown"');
});

test("the local graph shows nearest neighbours first, and counts those it leaves out", async () => {
	const spokes = many(40, (i) => [`s${i}.md`, i === 39 ? "[[hub]]" : ""]);
	const { text } = await render({
		...spokes,
		"hub.md": Array.from({ length: 40 }, (_, i) => `[[s${i}]]`).join(" "),
	});
	const svg = /<svg class="graph[\s\S]*?<\/svg>/.exec(text("hub.html"))?.[0] ?? text("hub.html");
	expect(svg).toContain("s39.html");
	expect(text("hub.html")).toContain("24");
});

test("the same vault gives the same bytes, in whatever order its notes come", async () => {
	const files = { "a.md": "[[b]] #t", "b.md": "---\naliases: [c]\n---\n![[a]]", "f/c.md": "#T/u" };
	const bytes = async () => {
		const { site } = await render(files, { baseUrl: "https://x.y/" });
		return site.files.map((file) => [
			file.path,
			"content" in file ? Buffer.from(file.content()).toString("hex") : "",
		]);
	};
	expect(await bytes()).toEqual(await bytes());
});

describe("the first heading, where it is the title,", () => {
	const opens = async (body: string) => {
		const { text } = await render({
			"Gate.md": `${body}\n\nWords.\n\n## More\n\nWords.\n`,
			"b.md": "[[Gate]]",
		});
		const page = text("Gate.html");
		const prose = page.slice(page.indexOf('<div class="prose"'));
		return { titles: page.match(/<h1[ >]/g)?.length, inProse: /<h1/.test(prose), prose, page };
	};

	test.each([
		["alone", "# Gate"],
		["below a line of tags", "#a #b/c\n\n# Gate"],
		["below two", "#a\n#标签\n\n#c\n\n# gate"],
		["under an underline", "#a\n\nGate\n===="],
	])("is shown once: %s", async (_, body) => {
		const { titles, inProse, prose, page } = await opens(body);
		expect([titles, inProse]).toEqual([1, false]);
		for (const tag of body.match(/#[a-z标]\S*/gu) ?? []) expect(prose).toContain(`>${tag}</a>`);
		expect(page.match(/href="#h-gate"/gi)?.length ?? 0).toBeLessThan(2);
	});

	test.each([
		["below words", "#a and words\n\n# Gate"],
		["another heading below tags", "#a\n\n# Other"],
		["of the second level", "#a\n\n## Gate"],
	])("stays where it is: %s", async (_, body) => {
		const { page, prose } = await opens(body);
		expect(page).toContain("<h1>Gate</h1>");
		expect(prose.indexOf(">#a</a>")).toBeLessThan(prose.search(/<h[12] /));
	});
});
