import { describe, expect, it } from "vitest";
import {
	accessTo,
	createStoreBuilder,
	type PrepareOptions,
	Procedures,
	prepare,
	QueryError,
} from "../../../src/query/index.js";

/** Everybody linked with everybody: walks without end. */
function tangle(nodes: number): PrepareOptions {
	const builder = createStoreBuilder();
	for (let i = 0; i < nodes; i++) builder.addNode(["Note"], [["i", i]]);
	for (let i = 0; i < nodes; i++)
		for (let j = 0; j < nodes; j++) if (i !== j) builder.addRelationship("LINKS", i, j);
	const store = builder.finish();
	return { store, access: accessTo(store), procedures: new Procedures([]) };
}

const options = tangle(12);

function detailOf(run: () => unknown): string {
	try {
		run();
		return "no error";
	} catch (error) {
		return error instanceof QueryError ? `${error.kind} ${error.detail}` : String(error);
	}
}

describe("budgets", () => {
	const endless = [
		"MATCH (a)-[*]->(b) RETURN count(*)",
		"MATCH (a)-->(b)-->(c)-->(d)-->(e)-->(f)-->(g)-->(h)-->(i) RETURN count(DISTINCT [a, c, e, g, i])",
		"MATCH (a)-[*]->(b) RETURN a, count(*) ORDER BY a",
		"UNWIND range(1, 999999) AS x UNWIND range(1, 999999) AS y WITH x WHERE x < 0 RETURN x",
		"MATCH (a {i: 0}), (b {i: 1}) MATCH p = SHORTEST 1000000 (a)-[*]->(b) RETURN count(p)",
		"MATCH (n) WHERE COUNT { (n)-[*]->() } > 3 RETURN n",
		"MATCH (a)((x)-->(y)-->(z))+(b) RETURN count(*)",
		"MATCH (a)-->(b)-->(c)-->(d)-->(e)-->(f)-->(g)-->(h)-->(i)-->(j)-->(k) RETURN c.i, count(*)",
		"UNWIND range(1, 99999) AS x CALL (x) { MATCH (a)-->(b)-->(c)-->(d) WHERE a.i + x < 0 RETURN d } RETURN count(*)",
		"RETURN reduce(s = 0, x IN range(1, 999999) | s + reduce(t = 0, y IN range(1, 999999) | t + y))",
		"MATCH (a), (b), (c), (d), (e), (f), (g), (h) WHERE a.i + h.i = -1 RETURN count(*)",
	];
	it.each(endless)("ends %s in time", (query) => {
		const prepared = prepare(query, options);
		const budget = { time: 50, memory: 1e9 };
		expect(detailOf(() => prepared.runSync({ budget }))).toMatch(/^BudgetError (time|memory)$/);
	});

	const greedy = [
		"UNWIND range(1, 1000000) AS x RETURN collect(toString(x))",
		"UNWIND range(1, 1000000) AS x RETURN x ORDER BY -x",
		"UNWIND range(1, 1000000) AS x RETURN DISTINCT toString(x)",
		"UNWIND range(1, 1000000) AS x WITH toString(x) AS key, count(*) AS c RETURN max(c)",
		"RETURN range(1, 900000)",
		"MATCH p = (a)-[*..5]->(b) RETURN p",
		"MATCH (a)((x)-->(y)-->(z)-->(w)){1,2}(b) RETURN x, count(*)",
	];
	it.each(greedy)("ends %s before the memory does", (query) => {
		const prepared = prepare(query, options);
		expect(detailOf(() => prepared.runSync({ budget: { memory: 2e6 } }))).toBe("BudgetError memory");
	});

	it("keeps no more rows than were asked for", () => {
		const top = prepare("UNWIND range(1, 200000) AS x RETURN x ORDER BY -x LIMIT 3", options);
		expect(top.runSync({ budget: { memory: 1e5 * 48 } }).rows).toEqual([[200_000], [199_999], [199_998]]);
	});

	it("ends a query with too many rows", () => {
		const prepared = prepare("UNWIND range(1, 100) AS x RETURN x", options);
		expect(detailOf(() => prepared.runSync({ budget: { rows: 99 } }))).toBe("BudgetError rows");
		expect(prepared.runSync({ budget: { rows: 100 } }).rows.length).toBe(100);
	});

	it("can be run again after it was ended", () => {
		const prepared = prepare("MATCH (a)-[*..$n]->(b) RETURN count(*)".replace("$n", "3"), options);
		const whole = prepared.runSync().rows;
		expect(detailOf(() => prepare(endless[0]!, options).runSync({ budget: { time: 5 } }))).toBe(
			"BudgetError time",
		);
		expect(prepared.runSync().rows).toEqual(whole);
	});
});

describe("cancelling", () => {
	const heavy = [
		"MATCH (a)-[*]->(b) RETURN count(*)",
		"MATCH (a), (b), (c), (d), (e), (f), (g), (h) RETURN a.i, count(*) ORDER BY a.i",
		"MATCH (a) OPTIONAL MATCH (a)-[*]->(b) WHERE b.i < 0 RETURN b",
		"MATCH (a)((x)-->(y))+(b) WHERE a.i + b.i < 0 RETURN b",
		"MATCH (a) CALL (a) { MATCH (a)-[*]->(b) RETURN count(*) AS c } RETURN c",
		"MATCH (a)-->(b)-->(c)-->(d)-->(e)-->(f)-->(g)-->(h)-->(i)-->(j)-->(k) RETURN c.i, count(*)",
		"UNWIND range(1, 2000) AS x MATCH (a)-[*1..12]->(b) WHERE a.i + b.i + x < 0 RETURN DISTINCT b",
	];
	it.each(heavy)("lets others work, and ends %s when told to", async (query) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(new Error("enough")), 30);
		const running = prepare(query, options).run({ signal: controller.signal, budget: { time: 20_000 } });
		await expect(running).rejects.toThrow("enough");
	});

	it.each([
		`MATCH (a)-[*1..4]->(b) WHERE a.i < 6 OPTIONAL MATCH (b)-->(c {i: a.i})
			WITH b, c, count(*) AS walks RETURN b.i, c.i, walks ORDER BY b.i, c.i`,
		`MATCH (a)((x)-->(y)){1,3}(b) WHERE a.i < 6
			CALL (a, b) { MATCH (b)-->(c) WHERE c.i > a.i RETURN count(*) AS more UNION RETURN 0 AS more }
			RETURN b.i, more, count(*) AS walks ORDER BY b.i, more`,
	])("gives the same rows with pauses as without: %s", async (query) => {
		const prepared = prepare(query, options);
		const sync = prepared.runSync();
		expect((await prepared.run()).rows).toEqual(sync.rows);
		expect(sync.rows.length).toBeGreaterThan(50);
	});
});
