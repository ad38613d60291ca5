/**
 * How well hidden links are found again:
 *
 *     npm run bench:quality [-- FOLDER …] [--splits 3] [--seed 0] [--only NAME] [--dim 64] [--epochs 200] [--cell gru]
 *
 * A folder is a vault, or a graph as `quality/load-citations.ts` reads it. A tenth of a vault's linked pairs are hidden,
 * in both directions; each is asked for from both its ends among all notes, those that are known to be linked left out.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { baselines } from "../src/embedding/baselines/index.js";
import { createWasmKernels } from "../src/kernels/index.js";
import { learnedScorers } from "./quality/learned.js";
import { citationTasks } from "./quality/load-citations.js";
import { vaultTasks } from "./quality/load-vault.js";
import { measureQuality, type Quality } from "./quality/measure.js";
import { printTable } from "./quality/print-table.js";
import type { TaskMaker } from "./quality/task.js";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		splits: { type: "string", default: "3" },
		seed: { type: "string", default: "0" },
		only: { type: "string", default: "" },
		dim: { type: "string", default: "64" },
		epochs: { type: "string", default: "200" },
		cell: { type: "string", default: "gru" },
	},
});
const shared = ["vaults/obsidian-help-en", "vaults/obsidian-help-zh", "data/cora"].map((dir) =>
	join("..", "shared", dir),
);

const kernels = await createWasmKernels();
const learned = learnedScorers({
	dimension: Number(values.dim),
	epochs: Number(values.epochs),
	cell: values.cell as "gru" | "lstm" | "rnn" | "linear",
});
const scorers = [...baselines, ...learned].filter(({ name }) => name.includes(values.only));

for (const folder of folders()) await measureFolder(folder);

function folders(): readonly string[] {
	if (positionals.length > 0) return positionals;
	const found = shared.filter((dir) => existsSync(dir));
	if (found.length > 0) return found;
	console.log(
		"The vaults in ../shared are not here: this is the demo vault, which is too small to tell much.",
	);
	return ["vault"];
}

async function measureFolder(folder: string): Promise<void> {
	const [splits, seed] = [Number(values.splits), Number(values.seed)];
	const maker = existsSync(join(folder, "features.tsv"))
		? citationTasks(folder, splits)
		: await vaultTasks(folder, splits, seed);
	console.log(`\n${maker.name}: ${maker.about}, ${maker.tasks} splits\n`);
	printTable(await measureScorers(maker, seed));
}

async function measureScorers(maker: TaskMaker, seed: number): Promise<[string, Quality[], number][]> {
	const rows: [string, Quality[], number][] = scorers.map(({ name }) => [name, [], 0]);
	for (let number = 0; number < maker.tasks; number++) {
		const task = maker.make(number);
		for (const [i, scorer] of scorers.entries()) {
			const start = process.cpuUsage();
			const mark = kernels.mark();
			const ranker = await scorer.fit(task.train, { kernels, seed: seed + number });
			rows[i]![1].push(measureQuality(task, ranker));
			kernels.reset(mark);
			const { user, system } = process.cpuUsage(start);
			rows[i]![2] += (user + system) / 1e6 / maker.tasks;
		}
	}
	return rows;
}
