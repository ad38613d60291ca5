import { cpSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CompileResult } from "../../src/compile.js";
import { type SiteServer, serveSite } from "../../src/server/index.js";
import { barriers, encodePath, launch, noBrowser, openContext, visit } from "../support/browser.js";
import { compileTo, filesIn, type Running, siteIn, start, temporary } from "../support/program.js";
import { demoVault, vaultsFolder } from "../support/repository.js";

/**
 * The demo vault as somebody reads it: from the program's own server, below a path of another one, and from the
 * disk. Beside it lie the sites of two fixture vaults, which have what it has not.
 */
const folder = temporary();
const demo = folder.at("parent", "some notes", "demo");
let result: CompileResult;
let browser: Browser;
let program: Running;
let below: SiteServer;
const sites = { server: "", path: "", disk: "", embeds: "", syntax: "" };

beforeAll(async () => {
	if (noBrowser) return;
	const flags = { title: "循环神经网络笔记", home: "循环神经网络" };
	result = await compileTo(demo, demoVault, { flags });
	await compileTo(folder.at("parent", "embeds"), `${vaultsFolder}/embeds`);
	await compileTo(folder.at("parent", "syntax"), `${vaultsFolder}/syntax`);
	cpSync(demoVault, folder.at("vault"), { recursive: true });
	program = start(
		["compile", "vault", "--out", "own", "--title", flags.title, "--home", flags.home, "--serve", "--json"],
		folder.root,
	);
	below = await serveSite(folder.at("parent"));
	sites.server = await urlOf(program);
	sites.path = new URL("some%20notes/demo/", below.url).href;
	sites.disk = `${pathToFileURL(demo).href}/`;
	sites.embeds = new URL("embeds/", below.url).href;
	sites.syntax = new URL("syntax/", below.url).href;
	browser = await launch();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await below?.close();
	program?.child.kill("SIGTERM");
	await program?.ended;
	folder.remove();
});

beforeEach((ctx) => {
	if (noBrowser) ctx.skip(noBrowser);
});

function urlOf({ child, ended }: Running): Promise<string> {
	return new Promise((resolve, reject) => {
		let heard = "";
		child.stderr?.on("data", (piece: string) => {
			heard += piece;
			const [, url] = /"kind":"serving","url":"([^"]+)"/.exec(heard) ?? [];
			if (url !== undefined) resolve(url);
		});
		void ended.then(({ stderr }) => reject(new Error(stderr)));
	});
}

const root = "循环神经网络";
const note = "学习/梯度消失.html";

describe.each(["server", "path", "disk"] as const)("read from a %s", (where) => {
	const read = (path: string, use: (page: Page) => Promise<void>, options?: BrowserContextOptions) =>
		visit(browser, sites[where], path, use, options);

	test("a search in Chinese finds the page first, and opens it by keyboard alone", () =>
		read("index.html", async (page) => {
			await page.keyboard.press("/");
			await page.keyboard.insertText("梯度消失");
			await page.locator(".search-hit").first().waitFor();
			expect(await titles(page)).toHaveProperty("0", "梯度消失");
			expect(await page.locator(".search-results mark").first().textContent()).toBe("梯度消失");
			const selected = () => page.locator(".search-results [aria-selected=true]").getAttribute("id");
			const first = await selected();
			await page.keyboard.press("ArrowDown");
			expect(await selected()).not.toBe(first);
			await page.keyboard.press("ArrowUp");
			expect(await selected()).toBe(first);
			await page.keyboard.press("Enter");
			await page.waitForURL((url) => decodeURIComponent(url.pathname).endsWith(note));
			expect(await page.locator("h1").textContent()).toBe("梯度消失");
		}));

	test("a phrase that nobody wrote has no hit, and Escape closes", () =>
		read(note, async (page) => {
			await page.keyboard.press("Control+k");
			await page.keyboard.insertText("量子鹦鹉的茶会");
			await page.locator(".search-status [data-t=searchEmpty]").waitFor();
			expect(await page.locator(".search-hit").count()).toBe(0);
			await page.keyboard.press("Escape");
			await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
		}));

	test("resting on a link shows the page behind it", () =>
		read(note, async (page) => {
			const link = page.locator(".prose a.internal").first();
			const name = (await link.textContent()) ?? "";
			await link.hover();
			await page.locator(".preview").waitFor();
			const inside = where === "disk" ? page.frameLocator(".preview iframe") : page.locator(".preview");
			await inside.locator(".prose").waitFor();
			expect(name).not.toBe("");
			await page.keyboard.press("Escape");
			await page.locator(".preview").waitFor({ state: "detached" });
		}));

	test("light and dark, Chinese and English, are remembered on the next page", () =>
		read(note, async (page) => {
			const background = () =>
				page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
			const light = await background();
			await page.locator("notapse-theme button").click();
			expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
			await expect.poll(background).not.toBe(light);
			await page.locator("notapse-language button").click();
			expect(await page.locator("html").getAttribute("lang")).toBe("en");
			await page.locator(".site-title").click();
			await page.locator("article.home").waitFor();
			await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
			await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
			expect(await page.locator(".site-nav").textContent()).toContain("All notes");
			// What the note says stays as it is.
			expect(await page.locator("article").getAttribute("lang")).toBe("zh");
		}));

	test("pages lead on through text, drawing, folder and contents", () =>
		read("index.html", async (page) => {
			await page.locator(".prose a.internal").first().click();
			await page.locator("article.note:not(.home)").waitFor();
			const at = page.url();
			await page.locator("nav.explorer a:not([aria-current])").first().click();
			await page.waitForURL((url) => url.href !== at);
			await page.goto(new URL(encodePath("门控/长短期记忆网络.html"), sites[where]).href);
			const node = page.locator(".local-graph a:not(.is-attachment)").first();
			const href = await node.evaluate((link) => (link as SVGAElement).href.baseVal);
			await node.click();
			await page.waitForURL((url) => url.pathname.endsWith(href.replace(/^(?:\.\.\/)*/, "")));
		}));
});

describe("every page of the demo", () => {
	test("opens unscrolled, fits a phone, and says nothing to the console", async () => {
		const { context, remarks } = await openContext(browser, sites.path, {
			viewport: { width: 390, height: 844 },
		});
		const page = await context.newPage();
		const flaws: string[] = [];
		for (const path of filesIn(demo).filter((path) => path.endsWith(".html"))) {
			if (!(await siteText(path)).includes("<main")) continue;
			await page.goto(new URL(encodePath(path), sites.path).href, { waitUntil: "load" });
			const { wide, scrolled } = await page.evaluate(() => ({
				wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
				scrolled: window.scrollY,
			}));
			if (wide > 0) flaws.push(`${path} is ${wide} px too wide`);
			if (scrolled !== 0) flaws.push(`${path} opens scrolled by ${scrolled} px`);
		}
		await context.close();
		expect(flaws).toEqual([]);
		expect(remarks).toMatchObject({ console: [], strangers: [] });
	}, 300_000);

	const siteText = async (path: string) => {
		const file = siteIn(demo, result).files.find((file) => file.path === path);
		return file !== undefined && "content" in file ? String(file.content()) : "";
	};
});

describe("without a script", () => {
	const read = (path: string, use: (page: Page) => Promise<void>, options?: BrowserContextOptions) =>
		visit(browser, sites.disk, path, use, { javaScriptEnabled: false, ...options });

	test("a note is readable: its text, formulas, properties, who links here", () =>
		read(
			note,
			async (page) => {
				expect(await page.locator("h1").isVisible()).toBe(true);
				expect((await page.locator(".prose").innerText()).length).toBeGreaterThan(200);
				expect(await page.locator(".prose math").first().isVisible()).toBe(true);
				expect(await page.locator(".backlinks mark").first().isVisible()).toBe(true);
				expect(await page.locator(".local-graph a:not(.is-attachment)").first().isVisible()).toBe(true);
				expect(await page.locator("button").count()).toBe(0);
			},
			{ viewport: { width: 1400, height: 900 } },
		));

	test("links, drawing, contents and the list of all notes lead on", () =>
		read(
			"index.html",
			async (page) => {
				await page.locator(".prose a.internal").first().click();
				expect(await page.locator("article.note").count()).toBe(1);
				const toc = page.locator(".toc a").last();
				if ((await toc.count()) > 0) {
					await toc.click();
					expect(new URL(page.url()).hash).not.toBe("");
				}
				await page.goto(new URL(encodePath(note), sites.disk).href);
				await page.locator(".local-graph a:not(.is-attachment)").first().click();
				expect(page.url()).not.toContain(encodePath(note));
				await page.locator(".search-link").click();
				expect(await page.locator(".listing, .explorer a").first().isVisible()).toBe(true);
				expect(page.url()).toContain("contents.html");
			},
			{ viewport: { width: 1400, height: 900 } },
		));

	test("a phone shows the text first and unfolds the rest", () =>
		read(
			note,
			async (page) => {
				await page.locator("details.beside summary").first().click();
				expect(await page.locator(".local-graph a:not(.is-attachment)").first().isVisible()).toBe(true);
			},
			{ viewport: { width: 390, height: 844 } },
		));
});

test("on paper there is the text, and nothing to click on", () =>
	visit(browser, sites.path, note, async (page) => {
		await page.emulateMedia({ media: "print" });
		for (const part of [".site-nav", "notapse-search", "notapse-theme", "nav.explorer", ".side", ".skip"]) {
			expect(await page.locator(part).first().isVisible(), part).toBe(false);
		}
		expect(await page.locator(".prose").isVisible()).toBe(true);
	}));

describe("nothing that axe-core knows keeps anybody out", () => {
	const kinds: [kind: string, site: keyof typeof sites, path: string][] = [
		["the front page", "path", "index.html"],
		["a note with everything", "syntax", "Blocks.html"],
		["a note with embeds", "embeds", "index.html"],
		["a tag", "syntax", "tags/zoo.html"],
		["a folder", "path", "门控/index.html"],
		["a canvas", "embeds", "Lake-map.canvas.html"],
		["a page that is not there", "path", "404.html"],
	];
	const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
		(["zh", "en"] as const).map((language) => ({ colorScheme, language })),
	);

	test.each(looks)("$colorScheme, $language", async ({ colorScheme, language }) => {
		const { context, remarks } = await openContext(browser, below.url, {
			colorScheme,
			bypassCSP: true,
			reducedMotion: "reduce",
			viewport: { width: 1280, height: 900 },
		});
		const page = await context.newPage();
		const found: string[] = [];
		for (const [kind, site, path] of kinds) {
			await page.goto(new URL(encodePath(path), sites[site]).href);
			const shown = await page.locator("html").getAttribute("lang");
			if (shown !== language && (await page.locator("notapse-language button").count()) > 0)
				await page.locator("notapse-language button").click();
			found.push(...(await barriers(page)).map((barrier) => `${kind}: ${barrier}`));
		}
		await context.close();
		expect(found).toEqual([]);
		expect(remarks).toMatchObject({ console: [], strangers: [] });
	}, 300_000);
});

test("the root note is the front page, under its own name too", () =>
	visit(browser, sites.server, `${root}.html`, async (page) => {
		await page.locator("article.home").waitFor();
		expect(await page.locator(".prose").textContent()).toContain("梯度消失");
	}));

const titles = (page: Page) =>
	page
		.locator(".search-page")
		.evaluateAll((links) => links.map((link) => link.parentElement?.ariaLabel ?? ""));
