/**
 * CPU time of the parse stage, as a multiple of plain remark-parse on the same text.
 *
 *     npx tsx bench/parse.bench.ts [VAULT …] [--rounds 7]
 *
 * The two take turns, note by note, so that a busy machine slows both alike; the ratio printed is that of the
 * medians over the rounds. Goal: at most 1.3.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { parseNote } from "../src/notes/index.js";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { rounds: { type: "string", default: "7" } },
});
const plain = unified().use(remarkParse).freeze();
// Results are used, so that no work can be left out.
let nodes = 0;

for (const vault of positionals.length === 0 ? ["vault"] : positionals) measure(vault);

function measure(vault: string): void {
	const files = readNotes(vault);
	const length = files.reduce((sum, file) => sum + file.source.length, 0);
	const measured = { ours: [] as number[], plain: [] as number[] };
	for (let round = -1; round < Number(values.rounds); round++) {
		const time = { ours: 0, plain: 0 };
		for (const [index, file] of files.entries()) {
			const turns = [
				() => (time.ours += cpu(() => parseNote(file).tree.children.length)),
				() => (time.plain += cpu(() => plain.parse(file.source).children.length)),
			];
			if ((index + round) % 2 === 0) turns.reverse();
			for (const turn of turns) turn();
		}
		if (round < 0) continue;
		measured.ours.push(time.ours);
		measured.plain.push(time.plain);
	}
	const ours = median(measured.ours);
	const reference = median(measured.plain);
	console.log(`${vault}: ${files.length} notes, ${(length / 1e6).toFixed(2)} M characters`);
	console.log(`  plain remark-parse  ${reference.toFixed(0)} ms CPU`);
	console.log(`  parseNote           ${ours.toFixed(0)} ms CPU`);
	console.log(
		`  ratio               ${(ours / reference).toFixed(2)}  (goal: at most 1.30; ${nodes} nodes made)`,
	);
}

function cpu(work: () => number): number {
	const start = process.cpuUsage();
	nodes += work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function readNotes(folder: string) {
	return (readdirSync(folder, { recursive: true }) as string[])
		.filter((path) => path.endsWith(".md"))
		.sort()
		.map((path) => ({
			path,
			source: readFileSync(join(folder, path), "utf8").replace(/^\ufeff/, ""),
			hash: "",
		}));
}
