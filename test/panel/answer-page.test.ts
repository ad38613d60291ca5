import { describe, expect, it } from "vitest";
import {
	answerPage,
	type FromWorker,
	packSiteGraph,
	type ToWorker,
	unpackSiteGraph,
} from "../../src/panel/index.js";
import { createStoreBuilder } from "../../src/query/index.js";

const builder = createStoreBuilder();
const notes = ["甲", "乙", "丙", "丁"].map((title) =>
	builder.addNode(
		["Note"],
		[
			["title", title],
			["path", `夹/${title}.md`],
			["excerpt", "long"],
			["year", 1997],
		],
	),
);
const tag = builder.addNode(
	["Tag"],
	[
		["title", "#课程"],
		["tag", "课程"],
	],
);
const heading = builder.addNode(
	["Heading"],
	[
		["title", "一"],
		["path", "夹/甲.md"],
	],
);
for (const [a, b] of [
	[0, 1],
	[1, 2],
	[2, 3],
] as const)
	builder.addRelationship("LINKS", notes[a]!, notes[b]!, [["line", 3 + a]]);
builder.addRelationship("TAGGED", notes[0]!, tag);
builder.addRelationship("HEADING", notes[0]!, heading);
const store = builder.finish();
const addresses = ["夹/甲.html", "index.html", "夹/丙.html", undefined, "tags/课程.html", undefined];
const encoded = (node: number) => addresses[node]?.split("/").map(encodeURIComponent).join("/");
const packed = packSiteGraph(store, encoded);

describe("the graph of a site", () => {
	it("comes with the addresses of its pages, and without what would be large", () => {
		const graph = unpackSiteGraph(packed);
		const expected = Array.from(addresses, (_, node) => encoded(node));
		// The heading is on the page of its note.
		expected[heading] = expected[0];
		expect(Array.from(addresses, (_, node) => graph.hrefOf(node))).toEqual(expected);
		expect(graph.store.nodeKeys(0)).toEqual(["path", "title", "year"]);
		expect(graph.store.relationshipKeys(0)).toEqual(["line"]);
	});
});

const budget = { time: 60_000, memory: 50e6, rows: 1000, shown: 3 };

/** A conversation: what the page says, and what it hears. */
async function converse(...said: readonly ToWorker[]): Promise<readonly FromWorker[]> {
	const heard: FromWorker[] = [];
	const { hear } = answerPage((message) => heard.push(message));
	const asked = said.filter(({ kind }) => kind === "ask").length;
	for (const message of said) {
		hear(message);
		await new Promise((resolve) => setTimeout(resolve));
	}
	const answers = () => heard.filter(({ kind }) => kind === "answer" || kind === "problem").length;
	for (let wait = 0; answers() < asked && wait < 400; wait++)
		await new Promise((resolve) => setTimeout(resolve, 5));
	return heard;
}

const open: ToWorker = { kind: "open", graph: packed, whole: true };
const ask = (query: string, id = 1): ToWorker => ({ kind: "ask", id, query, budget });

describe("a page that asks", () => {
	it("hears how large the graph is, and the answer with links to pages", async () => {
		const heard = await converse(open, ask("MATCH (n:Note) RETURN n, n.year AS 年 ORDER BY n.title DESC"));
		expect(heard).toMatchObject([
			{ kind: "opened", nodes: 6, relationships: 5, parts: [] },
			{
				kind: "answer",
				id: 1,
				columns: [
					{ name: "n", numeric: false },
					{ name: "年", numeric: true },
				],
				total: 4,
				rows: [
					[{ kind: "node", node: { title: "甲", href: encoded(0), label: "Note" } }, 1997],
					[{ node: { title: "乙", href: "index.html" } }, 1997],
					[{ node: { title: "丙" } }, 1997],
				],
			},
		]);
	});

	it("is given a drawing of paths, and none of nodes alone", async () => {
		const [, paths, nodes] = await converse(
			open,
			ask("MATCH p = (:Note {title: '甲'})-[:LINKS*2]->() RETURN p"),
			ask("MATCH (n:Tag) RETURN n", 2),
		);
		expect(paths).toMatchObject({
			graph: {
				nodes: [{ title: "甲" }, { title: "乙" }, { title: "丙" }],
				edges: [
					{ source: 0, target: 1, type: "LINKS" },
					{ source: 1, target: 2, type: "LINKS" },
				],
				hidden: 0,
			},
			rows: [[{ kind: "path", steps: [{ type: "LINKS", forward: true }, { forward: true }] }]],
		});
		expect(nodes).not.toHaveProperty("graph");
		expect(nodes).toMatchObject({ rows: [[{ node: { label: "Tag", href: encoded(4) } }]] });
	});

	it("is told what the query asks for and the graph does not have", async () => {
		const [, answer, fine] = await converse(
			open,
			ask("MATCH (n:Note) WHERE n.yaer > 1 RETURN n"),
			ask("MATCH (n:Note) RETURN n.year", 2),
		);
		expect(answer).toMatchObject({
			total: 0,
			notes: ["No note has a property `yaer`; did you mean `year`?"],
		});
		expect(fine).not.toHaveProperty("notes");
		const [, nothing] = await converse(open, ask("MATCH (n:Tag) RETURN n.year, 1 AS one"));
		expect(nothing).toMatchObject({ columns: [{ numeric: false }, { numeric: true }] });
	});

	it("is told what is wrong and where, and what costs too much", async () => {
		const [, wrong] = await converse(open, ask("RETURN x"));
		expect(wrong).toMatchObject({
			kind: "problem",
			why: "wrong",
			line: 1,
			column: 8,
			span: { start: 7, end: 8 },
		});
		const [, costly] = await converse(open, ask("UNWIND range(1, 5000) AS x RETURN x"));
		expect(costly).toMatchObject({ kind: "problem", why: "costly" });
	});

	it("is asked for vectors when a question takes them, and answered with them", async () => {
		// A base has a page, too, and no vector: no note is taken for its neighbour.
		const rows = Int8Array.from([0, 0, 127, 0, 127, 0, 0, 127]);
		const query = ask(
			"MATCH (a {title: '甲'}), (b:Note) RETURN b.title, similarity(a, b) AS s ORDER BY b.title LIMIT 3",
		);
		const order = [..."甲乙丙"].sort((a, b) =>
			encoded("甲乙丙".indexOf(a))! < encoded("甲乙丙".indexOf(b))! ? -1 : 1,
		);
		const pages = ["a.base.html", ...order.map((title) => encoded("甲乙丙".indexOf(title))!)];
		const heard = await converse(open, query, { kind: "vectors", known: { rows, pages, dimension: 2 } });
		expect(heard[1]).toEqual({ kind: "needs-vectors" });
		const rowOf = new Map(order.map((title, row) => [title, row + 1]));
		const answer = heard[2] as Extract<FromWorker, { kind: "answer" }>;
		for (const [title, score] of answer.rows as unknown as [string, number | null][]) {
			const [a, b] = [rowOf.get("甲")!, rowOf.get(title)!];
			const expected =
				title === "丁"
					? null
					: (rows[2 * a]! * rows[2 * b]! + rows[2 * a + 1]! * rows[2 * b + 1]!) / 127 ** 2;
			expect(score).toBe(expected);
		}
		const [, , none] = await converse(
			open,
			ask("MATCH (a {title: '甲'}) CALL gnn.nearest(a, 2) YIELD node RETURN node"),
			{
				kind: "vectors",
			},
		);
		expect(none).toMatchObject({ kind: "problem", message: expect.stringContaining("without a network") });
	});

	it("can take a question back, and ask another meanwhile", async () => {
		const endless =
			"UNWIND range(1, 5000) AS x UNWIND range(1, 5000) AS y WITH x, y WHERE x * y < 0 RETURN count(*)";
		const [, stopped] = await converse(open, ask(endless), { kind: "cancel", id: 1 });
		expect(stopped).toMatchObject({ kind: "problem", id: 1, why: "cancelled" });
		const heard = await converse(open, ask(endless, 1), ask("RETURN 1 AS x", 2));
		expect(heard.find((message) => "id" in message && message.id === 2)).toMatchObject({
			kind: "answer",
			rows: [[1]],
		});
	});

	it("is told when the graph cannot be read", async () => {
		expect(await converse({ kind: "open", graph: packed.slice(0, 30), whole: true })).toEqual([
			{ kind: "broken" },
		]);
	});

	it("is shown values of any size in bounded pieces", async () => {
		const [, answer] = await converse(
			open,
			ask(
				"RETURN range(1, 900) AS list, reduce(s = 'x', i IN range(1, 13) | s + s) AS text, {a: [1.5, true, null]} AS map",
			),
		);
		const [list, text, map] = (answer as Extract<FromWorker, { kind: "answer" }>).rows[0]!;
		expect(list).toMatchObject({
			kind: "list",
			items: expect.objectContaining({ length: 101, 100: { kind: "more", count: 800 } }),
		});
		expect((text as string).length).toBe(2001);
		expect(map).toEqual({ kind: "map", entries: [["a", { kind: "list", items: [1.5, true, null] }]] });
	});
});
