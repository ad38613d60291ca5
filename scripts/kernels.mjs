/**
 * Compiles src/kernels/assembly into two WebAssembly modules, with plain and with relaxed SIMD, and writes them as text
 * to src/kernels/wasm/module.ts, so that bundlers, workers and browsers need no file beside the program.
 * `--check`: fails if that file is not what the sources give.
 */
import { readFile, writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

const target = "src/kernels/wasm/module.ts";

async function compile(relaxed) {
	const files = new Map();
	const features = ["simd", "bulk-memory", "threads", ...(relaxed ? ["relaxed-simd"] : [])];
	const { error, stderr } = await asc.main(
		[
			...["src/kernels/assembly/index.ts", "--outFile", "kernels.wasm", "--textFile", "kernels.wat"],
			...["--runtime", "stub", "--noAssert", "-O3"],
			...["--importMemory", "--sharedMemory", "--initialMemory", "16", "--maximumMemory", "65536"],
			...features.flatMap((feature) => ["--enable", feature]),
		],
		{ writeFile: (name, contents) => void files.set(name, contents) },
	);
	if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
	return files;
}

const [plain, relaxed] = [await compile(false), await compile(true)];
if (process.argv.includes("--text")) await writeFile("kernels.wat", plain.get("kernels.wat"));

const text = (files) => JSON.stringify(Buffer.from(files.get("kernels.wasm")).toString("base64"));
const source = `// Made by \`npm run kernels\` from ../assembly/. biome-ignore-all format: one line for each module
export const plainModule =
	${text(plain)};
export const relaxedModule =
	${text(relaxed)};
`;

if (process.argv.includes("--check")) {
	if ((await readFile(target, "utf8").catch(() => "")) !== source) {
		console.error(`${target} is not what src/kernels/assembly gives: npm run kernels`);
		process.exit(1);
	}
} else {
	await writeFile(target, source);
	const size = (files) => `${files.get("kernels.wasm").length} bytes`;
	console.log(`${target}: plain ${size(plain)}, relaxed ${size(relaxed)}`);
}
