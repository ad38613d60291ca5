import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../src/config.js";
import { runVault } from "../../src/run.js";
import { serveSite } from "../../src/server/index.js";
import { deno } from "../cells/run/support.js";
import { hostileResults } from "../dataview/script/hostile-results.js";
import { launch, noBrowser, openContext } from "../support/browser.js";
import { compileTo, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

/** What programs for Dataview showed, in a real browser without the policy that would hold anyway. */
const folder = temporary();
let browser: Browser;
let site: Awaited<ReturnType<typeof serveSite>>;
const notes = hostileResults.map(
	(code, i) => [`P${i}.md`, `# P${i}\n\n\`\`\`dataviewjs\n${code}\n\`\`\`\n`] as const,
);

beforeAll(async () => {
	if (noBrowser || deno === undefined) return;
	const vault = folder.at("vault");
	put(vault, {
		...Object.fromEntries(notes),
		"x.md": "#x",
		"Inline.md": "`$= \"<img src=x onerror='top.pwned=1'>\"` and `$= dv.el('script', 'top.pwned=1')`",
	});
	const { config } = await loadConfig({ cwd: vault, vault, flags: {} });
	const { plan, results } = await runVault({ vault, config, cache: false, jobs: 1 });
	const failed = plan.cells.flatMap(({ note }, i) =>
		results[i]!.record?.status === "ok" ? [] : [`${note} ${results[i]!.record?.error?.message}`],
	);
	const throwing = hostileResults.findIndex((code) => code.endsWith("throw new Error(M)"));
	expect(failed).toEqual([expect.stringContaining(`P${throwing}.md <script>`)]);
	await compileTo(folder.at("out"), vault);
	site = await serveSite(folder.at("out"));
	browser = await launch();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await site?.close();
	folder.remove();
});

beforeEach((ctx) => {
	if (noBrowser) ctx.skip(noBrowser);
	if (deno === undefined) ctx.skip("There is no Deno here.");
});

test("without its policy, no page runs anything that a program showed, asks anybody or leads away", async () => {
	const { context, remarks } = await openContext(browser, site.url, { bypassCSP: true });
	const page = await context.newPage();
	const ran: string[] = [];
	let shown = 0;
	for (const path of [...notes.map(([name]) => name.replace(".md", ".html")), "Inline.html"]) {
		const address = new URL(path, site.url).href;
		await page.goto(address, { waitUntil: "load" });
		shown += await page.locator(".answer").count();
		// Whatever a reader can press is pressed.
		for (const link of await page.locator("main a[href]").all())
			expect(await link.getAttribute("href"), path).not.toMatch(/^\s*(?:java|vb)script:|^\s*data:/i);
		for (const button of await page.locator("main summary, main p").all())
			await button.click({ force: true, timeout: 1_000 }).catch(() => {});
		expect(page.url().split("#")[0], path).toBe(address);
		if ((await page.evaluate(() => (window as unknown as { pwned?: unknown }).pwned)) !== undefined)
			ran.push(path);
		const foreign = await page.evaluate(
			() =>
				document.querySelectorAll(
					"main iframe, main object, main embed, main form, main base, main meta, main article script, main style, main [onclick], main [onerror], main [onload], main [onfocus], main [ontoggle]",
				).length,
		);
		expect(foreign, path).toBe(0);
	}
	await context.close();
	expect(ran).toEqual([]);
	expect(shown).toBeGreaterThanOrEqual(hostileResults.length - 3);
	expect(remarks.strangers).toEqual([]);
}, 300_000);
