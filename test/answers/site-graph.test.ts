/** The graph that questions were asked of is the one that readers are given. */
import { expect, test } from "vitest";
import { answerQueries } from "../../src/answers/answer-queries.js";
import { siteGraphFile } from "../../src/answers/site-graph.js";
import type { QueryGraph } from "../../src/query-graph/query-graph.js";
import { loadedVault } from "../support/loaded-vault.js";

test("a graph that was asked is packed as it is, to the bytes of one that is made for it", async () => {
	const loaded = await loadedVault({
		"a.md": "---\nyear: 3\n---\n# H\n\n[[b]] #t\n\n```cypher\nMATCH (n) RETURN n\n```\n",
		"b.md": "%% [[hidden]] %% [[a#H]]",
	});
	const shown = { shows: () => true, hrefOf: (concept: string) => `${concept}.html` };
	const { queries } = await answerQueries({ ...loaded, clock: { now: 0, zone: "UTC" } });
	expect(queries).toBeDefined();
	let reads = 0;
	const store = new Proxy(queries!.store, {
		get: (target, key) => {
			reads += 1;
			const value = Reflect.get(target, key, target);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
	const packs = (asked: QueryGraph | undefined) => {
		const file = siteGraphFile(loaded, () => asked);
		return (["outline", "whole"] as const).map((what) => file.pack(what, shown));
	};
	const alone = packs(undefined);
	expect(reads).toBe(0);
	expect(packs({ ...queries!, store })).toEqual(alone);
	expect(reads).toBeGreaterThan(0);
});
