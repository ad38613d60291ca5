/**
 * How good the full-text index is and what it costs. The truth is plain: a note answers a query when its title or
 * text holds every word of it as a substring (NFKC, lower case).
 *
 *     npx tsx bench/search.bench.ts [VAULT…]
 *
 * Without arguments: a generated vault of 3,000 Chinese notes, and the demo vault. Bytes are those of the files:
 * they are compressed already, so that is what a server sends.
 */
import { gunzipSync } from "node:zlib";
import type { SiteFile, SourceFile } from "../src/model/index.js";
import { compileNote } from "../src/note-compiler/compile-note.js";
import { buildSearch, type SearchDocument } from "../src/site/search/build.js";
import { passagesOf } from "../src/site/search/passages.js";
import { fromScript } from "../src/site/search/script.js";
import { createSearcher, type Hit } from "../src/site/search/searcher.js";
import { fold, runsOf } from "../src/site/search/tokens.js";
import { readVault } from "../src/vault/index.js";
import { generateVault, mulberry32 } from "./generate-vault.js";

const shown = 10;
const queriesPerKind = 40;

const vaults = process.argv.slice(2);
if (vaults.length === 0) {
	const files = generateVault({ notes: 3000, seed: 1, chinese: 1 });
	await measure(
		"3,000 generated Chinese notes",
		[...files].map(([path, source]) => ({ path, source, hash: path })),
	);
	vaults.push("vault");
}
for (const folder of vaults) {
	const vault = await readVault(folder, { ignore: [], followSymlinks: false, exclude: [] });
	await measure(folder, vault.notes);
}

async function measure(name: string, sources: readonly SourceFile[]): Promise<void> {
	const documents = await compileAll(sources);
	console.log(`\n${name}: ${documents.length} notes, ${count(sum(documents.map(lengthOf)))} characters`);
	const files = measureBuild(documents);
	const truths = documents.map(textOf);
	const seen = new Set<string>();
	for (const [kind, queries] of sampleQueries(documents))
		await measureQueries(kind, queries, documents, truths, files, seen);
}

async function compileAll(sources: readonly SourceFile[]): Promise<SearchDocument[]> {
	const notes = { comments: "index", tagPunctuation: "part-of-tag", markdownLinks: true } as const;
	const documents: SearchDocument[] = [];
	for (const source of sources) {
		const { note, body, sketch, search } = await compileNote(source, {
			notes,
			trust: false,
			strictLineBreaks: false,
		});
		if (!note.published) continue;
		const { title, lang, aliases, headings } = note;
		const href = encodeURI(note.path).replace(/\.md$/, ".html");
		const passages = passagesOf(headings, body.text);
		documents.push({
			...{ href, title, lang, aliases, sketch, basis: "" },
			terms: () => search,
			passages: () => passages,
		});
	}
	return documents;
}

function measureBuild(documents: readonly SearchDocument[]): ReadonlyMap<string, Uint8Array> {
	const start = cpu();
	const made = buildSearch(documents);
	const built = cpu();
	const files = new Map(made.map((file) => [file.path, contentOf(file)]));
	const packed = cpu();
	const size = (part: string) =>
		sum([...files].filter(([path]) => path.includes(part)).map(([, { length }]) => length));
	console.log(
		`  build   ${(built - start).toFixed(0)} ms CPU, compress ${(packed - built).toFixed(0)} ms; ${files.size} files, ` +
			`terms ${kb(size("/terms/"))}, texts ${kb(size("/texts/"))}, names ${kb(size("/names"))}: ` +
			`${(size("") / 1024 / documents.length).toFixed(2)} KB a note`,
	);
	return files;
}

function contentOf(file: SiteFile): Uint8Array {
	if (!("content" in file)) throw new Error(file.path);
	const content = file.content();
	return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

async function measureQueries(
	kind: string,
	queries: readonly string[],
	documents: readonly SearchDocument[],
	truths: readonly string[],
	files: ReadonlyMap<string, Uint8Array>,
	seen: Set<string>,
): Promise<void> {
	const hrefs = new Map(documents.map((document, index) => [document.href, index]));
	const results = {
		recall: [] as number[],
		precision: [] as number[],
		first: [] as number[],
		later: [] as number[],
	};
	let titled = 0;
	let withTitle = 0;
	const requests: number[] = [];
	let time = 0;
	for (const query of queries) {
		const words = query.split(" ").map(fold);
		const truth = new Set<number>();
		truths.forEach((text, index) => {
			if (words.every((word) => text.includes(word))) truth.add(index);
		});
		const log = new Set<string>();
		const start = cpu();
		const few = await ask(query, shown, files, log);
		time += cpu() - start;
		const all = await ask(query, 1e6, files, new Set());
		const found = new Set(all.map((hit) => hrefs.get(hit.href)));
		const hit = [...truth].filter((index) => found.has(index)).length;
		if (truth.size > 0) results.recall.push(hit / truth.size);
		if (process.env.MISSES && hit < truth.size) console.log(`    misses: ${query}`);
		const right = few.filter((one) => truth.has(hrefs.get(one.href) ?? -1)).length;
		if (few.length > 0) results.precision.push(right / few.length);
		if (process.env.MISSES && right < few.length)
			console.log(`    wrong: ${query} in ${few.find((one) => !truth.has(hrefs.get(one.href) ?? -1))?.href}`);
		results.first.push(weigh(log, files));
		results.later.push(weigh(new Set([...log].filter((path) => !seen.has(path))), files));
		requests.push(log.size);
		for (const path of log) seen.add(path);
		if (documents.some((document) => fold(document.title) === fold(query))) {
			withTitle += 1;
			if (few[0] !== undefined && fold(documents[hrefs.get(few[0].href) ?? -1]?.title ?? "") === fold(query))
				titled += 1;
		}
	}
	console.log(
		`  ${kind.padEnd(22)} recall ${mean(results.recall)}  p@${shown} ${mean(results.precision)}  title first ${titled}/${withTitle}` +
			`  first ${kb(quantile(results.first, 0.5))} (95 %: ${kb(quantile(results.first, 0.95))})` +
			`  later ${kb(quantile(results.later, 0.5))}  requests ${quantile(requests, 0.5)}  ${(time / queries.length).toFixed(1)} ms CPU`,
	);
}

async function ask(
	query: string,
	limit: number,
	files: ReadonlyMap<string, Uint8Array>,
	log: Set<string>,
): Promise<readonly Hit[]> {
	const searcher = createSearcher(async (path) => {
		log.add(path);
		return gunzipSync(fromScript(files.get(path) ?? new Uint8Array()));
	});
	const answer = await searcher.search(query, limit);
	return answer === undefined || answer.near ? [] : answer.hits;
}

/** The same for the same vault: titles, stretches of its text of several lengths, words, and two words at once. */
function sampleQueries(documents: readonly SearchDocument[]): Map<string, string[]> {
	const random = mulberry32(7);
	const some = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
	const runs = (kind: "characters" | "word") => {
		const [, , text = ""] = some(some(documents)?.passages().flat() ?? []) ?? [];
		return [...runsOf(text)].filter((run) => run.kind === kind && run.text.length > 1).map((run) => run.text);
	};
	const stretch = (length: number) => {
		const run = some(runs("characters")) ?? "";
		const start = Math.floor(random() * Math.max(1, run.length - length + 1));
		return run.length < length ? "" : run.slice(start, start + length);
	};
	const sample = (make: () => string | undefined): string[] => {
		const queries = new Set<string>();
		for (let tries = 0; tries < 50 * queriesPerKind && queries.size < queriesPerKind; tries += 1) {
			const query = make()?.trim() ?? "";
			if (query !== "") queries.add(query);
		}
		return [...queries];
	};
	const kinds = new Map([
		["titles", sample(() => some(documents)?.title)],
		...[2, 3, 4, 6, 12].map((n): [string, string[]] => [`${n} characters`, sample(() => stretch(n))]),
		["words", sample(() => some(runs("word")))],
		["two stretches", sample(() => [stretch(2), stretch(2)].filter(Boolean).join(" "))],
	]);
	return new Map([...kinds].filter(([, queries]) => queries.length > 0));
}

function textOf({ title, aliases, passages }: SearchDocument): string {
	const sections = passages().flat();
	return fold([title, ...aliases, ...sections.map(([, heading, text]) => `${heading} ${text}`)].join("\n"));
}

function lengthOf({ passages }: SearchDocument): number {
	return sum(passages().flatMap((passage) => passage.map(([, , text]) => text.length)));
}

function weigh(log: ReadonlySet<string>, files: ReadonlyMap<string, Uint8Array>): number {
	return sum([...log].map((path) => files.get(path)?.length ?? 0));
}

function cpu(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): string {
	return (sum(values) / Math.max(1, values.length)).toFixed(3);
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function kb(bytes: number): string {
	return `${(bytes / 1024).toFixed(1)} KB`;
}

function count(n: number): string {
	return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
