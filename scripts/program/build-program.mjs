/**
 * The program for Node: the command line, the library and the workers, as scripts that share chunks
 * (docs/decisions/0024-scripts-with-their-code.md).
 */
import { createHash } from "node:crypto";
import { chmod, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { build } from "esbuild";
import { toScript } from "./to-script.mjs";

/** The parser of commands could start others, and does not: what that takes costs each start of ours 4 ms. */
const lateProcesses = {
	name: "late-processes",
	setup: ({ onResolve, onLoad }) => {
		onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
			/[\\/]commander[\\/]/.test(importer) ? { path, namespace: "late" } : undefined,
		);
		onLoad({ filter: /./, namespace: "late" }, () => ({
			contents: 'exports.spawn = (...given) => require("node:child_process").spawn(...given);',
		}));
	},
};

const options = {
	bundle: true,
	format: "esm",
	platform: "node",
	target: "node20",
	minifySyntax: true,
	minifyWhitespace: true,
	// Scripts know no addresses of modules.
	define: { "import.meta.url": "__url" },
	write: false,
	logLevel: "warning",
};

/** @param define the program's constants */
export async function buildProgram(folder, define) {
	const { outputFiles } = await build({
		...options,
		entryPoints: {
			program: "src/cli/main.ts",
			index: "src/index.ts",
			network: "src/network/index.ts",
			"note-worker": "src/note-compiler/note-worker.ts",
			"embedding-worker": "src/embedding-worker.ts",
			"kernel-worker": "src/kernels/wasm/kernel-worker.js",
		},
		outdir: folder,
		splitting: true,
		legalComments: "linked",
		define: { ...options.define, ...define },
		plugins: [lateProcesses],
		// Beside the entry points, because the assets and the workers are found from wherever the code that asks lies.
		chunkNames: "[name]-[hash]",
	});
	const digest = createHash("sha256");
	for (const { path, text } of outputFiles) {
		const content = path.endsWith(".js") ? script(text) : text;
		digest.update(basename(path)).update(content);
		await writeFile(path, content);
	}
	await buildStart(folder, { __NOTAPSE_SCRIPTS__: JSON.stringify(digest.digest("hex").slice(0, 32)) });
	await writeFile(`${folder}/package.json`, '{ "type": "commonjs" }\n');
	// What runs in sandboxes is one module each.
	await writeFile(`${folder}/assets/package.json`, '{ "type": "module" }\n');
}

/** What Node runs first: it loads the others, and is none of them. */
async function buildStart(folder, define) {
	const path = `${folder}/cli.js`;
	const { outputFiles } = await build({
		...options,
		entryPoints: ["src/start/main.ts"],
		format: "cjs",
		define,
	});
	await writeFile(path, `#!/usr/bin/env node\n${outputFiles[0].text}`);
	await chmod(path, 0o755);
}

const url = 'const __url=require("node:url").pathToFileURL(__filename).href;';

/** In ASCII, which is read without being decoded: esbuild leaves other letters in regular expressions only. */
function script(code) {
	const text = toScript(/\b__url\b/.test(code) ? url + code : code);
	return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
