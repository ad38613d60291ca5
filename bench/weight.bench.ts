/**
 * What a reader downloads, compressed, against the limits that we set ourselves. Nothing is asserted.
 *
 *     npx tsx bench/weight.bench.ts [VAULT …] [--home 10000] [--search 3000]
 *
 * A note's page is weighed cold: the page and everything that it makes a browser ask for. Every page of the vaults
 * is weighed by what it names, and the heaviest by what a real browser asks for, where there is one.
 */
import "./unbuilt.js";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, posix, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { serveSite } from "../src/server/index.js";
import { fromScript } from "../src/site/search/script.js";
import { createSearcher } from "../src/site/search/searcher.js";
import { generateVault, mulberry32, writeVault } from "./generate-vault.js";
import { median, notapse } from "./process.js";

const KB = 1024;
const limits = {
	page: 40 * KB,
	requests: 5,
	script: 15 * KB,
	home: 45 * KB,
	elements: 1200,
	search: 130 * KB,
};

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { home: { type: "string", default: "10000" }, search: { type: "string", default: "3000" } },
});
const work = mkdtempSync(join(tmpdir(), "notapse-weight-"));

try {
	const vaults = positionals.length > 0 ? positionals : ["vault", "../shared/vaults/obsidian-help-en"];
	for (const vault of vaults.filter((folder) => existsSync(folder))) await weighPages(resolve(vault));
	await weighHome(Number(values.home));
	await weighSearch(Number(values.search));
} finally {
	rmSync(work, { recursive: true, force: true });
}

interface Weight {
	readonly page: string;
	readonly bytes: number;
	readonly requests: number;
	readonly script: number;
}

async function weighPages(vault: string): Promise<void> {
	const { out, report } = await compile(vault);
	const pages = report.notes.flatMap(({ page }) => (page === undefined ? [] : [page]));
	const weights = pages.map((page) => weigh(out, page)).sort((a, b) => a.bytes - b.bytes);
	const heaviest = weights.at(-1)!;
	console.log(`\n${basename(vault)}: a cold note page, of ${pages.length}`);
	row("median", median(weights.map(({ bytes }) => bytes)), limits.page);
	row("heaviest", heaviest.bytes, limits.page, heaviest.page);
	const over = weights.filter(({ bytes }) => bytes > limits.page);
	console.log(
		`  over the limit        ${over.length} (pictures count: ${over.map(({ page }) => page).join(", ") || "none"})`,
	);
	const most = Math.max(...weights.map(({ requests }) => requests));
	console.log(
		`  requests              median ${median(weights.map(({ requests }) => requests))}, most ${most} (limit ${limits.requests})`,
	);
	row("script", Math.max(...weights.map(({ script }) => script)), limits.script);
	await askBrowser(out, heaviest.page);
}

/** By what the page names and a browser loads without being scrolled; lazy pictures are left out, and so is the font for rare mathematical letters. */
function weigh(out: string, page: string): Weight {
	const html = readFileSync(join(out, page), "utf8");
	const named = [
		...html.matchAll(/<link rel="(?:stylesheet|icon)" href="(?!data:)([^"]+)"/g),
		...html.matchAll(/<script src="([^"]+)"/g),
		...[...html.matchAll(/<img src="([^"]+)"[^>]*>/g)].filter(([tag]) => !tag.includes('loading="lazy"')),
	].map(([, url = ""]) => decodeURIComponent(posix.join(posix.dirname(page), url)));
	const files = [...new Set([page, ...named])];
	const script = files.filter((path) => path.endsWith(".js")).map((path) => sent(out, path));
	return {
		page,
		bytes: sum(files.map((path) => sent(out, path))),
		requests: files.length,
		script: sum(script),
	};
}

async function askBrowser(out: string, page: string): Promise<void> {
	const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
	if (!existsSync(executablePath)) return console.log("  (no browser to ask)");
	const site = await serveSite(out);
	const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
	const paths = new Set<string>();
	const tab = await browser.newPage({ viewport: { width: 390, height: 844 } });
	tab.on("request", (request) => paths.add(decodeURIComponent(new URL(request.url()).pathname.slice(1))));
	await tab.goto(new URL(page.split("/").map(encodeURIComponent).join("/"), site.url).href);
	await tab.waitForLoadState("networkidle");
	await browser.close();
	await site.close();
	row(
		"in a browser",
		sum([...paths].map((path) => sent(out, path))),
		limits.page,
		`${paths.size} requests: ${[...paths].join(" ")}`,
	);
}

async function weighHome(notes: number): Promise<void> {
	const vault = join(work, `home-${notes}`);
	writeVault(vault, { notes, seed: 1, chinese: 0.5 });
	const { out } = await compile(vault);
	const { bytes } = weigh(out, "index.html");
	const elements = readFileSync(join(out, "index.html"), "utf8").match(/<[a-z]/gi)?.length ?? 0;
	console.log(`\nthe front page of ${notes} notes`);
	row("all it loads", bytes, limits.home);
	console.log(
		`  elements              ${elements} = ×${(elements / limits.elements).toFixed(2)} of ${limits.elements}`,
	);
}

/** Bytes of the index for the first query of a visit: titles, words and stretches of the notes' own text. */
async function weighSearch(notes: number): Promise<void> {
	const vault = join(work, `search-${notes}`);
	const shape = { notes, seed: 2, chinese: 1 };
	writeVault(vault, shape);
	const { out } = await compile(vault);
	const bytes: number[] = [];
	const requests: number[] = [];
	for (const query of sampleQueries(generateVault(shape), 60)) {
		const asked = new Set<string>();
		const searcher = createSearcher(async (path) => {
			asked.add(path);
			return gunzipSync(fromScript(readFileSync(join(out, path))));
		});
		await searcher.search(query, 10);
		bytes.push(sum([...asked].map((path) => readFileSync(join(out, path)).length)));
		requests.push(asked.size);
	}
	bytes.sort((a, b) => a - b);
	console.log(`\nthe first search in ${notes} Chinese notes, ${bytes.length} queries`);
	row("median", median(bytes), limits.search, `${median(requests)} requests`);
	row("95 of 100", bytes[Math.floor(0.95 * bytes.length)]!, limits.search);
	row("most", bytes.at(-1)!, limits.search);
}

function sampleQueries(files: ReadonlyMap<string, string>, count: number): string[] {
	const random = mulberry32(11);
	const all = [...files];
	return Array.from({ length: count }, (_, i) => {
		const [path = "", text = ""] = all[Math.floor(random() * all.length)]!;
		if (i % 3 === 0) return basename(path, ".md");
		const runs = text.match(/[\u4E00-\u9FFF]{4,}/g) ?? ["笔记"];
		return runs[Math.floor(random() * runs.length)]!.slice(0, 2 + (i % 4));
	});
}

async function compile(vault: string) {
	const out = join(work, `${basename(vault)}-site`);
	const report = join(work, "report.json");
	await notapse("compile", vault, "--out", out, "--no-cache", "--quiet", "--report", report);
	return { out, report: JSON.parse(readFileSync(report, "utf8")) as { notes: { page?: string }[] } };
}

/** Bytes as a server sends them: text compressed, what is compressed already as it is. */
function sent(out: string, path: string): number {
	const file = join(out, path || "index.html");
	if (!existsSync(file)) return 0;
	const bytes = readFileSync(file);
	const packed =
		/\.(?:woff2|png|jpe?g|gif|webp|avif|mp[34]|pdf)$/i.test(file) || path.startsWith("-/search/");
	return packed ? bytes.length : gzipSync(bytes, { level: 6 }).length;
}

function row(name: string, bytes: number, limit: number, remark = ""): void {
	const ratio = `×${(bytes / limit).toFixed(2)} of ${limit / KB} KB`;
	console.log(`  ${name.padEnd(20)}${(bytes / KB).toFixed(1).padStart(7)} KB = ${ratio}  ${remark}`);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
