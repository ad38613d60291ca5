import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildReport } from "../../src/model/index.js";
import { fromScript } from "../../src/site/search/script.js";
import { findBrokenLinks } from "../support/check-links.js";
import { dangersIn } from "../support/dangers.js";
import { elementsIn, parsePage } from "../support/pretty-html.js";
import {
	compileTo,
	type Ended,
	filesIn,
	fingerprints,
	notapse,
	siteIn,
	temporary,
} from "../support/program.js";
import { xmlFlaw } from "../support/well-formed.js";
import { put } from "../vault/on-disk.js";
import {
	costlyNotes,
	hostileFiles,
	hostileNotes,
	junk,
	marker,
	otherNotes,
	outsideFiles,
	secrets,
} from "./hostile-vault.js";

const baseUrl = "https://notes.example.org/h/";

/** Case twins, names with line breaks and the like are names on Linux alone. */
describe.skipIf(process.platform !== "linux")("a hostile vault", () => {
	const folder = temporary();
	const out = folder.at("out");
	const notes = hostileNotes();
	const files: string[] = [];
	const text = (path: string) => readFileSync(join(out, path), "utf8");
	let run: Ended;
	let report: BuildReport;
	beforeAll(async () => {
		put(folder.root, outsideFiles);
		put(folder.at("vault"), { ...Object.fromEntries(notes), ...hostileFiles(), ...junk });
		run = await notapse([...command, "--report", "report.json"], folder.root);
		report = JSON.parse(readFileSync(folder.at("report.json"), "utf8"));
		files.push(...filesIn(out));
	}, 300_000);
	afterAll(folder.remove);

	const pages = () => files.filter((path) => path.endsWith(".html"));

	test("compiles: exit code 0, no stack trace, no control characters for the terminal", () => {
		expect(run.code, run.stderr).toBe(0);
		expect(run.stderr).not.toMatch(/\n {4}at |internal|bug/);
		expect(run.stderr + run.stdout).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/);
	});

	test("every note that can be read has a page of its own, with its own text", () => {
		const published = new Map(report.notes.flatMap(({ path, page }) => (page ? [[path, page]] : [])));
		expect([...published.keys()].sort()).toEqual([...notes.keys(), ...otherNotes].sort());
		expect(new Set(published.values()).size).toBe(published.size);
		const lost = [...published].filter(([path, page]) => !text(page).includes(marker(path)));
		expect(lost).toEqual([]);
	});

	test("nearly all are read as Markdown", () => {
		const plain = report.notes.filter(({ fate }) => fate === "plain").map(({ path }) => path);
		expect(plain).toEqual([]);
	});

	test("what is no text is left out and named", async () => {
		const { stdout, code } = await notapse(["check", "vault", "--cache", "cache", "--json"], folder.root);
		expect(code).toBe(1);
		const findings = JSON.parse(stdout).diagnostics as { rule: string; path?: string }[];
		const named = (rule: string) =>
			findings.filter((finding) => finding.rule === rule).map(({ path }) => path);
		expect(named("file/binary")).toEqual(Object.keys(junk).sort());
		expect(named("file/symlink")).toEqual([
			"out/folder-link",
			"out/link.md",
			"out/link.png",
			"out/linked",
			"out/loop",
		]);
		expect(named("link/outside").length).toBeGreaterThan(10);
		expect(new Set(named("frontmatter/invalid-yaml"))).toContain("yaml/deep.md");
	});

	test("every internal link opens, and no id stands twice", () => {
		expect(findBrokenLinks(siteIn(out, { report }), baseUrl)).toEqual([]);
	});

	test("no page holds anything that could run, load from elsewhere or shadow a name", () => {
		const dangers = pages().flatMap((path) => dangersIn(text(path)).map((danger) => `${path}: ${danger}`));
		expect(dangers).toEqual([]);
	});

	test("the judge knows danger when it sees it", () => {
		const clean = text("index.html");
		const spoilt = (addition: string) => dangersIn(clean.replace("</main>", `${addition}</main>`));
		expect(dangersIn(clean)).toEqual([]);
		for (const addition of [
			"<script>1</script>",
			"<script src=//x></script>",
			"<img src=x onerror=1>",
			"<img src=//evil.example/x>",
			'<a href="java&#10;script:1">x</a>',
			"<meta http-equiv=refresh content='0; url=https://x'>",
			"<p style='background:url(x)'>",
			"<svg><use href=#x /></svg>",
			"<p id=x-y>",
			"<iframe></iframe>",
			"<style>a{}</style>",
		]) {
			expect(spoilt(addition), addition).not.toEqual([]);
		}
	});

	test("no file of the site is one that a browser or server would run, but our own", () => {
		const active = files.filter((path) =>
			/\.(?:html?|xht|xhtml?|xml|svgz?|php|cgi|shtml|htaccess)(?:\.|$)|\.(?:m?js|css)$/i.test(path),
		);
		const own = /^(?:-\/|rss\.xml$|sitemap\.xml$)|\.html$/;
		const foreign = active.filter((path) => !own.test(path) && !/\.svg$/i.test(path) && !/\.txt$/.test(path));
		expect(foreign).toEqual([]);
		const copies = report.assets.map(({ file }) => file).filter((file) => file?.endsWith(".html"));
		expect(copies).toEqual([]);
	});

	test("drawings are copied without what could act", () => {
		const drawings = files.filter((path) => /\.svg$/i.test(path));
		expect(drawings.length).toBeGreaterThanOrEqual(3);
		for (const path of drawings) {
			expect(text(path), path).not.toMatch(
				/<script|\son\w+=|javascript:|<foreignObject>[^<]|<!ENTITY|evil|pwned|@import/i,
			);
		}
	});

	test("feeds are well-formed XML, data is JSON, and addresses in lists are the site's", () => {
		for (const path of ["rss.xml", "sitemap.xml"]) expect(xmlFlaw(text(path)), path).toBeUndefined();
		expect(() => JSON.parse(text("-/manifest.json"))).not.toThrow();
		for (const [path, json] of searchFiles().filter(([path]) => path.startsWith("-/search/"))) {
			if (!path.includes("/terms/")) expect(() => JSON.parse(json), path).not.toThrow();
		}
		const items = text("llms.txt")
			.split("\n")
			.filter((line) => line.startsWith("- "));
		expect(items.length).toBeGreaterThan(100);
		for (const item of items)
			expect(item).toMatch(/^- \[(?:[^[\]\\]|\\.)*\]\(https:\/\/notes\.example\.org\/h\/[^()\s]*\)/);
	});

	test("JSON-like names are ordinary: nothing is polluted", () => {
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
		for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "CON"]) {
			const { page = "" } = report.notes.find(({ path }) => path === `names/${name}.md`) ?? {};
			expect(text(page)).toContain(`<h1>${name}</h1>`);
		}
		expect(filesIn(out).filter((path) => /(?:^|\/)(?:con|aux|nul|com1|lpt9)(?:\.|$)/i.test(path))).toEqual(
			[],
		);
	});

	test("names of files are such that any disk and any server can hold them", () => {
		const bad = files.filter((path) =>
			/[\\:*?"<>|\0-\x1F\x7F\u202A-\u202E\u200B]|[. ](?:\/|$)|(?:^|\/)\.\.?(?:\/|$)/u.test(path),
		);
		expect(bad).toEqual([]);
		expect(files.filter((path) => path.split("/").some((part) => Buffer.byteLength(part) > 255))).toEqual([]);
		const folded = files.map((path) => path.normalize("NFC").toUpperCase().toLowerCase());
		expect(new Set(folded).size).toBe(files.length);
	});

	test("nothing from outside of the vault is read, and nothing of it that is not published gets out", () => {
		const searched = new Map(searchFiles());
		const revealing = files.flatMap((path) => {
			const content = `${path}\n${searched.get(path) ?? text(path)}`.toLowerCase();
			return Object.entries(secrets)
				.filter(([, secret]) => content.includes(secret))
				.map(([what]) => `${what} in ${path}`);
		});
		expect(revealing).toEqual([]);
		expect(text("llms.txt")).toContain("Teller");
		expect(existsSync(folder.at("elsewhere"))).toBe(false);
	});

	test("the search knows the published notes, and no word of the others", () => {
		const all = searchFiles()
			.map(([, json]) => json)
			.join("\n");
		expect(all).toContain(marker("Teller.md"));
		expect(all).toContain(marker("names/__proto__.md"));
	});

	test("a vault cannot trust itself: the command line alone can", () => {
		expect(run.stderr).toContain("“trust” is never taken from a configuration");
		expect(run.stderr).toContain("“out” is not taken from inside a vault");
	});

	test("the same vault gives the same bytes, with and without a memory", async () => {
		const before = fingerprints(out);
		const again = await notapse([...command, "--json"], folder.root);
		expect(JSON.parse(again.stdout)).toMatchObject({ upToDate: true });
		expect(fingerprints(out)).toEqual(before);
		expect((await notapse(["compile", "vault", "--out", "cold", "--no-cache"], folder.root)).code).toBe(0);
		expect(fingerprints(folder.at("cold"))).toEqual(before);
	});

	/** Unpacked, as the browser sees them; all but the vectors, which are bytes, are JSON, or texts one after the other. */
	function searchFiles(): [string, string][] {
		return files
			.filter((path) => path.startsWith("-/search/") || /^-\/query-(?:graph|outline)\.js$/.test(path))
			.filter((path) => path !== "-/search/vectors.js")
			.map((path) => [path, gunzipSync(fromScript(readFileSync(join(out, path)))).toString()]);
	}
});

const command = ["compile", "vault", "--out", "out", "--cache", "cache"];

describe("notes that would cost too much", () => {
	const folder = temporary();
	afterAll(folder.remove);

	test("cost little, lose nothing, and leave the others alone", async () => {
		const notes = costlyNotes();
		const ordinary = { "Plain.md": "An *ordinary* note, see [[Other]]. plainword", "Other.md": "[[Plain]]" };
		put(folder.at("vault"), { ...Object.fromEntries(notes), ...ordinary });
		const { report, diagnostics } = await compileTo(folder.at("out"), folder.at("vault"));
		expect(report.notes).toHaveLength(notes.size + 2);
		const text = (path = "") => readFileSync(folder.at("out", path), "utf8");
		for (const { path, page, fate } of report.notes) {
			if (notes.has(path)) expect(text(page), path).toContain(marker(path));
			else expect(fate).toBe("page");
			const said = diagnostics.some(({ rule, path: of }) => of === path && /^note\/too-/.test(rule));
			expect(said, path).toBe(fate === "plain");
		}
		expect(text("Plain.html")).toContain("An <em>ordinary</em> note");
		const dangers = filesIn(folder.at("out"))
			.filter((path) => path.endsWith(".html") && text(path).length < 200_000)
			.flatMap((path) => dangersIn(text(path)).map((danger) => `${path}: ${danger}`));
		expect(dangers).toEqual([]);
	}, 300_000);
});

describe("a vault with nothing in it", () => {
	const folder = temporary();
	afterAll(folder.remove);

	test.each([
		["nothing", {}],
		["an empty note", { "a.md": "" }],
		["a draft alone", { "a.md": "---\ndraft: true\n---\nzqx" }],
		["junk alone", junk],
		["an empty canvas", { "a.canvas": "" }],
	])("but %s is a site", async (name, files) => {
		put(folder.at(name), { "vault/": "" });
		put(folder.at(name, "vault"), files);
		const out = folder.at(name, "out");
		const result = await compileTo(out, folder.at(name, "vault"));
		expect(findBrokenLinks(siteIn(out, result))).toEqual([]);
		const [main] = [...elementsIn(parsePage(readFileSync(join(out, "index.html"), "utf8")))].filter(
			({ tagName }) => tagName === "main",
		);
		expect(main).toBeDefined();
	});
});
