/** How the library of cells becomes one file, for the build and for the test that runs it in every engine. */
import { readFile } from "node:fs/promises";

/**
 * What cells import, in a sandbox and in a page. Of the kernels in WebAssembly they have those that are the same bits
 * everywhere; the others would be a fifth of the file.
 *
 * @type {import("esbuild").BuildOptions}
 */
export const libraryBundle = {
	entryPoints: { "cell-library": "src/library/index.ts" },
	bundle: true,
	minify: true,
	format: "esm",
	target: ["es2022", "chrome111", "firefox115", "safari16.4"],
	external: ["node:*"],
	plugins: [
		{
			name: "no-relaxed-kernels",
			setup: ({ onLoad }) => onLoad({ filter: /wasm[\\/]module\.ts$/ }, oneModule),
		},
	],
	logLevel: "warning",
};

async function oneModule({ path }) {
	const text = await readFile(path, "utf8");
	return { contents: text.replace(/(relaxedModule\s*=\s*)"[^"]*"/, '$1""'), loader: "ts" };
}
