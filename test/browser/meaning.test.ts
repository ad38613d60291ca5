import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeSite, type Served, serve } from "../site/client-site.js";
import { barriers, launch, noBrowser, openContext } from "../support/browser.js";

/** Two notes about gates, of which one says “遗忘”, and a dozen dishes. */
const towards = (axis: number) => Array.from({ length: 16 }, (_, k) => (k === axis ? 1 : 0));
const notes = [
	{ path: "a", title: "长短期记忆", text: "细胞状态与遗忘门。", vector: towards(0) },
	{ path: "b", title: "门控循环单元", text: "更新门与重置门。", vector: towards(0) },
	...Array.from({ length: 12 }, (_, i) => {
		return { path: `c${i}`, title: `菜${i}`, text: "盐与油。", vector: towards(i + 1) };
	}),
];
let browser: Browser;
let site: Served;

beforeAll(async () => {
	if (noBrowser) return;
	site = await serve(await makeSite(notes));
	browser = await launch();
});

afterAll(async () => {
	await browser?.close();
	site?.close();
});

beforeEach((ctx) => {
	if (noBrowser) ctx.skip(noBrowser);
});

test("what means the same comes after what holds the word, under its own name, when the words are answered", async () => {
	const { context, remarks } = await openContext(browser, site.url, { bypassCSP: true });
	const page = await context.newPage();
	let answer = () => {};
	const wordsAnswered = new Promise<void>((resolve) => {
		answer = resolve;
	});
	await page.route(/vectors/, async (route) => {
		await wordsAnswered;
		await route.continue();
	});
	await page.goto(`${site.url}c0.html`);
	expect(remarks.requests.filter((url) => url.includes("vectors"))).toEqual([]);
	await page.keyboard.press("/");
	await page.keyboard.insertText("遗忘");
	await page.locator(".search-hit").first().waitFor();
	expect(await page.locator("#search-results > *").count()).toBe(1);
	answer();
	await page.locator(".search-group").waitFor();
	const rows = await page
		.locator("#search-results > *")
		.evaluateAll((all) => all.map((row) => row.ariaLabel ?? row.textContent));
	expect(rows).toEqual(["长短期记忆", "Related in meaning", "Related in meaning: 门控循环单元"]);
	expect(remarks.requests.filter((url) => url.includes("vectors"))).toHaveLength(1);
	expect(await barriers(page)).toEqual([]);
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/b\.html$/);
	await context.close();
	expect(remarks).toMatchObject({ console: [], strangers: [] });
});
