import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as notapse from "../../src/index.js";
import { gates } from "../support/asked-vault.js";

const { links, loadConfig, neighbors, openGraph, path, related, search, similar, suggest } = notapse;
let folder: string;
let graph: notapse.OpenGraph;
let learned: notapse.OpenGraph;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "notapse-library-"));
	for (const [name, text] of Object.entries(gates)) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), text);
	}
	const { config } = await loadConfig({ cwd: folder, vault: folder, flags: { epochs: 0 } });
	graph = await openGraph({ vault: folder, config, cache: false });
	learned = await openGraph({ vault: folder, config, cache: false, network: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("answers with records, and pages", async () => {
	const { note, rows, more } = await links(graph, "LSTM", { limit: 1 });
	expect(note.title).toBe("长短期记忆网络");
	expect(rows.map(({ concept, sentence }) => [concept.title, sentence])).toEqual([
		["gate", "A gate keeps what the memory holds: ct."],
	]);
	expect(more).toBe(true);
	const rest = await links(graph, "LSTM", { offset: 1 });
	expect(rest.rows.map(({ concept }) => concept.title)).toEqual(["记忆"]);
	expect(rest.more).toBe(false);
});

it("goes as far as it is told to", async () => {
	const titles = async (depth: number) =>
		(await neighbors(graph, "图网络", { depth })).rows.map(({ concept }) => concept.title);
	expect(await titles(1)).toEqual(["gate", "recurrent"]);
	expect(await titles(2)).toContain("记忆");
	expect((await path(graph, "图网络", "记忆")).length).toBe(2);
	expect((await search(graph, "opens CLOSES")).rows.map(({ place }) => place)).toEqual(["gate.md:1"]);
});

it("asks the network where it was asked for, and says so where it was not", async () => {
	expect((await related(learned, "gate")).related[0]?.why.length).toBeGreaterThan(0);
	expect((await similar(learned, "gate", { limit: 2 })).rows).toHaveLength(2);
	expect((await suggest(learned)).total).toBeGreaterThanOrEqual(0);
	await expect(related(graph, "gate")).rejects.toThrow("was not built");
});

it("tells what else may be meant", async () => {
	await expect(links(graph, "gaet")).rejects.toMatchObject({ suggestion: "gate" });
	await expect(links(graph, "网络")).rejects.toBeInstanceOf(notapse.AmbiguousName);
	await expect(related(learned, "nowhere")).rejects.toBeInstanceOf(notapse.NotEmbedded);
});

it("can be given less time, and be ended", async () => {
	await expect(neighbors(graph, "gate", { depth: 5, budget: { rows: 1 } })).rejects.toBeInstanceOf(
		notapse.QueryError,
	);
	const ended = AbortSignal.abort(new Error("enough"));
	await expect(neighbors(graph, "gate", { signal: ended })).rejects.toThrow("enough");
});
