import { describe, expect, test } from "vitest";
import type { CellOutput } from "../../src/model/index.js";
import { findBrokenLinks } from "../support/check-links.js";
import { dangersIn } from "../support/dangers.js";
import { recordOf, renderCells, shown } from "./cell-site.js";
import { compare } from "./support/compare-sites.js";
import type { Files } from "./support/render.js";

const fence = (code: string, head = "") => `\`\`\`ts cell${head}\n${code}\n\`\`\`\n`;

/** The page of one cell with these outputs. */
async function page(outputs: readonly CellOutput[], code = "1", head = " id=x"): Promise<string> {
	const site = await renderCells({ "a.md": fence(code, head) }, { x: { record: recordOf(outputs) } });
	return site.body("a.html");
}

/** What the outputs become, without what is around them. */
async function output(...outputs: readonly CellOutput[]): Promise<string> {
	const html = await page(outputs);
	return html.slice(html.indexOf('<div class="cell-output">') + 25, html.indexOf("</div></div></figure>"));
}

describe("A cell", () => {
	test("is its program, its result and its caption", async () => {
		const html = await page([shown("text/plain", "42")], "//| caption: The *answer*, $x^2$\n6 * 7");
		expect(html).toMatch(
			/^<figure class="cell" id="cell-x" data-state="fresh" data-programs="-\/cells\/[\da-f]{16}\.js\?v=[\da-f]{12}" data-cell="0"><div class="cell-program"><pre class="code"/,
		);
		expect(html).toContain('<pre class="cell-text" tabindex="0"><samp>42</samp></pre>');
		expect(html).toMatch(/<figcaption>The <em>answer<\/em>, <math.*<\/math><\/figcaption><\/figure>$/s);
		// The lines of options are for the compiler.
		expect(html).not.toContain("//|");
	});

	test.each([
		["", '<div class="cell-program"><pre'],
		[" echo=fold", '<details class="cell-program"><summary'],
		[" echo=hide", 'data-cell="0"><div class="cell-panel">'],
	])("shows its program as it was asked to:%s", async (head, start) => {
		expect(await page([shown("text/plain", "1")], "1", ` id=x${head}`)).toContain(start);
	});

	test("without a result says that it was never run, and with an old one that it is old", async () => {
		const files = { "a.md": fence("1", " id=x") };
		const never = await renderCells(files, {});
		expect(never.text("a.html")).toContain('data-t="cellMissing"');
		const old = await renderCells(files, {
			x: { state: "stale", record: recordOf([shown("text/plain", "0")]) },
		});
		expect(old.text("a.html")).toContain('data-t="cellStale"');
		expect(old.text("a.html")).toContain("<samp>0</samp>");
	});

	test("that waits for another one leads to it, unless that one is not published", async () => {
		const cells = { "a.md": `${fence("const y = 1", " id=first")}${fence("y + 1", " id=second")}` };
		const site = await renderCells(cells, { second: { state: "missing", blockedBy: 0 } });
		expect(site.text("a.html")).toContain('<a class="internal" href="#cell-first">a › first</a>');
	});

	test("has links where its program imports from notes", async () => {
		const files = {
			"b/甲.md": fence("export const a = 1, c = 2", " id=of-a"),
			"x.md": fence('import { a } from "[[甲]]";\nimport * as all from "[[甲]]";\nconst s = "[[甲]]"; a'),
		};
		const site = await renderCells(files, {});
		const html = site.body("x.html");
		expect(html).toContain('<a class="internal" href="b/%E7%94%B2.html#cell-of-a">[[甲]]</a>');
		expect(html).toContain('<a class="internal" href="b/%E7%94%B2.html">[[甲]]</a>');
		// A text that only looks like it stays a text.
		expect(html.match(/<a class="internal"/g)).toHaveLength(2);
		expect(findBrokenLinks(site.site)).toEqual([]);
	});

	test("shows what its module has given at the end of the text", async () => {
		const site = await renderCells(
			{ "a.md": "text", "a.cell.ts": "export const z: number = 5; z" },
			{ "a.md#0": { record: recordOf([shown("text/plain", "5")]) } },
		);
		const html = site.body("a.html");
		expect(html.indexOf("<p>text</p>")).toBeLessThan(html.indexOf("cell-attached"));
		expect(html).toContain('<span class="cell-file">a.cell.ts</span>');
		expect(html).toContain("<samp>5</samp>");
	});

	test("can be on a page twice, with ids of its own each time", async () => {
		const drawing = '<svg viewBox="0 0 1 1"><defs><clipPath id="c"/></defs><rect clip-path="url(#c)"/></svg>';
		const site = await renderCells(
			{ "a.md": fence("1", " id=x"), "b.md": "![[a]]\n\n![[a]]" },
			{ x: { record: recordOf([shown("image/svg+xml", drawing)]) } },
		);
		const ids = [...site.text("b.html").matchAll(/ id="([^"]*cell-x[^"]*)"/g)].map(([, id]) => id);
		expect(ids).toEqual(["t1-cell-x", "t1-cell-x-1-c", "t2-cell-x", "t2-cell-x-1-c"]);
		expect(site.text("b.html")).toContain('clip-path="url(#t2-cell-x-1-c)"');
	});
});

describe("An output", () => {
	test.each<[string, unknown, string | RegExp]>([
		[
			"image/svg+xml",
			'<svg width="9" height="5"><path d="M0 0L9 5"/></svg>',
			/^<div class="cell-drawing"><svg width="9" height="5" viewBox="0 0 9 5"><path d="M0 0L9 5"><\/path><\/svg>/,
		],
		["text/html", "<b>x</b> &amp; <i>y", '<div class="cell-html"><b>x</b> &amp; <i>y</i></div>'],
		["text/latex", "$$x^2$$", /^<div class="math-block" tabindex="0"><math/],
		[
			"application/vnd.notapse.table+json",
			{
				columns: [{ name: "n" }, { name: "t" }],
				rows: [
					[1, "a"],
					[2, "b"],
				],
			},
			/<th class="number" scope="col">n<\/th><th scope="col">t<\/th>.*<td class="number">1<\/td><td>a<\/td>/,
		],
		[
			"text/markdown",
			"# T\n\n**b** `c` [l](https://e.x)\n\n- 1\n- 2",
			'<h4>T</h4><p><strong>b</strong> <code>c</code> <a href="https://e.x" class="external" rel="noopener nofollow">l</a></p><ul><li>1</li><li>2</li></ul>',
		],
		["application/json", { a: [1] }, "{\n  &quot;a&quot;: [\n    1\n  ]\n}"],
		[
			"image/png",
			"iVBORw0KGgo=",
			'<img src="data:image/png;base64,iVBORw0KGgo=" alt="(plain)" loading="lazy">',
		],
		["text/plain", "a < b", "<samp>a &lt; b</samp>"],
	])("of type %s is shown", async (type, content, html) => {
		const shownAs = await output(shown(type, content));
		if (typeof html === "string") expect(shownAs).toContain(html);
		else expect(shownAs).toMatch(html);
	});

	test("that cannot be shown in its richest form is shown in the next", async () => {
		expect(await output(shown("image/svg+xml", "no drawing"))).toContain("(plain)");
		expect(await output(shown("text/latex", "\\frac{"))).toContain("(plain)");
		expect(await output(shown("application/vnd.notapse.table+json", { rows: 1 }))).toContain("(plain)");
		expect(await output(shown("image/png", "<script>"))).toContain("(plain)");
		expect(await output(shown("text/html", "<b><i><u>".repeat(30)))).toContain("(plain)");
	});

	test("of a console is one text for each stream", async () => {
		const say = (name: "stdout" | "stderr", text: string): CellOutput => ({
			output_type: "stream",
			name,
			text,
		});
		const html = await output(
			say("stdout", "a"),
			say("stdout", "\u001b[31mb\u001b[0m\n"),
			say("stderr", "c\n"),
		);
		expect(html).toBe(
			'<pre class="cell-text" tabindex="0"><samp>ab</samp></pre>' +
				'<pre class="cell-text cell-stderr" tabindex="0"><samp>c</samp></pre>',
		);
	});

	test("that is large, or brings its own styles, becomes a file", async () => {
		const styled =
			'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><style>*{fill:red}</style><rect/></svg>';
		const long = `${"x".repeat(30_000)}end`;
		const png = "A".repeat(400_000);
		const site = await renderCells(
			{ "f/a.md": fence("1", " id=x") },
			{
				x: {
					record: recordOf([
						shown("image/svg+xml", styled),
						shown("text/plain", long),
						shown("image/png", png),
					]),
				},
			},
		);
		const html = site.text("f/a.html");
		const files = site.paths.filter((path) => /^-\/cells\/.*\.(?:svg|txt|png)$/.test(path)).sort();
		expect(files.map((path) => path.replace(/^.*\./, ""))).toHaveLength(3);
		for (const path of files) expect(html).toContain(`="../${path}"`);
		const svg = files.find((path) => path.endsWith(".svg")) ?? "";
		const drawing = site.site.files.find(({ path }) => path === svg);
		const bytes = drawing && "content" in drawing ? drawing.content() : "";
		expect(Buffer.from(bytes).toString()).toMatch(/^<svg(?!.*onload).*<rect/);
		expect(site.text(files.find((path) => path.endsWith(".txt")) ?? "")).toBe(long);
		expect(html).not.toContain("end</samp>");
		expect(findBrokenLinks(site.site)).toEqual([]);
	});

	test("has bounds: how many, how deep, how wide", async () => {
		const many = await output(...Array.from({ length: 1000 }, (_, i) => shown("text/html", `<b>${i}</b>`)));
		expect(many.match(/<b>/g)?.length).toBe(200);
		expect(many).toContain('data-t="cellMoreOutputs" data-n="800"');
		const [open, rest] = many.split('<details class="cell-rest">');
		expect(open!.match(/<b>/g)?.length).toBe(12);
		expect(rest).toMatch(/^<summary>.*data-t="cellRest" data-n="188"/);
		const rows = Array.from({ length: 5000 }, (_, i) => [i]);
		const table = await output(shown("application/vnd.notapse.table+json", { columns: ["n"], rows }));
		expect(table.match(/<td/g)?.length).toBe(200);
		expect(table).toContain('data-n="4800"');
		const deep = `<svg>${"<g>".repeat(5000)}</svg>`;
		expect(await output(shown("image/svg+xml", deep))).toContain("(plain)");
		expect(await output(shown("text/html", `${"<div>".repeat(5000)}x`))).toContain("(plain)");
	});

	test("of a thousand equal cells does not make a page without end", async () => {
		const big = recordOf([shown("text/html", `<p>${"x".repeat(200_000)}</p>`)]);
		const note = Array.from({ length: 100 }, () => fence("1")).join("\n");
		const site = await renderCells({ "a.md": note }, (cell) => ({
			state: "fresh",
			record: { ...big, key: cell.key ?? "" },
		}));
		expect(site.text("a.html").length).toBeLessThan(8_000_000);
		expect(site.text("a.html")).toContain('data-t="embedFull"');
	});
});

describe("Tests and errors", () => {
	test("tests are a list of claims; the numbers stand where it was not so", async () => {
		const tests = [
			{ name: "one <b>", ok: true },
			{ name: "two", ok: false, message: "got 1, want 2", got: 1, want: 2, tolerance: 0.1 },
			{ name: "three", ok: false, message: "thrown" },
		];
		const site = await renderCells(
			{ "a.md": fence("1", " id=x") },
			{ x: { record: recordOf([], { tests }) } },
		);
		const html = site.body("a.html");
		expect(html).toContain('<li class="ok"><span class="cell-sign" aria-hidden="true">✓</span>');
		expect(html).toContain('<span class="cell-claim">one &lt;b&gt;</span>');
		expect(html).toContain('<code>1</code><span class="dot"></span>');
		expect(html).toContain("<code>2</code> ± <code>0.1</code>");
		expect(html).toContain('<span class="cell-why">thrown</span>');
	});

	test("an error names the place where its cell is now, with the line", async () => {
		const files = {
			"深/甲.md": `前文\n\n> ${fence("const a = 1;\nconst 错误 = null.foo;", " id=x").trim().replaceAll("\n", "\n> ")}\n`,
		};
		const site = await renderCells(files, (cell) => ({
			state: "fresh",
			record: recordOf([], {
				key: cell.key ?? "",
				status: "error",
				error: {
					name: "TypeError",
					message: "it is <null>",
					frames: [{ key: cell.key ?? "", line: 2, column: 17 }],
				},
			}),
		}));
		const html = site.body(site.paths.find((path) => path.includes("甲.html")) ?? "");
		expect(html).toContain("<b>TypeError</b>: it is &lt;null&gt;");
		expect(html).toContain("深/甲.md:5:19</a>");
		expect(html).toContain("const 错误 = null.<mark>foo</mark>;");
	});

	test("of an older program, an error says the line that it was in", async () => {
		const error = { name: "E", message: "m", frames: [{ key: "gone", line: 7, column: 1 }] };
		const site = await renderCells(
			{ "a.md": fence("1", " id=x") },
			{ x: { state: "stale", record: recordOf([], { status: "error", error }) } },
		);
		expect(site.text("a.html")).toContain('data-t="cellOldPlace" data-n="7"');
	});

	test.each(["timeout", "memory"] as const)("a cell that was stopped says so: %s", async (status) => {
		const site = await renderCells(
			{ "a.md": fence("1", " id=x") },
			{ x: { record: recordOf([], { status }) } },
		);
		expect(site.text("a.html")).toContain(`data-t="cell${status === "timeout" ? "Timeout" : "Memory"}"`);
	});
});

describe("What is not published", () => {
	const files = {
		"a.md": `${fence('import { hiddenName } from "[[draft]]";\nhiddenName', " id=x")}${fence("const own = 1; own", " id=y")}`,
		"draft.md": `---\npublish: false\n---\n${fence("export const hiddenName = 'topsecret'", " id=of-draft")}`,
	};

	test("is in no program, result, name or file", async () => {
		const site = await renderCells(files, (cell) => ({
			state: "stale",
			record: recordOf(cell.note === "draft.md" ? [shown("text/plain", "draftoutput")] : [], {
				key: "k",
				status: "error",
				error: { name: "E", message: "m", frames: [{ key: cell.key ?? "k", line: 1, column: 1 }] },
			}),
			blockedBy: 0,
		}));
		const all = site.paths
			.filter((path) => /\.(?:html|js|txt)$/.test(path))
			.map((path) => site.text(path))
			.join("\n");
		expect(all).not.toMatch(/topsecret|draftoutput|of-draft/);
		expect(all).not.toContain("draft.md");
	});
});

describe("What is made again", () => {
	const files = {
		"a.md": fence("export const a = 1", " id=a"),
		"b.md": `${fence('import { a } from "[[a]]"; a', " id=b")}words`,
		"c.md": "![[b]]",
		"d.md": fence("const d = 1", " id=d"),
	};
	const known = { b: { record: recordOf([shown("text/plain", "1")]) } };
	const made = async (after: Files, results: Parameters<typeof renderCells>[1] = known) => {
		const { made } = compare(
			(await renderCells(files, known)).site,
			(await renderCells({ ...files, ...after }, results)).site,
		);
		return made.filter((path) => !/search|\.md$/.test(path)).map((path) => path.replace(/[\da-f]{16}/, "…"));
	};

	test.each<[string, Files, Parameters<typeof renderCells>[1], string[]]>([
		["nothing", {}, known, []],
		[
			"a result: its page, and where the note is embedded",
			{},
			{ b: { record: recordOf([shown("text/plain", "2")]) } },
			["b.html", "c.html"],
		],
		[
			"words of a note with cells: as of any note",
			{ "b.md": `${files["b.md"]} more` },
			known,
			["b.html", "c.html", "contents.html", "index.html", "llms.txt"],
		],
		[
			"a comment in a program: its file, and who names its version",
			{ "a.md": fence("export const a = 1 // one", " id=a") },
			known,
			["-/cells/….js", "-/cells/….js", "a.html"],
		],
		[
			"a program: what imports it, too",
			{ "a.md": fence("export const a = 2", " id=a") },
			known,
			["-/cells/….js", "-/cells/….js", "a.html", "b.html", "c.html"],
		],
	])("after an edit of %s", async (_, after, results, expected) => {
		expect(await made(after, results)).toEqual(expected);
	});
});

describe("Without cells", () => {
	test("a site has no file for them", async () => {
		const site = await renderCells({ "a.md": "```ts\n1\n```" }, {});
		expect(site.paths.filter((path) => path.includes("cell"))).toEqual([]);
	});

	test("a page has none of their scripts, though others have", async () => {
		const site = await renderCells({ "a.md": fence("1"), "b.md": "text" }, {});
		expect(site.text("b.html")).not.toContain("cell");
		expect(site.text("a.html")).toMatch(/<script src="-\/cells\.[\da-f]{10}\.js" defer/);
	});
});

describe("Records that somebody has edited", () => {
	const attacks = [
		"<script>top.pwned=1</script>",
		"<img src=x onerror=top.pwned=1>",
		'<img src="https://evil.example/x.png">',
		"<svg onload=top.pwned=1><script>top.pwned=1</script></svg>",
		'<svg><a href="javascript:top.pwned=1"><text>x</text></a></svg>',
		'<svg><foreignObject><iframe src="https://evil.example"></iframe></foreignObject></svg>',
		'<svg><use href="https://evil.example/x.svg#a"/><image href="https://evil.example/i.png"/></svg>',
		'<svg><style>@import "https://evil.example/x.css";body{display:none}</style><rect fill="url(https://evil.example/p)"/></svg>',
		'<svg><rect style="fill:url(//evil.example/p);position:fixed;inset:0"/><rect fill="image-set(\'https://evil.example/\')"/></svg>',
		'<svg width="99999" height="99999" style="position:fixed"><rect width="9" height="9"/></svg>',
		"<svg><title><img src=x onerror=top.pwned=1></title><desc><script>1</script></desc></svg>",
		"<svg><animate attributeName=href values=javascript:1 /><set attributeName=onload to=1 /></svg>",
		'<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
		'<iframe srcdoc="<script>1</script>"></iframe><object data="x"></object><embed src="x">',
		'<form action="https://evil.example"><input name=a><button formaction="javascript:1">x</button></form>',
		'<a href="javascript:top.pwned=1">x</a><a href=" jav\tascript:1">x</a><a href="data:text/html,<script>1</script>">x</a>',
		'<div style="position:fixed;inset:0" class="search-dialog" id="content" name="x">x</div>',
		"<math><mtext><table><mglyph><style><img src=x onerror=top.pwned=1></style></mglyph></table></mtext></math>",
		"<template><script>1</script></template><noscript><p title='</noscript><img src=x onerror=1>'></noscript>",
		"</div></figure></article></main><h1>Taken over</h1>",
		"<li><li>x</li></li></li></ul><p><div></p></div><table><tr><div>x",
		"<textarea><script>1</script>",
		"<plaintext><b>",
		"<!--><img src=x onerror=1>-->",
		"<b a='\"><img src=x onerror=1>'>x</b>",
		'<link rel=stylesheet href="https://evil.example/x.css"><video src="https://evil.example/v" autoplay></video>',
	];
	const types = [
		"text/html",
		"image/svg+xml",
		"text/markdown",
		"text/plain",
		"text/latex",
		"application/json",
		"image/png",
	];

	test("cannot run, load, cover or shadow anything, whatever they call their content", async () => {
		const outputs = attacks.flatMap((attack) => types.map((type) => shown(type, attack)));
		const error = {
			name: attacks[0] ?? "",
			message: attacks.join("\n"),
			frames: [{ key: "<b>", line: "x", column: null }, null],
		};
		const record = recordOf(outputs.slice(0, 200), {
			status: "error",
			error: error as never,
			tests: attacks.map((name) => ({ name, ok: false, message: name, got: name, want: name })),
			params: attacks.map((name) => ({ name, value: name, label: name, choices: [name] })),
		});
		const site = await renderCells(
			{ "a.md": `- item\n\n  ${fence(`// ${attacks[0]}`, ` id=x`).replaceAll("\n", "\n  ")}` },
			{ x: { record } },
		);
		expect(dangersIn(site.text("a.html"))).toEqual([]);
		const html = site.text("a.html");
		// Whatever is left open in an output ends with it.
		expect(html.split("</main>")).toHaveLength(2);
		expect(html.indexOf("Taken over")).toBeLessThan(html.indexOf("</figure>"));
	});

	test("may be anything but records", async () => {
		const odd = [
			null,
			1,
			"x",
			[],
			{ outputs: 1, tests: {}, params: "x", error: 7 },
			{
				outputs: [null, 1, {}, { output_type: "stream" }, { output_type: "display_data", data: null }],
				tests: [null, 1],
				params: [null, { name: 1 }, { name: "a", value: {} }],
				error: { frames: {} },
			},
		];
		for (const record of odd) {
			const site = await renderCells({ "a.md": fence("1", " id=x") }, () => ({
				state: "fresh",
				record: record as never,
			}));
			expect(dangersIn(site.text("a.html"))).toEqual([]);
		}
	});
});
