/** A graph in a file answers as the one in memory does; what is no such file is refused. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { GraphContents } from "../src/backends/index.js";
import {
	accessTo,
	builtInProcedures,
	createStoreBuilder,
	float,
	type GraphStore,
	Procedures,
	prepare,
	toPlain,
	type Value,
} from "../src/query/index.js";
import { savedFile } from "../src/remote/saved-address.js";
import { openSavedFile, writeSavedGraph } from "../src/remote/saved-graph.js";

const folder = mkdtempSync(join(tmpdir(), "saved-graph-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "notes.graph");

/** Contents of which nothing but the graph matters. */
function bare(store: GraphStore): GraphContents {
	const nothing = () => undefined;
	return {
		store,
		keyOf: String,
		ownerOf: (node) => node,
		namesOf: () => [],
		textOf: nothing,
		sentenceOf: nothing,
	};
}

const value: fc.Arbitrary<Value> = fc.letrec<Record<string, Value>>((tie) => ({
	any: fc.oneof(
		{ maxDepth: 2 },
		fc.constantFrom<Value>("", "a", "神经网络", "é", "😀\u0000", true, false),
		fc.string(),
		fc.maxSafeInteger(),
		fc.bigInt(2n ** 53n + 1n, 2n ** 63n - 1n),
		fc.double().map(float),
		fc.array(tie("any") as fc.Arbitrary<Value>, { maxLength: 3 }),
		fc
			.array(fc.tuple(fc.string(), tie("any") as fc.Arbitrary<Value>), { maxLength: 2 })
			.map((all) => new Map(all)),
	),
})).any as fc.Arbitrary<Value>;

const properties = fc.dictionary(fc.constantFrom("title", "标签", "x", "rare"), fc.oneof(fc.string(), value));
const graphs = fc.integer({ min: 1, max: 40 }).chain((size) =>
	fc.record({
		nodes: fc.array(fc.tuple(fc.subarray(["Note", "Tag"]), properties), { minLength: size, maxLength: size }),
		links: fc.array(
			fc.tuple(fc.constantFrom("LINKS", "作者"), fc.nat(size - 1), fc.nat(size - 1), properties),
		),
	}),
);

const questions = [
	"MATCH (n) RETURN n, labels(n), keys(n)",
	"MATCH (a)-[r]->(b) RETURN id(a), type(r), properties(r), b.title ORDER BY id(r)",
	"MATCH (a)<-[:LINKS]-(b) RETURN a.title, count(*) AS n ORDER BY n DESC, a.title",
	"MATCH (a:Note)-->(b) WHERE a.x = b.x OR a.title IN ['a', b.title] RETURN id(a), id(b)",
	"MATCH (n {title: '神经网络'}) RETURN n",
	"MATCH (n) WHERE n.title CONTAINS 'a' RETURN n.rare",
	"CALL db.propertyKeys()",
];

test("a saved graph answers as the one that was saved", async () => {
	await fc.assert(
		fc.asyncProperty(graphs, async ({ nodes, links }) => {
			const builder = createStoreBuilder();
			for (const [labels, own] of nodes) builder.addNode(labels, Object.entries(own));
			for (const [type, from, to, own] of links) builder.addRelationship(type, from, to, Object.entries(own));
			const store = builder.finish();
			writeSavedGraph(file, bare(store));
			const saved = openSavedFile(file);
			const procedures: Procedures = new Procedures(builtInProcedures(() => procedures));
			for (const question of questions) {
				const { result, store: read } = await saved.ask(question);
				const { rows } = prepare(question, { store, access: accessTo(store), procedures }).runSync();
				const plain = (all: readonly (readonly Value[])[], of: GraphStore) =>
					all.map((row) => row.map((one) => toPlain(one, of)));
				expect(plain(result.rows, read), question).toEqual(plain(rows, store));
			}
			await saved.close();
		}),
		{ numRuns: 40 },
	);
});

test("names, texts, sentences and vectors are kept", async () => {
	const builder = createStoreBuilder();
	const titles = ["LSTM", "GRU", "循环网络"];
	for (const title of titles)
		builder.addNode(
			["Note"],
			[
				["title", title],
				["path", `${title}.md`],
			],
		);
	builder.addRelationship("LINKS", 0, 1, [["line", 3]]);
	const vectors = [Float32Array.of(1, 0), Float32Array.of(0.6, 0.8), undefined];
	writeSavedGraph(file, {
		...bare(builder.finish()),
		namesOf: (node) => [{ name: titles[node]!.toLowerCase(), kind: "note", isPath: false }],
		textOf: (node) => ({
			...{
				names: titles[node]!.toLowerCase(),
				body: "long memory",
				prose: "First.\nLong memory.",
				lines: [1, 5],
			},
			excerpt: "First.",
		}),
		sentenceOf: () => "It has a gate.",
		vectors: { dimension: 2, of: (node) => vectors[node] },
		communities: [{ name: "Gates", terms: ["gate"], members: [0, 1] }],
	});
	const saved = openSavedFile(file);
	const rowsOf = async (query: string) => {
		const { result, store } = await saved.ask(query);
		return result.rows.map((row) => row.map((one) => toPlain(one, store)));
	};
	expect((await saved.find("[[lstm|x]]")).path).toBe("LSTM.md");
	expect((await saved.find("循环")).path).toBe("循环网络.md");
	await expect(saved.find("nobody")).rejects.toThrow(/Nothing in the graph/);
	expect(
		await rowsOf("MATCH (a {title: 'LSTM'}), (b {title: 'GRU'}) RETURN round(similarity(a, b), 3)"),
	).toEqual([[0.6]]);
	expect(
		await rowsOf("MATCH (a {title: 'GRU'}) CALL gnn.nearest(a, 5) YIELD node RETURN node.title"),
	).toEqual([["LSTM"]]);
	expect(await rowsOf("CALL gnn.communities() YIELD name, members RETURN name, size(members)")).toEqual([
		["Gates", 2],
	]);
	expect(
		await rowsOf("CALL text.search('memory gru') YIELD node, line, excerpt RETURN node.title, line, excerpt"),
	).toEqual([["GRU", 5, "Long memory."]]);
	expect((await saved.ask("RETURN 1")).sentenceOf(0)).toBe("It has a gate.");
	await saved.close();
});

test("one text of many is read by itself", async () => {
	const builder = createStoreBuilder();
	// More than is decoded as a whole, and more than are read one by one.
	for (let i = 0; i < 2000; i++)
		builder.addNode(
			["Note"],
			[
				["title", `note ${i}`],
				["text", `${"长".repeat(2500)}${i}`],
			],
		);
	writeSavedGraph(file, bare(builder.finish()));
	const saved = openSavedFile(file);
	const ask = async (query: string) => (await saved.ask(query)).result.rows;
	expect(await ask("MATCH (n {title: 'note 1234'}) RETURN right(n.text, 5), size(n.text)")).toEqual([
		["长1234", 2504],
	]);
	expect(await ask("MATCH (n) RETURN count(DISTINCT n.text), max(size(n.text))")).toEqual([[2000, 2504]]);
	expect(await ask("MATCH (n) WHERE n.text ENDS WITH '长77' RETURN n.title")).toEqual([["note 77"]]);
	await saved.close();
});

test("what is no saved graph is refused, wherever it was cut", () => {
	const builder = createStoreBuilder();
	builder.addNode(["Note"], [["title", "a"]]);
	writeSavedGraph(file, bare(builder.finish()));
	const whole = readFileSync(file);
	expect(statSync(file).size).toBe(whole.length);
	const torn = join(folder, "torn.graph");
	for (const length of [0, 10, 20, 40, Math.floor(whole.length / 2), whole.length - 1]) {
		writeFileSync(torn, whole.subarray(0, length));
		expect(() => openSavedFile(torn)).toThrow(/is no saved graph of this version/);
	}
	expect(() => openSavedFile(join(folder, "none.graph"))).toThrow(/cannot be opened \(ENOENT\)/);
});

test("which addresses are files", () => {
	expect(savedFile("notes.graph")).toBe("notes.graph");
	expect(savedFile("/a/笔记.graph")).toBe("/a/笔记.graph");
	expect(savedFile("file:///a/b%20c.graph")).toBe("/a/b c.graph");
	expect(savedFile("postgres://h/db.graph")).toBe(undefined);
	expect(savedFile("notes.db")).toBe(undefined);
	expect(savedFile("./notes.db")).toBe("./notes.db");
	expect(savedFile("/tmp/g.notapse")).toBe("/tmp/g.notapse");
	expect(savedFile("C:\\notes")).toBe("C:\\notes");
	expect(savedFile("db.example.org")).toBe(undefined);
	expect(savedFile("localhost:5432/notes")).toBe(undefined);
	expect(savedFile("file://elsewhere/a")).toBe(process.platform === "win32" ? "\\\\elsewhere\\a" : undefined);
	expect(savedFile("file:a.db")).toBe(resolve("a.db"));
	expect(savedFile("file:")).toBe(undefined);
});
