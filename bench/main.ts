/**
 * `npm run bench [VAULT …]`: every benchmark in turn, on the vaults that are named, else on the demo vault.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const vaults = process.argv.slice(2);
if (vaults.length === 0) vaults.push("vault");

for (const [title, file, args] of [
	["Parse, relative to plain remark-parse", "parse.bench.ts", vaults],
	["Compile, whole processes", "compile.bench.ts", vaults],
	["Embedding, from text to trained index", "embedding.bench.ts", vaults],
	["Cells, whole processes", "cells.bench.ts", vaults],
	["Search", "search.bench.ts", vaults],
	["What a reader downloads", "weight.bench.ts", vaults],
] as const) {
	console.log(`\n## ${title}\n`);
	const bench = fileURLToPath(new URL(file, import.meta.url));
	spawnSync(process.execPath, ["--import", "tsx", bench, ...args], { stdio: "inherit" });
}
