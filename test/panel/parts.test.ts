import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, Script } from "node:vm";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerPage, type FromWorker, packSiteGraph, type ToWorker } from "../../src/panel/index.js";
import { createStoreBuilder } from "../../src/query/index.js";
import { kit, namedGraph, readScenarios } from "../query/tck/kit.js";
import { Draft } from "../query/tck/setup.js";

/** The engine as pages have it: in parts, which come when a question needs them, and then give what the whole gives. */
const folder = mkdtempSync(join(tmpdir(), "notapse-parts-"));
const scripts = new Map<string, Script>();
const sizes = new Map<string, number>();

beforeAll(() => {
	const builder = new URL("../../scripts/engine/build-engine.mjs", import.meta.url).href;
	const program = `import { buildEngine } from ${JSON.stringify(builder)}; await buildEngine(${JSON.stringify(folder)});`;
	const cwd = fileURLToPath(new URL("../../", import.meta.url));
	execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd });
	for (const name of readdirSync(folder)) {
		const text = readFileSync(join(folder, name), "utf8");
		scripts.set(name, new Script(text, { filename: name }));
		sizes.set(name, gzipSync(text, { level: 9 }).length);
	}
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Hear = (message: ToWorker) => void;

/** A worker with some parts. */
function startWorker(parts: Iterable<string>, tell: (message: FromWorker) => void): Hear {
	let hear: ((event: { readonly data: ToWorker }) => void) | undefined;
	const world = createContext({
		...{ setTimeout, clearTimeout, performance, TextDecoder, TextEncoder, structuredClone, AbortController },
		postMessage: tell,
		addEventListener: (_: string, listener: typeof hear) => {
			hear = listener;
		},
	});
	for (const name of ["worker", ...Array.from(parts, (part) => `part-${part}`)])
		scripts.get(`query-${name}.js`)!.runInContext(world);
	return (data) => hear!({ data });
}

interface Asked {
	readonly message: unknown;
	readonly parts: ReadonlySet<string>;
}

/** What the page does: it starts the worker anew with each part that it asks for. */
async function askParts(graph: Uint8Array, query: string, start: Iterable<string> = []): Promise<Asked> {
	const parts = new Set(start);
	for (;;) {
		const message = await converse((tell) => startWorker(parts, tell), graph, query);
		if (message.kind !== "needs-part") return { message: plain(message), parts };
		expect(parts).not.toContain(message.part);
		parts.add(message.part);
	}
}

async function askWhole(graph: Uint8Array, query: string): Promise<unknown> {
	return plain(await converse((tell) => answerPage(tell).hear, graph, query));
}

/** Of the kit's scenarios, how many are asked where somebody waits. */
const every = process.env.CI ? 1 : 5;

const budget = { time: 60_000, memory: 250e6, rows: 10_000, shown: 100 };

function converse(
	start: (tell: (message: FromWorker) => void) => Hear,
	graph: Uint8Array,
	query: string,
): Promise<FromWorker> {
	return new Promise((resolve) => {
		const hear = start((message) => {
			if (message.kind !== "opened") resolve(message);
		});
		hear({ kind: "open", graph, whole: true });
		hear({ kind: "ask", id: 1, query, budget });
	});
}

function plain(message: FromWorker): unknown {
	const { took: _, ...rest } = structuredClone(message) as FromWorker & { took?: number };
	return JSON.parse(JSON.stringify(rest));
}

const builder = createStoreBuilder();
const notes = ["a", "b", "c", "d"].map((title, i) =>
	builder.addNode(["Note"], Object.entries({ title, path: `${title}.md`, year: 1990 + i })),
);
for (const [i, note] of notes.slice(1).entries()) builder.addRelationship("LINKS", notes[i]!, note);
const graph = packSiteGraph(builder.finish(), (node) => `${node}.html`);

describe("parts of the engine", () => {
	it("are not needed by what readers ask first", async () => {
		for (const query of [
			"MATCH (n:Note) RETURN n AS note, n.year AS year ORDER BY n.title LIMIT 20",
			"MATCH (a:Note {title: 'b'})-[r:LINKS]-(b:Note) RETURN a, r, b",
			"MATCH (n:Note) RETURN n, COUNT { (n)<-[:LINKS|EMBEDS]-() } AS links ORDER BY links DESC LIMIT 10",
		]) {
			const { message, parts } = await askParts(graph, query);
			expect(message).toMatchObject({ kind: "answer" });
			expect([...parts]).toEqual([]);
		}
	});

	it("come when a question needs them", async () => {
		const needed = async (query: string) => [...(await askParts(graph, query)).parts];
		expect(await needed("RETURN date('2026-11-23') + duration('P1D') AS day")).toContain("time");
		expect(await needed("MATCH (n) WHERE n.title =~ '[a-c]' RETURN n")).toContain("regex");
		expect(await needed("MATCH p = shortestPath((a {title: 'a'})-[*]-(b {title: 'd'})) RETURN p")).toContain(
			"paths",
		);
		expect(await needed("MATCH (n) RETRN n")).toEqual(["rest"]);
	});

	it("leave little to load with the page", () => {
		expect([...sizes.keys()].sort()).toEqual([
			...["query-part-paths.js", "query-part-regex.js", "query-part-rest.js", "query-part-time.js"],
			"query-worker.js",
		]);
		expect(sizes.get("query-worker.js")).toBeLessThan(40 * 1024);
	});

	it("belong to one build", () => {
		const part = readFileSync(join(folder, "query-part-time.js"), "utf8").replace(
			/"[0-9a-f]{8}"/,
			'"00000000"',
		);
		const world = createContext({ addEventListener: () => {} });
		scripts.get("query-worker.js")!.runInContext(world);
		expect(() => new Script(part).runInContext(world)).toThrow("another version");
	});

	it.skipIf(!kit.exists)("answer the compatibility kit like the whole", { timeout: 100_000 }, async () => {
		const all = [...scripts.keys()].flatMap((name) => /^query-part-(.+)\.js$/.exec(name)?.[1] ?? []);
		let asked = 0;
		const differing: string[] = [];
		for (const { id, steps } of readScenarios().filter((_, i) => i % every === 0)) {
			const draft = new Draft();
			for (const { text, doc = "" } of steps) {
				const named = /^the (\S+) graph$/.exec(text);
				if (text === "having executed:") draft.run(doc);
				else if (named !== null && named[1] !== "empty") draft.run(namedGraph(named[1]!));
			}
			const query = steps.find(({ text }) => text === "executing query:")?.doc;
			if (query === undefined || /rand\(|realtime/.test(query)) continue;
			const packed = packSiteGraph(draft.store(), () => undefined);
			const whole = await askWhole(packed, query);
			// From the start that takes several workers: for some.
			const { message } = await askParts(packed, query, asked % 8 === 0 ? [] : all);
			if (JSON.stringify(message) !== JSON.stringify(whole))
				differing.push(`${id}: ${query}\n${JSON.stringify(message)}\n${JSON.stringify(whole)}`);
			asked++;
		}
		expect(differing.join("\n\n")).toBe("");
		expect(asked).toBeGreaterThan(1500 / every);
	});
});
