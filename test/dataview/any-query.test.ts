import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Asked, askVault } from "./ask.js";
import { query } from "./random-queries.js";
import { valueExpression } from "./random-values.js";
import { vault } from "./vault.js";

let asked: Asked;
beforeAll(async () => {
	asked = await askVault(vault, { budget: { time: 5000, memory: 200e6, rows: 20_000 } });
});

/** Clauses with values that mean something. */
const sensible = fc
	.tuple(
		fc.constantFrom("LIST", "TABLE file.name,", "TASK", "LIST WITHOUT ID"),
		valueExpression,
		fc.array(
			fc.oneof(
				valueExpression.map((value) => `WHERE ${value} or true`),
				valueExpression.map((value) => `SORT ${value} DESC, file.name`),
				valueExpression.map((value) => `GROUP BY ${value} AS g`),
				valueExpression.map((value) => `FLATTEN ${value} AS f`),
				fc.constantFrom(
					"LIMIT 3",
					"GROUP BY rating",
					"FLATTEN genres",
					"WHERE rating",
					"SORT key",
					"WHERE f",
					"SORT rows.rating",
					"FLATTEN rows.file.tasks AS f",
					"GROUP BY file.folder",
				),
			),
			{ maxLength: 3 },
		),
	)
	.map(([head, value, steps]) => [head === "TASK" ? head : `${head} ${value}`, ...steps].join("\n"));

describe("whatever is asked", () => {
	it.each([
		["any query that can be read", query],
		["any query that means something", sensible],
	])("%s is answered or refused, and printed as a query with the same rows", async (_what, texts) => {
		let asking = 0;
		let answered = 0;
		await fc.assert(
			fc.asyncProperty(texts, async (text) => {
				asking++;
				const { problem, views } = await asked.answer(text, "books/Dune.md");
				expect(problem === undefined ? views.length : problem.message.length, text).toBeGreaterThan(0);
				if (problem !== undefined) return;
				answered++;
				const view = views[0]!;
				const rows = await asked.printed(text, "books/Dune.md");
				if (view.shape === "table" || view.shape === "list")
					expect(rows.length, text).toBe(view.groups[0]!.items.length);
			}),
			{ numRuns: 700, seed: 20261125 },
		);
		expect(answered).toBeGreaterThan(asking / 5);
	});
});
