import fc from "fast-check";
import graphology from "graphology";
import { parse as parseGexf } from "graphology-gexf";
import { parse as parseGraphml } from "graphology-graphml";
import { describe, expect, test } from "vitest";
import { exportGraph, graphFormats } from "../../src/graph/index.js";
import { build } from "./support/vault.js";

const { MultiDirectedGraph } = graphology;

const files = {
	"长短期记忆网络.md": "---\naliases: [LSTM, '\"a|b\" & <c>']\n---\n[[b, c]] #课程/RNN",
	"b, c.md": '---\nup: "[[长短期记忆网络]]"\n---\n#lstm [[=HYPERLINK("x")]] [[no\\N"te]]',
};

describe("formats that are read back", () => {
	const { graph } = build(files);
	const ends = graph.graph.mapEdges((_key, { kind }, source, target) => `${source} ${kind} ${target}`);

	test("JSON is graphology's own", () => {
		const back = MultiDirectedGraph.from(JSON.parse(exportGraph(graph, "json")));
		expect(back.export()).toEqual(graph.graph.export());
	});
	test("GEXF", () => {
		const back = parseGexf(MultiDirectedGraph, exportGraph(graph, "gexf"));
		expect(back.mapEdges((_key, { kind }, source, target) => `${source} ${kind} ${target}`)).toEqual(ends);
		expect(back.getNodeAttributes("长短期记忆网络.md")).toMatchObject({
			label: "长短期记忆网络",
			kind: "note",
			tags: "lstm",
			aliases: 'LSTM|"a|b" & <c>',
		});
		expect(back.getEdgeAttributes("0")).toMatchObject({ property: "up", line: 2 });
	});
	test("GraphML", () => {
		const back = parseGraphml(MultiDirectedGraph, exportGraph(graph, "graphml"));
		expect(back.mapEdges((_key, { kind }, source, target) => `${source} ${kind} ${target}`)).toEqual(ends);
		expect(back.getNodeAttributes("长短期记忆网络.md")).toEqual({
			label: "长短期记忆网络",
			kind: "note",
			path: "长短期记忆网络.md",
			tags: "lstm",
			aliases: 'LSTM|"a|b" & <c>',
		});
		expect(back.getEdgeAttributes("0")).toEqual({ kind: "property", property: "up", line: 2 });
	});
});

test("CSV quotes, and runs nothing in a spreadsheet", () => {
	const { graph } = build({ "a, b.md": '---\n=up: "[[x]]"\n---\n[[c"d]]', "=1+1.md": "[[@x]]", "-.md": "" });
	expect(exportGraph(graph, "csv")).toBe(
		[
			"source,target,kind,property,line",
			"'=1+1.md,?@x,link,,1",
			'"a, b.md",?x,property,\'=up,2',
			'"a, b.md","?c""d",link,,4',
			"",
		].join("\n"),
	);
});

test("DOT escapes quotes and backslashes, which mean something in labels", () => {
	const { graph } = build({ 'a"\\N.md': "[[b\\]] #t" });
	expect(exportGraph(graph, "dot")).toBe(
		[
			"digraph vault {",
			'  "#t" [label="t", kind="tag", tags="t"];',
			'  "?b\\\\" [label="b\\\\", kind="placeholder"];',
			'  "a\\"\\\\N.md" [label="a\\"\\\\N", kind="note", path="a\\"\\\\N.md"];',
			'  "a\\"\\\\N.md" -> "?b\\\\" [kind="link", line=1];',
			'  "a\\"\\\\N.md" -> "#t" [kind="tag", line=1];',
			"}",
			"",
		].join("\n"),
	);
});

test("names that XML cannot say stay apart and readable", () => {
	const { graph } = build({
		"a\u0001.md": "",
		"a\u0002.md": "",
		"a\ud800.md": "[[a\u0001]]",
		"b\n\t.md": "",
	});
	for (const parse of [
		() => parseGexf(MultiDirectedGraph, exportGraph(graph, "gexf")),
		() => parseGraphml(MultiDirectedGraph, exportGraph(graph, "graphml")),
	]) {
		expect(parse().nodes()).toEqual(["a\ufffd.md", "a\ufffd.md (2)", "a\ufffd.md (3)", "b\n\t.md"]);
		expect(parse().outNeighbors("a\ufffd.md (3)")).toEqual(["a\ufffd.md"]);
	}
});

test("whatever the names, XML is read back with every node and edge", () => {
	const name = fc
		.string({ unit: "binary", minLength: 1, maxLength: 6 })
		.filter((text) => !/[/[\]|#^]/.test(text));
	fc.assert(
		fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (names) => {
			const vault = Object.fromEntries(names.map((each, i) => [`${each}.md`, `[[${names[i - 1] ?? "?"}]]`]));
			const { graph } = build(vault);
			const counts = { order: graph.graph.order, size: graph.graph.size };
			expect(parseGexf(MultiDirectedGraph, exportGraph(graph, "gexf"))).toMatchObject(counts);
			expect(parseGraphml(MultiDirectedGraph, exportGraph(graph, "graphml"))).toMatchObject(counts);
		}),
	);
});

test("an empty vault exports in every format", () => {
	for (const format of graphFormats) expect(exportGraph(build({}).graph, format)).toMatch(/\n$/);
});
