import { describe, expect, test } from "vitest";
import { answerCypher } from "../../src/answers/answer-cypher.js";
import type { Answer, AnswerValue, AnswerView } from "../../src/model/index.js";
import { createQueryGraph } from "../../src/query-graph/query-graph.js";
import { loadedVault } from "../support/loaded-vault.js";

const files = {
	"a.md": "---\nyear: 1997\n---\n# Teil\n\n[[b]] [[b]] #t [[nirgends]]\n\n```ts cell id=one\n1\n```",
	"b.md": "---\nyear: 2014\n---\n[[c]]",
	"c.md": "",
};

const loaded = await loadedVault(files);
const queries = createQueryGraph(loaded);

function ask(code: string, from = "a.md", budget = {}): Promise<Answer> {
	const now = Date.parse("2026-11-23T12:00Z");
	return answerCypher({ code, from }, { queries, budget, now, zone: "UTC", random: () => 0.5 });
}

/** A view in one line: `table x|y: 1|2 ; 3|4`. */
async function shape(code: string): Promise<string> {
	const { views, problem } = await ask(code);
	return [...views.map(inLine), ...(problem ? [`${problem.kind}: ${problem.message}`] : [])].join(" + ");
}

function inLine(view: AnswerView): string {
	const name = view.name === undefined ? "" : `“${view.name}” `;
	switch (view.shape) {
		case "table":
			return `${name}table ${view.columns.map(({ title, numeric }) => title + (numeric ? "#" : "")).join("|")}: ${rows(view.groups[0]!.items)}`;
		case "list":
			return `${name}list ${rows(view.groups[0]!.items)}`;
		case "graph":
			return `${name}graph ${view.nodes.map(({ text }) => text).join(" ")} / ${view.edges.map(({ source, target, type }) => `${source}-${type}-${target}`).join(" ")}`;
		case "value":
			return `${name}value ${text(view.value)}`;
		default:
			return view.shape;
	}
}

function rows(items: readonly (readonly AnswerValue[])[]): string {
	return items.map((row) => row.map(text).join("|")).join(" ; ");
}

function text(value: AnswerValue): string {
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	switch (value.kind) {
		case "link":
			return `→${value.concept}${value.heading === undefined ? "" : `#${value.heading}`}`;
		case "list":
		case "chain":
			return `${value.kind}(${value.items.map(text).join(" ")})`;
		case "object":
			return `{${value.entries.map(([key, inner]) => `${key}: ${text(inner)}`).join(", ")}}`;
		case "tag":
			return `#${value.tag}`;
		case "date":
		case "duration":
			return `${value.kind} ${value.iso}`;
		default:
			return value.kind;
	}
}

describe("what comes back decides what it looks like", () => {
	test.each([
		["nodes alone", "MATCH (n:Note) RETURN n ORDER BY n.path", "list →a.md ; →b.md ; →c.md"],
		[
			"of every kind",
			"MATCH (:Note)-->(n) RETURN DISTINCT n ORDER BY n.title",
			"list →a.md#Teil ; →b.md ; →c.md ; →?nirgends ; →a.md#one ; #t",
		],
		["one value", "RETURN 6 * 7", "value 42"],
		["one value with a name", "// title: Sum\nRETURN 42 AS x", "“Sum” table x#: 42"],
		["a list as a value", "RETURN [1, 2] AS x", "table x: list(1 2)"],
		[
			"nodes beside values",
			"MATCH (n:Note) RETURN n, n.year AS year ORDER BY year",
			"table n|year#: →a.md|1997 ; →b.md|2014 ; →c.md|null",
		],
		["nothing", "MATCH (n:Nope) RETURN n", "table n: "],
		[
			"a path",
			"MATCH p = (:Note {name: 'b'})-[:LINKS]->() RETURN p",
			'graph b c / 0-LINKS-1 + list chain(→b.md "→" →c.md)',
		],
		[
			"a path backwards",
			"MATCH p = (:Note {name: 'c'})<-[:LINKS]-() RETURN p",
			'graph c b / 1-LINKS-0 + list chain(→c.md "←" →b.md)',
		],
		[
			"relationships",
			"MATCH (:Note {name: 'b'})-[r]->(:Note) RETURN r",
			'graph b c / 0-LINKS-1 + list chain(→b.md "→" →c.md)',
		],
		[
			"paths that look the same",
			"MATCH p = (:Note {name: 'a'})-[:LINKS]->(:Note) RETURN p",
			'graph a b / 0-LINKS-1 0-LINKS-1 + list chain(→a.md "→" →b.md)',
		],
		[
			"relationships beside nodes",
			"MATCH (n {name: 'b'})-[r:LINKS]->(m) RETURN n, r, m",
			'graph b c / 0-LINKS-1 + table n|r|m: →b.md|"LINKS"|→c.md',
		],
		[
			"a name in Chinese",
			"//标题：年表\nMATCH (n:Note) RETURN n.year ORDER BY n.path LIMIT 1",
			"“年表” table n.year#: 1997",
		],
	])("%s", async (_, code, expected) => {
		expect(await shape(code)).toBe(expected);
	});
});

describe("values", () => {
	test.each([
		["1 / 3.0", "0.333"],
		["9007199254740993", '"9007199254740993"'],
		["0.0 / 0.0", '"NaN"'],
		["true", "true"],
		["null", "null"],
		["'<b>'", '"<b>"'],
		["date('2026-11-23')", "date 2026-11-23"],
		["datetime('2026-11-23T12:00+01:00[Europe/Berlin]')", "date 2026-11-23T12:00+01:00"],
		["localtime('12:30')", "date 12:30"],
		["duration('P1M2DT3H')", "duration P1M2DT3H"],
		["date()", "date 2026-11-23"],
		["rand()", "0.5"],
		["$this.year", "1997"],
	])("%s", async (code, expected) => {
		expect(await shape(`RETURN ${code}`)).toBe(`value ${expected}`);
	});

	test("maps and lists hold each other to a depth", async () => {
		expect(await shape("RETURN {a: [1, {b: null}]} AS x")).toBe("table x: {a: list(1 {b: null})}");
		expect(await shape(`RETURN ${"[".repeat(20)}1${"]".repeat(20)} AS x`)).toContain("code");
	});

	test("the note that asks is $this, and nobody where it is not known", async () => {
		expect(await shape("WITH $this AS me MATCH (me)-[:LINKS]->(n:Note) RETURN DISTINCT n")).toBe(
			"list →b.md",
		);
		expect((await ask("RETURN $this", "x.md")).views).toEqual([{ shape: "value", value: null }]);
	});
});

describe("a problem", () => {
	test.each([
		["RETURN toUper(1)", { kind: "wrong", offset: 7, end: 13 }],
		["MATCH (n) DELETE n", { kind: "wrong" }],
		["", { kind: "wrong" }],
		["RETURN $that", { kind: "wrong" }],
		["RETURN 1 / 0", { kind: "wrong" }],
		["EXPLAIN RETURN 1", { kind: "wrong" }],
		["CALL gnn.nearest($this, 3) YIELD node RETURN node", { kind: "absent" }],
	])("%s", async (code, expected) => {
		const { views, problem } = await ask(code);
		expect(views).toEqual([]);
		expect(problem).toMatchObject(expected);
		expect(problem!.message).not.toBe("");
	});

	test("of cost", async () => {
		const { problem } = await ask("UNWIND range(1, 1000) AS x RETURN x", "a.md", { rows: 10 });
		expect(problem).toMatchObject({ kind: "costly" });
	});

	test("is none of the question's where somebody stops the build", async () => {
		const signal = AbortSignal.abort();
		await expect(
			answerCypher(
				{ code: "RETURN 1", from: "a.md" },
				{ queries, budget: {}, now: 0, zone: "UTC", random: () => 0, signal },
			),
		).rejects.toThrow();
	});

	test("of what needs the network is not one where nobody has asked for the network", async () => {
		const world = { queries, budget: {}, now: 0, zone: "UTC", random: () => 0, withoutNetwork: true };
		expect(await answerCypher({ code: "RETURN similarity($this, $this)", from: "a.md" }, world)).toEqual({
			views: [],
		});
		expect((await answerCypher({ code: "RETURN similarty($this)", from: "a.md" }, world)).problem?.kind).toBe(
			"wrong",
		);
	});
});
