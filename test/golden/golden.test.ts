/**
 * A vault in, a site out. Each folder of `test/vaults` is compiled and compared with `<name>/expected`. Where they
 * differ, `<name>/actual` holds what came out; `npm run golden` takes it over.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Element } from "hast";
import { afterAll, describe, expect, test } from "vitest";
import type { CompileResult } from "../../src/compile.js";
import type { Diagnostic } from "../../src/model/index.js";
import { fromScript } from "../../src/site/search/script.js";
import { elementsIn, parsePage, prettyHtml } from "../support/pretty-html.js";
import { compileTo, filesIn, temporary } from "../support/program.js";
import { goldenFolder, goldenNames, vaultsFolder } from "../support/repository.js";

const folder = temporary();
afterAll(folder.remove);

describe.each(goldenNames)("%s", (name) => {
	const at = (what: string) => join(goldenFolder, name, what);

	test("the site is as expected", async () => {
		const out = folder.at(name);
		// What is learnt is measured, not compared: without it a site is what its notes alone make of it.
		const result = await compileTo(out, join(vaultsFolder, name), { flags: { embed: false } });
		const actual = summarise(out, result);
		if (process.env.UPDATE_GOLDEN) put(at("expected"), actual);
		const expected = existsSync(at("expected")) ? get(at("expected")) : {};
		if (JSON.stringify(actual) === JSON.stringify(expected))
			rmSync(at("actual"), { recursive: true, force: true });
		else put(at("actual"), actual);
		const hint = `compare test/golden/${name}/expected with …/actual; \`npm run golden\` accepts it`;
		expect(Object.keys(actual), hint).toEqual(Object.keys(expected));
		for (const [path, text] of Object.entries(actual)) expect(text, `${path}: ${hint}`).toBe(expected[path]);
	});
});

type Texts = Readonly<Record<string, string>>;

/** What is worth reviewing of a site, in few files: never the site's own style, script and drawing of the graph. */
function summarise(out: string, { report, diagnostics }: CompileResult): Texts {
	const paths = filesIn(out);
	const text = (path: string) => readFileSync(join(out, path), "utf8");
	const pages = paths.filter((path) => path.endsWith(".html"));
	const redirects = pages.flatMap((path) => {
		const to = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(text(path))?.[1];
		return to === undefined ? [] : [[path, decodeURIComponent(to)] as const];
	});
	const moved = new Set(redirects.map(([path]) => path));
	const written: [string, string][] = [
		["findings.txt", lines(diagnostics.map(printFinding))],
		["paths.txt", lines(paths.map(withoutHash).sort())],
		["redirects.txt", lines(redirects.map((pair) => pair.join(" → ")))],
		["report.json", `${JSON.stringify(report, null, "\t")}\n`],
		["search-names.txt", searchNames(readFileSync(join(out, "-/search/names.js")))],
		...paths
			.filter((path) => /^(?:[^/]*\.xml|llms\.txt|robots\.txt)$/.test(path))
			.map((path): [string, string] => [path, text(path)]),
		...pages
			.filter((path) => !moved.has(path))
			.map((path): [string, string] => [`pages/${path}`, printPage(text(path))]),
	];
	return Object.fromEntries(written.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The head in a few lines, then what the page is about. */
function printPage(html: string): string {
	const elements = [...elementsIn(parsePage(html))];
	const [head, main] = ["head", "main"].map((name) => elements.find(({ tagName }) => tagName === name));
	return `${lines(["<!--", ...[...elementsIn(head ?? nothing)].flatMap(headLine), "-->"])}${prettyHtml(main?.children ?? [])}`;
}

const nothing: Element = { type: "element", tagName: "none", properties: {}, children: [] };

function headLine({ tagName, properties, children }: Element): string[] {
	const [first] = children;
	if (tagName === "title" && first?.type === "text") return [`title: ${first.value}`];
	if (tagName === "meta" && (properties.name === "description" || properties.property === "og:image"))
		return [`${properties.name ?? properties.property}: ${properties.content}`];
	if (tagName !== "link") return [];
	return [`${[properties.rel].flat().join(" ")}: ${withoutHash(String(properties.href))}`];
}

function printFinding({ rule, severity, path = "", position, message, hint }: Diagnostic): string {
	const place = position === undefined ? path : `${path}:${position.line}:${position.column}`;
	return `${severity} ${rule} ${place}\n\t${message}${hint === undefined ? "" : `\n\t(${hint})`}`;
}

/** What the search can find by name. */
function searchNames(file: Uint8Array): string {
	const names = JSON.parse(gunzipSync(fromScript(file)).toString()) as readonly (readonly string[])[];
	return lines(names.map(([href = "", ...rest]) => `${decodeURIComponent(href)}: ${rest.join(" | ")}`));
}

/** The site's own files carry a hash of their content. */
function withoutHash(path: string): string {
	return path.replace(/(-\/[\w-]+)\.[\da-f]{10}\./, "$1.HASH.");
}

function lines(list: readonly string[]): string {
	return list.map((line) => `${line}\n`).join("");
}

function get(root: string): Texts {
	return Object.fromEntries(filesIn(root).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

function put(root: string, texts: Texts): void {
	rmSync(root, { recursive: true, force: true });
	for (const [path, text] of Object.entries(texts)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
}
