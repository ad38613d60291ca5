/** The declarations that come with the package, as an editor or `tsc` finds them in a vault. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitTypes } from "../../scripts/types.mjs";
import { globalNames } from "../../src/library/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const compiler = join(root, "node_modules/typescript/bin/tsc");
const page = readFileSync(join(root, "docs/cells.md"), "utf8");
const settings = /^```json\n(.*?)^```$/ms.exec(page.slice(page.indexOf("## Types")))![1]!;

let vault: string;

beforeAll(async () => {
	vault = await mkdtemp(join(tmpdir(), "notapse-types-"));
	const home = join(vault, "node_modules/notapse");
	await mkdir(home, { recursive: true });
	await copyFile(join(root, "package.json"), join(home, "package.json"));
	if (existsSync(compiler)) await emitTypes(join(home, "dist"));
	await writeFile(join(vault, "tsconfig.json"), settings);
});
afterAll(() => rm(vault, { recursive: true, force: true }));

async function check(code: string): Promise<string[]> {
	await writeFile(join(vault, "note.cell.ts"), code);
	const stdout = await new Promise<string>((resolve) => {
		execFile(process.execPath, [compiler, "-p", vault, "--pretty", "false"], (_, stdout) => resolve(stdout));
	});
	return stdout.split("\n").filter((line) => line.includes("error"));
}

describe.skipIf(!existsSync(compiler))("types", () => {
	test("all that package.json names are there, with what they import", async () => {
		const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
		const named = Object.values(exports as Record<string, { types?: string }>).flatMap(
			({ types }) => types ?? [],
		);
		expect(named.length).toBeGreaterThan(2);
		for (const file of named) expect(existsSync(join(vault, "node_modules/notapse", file))).toBe(true);
	});

	test("the examples of docs/cells.md have no errors", async () => {
		const examples = [...page.slice(page.indexOf("## The library")).matchAll(/^```ts\n(.*?)^```$/gms)];
		// Each is a module of its own; here they stand in one, in blocks, and what they import stands above.
		const imported = new Set<string>();
		const body = examples.map(([, code]) => {
			const block = code!.replace(/^import \{ (.*) \} from "notapse";$/gm, (_, names: string) => {
				for (const name of names.split(", ")) imported.add(name);
				return "";
			});
			return `{\n${block}}\n`;
		});
		expect(await check(`import { ${[...imported].join(", ")} } from "notapse";\n${body.join("")}`)).toEqual(
			[],
		);
	});

	test("globals and imports are the same", async () => {
		const lines = globalNames.map(
			(name) => `const ${name}1: typeof library.${name} = ${name}; void ${name}1;`,
		);
		expect(await check(`import * as library from "notapse";\n${lines.join("\n")}\nexport {};`)).toEqual([]);
	});

	test.each([
		[
			"an option that there is not",
			'chart.line([1], { titel: "x" });',
			/note\.cell\.ts\(1,19\): error TS2561/,
		],
		["a text for a number", 'close("1", 1);', /TS2345/],
		["a default that is no choice", 'param("x", "c", ["a", "b"]);', /TS2769|TS2345/],
		["a document", "document.title;", /TS2584|TS2304/],
		["Node", "process.exit();", /TS2591|TS2304|TS2580/],
		["a name that there is not", 'import { lstn } from "notapse"; lstn();', /TS2724|TS2305/],
		["a file of a kind that there is not", 'read("x", "xml");', /TS2769/],
	])("%s is an error", async (_, code, error) => {
		expect((await check(code)).join("\n")).toMatch(error);
	});
});
