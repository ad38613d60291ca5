import { describe, expect, it } from "vitest";
import { type PlanStep, prepare } from "../../../src/query/index.js";
import { graphOf, optionsFor } from "../graph-text.js";

const options = optionsFor(
	graphOf(
		"a:Note -LINKS-> b:Note, b -LINKS-> c:Note, a -LINKS-> c, a -TAGGED-> t:Tag, b -TAGGED-> t, c -TAGGED-> u:Tag",
	),
);

/** Operators from the first to the last. */
function operators(query: string): string {
	const names: string[] = [];
	const add = ({ operator, inputs }: PlanStep): void => {
		for (const input of inputs) add(input);
		if (operator !== "Start" && operator !== "Project") names.push(operator);
	};
	add(prepare(`EXPLAIN ${query}`, options).runSync().plan!);
	return names.join(" ");
}

describe("plans", () => {
	it.each([
		["MATCH (n {title: 'a'}) RETURN n", "NodeSeek Filter"],
		["MATCH (n) WHERE n.title IN ['a', 'b'] RETURN n", "NodeSeek Filter"],
		["MATCH (n) WHERE $x = n.title RETURN n", "NodeSeek Filter"],
		["MATCH (n:Note) RETURN n", "NodesByLabel"],
		["MATCH (n)-->(m {title: 'c'}) RETURN n", "NodeSeek Filter Expand"],
		["MATCH (n)<-[:LINKS]-() RETURN n, count(*)", "CountPaths"],
		[
			"MATCH (n) WHERE n.title > 'a' MATCH (n)<-[:LINKS]-() RETURN n, count(*)",
			"AllNodes Filter CountRelationships Aggregate",
		],
		["MATCH ()-[:LINKS]->()-[:LINKS]->() RETURN count(*)", "CountPaths"],
		["MATCH (n)<-[r:LINKS]-() RETURN n, collect(r)", "AllNodes Expand Aggregate"],
		["MATCH (n {title: 'a'})-[:LINKS*1..3]->(m) RETURN DISTINCT m", "NodeSeek Filter Reach Distinct"],
		["MATCH (n {title: 'a'})-[r:LINKS*1..3]->(m) RETURN DISTINCT m, r", "NodeSeek Filter Walk Distinct"],
		["MATCH (n {title: 'a'})-[:LINKS*2..3]->(m) RETURN DISTINCT m", "NodeSeek Filter Walk Distinct"],
		["MATCH (n) RETURN n ORDER BY n.title LIMIT 2", "AllNodes Top Limit"],
		["MATCH (n) RETURN n ORDER BY n.title", "AllNodes Sort"],
		["MATCH (a)-->(b)-->(c), (a)-->(c) RETURN a, b, c", "AllNodes Expand Expand ExpandInto"],
	])("does %s by %s", (query, wanted) => {
		expect(operators(query)).toBe(wanted);
	});

	it("begins where there is least", () => {
		const plan = prepare(
			"EXPLAIN MATCH (n:Note)-[:TAGGED]->(t:Tag {title: 'u'}) RETURN n.title",
			options,
		).runSync().plan!;
		expect(JSON.stringify(plan)).toContain('"operator":"NodeSeek","detail":"t.title"');
	});

	it("tells the rows of each step that was run, and gives the same rows", () => {
		const query = "MATCH (n:Note)-[:LINKS]->(m) RETURN n.title, m.title";
		const profiled = prepare(`PROFILE ${query}`, options).runSync();
		expect(profiled.rows).toEqual(prepare(query, options).runSync().rows);
		const rows: number[] = [];
		for (let step: PlanStep | undefined = profiled.plan; step !== undefined; step = step.inputs[0])
			rows.push(step.rows!);
		expect(rows).toEqual([3, 3, 3, 1]);
	});

	it("answers without running when it is only asked to explain", () => {
		const explained = prepare("EXPLAIN MATCH (n) RETURN 1 / 0", options).runSync();
		expect(explained.rows).toEqual([]);
	});
});

describe("variables of subqueries", () => {
	const rows = (query: string) => prepare(query, options).runSync().rows;

	it("are those around it, those of comprehensions too", () => {
		expect(
			rows(
				"MATCH (n:Note) RETURN [x IN ['a', 'c'] WHERE EXISTS { (n)-->({title: x}) } | x] AS l ORDER BY n.title",
			),
		).toEqual([[["c"]], [["c"]], [[]]]);
		expect(
			rows("MATCH (n:Note {title: 'a'}) RETURN [m IN [n] | [(m)-[:LINKS]->(o) | o.title]] AS l"),
		).toEqual([[[["b", "c"]]]]);
	});

	it("shadow nothing outside", () => {
		expect(rows("MATCH (n:Note {title: 'a'}) RETURN [n IN [{title: 'x'}] | n.title] + n.title AS l")).toEqual(
			[[["x", "a"]]],
		);
		expect(rows("MATCH (n:Tag) RETURN n.title, COUNT { (n)<--(m)-->() } AS c ORDER BY c")).toEqual([
			["u", 0],
			["t", 3],
		]);
	});

	it("may group and sort for themselves", () => {
		expect(
			rows(`MATCH (t:Tag) RETURN t.title, COLLECT { MATCH (t)<--(n) WITH n, COUNT { (n)-->() } AS c
				RETURN n.title ORDER BY c DESC LIMIT 1 } AS first ORDER BY t.title`),
		).toEqual([
			["t", ["a"]],
			["u", ["c"]],
		]);
	});
});
