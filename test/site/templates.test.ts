import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { say, type TextKey, texts } from "../../src/site/interface.js";
import { renderPage } from "../../src/site/templates/page.js";
import type { PageView } from "../../src/site/view.js";
import { backlink, base, home, link, note, notFound, star, tagPage } from "./templates-views.js";

const everyKind: Record<string, PageView> = {
	note: note(),
	home: home({ note: note() }),
	tag: tagPage(),
	folder: tagPage({ kind: "folder" }),
	tags: tagPage({ kind: "tags", entries: [], total: 0 }),
	canvas: {
		...base({ title: "家族" }),
		kind: "canvas",
		canvasHtml: '<svg class="canvas"></svg>',
		outline: [link("甲", "#card-1")],
		backlinks: [],
	},
	"not-found": notFound(false),
};

describe("every page", () => {
	it.each(
		Object.entries(everyKind),
	)("%s: one title, one main, named landmarks, a policy before anything loads", (kind, view) => {
		const page = renderPage(view);
		expect(page).toMatch(
			/^<!doctype html>\n<html lang="zh" data-root="[./]*" data-page="([^"]+)" data-ui="zh">/,
		);
		expect(page).toContain(`data-page="${kind}"`);
		expect(page.match(/<h1[ >]/g)).toHaveLength(1);
		expect(page.match(/<main /g)).toHaveLength(1);
		expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.search(/<link|<script/));
		for (const nav of page.match(/<nav [^>]*>/g) ?? []) expect(nav).toContain("aria-label=");
		expect(page).not.toMatch(/\bundefined\b|\[object |\bfalse\b|\bNaN\b/);
	});

	it.each(
		Object.entries(everyKind),
	)("%s: no script stands in the page, and nothing comes from another host", (_, view) => {
		const page = renderPage(view);
		expect(
			page.match(/<script[^>]*>[^<]/g)?.every((tag) => tag.startsWith('<script type="speculationrules">')) ??
				true,
		).toBe(true);
		expect(page).not.toMatch(/\son\w+=/);
		expect(page).not.toMatch(/(?:src|<link[^>]*href)="(?:https?:)?\/\//);
	});

	it.each(Object.entries(everyKind))("%s: no text from the vault becomes markup", (_, view) => {
		const page = renderPage(poisoned(view));
		expect(page).toContain("&lt;x-evil");
		expect(page).not.toContain("<x-evil");
		expect(page).not.toContain(`"><x`);
	});

	it.each(Object.entries(everyKind))("%s: the same view gives the same bytes", (_, view) => {
		expect(renderPage(structuredClone(view))).toBe(renderPage(view));
	});
});

describe("head", () => {
	it.each([
		["page · site", note(), "<title>循环神经网络 · 笔记</title>"],
		["the site alone at home", home(), "<title>笔记</title>"],
		[
			"mathematics only where there is some",
			note({ features: new Set(["math"]) }),
			'<link rel="stylesheet" href="../-/math.css">',
		],
		[
			"the address it should be found at",
			note({ canonical: "https://e.org/a" }),
			'<link rel="canonical" href="https://e.org/a">',
		],
		[
			"the Markdown copy",
			note({ markdown: "b.md" }),
			'<link rel="alternate" type="text/markdown" href="b.md">',
		],
		[
			"the picture others may show",
			note({ image: "https://e.org/i.png" }),
			'<meta property="og:image" content="https://e.org/i.png">',
		],
		["a missing page is not for search engines", notFound(false), '<meta name="robots" content="noindex">'],
	])("%s", (_, view, expected) => {
		expect(renderPage(view)).toContain(expected);
	});

	it("leaves the style sheet for mathematics away elsewhere", () => {
		expect(renderPage(note())).not.toContain("math.css");
	});
});

describe("a note", () => {
	it.each([
		["names its language", note({ lang: "en" }), '<article class="note" lang="en">'],
		[
			"wears its classes",
			note({ cssClasses: ["wide", "poem"] }),
			'<article class="note wide poem" lang="zh">',
		],
		[
			"counts Han by the character",
			note({ wordCount: 1234 }),
			'<span data-t="words" data-n="1234">1,234 字</span>',
		],
		["says who links here, in their words", note(), "<p>为了改善<mark>循环神经网络</mark>的问题。</p>"],
		["says what is not written", note(), '<span class="unresolved">梯度消逝</span>'],
		["and what was perhaps meant", note(), "梯度消失</small>"],
		["shows a few properties", note(), '</div>\n<dl class="properties">'],
		[
			"folds many",
			note({ properties: Array.from("abcd", (key) => ({ key, valueHtml: "1" })) }),
			'<details class="fold"><summary',
		],
		[
			"folds flags that stand alone",
			note({ properties: [{ key: "mobile", valueHtml: "✓" }] }),
			'<details class="fold"><summary lang="zh">',
		],
		["is plain text when it cost too much", note({ plain: true }), '<p class="notice" lang="zh">'],
		[
			"speaks of others in their language",
			note({ backlinks: [{ ...backlink("GRU", []), lang: "en" }] }),
			'<li lang="en"><a class="source"',
		],
		[
			"counts what links here, not what is listed",
			note({ backlinkTotal: 900 }),
			'<span class="count">900</span>',
		],
		[
			"names the property that links here",
			note({ backlinks: [{ ...backlink("GRU", []), properties: ["上级"] }] }),
			'<small class="via">上级</small>',
		],
	])("%s", (_, view, expected) => {
		expect(renderPage(view)).toContain(expected);
	});

	it.each([
		["its own heading is the title", { showTitle: false }],
		["it hides the title", { showTitle: true, cssClasses: ["hide-title"] }],
	])("lifts the heading above tags and aliases when %s", (_, over) => {
		const page = renderPage(note({ ...over, bodyHtml: '<h1 id="h-x">X<a href="#h-x"></a></h1>\n<p>y</p>' }));
		expect(page.match(/<h1/g)).toHaveLength(1);
		expect(page.indexOf('<h1 id="h-x">X<a href="#h-x"></a></h1>')).toBeLessThan(
			page.indexOf('class="aliases"'),
		);
		expect(page).toContain('<div class="prose">\n\n\n<p>y</p>');
	});

	it("without neighbours, sections, tags or links has no empty boxes", () => {
		const { graph: _, ...alone } = note({
			aliases: [],
			properties: [],
			tags: [],
			toc: [],
			backlinks: [],
			outgoing: [],
			unresolved: [],
			wordCount: 0,
		});
		const page = renderPage(alone);
		expect(page).not.toMatch(/class="(?:side|aliases|tags|properties|outgoing|missing)"/);
		expect(page).toContain(say("zh", "noBacklinks"));
	});

	it("folds the fourth sentence of one note and the twenty-first note", () => {
		const many = Array.from({ length: 22 }, (_, i) =>
			backlink(`N${i}`, i === 0 ? ["a", "b", "c", "d", "e"] : []),
		);
		const page = renderPage(note({ backlinks: many }));
		expect(page).toContain(
			'<p>c</p><details class="rest"><summary lang="zh"><span data-t="moreMentions" data-n="2">',
		);
		expect(page).toContain('<span data-t="moreItems" data-n="2">');
	});

	it("names callouts in the language of the interface", () => {
		const bodyHtml =
			'<div class="callout"><span data-t="callout.warning">Warning</span></div><span data-t="callout.mine">Mine</span>';
		expect(renderPage(note({ bodyHtml }))).toContain(
			'<span data-t="callout.warning">警告</span></div><span data-t="callout.mine">Mine</span>',
		);
		expect(renderPage(note({ bodyHtml, ui: "en" }))).toContain(
			'<span data-t="callout.warning">Warning</span>',
		);
	});

	it("adds at most 3 KB to its text, sent compressed", () => {
		const { graph: _, ...plain } = note({ bodyHtml: "", toc: [], backlinks: [], outgoing: [] });
		expect(gzipSync(renderPage(plain), { level: 9 }).length).toBeLessThan(3 * 1024);
	});
});

describe("lists and the front page", () => {
	it.each([
		[
			"a tag names the note that it means",
			tagPage({ concept: link("LSTM", "l.html") }),
			'<a href="l.html">LSTM</a></p>',
		],
		[
			"pages are numbered",
			tagPage({
				pages: [
					{ ...link("1", "a"), current: true },
					{ ...link("2", "b"), current: false },
				],
			}),
			'<a href="a" aria-current="page">1</a>',
		],
		["an empty list says so", tagPage({ sections: [], entries: [], total: 0 }), say("zh", "emptyList")],
		[
			"the index of tags has its name from the interface",
			tagPage({ kind: "tags", title: "#" }),
			'<span data-t="tags">标签</span></h1>',
		],
		["the front page counts", home(), '<span data-t="notes" data-n="3176">3,176 篇笔记</span>'],
		["one is singular in English", home({ ui: "en" }), ">1 tag</span>"],
		["the front page is called as the site", home({ note: note() }), "<h1>笔记</h1>"],
		[
			"or as its note calls itself",
			home({ note: note({ showTitle: false, bodyHtml: "<h1>甲</h1>" }) }),
			"<h1>甲</h1>\n\n<ul",
		],
		[
			"who links to the home note",
			home({ note: note() }),
			"<p>为了改善<mark>循环神经网络</mark>的问题。</p>",
		],
		[
			"a hub in the middle is a link",
			home({ graph: star("枢纽", ["甲"], "h.html") }),
			'<a href="h.html" class="is-self"',
		],
	])("%s", (_, view, expected) => {
		expect(renderPage(view)).toContain(expected);
	});

	it("a missing page of a site without an address loads and links nothing", () => {
		const page = renderPage(notFound(true));
		expect(page).not.toMatch(/<a |<link|<script|src=|url\(/);
		expect(page).toContain(say("zh", "notFoundText"));
	});
});

describe("texts of the interface", () => {
	it.each(Object.keys(texts.en) as TextKey[])("%s says the same in both languages", (key) => {
		expect(say("zh", key).includes("{n}")).toBe(say("en", key).includes("{n}"));
		expect(say("zh", key)).not.toBe("");
		expect(texts.zh[key]).not.toContain("|");
	});

	it.each([
		["en", "links", 1, "1 link"],
		["en", "links", 9812, "9,812 links"],
		["zh", "links", 1, "1 条链接"],
		["zh", "words", 1234567, "1,234,567 字"],
	] as const)("%s %s %i → %s", (language, key, n, expected) => {
		expect(say(language, key, n)).toBe(expected);
	});
});

/** The view with an attack in every text; fields that hold HTML, names of things, and addresses are left. */
function poisoned<T>(value: T, key = ""): T {
	if (typeof value === "string") {
		return (/Html$|^(?:kind|ui|lang|path|root)$/.test(key) ? value : `${value}"><x-evil a='&`) as T;
	}
	if (value instanceof Set || typeof value !== "object" || value === null) return value;
	if (Array.isArray(value))
		return value.map((item) => poisoned(item, key === "cssClasses" ? "kind" : key)) as T;
	return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, poisoned(field, name)])) as T;
}
