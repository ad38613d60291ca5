/**
 * Bundles bench/quality.bench.ts and runs it with the arguments given. Bundled, because tsx makes a getter of every
 * export, and then inner loops take twice as long.
 */
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

const outfile = "node_modules/.cache/notapse/quality.bench.mjs";
await build({
	entryPoints: ["bench/quality.bench.ts"],
	...{ outfile, bundle: true, format: "esm", platform: "node", target: "node20", packages: "external" },
	define: { __NOTAPSE_VERSION__: '"bench"', __NOTAPSE_SOURCES__: '"bench"' },
	logLevel: "error",
});
process.exitCode =
	spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
