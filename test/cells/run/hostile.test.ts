import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cell } from "../plan/vault.js";
import { deno, makeVault, type Ran, told, type Vault } from "./support.js";

/** Each in a note of its own, all in one run: what comes of it, and that the honest ones among them notice nothing. */
const cells: readonly [what: string, code: string, told: RegExp][] = [
	["honest, first", "[1, 2].map((x) => x * 2).join()", /^ok 2,4$/],
	["a trace that is asked for forever", own("stack", "for (;;);"), /^timeout/],
	["a trace made by a hook", 'Error.prepareStackTrace = () => ""; throw new Error("x")', /prepareStackTrace/],
	["a value whose JSON never ends", "({ toJSON() { for (;;); }, a: 1 })", /^ok .*toJSON/s],
	[
		"a value that will be no text",
		'({ get [Symbol.toPrimitive]() { throw 1 }, toString() { throw 2 }, b: "b" })',
		/^ok .*toPrimitive/s,
	],
	[
		"a title of a hundred megabytes",
		'chart.line([1, 2], { title: "x".repeat(1e8) })',
		/^(timeout|memory|ok)/,
	],
	[
		"waiting for a shared number",
		"const a = new Int32Array(new SharedArrayBuffer(4)); while (Atomics.load(a, 0) === 0);",
		/^timeout/,
	],
	[
		"memory of WebAssembly that grows and is used",
		`const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
for (let from = 0; ; ) { memory.grow(1024); new Uint8Array(memory.buffer).fill(1, from); from = memory.buffer.byteLength; }`,
		/^(memory|timeout|error RangeError)/,
	],
	["microtasks without an end", "(function f() { queueMicrotask(f) })(); 1", /^timeout/],
	[
		"a rejection after the end",
		'queueMicrotask(() => setTimeout(() => Promise.reject(new Error("late")), 50)); "done"',
		/^ok done$/,
	],
	[
		"a timer that goes on",
		'setTimeout(function again() { setTimeout(again, 0); console.log("still") }, 0); "done"',
		/^ok done$/,
	],
	[
		"prototypes that others use",
		`for (const change of [
	() => { (Array.prototype as any).map = () => ["mine"]; },
	() => { (Object.prototype as any).left = 1; },
	() => { (Promise.prototype as any).then = () => {}; },
	() => { (globalThis as any).chart = null; },
	() => { (queueMicrotask as any).call = 1; },
]) try { change(); } catch {}
"tried"`,
		/^ok tried$/,
	],
	["a value that can be waited for", "({ then(go: any) { go({ then() { for (;;); } }) } })", /^ok \{ then/],
	["an export called then", "export const then = (go: any) => { void go; }; 5", /^ok 5$/],
	[
		"a proxy as what is drawn",
		'chart.line(new Proxy([1, 2], { get: (t, k) => (k === "length" ? 4e9 : Reflect.get(t, k)) }))',
		/^(timeout|memory|error)/,
	],
	[
		"a proxy that refuses everything",
		"const no = () => { throw new Error('no') }; new Proxy({}, { getPrototypeOf: no, ownKeys: no, get: no, has: no })",
		/^ok .*cannot be read/,
	],
	[
		"a display that is a proxy",
		'({ [Symbol.for("Jupyter.display")]: () => new Proxy({}, { ownKeys: () => ["text/html"], get() { throw 1 } }) })',
		/^ok/,
	],
	["an error that is its own cause", own("cause", "return e"), /^error Error: own/],
	["a symbol that is thrown", 'throw Symbol("s")', /^error thrown: Symbol\(s\)/],
	[
		"a stack that overflows, and then a timer",
		"function f(): any { try { return f() } catch { return setTimeout(f, 9) } } f()",
		/^ok/,
	],
	[
		"a picture of a billion points",
		"image({ width: 1e6, height: 1e6, data: new Uint8Array(4) } as any)",
		/^error/,
	],
	[
		"a kept value that holds itself",
		"await memo('k', [], () => { const a: any[] = []; a.push(a); return a; })",
		/^error TypeError/,
	],
	["a number of a hundred megabytes", "(2n ** 400_000_000n).toString().length", /^(timeout|memory|error)/],
	[
		"honest, last",
		"[1, 2].map((x) => x * 2).join() + String(({} as any).left) + typeof chart",
		/^ok 2,4undefinedobject$/,
	],
];

function own(property: string, body: string): string {
	return `const e: any = new Error("own"); Object.defineProperty(e, "${property}", { get() { ${body} } }); throw e`;
}

describe.skipIf(deno === undefined)("a hostile cell", () => {
	let vault: Vault;
	let ran: Ran;
	beforeAll(async () => {
		vault = makeVault();
		const notes = cells.map(([, code], i) => [`${String(i).padStart(2, "0")}.md`, cell(code, "timeout=2")]);
		ran = await vault.run(Object.fromEntries(notes));
	}, 120_000);
	afterAll(() => vault.remove());

	it.each(cells.map(([what, , expected], i) => [what, i, expected] as const))("%s", (_, i, expected) => {
		expect(told(ran.record(`${String(i).padStart(2, "0")}.md#0`))).toMatch(expected);
	});
});

describe.skipIf(deno === undefined)("what is left of the world", () => {
	it("works", async () => {
		const vault = makeVault();
		const uses = [
			'structuredClone(new Map([[1, { a: "clone" }]])).get(1)!.a',
			'new TextDecoder().decode(new TextEncoder().encode("漢"))',
			'new URL("../b?x=1", "https://a.example/c/d").searchParams.get("x")',
			'atob(btoa("base64"))',
			"await new Promise((done) => queueMicrotask(() => done('microtask')))",
			"await new Promise((done) => setTimeout(done, 1, 'timer'))",
			'new Intl.NumberFormat("de").format(1234.5)',
			"(await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))).module instanceof WebAssembly.Module",
			'[..."ab"].entries().toArray().join("|")',
		];
		try {
			const ran = await vault.run({ "a.md": cell(`[${uses.join(",\n")}].join(" ")`) });
			expect(told(ran.record("a.md#0"))).toBe("ok clone 漢 1 base64 microtask timer 1.234,5 true 0,a|1,b");
		} finally {
			vault.remove();
		}
	});
});
