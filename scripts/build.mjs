/**
 * Bundles the command line, the library and the note worker into `dist/`, and the browser's script and style
 * sheet into `dist/assets/`. Bundled, because starting Node with the parser's hundred small modules costs more
 * than a warm compile.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { buildEngine } from "./engine/build-engine.mjs";
import { libraryBundle } from "./library.mjs";
import { buildProgram } from "./program/build-program.mjs";
import { emitTypes } from "./types.mjs";

const { version } = JSON.parse(await readFile("package.json", "utf8"));
const sources = await fingerprint();

// Made beside and moved into place whole, so that a program that runs meanwhile finds the old one or the new one.
const stage = `dist.new-${process.pid}`;
await mkdir(`${stage}/assets`, { recursive: true });

const browser = build({
	entryPoints: {
		client: "src/site/client/main.ts",
		map: "src/site/client/map/main.ts",
		theme: "src/site/theme/theme.css",
		math: "src/site/theme/math.css",
		"map-page": "src/site/theme/map.css",
		answers: "src/site/client/answers/main.ts",
		"answer-theme": "src/site/theme/answers.css",
		query: "src/site/client/query/main.ts",
		"query-theme": "src/site/theme/query.css",
		cells: "src/site/client/cells/main.ts",
		"cell-theme": "src/site/theme/cells.css",
		"cell-runner": "src/site/client/cells/runner/main.ts",
		"cell-editor": "src/site/client/cells/editor/main.ts",
		"cell-reader": "src/site/client/cells/reader/main.ts",
		"cell-text": "src/site/client/cells/text/main.ts",
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

const library = build({ ...libraryBundle, outdir: `${stage}/assets` });

/**
 * The page of the frame in which cells run. Its policy lets it load nothing: its one script is known by its hash, the
 * worker's script stands in it as text, and cells come as blobs. Compiling WebAssembly is what the library's kernels need.
 */
async function buildFrame() {
	const bundle = async (entry, define = {}) => {
		const options = { bundle: true, minify: true, format: "iife", write: false, logLevel: "warning" };
		const target = ["es2022", "chrome111", "firefox115", "safari16.4"];
		const { outputFiles } = await build({ ...options, target, entryPoints: [entry], define });
		return outputFiles[0].text.trim();
	};
	const worker = await bundle("src/cells/page/worker.ts");
	const script = await bundle("src/site/client/cells/frame/main.ts", {
		__CELL_WORKER__: JSON.stringify(worker),
	});
	// In a script in a page, what looks like its end would be.
	const inline = script.replaceAll("</", "<\\/").replaceAll("<!--", "<\\!--");
	const hash = createHash("sha256").update(inline).digest("base64");
	const policy = `default-src 'none'; script-src 'sha256-${hash}' blob: 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'; form-action 'none'`;
	const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>notapse</title><script>${inline}</script></html>\n`;
	await writeFile(`${stage}/assets/cell-frame.html`, page);
}

// The programs in which cells run: each one file, because a sandbox loads nothing else.
const engines = build({
	entryPoints: ["deno-main", "deno-worker", "node-main", "obsidian-builtins"].map(
		(name) => `src/cells/run/engines/${name}.ts`,
	),
	outdir: `${stage}/assets/engines`,
	bundle: true,
	format: "esm",
	platform: "node",
	target: "es2022",
	minifySyntax: true,
	minifyWhitespace: true,
	logLevel: "warning",
}).then(() => copyFile("src/cells/run/engines/python-main.py", `${stage}/assets/engines/python-main.py`));

/** What trains a network on a note's cell, beside that cell: with the library that the cell has, and not one of its own. */
const behind = build({
	entryPoints: { "link-task": "src/embedding/apart/main.ts" },
	outdir: `${stage}/assets/engines`,
	bundle: true,
	format: "esm",
	target: "es2022",
	minify: true,
	external: ["notapse:cell", "node:*"],
	plugins: [
		{
			name: "library-of-cells",
			setup: ({ onResolve }) =>
				onResolve({ filter: /\/network\/index\.js$/ }, () => ({ path: "notapse", external: true })),
		},
	],
	logLevel: "warning",
});

/** The world in which programs for Dataview run, and a library that some of them want: sent to the engine as text. */
const scriptWorld = build({
	entryPoints: {
		"script-world": "src/answers/script-world.ts",
		"script-moment": "src/answers/script-moment.ts",
	},
	outdir: `${stage}/assets`,
	bundle: true,
	format: "esm",
	platform: "neutral",
	mainFields: ["module", "jsnext:main", "main"],
	target: "es2022",
	minify: true,
	logLevel: "warning",
});

const parts = await Promise.allSettled([
	engines,
	behind,
	buildEngine(`${stage}/assets`),
	scriptWorld,
	buildProgram(stage, {
		__NOTAPSE_VERSION__: JSON.stringify(version),
		__NOTAPSE_SOURCES__: JSON.stringify(sources),
	}),
	browser,
	library,
	buildFrame(),
	emitTypes(stage),
]);
const failed = parts.find(({ status }) => status === "rejected");
if (failed) {
	await rm(stage, { recursive: true, force: true });
	throw failed.reason;
}
const old = `dist.old-${process.pid}`;
await rename("dist", old).catch(() => {});
await rename(stage, "dist");
await rm(old, { recursive: true, force: true });

/** Hash of all that goes into the program: what an older one has cached or written may not be reused. */
async function fingerprint() {
	const hash = createHash("sha256").update(await readFile("package-lock.json"));
	const names = await readdir("src", { recursive: true, withFileTypes: true });
	const files = names
		.filter((entry) => entry.isFile())
		.map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`);
	for (const file of files.sort()) hash.update(file).update(await readFile(file));
	return hash.digest("hex").slice(0, 16);
}
