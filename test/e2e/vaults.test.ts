import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CompileResult } from "../../src/compile.js";
import { readVault } from "../../src/vault/index.js";
import { findBrokenLinks } from "../support/check-links.js";
import { compileTo, filesIn, siteIn, temporary } from "../support/program.js";
import { bigVault, demoVault, goldenNames, vaultsFolder } from "../support/repository.js";
import { xmlFlaw } from "../support/well-formed.js";

const baseUrl = "https://notes.example.org/a%20b/";

const vaults: readonly (readonly [name: string, folder: string | undefined])[] = [
	["the demo vault", demoVault],
	...goldenNames.map((name) => [name, join(vaultsFolder, name)] as const),
	["obsidian-help-en", bigVault("obsidian-help-en")],
	["obsidian-help-zh", bigVault("obsidian-help-zh")],
];

/** From a folder on disk to a folder on disk, and what is true of every site. */
describe.each(vaults)("%s", (_, vault) => {
	const folder = temporary();
	const out = folder.at("out");
	const text = (path: string) => readFileSync(join(out, path), "utf8");
	let result: CompileResult;
	beforeAll(async () => {
		if (vault !== undefined) result = await compileTo(out, vault, { flags: { baseUrl } });
	}, 300_000);
	afterAll(folder.remove);

	test("every internal link, source and id in every page opens", (ctx) => {
		if (vault === undefined) return ctx.skip("the vault is not there");
		expect(findBrokenLinks(siteIn(out, result), baseUrl)).toEqual([]);
	});

	test("no note is lost: each has a page of its own that shows it", async (ctx) => {
		if (vault === undefined) return ctx.skip("the vault is not there");
		const { notes } = await readVault(vault, { ignore: [], followSymlinks: false, exclude: [] });
		const fates = result.report.notes;
		expect(fates.map(({ path }) => path)).toEqual(notes.map(({ path }) => path));
		const published = fates.flatMap(({ fate, page }) => (fate === "unpublished" ? [] : [page ?? ""]));
		expect(new Set(published).size).toBe(published.length);
		for (const page of published) expect(text(page), page).toContain('<article class="note');
		// Nobody's own note reads like an attack.
		expect(fates.filter(({ fate }) => fate === "plain")).toEqual([]);
	});

	test("every alias and attachment has a fate, and what it names is there", (ctx) => {
		if (vault === undefined) return ctx.skip("the vault is not there");
		for (const { alias, fate, page = "" } of result.report.aliases) {
			if (fate === "redirect") expect(text(page), alias).toContain('http-equiv="refresh"');
		}
		for (const { path, fate, file = "" } of result.report.assets) {
			expect(existsSync(join(out, file || "-/none")), path).toBe(fate === "copied");
		}
	});

	test("the manifest lists every file with its hash, and nothing else", (ctx) => {
		if (vault === undefined) return ctx.skip("the vault is not there");
		const listed = JSON.parse(text("-/manifest.json")).files as [string, string, number][];
		const found = filesIn(out)
			.filter((path) => path !== "-/manifest.json")
			.map((path) => {
				const bytes = readFileSync(join(out, path));
				return [path, createHash("sha256").update(bytes).digest("hex"), bytes.length];
			});
		expect(listed).toEqual(found);
		expect(result.summary.files).toBe(found.length);
	});

	test("feeds and lists for machines are well-formed, and their addresses open", (ctx) => {
		if (vault === undefined) return ctx.skip("the vault is not there");
		const feeds = filesIn(out).filter((path) => path.endsWith(".xml"));
		expect(feeds).toEqual(expect.arrayContaining(["rss.xml", "sitemap.xml"]));
		for (const path of feeds) expect(xmlFlaw(text(path)), path).toBeUndefined();
		const urls = [
			...feeds.flatMap((path) => [...text(path).matchAll(/<(?:loc|link|guid[^>]*)>([^<]*)</g)]),
			...text("llms.txt").matchAll(/^- \[.*?[^\\]\]\(([^)]*)\)/gm),
			...text("robots.txt").matchAll(/^Sitemap: (.*)$/gm),
		].map(([, url = ""]) => url.replaceAll("&amp;", "&"));
		expect(urls.length).toBeGreaterThan(2);
		const missing = urls.filter((url) => {
			if (!url.startsWith(baseUrl)) return true;
			const path = decodeURIComponent(url.slice(baseUrl.length)) || "index.html";
			return !existsSync(join(out, path));
		});
		expect(missing).toEqual([]);
	});
});
