import { describe, expect, test } from "vitest";
import type { GraphOptions } from "../../src/graph/index.js";
import { build, type Files } from "./support/vault.js";

/** Each edge as `source -kind(property)→ target @line`, in the graph's order. */
function edges(files: Files, options?: Partial<GraphOptions>): readonly string[] {
	return build(files, options).graph.graph.mapEdges((_key, relation, source, target) => {
		const property = relation.property === undefined ? "" : `(${relation.property})`;
		const line = relation.line === undefined ? "" : ` @${relation.line}`;
		return `${source} -${relation.kind}${property}→ ${target}${line}`;
	});
}

function nodes(files: Files, options?: Partial<GraphOptions>): readonly string[] {
	return build(files, options).graph.graph.mapNodes((id, { kind, title }) => `${kind} ${id}: ${title}`);
}

describe("edges", () => {
	test("each place is one, in the order of the text, with its line", () => {
		const text = '---\nup: "[[b]]"\n---\n[[b]] #t ![[b]]\n[[b]]';
		expect(edges({ "a.md": text, "b.md": "" })).toEqual([
			"a.md -property(up)→ b.md @2",
			"a.md -link→ b.md @4",
			"a.md -tag→ #t @4",
			"a.md -embed→ b.md @4",
			"a.md -link→ b.md @5",
		]);
	});
	test("names without a file, addresses and paths out of the vault are placeholders", () => {
		expect(edges({ "a.md": "[[New Note]] [[NEW note]] [[../x]] [[https://a.b]]" })).toEqual([
			"a.md -link→ ?new note @1",
			"a.md -link→ ?new note @1",
			"a.md -link→ ?../x @1",
			"a.md -link→ ?https://a.b @1",
		]);
	});
	test("attachments take part when they are linked", () => {
		const files = { "a.md": "![[p.png]]", "p.png": "", "q.png": "" };
		expect(nodes(files)).toEqual(["note a.md: a", "attachment p.png: p.png"]);
	});
	test("a link to itself is an edge", () => {
		expect(edges({ "a.md": "# H\n[[#H]]" })).toEqual(["a.md -link→ a.md @2"]);
	});
});

describe("tags", () => {
	test("are one whatever their case; the first spelling is shown", () => {
		expect(nodes({ "a.md": "#Café", "b.md": "#cafe\u0301 #CAFÉ" })).toEqual([
			"tag #café: Café",
			"note a.md: a",
			"note b.md: b",
		]);
	});
	test("nested ones have parents", () => {
		const built = build({ "a.md": "#课程/RNN/门 #课程" });
		expect(edges({ "a.md": "#课程/RNN/门 #课程" })).toEqual([
			"a.md -tag→ #课程/rnn/门 @1",
			"a.md -tag→ #课程 @1",
			"#课程/rnn -parent→ #课程",
			"#课程/rnn/门 -parent→ #课程/rnn",
		]);
		expect([...built.graph.tags.keys()].sort()).toEqual(["课程", "课程/rnn", "课程/rnn/门"]);
	});
	test("needless slashes make no other tag", () => {
		const { tags } = build({ "a.md": "#x/y #x//y" }).graph;
		expect([...tags]).toEqual([
			["x/y", "#x/y"],
			["x", "#x"],
			["x//y", "#x/y"],
		]);
	});
	test("ten thousand levels cost no more than their letters", () => {
		const { graph } = build({ "a.md": `#${"x/".repeat(10_000)}y` }).graph;
		expect(graph.order).toBe(34);
	});
});

describe("one concept", () => {
	const lstm = "---\naliases: [LSTM]\ntitle: 长短期记忆\n---";
	test("a tag that names a note is that note", () => {
		const files = { "n.md": lstm, "a.md": "#lstm #长短期记忆 #N" };
		expect(edges(files)).toEqual(["a.md -tag→ n.md @1", "a.md -tag→ n.md @1", "a.md -tag→ n.md @1"]);
		const { graph, tags } = build(files).graph;
		expect(graph.getNodeAttributes("n.md")).toEqual({
			kind: "note",
			path: "n.md",
			title: "长短期记忆",
			tags: ["lstm", "n", "长短期记忆"],
			aliases: ["LSTM"],
		});
		expect(tags.get("lstm")).toBe("n.md");
	});
	test("an unresolved name that is an alias is that note, though the link stays unresolved", () => {
		const files = { "n.md": lstm, "a.md": "[[Lstm]]" };
		expect(edges(files)).toEqual(["a.md -link→ n.md @1"]);
		expect(build(files).graph.resolved.get("a.md")?.[0]?.resolution).toEqual({
			kind: "missing",
			suggestion: "n|LSTM",
		});
	});
	test("what two notes are called is neither", () => {
		const files = { "n.md": lstm, "m.md": lstm, "a.md": "#LSTM [[LSTM]]" };
		expect(edges(files)).toEqual(["a.md -tag→ #lstm @1", "a.md -link→ ?lstm @1"]);
	});
	test("a nested tag may hang below a note", () => {
		expect(edges({ "RNN.md": "#rnn/gru" })).toEqual(["RNN.md -tag→ #rnn/gru @1", "#rnn/gru -parent→ RNN.md"]);
	});
	test("files called `#t` and `?x` keep their ids", () => {
		const files = { "a.md": "#t [[x.md.md]] ![p](%23t)", "?x.md": "", "#t": "" };
		expect(nodes(files)).toEqual([
			"tag ##t: t",
			"attachment #t: #t",
			"placeholder ??x.md: x.md",
			"note ?x.md: ?x",
			"note a.md: a",
		]);
	});
});

describe("drafts", () => {
	const files = {
		"a.md": "[[Draft]] #Secret",
		"Draft.md": "---\npublish: false\naliases: [Secret]\n---\n[[a]] #only-here ![[only.png]]",
		"only.png": "",
	};
	test("stay out: only what published notes write themselves is there", () => {
		expect(nodes(files)).toEqual(["tag #secret: Secret", "placeholder ?draft: Draft", "note a.md: a"]);
		expect([...build(files).graph.resolved.keys()]).toEqual(["a.md"]);
	});
	test("take part when that is wanted", () => {
		expect(nodes(files, { unpublished: "include" })).toEqual([
			"tag #only-here: only-here",
			"note Draft.md: Draft",
			"note a.md: a",
			"attachment only.png: only.png",
		]);
	});
});
