/**
 * How long readers of the page for queries wait, in a real browser with a profile that is new each time: from the click
 * on the button to the first row on the screen, one second after the page was opened, and from the beginning of the
 * navigation to the first row for a link that carries a query. Nothing is asserted.
 *
 *     npx tsx bench/query-page.bench.ts [SITE …] [--times 9] [--notes 10000] [--csv FILE]
 *
 * A SITE is a folder that was compiled before; without one, the demo vault and a generated vault of `--notes` are
 * compiled with what is in dist/.
 */
import "./unbuilt.js";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { serveSite } from "../src/server/index.js";
import { writeVault } from "./generate-vault.js";
import { median, notapse } from "./process.js";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { times: { type: "string", default: "9" }, notes: { type: "string", default: "10000" } },
});
const times = Number(values.times);
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
	(path) => path !== undefined && existsSync(path),
);

/** The first is asked where the page has no example of its own for a part of the engine. */
const counting =
	"MATCH (n:Note)<-[:LINKS]-(m)\nRETURN n.title AS title, count(*) AS links\nORDER BY links DESC\nLIMIT 10";
const dates =
	"MATCH (n:Note)\nRETURN n.title AS title, date('2026-11-23').week AS week\nORDER BY title\nLIMIT 10";

if (executablePath === undefined) console.log("no Chromium; set CHROMIUM to its path");
else {
	const work = mkdtempSync(join(tmpdir(), "notapse-query-page-"));
	try {
		for (const site of positionals.length > 0
			? positionals.map((path) => resolve(path))
			: await compileBoth(work))
			await measureSite(site);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

async function compileBoth(work: string): Promise<string[]> {
	const made = join(work, "generated");
	writeVault(made, { notes: Number(values.notes), seed: 1, chinese: 0.5 });
	const sites: string[] = [];
	for (const [vault, name] of [
		["vault", "demo"],
		[made, `${values.notes} notes`],
	] as const) {
		const out = join(work, "sites", name);
		await notapse("compile", resolve(vault), "--out", out, "--cache", join(work, "cache"));
		sites.push(out);
	}
	return sites;
}

async function measureSite(folder: string): Promise<void> {
	const server = await serveSite(dirname(folder));
	const url = new URL(`${encodeURIComponent(basename(folder))}/query.html`, server.url).href;
	const examples = examplesOf(folder);
	console.log(
		`\n${basename(folder)}: milliseconds to the first row on the screen, median of ${times} (least – most)`,
	);
	try {
		for (const [name, query] of [
			["count(*) by group", counting],
			["the first example", examples[0]!],
			["shortest path", examples.find((text) => text.includes("shortestPath"))],
			["a date", dates],
		] as const) {
			if (query === undefined) continue;
			const asked: Asked[] = [];
			for (let i = 0; i < times; i++)
				asked.push(await inNewBrowser((page) => askAfter(page, url, query, 1000)));
			tell(
				`${name}, 1 s after opening`,
				asked.map(({ first }) => first),
			);
			tell(
				`${name}, asked again`,
				asked.map(({ again }) => again),
			);
		}
		const early: number[] = [];
		const opened: number[] = [];
		for (let i = 0; i < times; i++) {
			early.push((await inNewBrowser((page) => askAfter(page, url, counting, 0))).first);
			opened.push(await inNewBrowser((page) => openLink(page, `${url}#q=${encodeURIComponent(counting)}`)));
		}
		tell("count(*) by group, at once after opening", early);
		tell("a link with this query, from the navigation", opened);
	} finally {
		await server.close();
	}
}

function examplesOf(folder: string): string[] {
	const page = readFileSync(join(folder, "query.html"), "utf8");
	const plain = (text: string) =>
		text.replace(
			/&(lt|gt|quot|#39|amp);/g,
			(_, name: string) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name] ?? "'",
		);
	return [...page.matchAll(/<pre translate="no"><code>([^<]*)<\/code>/g)].map(([, text]) => plain(text!));
}

function tell(name: string, figures: readonly number[]): void {
	const [all, load] = [figures.map(Math.round), loadavg()[0]!.toFixed(1)];
	console.log(
		`${name.padEnd(46)} ${String(median(all)).padStart(6)}  (${Math.min(...all)} – ${Math.max(...all)})   load ${load}`,
	);
}

async function inNewBrowser<T>(use: (page: Page) => Promise<T>): Promise<T> {
	const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
	const browser: Browser = await chromium.launch({
		executablePath: executablePath ?? "",
		args,
		headless: true,
	});
	try {
		const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
		// What is run from its source calls this for the names of functions, here and in a page.
		await page.addInitScript("globalThis.__name = (made) => made");
		await page.addInitScript(watchRows);
		return await use(page);
	} finally {
		await browser.close();
	}
}

/** Runs in the page: marks the click by the time of its event, and the first row by the frame after which it is seen. */
function watchRows(): void {
	addEventListener("click", ({ timeStamp }) => performance.mark("asked", { startTime: timeStamp }), true);
	const painted = () =>
		requestAnimationFrame(() => {
			// A task of its own comes after the frame.
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => performance.mark("seen");
			port2.postMessage(undefined);
		});
	const isRow = (node: Node) =>
		node instanceof Element &&
		node.closest(".query-results") !== null &&
		node.querySelector("td, a") !== null;
	new MutationObserver((changes) => {
		if (changes.some(({ addedNodes }) => [...addedNodes].some(isRow))) painted();
	}).observe(document, { subtree: true, childList: true });
}

interface Asked {
	readonly first: number;
	readonly again: number;
}

async function askAfter(page: Page, url: string, query: string, wait: number): Promise<Asked> {
	await page.goto(url);
	await page.locator("#query-text").fill(query);
	await page.waitForTimeout(wait);
	const first = await click(page);
	return { first, again: await click(page) };
}

async function click(page: Page): Promise<number> {
	await page.evaluate(() => performance.clearMarks());
	await page.locator(".query-form [type=submit]").click();
	return page.evaluate(() => {
		const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime;
		return new Promise<number>((resolve) => {
			const look = () => {
				const [asked, seen] = [at("asked"), at("seen")];
				if (asked === undefined || seen === undefined) setTimeout(look, 5);
				else resolve(seen - asked);
			};
			look();
		});
	});
}

async function openLink(page: Page, url: string): Promise<number> {
	await page.goto(url);
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const look = () => {
					const seen = performance.getEntriesByName("seen")[0]?.startTime;
					if (seen === undefined) setTimeout(look, 5);
					else resolve(seen);
				};
				look();
			}),
	);
}
