/** Modules as esbuild prints them, and what is left of them as scripts. */
import { expect, test } from "vitest";
import { toScript } from "../../scripts/program/to-script.mjs";

/** What a script exports when it runs beside these modules. */
function run(
	code: string,
	modules: Readonly<Record<string, unknown>> = {},
	also = {},
): Record<string, unknown> {
	const exports = {};
	const require = (name: string) => {
		if (!(name in modules)) throw new Error(`unknown: ${name}`);
		return modules[name];
	};
	new Function("exports", "require", "module", toScript(code))(exports, require, { exports, ...also });
	return exports;
}

test.each([
	["names", 'import{a,b as c}from"./x.js";var d=a+c;export{d,c as "e"};'.replace('"e"', "e"), { d: 3, e: 2 }],
	["nothing but that it runs", 'import"./x.js";var d=1;export{d};', { d: 1 }],
	["the default of a chunk", 'import{default as whole}from"./x.js";export{whole};', { whole: 9 }],
	["a module of Node's", 'import path from"node:path";var d=path.sep;export{d};', { d: "/" }],
	[
		"that by its other name",
		'import{sep,default as path}from"node:path";var d=path.sep+sep;export{d};',
		{ d: "//" },
	],
	["that as a namespace", 'import*as path from"node:path";var d=path.sep;export{d};', { d: "/" }],
	["both", 'import path,{sep as s}from"node:path";var d=path.sep+s;export{d};', { d: "//" }],
	["a CommonJS module", 'import{a}from"./x.js";export default a;', { default: 1 }],
	[
		"names that look like exports",
		"var d_exports={a:1};export{d_exports as exports};",
		{ exports: { a: 1 } },
	],
	["a comment at the end", "var d=1;export{d};\n/*! export{x} */", { d: 1 }],
])("%s", (_, code, exported) => {
	expect(run(code, { "./x.js": { a: 1, b: 2, default: 9 }, "node:path": { sep: "/" } })).toEqual(exported);
});

test("late imports are promises", async () => {
	const code = 'var d=()=>import("./x.js"),e=()=>import("node:path");export{d,e};';
	const { d, e } = run(code, { "./x.js": { a: 1 }, "node:path": { sep: "/" } }) as Record<
		string,
		() => Promise<Record<string, unknown>>
	>;
	expect(await d!()).toEqual({ a: 1 });
	expect((await e!()).sep).toBe("/");
	expect((await e!()).default).toEqual({ sep: "/" });
	// What cannot be loaded is noticed by who waits for it.
	await expect((run(code).d as typeof d)!()).rejects.toThrow("unknown");
});

test("what is imported by an address that is computed is asked of whoever runs the script", async () => {
	const { d } = run(
		'var d=x=>import(x+".mjs");export{d};',
		{},
		{ import: async (name: string) => ({ name }) },
	);
	expect(await (d as (x: string) => Promise<unknown>)("a")).toEqual({ name: "a.mjs" });
});

test("what has no meaning in a script is refused", () => {
	expect(() => toScript("var a=import.meta.url;export{a};")).toThrow("import.meta");
	expect(() => toScript('export*from"node:path";')).toThrow("not understood");
});
