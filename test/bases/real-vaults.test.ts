/** Every base that the documentation shows, asked of the documentation's own vault. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { answerBases, type BaseWorld, baseQueries } from "../../src/bases/index.js";
import { loadVault } from "../../src/compile.js";
import { loadConfig } from "../../src/config.js";
import { createFileTable } from "../../src/query-graph/file-facts.js";
import { createQueryGraph } from "../../src/query-graph/query-graph.js";

/** Two examples in one block, and one that goes on with the formulas of another. */
const partial = ["filters is written twice; the last one counts.", "There is no formula ppu."];

const vaults = ["obsidian-help-en", "obsidian-help-zh"];

describe.each(vaults)("%s", (name) => {
	const folder = fileURLToPath(new URL(`../../../shared/vaults/${name}/`, import.meta.url));
	const isThere = existsSync(folder);
	if (!isThere) console.warn(`SKIPPED: no ../shared/vaults/${name}`);
	const bases = isThere ? basesIn(folder) : [];
	let world: BaseWorld;

	beforeAll(async () => {
		if (!isThere) return;
		const { config } = await loadConfig({ cwd: folder, vault: folder, flags: {} });
		const loaded = await loadVault({ vault: folder, config, cache: false });
		const graph = createQueryGraph(loaded).options;
		const files = createFileTable(loaded);
		world = {
			graph,
			files,
			now: 0,
			zone: "UTC",
			language: "zh",
			random: () => 0.5,
			budget: { time: 10_000 },
		};
	}, 120_000);

	test.skipIf(!isThere)("shows bases", () => {
		expect(bases.length).toBeGreaterThan(6);
	});

	test.skipIf(!isThere).each(bases)("%s", async (_, code) => {
		const { views, problem } = await answerBases({ code }, world);
		if (problem !== undefined) expect(partial).toContain(problem.message);
		else expect(views.length).toBeGreaterThan(0);
		const { problems } = await baseQueries({ code }, world);
		expect(problems.map(({ message }) => message).filter((message) => !partial.includes(message))).toEqual(
			[],
		);
	});
});

/** Blocks of YAML that begin like a base, by where they stand. */
function basesIn(folder: string): [string, string][] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => path.endsWith(".md"))
		.sort()
		.flatMap((path) => {
			const text = readFileSync(folder + path, "utf8");
			const blocks = [...text.matchAll(/^(```|~~~)(?:ya?ml|base)\n([\s\S]*?)^\1\s*$/gm)].map(([, , block]) =>
				block!.replace(/^```(?:base)?\n/gm, ""),
			);
			return blocks
				.filter((block) => /^(?:#.*\n)*(?:filters|formulas|summaries|properties|views):/.test(block))
				.map((block, i): [string, string] => [`${path} ${i + 1}`, block]);
		});
}
