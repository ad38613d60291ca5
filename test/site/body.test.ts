import type { Root } from "hast";
import { describe, expect, test } from "vitest";
import { parseRawHtml } from "../../src/site/body/raw-html.js";
import { elementsOf, fill, show } from "./body-notation.js";

/** Markdown, and the HTML that it becomes, in the notation of body-notation.ts. */
type Case = readonly [markdown: string, html: string];

async function check([markdown, html]: Case, strict = false): Promise<void> {
	expect((await show(markdown, { strict })).html).toBe(html);
}

describe("paragraphs", () => {
	test.each<Case>([
		["a **b** *c* `d<` ~~e~~", "<p>a <strong>b</strong> <em>c</em> <code>d&lt;</code> <del>e</del></p>"],
		["a\nb", "<p>a<br>\nb</p>"],
		["a  \nb", "<p>a<br>\nb</p>"],
		["中\n文", "<p>中<br>\n文</p>"],
		["==a== b", "<p><mark>a</mark> b</p>"],
		["**中文**，好", "<p><strong>中文</strong>，好</p>"],
		["שלום a", '<p dir="rtl">שלום a</p>'],
		["a שלום", "<p>a שלום</p>"],
		["a %%b%% c", "<p>a  c</p>"],
		["%%b%%", ""],
		["a\n\n%%\nb\n\n[[c]]\n%%\n\nd", "<p>a</p>\n<p>d</p>"],
		["---\na: b\n---\nc", "<p>c</p>"],
	])("%j", (...row) => check(row));

	test.each<Case>([
		["中文 *重要* 的", "<p>中文 <em>重要</em> 的</p>"],
		["中文 *Nature* 的", '<p>中文 <em class="letters">Nature</em> 的</p>'],
		["中文 *用 Adam 优化* 的", '<p>中文 <em>用 <span class="letters">Adam</span> 优化</em> 的</p>'],
		["中文 *[[a]]* 的", '<p>中文 <em class="letters"><a href="→0">a</a></em> 的</p>'],
		["English words, mostly, and *中文*", "<p>English words, mostly, and <em>中文</em></p>"],
	])("emphasis is told by its script: %j", (...row) => check(row));

	test.each<Case>([
		["a\nb", "<p>a\nb</p>"],
		["中\n文", "<p>中文</p>"],
		["中\na", "<p>中\na</p>"],
		["中\n**文**", "<p>中<strong>文</strong></p>"],
		["[[中]]\n文", '<p><a href="→0">中</a>文</p>'],
		["a  \nb", "<p>a<br>\nb</p>"],
	])("strict line breaks: %j", (...row) => check(row, true));
});

describe("links", () => {
	test.each<Case>([
		["[[a]]", '<p><a href="→0">a</a></p>'],
		["[[a|b <i>]]", '<p><a href="→0">b &lt;i&gt;</a></p>'],
		["[[a#b#c]]", '<p><a href="→0">a &gt; b &gt; c</a></p>'],
		["[[#b]]", '<p><a href="→0">b</a></p>'],
		["[a *b*](c.md)", '<p><a href="→0">a <em>b</em></a></p>'],
		["#t", '<p><a href="#0">#t</a></p>'],
		["[a #t](c.md)", '<p><a href="→0">a #t</a></p>'],
		["[a](https://b.c)", '<p><a href="https://b.c" class="external" rel="noopener">a</a></p>'],
		["[a](//b.c)", '<p><a href="https://b.c" class="external" rel="noopener">a</a></p>'],
		[
			"[a][b]\n\n[b]: https://c.d 'e'",
			'<p><a title="e" href="https://c.d" class="external" rel="noopener">a</a></p>',
		],
		["<https://a.b>", '<p><a href="https://a.b" class="external" rel="noopener">https://a.b</a></p>'],
		[
			"见https://a.b/c，d",
			'<p>见<a href="https://a.b/c" class="external" rel="noopener">https://a.b/c</a>，d</p>',
		],
		[
			"(https://a.b/c).",
			'<p>(<a href="https://a.b/c" class="external" rel="noopener">https://a.b/c</a>).</p>',
		],
		["[a](javascript:b)", "<p><span>a</span></p>"],
		["[mail](mailto:a@b.c)", '<p><a href="mailto:a@b.c" class="external" rel="noopener">mail</a></p>'],
	])("%j", (...row) => check(row));

	test("an embed inside an internal link stands after it", async () => {
		const { html } = await show("[x ![[p.png]]](c.md)");
		expect(html).toMatch(/^<p><a href="→\d">x <\/a><embed-\d><\/p>$/);
	});
});

describe("embeds and images", () => {
	test.each<Case>([
		["![[a.png|300]]", "<embed-0 block>"],
		["a ![[b.png]]", "<p>a <embed-0></p>"],
		["![[a]]\n![[b]]", "<embed-0 block>\n<embed-1 block>"],
		["- ![[a]]", "<ul>\n<li><embed-0 block></li>\n</ul>"],
		["![a](b.png)", "<embed-0 block>"],
		[
			"![cat](https://a.b/c.png)",
			'<p><a href="https://a.b/c.png" class="external external-image" rel="noopener">cat</a></p>',
		],
		[
			"![](https://www.youtube.com/watch?v=x)",
			'<p><a href="https://www.youtube.com/watch?v=x" class="external external-embed" rel="noopener">www.youtube.com/watch</a></p>',
		],
		[
			"[![cat](https://a.b/c.png)](https://d.e)",
			'<p><a href="https://d.e" class="external" rel="noopener"><span class="external-image">cat</span></a></p>',
		],
		["![a](data:image/png;base64,AA==)", '<p><span class="no-image">a</span></p>'],
	])("%j", (...row) => check(row));
});

describe("blocks", () => {
	const anchor = (id: string) => `<a class="anchor" href="#${id}" aria-hidden="true" tabindex="-1"></a>`;

	test.each<Case>([
		["# A b", `<h1 id="h-a-b">A b${anchor("h-a-b")}</h1>`],
		["# A\n\n## A", `<h1 id="h-a">A${anchor("h-a")}</h1>\n<h2 id="h-a-1">A${anchor("h-a-1")}</h2>`],
		["- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"],
		["- אב\n- גד", '<ul dir="rtl">\n<li dir="rtl">אב</li>\n<li dir="rtl">גד</li>\n</ul>'],
		["3. a\n\n4. b", '<ol start="3">\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ol>'],
		[
			"- [ ] a\n- [x] b\n- [-] c",
			[
				"<ul>",
				'<li class="task" data-task=" "><input type="checkbox" disabled aria-label="a"> a</li>',
				'<li class="task" data-task="x"><input type="checkbox" disabled checked aria-label="b"> b</li>',
				'<li class="task" data-task="-"><input type="checkbox" disabled checked aria-label="c"> c</li>',
				"</ul>",
			].join("\n"),
		],
		[
			"| | a |\n|---|---|\n| b | c |",
			'<div class="table" role="group" tabindex="0" aria-label="a"><table><thead><tr><td></td>' +
				'<th scope="col">a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table></div>',
		],
		[
			"| a | b |\n|---|:-:|\n| c |",
			'<div class="table" role="group" tabindex="0" aria-label="a · b"><table><thead><tr><th scope="col">a</th>' +
				'<th scope="col" style="text-align:center">b</th></tr></thead><tbody><tr><td>c</td>' +
				'<td style="text-align:center"></td></tr></tbody></table></div>',
		],
		["a ^x", '<p id="b-x">a</p>'],
		[
			"k:: v [[a]]",
			'<p><span class="field field-line"><span class="field-key">k</span> <span class="field-value">v <a href="→0">a</a></span></span></p>',
		],
		[
			"x [k:: v]",
			'<p>x <span class="field"><span class="field-key">k</span> <span class="field-value">v</span></span></p>',
		],
		[
			"```ts\nlet a\n```",
			'<pre class="code" data-lang="ts" tabindex="0"><code><span class="hljs-keyword">let</span> a</code></pre>',
		],
		["```nosuch\n<a>\n```", '<pre class="code" data-lang="nosuch" tabindex="0"><code>&lt;a&gt;</code></pre>'],
		["    a", '<pre class="code" tabindex="0"><code>a</code></pre>'],
	])("%j", (...row) => check(row));

	test.each<Case>([
		[
			"> [!tip]\n> a",
			'<div class="callout" data-callout="tip"><div class="callout-title"><span class="callout-name">' +
				'<span class="callout-kind" data-t="callout.tip">Tip</span></span></div><div class="callout-body"><p>a</p></div></div>',
		],
		[
			"> [!note]- *T*",
			'<details class="callout" data-callout="note"><summary class="callout-title">' +
				'<span class="callout-name"><em>T</em></span></summary></details>',
		],
		[
			"> [!note]+ T\n> > [!x]\n> > a",
			'<details class="callout" data-callout="note" open><summary class="callout-title"><span class="callout-name">T</span></summary>' +
				'<div class="callout-body"><div class="callout" data-callout="x"><div class="callout-title"><span class="callout-name">' +
				'<span class="callout-kind" data-t="callout.x">X</span></span></div><div class="callout-body"><p>a</p></div></div></div></details>',
		],
	])("callout %j", (...row) => check(row));

	test("headings and block ids are found among the blocks", async () => {
		const { body } = await show("a\n\n# B\n\nc ^x\n\n- d\n- e ^y\n  - f");
		expect(body.blocks.map(({ heading, block }) => heading ?? block ?? "-")).toEqual(["-", 0, "x", "-"]);
		expect(body.fragments.map(({ block, parts }) => [block, fill(parts)])).toEqual([
			["y", expect.stringMatching(/^<ul><li id="b-y">e\s*<ul>\s*<li>f<\/li>\s*<\/ul><\/li><\/ul>$/)],
		]);
	});
});

describe("footnotes", () => {
	test("are numbered in the order of their first reference", async () => {
		const { html } = await show("a[^x] b^[in] c[^y] d[^x]\n\n[^y]: Y\n[^x]: X");
		const [text = "", ...notes] = html.split("\n");
		expect(text.replace(/<[^>]+>/g, "")).toBe("a1 b2 c3 d1");
		expect(notes.join("").replace(/<[^>]+>/g, "")).toBe("X ↩︎ ↩︎in ↩︎Y ↩︎");
	});

	test("lead there and back", async () => {
		const { html } = await show("a[^x] b[^x]\n\n[^x]: X");
		const elements = elementsOf(html);
		const ids = new Set(elements.map(({ properties }) => String(properties.id)));
		const targets = elements
			.filter(({ tagName }) => tagName === "a")
			.map(({ properties }) => String(properties.href).slice(1));
		expect(targets.sort()).toEqual(["fn-1", "fn-1", "fnref-1", "fnref-1-2"]);
		expect(targets.filter((target) => !ids.has(target))).toEqual([]);
	});

	test("that refer to others bring them along", async () => {
		const { html } = await show("a[^x]\n\n[^x]: X[^y]\n[^y]: Y");
		expect(html.match(/<li id="fn-\d">/g)).toEqual(['<li id="fn-1">', '<li id="fn-2">']);
	});

	test("that a comment hides are not shown", async () => {
		const { html } = await show("a[^x]\n\n%%\n[^x]: secret\n%%");
		expect(html).not.toContain("secret");
		expect(html).toContain("[^x]");
	});
});

describe("mathematics", () => {
	test.each([
		["marks behind it", "看 $c$、把", '看 <span class="nobreak"><math>…</math>、</span>把'],
		["a bracket before it", "在（$c$ 里", '在<span class="nobreak">（<math>…</math></span> 里'],
		["both", "两个（$c$）。好", '两个<span class="nobreak">（<math>…</math>）。</span>好'],
		["neither", "令 $c$ 为", "令 <math>…</math> 为"],
		["bold text", "$c$**，好**", "<math>…</math><strong>，好</strong>"],
	])("stands on one line with %s", async (_, markdown, html) => {
		const shown = await show(markdown);
		expect(shown.html.replace(/<math.*?<\/math>/g, "<math>…</math>")).toBe(`<p>${html}</p>`);
		expect(shown.body.text[0]?.text).toBe(markdown.replace(/[$*]/g, ""));
	});

	test.each([
		["$x_1:T = (x_1, x_2, . . . , x_t, . . . , x_T)$", "<msub>"],
		["$h_t = f(h_{t−1}, x_t)$", "<mo>−</mo>"],
		["$f(·)$", "·"],
		["$\\text{中文}$", "中文"],
		["$$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$", "<mtable>"],
	])("%j is MathML", async (markdown, expected) => {
		const { html, rules, body } = await show(markdown);
		expect(html).toContain(expected);
		expect(html).toContain('<annotation encoding="application/x-tex">');
		expect(rules).toEqual([]);
		expect(body.features).toEqual(["math"]);
	});

	test("in display stands in a block that scrolls", async () => {
		expect((await show("$$\nx\n$$")).html).toMatch(
			/^<div class="math-block" tabindex="0"><math[^>]* display="block"/,
		);
	});

	test("in display within a line stands on a line of its own", async () => {
		const { html, rules } = await show("so $$\n\\begin{split}\na & b\n\\end{split}\n$$ or $x$");
		expect(html).toMatch(/^<p>so <span class="math-block" tabindex="0"><math[^>]* display="block"/);
		expect(html).toMatch(/ or <math(?![^>]* display="block")/);
		expect(rules).toEqual([]);
	});

	test("macros hold for the rest of the note", async () => {
		const define = "$$\\newcommand{\\Rx}{\\mathbb{R}}$$";
		expect((await show("$\\Rx$")).rules).toEqual(["math/error"]);
		expect((await show(`${define}\n\n$\\Rx$`)).rules).toEqual([]);
		expect((await show(`${define}\n\n${define}`)).rules).toEqual([]);
	});

	test("macros of the vault's preamble hold in every note", async () => {
		const mathPreamble =
			"% ours\n\\newcommand{\\bb}[1]{\\mathbb{#1}}\n\\usepackage{x}\n\\DeclareMathOperator{\\vspan}{span}";
		const { html, rules } = await show("$\\bb{R}$ $\\vspan V$", { mathPreamble });
		expect(rules).toEqual([]);
		expect(html).toContain("ℝ");
		expect(html).toContain(">span<");
		expect((await show("$x$", { mathPreamble: "\\def\\a{\\a\\a}\\a".repeat(900) })).rules).toEqual([]);
	});

	test("that cannot be read is shown as its source, and where it fails", async () => {
		const { html, diagnostics } = await show("a\n\nb $x + \\nosuch$ c");
		expect(html).toContain('<code class="math-error">x + \\nosuch</code>');
		expect(diagnostics).toMatchObject([{ rule: "math/error", position: { line: 3, column: 8 } }]);
	});

	test.each([
		[
			"a macro bomb",
			`$${"\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\d\\d}\\def\\d{\\e\\e}\\def\\e{\\a\\a}"}\\a$`,
		],
		["a loop", "$\\def\\a{\\a\\a}\\a$"],
		["deep nesting", `$${"{".repeat(9000)}x${"}".repeat(9000)}$`],
		["a long formula", `$${"x+".repeat(20_000)}x$`],
	])("%s is bounded", async (_, markdown) => {
		const { rules, html } = await show(markdown);
		expect(rules).toHaveLength(1);
		expect(html.length).toBeLessThan(4 * markdown.length + 500);
	});
});

describe("diagrams", () => {
	test("are drawn at build time, with nothing from elsewhere", async () => {
		const { html, rules, body } = await show("```mermaid\ngraph TD\n开始-->判断{对吗}\n判断--是-->结束\n```");
		expect(rules).toEqual([]);
		expect(body.features).toEqual(["diagram"]);
		expect(html).not.toMatch(/https?:|@import|<style/);
		for (const label of ["开始", "对吗", "是", "结束"]) expect(html).toContain(`>${label}<`);
		expect(elementsOf(html).filter(({ tagName }) => tagName === "polyline")).toHaveLength(2);
	});

	test.each([
		["graph LR;A-->B;B-->C", "A B C"],
		["flowchart\nA --> B --> C", "A B C"],
		["graph TD\nA[one]-->|yes|B((two))\nA -. no .-> C", "yes no one two C"],
		["graph TD\n开始 & 准备-->结束\n开始[请]", "请 准备 结束"],
		['graph TD\nA["f(x) [y]"]', "f(x) [y］"],
		["graph TD\nA-->B\nclass A,B internal-link;", "A B"],
		["graph TD\nA o--o B; %% both\nB <--> C %%自上而下%%\nC x==x D", "A B C D"],
		['graph TD\nA["50 %% of"]-->box', "50 %% of box"],
		["graph TD\na-b-->c.d:::x-->e", "a-b c.d e"],
	])("flowchart %j", async (source, labels) => {
		const { html, rules } = await show(`\`\`\`mermaid\n${source}\n\`\`\``);
		expect(rules).toEqual([]);
		const texts = [...html.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text]) => text);
		expect(texts.join(" ")).toBe(labels);
	});

	test("have ids of their own", async () => {
		const { html } = await show("```mermaid\ngraph TD\nA-->B\n```\n\n```mermaid\ngraph TD\nA-->B\n```");
		const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(html).toContain("url(#d-2-arrowhead)");
	});

	test.each([
		['pie\n "a": 1', "diagram/unsupported"],
		["mindmap\n a", "diagram/unsupported"],
		["graph TD\n A--", "diagram/error"],
		["graph TD\n A@{shape: x}", "diagram/error"],
		[`graph TD\n${"a & b & c & d --> e & f & g & h\n".repeat(40)}`, "diagram/too-large"],
		[`graph TD\n${"A --> B\n".repeat(300)}`, "diagram/too-large"],
	])("%j is shown as its source: %s", async (source, rule) => {
		const { html, rules } = await show(`\`\`\`mermaid\n${source}\n\`\`\``);
		expect(rules).toEqual([rule]);
		expect(html).toMatch(/^<figure class="diagram diagram-source"><pre class="code" data-lang="mermaid"/);
	});
});

describe("raw HTML", () => {
	test.each<Case>([
		["<kbd>Ctrl</kbd> H<sub>2</sub>O", "<p><kbd>Ctrl</kbd> H<sub>2</sub>O</p>"],
		[
			"<details>\n<summary>S</summary>\n\n*a*\n\n</details>",
			"<details>\n<summary>S</summary>\n<p><em>a</em></p>\n</details>",
		],
		["<p id=a>x</p>\n\n<a href='#a'>y</a>", '<p id="u-a">x</p>\n<p><a href="#u-a">y</a></p>'],
		[
			"# T\n\n<a href='#t'>y</a>",
			'<h1 id="h-t">T<a class="anchor" href="#h-t" aria-hidden="true" tabindex="-1"></a></h1>\n<p><a href="#h-t">y</a></p>',
		],
		[
			'<img src="a b.png" width=300 alt="x" style="x" class="y">',
			'<img src="vault:a b.png" width="300" alt="x">',
		],
		[
			"<img src='https://a.b/c.png' alt=cat>",
			'<a href="https://a.b/c.png" class="external external-image" rel="noopener">cat</a>',
		],
		[
			"<iframe src=https://a.b/c width=3></iframe>\n\nd",
			'<a href="https://a.b/c" class="external external-embed" rel="noopener">a.b/c</a>\n<p>d</p>',
		],
		["<video src=a.mp4 autoplay></video>", '<p><video src="vault:a.mp4" controls></video></p>'],
		["<a href='b.pdf'>x</a>", '<p><a href="vault:b.pdf">x</a></p>'],
		["a <b>[[c]]</b>", '<p>a <b><a href="→0">c</a></b></p>'],
		[
			"[[a]] <a href='https://x.y'>[[b]]</a>",
			'<p><a href="→0">a</a> <a href="https://x.y" class="external" rel="noopener"></a><a href="→1">b</a></p>',
		],
		["a <!-- b --> c", "<p>a  c</p>"],
		["<style>\np{}\n\nq{}\n</style>\n\na", "<p>a</p>"],
		["a <script>b [[c]]</script> d", "<p>a  d</p>"],
		["<textarea>\n\nb", "b"],
		["x <select> y\n\nz", "<p>x  y</p>\n<p>z</p>"],
		["1 < 2 <3 a<b", "<p>1 &lt; 2 &lt;3 a&lt;b</p>"],
	])("%j", (...row) => check(row));

	test("passes as it is written when it is trusted", async () => {
		const { html } = await show('<p onclick="x" style="color:red">a</p>\n\n<script>1 < 2</script>\n\n[[b]]', {
			trust: true,
		});
		expect(html).toBe(
			'<p onclick="x" style="color:red">a</p>\n<script>1 < 2</script>\n<p><a href="→0">b</a></p>',
		);
	});

	test("with formatting left open again and again is shown as text", async () => {
		const { html, rules } = await show(`${"<b><i><u>".repeat(20)}\n\n${"a\n\n".repeat(20)}`);
		expect(rules).toEqual(["html/too-deep"]);
		expect(html).toContain("&lt;b&gt;");
	});

	test("is not read when it is too deep", async () => {
		const root = (html: string): Root => ({ type: "root", children: [{ type: "raw", value: html }] });
		expect(await parseRawHtml(root("<div>".repeat(100)))).toBeDefined();
		expect(await parseRawHtml(root("<div>".repeat(2_000)))).toBeUndefined();
		expect(await parseRawHtml(root("<div>".repeat(100_000)))).toBeUndefined();
	});
});

describe("contexts", () => {
	const contexts = async (markdown: string, strict = false) =>
		(await show(markdown, { strict })).body.contexts.map(fill);

	test.each([
		["一。二[[a]]三。四", ["二[a]三。"]],
		["One. Two [[a]] e.g. three. Four.", ["Two [a] e.g. three."]],
		["x\ny [[a]] z\nw", ["y [a] z"]],
		["See “[[a]]!” Then.", ["See “[a]!”"]],
		["[[a]] and [[b|c]] <i>", ["[a] and c &lt;i&gt;".replace(" &lt;i&gt;", ""), "a and [c]"]],
		["a `b.c [[x]]` [[d]]", ["a <code>b.c [[x]]</code> [d]"]],
		["# H [[a]]\n\nb", ["H [a]"]],
		["- x [[a]]\n- y", ["x [a]"]],
		["| k | [[a]] |\n|---|---|\n| l | [[b]] |", ["k · [a]", "l · [b]"]],
		["> [!tip] T [[a]]\n> b [[c]]", ["T [a]", "b [c]"]],
		["a ![[b.png]] c", ["a [b.png] c"]],
		["%%[[a]]%% b", [""]],
		['---\nk: "[[a]]"\n---\nb [[c]]', ["", "b [c]"]],
		["x^[y [[a]] z]", ["y [a] z"]],
	] as [string, string[]][])("%j", async (markdown, expected) => {
		expect(await contexts(markdown)).toEqual(expected);
	});

	test("formulas stay", async () => {
		expect((await contexts("$x$ in [[a]]"))[0]).toMatch(/^<math>.*<\/math> in \[a\]$/);
	});

	test("are about as wide as two lines, cut between words", async () => {
		const [latin = "", han = ""] = await contexts(
			`${"word ".repeat(60)}[[a]] ${"word ".repeat(60)}\n\n${"字".repeat(300)}[[b]]${"词".repeat(300)}`,
		);
		expect(latin).toMatch(/^…word [\w ]*\[a\] [\w ]*word…$/);
		expect(latin.length).toBeLessThan(170);
		expect(han).toMatch(/^…字+\[b\]词+…$/);
		expect(han.length).toBeLessThan(90);
	});
});

describe("text for search", () => {
	test("is what is shown, heading by heading", async () => {
		const { body } = await show(
			"a [[b|c]] #t %%hidden%%\n\n# H **x**\n\n```js\nlet y\n```\n\n> [!tip] T\n> $z$ <b>q</b><script>no</script>\n\n![alt](https://a.b/c.png)[^1]\n\n[^1]: foot",
		);
		expect(body.text).toEqual([
			{ heading: -1, text: "a c #t" },
			{ heading: 0, text: "H x let y T z q alt foot" },
		]);
	});
});

test("the same note gives the same body", async () => {
	const source = "# a\n\n$x$ [[b]] <b>c</b>\n\n```mermaid\ngraph TD\nA-->B\n```";
	expect(JSON.stringify((await show(source)).body)).toBe(JSON.stringify((await show(source)).body));
});

test("large notes take linear work and no stack", async () => {
	const large = [
		"- a\n".repeat(4_000),
		"a\n".repeat(20_000),
		`|a|b|\n|-|-|\n${"|c|d|\n".repeat(2_000)}`,
		"[[a]] ".repeat(3_000),
		"<i>x</i> ".repeat(2_000),
		"x[^1] ".repeat(2_000).concat("\n\n[^1]: y"),
	];
	for (const markdown of large) expect((await show(markdown)).body.blocks.length).toBeGreaterThan(0);
});
