import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planCells } from "../../../src/cells/index.js";
import type { CellPlan, CompiledCell, Link, ResolvedCell } from "../../../src/model/index.js";
import { cell, type Files, keysOf, nameOf, planOf } from "./vault.js";

/** Cells in their order, each with those that it needs: `a.md#0, b.md#0 ← a.md#0(x)`. */
function order(files: Files): string {
	const { plan } = planOf(files);
	return plan.cells
		.map((planned) => {
			const needs = planned.needs.map(({ cell, names }) => {
				const taken = names.map(({ imported, local }) =>
					imported === local ? imported : `${imported} as ${local}`,
				);
				return `${nameOf(plan.cells[cell]!)}(${taken.join(",")})`;
			});
			return [
				nameOf(planned),
				...(needs.length > 0 ? [`← ${needs.join(" ")}`] : []),
				...(planned.key ? [] : ["✘"]),
			].join(" ");
		})
		.join(", ");
}

/** `a.md:2:10 cell/rule: message (hint)`; what is only a remark is left out. */
function flaws(files: Files): string[] {
	return planOf(files)
		.diagnostics.filter(({ severity }) => severity !== "info")
		.map(
			({ path, position, rule, message, hint }) =>
				`${path}:${position?.line}:${position?.column} ${rule}: ${message}${hint === undefined ? "" : ` (${hint})`}`,
		);
}

describe("which cell needs which", () => {
	it.each<[string, Files, string]>([
		["none", { "a.md": cell("1") + cell("2") }, "a.md#0, a.md#1"],
		[
			"names of the same note, in any order",
			{ "a.md": cell("y = x + z; var y") + cell("const x = 1") + cell("const z = 2") },
			"a.md#1, a.md#2, a.md#0 ← a.md#1(x) a.md#2(z)",
		],
		[
			"an export of another note",
			{ "a.md": cell('import { x } from "[[b]]"; x'), "b.md": cell("1") + cell("export const x = 1, y = 2") },
			"b.md#1, a.md#0 ← b.md#1(x), b.md#0",
		],
		[
			"under another name, the default, all",
			{
				"a.md": cell('import d, { x as y } from "[[b]]"; import * as z from "[[b]]"; d, y, z'),
				"b.md": cell("export default 1") + cell("export const x = 1") + cell("2"),
			},
			"b.md#0, b.md#1, a.md#0 ← b.md#0(default as d) b.md#1(x as y) b.md#0(* as z) b.md#1(* as z), b.md#2",
		],
		[
			"what a module beside a note exports, and its note without an import",
			{
				"b.cell.ts": "export const x = 1; const hidden = 2",
				"b.md": cell("x + 1; typeof hidden"),
				"a.md": cell('import { x } from "[[b]]"; x'),
			},
			"b.md#1, a.md#0 ← b.md#1(x), b.md#0 ← b.md#1(x)",
		],
		[
			"one cell of another note",
			{
				"a.md": cell('import { x } from "[[b#二]]"; x'),
				"b.md": cell("1", "id=一") + cell("export const x = 1", "id=二"),
			},
			"b.md#二, a.md#0 ← b.md#二(x), b.md#一",
		],
		[
			"a cell of its own note, with what it does not export",
			{
				"a.md":
					cell('import { x } from "[[#二]]"; import { x as z } from "[[a]]"; x, z') +
					cell("const x = 1", "id=二"),
			},
			"a.md#二, a.md#0 ← a.md#二(x) a.md#二(x as z)",
		],
		[
			"by an alias of the note",
			{
				"a.md": cell('import { x } from "[[LSTM]]"; x'),
				"b.md": `---\naliases: LSTM\n---\n${cell("export const x = 1")}`,
			},
			"b.md#0, a.md#0 ← b.md#0(x)",
		],
		[
			"what it exports again",
			{
				"a.md": cell('import { x } from "[[b]]"; x'),
				"b.md": cell('export { x, y as z } from "[[c]]"'),
				"c.md": cell("export const x = 1") + cell("export const y = 2"),
			},
			"c.md#0, c.md#1, b.md#0 ← c.md#0(x) c.md#1(y as z), a.md#0 ← b.md#0(x)",
		],
		[
			"what it imports when it runs",
			{ "a.md": cell('(await import("[[b]]")).x'), "b.md": cell("export const x = 1") },
			"b.md#0, a.md#0 ← b.md#0(*)",
		],
		[
			"nothing but types",
			{
				"a.md": cell(
					'import type { T } from "[[b]]"; import { U, type V, x } from "[[b]]"; const y: T | U | V = x',
				),
				"b.md":
					cell("export type T = 1; export interface U {} export type V = 1") + cell("export const x = 1"),
			},
			"b.md#1, a.md#0 ← b.md#1(x), b.md#0",
		],
		[
			"not what only looks like a name of the note",
			{ "a.md": cell("const x = 1") + cell("({ x: 1 }).x; function f(x) { return x }; { let x = 2; x }") },
			"a.md#0, a.md#1",
		],
		[
			"only programs of its own language",
			{ "a.md": `${cell("x")}\`\`\`py cell\nx = 1\n\`\`\`\n\`\`\`py cell\nprint(x)\n\`\`\`\n` },
			"a.md#0, a.md#1, a.md#2 ← a.md#1(x)",
		],
	])("%s", (_, files, expected) => {
		expect(order(files)).toBe(expected);
		expect(flaws(files)).toEqual([]);
	});

	it("is a diamond that is planned once", () => {
		const files = {
			"a.md": cell('import { b } from "[[b]]"; import { c } from "[[c]]"; b + c'),
			"b.md": cell('import { d } from "[[d]]"; export const b = d'),
			"c.md": cell('import { d } from "[[d]]"; export const c = d'),
			"d.md": cell("export const d = 1"),
		};
		expect(order(files)).toBe("d.md#0, b.md#0 ← d.md#0(d), c.md#0 ← d.md#0(d), a.md#0 ← b.md#0(b) c.md#0(c)");
	});

	it("does not depend on the order in which notes come", () => {
		const files = { "a.md": cell("const y = x") + cell("const x = 1"), "c.md": cell("1"), "b.md": cell("2") };
		const turned = Object.fromEntries(Object.entries(files).reverse());
		expect(order(turned)).toBe(order(files));
	});

	it("does not run what imports what no cell may, nor what needs it", () => {
		const files = {
			"a.md": cell('export const fs = await import("node:fs")') + cell("fs") + cell("await import('x' + 1)"),
			"b.md": cell('import fs from "node:fs"; 1') + cell('await import("three"); await import("notapse")'),
			"c.md": cell('import { fs } from "[[a]]"; fs'),
		};
		expect(order(files)).toBe(
			"a.md#0 ✘, a.md#1 ← a.md#0(fs) ✘, a.md#2 ✘, b.md#0 ✘, b.md#1, c.md#0 ← a.md#0(fs) ✘",
		);
	});
});

describe("what cannot be run is told at its place", () => {
	it.each<[string, Files, string[]]>([
		[
			"a name that is not exported",
			{ "a.md": `文\n\n${cell('import { 门 } from "[[b]]"; 门')}`, "b.md": cell("const 门 = 1") },
			[
				"a.md:4:10 cell/missing-export: “b.md” exports no “门”. (it is defined there, but not exported: write “export” before it)",
			],
		],
		[
			"a name that is spelt otherwise",
			{
				"a.md": cell('import { gradientFow } from "[[b]]"; gradientFow'),
				"b.md": cell("export const gradientFlow = 1"),
			},
			["a.md:2:10 cell/missing-export: “b.md” exports no “gradientFow”. (did you mean “gradientFlow”?)"],
		],
		[
			"a name that is only a type",
			{
				"a.md": cell('import { T } from "[[b]]"; export { T } from "[[b]]"; T'),
				"b.md": cell("export type T = 1"),
			},
			["a.md:2:37 cell/missing-export: “b.md” exports no “T”. (it is only a type there: write “type T”)"],
		],
		[
			"a name that is nowhere",
			{ "a.md": cell('import { zzzzz } from "[[b]]"; zzzzz'), "b.md": cell("export const a = 1, 乙 = 2") },
			["a.md:2:10 cell/missing-export: “b.md” exports no “zzzzz”. (it exports a, 乙)"],
		],
		[
			"a default export that is not there",
			{ "a.md": cell('import d from "[[b]]"; d'), "b.md": cell("export const a = 1") },
			[
				"a.md:2:8 cell/missing-export: No cell of “b.md” has a default export. (import names in braces: { … })",
			],
		],
		[
			"a note without cells",
			{ "a.md": cell('import { x } from "[[b]]"; x'), "b.md": "" },
			["a.md:2:19 cell/missing-export: “b.md” has no cells, so there is nothing to import."],
		],
		[
			"a note that exports nothing",
			{ "a.md": cell('import * as b from "[[b]]"; b'), "b.md": cell("const x = 1") },
			[
				"a.md:2:20 cell/missing-export: No cell of “b.md” exports anything. (write “export” before what others are to use)",
			],
		],
		[
			"an import of nothing",
			{ "a.md": cell('import "[[b]]"'), "b.md": cell("export const x = 1") },
			[
				"a.md:2:1 cell/missing-export: This import takes no names, and that is all that a cell gives. (write import { … } from)",
			],
		],
		[
			"an export of all",
			{ "a.md": cell('export * from "[[b]]"'), "b.md": cell("export const x = 1") },
			[
				"a.md:2:1 cell/missing-export: A note that exports all of another is not supported. (name what is exported: export { … } from)",
			],
		],
		[
			"a cell that is not there",
			{
				"a.md": cell('import { x } from "[[b#lstm-flou]]"; x'),
				"b.md": cell("export const x = 1", "id=lstm-flow"),
			},
			["a.md:2:19 cell/unknown-cell: “b.md” has no cell “lstm-flou”. (did you mean “[[b#lstm-flow]]”?)"],
		],
		[
			"a name of another cell",
			{
				"a.md": cell('import { x } from "[[b#二]]"; x'),
				"b.md": cell("export const x = 1") + cell("export const y = 1", "id=二"),
			},
			[
				"a.md:2:10 cell/missing-export: This cell of “b.md” exports no “x”. (another cell of the note does: take “#…” out)",
			],
		],
		[
			"a name that is defined twice",
			{ "a.md": cell("const x = 1") + cell("let 甲, x = 2") + cell("x") },
			[
				"a.md:5:8 cell/duplicate-name: “x” is defined already in the cell in line 2, and one note has one of each name. (rename one of the two, or put it inside a block { … })",
				"a.md:8:1 cell/ambiguous-name: “x” is defined in several cells of this note.",
			],
		],
		[
			"a name that note and module define",
			{
				"a.md": cell("export const x = 1"),
				"a.cell.ts": "export const y = 1;\nexport const x = 2;",
				"b.md": cell('import { x } from "[[a]]"; x'),
			},
			[
				"a.cell.ts:2:14 cell/duplicate-name: “x” is defined already in the cell in line 2 of “a.md”, and one note has one of each name. (rename one of the two)",
				"b.md:2:10 cell/ambiguous-name: “x” is defined in several cells of “a.md”.",
			],
		],
		[
			"an id that is given twice",
			{ "a.md": cell("1", "id=a") + cell("2", "id=a") },
			[
				"a.md:5:1 cell/duplicate-id: “a” is the id of the cell in line 2 already; imports lead there. (give one of the two another id)",
			],
		],
		[
			"a name that another cell sets",
			{ "a.md": cell("let x = 1") + cell("x += 1") },
			[
				"a.md:5:1 cell/foreign-assignment: “x” belongs to another cell of this note, and only that cell can set it. (compute a value with a name of its own)",
			],
		],
		[
			"a program that cannot be read",
			{ "a.md": `> ${cell("1").replaceAll("\n", "\n> ")}\n${cell("const 循环 = = 1")}` },
			["a.md:6:12 cell/syntax: This cell cannot be read: Unexpected “=”."],
		],
		[
			"an import that is never let in",
			{ "a.md": cell('import fs from "node:fs"; fs') },
			[
				"a.md:2:16 cell/forbidden-import: A cell cannot import “node:fs”. (import from “[[a note]]” or from “notapse”)",
			],
		],
		[
			"an import whose address is computed",
			{ "a.md": cell('await import("node:" +\n\t"fs")') },
			[
				'a.md:2:14 cell/forbidden-import: “import()” needs its address written out, and “"node:" + "fs"” is computed. (import from “[[a note]]” or from “notapse”)',
			],
		],
		[
			"a file that is not there",
			{ "a.md": cell("1", "reads=x.csv") },
			["a.md:2:1 cell/unresolved-read: This cell reads “x.csv”, and no file of the vault is called so."],
		],
		[
			"a module without a note",
			{ "b.cell.ts": "1" },
			[
				"b.cell.ts:1:1 cell/no-note: “b.cell.ts” is no module of a note: there is no “b.md” beside it. (name it like its note, or take “.cell” out of its name)",
			],
		],
	])("%s", (_, files, expected) => {
		expect(flaws(files)).toEqual(expected);
	});

	it("but not names that Python keeps in their cell", () => {
		const python = (code: string) => `\`\`\`py cell\n${code}\n\`\`\`\n`;
		const note = python("_x = 1\nfor i in range(3): pass") + python("_x = 2") + python("print(_x)");
		expect(order({ "a.md": note })).toBe("a.md#0, a.md#1, a.md#2");
		expect(flaws({ "a.md": note + python("i = 1") })).toEqual([
			"a.md:12:1 cell/duplicate-name: “i” is defined already in the cell in line 2, and one note has one of each name. (rename one of the two, or begin it with “_”, which keeps it in its cell)",
		]);
	});

	it("and only there: what waits for it has no flaw of its own", () => {
		const files = {
			"a.md": cell('import { x } from "[[b]]"; export const y = x'),
			"b.md": cell("export const x = = 1"),
			"c.md": cell('import { y } from "[[a]]"; import * as b from "[[b]]"; y'),
		};
		expect(flaws(files)).toHaveLength(1);
		expect(order(files)).toBe("b.md#0 ✘, a.md#0 ← b.md#0(x) ✘, c.md#0 ← a.md#0(y) b.md#0(* as b) ✘");
	});
});

describe("cells that need each other", () => {
	const ring = (n: number): Files =>
		Object.fromEntries(
			Array.from({ length: n }, (_, i) => [
				`概念${i}.md`,
				`文\n${cell(`import { x${(i + n - 1) % n} } from "[[概念${(i + n - 1) % n}]]";\nexport const x${i} = x${(i + n - 1) % n};`)}`,
			]),
		);

	it("are told with the way around and its lines", () => {
		expect(flaws(ring(3))).toEqual([
			"概念0.md:3:20 cell/cycle: These cells need each other: 概念0 (line 3) → 概念2 (line 3) → 概念1 (line 3) → 概念0. (put what several of them need into a cell of its own)",
		]);
	});

	it("are told shortly however many they are", () => {
		const [flaw] = flaws(ring(40));
		expect(flaw).toMatch(/^概念0\.md:3:\d+ cell\/cycle: .* → … 29 more … → 概念1 \(line 3\) → 概念0\./);
	});

	it("have no key, nor what needs them; all else has", () => {
		const files = {
			"a.md":
				cell("const x = y", "id=一") +
				cell("const y = x", "id=二") +
				cell("x", "id=三") +
				cell("const z = 1", "id=四"),
		};
		expect(order(files)).toMatch(/^a\.md#一.* ✘, a\.md#二.* ✘, a\.md#三 ← a\.md#一\(x\) ✘, a\.md#四$/);
		expect(flaws(files)).toEqual([
			"a.md:2:11 cell/cycle: These cells need each other: a#一 (line 2) → a#二 (line 5) → a#一. (put what several of them need into a cell of its own)",
		]);
	});

	it("may be one that needs itself", () => {
		expect(flaws({ "a.md": cell('import { x } from "[[a]]"; export const x = 1') })).toHaveLength(1);
		const other = cell('import { y } from "[[#一]]"; const z = y', "id=一");
		expect(flaws({ "a.md": other })).toEqual([
			expect.stringContaining("cell/missing-export: This cell of “a.md” exports no “y”."),
		]);
	});

	it("are found in each of many circles once", () => {
		const two = cell('import { a } from "[[a]]"; export const b = a');
		const files = { "a.md": cell('import { b } from "[[b]]"; export const a = b'), "b.md": two, ...ring(2) };
		expect(flaws(files).map((line) => line.split(" ")[0])).toEqual(["a.md:2:19", "概念0.md:3:20"]);
	});
});

describe("a key", () => {
	const vault = (more: Files = {}): Files => ({
		"a.md": cell('import { x } from "[[b]]"; export const y = x', "id=y reads=t.csv"),
		"b.md": cell("export const x = 1", "id=x"),
		"t.csv": "1,2",
		...more,
	});
	const keys = (files: Files, library?: string) => Object.fromEntries(keysOf(planOf(files, library)));
	const { "a.md#y": y, "b.md#x": x } = keys(vault());

	it("is a SHA-256", () => {
		expect(y).toMatch(/^[\da-f]{64}$/);
		expect(x).toMatch(/^[\da-f]{64}$/);
		expect(x).not.toBe(y);
	});

	it.each<[string, Files]>([
		["prose", { "b.md": `---\nt: 1\n---\n# 题\n\n${cell("export const x = 1", "id=x")}\n尾` }],
		["comments and blanks", { "b.md": cell("// 说\n  export   const x =\t1 /* … */", "id=x") }],
		[
			"captions and limits",
			{ "b.md": cell("//| caption: 图\nexport const x = 1", "id=x timeout=3 memory=64 echo=hide") },
		],
		[
			"other cells of a note",
			{ "b.md": cell("export const z = 1") + cell("export const x = 1", "id=x") + cell("const w = 2") },
		],
		[
			"quotes around the note",
			{ "b.md": `> ${cell("export const x = 1", "id=x").trim().replaceAll("\n", "\n> ")}` },
		],
		["a language that is the same", { "b.md": cell("export const x = 1", "id=x").replace("ts", "js") }],
	])("does not know of %s", (_, more) => {
		expect(keys(vault(more))).toMatchObject({ "a.md#y": y, "b.md#x": x });
	});

	it("does not know of names and places of notes", () => {
		const { "b.md": b, ...others } = vault();
		const moved = { ...others, "深/别名.md": b!, "a.md": others["a.md"]!.replace("[[b]]", "[[别名#x]]") };
		expect(keys(moved)).toMatchObject({ "a.md#y": y, "深/别名.md#x": x });
	});

	it.each<[string, Files, boolean]>([
		["the program", { "b.md": cell("export const x = 2", "id=x") }, true],
		["the seed", { "b.md": cell("export const x = 1", "id=x seed=1") }, true],
		["parameters", { "b.md": cell("export const x = 1", "id=x params=n=1") }, true],
		["whether it is pure", { "b.md": cell("export const x = 1", "id=x impure") }, true],
		["what it reads", { "t.csv": "1,3" }, false],
	])("knows of %s", (_, more, both) => {
		const changed = keys(vault(more));
		expect(changed["a.md#y"]).not.toBe(y);
		expect(changed["b.md#x"] !== x).toBe(both);
	});

	it("knows of the library", () => {
		expect(keys(vault(), "other")["b.md#x"]).not.toBe(x);
	});

	it("knows which of two notes is meant, and which cell gives which name", () => {
		const two = {
			"b.md": cell("export const x = 1") + cell("export const z = 2"),
			"c.md": cell("export const x = 3"),
		};
		const of = (code: string) => keys({ ...two, "a.md": cell(code) })["a.md#0"];
		const all = [
			of('import { x } from "[[b]]"; x'),
			of('import { x } from "[[c]]"; x'),
			of('import { z } from "[[b]]"; z'),
			of('import * as x from "[[b]]"; x'),
		];
		expect(new Set(all).size).toBe(4);
	});

	it("is the same for the same cell in two notes", () => {
		const same = keys({ "a.md": cell("export const x = 1"), "b.md": cell("export const x = 1") });
		expect(same["a.md#0"]).toBe(same["b.md#0"]);
	});
});

describe("large vaults", () => {
	it("are planned without recursion: a chain of ten thousand", () => {
		const n = 10_000;
		const plan = planOfNeeds(n, (i) => (i === n - 1 ? [] : [i + 1]));
		expect(plan.diagnostics).toEqual([]);
		expect(plan.cells).toHaveLength(n);
		plan.cells.forEach(({ needs, key }, i) => {
			expect(key).toBeDefined();
			expect(needs.every((need) => need.cell < i)).toBe(true);
		});
	});

	it("are planned when ten thousand need each other in one circle", () => {
		const n = 10_000;
		const plan = planOfNeeds(n, (i) => [(i + 1) % n]);
		expect(plan.diagnostics.map(({ rule }) => rule)).toEqual(["cell/cycle"]);
		expect(plan.cells.every(({ key }) => key === undefined)).toBe(true);
	});

	it("put each cell behind what it needs, and give no key to what waits for a circle", () => {
		const numbers = fc.array(fc.array(fc.nat(29), { maxLength: 4 }), { minLength: 30, maxLength: 30 });
		fc.assert(
			fc.property(numbers, (needs) => {
				const plan = planOfNeeds(30, (i) => [...new Set(needs[i])]);
				const at = new Map(plan.cells.map(({ note }, i) => [Number(note.slice(1, -3)), i]));
				expect(at.size).toBe(30);
				const inCircle = (i: number) => reaches(needs, i, i);
				for (const [cell, place] of at) {
					const { key, needs: planned } = plan.cells[place]!;
					const waits = inCircle(cell) || [...reached(needs, cell)].some(inCircle);
					expect(key === undefined).toBe(waits);
					if (!waits)
						expect(new Set(planned.map((need) => need.cell))).toEqual(
							new Set(needs[cell]!.map((need) => at.get(need)!)),
						);
					expect(planned.every((need) => need.cell < place)).toBe(true);
				}
			}),
			{ numRuns: 100 },
		);
	});

	it("are planned as far as their imports stay countable", () => {
		const all = Array.from({ length: 100 }, (_, i) => `import * as a${i} from "[[a]]";`).join("\n");
		const exports = Array.from({ length: 900 }, (_, i) => cell(`export const x${i} = 1`)).join("");
		const files: Record<string, string> = { "a.md": exports };
		for (let i = 0; i < 5; i++) files[`b${i}.md`] = cell(all);
		files["c.md"] = cell('import { x1 } from "[[a]]"; x1') + cell("const y = 1") + cell("y");
		const { plan, diagnostics } = planOf(files);
		const told = diagnostics.filter(({ rule }) => rule === "cell/too-many-imports");
		expect(told.map(({ path }) => path)).toEqual(["b3.md", "b4.md", "c.md"]);
		const own = plan.cells.filter(({ note, index }) => note === "c.md" && index > 0);
		expect(own.every(({ key }) => key !== undefined)).toBe(true);
	}, 120_000);
});

/** `n` notes with a cell each, that imports `x` from those that it needs; made without reading any text. */
function planOfNeeds(n: number, needsOf: (cell: number) => readonly number[]): CellPlan {
	const name = (i: number) => `n${String(i).padStart(5, "0")}.md`;
	const position = { line: 1, column: 1, offset: 0 };
	const span = { start: 0, end: 0 };
	const options = { seed: 0, timeout: 10, memory: 512, reads: [], params: [], impure: false } as const;
	const shown = { echo: "show", output: "show", page: "static", expectError: false } as const;
	const resolved = new Map<string, readonly ResolvedCell[]>();
	const cells = Array.from({ length: n }, (_, i) => {
		const needs = needsOf(i);
		const links = needs.map(
			(need): Link => ({ kind: "link", format: "wiki", target: name(need), span, position }),
		);
		const imports = links.map((link, k) => ({
			link,
			resolution: { kind: "found", path: name(needs[k]!) } as const,
		}));
		resolved.set(name(i), [{ imports, reads: [] }]);
		const nothing = { types: [], declares: [], defines: [], uses: [], assigns: [] };
		const compiled: CompiledCell = {
			cell: {
				form: "fence",
				path: name(i),
				language: "ts",
				code: "",
				lines: [position],
				span,
				options: { ...options, ...shown },
			},
			facts: {
				...{ ...nothing, exports: ["x"], tokens: String(i), plain: "" },
				imports: needs.map(() => ({
					kind: "note",
					specifier: "",
					span,
					at: span,
					names: [{ imported: "x", local: "x" }],
				})),
			},
			links,
			diagnostics: [],
		};
		return { note: name(i), cells: [compiled] };
	});
	return planCells({ cells, resolved, library: "", files: new Map() });
}

/** What a cell needs, directly or not. */
function reached(needs: readonly (readonly number[])[], from: number): ReadonlySet<number> {
	const found = new Set<number>();
	const waiting = [...needs[from]!];
	for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
		if (found.has(cell)) continue;
		found.add(cell);
		waiting.push(...needs[cell]!);
	}
	return found;
}

function reaches(needs: readonly (readonly number[])[], from: number, to: number): boolean {
	return reached(needs, from).has(to);
}
