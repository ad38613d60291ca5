import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barriers, launch, noBrowser, openContext } from "../support/browser.js";
import { type Files, makeSite, type Served, serve, writeFiles } from "./client-site.js";

const long = Array.from({ length: 40 }, (_, index) => `第${index}段，说些别的事情，让页面长一些。`).join(
	"\n",
);
const notes = [
	{
		path: "深度学习/循环神经网络",
		title: "循环神经网络",
		aliases: ["RNN"],
		text: `开头提到[门控循环单元](%E9%97%A8%E6%8E%A7.html)和[这一节](%E9%97%A8%E6%8E%A7.html#h-遗忘门)，还有[外来](%E5%A4%96%E6%9D%A5.html)。\n{{<pre class="code"><code>const h = 1;&#10;</code></pre>}}\n# 隐藏状态\n${long}\n# 梯度消失\n梯度消失是它的毛病。\n${long}`,
	},
	{
		path: "深度学习/门控",
		title: "门控循环单元",
		aliases: ["GRU"],
		text: `门控循环单元用更新门，见<x>。\n{{<svg viewBox="0 0 9 9"><a href="../index.html"><text>图</text></a></svg>}}\n# 遗忘门\n这里讲遗忘门。\n# 其他\n完。`,
	},
	{
		path: "深度学习/序列/长短期记忆",
		title: "长短期记忆 <img src=x onerror=alert(1)>",
		text: "细胞状态与遗忘门。",
	},
	{
		path: "深度学习/外来",
		title: "外来",
		text: '{{<p id="content" onclick="alert(1)" style="position:fixed">同名的 id</p><script src="https://example.com/x.js"></script><a href="javascript:alert(1)">x</a><img src="../a.png" srcset="https://example.com/a.png 2x">}}',
	},
	...Array.from({ length: 30 }, (_, index) => ({
		path: `数学/笔记${index}`,
		title: `笔记${index}`,
		text: `第${index}篇讲矩阵与向量。`,
	})),
];

describe.skipIf(noBrowser)("in a browser", () => {
	let browser: Browser;
	let site: Served;
	let files: Files;
	let folder: string;

	beforeAll(async () => {
		files = await makeSite(notes);
		site = await serve(files);
		folder = await mkdtemp(join(tmpdir(), "notapse-client-"));
		await writeFiles(folder, files);
		browser = await launch();
	});

	afterAll(async () => {
		await browser?.close();
		site?.close();
		if (folder !== undefined) await rm(folder, { recursive: true });
	});

	const start = "深度学习/循环神经网络.html";

	/** A page whose console must stay silent and whose requests must stay at home. */
	async function visit(
		address: string,
		use: (page: Page) => Promise<void>,
		{ silent = true, ...options }: BrowserContextOptions & { silent?: boolean } = {},
	): Promise<void> {
		const home = address.startsWith(site.url) ? site.url : pathToFileURL(folder).href;
		const { context, remarks } = await openContext(browser, home, options);
		try {
			const page = await context.newPage();
			await page.goto(address);
			await use(page);
		} finally {
			await context.close();
		}
		if (silent) expect(remarks.console).toEqual([]);
		expect(remarks.strangers).toEqual([]);
	}

	const online = () => new URL(encodeURI(start), site.url).href;
	const onDisk = () => pathToFileURL(join(folder, start)).href;

	async function search(page: Page, query: string): Promise<void> {
		await page.keyboard.press("/");
		await page.locator(".search-dialog input").fill(query);
		await page.locator(".search-hit, .search-status:has([data-t=searchEmpty])").first().waitFor();
	}

	const titles = (page: Page) =>
		page
			.locator(".search-page")
			.evaluateAll((links) => links.map((link) => link.parentElement?.ariaLabel ?? ""));

	describe.each([
		["from a server", online],
		["from disk", onDisk],
	])("opened %s", (_, address) => {
		it("searches Chinese, marks what it found and opens it by keyboard", () =>
			visit(address(), async (page) => {
				await search(page, "遗忘门");
				expect((await titles(page)).sort()).toEqual(
					["长短期记忆 <img src=x onerror=alert(1)>", "门控循环单元"].sort(),
				);
				expect(await page.locator(".search-place mark").allTextContents()).toContain("遗忘门");
				expect(await page.locator(".search-results img").count()).toBe(0);
				const place = page.locator(".search-place").first();
				const index = await place.evaluate((option) => option.id);
				for (let step = 0; step < 4; step += 1) {
					if ((await page.locator(".search-dialog input").getAttribute("aria-activedescendant")) === index)
						break;
					await page.keyboard.press("ArrowDown");
				}
				expect(await place.getAttribute("aria-selected")).toBe("true");
				await page.keyboard.press("Enter");
				await page.waitForURL((url) => decodeURIComponent(url.href).endsWith("深度学习/门控.html#h-遗忘门"));
			}));

		it("says when there is nothing, and offers names that are near", () =>
			visit(address(), async (page) => {
				await search(page, "不存在的词语");
				expect(await page.locator(".search-hit").count()).toBe(0);
				await page.locator(".search-dialog input").fill("门控循坏单元");
				await page.locator(".search-hit").first().waitFor();
				expect(await titles(page)).toEqual(["门控循环单元"]);
				expect(await page.locator(".search-status [data-t=searchNear]").count()).toBe(1);
			}));

		it("previews the page behind a link", () =>
			visit(address(), async (page) => {
				await page.locator(".prose a.internal").first().hover();
				await page.locator(".preview").waitFor();
				const inside = address === online ? page.locator(".preview") : page.frameLocator(".preview iframe");
				await inside.getByText("门控循环单元用更新门").waitFor();
				await page.keyboard.press("Escape");
				await page.locator(".preview").waitFor({ state: "detached" });
			}));
	});

	it("asks for nothing of the index before somebody searches, and for little then", () =>
		visit(online(), async (page) => {
			site.requests();
			await page.reload();
			await page.waitForLoadState("networkidle");
			expect(site.requests().filter((path) => path.includes("search"))).toEqual([]);
			await search(page, "矩阵");
			expect(await titles(page)).toHaveLength(10);
			expect(site.requests().filter((path) => path.includes("search")).length).toBeLessThan(12);
			await page.getByRole("button", { name: "More results" }).click();
			await expect.poll(() => titles(page).then((list) => list.length)).toBe(30);
		}));

	it("waits for an input method to finish, and does not take its keys", () =>
		visit(online(), async (page) => {
			await page.keyboard.press("Control+k");
			site.requests();
			await page.evaluate(() => {
				const input = document.querySelector<HTMLInputElement>(".search-dialog input") as HTMLInputElement;
				input.value = "juzhen";
				input.dispatchEvent(new CompositionEvent("compositionstart"));
				input.dispatchEvent(new InputEvent("input", { isComposing: true }));
				input.dispatchEvent(
					new KeyboardEvent("keydown", { key: "Enter", isComposing: true, cancelable: true }),
				);
			});
			await page.waitForTimeout(300);
			// A busy browser may fetch the icon as late as this.
			expect(site.requests().filter((path) => path.includes("search"))).toEqual([]);
			await page.evaluate(() => {
				const input = document.querySelector<HTMLInputElement>(".search-dialog input") as HTMLInputElement;
				input.value = "矩阵";
				input.dispatchEvent(new CompositionEvent("compositionend"));
			});
			await page.locator(".search-hit").first().waitFor();
		}));

	it("shows the answer to the last question only", () =>
		visit(online(), async (page) => {
			await page.keyboard.press("/");
			const input = page.locator(".search-dialog input");
			for (const query of ["矩", "矩阵", "矩阵与", "第3篇"]) {
				await input.fill(query);
				await page.waitForTimeout(40);
			}
			await page.locator(".search-hit").first().waitFor();
			await page.waitForTimeout(300);
			expect(await titles(page)).toEqual(["笔记3"]);
		}));

	it("says so when the index cannot be loaded, and tries again", () =>
		visit(
			online(),
			async (page) => {
				await page.route("**/-/search/index.js", (route) => route.abort());
				await page.keyboard.press("/");
				await page.locator(".search-dialog input").fill("矩阵");
				await page.locator(".search-status [data-t=searchFailed]").waitFor();
				await page.unroute("**/-/search/index.js");
				await page.locator(".search-dialog input").fill("矩阵与");
				await page.locator(".search-hit").first().waitFor();
			},
			{ silent: false },
		));

	it("keeps the question for the next page, and `/` inside a field is a letter", () =>
		visit(online(), async (page) => {
			await search(page, "矩阵");
			await page.keyboard.press("/");
			await page.keyboard.press("Escape");
			await page.goto(new URL("index.html", site.url).href);
			await page.keyboard.press("/");
			await expect.poll(() => page.locator(".search-dialog input").inputValue()).toMatch(/^(?:矩阵)?\/?$/);
			await page.keyboard.press("Escape");
			await expect.poll(() => page.locator(".search-dialog[open]").count()).toBe(0);
		}));

	it("previews a section, stays while it is read, and follows the keyboard", () =>
		visit(online(), async (page) => {
			await page.locator(".prose a.internal").nth(1).hover();
			const card = page.locator(".preview");
			await card.waitFor();
			expect(await card.locator(".prose").textContent()).toContain("这里讲遗忘门");
			expect(await card.locator(".prose").textContent()).not.toContain("用更新门");
			await card.hover();
			await page.waitForTimeout(400);
			expect(await card.count()).toBe(1);
			await page.mouse.move(5, 5);
			await card.waitFor({ state: "detached" });
			await page.locator(".prose a.internal").first().focus();
			await page.keyboard.press("Shift+Tab");
			await page.keyboard.press("Tab");
			await card.waitFor();
			const box = await card.boundingBox();
			expect(box?.x).toBeGreaterThanOrEqual(0);
		}));

	it("takes nothing along into a preview that could act, load or be mistaken for the page's own", () =>
		visit(
			online(),
			async (page) => {
				site.requests();
				await page.locator(".prose a.internal").nth(2).hover();
				const card = page.locator(".preview");
				await card.getByText("同名的 id").waitFor();
				expect(await card.locator("[id], [onclick], [style], [srcset], script, a[href]").count()).toBe(0);
				expect(await card.locator("img").getAttribute("src")).toBe(`${site.url}a.png`);
				await page.waitForTimeout(200);
			},
			{ silent: false },
		));

	it("gives fingers no previews", () =>
		visit(
			online(),
			async (page) => {
				site.requests();
				await page
					.locator(".prose a.internal")
					.first()
					.dispatchEvent("pointerover", { pointerType: "touch" });
				await page.waitForTimeout(600);
				expect(await page.locator(".preview").count()).toBe(0);
				expect(site.requests().filter((path) => path.endsWith(".html"))).toEqual([]);
			},
			{ hasTouch: true },
		));

	it("remembers light, dark and automatic", () =>
		visit(online(), async (page) => {
			const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
			const toggle = page.locator("notapse-theme button");
			expect(await theme()).toBeUndefined();
			await toggle.click();
			expect(await theme()).toBe("dark");
			await page.goto(new URL("index.html", site.url).href);
			expect(await theme()).toBe("dark");
			expect(await toggle.getAttribute("aria-label")).toBe("Appearance: Dark");
			await toggle.click();
			expect(await theme()).toBe("light");
			await toggle.click();
			expect(await theme()).toBeUndefined();
			await page.emulateMedia({ colorScheme: "dark" });
			await toggle.click();
			expect(await theme()).toBe("light");
		}));

	it("speaks the other language from here on", () =>
		visit(online(), async (page) => {
			await page.locator("notapse-language button").click();
			expect(await page.locator(".search-link [data-t]").textContent()).toBe("搜索");
			expect(await page.locator("nav.explorer").getAttribute("aria-label")).toBe("文件夹与笔记");
			await page.goto(new URL("index.html", site.url).href);
			expect(await page.locator("html").getAttribute("lang")).toBe("zh");
			expect(await page.locator(".search-link [data-t]").textContent()).toBe("搜索");
			await page.locator("notapse-language button").click();
			expect(await page.locator(".search-link [data-t]").textContent()).toBe("Search");
		}));

	it("opens folders in place, remembers them, and never moves the page", () =>
		visit(online(), async (page) => {
			expect(await page.evaluate(() => window.scrollY)).toBe(0);
			const twisty = page.locator("nav.explorer .twisty").first();
			await twisty.click();
			await page.locator("nav.explorer li > ul > li").first().waitFor();
			expect(await twisty.getAttribute("aria-expanded")).toBe("true");
			expect(await page.locator("nav.explorer li > ul a").getAttribute("href")).toContain(
				encodeURI("深度学习/序列/"),
			);
			await page.reload();
			await page.locator("nav.explorer li > ul > li").first().waitFor();
			expect(await page.evaluate(() => window.scrollY)).toBe(0);
			await page.locator("nav.explorer .twisty").first().click();
			expect(await page.locator("nav.explorer li > ul").isVisible()).toBe(false);
		}));

	it("marks the section that is read", () =>
		visit(
			online(),
			async (page) => {
				const current = page.locator(".toc [aria-current]");
				expect(await current.count()).toBe(0);
				await page.evaluate(() => document.getElementById("h-梯度消失")?.scrollIntoView());
				await expect.poll(() => current.allTextContents()).toEqual(["梯度消失"]);
				await page.evaluate(() => window.scrollTo(0, document.getElementById("h-隐藏状态")?.offsetTop ?? 0));
				await expect.poll(() => current.allTextContents()).toEqual(["隐藏状态"]);
			},
			{ viewport: { width: 1440, height: 900 } },
		));

	it("copies code", () =>
		visit(
			online(),
			async (page) => {
				await page.locator(".copyable").hover();
				await page.locator(".copy-button").click();
				await page.locator(".copy-button[aria-label=Copied]").waitFor();
				expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("const h = 1;\n");
			},
			{ permissions: ["clipboard-read", "clipboard-write"] },
		));

	it("works where the browser refuses to remember", () =>
		visit(online(), async (page) => {
			await page.addInitScript(() => {
				for (const name of ["localStorage", "sessionStorage"]) {
					Object.defineProperty(window, name, {
						get() {
							throw new DOMException("denied", "SecurityError");
						},
					});
				}
			});
			await page.reload();
			await page.locator("notapse-theme button").click();
			expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
			await search(page, "矩阵");
		}));

	it("is a page of links without scripts", () =>
		visit(
			online(),
			async (page) => {
				expect(await page.locator("notapse-search a.search-link").getAttribute("href")).toBe("../index.html");
				expect(await page.locator("button").count()).toBe(0);
				expect(await page.locator("notapse-theme").isVisible()).toBe(false);
			},
			{ javaScriptEnabled: false },
		));

	it.each([
		["light", "en"],
		["dark", "zh"],
	] as const)("has no barrier that axe knows: %s, %s", (colorScheme, language) =>
		visit(
			online(),
			async (page) => {
				if (language === "zh") await page.locator("notapse-language button").click();
				await page.locator(".prose a.internal").first().hover();
				await page.locator(".preview").waitFor();
				expect(await barriers(page)).toEqual([]);
				await search(page, "遗忘门");
				await page.waitForTimeout(300);
				expect(await barriers(page)).toEqual([]);
				await page.locator(".search-dialog input").fill("矩阵");
				await page.locator(".search-more").waitFor();
				expect(await barriers(page)).toEqual([]);
			},
			{ colorScheme, bypassCSP: true, reducedMotion: "reduce" },
		));

	it("is light", () => {
		const size = gzipSync(files.get("-/client.js") ?? "", { level: 9 }).length;
		expect(size).toBeLessThan(15 * 1024);
	});
});
