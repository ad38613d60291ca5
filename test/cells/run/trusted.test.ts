import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { distrust, trust, trustOf } from "../../../src/cells/index.js";
import { findBwrap } from "../../../src/cells/run/find-bwrap.js";
import { findPython } from "../../../src/cells/run/find-python.js";
import { cell, planOf } from "../plan/vault.js";
import { deno, makeVault, shown, told, type Vault, writeFile } from "./support.js";

let vault: Vault;
let data: string;
const before = process.env.XDG_DATA_HOME;
beforeEach(() => {
	vault = makeVault();
	data = mkdtempSync(join(tmpdir(), "notapse-data-"));
	process.env.XDG_DATA_HOME = data;
});
afterEach(() => {
	if (before === undefined) delete process.env.XDG_DATA_HOME;
	else process.env.XDG_DATA_HOME = before;
	vault.remove();
	rmSync(data, { recursive: true, force: true });
});

describe("trust", () => {
	it("is for code as it is now, wherever it stands", () => {
		const files = { "a.md": cell("1") + cell("2") };
		const { plan } = planOf(files);
		expect(trustOf(vault.root, plan).trusted).toBe(false);
		trust(vault.root, plan);
		expect(trustOf(vault.root, plan).trusted).toBe(true);
		expect(trustOf(vault.root, planOf({ "b.md": `prose\n${cell("2")}` }).plan).trusted).toBe(true);
		const changed = planOf({ "a.md": cell("1") + cell("2 + 0") }).plan;
		expect(trustOf(vault.root, changed)).toEqual({ trusted: false, unknown: [1], packagesChanged: false });
		expect(distrust(vault.root)).toBe(true);
		expect(distrust(vault.root)).toBe(false);
		expect(trustOf(vault.root, plan).trusted).toBe(false);
	});

	it("is asked for again when a comment or an option of the cell says something else", () => {
		trust(vault.root, planOf({ "a.md": cell("1") }).plan);
		expect(trustOf(vault.root, planOf({ "a.md": cell("1 // x") }).plan).trusted).toBe(false);
		expect(trustOf(vault.root, planOf({ "a.md": cell("1", "impure") }).plan).trusted).toBe(false);
	});

	it("is asked for again when the packages are others", () => {
		const { plan } = planOf({ "a.md": cell("1") });
		writeFile(join(vault.root, "package-lock.json"), "{}");
		trust(vault.root, plan);
		writeFile(join(vault.root, "package-lock.json"), '{"packages": {}}');
		expect(trustOf(vault.root, plan)).toMatchObject({ trusted: false, unknown: [], packagesChanged: true });
	});

	it("of one vault is not trust of another, nor anything that lies in a vault", () => {
		const { plan } = planOf({ "a.md": cell("1") });
		trust(vault.root, plan);
		const other = makeVault();
		expect(trustOf(other.root, plan).trusted).toBe(false);
		other.remove();
	});

	it("is needed to run anything with it", async () => {
		await expect(vault.run({ "a.md": cell("1") }, { engine: "trusted" })).rejects.toMatchObject({
			name: "SafetyError",
			hint: expect.stringContaining("notapse trust"),
		});
	});
});

describe("the trusted engine", () => {
	const run = async (files: Parameters<Vault["run"]>[0]) => {
		trust(vault.root, planOf(files).plan);
		return vault.run(files, { engine: "trusted" });
	};

	it("lets cells have packages, files and Node", async () => {
		writeFile(
			join(vault.root, "node_modules/倍/package.json"),
			'{"name":"倍","type":"module","exports":"./i.js"}',
		);
		writeFile(
			join(vault.root, "node_modules/double/package.json"),
			'{"name":"double","type":"module","exports":"./i.js"}',
		);
		writeFile(
			join(vault.root, "node_modules/double/i.js"),
			"export const double = (x) => 2 * x; export default 7",
		);
		writeFile(join(vault.root, "数据.txt"), "内容");
		const ran = await run({
			"a.md": cell(
				'import seven, { double } from "double"\nimport { readFileSync } from "fs"\n[seven, double(4), readFileSync("数据.txt", "utf8")].join()',
			),
			"b.md": cell('const m = await import("double")\nm.double(1)'),
			"c.md": cell('import x from "not-there"\nx'),
		});
		expect(told(ran.record("a.md#0"))).toBe("ok 7,8,内容");
		expect(told(ran.record("b.md#0"))).toBe("ok 2");
		expect(ran.record("c.md#0").error?.message).toContain("not-there");
		expect(ran.record("a.md#0").engine).toBe(`node ${process.versions.node}`);
	});

	it("is as the sandbox where a cell only computes", async () => {
		const files = {
			"a.md": cell(
				"export const f = (x: number) => x * Math.random()\nconsole.log('中', f(2)); test('t', () => close(f(1), 5)); new Date()",
				"seed=3",
			),
			"b.md": cell(
				'import { f } from "[[a]]"\nfunction 函数() { throw new RangeError("不行", { cause: new Error("因") }) }\nf(3) && 函数()',
			),
			"c.md": cell("const x = await memo('m', [1], () => [1, 2]); param('n', 4) + x.length"),
			"d.md": cell("process.stdout.write('out'); console.error('err'); 0"),
			"e.md": cell("for (;;);", "timeout=0.3"),
		};
		const trusted = await run(files);
		expect(shown(trusted.record("d.md#0"))).toBe("out|err\n|0");
		expect(trusted.record("e.md#0").status).toBe("timeout");
		if (deno === undefined) return;
		const own = makeVault();
		const boxed = await own.run(files);
		own.remove();
		for (const name of ["a.md#0", "b.md#0", "c.md#0"])
			expect({ ...trusted.record(name), engine: "" }).toEqual({ ...boxed.record(name), engine: "" });
		expect(boxed.record("d.md#0").status).toBe("error");
	});

	it("leaves packages what they need of timers, chance and clock", async () => {
		const ran = await run({
			"a.md": cell(
				"const t = setTimeout(() => console.log('late'), 1) as any; t.unref(); clearTimeout(t);\nawait new Promise((r) => setTimeout(r, 5));\n[typeof crypto.subtle.digest, typeof performance.mark, performance.now(), Date.now()].join()",
			),
			"b.md": cell("Date.now() > 1.7e12 && performance.now() > 0", "impure"),
		});
		expect(told(ran.record("a.md#0"))).toBe("ok function,function,0,946684800000");
		expect(told(ran.record("b.md#0"))).toBe("ok true");
	});

	it("counts results of the sandbox as stale, and its own as fresh", async () => {
		const files = { "a.md": cell("1") };
		expect((await run(files)).names).toEqual(["a.md#0"]);
		expect((await run(files)).names).toEqual([]);
		if (deno !== undefined) expect((await vault.run(files)).names).toEqual(["a.md#0"]);
	});
});

/** Bubblewrap is there, and may make namespaces. */
function canBox(): boolean {
	const bwrap = findBwrap();
	if (bwrap === undefined) return false;
	return spawnSync(bwrap, ["--ro-bind", "/", "/", "--unshare-all", "true"]).status === 0;
}

const python = findPython();
if (!canBox()) console.warn("\n*** Bubblewrap is not there: cells in Python are NOT tested in a box. ***\n");
if (python === undefined)
	console.warn("\n*** Python is not installed: cells in Python are NOT tested. ***\n");

describe.skipIf(python === undefined)("cells in Python", () => {
	const py = (code: string, options = "") => `\`\`\`py cell ${options}\n${code}\n\`\`\`\n`;
	const run = async (files: Parameters<Vault["run"]>[0]) => {
		trust(vault.root, planOf(files).plan);
		return vault.run(files, { engine: "trusted" });
	};

	it("share names within a note, and show what the last expression gives", async () => {
		const ran = await run({
			"a.md": py("def 倍(x):\n    return 2 * x") + py("print('中')\n倍(4)") + py("x = 1"),
			"b.md": py(
				"class A:\n    def _repr_svg_(self): return '<svg/>'\n    def _repr_html_(self): return '<b>'\nA()",
			),
			"c.md": py("import random\nrandom.random()", "seed=3"),
		});
		expect(told(ran.record("a.md#1"))).toBe("ok 中\n|8");
		expect(ran.record("a.md#2").outputs).toEqual([]);
		const [svg] = ran.record("b.md#0").outputs;
		expect(svg).toMatchObject({ data: { "image/svg+xml": "<svg/>", "text/html": "<b>" } });
		expect(ran.record("c.md#0").engine).toBe(`python ${python!.version}`);
		expect((await run({ "c.md": py("import random\nrandom.random()", "seed=3") })).names).toEqual([]);
	});

	it("fail at the place where they fail, behind Chinese text too", async () => {
		const ran = await run({
			"a.md": py("x = '汉字'; y = 1 / 0"),
			"b.md": py("x = '😀'; y = = 1"),
			"c.md": py("def f():\n    raise ValueError('不行') from KeyError('因')\nf()"),
			"d.md": py("while True: pass", "timeout=0.5"),
			"e.md": py("import sys; sys.exit(3)"),
			"f.md": py("import os; os.write(1, b'noise'); os._exit(1)"),
			"g.md": py("print('x' * 3_000_000)"),
			"h.md": py("1 + 1"),
		});
		expect(told(ran.record("a.md#0"))).toBe("error ZeroDivisionError: division by zero @1:15");
		expect(told(ran.record("b.md#0"))).toBe("error SyntaxError: invalid syntax @1:15");
		expect(told(ran.record("c.md#0"))).toBe("error ValueError: 不行 @2:5");
		expect(ran.record("c.md#0").error).toMatchObject({
			frames: [{ function: "f" }, { line: 3, column: 1 }],
			cause: { name: "KeyError" },
		});
		expect(ran.record("d.md#0").status).toBe("timeout");
		expect(told(ran.record("e.md#0"))).toBe("error SystemExit: 3 @1:13");
		expect(told(ran.record("f.md#0"))).toBe("error EngineError: Its engine died of it.");
		expect(shown(ran.record("g.md#0")).length).toBeLessThan(1_000_100);
		expect(told(ran.record("h.md#0"))).toBe("ok 2");
	});

	it.skipIf(!canBox())("run without trust in a box, which shows them nothing", async () => {
		const ran = await vault.run({
			"a.md": py("1 + 1"),
			"b.md": py("open('/etc/passwd').read()"),
			"c.md": py("import socket\nsocket.create_connection(('127.0.0.1', 80), 1)"),
			"d.md": py("import os\nsorted(os.environ)"),
			"e.md": py("import subprocess\nsubprocess.run(['id'])"),
			"f.md": py("bytearray(5_000_000_000)"),
			"g.md": py("open('/usr/lib/x', 'w')"),
		});
		expect(told(ran.record("a.md#0"))).toBe("ok 2");
		for (const name of ["b", "c", "e", "g"]) expect(ran.record(`${name}.md#0`).status).toBe("error");
		expect(shown(ran.record("d.md#0"))).not.toContain("PATH");
		expect(ran.record("f.md#0").status).toBe("memory");
	});

	it("do not run without trust or a box", async () => {
		const off = process.env.NOTAPSE_BWRAP;
		process.env.NOTAPSE_BWRAP = "off";
		try {
			await expect(vault.run({ "a.md": py("1") })).rejects.toMatchObject({ name: "SafetyError" });
		} finally {
			if (off === undefined) delete process.env.NOTAPSE_BWRAP;
			else process.env.NOTAPSE_BWRAP = off;
		}
	});
});
