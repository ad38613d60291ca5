import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type SiteServer, serveSite } from "../../src/server/index.js";
import { barriers, launch, noBrowser, visit } from "../support/browser.js";
import { compileTo, temporary } from "../support/program.js";

/** Answers as a reader uses them, from a disk: sorted by mouse and keyboard, chosen among, and without a script. */
const folder = temporary();
const out = folder.at("parent", "out");
const site = `${pathToFileURL(out).href}/`;
let browser: Browser;
let server: SiteServer;

const fence = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\`\n\n`;

const files = {
	"问.md": [
		"---\nlang: zh\n---",
		fence(
			"cypher",
			"MATCH (n:Note) WHERE n.year IS NOT NULL RETURN n AS 概念, n.year AS 年份, n.date AS 日期 ORDER BY n.path",
		),
		fence(
			"cypher",
			"UNWIND [['b', '10'], ['a', '9'], ['b', '2'], ['a', null]] AS x RETURN x[0] AS letter, x[1] AS text",
		),
		fence(
			"base",
			"views:\n  - type: table\n    name: 表\n    filters: year\n    groupBy:\n      property: half\n      direction: ASC\n    order: [file.name, year]\n    summaries:\n      year: Average\n  - type: cards\n    name: 卡片\n    filters: year\n    order: [file.name, year]\n  - type: list\n    name: 列表",
		),
		fence("cypher", "MATCH p = (:Note)-[:LINKS]->(:Note) RETURN p"),
		fence("query", "梯度"),
		fence("dataview", "CALENDAR day"),
		fence("dataview", "TASK"),
		fence("cypher", "RETURN toUper(1)"),
		fence("dataviewjs", "dv.list([])"),
		"`= this.file.name`",
	].join("\n\n"),
	"长短期记忆.md":
		"---\nyear: 1997\nhalf: 1\nday: 2026-11-23\n---\n[[注意力]] 梯度消失\n\n- [ ] 推导 [[门]]\n- [x] 完成",
	"门.md": "---\nyear: 2014\nhalf: 2\nday: 2026-11-03\n---\n[[长短期记忆]]",
	"注意力.md": "---\nyear: 2017\nhalf: 2\n---\n[[门]]",
	"变分.md": "---\nyear: 2013\nhalf: 1\n---\n",
};

beforeAll(async () => {
	if (noBrowser) return;
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(folder.at("vault", path)), { recursive: true });
		writeFileSync(folder.at("vault", path), text);
	}
	await compileTo(out, folder.at("vault"), { flags: { embed: false } });
	server = await serveSite(folder.at("parent"));
	browser = await launch();
}, 120_000);

afterAll(async () => {
	await browser?.close();
	await server?.close();
	folder.remove();
});

beforeEach((ctx) => {
	if (noBrowser) ctx.skip(noBrowser);
});

const still: BrowserContextOptions = { reducedMotion: "reduce", viewport: { width: 1280, height: 900 } };
const open = (use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
	visit(browser, site, "问.html", use, { ...still, ...options });

/** The n-th column of a table, from the top down. */
const column = (page: Page, table: number, n: number) =>
	page
		.locator(".answer-table > table")
		.nth(table)
		.locator(`tbody tr:not(.answer-group, .answer-summary) > :nth-child(${n})`)
		.allTextContents();

const head = (page: Page, table: number, n: number) =>
	page.locator(".answer-table > table").nth(table).locator(`thead th:nth-child(${n})`);

describe("a table", () => {
	test("is sorted by a column, back, and as it was", () =>
		open(async (page) => {
			const given = await column(page, 0, 2);
			const year = head(page, 0, 2);
			for (const [order, expected] of [
				["ascending", ["1997", "2013", "2014", "2017"]],
				["descending", ["2017", "2014", "2013", "1997"]],
				[null, given],
			] as const) {
				await year.getByRole("button").click();
				expect(await column(page, 0, 2)).toEqual(expected);
				expect(await year.getAttribute("aria-sort")).toBe(order);
			}
		}));

	test("goes by sound in Chinese, by the keyboard, and by one column at a time", () =>
		open(async (page) => {
			await head(page, 0, 2).getByRole("button").click();
			await head(page, 0, 1).getByRole("button").focus();
			await page.keyboard.press("Enter");
			// biàn, mén, zhǎng (so 长 is listed in dictionaries), zhù
			expect(await column(page, 0, 1)).toEqual(["变分", "门", "长短期记忆", "注意力"]);
			expect(await head(page, 0, 2).getAttribute("aria-sort")).toBeNull();
		}));

	test("keeps the order of equals, counts numbers within texts, and puts what is empty last", () =>
		open(async (page) => {
			await head(page, 1, 1).getByRole("button").click();
			expect(await column(page, 1, 2)).toEqual(["9", "–", "10", "2"]);
			await head(page, 1, 2).getByRole("button").click();
			expect(await column(page, 1, 2)).toEqual(["2", "9", "10", "–"]);
			await head(page, 1, 2).getByRole("button").click();
			expect(await column(page, 1, 2)).toEqual(["10", "9", "2", "–"]);
		}));

	test("is sorted within its groups, and leaves their names and sums where they are", () =>
		open(async (page) => {
			const rows = page.locator(".answer-table > table").nth(2).locator("tbody tr");
			const before = await rows.count();
			await head(page, 2, 2).getByRole("button").dblclick();
			expect(await column(page, 2, 2)).toEqual(["2013", "1997", "2017", "2014"]);
			expect(await rows.count()).toBe(before);
			const classes = await rows.evaluateAll((all) => all.map((row) => row.className));
			expect(classes.filter((name) => name === "answer-group")).toHaveLength(2);
			for (const [i, name] of classes.entries())
				if (name === "answer-summary") expect(classes[i - 1]).toBe("");
		}));

	test("scrolls in its own box on a phone", () =>
		open(
			async (page) => {
				const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
				expect(inner).toBeLessThanOrEqual(outer!);
			},
			{ viewport: { width: 360, height: 740 } },
		));
});

describe("views", () => {
	const shownViews = (page: Page) =>
		page.locator(".answer-view").evaluateAll((all) => all.map((view) => view.checkVisibility()));

	test("are chosen by a click or the arrow keys, without a script too", async () => {
		for (const javaScriptEnabled of [true, false])
			await open(
				async (page) => {
					expect(await shownViews(page)).toEqual([true, false, false]);
					await page.getByText("卡片", { exact: true }).first().click();
					expect(await shownViews(page)).toEqual([false, true, false]);
					await page.keyboard.press("ArrowRight");
					expect(await shownViews(page)).toEqual([false, false, true]);
				},
				{ javaScriptEnabled },
			);
	});
});

test("everything is there without a script, and nothing that pretends to be a button", () =>
	open(
		async (page) => {
			for (const part of [
				".answer-table",
				".answer-graph a",
				".answer-hits mark",
				".answer-month time",
				".answer-tasks input",
				".answer-problem",
			])
				expect(await page.locator(part).count(), part).toBeGreaterThan(0);
			expect(await page.locator(".answer button").count()).toBe(0);
		},
		{ javaScriptEnabled: false },
	));

describe("nothing that axe-core knows keeps anybody out", () => {
	// Axe reads the style sheets itself, which no page on a disk may.
	const look = (options: BrowserContextOptions, use: (page: Page) => Promise<void> = async () => {}) =>
		visit(
			browser,
			new URL("out/", server.url).href,
			"问.html",
			async (page) => {
				await use(page);
				expect(await barriers(page)).toEqual([]);
			},
			{ ...still, bypassCSP: true, ...options },
		);

	test.each([
		["light", 1280],
		["dark", 1280],
		["light", 360],
	] as const)("%s, %i wide", (colorScheme, width) => look({ colorScheme, viewport: { width, height: 800 } }));

	test("in another view", () => look({}, (page) => page.getByText("卡片", { exact: true }).first().click()));
});
