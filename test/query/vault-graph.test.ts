import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openGraph, query } from "../../src/asking/open-graph.js";
import { formatResult } from "../../src/cli/result-formats.js";
import { loadVault } from "../../src/compile.js";
import { loadConfig } from "../../src/config.js";
import type { CellRecord } from "../../src/model/index.js";
import { prepare, type RelationshipValue, toPlain } from "../../src/query/index.js";
import { createQueryGraph, type QueryGraph } from "../../src/query-graph/query-graph.js";

const files: Record<string, string> = {
	"a.md": `---
author: "[[作者|某人]]"
year: 1997
big: 12345678901234567890
ratio: 1.5
path: mine
__proto__: polluted
nested: {deep: [1, two]}
---
# 标题

Links to [[b#第二|乙]] and again [[b]]; not to [[nowhere]]. #课程/RNN

year:: 2000
状态:: 草稿
状态:: 完成
`,
	"b.md": "![[pic.svg]]\n\n## 第二\n",
	"作者.md": "Somebody with “quotes” & <angles>, who writes `[[no link]]`. Back to [[a]].\n",
	"pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
};

let folder: string;
let graph: QueryGraph;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "notapse-query-"));
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
	const { config } = await loadConfig({ cwd: folder, vault: folder, flags: {} });
	graph = createQueryGraph(await loadVault({ vault: folder, config, cache: false }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function ask(query: string): unknown[] {
	const { rows } = prepare(query, graph.options).runSync();
	return rows.map((row) => row.map((value) => toPlain(value, graph.store)));
}

describe("the graph of a vault", () => {
	it("has links with what is written in them, and property links by their property's name", () => {
		const query =
			"MATCH (:Note {title: 'a'})-[r]->(n) WHERE NOT n:Heading RETURN type(r), n.title, r.line, r.display, r.heading";
		expect(ask(`${query} ORDER BY r.line, n.title, r.display`)).toEqual([
			["author", "作者", 2, "某人", null],
			["LINKS", "b", 12, "乙", "第二"],
			["LINKS", "b", 12, null, null],
			["LINKS", "nowhere", 12, null, null],
			["TAGGED", "课程/RNN", 12, null, null],
		]);
		expect(ask("MATCH (t:Tag)-[:PARENT]->(p) RETURN t.title, p.title")).toEqual([["课程/RNN", "课程"]]);
		expect(ask("MATCH (:Note)-[r:EMBEDS]->(p:Attachment) RETURN p.path")).toEqual([["pic.svg"]]);
		expect(
			ask("MATCH (n:Note)-[:HEADING]->(h) RETURN n.title, h.title, h.depth, h.line ORDER BY n.title"),
		).toEqual([
			["a", "标题", 1, 10],
			["b", "第二", 2, 3],
		]);
	});

	it("has properties as values: the vault's own first, frontmatter before fields, fields as lists", () => {
		expect(
			ask("MATCH (n {title: 'a'}) RETURN n.year, n.path, n.ratio, n.nested, n.状态, n.words > 3"),
		).toEqual([[1997, "a.md", 1.5, { deep: [1, "two"] }, ["草稿", "完成"], true]]);
		expect(ask("MATCH (n {title: 'a'}) RETURN n.big IS NOT NULL, n.__proto__")).toEqual([[true, "polluted"]]);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it("knows the sentence of a link", () => {
		const sentences = (query: string) =>
			prepare(query, graph.options)
				.runSync()
				.rows.map(([r]) => graph.sentenceOf((r as RelationshipValue).id));
		expect(sentences("MATCH (:Note {title: '作者'})-[r:LINKS]->() RETURN r")).toEqual(["Back to a."]);
		expect(sentences("MATCH (:Note {title: 'a'})-[r:author]->() RETURN r")).toEqual([undefined]);
	});

	it("finds texts, and says that there is no network where there is none", () => {
		expect(ask("CALL text.search('SOMEBODY quotes') YIELD node, line RETURN node.title, line")).toEqual([
			["作者", 1],
		]);
		expect(ask("CALL text.search('back') YIELD excerpt RETURN excerpt")).toEqual([
			["Somebody with “quotes” & …, who writes [[no link]]. Back to …."],
		]);
		expect(ask("CALL text.search('somebody nowhere') YIELD node RETURN node")).toEqual([]);
		expect(ask("CALL text.search('   ') YIELD node RETURN node")).toEqual([]);
		expect(ask("MATCH (a:Note {title: 'a'}), (b:Note {title: 'b'}) RETURN similarity(a, b)")).toEqual([
			[null],
		]);
		expect(() => ask("MATCH (a:Note) CALL gnn.nearest(a, 3) YIELD node RETURN node")).toThrow(
			"was not built",
		);
	});

	it("tells of itself", () => {
		expect(ask("CALL db.labels() YIELD label, nodes WHERE label = 'Note' RETURN nodes")).toEqual([[3]]);
		expect(ask("CALL db.propertyKeys() YIELD propertyKey AS k, types WHERE k = 'year' RETURN types")).toEqual(
			[[["integer"]]],
		);
		expect(ask("CALL dbms.procedures() YIELD name WHERE name = 'text.search' RETURN count(*)")).toEqual([
			[1],
		]);
	});
});

describe("the library", () => {
	it("opens a vault once and answers with plain records", async () => {
		const { config } = await loadConfig({ cwd: folder, vault: folder, flags: {} });
		const opened = await openGraph({ vault: folder, config, cache: false });
		const text = "MATCH (n:Note) WHERE n.title = $title RETURN n.title AS title, n.year AS year";
		const ask = (title: string) => query(opened, text, { parameters: { title } });
		// The same question, twice at a time.
		const answers = await Promise.all([ask("a"), ask("b"), ask("a")]);
		expect(answers.map(({ rows }) => rows)).toEqual([
			[{ title: "a", year: 1997 }],
			[{ title: "b", year: null }],
			[{ title: "a", year: 1997 }],
		]);
		expect(opened.plans.size).toBe(1);
		await expect(query(opened, "MATCH (n) RETURN m")).rejects.toThrow("m");
	});
});

describe("formats of results", () => {
	const format = (query: string, name: Parameters<typeof formatResult>[2]) =>
		formatResult(prepare(query, graph.options).runSync(), graph.store, name);

	it("keep what strangers write within their quotes", () => {
		const hostile = `RETURN 'a"b,c\\nd' AS \`x"y\`, '</data>&<' AS z, '|*[x](javascript:1)' AS m`;
		expect(format(hostile, "csv")).toBe('"x""y",z,m\r\n"a""b,c\nd",</data>&<,|*[x](javascript:1)');
		expect(format(hostile, "md").split("\n")[2]).toContain("\\|\\*\\[x\\](javascript:1)");
		expect(JSON.parse(format(hostile, "json"))).toEqual([
			{ 'x"y': 'a"b,c\nd', z: "</data>&<", m: "|*[x](javascript:1)" },
		]);
	});

	it("draw paths with all that is on them", () => {
		const query = "MATCH p = (:Note {title: '作者'})-[:LINKS]->()-[:TAGGED]->() RETURN p";
		expect(format(query, "dot").match(/->/g)).toHaveLength(2);
		const xml = format(query, "graphml");
		expect(xml.match(/<node /g)).toHaveLength(3);
		expect(xml.match(/<edge /g)).toHaveLength(2);
	});
});

describe("cells", () => {
	it("have what they last gave, and how many of their checks passed", async () => {
		const vault = await mkdtemp(join(tmpdir(), "notapse-query-cells-"));
		try {
			const cells = ["one", "two", "three"].map((id) => `\`\`\`ts cell id=${id}\n1\n\`\`\`\n`);
			await writeFile(join(vault, "a.md"), cells.join("\n"));
			const { config } = await loadConfig({ cwd: vault, vault, flags: {} });
			const loaded = await loadVault({ vault, config, cache: false });
			const record = (status: CellRecord["status"], tests: readonly boolean[]): CellRecord => ({
				...{ schema: 1, key: "", engine: "none", seed: 1, status, outputs: [], params: [] },
				tests: tests.map((ok, i) => ({ name: String(i), ok })),
			});
			const { store, options } = createQueryGraph({
				...loaded,
				results: [
					{ state: "fresh", record: record("ok", [true, true, false]) },
					{ state: "stale", record: record("timeout", []) },
					{ state: "missing" },
				],
			});
			const query =
				"MATCH (:Note)-[:CELL]->(c:Cell) RETURN c.id, c.result, c.stale, c.tests, c.passed ORDER BY c.line";
			const { rows } = prepare(query, options).runSync();
			expect(rows.map((row) => row.map((value) => toPlain(value, store)))).toEqual([
				["one", "ok", false, 3, 2],
				["two", "timeout", true, 0, 0],
				["three", null, null, null, null],
			]);
		} finally {
			await rm(vault, { recursive: true, force: true });
		}
	});
});
