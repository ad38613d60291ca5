import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkTypes } from "../../../src/cells/index.js";
import { readFindings } from "../../../src/cells/types/read-findings.js";
import { typeProject } from "../../../src/cells/types/type-project.js";
import { loadVault } from "../../../src/compile.js";
import { loadConfig } from "../../../src/config.js";

const root = mkdtempSync(join(tmpdir(), "notapse-types-test-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let vaults = 0;

/** A vault of notes, each one or more cells in TypeScript between which `---` stands. */
async function load(notes: Readonly<Record<string, string>>) {
	const folder = join(root, String(vaults++));
	for (const [name, text] of Object.entries(notes)) {
		const fences = text.split("\n---\n").map((code) => `\`\`\`ts cell\n${code}\n\`\`\`\n`);
		const file = join(folder, name.includes(".") ? name : `${name}.md`);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, name.includes(".") ? text : fences.join("\n"));
	}
	const { config } = await loadConfig({ cwd: folder, vault: folder });
	return loadVault({ vault: folder, config, cache: false });
}

const library = { module: "/types/notapse.d.ts", globals: "/types/cells.d.ts", others: [] };
/** The library's declarations, as far as these tests need them. */
const declarations = join(root, "declarations");

beforeAll(() => {
	for (const folder of ["library/ambient", "network", "kernels"]) {
		mkdirSync(join(declarations, folder), { recursive: true });
	}
	writeFileSync(
		join(declarations, "library/index.d.ts"),
		"export declare function close(a: number, b: number): void;",
	);
	const globals =
		'import type * as cell from "../index.js"; declare global { const close: typeof cell.close }';
	writeFileSync(join(declarations, "library/ambient/cells.d.ts"), globals);
});

/** What is found, a line each: `note:line:column TSnnnn`. */
async function findings(notes: Readonly<Record<string, string>>): Promise<string[]> {
	const { plan, graph } = await load(notes);
	const found = await checkTypes(plan, graph.cells, { declarations });
	return found.map(({ path, position, message, rule, severity }) => {
		expect({ rule, severity }).toEqual({ rule: "cell/type", severity: "error" });
		return `${path?.replace(/\.md$/, "")}:${position?.line}:${position?.column} ${/TS\d+/.exec(message)?.[0]}`;
	});
}

describe("types of cells", () => {
	it.each<[string, Readonly<Record<string, string>>, string[]]>([
		["nothing wrong", { a: "export const x: number = 1;\n---\nx + 1; close(x, 1);" }, []],
		["no cells", { a: "1" }, []],
		["a sibling's value", { a: "const x = 1;\n---\nlet y: string = x;" }, ["a:6:5 TS2322"]],
		[
			"a sibling's type, with its parameters",
			{ a: "type P<T> = { v: T };\n---\nlet y: P<1> = { v: 2 };" },
			["a:6:17 TS2322"],
		],
		[
			"a sibling's class as type and value",
			{ a: "class K { v = 1 }\n---\nlet k: K = new K(); k.w;" },
			["a:6:23 TS2339"],
		],
		["typeof a sibling's name", { a: "const x = 1 as const;\n---\nlet y: typeof x = 2;" }, ["a:6:5 TS2322"]],
		[
			"its own name over a sibling's",
			{ a: "interface P { v: 1 }\n---\ninterface P { w: 1 } let p: P = { w: 1 };" },
			[],
		],
		[
			"a type that is only imported",
			{ a: "export interface P { v: 1 }", b: 'import { P } from "[[a]]"; let p: P = { v: 2 };' },
			["b:2:41 TS2322"],
		],
		[
			"default exports",
			{ a: "export default (x: number) => x;", b: 'import f from "[[a]]"; f("");' },
			["b:2:26 TS2345"],
		],
		[
			"what goes on from another",
			{
				a: "export const x = 1;",
				b: 'export { x as y } from "[[a]]";',
				c: 'import { y } from "[[b]]"; y.z;',
			},
			["c:2:30 TS2339"],
		],
		["import(…)", { a: "export const x = 1;", b: '(await import("[[a]]")).z;' }, ["b:2:25 TS2339"]],
		[
			"in the same note, by the cell's id",
			{ "a.md": '```ts cell id=i\nconst x = 1;\n```\n\n```ts cell\nimport { x } from "[[#i]]"; x.y;\n```\n' },
			["a:6:31 TS2339"],
		],
		[
			"a name and a path",
			{
				"d/a.md": "```ts cell\nexport const x = 1;\n```\n",
				b: 'import { x } from "[[a|别]]"; import { x as y } from "[[d/a]]"; x.u; y.v;',
			},
			["b:2:66 TS2339", "b:2:71 TS2339"],
		],
		[
			"a module beside the note",
			{
				"a.md": "",
				"a.cell.ts": "const secret = 1; export const x = secret;",
				b: 'import { x } from "[[a]]"; x.y;',
			},
			["b:2:30 TS2339"],
		],
		[
			"JavaScript is not judged, but read",
			{ "a.md": "```js cell\nexport const x = 1; x.y; let z\n```\n", b: 'import { x } from "[[a]]"; x.y;' },
			["b:2:30 TS2339"],
		],
		["packages can be anything", { a: 'import p, { q } from "three"; p.r(q);' }, []],
		[
			"what cannot be read can be anything",
			{ a: "const (", b: 'import { x, type T } from "[[a]]"; let t: T = x.y;' },
			[],
		],
		[
			"what is not there can be anything",
			{ a: "export const x = 1", b: 'import { y } from "[[a]]"; import { z } from "[[c]]"; y.z + z.y;' },
			[],
		],
		[
			"names of prototypes",
			{
				a: "export const __proto__ = 1, constructor = 2;\n---\nlet a: string = constructor;",
				b: 'import { __proto__ as p } from "[[a]]"; p.q;',
			},
			["a:6:5 TS2322", "b:2:43 TS2339"],
		],
		[
			"no files, whatever is said",
			{
				a: '/// <reference path="/etc/passwd" />\ntype P = typeof import("/etc/hostname"); import type { Q } from "three";',
			},
			["a:3:24 TS2307"],
		],
		["no configuration by comment", { a: "// @ts-nocheck\nlet x: 1 = 2;" }, []],
	])("%s", async (_, notes, expected) => expect(await findings(notes)).toEqual(expected));

	it("are told once, in the vault's words", async () => {
		const { plan, graph } = await load({
			给予: "export class 网 { #x = 1 }",
			b: 'import * as 全 from "[[给予]]"; 全.无; const 一: { a: 1 } = new 全.网();',
		});
		const found = await checkTypes(plan, graph.cells, { declarations });
		expect(found.map(({ message }) => message)).toEqual([
			'Property “无” does not exist on type “typeof import("[[给予]]")”. (TS2339)',
			"Property “a” is missing in type “网” but required in type “{ a: 1; }”. (TS2741)",
		]);
	});

	it("are remembered as long as no cell changes", async () => {
		const memory = new Map<string, Uint8Array>();
		let puts = 0;
		const put = (key: string, value: Uint8Array) => {
			puts++;
			memory.set(key, value);
		};
		const check = async (notes: Readonly<Record<string, string>>) => {
			const { plan, graph } = await load(notes);
			return checkTypes(plan, graph.cells, { declarations, memory: { get: (key) => memory.get(key), put } });
		};
		const first = await check({ a: "let x: 1 = 2;" });
		expect(await check({ a: "let x: 1 = 2;" })).toEqual(first);
		expect(puts).toBe(1);
		expect(await check({ a: "let x: 1 = 1;" })).toEqual([]);
		expect(puts).toBe(2);
	});

	it("leave nothing behind", async () => {
		const before = readdirSync(tmpdir()).filter((name) => /^notapse-types-\w{6}$/.test(name));
		await findings({ a: "let x: 1 = 2;" });
		const after = readdirSync(tmpdir()).filter((name) => /^notapse-types-\w{6}$/.test(name));
		expect(after.filter((name) => !before.includes(name))).toEqual([]);
	});
});

describe("the compiler's view of a vault", () => {
	it("has every cell where it stands", async () => {
		const { plan, graph } = await load({
			甲: 'import { x } from "[[乙#^块]]"; import y from "[[乙]]"; const 漢 = "😀";\nexport { z } from "[[丙|别]]"',
			乙: "export const x = 1",
		});
		const { files } = typeProject({ plan, resolved: graph.cells, library });
		for (const [index, { compiled }] of plan.cells.entries()) {
			const { code } = compiled.cell;
			const text = files.get(`cell/${index}.ts`)!;
			const same = text.slice(0, code.length).replace(/~[0-9a-z]+~*/g, (alias) => " ".repeat(alias.length));
			expect(same).toBe(code.replace(/\[\[.*?\]\]/g, (specifier) => " ".repeat(specifier.length)));
		}
	});

	it("says nothing that the compiler did not say", () => {
		const plan = { cells: [], diagnostics: [] };
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom(..."cell/0.ts(1,2): error TS1: 'x'\n \"~1~\"[]é") }),
				(output) => {
					expect(readFindings(output, plan, { files: new Map(), specifiers: [] })).toEqual([]);
				},
			),
		);
	});
});
