/** A real browser for the tests, where there is one. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import {
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	chromium,
	type Page,
} from "playwright-core";
import { expect } from "vitest";

const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
	(path) => path !== undefined && existsSync(path),
);

/** Why there is nothing to test with; undefined when there is a browser. */
export const noBrowser = executablePath === undefined ? "no Chromium" : undefined;
if (noBrowser) console.warn("SKIPPED: no Chromium; install it or set CHROMIUM to its path");

/** Nothing of its own goes over the network. */
const quiet = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

export function launch(): Promise<Browser> {
	return chromium.launch({ executablePath: executablePath ?? "", args: quiet, headless: true });
}

/** Not over the network: among these is the browser's own viewer of PDF files. */
const own = /^(?:data|blob|about|chrome|chrome-extension):/;

/** What a page said and asked for that it should not have. */
export interface Remarks {
	readonly console: string[];
	/** Requests that would have left the site. */
	readonly strangers: string[];
	/** Of these, what the page's own policy did not stop. */
	readonly escaped: string[];
	/** Every address asked for, in order. */
	readonly requests: string[];
}

/** What a browser says of its own when there was no time to cross-fade two pages: no script of ours asked for it. */
const busy = /\bTransition was (?:aborted|skipped)\b/;

/** A context that lets nothing but the site be asked for, and notes everything. */
export async function openContext(
	browser: Browser,
	site: string,
	options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; remarks: Remarks }> {
	const context = await browser.newContext(options);
	const remarks: Remarks = { console: [], strangers: [], escaped: [], requests: [] };
	context.setDefaultTimeout(60_000);
	context.on("console", (message) => {
		if (["error", "warning"].includes(message.type()))
			remarks.console.push(`${message.page()?.url()}: ${message.text()}`);
	});
	context.on("weberror", (error) => {
		const said = String(error.error());
		if (!busy.test(said)) remarks.console.push(said);
	});
	context.on("request", (request) => {
		remarks.requests.push(request.url());
		if (!request.url().startsWith(site) && !own.test(request.url())) remarks.strangers.push(request.url());
	});
	await context.route(
		(url) => !url.href.startsWith(site) && !own.test(url.href),
		(route) => {
			remarks.escaped.push(route.request().url());
			return route.abort();
		},
	);
	return { context, remarks };
}

/** One visit, on a page whose console must stay silent and whose requests must stay at home. */
export async function visit(
	browser: Browser,
	site: string,
	path: string,
	use: (page: Page) => Promise<void>,
	options: BrowserContextOptions = {},
): Promise<void> {
	const { context, remarks } = await openContext(browser, site, options);
	try {
		const page = await context.newPage();
		await page.goto(new URL(encodePath(path), site).href);
		await use(page);
	} finally {
		await context.close();
	}
	expect(remarks.console).toEqual([]);
	expect(remarks.strangers).toEqual([]);
}

export function encodePath(path: string): string {
	return path.split("/").map(encodeURIComponent).join("/");
}

/** What axe-core objects to, one line each. */
export async function barriers(page: Page): Promise<string[]> {
	await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
	return page.evaluate(async () => {
		// biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window, untyped
		const { violations, passes } = await (window as any).axe.run();
		if (passes.length === 0) return ["axe looked at nothing"];
		return violations.flatMap((rule: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
			rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
		);
	});
}
