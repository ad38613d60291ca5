import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as swc from "@swc/wasm-typescript";
import { Parser } from "acorn";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/code/read/index.js";
import { corpus } from "./corpus.js";

/** What is left of a program, or why it cannot be read: `! 4 message`. */
function plain(code: string): string {
	const { error, plain } = readFacts({ language: "ts", code });
	return error === undefined ? plain : `! ${error.offset} ${error.message}`;
}

describe("types become blanks", () => {
	it.each([
		["const x: number = y as any;", "const x         = y       ;"],
		["f<string>(a!, <T,>(b?: T) => b)", "f        (a ,     (b    ) => b)"],
		["class A { private readonly x = 1; declare y: 2 }", "class A {                  x = 1;              }"],
		["import { type A, b } from 'x'; b", "import {         b } from 'x'; b"],
		["let s = '😀' as string; s", "let s = '😀'          ; s"],
		["let 漢: { 字: 1 } = 漢字;", "let 漢           = 漢字;"],
		["f(x as (a: 1) => 2,\n  y)", "f(x               ,\n  y)"],
		["#!/bin/sh\nx", "         \nx"],
	])("%s", (code, expected) => expect(plain(code)).toBe(expected));
});

describe("where a blank would change what is meant, a sign stands in it", () => {
	it.each([
		["const x = y as any\n(z)", "const x = y ;     \n(z)"],
		["const x = y as any\n+ 1", "const x = y       \n+ 1"],
		["v = 1\ntype A = 1\n[x]", "v = 1\n;         \n[x]"],
		["if (x) type A = 1; else y", "if (x) ;           else y"],
		["() => { return <\nT>(x: T): T => x }", "() => { return (\n   x   )    => x }"],
		["(x):\nT => x", "(x  \n) => x"],
		["async <\nT>(x) => x", "async (\n   x) => x"],
		["class A { x = 1\nprivate [y] = 2 }", "class A { x = 1\n;       [y] = 2 }"],
		["class A { x = 1\ndeclare y: 1\n[z] = 2 }", "class A { x = 1\n;           \n[z] = 2 }"],
		["class A { get: any\nx() {} }", "class A { get;    \nx() {} }"],
	])("%j", (code, expected) => expect(plain(code)).toBe(expected));
});

describe("what is more than types is refused where it stands", () => {
	it.each([
		[
			"let a; enum E { A }",
			"! 7 In cells, TypeScript is only types: instead of an enum, write an object “as const”.",
		],
		[
			"namespace N { export const a = 1 }",
			"! 0 In cells, TypeScript is only types: a namespace that holds values",
		],
		[
			"class A { constructor(private x: 1) {} }",
			"! 22 In cells, TypeScript is only types: declare the field",
		],
		["const 漢 = <T>y", "! 10 In cells, TypeScript is only types: write “x as T” instead of “<T>x”."],
		["import a = require('a')", "! 0 In cells, TypeScript is only types: write “import … from”."],
		["export = 1", "! 0 In cells, TypeScript is only types: write “export default”."],
		["@a class B {}", "! 0 Decorators are not known to the engines that run cells."],
		["class A { accessor x = 1 }", "! 10 “accessor” is not known"],
		["{ using x = y }", "! 2 “using” is not known to all engines"],
		["export abstract\nclass A {}", "! 0 Only declarations can be exported."],
		["let a = 1; let a = 2", "! 15 Identifier “a” has already been declared."],
		["export { a }", "! 9 Export “a” is not defined."],
		["export const a = 1; export { a }", "! 29 “a” is exported twice."],
		["const s = '😀'; a b", "! 17 Missing semicolon."],
		[
			"const a = 1; export { a as 'cell name b' }",
			"! 22 “cell name b” is a name that cells keep for each other.",
		],
		["const a = 1; export { a as 'cell value' }", "! 22 “cell value” is a name that cells keep"],
		["namespace case N {}", "! 9 Missing semicolon."],
		["f(1;", "! 3 Unexpected “;”, expected “,”."],
		["f(漢 字)", "! 4 Unexpected “字”, expected “,”."],
		["f(1", "! 3 The program ends too early, expected “,”."],
		["if (", "! 4 The program ends too early."],
		["return 1", "! 0 “return” outside of function."],
	])("%s", (code, expected) => expect(plain(code)).toContain(expected));

	it.each([
		"declare enum E { A }",
		"declare namespace N { let x }",
		"namespace N { type A = 1 }",
		"declare @x",
	])("but not %s", (code) => expect(plain(code)).toMatch(code.includes("@") ? /^!/ : /^ *$/));
});

describe("against other programs that take types away", () => {
	/** Where Node's own blanks differ from ours, by whose fault we can say. */
	const swcErrs = new Set([
		"class A { x = 1\ndeclare y: number\n[z] = 2 }", // Makes `x = 1[z] = 2` of it.
		"var declare = 1; declare\nconst x = 1;", // A line's end may not follow a modifier.
	]);
	const read = corpus
		.map((code) => ({ code, ours: plain(code) }))
		.filter(({ ours }) => !ours.startsWith("!"));

	it("has programs to compare", () => expect(read.length).toBeGreaterThan(200));

	it.each(read.filter(({ code }) => !swcErrs.has(code)))("swc, as Node has it: $code", ({ code, ours }) => {
		expect(ours.length).toBe(code.length);
		const theirs = swc.transformSync(code, { mode: "strip-only" }).code;
		if (isScript(theirs)) expect(tree(ours)).toBe(tree(theirs));
		else expect(isScript(ours)).toBe(true);
	});

	const sources = fileURLToPath(new URL("../../src/code/", import.meta.url));
	it.each(readdirSync(sources).filter((name) => name.endsWith(".ts")))("esbuild: our own %s", (name) => {
		const code = readFileSync(sources + name, "utf8");
		const ours = plain(code);
		if (ours.startsWith("!")) expect(ours).toContain("declare the field in the class");
		else expect(withoutTypes(ours, "js")).toBe(withoutTypes(code, "ts"));
	});

	it("esbuild: any two programs, one after the other", () => {
		const part = fc.constantFrom(...read.map(({ code }) => code).filter((code) => !code.startsWith("#!")));
		const tail = fc.oneof(part, fc.constantFrom("(x)", "[x]", "`x`", "+x", "/x/g", ";", "*x", "++x", "in x"));
		const glue = fc.constantFrom("\n", " ", ";");
		fc.assert(
			fc.property(part, glue, tail, (first, between, second) => {
				const code = first + between + second;
				const { error, plain } = readFacts({ language: "ts", code });
				const theirs = withoutTypes(code, "ts");
				fc.pre(error === undefined && theirs !== undefined);
				// Esbuild alone compares where a type is followed by `<`.
				fc.pre(!/\n<x>y$/.test(code));
				expect(withoutTypes(plain, "js")).toBe(theirs);
			}),
			{ seed: 7, numRuns: 250 },
		);
	});
});

function isScript(code: string): boolean {
	try {
		tree(code);
		return true;
	} catch {
		return false;
	}
}

/** The syntax tree without places and empty statements. */
function tree(code: string): string {
	return JSON.stringify(Parser.parse(code, { sourceType: "module", ecmaVersion: "latest" }), (key, value) => {
		if (key === "start" || key === "end" || key === "raw") return undefined;
		if (typeof value === "bigint") return `${value}n`;
		return Array.isArray(value) ? value.filter((node) => node?.type !== "EmptyStatement") : value;
	});
}

function withoutTypes(code: string, loader: "ts" | "js"): string | undefined {
	const compilerOptions = { verbatimModuleSyntax: true, useDefineForClassFields: true, target: "ESNext" };
	try {
		const { code: text } = transformSync(code, {
			loader,
			tsconfigRaw: { compilerOptions },
			logLevel: "silent",
		});
		return text
			.replace(/^\s*;$/gm, "")
			.replace(/\n+/g, "\n")
			.trim();
	} catch {
		return undefined;
	}
}
