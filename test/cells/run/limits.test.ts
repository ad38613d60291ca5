import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cell } from "../plan/vault.js";
import { deno, makeVault, shown, told, type Vault } from "./support.js";

let vault: Vault;
beforeEach(() => {
	vault = makeVault();
});
afterEach(() => vault.remove());

/** Each with how it may end. A machine that is busy elsewhere sees memory run out too late: then time does. */
const hangs: readonly (readonly [what: string, code: string, end: RegExp])[] = [
	["an endless loop", "for (;;);", /^timeout/],
	["endless microtasks", "(async () => { for (;;) await null })(); 1", /^timeout/],
	["endless microtasks, awaited", "while (true) await null;", /^timeout/],
	["a regular expression", '/^(a+)+$/.test("a".repeat(60) + "b")', /^timeout/],
	["a thread that waits", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)", /^timeout/],
	["a promise that is never settled", "await new Promise(() => {})", /^timeout/],
	[
		"timers without end",
		"const again = () => { setTimeout(again); setTimeout(again) }; again(); await new Promise(() => {})",
		/^timeout|^memory/,
	],
	[
		"an endless iterator",
		"const [...all] = (function* () { for (;;) yield 1 })()",
		/^timeout|^memory|^error RangeError/,
	],
	["output without end", "for (;;) console.log('x'.repeat(1000))", /^timeout/],
	["displays without end", "for (;;) display([1, 2, 3])", /^timeout/],
	["ten gigabytes at once", "new Uint8Array(10e9).fill(1)", /^memory/],
	[
		"ten gigabytes, bit by bit",
		"const all = []; for (;;) all.push(new Uint8Array(64e6).fill(1))",
		/^memory|^timeout/,
	],
	[
		"a heap that grows",
		"const all = []; for (;;) all.push({ i: all.length, s: String(all.length) })",
		/^memory|^timeout/,
	],
	["a text that grows", "let s = 'x'; for (;;) s += s", /^error RangeError|^memory/],
	[
		"WebAssembly's memory",
		"const m = new WebAssembly.Memory({ initial: 1 }); for (let i = 0; ; i++) { m.grow(1000); new Uint8Array(m.buffer).fill(1) }",
		/^error RangeError|^memory|^timeout/,
	],
	["a getter that never answers", "({ get x() { for (;;); } }).x", /^timeout/],
	["a toString that never answers", "String({ toString() { for (;;); } })", /^timeout/],
	[
		"a value that never says how it looks",
		'({ [Symbol.for("Jupyter.display")]() { for (;;); } })',
		/^timeout/,
	],
	[
		"a proxy that never says what it holds",
		"export const p = new Proxy({}, { ownKeys() { for (;;); } }); 1",
		/^timeout|^ok/,
	],
	[
		"a stack without end",
		"const f = () => f() + 1; f()",
		/^error RangeError: Maximum call stack size exceeded @1:17/,
	],
	[
		"an error that never says its name",
		"throw Object.defineProperty(new Error('x'), 'message', { get() { for (;;); } })",
		/^timeout|^error/,
	],
	["a namespace that is a promise", "export function then() { for (;;); }\n1", /^ok 1$/],
	["a test that never ends", "test('never', () => new Promise(() => {}))", /^timeout|^ok/],
];

describe.skipIf(deno === undefined)("cells that do not end by themselves", () => {
	it("are named, and the others finish", { timeout: 180_000 }, async () => {
		const files: Record<string, string> = { "honest.md": cell("export const x = 41") + cell("x + 1") };
		for (const [i, [, code]] of hangs.entries()) {
			files[`h${i}.md`] = cell(code, "timeout=1 memory=256");
			files[`honest${i}.md`] = cell(`import { x } from "[[honest]]"\nx + ${i}`);
		}
		const begin = performance.now();
		const ran = await vault.run(files, { jobs: 2 });
		for (const [i, [what, , end]] of hangs.entries()) {
			expect([what, told(ran.record(`h${i}.md#0`))]).toEqual([what, expect.stringMatching(end)]);
			expect(told(ran.record(`honest${i}.md#0`))).toBe(`ok ${41 + i}`);
		}
		expect(told(ran.record("honest.md#1"))).toBe("ok 42");
		// Two engines; no hang may hold one for much longer than its second.
		expect(performance.now() - begin).toBeLessThan(120_000);
	});

	it("run again at the next run, for a machine may be busy", async () => {
		const slow = { "a.md": cell("for (;;);", "timeout=0.3"), "b.md": cell("1") };
		expect((await vault.run(slow)).names).toEqual(["a.md#0", "b.md#0"]);
		expect((await vault.run(slow)).names).toEqual(["a.md#0"]);
	});

	it("block those that need them", async () => {
		const ran = await vault.run({
			"a.md": cell("export const x = 1\nfor (;;);", "timeout=0.3"),
			"b.md": cell('import { x } from "[[a]]"\nx'),
		});
		expect(ran.result("b.md#0")).toEqual({ state: "missing", blockedBy: 0 });
	});
});

describe.skipIf(deno === undefined)("what a cell may show", () => {
	it("is cut at a million characters and two hundred outputs", async () => {
		const ran = await vault.run({
			"a.md": cell("for (let i = 0; i < 100; i++) console.log('x'.repeat(19_999)); 'after'"),
			"b.md": cell("for (let i = 0; i < 1000; i++) display(i)"),
			"c.md": cell("for (let i = 0; i < 1000; i++) console.log('x'.repeat(100))"),
		});
		const a = ran.record("a.md#0");
		expect(a.outputs).toHaveLength(2);
		expect(shown(a)).toHaveLength(
			1_000_000 + "|\n… cut: a cell shows at most 200 outputs and a million characters\n".length,
		);
		expect(ran.record("b.md#0").outputs).toHaveLength(201);
		expect(shown(ran.record("c.md#0"))).toHaveLength(101_000);
	});

	it.each([
		["a getter that throws", "({ get x() { throw 1 } })"],
		["a proxy of traps", "new Proxy({}, new Proxy({}, { get() { return () => { throw 1 } } }))"],
		[
			"a revoked proxy",
			"(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()",
		],
		["toJSON that lies", "({ toJSON() { return { output_type: 'stream' } } })"],
		["a thenable", "({ then() { throw 1 } })"],
		["a cycle", "(() => { const a: any[] = []; a.push(a); return a })()"],
		["a symbol", "Symbol('x')"],
		["an object without a prototype", "Object.create(null)"],
		[
			"a bundle of rubbish",
			"({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': 5, __proto__: 7, 'a b': 'x', 'image/png': new Date() }) })",
		],
		["a bundle that throws", "({ [Symbol.for('Jupyter.display')]() { throw 1 } })"],
		["a function", "function f() {}; (f)"],
		["lone surrogates", "'\\ud800'"],
		["a very deep object", "(() => { let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; return o })()"],
		["a very large array", "new Array(1e7).fill(1.5)"],
	])("is text, whatever it is: %s", async (_, code) => {
		const { outputs, status } = (await vault.run({ "a.md": cell(code) })).record("a.md#0");
		expect(status).toBe("ok");
		expect(outputs).toHaveLength(1);
		const [output] = outputs;
		const data = output?.output_type === "execute_result" ? output.data : {};
		expect(typeof data["text/plain"]).toBe("string");
		for (const [type, content] of Object.entries(data)) {
			expect(type).toMatch(/^[a-z]+\/[\w.+-]+$/);
			if (!type.endsWith("json")) expect(typeof content).toBe("string");
		}
	});

	it("starts clean in every cell: chance, clock, console, timers", async () => {
		const code =
			"console.group('g'); console.count(); setTimeout(() => console.log('late'), 1); [Math.random(), Date.now(), performance.now(), setTimeout(() => {}, 5)]";
		const ran = await vault.run(
			{ "a.md": cell(code), "b.md": cell(code), "c.md": cell(code, "seed=2") },
			{ jobs: 1 },
		);
		expect(shown(ran.record("a.md#0"))).toBe(shown(ran.record("b.md#0")));
		expect(shown(ran.record("a.md#0"))).not.toBe(shown(ran.record("c.md#0")));
		expect(shown(ran.record("a.md#0"))).toContain("946684800000");
	});
});
