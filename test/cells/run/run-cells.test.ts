import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecords } from "../../../src/cells/index.js";
import { cell, type Files, planOf } from "../plan/vault.js";
import { deno, makeVault, shown, told, type Vault, writeFile } from "./support.js";

let vault: Vault;
beforeEach(() => {
	vault = makeVault();
});
afterEach(() => vault.remove());

describe.skipIf(deno === undefined)("running cells in the sandbox", () => {
	it("runs each after what it needs, and keeps what it gives", async () => {
		const files = {
			"网络/长短期记忆网络.md": cell(
				"export const 门 = (x: number): number => 1 / (1 + Math.exp(-x))",
				"id=门",
			),
			"图.md": cell('import { 门 } from "[[长短期记忆网络]]"\nconst 值 = 门(0)\n值') + cell("值 * 4"),
		};
		const ran = await vault.run(files);
		expect(ran.names).toEqual(["网络/长短期记忆网络.md#门", "图.md#0", "图.md#1"].sort(byPlan(files)));
		expect(told(ran.record("图.md#0"))).toBe("ok 0.5");
		expect(told(ran.record("图.md#1"))).toBe("ok 2");
		expect(readRecords(vault.root, planOf(files).plan)).toEqual(ran.results);
	});

	it("runs nothing, and starts nothing, when nothing is stale", async () => {
		const files = { "a.md": `text\n${cell("1 + 1")}`, "b.md": cell("2") };
		await vault.run(files);
		const stored = vault.stored();
		// Where there is no engine, none can be started.
		const again = await vault.run(
			{ ...files, "a.md": `其他文字\n\n${cell("1  +  1 // the same")}` },
			{ assets: "/nowhere" },
		);
		expect(again.names).toEqual([]);
		expect(vault.stored()).toEqual(stored);
	});

	it("runs one cell for one edit, with what it needs, and records one", async () => {
		const files = (leaf: string) => ({
			"a.md": cell("export const x = 2"),
			"b.md": cell('import { x } from "[[a]]"\nexport const y = x * 3'),
			"c.md": cell(`import { y } from "[[b]]"\n${leaf}`),
		});
		await vault.run(files("y"));
		const before = vault.stored();
		const edited = await vault.run(files("y + 1"));
		expect(edited.names).toEqual(["c.md#0"]);
		expect(told(edited.record("c.md#0"))).toBe("ok 7");
		const after = vault.stored();
		const records = (stored: ReadonlyMap<string, string>) =>
			[...stored.keys()].filter((name) => name.includes("/"));
		expect(records(after)).toHaveLength(3);
		expect(records(after).filter((name) => !before.has(name))).toHaveLength(1);
	});

	it("runs what depends on an edit, and what is asked for with what it needs", async () => {
		const files = (x: number) => ({
			"a.md": cell(`export const x = ${x}`),
			"b.md": cell('import { x } from "[[a]]"\nx'),
			"c.md": cell("3"),
		});
		await vault.run(files(1));
		expect((await vault.run(files(2))).names).toEqual(["a.md#0", "b.md#0"]);
		const { plan } = planOf(files(3));
		const b = plan.cells.findIndex(({ note }) => note === "b.md");
		expect((await vault.run(files(3), { only: [b] })).names).toEqual(["a.md#0", "b.md#0"]);
		expect((await vault.run(files(3), { only: [b], force: true })).names).toEqual(["b.md#0"]);
	});

	it("finds a renamed note's results under their keys", async () => {
		const text = cell("[1, 2, 3]");
		const first = await vault.run({ "a.md": text });
		const renamed = await vault.run({ "子文件夹/新名字.md": text });
		expect(renamed.names).toEqual([]);
		expect(renamed.record("子文件夹/新名字.md#0")).toEqual(first.record("a.md#0"));
		expect(vault.stored().get("places.json")).toContain("新名字");
		expect(vault.stored().get("places.json")).not.toContain("a.md");
	});

	it("shows an edited cell's last result as stale", async () => {
		await vault.run({ "a.md": cell("1") });
		const [result] = readRecords(vault.root, planOf({ "a.md": cell("2") }).plan);
		expect(result).toMatchObject({ state: "stale", record: { status: "ok" } });
	});

	it("gives the same bytes, however many engines and in whatever order", async () => {
		const files: Record<string, string> = {};
		for (let i = 0; i < 24; i++) {
			const from = [1, 2, 5].map((step) => i - step).filter((need) => need >= 0);
			const imports = from.map((need) => `import { f${need} } from "[[概念${need}]]";\n`).join("");
			const sum = from
				.map((need) => `f${need}(x / 2)`)
				.concat("Math.random()")
				.join(" + ");
			files[`概念${i}.md`] =
				cell(
					`${imports}export const f${i} = (x: number): number => x + ${sum};\nconsole.log(f${i}(${i}), new Date())`,
				) +
				cell(
					`display({ 值: f${i}(1), 名: "${i}" }); test("正", () => f${i}(1) > 0); Math.random()`,
					`seed=${i}`,
				);
		}
		const stores = [];
		for (const jobs of [1, 2, 4, 1]) {
			const own = makeVault();
			const ran = await own.run(files, { jobs });
			expect(new Set(ran.results.map(({ record }) => record?.status))).toEqual(new Set(["ok"]));
			expect(ran.names).toHaveLength(48);
			stores.push(own.stored());
			own.remove();
		}
		for (const store of stores.slice(1)) expect(store).toEqual(stores[0]);
	});

	it("names the cell that fails; the others go on, and those that need it are blocked", async () => {
		const files = {
			"a.md": cell("export const x = 1\nthrow new Error('不行')"),
			"b.md": cell('import { x } from "[[a]]"\nexport const y = x'),
			"c.md": cell('import { y } from "[[b]]"\ny'),
			"d.md": cell("'there'"),
		};
		const ran = await vault.run(files);
		expect(told(ran.record("a.md#0"))).toBe("error Error: 不行 @2:7");
		const a = planOf(files).plan.cells.findIndex(({ note }) => note === "a.md");
		for (const name of ["b.md#0", "c.md#0"])
			expect(ran.result(name)).toEqual({ state: "missing", blockedBy: a });
		expect(told(ran.record("d.md#0"))).toBe("ok there");
		expect(ran.events.filter(({ kind }) => kind === "blocked")).toHaveLength(2);
		// An error is a result: it is not tried again.
		expect((await vault.run(files)).names).toEqual([]);
	});

	it("tells a cell that changes what another one exports", async () => {
		const base =
			"export const list = [1, 2], bytes = new Float64Array(3), map = new Map([['a', { b: 1 }]]);\nclass C { n = 0 }\nexport const c = new C(), f = () => 1";
		const edit = (code: string) =>
			cell(`import { list, bytes, map, c, f } from "[[a]]"\n${code}\nlist, bytes, map, c, f; 1`);
		const ran = await vault.run(
			{
				"a.md": cell(base),
				"1.md": edit("list.push(3)"),
				"2.md": edit("bytes[1] = 5"),
				"3.md": edit("map.set('b', { b: 2 })"),
				"4.md": edit("map.get('a')!.b = 7"),
				"5.md": edit("c.n += 1"),
				"6.md": edit("(f as any).cache = {}"),
				"7.md": edit(
					"bytes[1] = 5; bytes[1] = 0; [...list].push(3); new Map(map).clear(); structuredClone(bytes)[0] = 1",
				),
				"8.md": edit("try { bytes[0] = 1; throw new RangeError('own') } finally { map.clear() }"),
				"9.md": edit("[...bytes].join()"),
			},
			{ jobs: 1 },
		);
		const changed = (name: string) =>
			`error ChangedExport: It changes “${name}”, which another cell exports: copy it first.`;
		expect(told(ran.record("1.md#0"))).toBe(
			"error TypeError: Cannot add property 2, object is not extensible @2:6",
		);
		expect(told(ran.record("2.md#0"))).toBe(changed("bytes"));
		expect(told(ran.record("3.md#0"))).toBe(changed("map"));
		expect(told(ran.record("4.md#0"))).toMatch(/^error TypeError: Cannot assign to read only property 'b'/);
		expect(told(ran.record("5.md#0"))).toBe(changed("c"));
		expect(told(ran.record("6.md#0"))).toBe(changed("f"));
		expect(told(ran.record("7.md#0"))).toBe("ok 1");
		expect(told(ran.record("8.md#0"))).toMatch(/^error RangeError: own/);
		expect(told(ran.record("9.md#0"))).toBe("ok 1");
	});

	it("reads what is declared, and nothing else", async () => {
		const files = {
			"a.md": cell("read('数据.csv')", "reads=数据.csv"),
			"b.md": cell("read('数据.csv')"),
			"数据.csv": "一,二\n",
		};
		const ran = await vault.run(files);
		expect(shown(ran.record("a.md#0"))).toContain("一,二");
		expect(ran.record("b.md#0").status).toBe("error");
		const changed = await vault.run({ ...files, "数据.csv": "三" });
		expect(changed.names).toEqual(["a.md#0"]);
	});

	it("keeps what a cell wants to be kept, and is the same with it and without", async () => {
		const text =
			"const x = await memo('x', [1], () => { console.log('computed'); return [Math.random()] });\n[x, Math.random()]";
		const first = await vault.run({ "a.md": cell(text) });
		expect(first.record("a.md#0").status).toBe("ok");
		expect(existsSync(join(vault.root, ".notapse/cells/memo"))).toBe(true);
		const again = await vault.run({ "a.md": cell(text) }, { force: true });
		expect(again.record("a.md#0")).toEqual(first.record("a.md#0"));
	});

	it("gives params their values, options before defaults", async () => {
		const ran = await vault.run({
			"a.md": cell("param('n', 3) * 2 + param('n', 3)"),
			"b.md": cell("param('n', 3) * 2", "params=n:5"),
		});
		expect(told(ran.record("a.md#0"))).toBe("ok 9");
		expect(ran.record("a.md#0").params).toMatchObject([{ name: "n", value: 3 }]);
		expect(told(ran.record("b.md#0"))).toBe("ok 10");
	});

	it("has no packages, and says where one is wanted", async () => {
		const ran = await vault.run({
			"a.md": cell('const 汉 = 1;\nimport x from "left-pad"\nx'),
			"b.md": cell("2"),
		});
		expect(told(ran.record("a.md#0"))).toBe(
			"error NoPackages: In the sandbox there are no packages, and this cell imports “left-pad”. @2:15",
		);
		expect(told(ran.record("b.md#0"))).toBe("ok 2");
	});

	it("gives a cell another engine to itself when the first one broke under it", async () => {
		// The first leaves so much behind that the second, alone, has enough, but not after it.
		const files = {
			"a.md": cell("export const big = new Uint8Array(150e6).fill(1)\nbig.length", "memory=256"),
			"b.md": cell(
				"new Uint8Array(180e6).fill(1).length; await new Promise((r) => setTimeout(r, 300)); 7",
				"memory=256",
			),
		};
		const ran = await vault.run(files, { jobs: 1 });
		expect(told(ran.record("a.md#0"))).toBe("ok 150000000");
		expect(told(ran.record("b.md#0"))).toBe("ok 7");
	});

	it("can be stopped", async () => {
		const controller = new AbortController();
		const running = vault.run({ "a.md": cell("for (;;);", "timeout=60") }, { signal: controller.signal });
		setTimeout(() => controller.abort(new Error("enough")), 300);
		await expect(running).rejects.toThrow("enough");
	});

	it("says when results cannot be kept", async () => {
		writeFile(join(vault.root, ".notapse"), "a file");
		await expect(vault.run({ "a.md": cell("1") })).rejects.toMatchObject({ name: "SafetyError" });
	});

	it("refuses when the second wall cannot be built, and says how to do without", async () => {
		const before = process.env.NOTAPSE_BWRAP;
		process.env.NOTAPSE_BWRAP = "/bin/false";
		try {
			await expect(vault.run({ "a.md": cell("1") })).rejects.toMatchObject({
				name: "SafetyError",
				hint: expect.stringContaining("NOTAPSE_BWRAP=off"),
			});
		} finally {
			if (before === undefined) delete process.env.NOTAPSE_BWRAP;
			else process.env.NOTAPSE_BWRAP = before;
		}
	});

	it("refuses without Deno, and says what to do", async () => {
		const before = process.env.DENO;
		process.env.DENO = "/nowhere/deno";
		try {
			await expect(vault.run({ "a.md": cell("1") })).rejects.toMatchObject({
				name: "SafetyError",
				hint: expect.stringContaining("npm install deno"),
			});
			expect((await vault.run({ "a.md": "no cells" })).names).toEqual([]);
		} finally {
			if (before === undefined) delete process.env.DENO;
			else process.env.DENO = before;
		}
	});
});

/** In the order of the plan. */
function byPlan(files: Files): (a: string, b: string) => number {
	const names = planOf(files).plan.cells.map(
		({ note, index, compiled }) => `${note}#${compiled.cell.id ?? index}`,
	);
	return (a, b) => names.indexOf(a) - names.indexOf(b);
}
