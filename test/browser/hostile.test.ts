import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { serveSite } from "../../src/server/index.js";
import { hostileFiles, hostileNotes, outsideFiles } from "../e2e/hostile-vault.js";
import { encodePath, launch, noBrowser, openContext } from "../support/browser.js";
import { compileTo, filesIn, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

/**
 * The hostile vault in a real browser. Sanitiser and policy each hold alone: first the pages are read with the
 * policy switched off, then with markup in them that no sanitiser has seen.
 */
const folder = temporary();
const out = folder.at("out");
let browser: Browser;
let site: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
	if (noBrowser) return;
	put(folder.root, outsideFiles);
	const kept = [...hostileNotes()].filter(([path]) => /^(?:raw|sinks|names|Hub)/.test(path));
	put(folder.at("vault"), { ...Object.fromEntries(kept), ...hostileFiles() });
	await compileTo(out, folder.at("vault"));
	site = await serveSite(out);
	browser = await launch();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await site?.close();
	folder.remove();
});

beforeEach((ctx) => {
	if (noBrowser) ctx.skip(noBrowser);
});

/** A page that ran something of a note's has set this. */
const pwned = () => (window as unknown as { pwned?: unknown }).pwned;

test("without its policy, no page runs anything, asks anybody or leads away", async () => {
	const { context, remarks } = await openContext(browser, site.url, { bypassCSP: true });
	const page = await context.newPage();
	const run: string[] = [];
	const paths = filesIn(out)
		.filter((path) => /^(?:raw|sinks|canvas|files)\/.*(?<!code)\.(?:html|svg)$/i.test(path))
		// Pages that only send their reader on are looked at in test/e2e.
		.filter((path) => !readFileSync(`${out}/${path}`, "utf8").includes('http-equiv="refresh"'));
	expect(paths.length).toBeGreaterThan(70);
	for (const path of paths) {
		const address = new URL(encodePath(path), site.url).href;
		const response = await page.goto(address, { waitUntil: "load" });
		expect(response?.ok(), path).toBe(true);
		if ((await page.evaluate(pwned)) !== undefined) run.push(path);
	}
	await context.close();
	expect(run).toEqual([]);
	expect(remarks.strangers).toEqual([]);
	expect(remarks.console.filter((line) => !/404 \(Not Found\)/.test(line))).toEqual([]);
}, 300_000);

test("without the sanitiser, the policy lets no page run anything or ask anybody", async () => {
	const { context, remarks } = await openContext(browser, site.url);
	const page = await context.newPage();
	const attack =
		'<script>top.pwned=1</script><img src="x" onerror="top.pwned=1"><img src="https://evil.example/i.png">' +
		'<script src="https://evil.example/x.js"></script><base href="https://evil.example/"><style>@import "https://evil.example/x.css"</style>' +
		'<iframe src="https://evil.example/f"></iframe><svg onload="top.pwned=1"></svg><object data="https://evil.example/o"></object>';
	await context.route(
		(url) => url.pathname.endsWith("/Teller.html"),
		(route) =>
			route.fulfill({
				contentType: "text/html; charset=utf-8",
				body: readFileSync(`${out}/Teller.html`, "utf8").replace("</main>", `${attack}</main>`),
			}),
	);
	await page.goto(new URL("Teller.html", site.url).href, { waitUntil: "load" });
	expect(await page.locator("main img").count()).toBe(2);
	expect(await page.evaluate(pwned)).toBeUndefined();
	expect(remarks.strangers.length).toBeGreaterThan(2);
	expect(remarks.escaped).toEqual([]);
	await context.close();
});

test("searching and looking ahead do not run what the index holds", async () => {
	const { context, remarks } = await openContext(browser, site.url, { bypassCSP: true });
	const page = await context.newPage();
	await page.goto(new URL("Hub.html", site.url).href);
	await page.keyboard.press("/");
	for (const query of [
		"top.pwned=1",
		"script",
		"javascript",
		"__proto__",
		'"><img',
		"constructor",
		"onerror",
	]) {
		await page.locator(".search-dialog input").fill(query);
		await page.locator(".search-hit, .search-status:has([data-t=searchEmpty])").first().waitFor();
		await page.waitForTimeout(150);
	}
	expect(await page.locator(".search-results :is(img, script, svg, iframe)").count()).toBe(0);
	await page.keyboard.press("Escape");
	await page.locator("main a.internal:visible").first().hover();
	await page.locator(".preview").waitFor();
	expect(await page.evaluate(pwned)).toBeUndefined();
	expect(remarks.strangers).toEqual([]);
	await context.close();
});

test("a note's own script runs where --trust was given, and nowhere else", async () => {
	put(folder.at("own"), { "a.md": "<script>top.pwned = 1</script>" });
	for (const trust of [true, false]) {
		const site = folder.at(`trusted-${trust}`);
		await compileTo(site, folder.at("own"), { trust });
		const page = await browser.newPage();
		await page.goto(pathToFileURL(`${site}/a.html`).href);
		expect(await page.evaluate(pwned)).toBe(trust ? 1 : undefined);
		await page.close();
	}
});
