import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/code/read/index.js";
import type { CellImport } from "../../src/model/index.js";

/** `kind specifier { imported → local, type … }`, and what else there is to say. */
function imports(code: string): string[] {
	const { imports, error } = readFacts({ language: "ts", code });
	expect(error).toBeUndefined();
	for (const { at, specifier, computed } of imports) {
		const quotes = computed ? 0 : 1;
		expect(code.slice(at.start + quotes, at.end - quotes)).toBe(specifier);
	}
	return imports.map(print);
}

function print({ kind, specifier, names, again, dynamic, computed, typeOnly }: CellImport): string {
	const list = names.map(({ imported, local, type }) => `${type ? "type " : ""}${imported} → ${local}`);
	const marks = [
		again && "again",
		dynamic && "dynamic",
		computed && "computed",
		typeOnly && "typeOnly",
	].filter(Boolean);
	return [kind, specifier, `{ ${list.join(", ")} }`, ...marks].join(" ");
}

describe("imports", () => {
	it.each([
		["import { a } from '[[概念]]'", ["note [[概念]] { a → a }"]],
		["import d, { a as b, type C } from '[[x#y]]'; b", ["note [[x#y]] { default → d, a → b, type C → C }"]],
		["import * as n from 'notapse'; n", ["library notapse { * → n }"]],
		["import '[[x]]'", ["note [[x]] {  }"]],
		["import type { A } from '[[x]]'", ["note [[x]] { type A → A } typeOnly"]],
		["import { type A, B } from '[[x]]'; let b: B", ["note [[x]] { type A → A, type B → B } typeOnly"]],
		["import { A } from '[[x]]'; let b: A = A", ["note [[x]] { A → A }"]],
		["import { A } from '[[x]]'; { let A: 1; A } let b: A", ["note [[x]] { type A → A } typeOnly"]],
		["export { a as b, default as c } from '[[x]]'", ["note [[x]] { a → b, default → c } again"]],
		[
			"export * from '[[x]]'; export * as n from '[[y]]'",
			["note [[x]] { * → * } again", "note [[y]] { * → n } again"],
		],
		[
			"await import('[[x]]'); import(`[[y]]`); import(z)",
			[
				"note [[x]] { * → * } dynamic",
				"note [[y]] { * → * } dynamic",
				"forbidden z { * → * } dynamic computed",
			],
		],
		[
			"f(import('[[b]]')); import a from '[[a]]'",
			["note [[b]] { * → * } dynamic", "note [[a]] { default → a }"],
		],
		[
			"import a from 'three'; import b from '@x/y/z.js'",
			["package three { default → a }", "package @x/y/z.js { default → b }"],
		],
		["import a from '[[x]]' with { type: 'json' }", ["forbidden [[x]] { default → a }"]],
		...[
			...[
				"u",
				'"node:" + "fs"',
				'("[[x]]")!',
				'"[[x]]" as string',
				`\`[[\${x}]]\``,
				"String.raw`[[x]]`",
				"f`x`",
			],
			...["[[x]]", "await u", '["notapse"]', "import.meta.url", `\`\${x}\``, "() => 1", "{}"],
		].map((address): [string, string[]] => [
			`class A { #b = async () => [...(await import(${address}))] }`,
			[`forbidden ${address} { * → * } dynamic computed`],
		]),
		[
			"import(await import(import('notapse')))",
			[
				"forbidden await import(import('notapse')) { * → * } dynamic computed",
				"forbidden import('notapse') { * → * } dynamic computed",
				"library notapse { * → * } dynamic",
			],
		],
		["import('x', { with: {} })", ["forbidden x { * → * } dynamic"]],
		...[
			...[
				"file:///etc/passwd",
				"/etc/passwd",
				"./x",
				"../x",
				"https://x.y/z.js",
				"node:fs",
				"data:,x",
				"blob:x",
			],
			...["npm:x", "jsr:@a/b", "#x", "", " notapse", "C:/x", "\\x", "//x.y/z", "[[x]] ", "a b"],
		].map((specifier): [string, string[]] => [
			`import '${specifier.replace("\\", "\\\\")}'`,
			[`forbidden ${specifier} {  }`],
		]),
	])("%s", (code, expected) => {
		if (code.includes("\\")) expect(readFacts({ language: "ts", code }).imports.map(print)).toEqual(expected);
		else expect(imports(code)).toEqual(expected);
	});
});

describe("exports", () => {
	it.each([
		["export const { a, b: [c] } = x, d = 1; export function e() {} export class F {}", "F a c d e | "],
		["const a = 1; export { a as b, a as default, a as 'c d' }", "b c d default | "],
		["export default 1", "default | "],
		["export default interface A {}", " | default"],
		["export type A = 1; export interface B {} export type { C } from '[[x]]'", " | A B C"],
		["type A = 1; const b = 1; export { A, b, type A as C }", "b | A C"],
		["export declare const a: 1; export abstract class B {}", "B | a"],
		["export function f(a: 1): 1; export function f(a) {}", "f | "],
		["export default function f(a: 1): 1; export default function f(a) {}", "default | "],
		["export { a as b } from '[[x]]'; export * as c from '[[y]]'; export * from '[[z]]'", "b c | "],
		["export const __proto__ = 1, constructor = 2", "__proto__ constructor | "],
	])("%s", (code, expected) => {
		const { exports, types, error } = readFacts({ language: "ts", code });
		expect(error?.message ?? `${exports.join(" ")} | ${types.join(" ")}`).toBe(expected);
	});
});
