/**
 * Bundles the command line, the library and the note worker into `dist/`, and the browser's script and style
 * sheet into `dist/assets/`. Bundled, because starting Node with the parser's hundred small modules costs more
 * than a warm compile.
 */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const { version } = JSON.parse(await readFile("package.json", "utf8"));

// Made beside and moved into place whole, so that a program that runs meanwhile finds the old one or the new one.
const stage = `dist.new-${process.pid}`;
await mkdir(`${stage}/assets`, { recursive: true });

const node = build({
	entryPoints: { cli: "src/cli/main.ts", index: "src/index.ts", "note-worker": "src/note-worker.ts" },
	outdir: stage,
	bundle: true,
	splitting: true,
	format: "esm",
	platform: "node",
	target: "node20",
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: "linked",
	define: { __NOTAPSE_VERSION__: JSON.stringify(version) },
	// Beside the entry points, because the assets and the worker are found from wherever the code that asks lies.
	chunkNames: "[name]-[hash]",
	banner: {
		// Some bundled CommonJS packages call require() for Node's own modules.
		js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
	},
	logLevel: "warning",
});

const browser = build({
	entryPoints: {
		client: "src/site/client/main.ts",
		theme: "src/site/theme/theme.css",
		math: "src/site/theme/math.css",
	},
	outdir: `${stage}/assets`,
	bundle: true,
	minify: true,
	format: "iife",
	target: ["chrome111", "firefox115", "safari16.4"],
	loader: { ".woff2": "file" },
	assetNames: "[name]",
	logLevel: "warning",
});

await Promise.all([node, browser]);
await writeFile(`${stage}/package.json`, '{ "type": "module" }\n');
const old = `dist.old-${process.pid}`;
await rename("dist", old).catch(() => {});
await rename(stage, "dist");
await rm(old, { recursive: true, force: true });
