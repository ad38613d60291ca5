import { describe, expect, test } from "vitest";
import type { Answer, AnswerValue, AnswerView } from "../../src/model/index.js";
import { formatDate, formatDuration, secondsOf } from "../../src/model/index.js";
import { formatNumber } from "../../src/site/answers/value-html.js";
import { placeGraph } from "../../src/site/drawing/place-graph.js";
import { findBrokenLinks } from "../support/check-links.js";
import { dangersIn } from "../support/dangers.js";
import { parsePage, prettyHtml } from "../support/pretty-html.js";
import { asking, everyShape, link, renderAnswers, shapeFiles, shown } from "./answer-site.js";

const fence = asking(1);

/** What one answer becomes on the page of `a.md`, beside `b.md`, which is published, and `d.md`, which is not. */
async function answer(own: Answer, lang = "en", source = fence): Promise<string> {
	const site = await renderAnswers(
		{
			"a.md": `---\nlang: ${lang}\n---\n${source}`,
			"b.md": "# Über\n\ntext ^here",
			"c.md": "#t/u ![[p.png]]",
			"d.md": "---\ndraft: true\n---\nsecret",
			"p.png": "",
		},
		{ "a.md": [own] },
		{ lang: lang === "zh" ? "zh" : "en" },
	);
	expect(dangersIn(site.text("a.html"))).toEqual([]);
	return site.body("a.html");
}

/** One value in a table of one cell. */
async function value(of: AnswerValue, lang = "en"): Promise<string> {
	const html = await answer(shown(table(["x"], [[of]])), lang);
	return /<tbody><tr><td[^>]*>(.*)<\/td><\/tr><\/tbody>/s.exec(html)?.[1] ?? html;
}

function table(titles: readonly string[], items: readonly (readonly AnswerValue[])[]): AnswerView {
	return { shape: "table", columns: titles.map((title) => ({ title })), groups: [{ items }] };
}

describe("every shape", () => {
	test.each(["zh", "en"] as const)("in a page in %s", async (lang) => {
		const files = { ...shapeFiles, "home.md": shapeFiles["home.md"]!.replace("lang: zh", `lang: ${lang}`) };
		const site = await renderAnswers(files, { "home.md": everyShape }, { lang, home: "home" });
		const html = site.text("index.html");
		expect(dangersIn(html)).toEqual([]);
		const body = parsePage(site.body("index.html"));
		await expect(prettyHtml(body.children)).toMatchFileSnapshot(`expected/answers-${lang}.html`);
		expect(html).toMatch(/<link rel="stylesheet" href="-\/answers\.[\da-f]{10}\.css">/);
		expect(html).toMatch(/<script src="-\/answers\.[\da-f]{10}\.js" defer><\/script>/);
		expect(site.paths.filter((path) => path.startsWith("-/answers."))).toHaveLength(2);
		// Pages without answers load nothing of it.
		expect(site.text("a.html")).not.toContain("-/answers.");
	});

	test("leads nowhere that is not there", async () => {
		const site = await renderAnswers(shapeFiles, { "home.md": everyShape });
		expect(findBrokenLinks(site.site)).toEqual([]);
	});
});

describe("a value", () => {
	test.each<[string, AnswerValue, string]>([
		["nothing", null, '<span class="answer-nothing">–</span>'],
		["a year", 1997, "1997"],
		["a sum of binary fractions", 0.1 + 0.2, "0.3"],
		["less than nothing", -3, "−3"],
		["text with lines", "a\n<b>", "a<br>&lt;b&gt;"],
		[
			"what looks like a program",
			"</script><script>alert(1)</script>",
			"&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
		],
		["text from right to left", "مرحبا", "<bdi>مرحبا</bdi>"],
		["text that turns what follows", "a\u202Eb", "<bdi>a\u202Eb</bdi>"],
		["a list of one", { kind: "list", items: ["a"] }, "a"],
		["a short list", { kind: "list", items: [1, 2] }, '<ul class="answer-parts"><li>1</li><li>2</li></ul>'],
		["code", { kind: "code", text: "<a>" }, "<code>&lt;a&gt;</code>"],
		["a date", { kind: "date", iso: "2026-01-02" }, '<time datetime="2026-01-02">January 2, 2026</time>'],
		[
			"what is no date",
			{ kind: "date", iso: '"><b>' },
			'<time datetime="&quot;&gt;&lt;b&gt;">&quot;&gt;&lt;b&gt;</time>',
		],
		["a length of time", { kind: "duration", iso: "P1DT30M" }, "1 day, 30 minutes"],
		[
			"what could not be computed",
			{ kind: "problem", message: "a < b" },
			'<span class="answer-flaw">a &lt; b</span>',
		],
		[
			"an address",
			{ kind: "url", href: "https://a.example/?x=1&y", text: "x" },
			'<a class="external" href="https://a.example/?x=1&amp;y" rel="noopener nofollow">x</a>',
		],
		["a program as an address", { kind: "url", href: "java\nscript:alert(1)", text: "x" }, "x"],
		[
			"a picture",
			{ kind: "image", source: "p.png", alt: "P" },
			'<img src="p.png" alt="P" loading="lazy" decoding="async">',
		],
		[
			"a picture elsewhere",
			{ kind: "image", source: "https://a.example/p.png", alt: "P" },
			'<a class="external" href="https://a.example/p.png" rel="noopener nofollow">P</a>',
		],
		["a picture that is not there", { kind: "image", source: "q.png", alt: "" }, "q.png"],
		["a tag", { kind: "tag", tag: "#t/u" }, '<a class="tag" href="tags/t/u.html">#t/u</a>'],
		["a tag that is nowhere", { kind: "tag", tag: "x" }, '<span class="tag">#x</span>'],
		["a note", link("b.md"), '<a class="internal" href="b.html">b</a>'],
		[
			"a heading",
			{ ...link("b.md"), heading: "Über" },
			'<a class="internal" href="b.html#h-%C3%BCber">b</a>',
		],
		["a block", { ...link("b.md"), block: "here" }, '<a class="internal" href="b.html#b-here">b</a>'],
		[
			"a heading that is not there",
			{ ...link("b.md"), heading: "x" },
			'<a class="internal" href="b.html">b</a>',
		],
		["a draft, if it comes so far", link("d.md", "D"), "D"],
		["what is not of this vault", link("../x.md", "X"), "X"],
		[
			"Markdown",
			{ kind: "markdown", text: "**b** [[b|B]] `c`", from: "a.md" },
			'<strong>b</strong> <a class="internal" href="b.html">B</a> <code>c</code>',
		],
		["Markdown that is text", { kind: "markdown", text: "a & b", from: "a.md" }, "a &amp; b"],
		[
			"Markdown that runs",
			{ kind: "markdown", text: "<img src=x onerror=alert(1)> [x](javascript:1)", from: "a.md" },
			"<img> <span>x</span>",
		],
		["HTML that runs", { kind: "html", text: "<b onclick=x>b</b><script>1</script>" }, "<b>b</b>"],
		[
			"a question within an answer",
			{ kind: "markdown", text: "`= this.x`", from: "a.md" },
			"<code>= this.x</code>",
		],
	])("%s", async (_, of, expected) => {
		expect(await value(of)).toBe(expected);
	});

	test("in Chinese", async () => {
		expect(await value({ kind: "date", iso: "2026-01-02T03:04" }, "zh")).toContain(">2026年1月2日 03:04<");
		expect(await value({ kind: "duration", iso: "P1DT30M" }, "zh")).toBe("1 天 30 分钟");
	});

	test("that holds itself for long ends", async () => {
		let deep: AnswerValue = 1;
		for (let i = 0; i < 200; i++) deep = { kind: "list", items: [deep, "x".repeat(50)] };
		expect((await value(deep)).length).toBeLessThan(200_000);
	});
});

describe("in a sentence", () => {
	const sentence = "It is `= this.x`, it is.";

	test("a value stands where it was asked for", async () => {
		const html = await answer(
			shown({ shape: "value", value: { kind: "list", items: [1, link("b.md")] } }),
			"en",
			sentence,
		);
		expect(html).toContain(
			'<p>It is <span class="answer-value">1, <a class="internal" href="b.html">b</a></span>, it is.</p>',
		);
	});

	test("blocks stay text", async () => {
		const text = { kind: "markdown", text: "- a\n- b", from: "a.md" } as const;
		const html = await answer(shown({ shape: "value", value: text }), "en", sentence);
		expect(html).toContain('<span class="answer-value">- a<br>- b</span>');
	});

	test("what has no answer stays code", async () => {
		const html = await answer({ views: [], problem: { kind: "wrong", message: 'no "x"' } }, "en", sentence);
		expect(html).toContain('<code class="answer-asked" title="no &quot;x&quot;">= this.x</code>');
	});
});

describe("numbers and times", () => {
	test.each([
		[-0, "0"],
		[1e21, "1e+21"],
		[Number.NaN, "NaN"],
		[Number.NEGATIVE_INFINITY, "−∞"],
		[1234567, "1234567"],
	])("%s", (number, text) => {
		expect(formatNumber(number)).toBe(text);
	});

	test.each([
		["2026-11-23", "de", "2026-11-23"],
		["14:05", "en", "14:05"],
		["2026-11-23T14:05:09.123+01:00", "en", "November 23, 2026, 14:05:09"],
		["tomorrow", "en", "tomorrow"],
		["", "zh", ""],
	])("%s in %s", (iso, lang, text) => {
		expect(formatDate(iso, lang)).toBe(text);
	});

	test.each([
		["P0D", "0 seconds", 0],
		["-P1DT1S", "-1 day, -1 second", -86_401],
		["PT1.5H", "1.5 hours", 5400],
		["x", "x", 0],
	])("%s", (iso, text, seconds) => {
		expect(formatDuration(iso, "en")).toBe(text);
		expect(secondsOf(iso)).toBe(seconds);
	});
});

describe("a page", () => {
	test("shows the code where there is no answer", async () => {
		const site = await renderAnswers({ "a.md": fence }, { "a.md": [undefined] });
		expect(site.body("a.html")).toMatch(/^<pre class="code" data-lang="cypher"/);
		expect(site.paths.some((path) => path.startsWith("-/answers."))).toBe(false);
	});

	test("keeps the question in its Markdown copy, and neither in its search nor its excerpt", async () => {
		const site = await renderAnswers(
			{ "a.md": `Words.\n\n${fence}` },
			{ "a.md": [shown({ shape: "value", value: "answered" })] },
		);
		expect(site.text("a.md")).toContain("```cypher\nRETURN 1\n```");
		expect(site.text("a.html")).toContain('<meta name="description" content="Words.">');
	});

	test("that embeds a note shows that note's answers, with ids of their own", async () => {
		const views: AnswerView[] = ["one", "two"].map((name) => ({ ...table(["x"], [[1], [2]]), name }));
		const site = await renderAnswers(
			{ "a.md": fence, "b.md": "![[a]] ![[a]]\n\n![[a]]" },
			{ "a.md": [{ views }] },
		);
		const html = site.text("b.html");
		expect(dangersIn(html)).toEqual([]);
		const names = [...html.matchAll(/type="radio" class="unseen" name="([^"]*)"/g)].map(([, name]) => name);
		expect(names).toEqual(
			["t1", "t1", "t2", "t2", "t3", "t3"].map((prefix, i) => `${prefix}-views-${(i >> 1) + 1}`),
		);
	});

	test("has room for so much, and says when there is no more", async () => {
		const long = "x".repeat(19_000);
		const views: AnswerView[] = [
			{ shape: "list", groups: [{ items: Array.from({ length: 100 }, () => [long]) }] },
		];
		const site = await renderAnswers(
			{ "a.md": asking(5) },
			{ "a.md": Array.from({ length: 5 }, () => ({ views })) },
		);
		expect(site.text("a.html").length).toBeLessThan(8_000_000);
		expect(site.text("a.html")).toContain('data-t="answerFull"');
	});

	test("depends on its answers", async () => {
		const digest = async (own: Answer, text = "[[b]]") => {
			const site = await renderAnswers({ "a.md": fence, "b.md": text }, { "a.md": [own] });
			return site.site.digestOf("answers a.md");
		};
		const first = await digest(shown({ shape: "value", value: 1 }));
		expect(await digest(shown({ shape: "value", value: 1 }), "other words")).toBe(first);
		expect(await digest(shown({ shape: "value", value: 2 }))).not.toBe(first);
		const said = shown({ shape: "value", value: { kind: "markdown", text: "[[c]]", from: "b.md" } });
		const site = async (files: Record<string, string>) =>
			(await renderAnswers(files, { "a.md": [said] })).site;
		const before = (await site({ "a.md": fence })).digestOf("answers a.md");
		expect((await site({ "a.md": fence, "c.md": "" })).digestOf("answers a.md")).not.toBe(before);
	});
});

describe("a drawing", () => {
	test("puts what is joined near each other, and the longest way level", () => {
		const chain = placeGraph(5, [
			[0, 1],
			[1, 2],
			[2, 3],
			[3, 4],
		]);
		const xs = chain.map(({ x }) => x);
		expect(xs).toEqual([...xs].sort((a, b) => a - b));
		for (const { y } of chain) expect(Math.abs(y)).toBeLessThan(0.3);
		expect(xs[1]! - xs[0]!).toBeCloseTo(1, 0);
	});

	test("of one node, of none that is joined, and of many", () => {
		expect(placeGraph(1, [])).toHaveLength(1);
		const places = [...placeGraph(4, []), ...placeGraph(60, [[0, 1]])];
		for (const { x, y } of places) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
	});
});

test("files that a search finds by their names are listed, though nothing in them is", async () => {
	const files = [{ file: link("b.md"), matches: 0, excerpts: [] }];
	const html = await answer(shown({ shape: "hits", files, matches: 0 }));
	expect(html).toContain('href="b.html"');
	expect(html).not.toContain("answerNone");
});
