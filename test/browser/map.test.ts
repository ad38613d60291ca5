import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type SiteServer, serveSite } from "../../src/server/index.js";
import { barriers, launch, noBrowser, openContext } from "../support/browser.js";
import { compileTo, temporary } from "../support/program.js";
import { demoVault } from "../support/repository.js";

/** The demo vault's concept map, as somebody uses it: by keyboard, by mouse, by finger, and without a script. */
const folder = temporary();
const demo = folder.at("parent", "demo");
const title = "长短期记忆网络";
const page = `门控/${title}.html`;
const here = `map.html?at=${encodeURIComponent(page)}`;
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

const still: BrowserContextOptions = { reducedMotion: "reduce", viewport: { width: 1280, height: 900 } };

/** Opens an address of the site with its query; the console must stay silent. */
async function open(
	where: keyof typeof sites,
	address: string,
	use: (page: Page) => Promise<void>,
	options: BrowserContextOptions = still,
): Promise<void> {
	const { context, remarks } = await openContext(browser, sites[where], options);
	try {
		const tab = await context.newPage();
		await tab.goto(sites[where] + address);
		await use(tab);
	} finally {
		await context.close();
	}
	expect(remarks).toMatchObject({ console: [], strangers: [] });
}

const alive = (tab: Page) => tab.locator(".concept-map[data-live]").waitFor();
const card = (tab: Page) => tab.locator(".map-card :is(a, b)").textContent();
const spoken = (tab: Page) => tab.locator(".map-spoken").textContent();

describe.each(["server", "disk"] as const)("from a %s", (where) => {
	test("a page's neighbourhood leads to its place on the map, and the map back to the page", () =>
		open(where, page.split("/").map(encodeURIComponent).join("/"), async (tab) => {
			await tab.locator(".local-graph figcaption a").click();
			await alive(tab);
			expect(await card(tab)).toBe(title);
			expect(await spoken(tab)).toContain(title);
			await tab.locator(".map-card a").click();
			await tab.waitForURL((url) => decodeURIComponent(url.pathname).endsWith(page));
		}));

	test("arrow keys walk, tell where one is, and Enter opens it", () =>
		open(where, "map.html", async (tab) => {
			await alive(tab);
			await tab.locator(".concept-map canvas").focus();
			const seen = new Set<string | null>();
			for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"]) {
				await tab.keyboard.press(key);
				seen.add(await card(tab));
				expect(await spoken(tab)).toContain((await card(tab)) ?? "?");
			}
			expect(seen.size).toBeGreaterThan(1);
			await tab.keyboard.press("Escape");
			expect(await tab.locator(".map-card").isVisible()).toBe(false);
			await tab.keyboard.press("ArrowRight");
			const href = await tab.locator(".map-card a").evaluate((link) => (link as HTMLAnchorElement).href);
			await tab.keyboard.press("Enter");
			await tab.waitForURL(href);
		}));
});

test("a search on the map counts what it finds, and Enter goes there", () =>
	open("server", "map.html", async (tab) => {
		await alive(tab);
		const field = tab.locator(".map-find input");
		expect(await field.getAttribute("placeholder")).toBe("在图上查找");
		await field.fill("梯度消失");
		await expect.poll(() => tab.locator(".map-count").textContent()).toBe("图上有 1 处");
		await field.press("Enter");
		expect(await card(tab)).toBe("梯度消失");
		await field.fill("量子鹦鹉");
		await expect.poll(() => tab.locator(".map-count").textContent()).toBe("图上有 0 处");
		await tab.locator("notapse-language button").click();
		expect(await tab.locator(".map-count").textContent()).toBe("0 on the map");
		expect(await field.getAttribute("placeholder")).toBe("Find on the map");
	}));

test("wheel, buttons and dragging move what is seen, and “show all” brings it back", () =>
	open("server", "map.html", async (tab) => {
		await alive(tab);
		const canvas = tab.locator(".concept-map canvas");
		const picture = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
		const whole = await settled(picture);
		const box = await canvas.boundingBox();
		if (box === null) throw new Error("no canvas");
		await tab.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
		await tab.mouse.wheel(0, -200);
		const near = await settled(picture);
		expect(near).not.toBe(whole);
		await tab.mouse.down();
		await tab.mouse.move(box.x + box.width / 3, box.y + box.height / 3, { steps: 4 });
		await tab.mouse.up();
		expect(await settled(picture)).not.toBe(near);
		await tab.mouse.move(5, 5);
		await tab.locator(".map-buttons button").last().click();
		await expect.poll(() => settled(picture)).toBe(whole);
		expect(await tab.evaluate(() => scrollY)).toBe(0);
	}));

test("a wheel that turns backwards on the whole map scrolls the page to the list", () =>
	open("server", "map.html", async (tab) => {
		await alive(tab);
		await tab.locator(".concept-map canvas").hover();
		await tab.mouse.wheel(0, 400);
		await expect.poll(() => tab.evaluate(() => scrollY)).toBeGreaterThan(0);
	}));

test("dark and light are drawn in their own colours", () =>
	open("server", "map.html", async (tab) => {
		await alive(tab);
		const picture = () =>
			tab.locator(".concept-map canvas").evaluate((element) => (element as HTMLCanvasElement).toDataURL());
		const light = await settled(picture);
		await tab.locator("notapse-theme button").click();
		await expect.poll(() => settled(picture)).not.toBe(light);
	}));

test("a tap on a phone shows a card that fits, two fingers come nearer", () =>
	open(
		"server",
		here,
		async (tab) => {
			await alive(tab);
			expect(await card(tab)).toBe(title);
			await tab.locator(".map-card button").tap();
			expect(await tab.locator(".map-card").isVisible()).toBe(false);
			const box = await tab.locator(".concept-map canvas").boundingBox();
			if (box === null) throw new Error("no canvas");
			await tab.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
			expect(await card(tab)).toBe(title);
			const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(wide).toBeLessThanOrEqual(0);
			const canvas = tab.locator(".concept-map canvas");
			const picture = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
			const before = await settled(picture);
			await pinch(tab, box.x + box.width / 2, box.y + box.height / 2);
			expect(await settled(picture)).not.toBe(before);
			const inside = await tab.locator(".map-card").boundingBox();
			expect(inside && inside.x >= 0 && inside.x + inside.width <= 390).toBe(true);
		},
		{ reducedMotion: "reduce", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
	));

test("without a script there is the picture with its names, and every note in the list", () =>
	open(
		"disk",
		"map.html",
		async (tab) => {
			expect(await tab.locator(".concept-map svg .map-names text").first().isVisible()).toBe(true);
			expect(await tab.locator(".concept-map > :not(svg)").count()).toBe(0);
			expect(await tab.locator(".map-list li a").count()).toBeGreaterThan(30);
			await tab.locator(".map-labels a", { hasText: title }).first().click();
			expect(decodeURIComponent(tab.url())).toContain(page);
		},
		{ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } },
	));

test("without its data the picture stays", async () => {
	const context = await browser.newContext(still);
	await context.route("**/map-data.js*", (route) => route.abort());
	const tab = await context.newPage();
	const failed = tab.waitForEvent("requestfailed");
	await tab.goto(`${sites.server}map.html`);
	await failed;
	expect(await tab.locator(".concept-map svg").isVisible()).toBe(true);
	expect(await tab.locator(".concept-map canvas").count()).toBe(0);
	await context.close();
});

test("on paper there is the picture, and nothing to click on", () =>
	open("server", "map.html", async (tab) => {
		await alive(tab);
		await tab.emulateMedia({ media: "print" });
		expect(await tab.locator(".concept-map > svg").isVisible()).toBe(true);
		for (const part of ["canvas", ".map-find", ".map-buttons", ".map-keys"])
			expect(await tab.locator(`.concept-map ${part}`).isVisible(), part).toBe(false);
	}));

describe("nothing that axe-core knows keeps anybody out", () => {
	test.each(["light", "dark"] as const)("%s", async (colorScheme) => {
		const { context, remarks } = await openContext(browser, sites.server, {
			...still,
			colorScheme,
			bypassCSP: true,
		});
		const tab = await context.newPage();
		await tab.goto(sites.server + here);
		await alive(tab);
		expect(await barriers(tab)).toEqual([]);
		await tab.goto(`${sites.server}index.html`);
		expect(await barriers(tab)).toEqual([]);
		await context.close();
		expect(remarks).toMatchObject({ console: [], strangers: [] });
	});
});

/** Two fingers that move apart. */
async function pinch(tab: Page, x: number, y: number): Promise<void> {
	const session = await tab.context().newCDPSession(tab);
	const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
		session.send("Input.dispatchTouchEvent", {
			type,
			touchPoints:
				type === "touchEnd"
					? []
					: [
							{ x: x - apart, y, id: 0 },
							{ x: x + apart, y, id: 1 },
						],
		});
	await touch("touchStart", 20);
	for (const apart of [30, 50, 80]) await touch("touchMove", apart);
	await touch("touchEnd", 80);
}

/** What is drawn once nothing moves any more. */
async function settled(picture: () => Promise<string>): Promise<string> {
	let before = "";
	for (let now = await picture(); now !== before; now = await picture()) {
		before = now;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	return before;
}
