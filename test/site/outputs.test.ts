import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadOutputEngines } from "../../src/site/index.js";
import { filterHtml } from "../../src/site/outputs/html.js";
import { markdownTree } from "../../src/site/outputs/markdown.js";
import type { OutputNode } from "../../src/site/outputs/node.js";
import { svgTree } from "../../src/site/outputs/svg.js";
import { writeNodes } from "../../src/site/outputs/write.js";
import { recordOf, shown } from "./cell-site.js";

const { parseHtml } = await loadOutputEngines([
	{ state: "fresh", record: recordOf([shown("text/html", "x")]) },
]);

function html(text: string): string | undefined {
	const parsed = parseHtml?.(text);
	const nodes = parsed && filterHtml(parsed, "p-");
	return nodes && writeNodes(nodes);
}

/** Pieces of which markup is made, well and badly. */
const pieces = fc
	.array(
		fc.constantFrom(
			...[
				"<p>",
				"</p>",
				"<div>",
				"</div>",
				"<b>",
				"</b>",
				"<a href='https://e.x'>",
				"</a>",
				"<ul>",
				"<li>",
				"</li>",
				"</ul>",
			],
			...[
				"<table>",
				"<tr>",
				"<td>",
				"</td>",
				"</tr>",
				"</table>",
				"<caption>",
				"<h2>",
				"</h2>",
				"<pre>\n\n",
				"</pre>",
				"<br>",
			],
			...[
				"<svg viewBox='0 0 1 1'>",
				"<path d='M0 0'/>",
				"<title>",
				"</title>",
				"<text>",
				"</text>",
				"</svg>",
				"<math>",
				"<mtext>",
			],
			...[
				"<script>",
				"</script>",
				"<style>",
				"</style>",
				"<template>",
				"<noscript>",
				"<textarea>",
				"<!--",
				"-->",
				"<![CDATA[",
			],
			...[
				"<img src=x onerror=y>",
				"<dl>",
				"<dt>",
				"<dd>",
				"<details>",
				"<summary>",
				"<section>",
				"&lt;",
				"&",
				"<",
				">",
				'"',
				"字",
			],
			...[
				"<unknown>",
				"</unknown>",
				"<foreignObject>",
				"<ruby>",
				"<rt>",
				"<i>",
				"</i>",
				"<span title='<b>'>",
				"</span>",
				" ",
				"x",
			],
		),
		{ maxLength: 30 },
	)
	.map((parts) => parts.join(""));

describe("HTML of an output", () => {
	test("means the same when it is written and read again", () => {
		fc.assert(
			fc.property(pieces, (text) => {
				const once = html(text);
				if (once !== undefined) expect(html(once)).toBe(once);
			}),
			{ numRuns: 3000 },
		);
	});

	test("ends where its place ends", () => {
		fc.assert(
			fc.property(pieces, (text) => {
				const inside = html(text);
				if (inside === undefined) return;
				// In a list item of a note, as it may be; what comes after is still after it.
				const around = html(`<ul><li><div>${inside}</div>end</li></ul>`);
				expect(around).toMatch(/<\/div>end<\/li><\/ul>$/);
				expect(around).toBe(`<ul><li><div>${inside}</div>end</li></ul>`);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe("Markdown of an output", () => {
	const tree = (text: string) =>
		markdownTree(text, (tex) => (tex.includes("?") ? undefined : `<math>${tex.length}</math>`));
	const textOf = (node: OutputNode): string =>
		typeof node === "string" ? node : "markup" in node ? "" : node.children.map(textOf).join("");

	test.each([
		["a *b **c** d* e", "<p>a <em>b <strong>c</strong> d</em> e</p>"],
		["2 * 3 * 4, a_b_c, *open", "<p>2 * 3 * 4, a_b_c, *open</p>"],
		["`a*b*` \\*c\\*", "<p><code>a*b*</code> *c*</p>"],
		["costs $5 and $6", "<p>costs $5 and $6</p>"],
		["$x$ and $$y$$", "<p><math>1</math> and <math>1</math></p>"],
		[
			"1. a\n2. b\n   - c\n\n> q",
			"<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol><blockquote><p>q</p></blockquote>",
		],
		[
			"| a | b |\n|:-:|--:|\n| 1 | 2 |",
			'<div class="table" tabindex="0"><table><thead><tr><th align="center">a</th><th align="right">b</th></tr></thead><tbody><tr><td align="center">1</td><td align="right">2</td></tr></tbody></table></div>',
		],
		[
			"```js\n<b>\n```\n---\nhttps://e.x/a.",
			'<pre tabindex="0"><code>&lt;b&gt;</code></pre><hr><p><a href="https://e.x/a" class="external" rel="noopener nofollow">https://e.x/a</a>.</p>',
		],
		["*wa|wb\n- ", "<p>*wa|wb</p><ul><li></li></ul>"],
		["[a](javascript:x) <b>raw</b>", "<p>a &lt;b&gt;raw&lt;/b&gt;</p>"],
	])("%s", (text, expected) => {
		expect(writeNodes(tree(text))).toBe(expected);
	});

	test("keeps every word, whatever the signs around it", () => {
		const signs = fc.constantFrom(
			"*",
			"**",
			"_",
			"`",
			"~~",
			"==",
			"[",
			"](",
			")",
			"> ",
			"- ",
			"1. ",
			"\n",
			"\n\n",
			" ",
			"|",
			"# ",
			"\\",
			"<",
			"\n```\n",
		);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(signs, fc.constantFrom("wa", "wb", "字", "")), { maxLength: 25 }),
				(parts) => {
					const text = parts.map(([sign, word]) => sign + word).join("");
					const words = (of: string) => [...of.matchAll(/w[ab]|字/g)].length;
					// The word after a fence's opening signs names its language, and an address is no text.
					if (/```|~~~|\]\(/.test(text)) tree(text);
					else expect(words(tree(text).map(textOf).join(" "))).toBe(words(text));
				},
			),
			{ numRuns: 2000 },
		);
	});

	test.each([
		["stars", "*a "],
		["open links", "[a]("],
		["brackets", "["],
		["ticks", "`a``b"],
		["dollars", "$a "],
		["quotes", "> "],
		["items", "- "],
		["blanks in a heading", "#  "],
		["rows", "|a|\n|-|\n"],
		["addresses", "xhttps://"],
		["rules", " -"],
	])("%s cost no more than their length", (_, piece) => {
		// Of a cost that grows with the square, this would take minutes.
		expect(() => tree(piece.repeat(50_000 / piece.length))).not.toThrow();
		expect(() => tree(piece.repeat(50_000 / piece.length).replaceAll("\n", ""))).not.toThrow();
	});
});

describe("A drawing of an output", () => {
	test("keeps a drawing within it, which cuts off what lies outside, and cannot show it after all", () => {
		const tree = svgTree(
			'<svg viewBox="0 0 9 9"><svg x="1" y="1" width="5" height="5" viewBox="1 1 5 5" overflow="visible"><path d="M0 0h9"/></svg></svg>',
			"p-",
		);
		expect(tree && writeNodes([tree])).toBe(
			'<svg viewBox="0 0 9 9"><svg x="1" y="1" width="5" height="5" viewBox="1 1 5 5"><path d="M0 0h9"></path></svg></svg>',
		);
	});

	test("keeps what draws, and refers to nothing but itself", () => {
		const values = fc.constantFrom(
			"url(#a)",
			"url(https://e.x)",
			"var(--chart-1,#123456)",
			"red",
			"expression(1)",
			"1e3",
			"url(#a);x",
			"\\75rl(x)",
			"image(x)",
			"rgb(1,2,3)",
		);
		const names = fc.constantFrom(
			"fill",
			"stroke",
			"clip-path",
			"style",
			"onclick",
			"href",
			"xlink:href",
			"id",
			"class",
			"d",
			"transform",
			"filter",
			"mask",
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(names, values), { maxLength: 6 }), (pairs) => {
				const attributes = [...new Map(pairs)].map(
					([name, value]) =>
						` ${name}="${name === "style" ? `fill:${value};position:fixed;background:${value}` : value}"`,
				);
				const tree = svgTree(`<svg><path${attributes.join("")}/></svg>`, "p-");
				const written = tree === undefined ? "" : writeNodes([tree]);
				expect(written).not.toMatch(/on\w+=|href|https:|expression|position|background|filter|mask|\\/);
				for (const [, id] of written.matchAll(/url\(([^)]*)\)/g)) expect(id).toBe("#p-a");
			}),
			{ numRuns: 2000 },
		);
	});
});
