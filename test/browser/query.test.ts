import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type SiteServer, serveSite } from "../../src/server/index.js";
import { barriers, launch, noBrowser, openContext } from "../support/browser.js";
import { compileTo, temporary } from "../support/program.js";
import { demoVault } from "../support/repository.js";

/** The page for queries of the demo vault, as somebody uses it. */
const folder = temporary();
const demo = folder.at("parent", "demo");
let browser: Browser;
let server: SiteServer;
const sites = { server: "", disk: "" };

beforeAll(async () => {
	if (noBrowser) return;
	await compileTo(demo, demoVault, { flags: { title: "循环神经网络笔记", home: "循环神经网络" } });
	server = await serveSite(folder.at("parent"));
	sites.server = new URL("demo/", server.url).href;
	sites.disk = `${pathToFileURL(demo).href}/`;
	browser = await launch();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await server?.close();
	folder.remove();
});

beforeEach((ctx) => {
	if (noBrowser) ctx.skip(noBrowser);
});

/** Opens the page, perhaps with a query in its address; the console must stay silent. */
async function open(
	where: keyof typeof sites,
	query: string | undefined,
	use: (page: Page) => Promise<void>,
	options: BrowserContextOptions = { viewport: { width: 1280, height: 900 } },
): Promise<void> {
	const { context, remarks } = await openContext(browser, sites[where], options);
	try {
		const tab = await context.newPage();
		const hash = query === undefined ? "" : `#q=${encodeURIComponent(query)}`;
		await tab.goto(`${sites[where]}query.html${hash}`);
		await use(tab);
	} finally {
		await context.close();
	}
	expect(remarks).toMatchObject({ console: [], strangers: [] });
}

async function ask(tab: Page, query: string): Promise<void> {
	await tab.locator("#query-text").fill(query);
	await tab.locator("#query-text").press("Control+Enter");
}

const status = (tab: Page, text: string | RegExp) =>
	tab.locator(".query-status", { hasText: text }).waitFor();
const cells = (tab: Page) => tab.locator(".query-results tbody tr").allInnerTexts();

describe.each(["server", "disk"] as const)("from a %s", (where) => {
	test("each example is answered, and its nodes lead to their pages", () =>
		open(where, undefined, async (tab) => {
			const tries = tab.locator(".query-try");
			expect(await tries.count()).toBeGreaterThanOrEqual(5);
			for (const button of await tries.all()) {
				await button.click();
				await tab.locator(".query-page:not([aria-busy])").waitFor();
				await status(tab, /\d+ 行 · \d+ 毫秒/);
				expect(await tab.locator(".query-results :is(a, td)").count()).toBeGreaterThan(1);
			}
			const link = tab.locator(".query-results a").first();
			const name = await link.textContent();
			await link.click();
			await tab.waitForURL((url) => !url.pathname.endsWith("query.html"));
			expect(await tab.title()).toContain(name);
		}));

	test("what a question needs beyond the usual comes by itself, and stays", () =>
		open(where, undefined, async (tab) => {
			const asked = new Set<string>();
			tab.on("request", (request) => asked.add(request.url().replace(/.*query-part-(\w+)\.js.*/, "$1")));
			await ask(tab, "MATCH (n:Note) WHERE n.title =~ '.*记忆.*' RETURN n.title AS 题 ORDER BY 题 LIMIT 1");
			await status(tab, "1 行");
			expect(asked).toContain("regex");
			await ask(tab, "RETURN date('2024-02-28') + duration('P2D') AS 日, duration('P1Y2M') AS 久");
			// The status of the answer before says the same.
			await tab.locator(".query-results td", { hasText: "P1Y2M" }).waitFor();
			expect(await cells(tab)).toEqual(["2024-03-01\tP1Y2M"]);
			expect(asked).toContain("time");
			await ask(tab, "RETURN toUper('x')");
			await tab.locator(".query-message", { hasText: "Did you mean toUpper?" }).waitFor();
			asked.clear();
			await ask(
				tab,
				"MATCH (n:Note) WHERE n.title =~ '门.*' RETURN n.title, date('2020-01-01').year AS 年 LIMIT 1",
			);
			await tab.locator(".query-results td", { hasText: "2020" }).waitFor();
			expect([...asked]).toEqual([]);
		}));

	test("while nobody waits the rest of the program is loaded, once", () =>
		open(where, undefined, async (tab) => {
			await expect.poll(() => tab.workers().length).toBe(1);
			const first = tab.workers()[0];
			// Who has all parts takes the place of who has none.
			await expect
				.poll(() => [tab.workers().length, tab.workers()[0] === first], { timeout: 20_000 })
				.toEqual([1, false]);
			const asked: string[] = [];
			tab.on("request", (request) => asked.push(request.url()));
			await ask(
				tab,
				"MATCH (n:Note)<-[:LINKS]-() WHERE n.title =~ '门.*' RETURN date('2020-01-01').year AS 年, count(*)",
			);
			await tab.locator(".query-results td", { hasText: "2020" }).waitFor();
			await ask(tab, "RETURN toUper('x')");
			await tab.locator(".query-message", { hasText: "Did you mean toUpper?" }).waitFor();
			expect(asked).toEqual([]);
		}));

	test("a query in the address is asked at once, with what the network has learned", () =>
		open(
			where,
			"MATCH (a:Note {title: '长短期记忆网络'}) CALL gnn.nearest(a, 3) YIELD node, score RETURN node.title AS 近, score > 0.1 AS 像",
			async (tab) => {
				await status(tab, "3 行");
				expect(await cells(tab)).toContain("门控循环单元网络\ttrue");
			},
		));
});

test("what is wrong is said with its place, and the next question is answered", () =>
	open("server", undefined, async (tab) => {
		await ask(tab, "MATCH (n:Note)\nRETURN toUper(n.title)");
		await tab.locator(".query-flaw", { hasText: "toUpper" }).waitFor();
		expect(await tab.locator(".query-frame").textContent()).toBe(
			"2 | RETURN toUper(n.title)\n  |        ^^^^^^",
		);
		expect(await tab.locator("#query-text").getAttribute("aria-invalid")).toBe("true");
		await ask(tab, "RETURN [1, 2.5, 'a', null, {键: true}] AS 值");
		await status(tab, "1 行");
		expect(await cells(tab)).toEqual(["1, 2.5, a, null, 键: true"]);
		expect(await tab.locator("#query-text").getAttribute("aria-invalid")).toBeNull();
	}));

test("writing is refused, and what a page does not have says so", () =>
	open("server", "CREATE (n)", async (tab) => {
		await tab.locator(".query-flaw").waitFor();
		await ask(tab, "CALL text.search('门') YIELD node RETURN node");
		await tab.locator(".query-flaw", { hasText: "command line" }).waitFor();
	}));

test("a query without end is stopped by Esc, by the button and by the next one", () =>
	open("server", undefined, async (tab) => {
		const endless =
			"MATCH (a:Note), (b:Note), (c:Note), (d:Note), (e:Note) WHERE a.words + b.words + c.words + d.words = e.words + 0.5 RETURN a";
		await ask(tab, endless);
		await status(tab, "正在运行");
		await tab.locator("#query-text").press("Escape");
		await status(tab, "已停止");
		await ask(tab, endless);
		await status(tab, "正在运行");
		await tab.locator(".query-stop").click();
		await status(tab, "已停止");
		await ask(tab, endless);
		await status(tab, "正在运行");
		await ask(tab, "RETURN 1 AS 一");
		await status(tab, "1 行");
		expect(await cells(tab)).toEqual(["1"]);
	}));

test("a plan is shown as such", () =>
	open("server", "EXPLAIN MATCH (n:Note) RETURN n", async (tab) => {
		await tab.locator(".query-results td", { hasText: "NodesByLabel" }).waitFor();
	}));

test("columns sort, and the address follows what is asked", () =>
	open("server", "MATCH (n:Note) RETURN n.title AS t, n.words AS w ORDER BY t LIMIT 5", async (tab) => {
		await status(tab, "5 行");
		await tab.locator(".query-results th button").nth(1).click();
		const words = await tab.locator(".query-results td:nth-child(2)").allTextContents();
		expect(words.map(Number)).toEqual(words.map(Number).sort((a, b) => a - b));
		await ask(tab, "RETURN 2 AS x");
		await status(tab, "1 行");
		expect(decodeURIComponent(new URL(tab.url()).hash)).toBe("#q=RETURN 2 AS x");
	}));

test("in English, on a phone, in the dark: nothing stands in anybody's way", () =>
	open(
		"server",
		"MATCH p = (:Note)-[:LINKS]->(:Note) RETURN p LIMIT 12",
		async (tab) => {
			await status(tab, "12 行");
			await tab.locator("notapse-language button").click();
			await status(tab, "12 rows");
			expect(await tab.locator(".query-examples h3").first().textContent()).toBe("Where most links lead");
			expect(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
			expect(await barriers(tab)).toEqual([]);
		},
		{ viewport: { width: 390, height: 800 }, colorScheme: "dark", bypassCSP: true },
	));

test("nothing is in anybody's way on a wide page either, with an error and with a table", () =>
	open(
		"server",
		"MATCH (n:Note) RETURN n, n.words",
		async (tab) => {
			await status(tab, "行");
			expect(await barriers(tab)).toEqual([]);
			await ask(tab, "RETURN");
			await tab.locator(".query-flaw").waitFor();
			expect(await barriers(tab)).toEqual([]);
		},
		{ viewport: { width: 1280, height: 900 }, bypassCSP: true },
	));

test("without scripts the examples can be read", () =>
	open(
		"server",
		undefined,
		async (tab) => {
			expect(await tab.locator(".query-form").count()).toBe(0);
			expect(await tab.locator(".query-scripts").textContent()).toContain("notapse query");
			expect(await tab.locator(".query-examples pre").count()).toBeGreaterThanOrEqual(5);
		},
		{ javaScriptEnabled: false },
	));
