import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	lineColumnAt,
	type ModuleBinding,
	offsetAt,
	placeInCode,
	siblingExport,
	valueExport,
	writeModule,
} from "../../src/code/index.js";
import { readFacts } from "../../src/code/read/index.js";
import { corpus } from "./corpus.js";

type Module = Readonly<Record<string, unknown>>;

/** A binding without its import's names, which are those that the program says. */
type Bound = Omit<ModuleBinding, "names"> & { names?: ModuleBinding["names"] };

function write(code: string, bound: readonly Bound[] = []) {
	const facts = readFacts({ language: "ts", code });
	expect(facts.error).toBeUndefined();
	const bindings = bound.map((binding) => ({
		names: facts.imports[binding.import ?? 0]?.names ?? [],
		...binding,
	}));
	return { facts, ...writeModule({ facts, bindings }) };
}

function url(code: string, bound: readonly Bound[] = []): string {
	return `data:text/javascript,${encodeURIComponent(write(code, bound).text)}`;
}

async function run(code: string, bound: readonly Bound[] = []): Promise<Module> {
	return (await import(/* @vite-ignore */ url(code, bound))) as Module;
}

describe("a cell as a module", () => {
	it.each([
		["1 + 1", 2],
		["1 + 1; // two", 2],
		['"use strict"', "use strict"],
		["const a = 2 as number\na * 3 as number", 6],
		["a(); function a() { return 1 }", undefined],
		["[1, 2]\n  .map((x: number) => x * 2)\n  .join()", "2,4"],
		["(1, 2)", 2],
		["1, 2", 2],
		["await Promise.resolve(4)", 4],
		["let a = 1; a = 5", 5],
		["const $0 = 1; $0 + 6", 7],
		["type A = 1; 8 satisfies number /* end */ ;", 8],
		["do ; while (false) 9", 9],
		["if (true) { 1 }", undefined],
		["", undefined],
	])("the value of %j", async (code, value) => expect((await run(code))[valueExport]).toBe(value));

	it("gives its top-level names to siblings, and to others only what it exports", async () => {
		const one = "let n = 1; export const twice = () => { n *= 2; return n }; function secret() {}";
		const module = await run(one);
		expect(Object.keys(module).sort()).toEqual(
			["n", "secret", "twice"].map(siblingExport).concat("twice").sort(),
		);
	});

	it("sees its siblings' names, as they are now", async () => {
		const names = ["n", "double"].map((name) => ({ imported: name, local: name }));
		const sibling = { url: url("let n = 1; const double = () => { n *= 2 }"), names };
		expect((await run("double(); double(); n", [sibling]))[valueExport]).toBe(4);
	});

	const a = url("export const a = 1; export default class A {}; export const b = 2; const hidden = 3");
	const c = url("export let c = 3; export const __proto__ = 4, constructor = 5");

	it("imports names from the cells that have them", async () => {
		const code = "import A, { a as x } from '[[n]]'; import { c } from '[[n]]'\n;[A.name, x, c].join()";
		const names = (local: string, imported: string) => [{ imported, local }];
		const bindings = [
			{ url: a, import: 0, names: [...names("A", "default"), ...names("x", "a")] },
			{ url: c, import: 1 },
		];
		expect((await run(code, bindings))[valueExport]).toBe("A,1,3");
	});

	it("imports from a cell of its own note also what that does not export", async () => {
		const code = "import { hidden as h, a } from '[[#cell]]'; export { hidden } from '[[#cell]]'; h + a";
		const bound = (index: number) => ({ url: a, import: index, exports: ["a", "b", "default"] });
		const module = await run(code, [bound(0), bound(1)]);
		expect([module[valueExport], module.hidden]).toEqual([4, 3]);
	});

	it("has one namespace of all cells of a note, in which only what is exported is seen", async () => {
		const bindings = [
			{ url: a, import: 0, exports: ["a", "b", "default"] },
			{ url: c, import: 0, exports: ["__proto__", "c", "constructor"] },
		];
		const keys = "Object.keys(n).sort().join()";
		const expected = "__proto__,a,b,c,constructor,default";
		expect((await run(`import * as n from '[[n]]'; ${keys} + n.c`, bindings))[valueExport]).toBe(
			`${expected}3`,
		);
		expect((await run(`const n = await import('[[n]]'); ${keys}`, bindings))[valueExport]).toBe(expected);
		const again = await run("export * as n from '[[n]]'", bindings);
		expect(
			Object.keys(again.n as object)
				.sort()
				.join(),
		).toBe(expected);
	});

	it("passes on what others export", async () => {
		const star = await run("export * from '[[n]]'", [{ url: a, import: 0, exports: ["a", "b", "default"] }]);
		expect(Object.keys(star)).toEqual(["a", "b"]);
		const named = await run("export { a as z, default } from '[[n]]'", [{ url: a, import: 0 }]);
		expect(Object.keys(named)).toEqual(["default", "z"]);
		expect(Object.keys(await run("export * from 'notapse'", [{ url: c, import: 0 }]))).toContain("c");
	});

	it("does not import what is only a type", () => {
		const { text } = write("import { type T, U, a } from '[[n]]'; let u: U = a", [
			{ url: "blob:x", import: 0 },
		]);
		expect(text.split("\n")[0]).toMatch(/^import\{a as a\}from"blob:x";;/);
		expect(write("import type { T } from '[[n]]'").text).toMatch(/^; *$/);
	});

	it("imports for what it does", () => {
		expect(write("import '[[n]]'", [{ url: "blob:x", import: 0 }]).text).toMatch(/^import"blob:x";; *$/);
	});

	it("calls for modules in as many characters", async () => {
		const code = "const [x, y] = [(await import('[[n]]')).a, (await import(`[[m]]`)).c]; x + y";
		const bindings = [
			{ url: a, import: 0 },
			{ url: c, import: 1 },
		];
		expect((await run(code, bindings))[valueExport]).toBe(4);
	});

	it("keeps lines apart that an import stood between", async () => {
		const code = "let f = (x) => x\nimport { a } from '[[n]]'\n(a)";
		expect((await run(code, [{ url: a, import: 0 }]))[valueExport]).toBe(1);
	});
});

describe("places", () => {
	it("says where an error is in the cell", async () => {
		const code =
			"import { a } from '[[n]]'\nconst 漢 = '😀' as string; null!.漢\n  /* last */ f(\n a as any, () => { throw new Error() })";
		const wanted = [
			["f = 1", "null", "2:33"],
			["f = (_, g) => g()", "throw", "4:26"],
		];
		expect(lineColumnAt(code, code.indexOf("漢", code.indexOf("null"))).line).toBe(2);
		const stacks = wanted.map(async ([sibling]) => {
			const bindings = [
				{ url: url("export const a = 1"), import: 0 },
				{ url: url(`const ${sibling}`), names: [{ imported: "f", local: "f" }] },
			];
			const program = sibling === "f = 1" ? code : code.replace("null!.漢", "       ");
			const { text, shift } = write(program, bindings);
			const module = `data:text/javascript,${encodeURIComponent(text)}`;
			const error = await import(/* @vite-ignore */ module).catch((error: unknown) => error);
			const [, line, column] = /:(\d+):(\d+)\)?$/m.exec(
				String((error as Error).stack)
					.split("\n")
					.slice(1)[0]!,
			)!;
			const place = placeInCode(shift, Number(line), Number(column));
			return `${place?.line}:${place?.column}`;
		});
		expect(await Promise.all(stacks)).toEqual(wanted.map(([, , place]) => place));
	});

	it("every character that is the cell's stands where it stood", () => {
		for (const code of corpus) {
			const facts = readFacts({ language: "ts", code });
			if (facts.error !== undefined) continue;
			const bindings = facts.imports.map(({ names }, index) => ({
				url: "blob:x",
				import: index,
				names,
				exports: ["q"],
			}));
			const { text, shift } = writeModule({ facts, bindings });
			const body = text.split("\n").slice(0, shift.lines);
			const kept = body.flatMap((line, row) =>
				[...Array(line.length).keys()].filter((column) => {
					const place = placeInCode(shift, row + 1, column + 1)!;
					return facts.plain[offsetAt(facts.plain, place.line, place.column)] === line[column];
				}),
			);
			const blanks = (text: string) => text.replace(/\s/g, "").length;
			const moved = facts.imports.reduce((sum, { span }) => sum + span.end - span.start, 0);
			expect(kept.length).toBeGreaterThanOrEqual(blanks(facts.plain) - moved);
			expect(placeInCode(shift, shift.lines + 1, 1)).toBeUndefined();
		}
	});

	it("line and column, and back", () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "漢", "😀") }), fc.nat(50), (text, nat) => {
				const offset = Math.min(nat, text.length);
				const { line, column } = lineColumnAt(text, offset);
				expect(offsetAt(text, line, column)).toBe(offset);
				expect(text.slice(0, offset).split("\n").length).toBe(line);
			}),
		);
	});
});
