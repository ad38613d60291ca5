import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/code/read/index.js";

/** `defines | uses | assigns`, each a list of names. */
function names(code: string, language: "ts" | "py" = "ts"): string {
	const { defines, uses, assigns, error } = readFacts({ language, code });
	if (error !== undefined) return `! ${error.offset} ${error.message}`;
	for (const { name, offset } of [...defines, ...uses, ...assigns]) {
		expect(code.slice(offset, offset + name.length)).toBe(name);
	}
	return [defines, uses, assigns].map((list) => list.map(({ name }) => name).join(" ")).join(" | ");
}

describe("names of a program in TypeScript", () => {
	it.each([
		["const a = b; let c; var d; function e() {} class F {}", "F a c d e | b | "],
		["if (x) { var a; let b; function c() {} }", "a | x | "],
		["for (var i = 0, n; i < n; i++) { const t = i }", "i n |  | "],
		["for (const k of ks) k; k", " | k ks | "],
		["for (k of ks);", " | k ks | k"],
		["const { a, b: c, [d]: e = f, ...g } = h", "a c e g | d f h | "],
		["const [a, [b = c], ...d] = e", "a b d | c e | "],
		["({ a, b: c.d, ...e } = f)", " | a c e f | a e"],
		["[a, b[c]] = [b, a]", " | a b c | a"],
		["a++; --b.c; d += 1; e ??= 2", " | a b d e | a d e"],
		["(a as any) = 1; b! += 2; (c satisfies any)++", " | a b c | a b c"],
		["let a = 1; a = 2; { a++ }", "a |  | "],
		["function f(a, b = a, { c } = d, ...e) { a; c; e; var d }", "f | d | "],
		["function f(a = x) { var x; return arguments }", "f | x | "],
		["const f = function g() { return g }; g", "f | g | "],
		["const A = class B extends C { x = B; static { var y; y } }; B", "A | B C | "],
		["class A { b = c; [d] = e; f() { return this.g + h } static #i = A }", "A | c d e h | "],
		["x => { y => x + y + z }", " | z | "],
		["try { a } catch ({ b = c }) { b; var d } finally { b }", "d | a b c | "],
		["a: for (;;) { break a; continue a }", " |  | "],
		["switch (a) { case b: let c = d; default: c }; c", " | a b c d | "],
		["({ a, b: c, d() {}, get e() { return f }, [g]: h })", " | a c f g h | "],
		// biome-ignore lint/suspicious/noTemplateCurlyInString: a template within the program
		["a.b.c; a?.[d].e; `x${f}${`${g}`}`; h`i${j}`", " | a d f g h j | "],
		["typeof a; void b; new C(d); e ? f : g; import.meta.url", " | C a b d e f g | "],
		["import a, { b as c, type D } from '[[x]]'; import * as e from 'notapse'; a; c; e; b", " | b | "],
		["export { a as b } from '[[x]]'; export * from '[[y]]'", " |  | "],
		["const a = 1; export { a as b, a as default }", "a |  | "],
		["export default function f() { return f } export const { g } = h", "f g | h | "],
		["type A = typeof b; interface C { d: E } let f: G = h as I", "f | h | "],
		["declare const a: 1; declare function b(): void; a; b", " | a b | "],
		["function f(this: A, b: B): b is C; function f(b) { return b }", "f |  | "],
		["abstract class A implements B { abstract c: D; declare e: F }", "A |  | "],
		["f<T>(x as U); new A<B>(); <T,>(y: T) => y satisfies V", " | A f x | "],
		[
			"var __proto__ = constructor; toString; hasOwnProperty = 1",
			"__proto__ | constructor hasOwnProperty toString | hasOwnProperty",
		],
		["const 漢字 = 文; const 𠮷 = '😀', é = 𠮷", "é 漢字 𠮷 | 文 | "],
		["{ function f() {} f() } f()", " | f | "],
		["while (a) { let b; do { b; c } while (b) }", " | a c | "],
		["async function* f() { for await (const x of y) yield* x; await z }", "f | y z | "],
		["let [x, y = x] = z; [x, y] = [y, x]", "x y | z | "],
	])("%s", (code, expected) => expect(names(code)).toBe(expected));
});

describe("names of a program in Python", () => {
	it.each([
		["x = y + 1", "x | y | "],
		["import numpy as np, os.path\nfrom a.b import (c as d, e)\nz = np.array([d, e, os])", "z |  | "],
		["import x\nx = 1", "x |  | "],
		["def f(a, *b: T, c=q, **k) -> R:\n    t = a + g\n    return t + u", "f | R T g q u | "],
		["[i * j for i, j in zip(p, q) if i > m]\ni", " | i m p q zip | "],
		["{k: v for k, v in w}", " | w | "],
		["g = lambda x, y=w: x + y + v, 3", "g | v w | "],
		["f(x=1, y=z)", " | f z | "],
		['f\'{a["b"]:>{w}} {{no}} {c!r} {d=}\' + rf"""{e}\n"""', " | a c d e w | "],
		['f"{d["it\'s"]} {y:\'^10}"', " | d y | "],
		["x += 1\ny[i] += 2", " | i x y | x"],
		["a, (b, *c) = d = e[f] = g.h = k", "a b c d | e f g k | "],
		["for k, v in d.items():\n  s = k\nelse: t = 1", "k s t v | d | "],
		["with open(p) as h, q as r: data = h.read()", "data h r | open p q | "],
		["try:\n  pass\nexcept (A, B) as e:\n  print(e)", "e | A B print | "],
		["class A(B, metaclass=M):\n  n = 1\n  def m(self): return n + self.n + A", "A | B M n | "],
		["if (n := len(z)) > 3: pass", "n | len z | "],
		["match c:\n  case P(x=0, y=a) | C.D if b: k = a", "a k | C P b c | "],
		["match = 3; case = match", "case match |  | "],
		["x: int = 3\ny: List[int]", "x y | List int | "],
		["def f():\n  global G\n  G = 1\n  z = 0\n  def h():\n    nonlocal z\n    z = 2", "G f |  | "],
		["def f():\n  n = 1\nn", "f | n | "],
		["def f(): n += 1", "f |  | "],
		["@dec\nasync def f(): await g()", "f | dec g | "],
		["s = '''a\nb''' \\\n  + t # u", "s | t | "],
		["type X[T] = list[T]", "X | T list | "],
		["x.y = 1; del q", " | q x | "],
		["漢 = 字 # 文", "漢 | 字 | "],
		["__proto__ = constructor", "__proto__ | constructor | "],
		["x = (1,\n 2", "! 4 “(” is never closed."],
		["x = 'abc\n'", "! 4 This text is never closed."],
		["x = )", "! 4 “)” closes nothing."],
	])("%j", (code, expected) => expect(names(code, "py")).toBe(expected));
});
