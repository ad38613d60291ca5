/** For who has a server that speaks Bolt: `NOTAPSE_BOLT=bolt://user@host`, whose database is empty and may be filled. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toOpenGraph } from "../../src/asking/opened-graph.js";
import {
	askBolt,
	type BoltAddress,
	type BoltSession,
	openBolt,
	parseAddress,
	pushToBolt,
} from "../../src/backends/index.js";
import { loadConfig } from "../../src/config.js";
import { loadVault } from "../../src/load.js";
import { fromPlain, type PrepareOptions, prepare } from "../../src/query/index.js";
import { contentsOf } from "../../src/remote/graph-contents.js";
import { comparable } from "./compare.js";
import { queries } from "./queries.js";

const address = process.env.NOTAPSE_BOLT;
if (address === undefined)
	console.warn("SKIPPED: rows are not compared over Bolt, because NOTAPSE_BOLT names no server.");

if (address === undefined) it.skip("a server that speaks Bolt answers as this process does");
else
	describe("a server that speaks Bolt answers as this process does", () => {
		const parameters = new Map([
			["title", fromPlain("长短期记忆网络")],
			["titles", fromPlain(["长短期记忆网络", "门控循环单元网络"])],
		]);
		let session: BoltSession;
		let options: PrepareOptions;

		beforeAll(async () => {
			const { config } = await loadConfig({ cwd: process.cwd(), vault: "vault", flags: {} });
			const loaded = await loadVault({ vault: "vault", config, cache: false });
			const { graph } = toOpenGraph(loaded);
			options = graph.options;
			session = await openBolt(parseAddress(address!) as BoltAddress, process.env);
			await pushToBolt(session, contentsOf(loaded, graph));
		}, 120_000);
		afterAll(() => session?.close());

		it.each(
			queries.filter((query) => !/gnn\.|text\.search|db\.|similarity/.test(query)),
		)("%s", async (line) => {
			const query = line.replace(/^[!#] /, "");
			const answered = await askBolt(session, query, { parameters }).catch((error: Error) => error);
			// What a server refuses is no wrong answer.
			if (answered instanceof Error) return expect(answered.message).toMatch(/says:/);
			const ordered = line.startsWith("! ");
			const here = comparable(prepare(query, options).runSync({ parameters }), options.store, ordered);
			expect(comparable(answered.result, answered.store, ordered)).toEqual(here);
		});
	});
