/** What the network lists is the same whether a verb asks or a query. */
import { expect, test } from "vitest";
import type { ConceptGraph, Embedding, Neighbor } from "../src/model/index.js";
import { accessTo, createStoreBuilder, Procedures, prepare, toPlain } from "../src/query/index.js";
import { neighborProcedures } from "../src/query-graph/query-neighbors.js";

const concepts = ["a.md", "b.md", "c.md"];
const builder = createStoreBuilder();
for (const path of concepts) builder.addNode(["Note"], [["path", path]]);
builder.addNode(["Heading"], [["title", "no concept"]]);
const store = builder.finish();

const near = (concept: string, score: number, ...reasons: Neighbor["reasons"]): Neighbor => ({
	...{ concept, score, reasons },
});
const embedding = {
	related: new Map([
		["a.md", [near("c.md", 0.5, { weight: 1, kind: "text", terms: ["gate"] }), near("b.md", 0.25)]],
	]),
	suggestions: new Map([
		[
			"a.md",
			[near("c.md", 0.75), near("b.md", 0.5, { weight: 1, kind: "mention", by: "b.md", name: "A", line: 7 })],
		],
	]),
	...{ concepts, dimension: 1, vectors: Float32Array.of(1, 1, 1) },
} as unknown as Embedding;
const graph = { graph: { hasNode: () => false } } as unknown as ConceptGraph;

function ask(query: string, learned: Embedding | undefined = embedding) {
	const numbers = {
		nodeOf: (concept: string) => concepts.indexOf(concept),
		conceptOf: (node: number) => concepts[node],
	};
	const procedures = new Procedures(neighborProcedures(learned, graph, numbers));
	const { rows } = prepare(query, { store, access: accessTo(store), procedures }).runSync();
	return rows.map((row) => row.map((value) => toPlain(value, store)));
}

test("related concepts, with the reasons in words", () => {
	const query =
		"MATCH (a {path: 'a.md'}) CALL gnn.related(a) YIELD node, score, why RETURN node.path, score, why";
	expect(ask(query)).toEqual([
		["c.md", 0.5, ["both say gate"]],
		["b.md", 0.25, []],
	]);
	expect(ask("MATCH (h:Heading) CALL gnn.related(h) YIELD node RETURN node")).toEqual([]);
});

test("links that notes lack, of all notes or of one, in the note that names the other", () => {
	const query = (of: string) =>
		`MATCH (n {path: 'c.md'}) CALL gnn.suggestions(${of}) YIELD source, target, score, name, line
			RETURN source.path, target.path, score, name, line`;
	expect(ask(query("null"))).toEqual([
		["b.md", "a.md", 0.5, "A", 7],
		["a.md", "c.md", 0.75, null, null],
	]);
	expect(ask(query("n"))).toEqual([["a.md", "c.md", 0.75, null, null]]);
	expect(ask("MATCH (h:Heading) CALL gnn.suggestions(h) YIELD source RETURN source")).toEqual([]);
});

test("without the network, it is said what is missing", () => {
	const query = "MATCH (a {path: 'a.md'}) CALL gnn.related(a) YIELD node RETURN node";
	const numbers = { nodeOf: () => 0, conceptOf: () => "a.md" };
	const procedures = new Procedures(neighborProcedures(undefined, graph, numbers));
	const prepared = prepare(query, { store, access: accessTo(store), procedures });
	expect(() => prepared.runSync()).toThrow("The network of this vault was not built: gnn.related");
});
