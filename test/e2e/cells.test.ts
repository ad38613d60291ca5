import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadVault } from "../../src/compile.js";
import { compileOptions, compileTo, fingerprints, temporary } from "../support/program.js";
import { writeRecord } from "../support/record.js";

const files = {
	"门.md": "见 [[网络]]。\n\n```ts cell id=gate\nexport const gate = 1;\ngate\n```\n",
	"网络.md":
		'说。 [[门]] [[其他]]\n\n```ts cell id=net reads=t.csv\nimport { gate } from "[[门]]";\nimport { w } from "[[#w]]";\ngate + w\n```\n\n```ts cell id=w\nconst w = 2;\n```\n',
	"网络.cell.ts": "export const unused = 1;\n",
	"其他.md": "没有。 [[门]]\n",
	"t.csv": "1,2\n",
};

let folder: ReturnType<typeof temporary>;
const vault = () => folder.at("vault");

beforeEach(() => {
	folder = temporary();
	for (const [path, text] of Object.entries(files)) write(path, text);
});
afterEach(() => folder.remove());

function write(path: string, text: string): void {
	mkdirSync(dirname(join(vault(), path)), { recursive: true });
	writeFileSync(join(vault(), path), text);
}

function edit(path: string, from: string, to: string): void {
	const text = readFileSync(join(vault(), path), "utf8");
	expect(text).toContain(from);
	write(path, text.replace(from, to));
}

const flags = { embed: false };

async function load() {
	const loaded = await loadVault(await compileOptions(vault(), folder.at("out"), { flags }));
	const names = loaded.plan.cells.map(({ note, index, compiled }) => `${note}#${compiled.cell.id ?? index}`);
	return {
		...loaded,
		states: Object.fromEntries(names.map((name, i) => [name, loaded.results[i]!.state])),
		cell: (name: string) => loaded.plan.cells[names.indexOf(name)]!,
	};
}

/** Compiles with a memory; files that are other than before, and what they should be by a compile without one. */
async function compiled(): Promise<string[]> {
	const before = fingerprintsOf("out");
	await compileTo(folder.at("out"), vault(), { flags, cache: folder.at("cache") });
	const after = fingerprintsOf("out");
	rmSync(folder.at("clean"), { recursive: true, force: true });
	await compileTo(folder.at("clean"), vault(), { flags });
	expect(after).toEqual(fingerprintsOf("clean"));
	const paths = new Set([...before.keys(), ...after.keys()]);
	return [...paths]
		.filter((path) => before.get(path) !== after.get(path) && path !== "-/manifest.json")
		.sort();
}

function fingerprintsOf(name: string): Map<string, string> {
	try {
		return new Map(Object.entries(fingerprints(folder.at(name))));
	} catch {
		return new Map();
	}
}

describe("a vault with cells", () => {
	it("is loaded with its cells, their order, and what is known of their results", async () => {
		const { plan, cells, states, diagnostics } = await load();
		expect(cells.map(({ note, cells }) => `${note} ${cells.length}`)).toEqual(["网络.md 3", "门.md 1"]);
		expect(Object.keys(states)).toEqual(["门.md#gate", "网络.md#w", "网络.md#net", "网络.md#2"]);
		expect(new Set(Object.values(states))).toEqual(new Set(["missing"]));
		expect(plan.cells.every(({ key }) => key !== undefined)).toBe(true);
		expect(diagnostics.filter(({ rule }) => rule.startsWith("cell/"))).toEqual([]);
	});

	it("shows a result on the page of its note and in the graph that is asked, and changes nothing else", async () => {
		await compiled();
		const { cell } = await load();
		writeRecord(vault(), cell("网络.md#net"), "三");
		expect(await compiled()).toEqual(["-/query-graph.js", "网络.html"]);
		expect(readFileSync(folder.at("out", "网络.html"), "utf8")).toContain("三");
		expect((await load()).states["网络.md#net"]).toBe("fresh");
	});

	it("counts what it shows", async () => {
		const summary = async () => (await compileTo(folder.at("out"), vault(), { flags })).summary.cells;
		expect(await summary()).toEqual({ all: 4, stale: 0, unknown: 4 });
		const { cell } = await load();
		writeRecord(vault(), cell("门.md#gate"), "1");
		writeRecord(vault(), cell("网络.md#net"), "2");
		edit("t.csv", "1", "9");
		expect(await summary()).toEqual({ all: 4, stale: 1, unknown: 2 });
	});

	it("is up to date only until a result changes", async () => {
		const options = { flags, cache: folder.at("cache") };
		await compileTo(folder.at("out"), vault(), options);
		expect((await compileTo(folder.at("out"), vault(), options)).upToDate).toBe(true);
		const { cell } = await load();
		writeRecord(vault(), cell("门.md#gate"), "1");
		expect((await compileTo(folder.at("out"), vault(), options)).upToDate).toBe(false);
		expect((await compileTo(folder.at("out"), vault(), options)).upToDate).toBe(true);
		writeRecord(vault(), cell("门.md#gate"), "2");
		expect((await compileTo(folder.at("out"), vault(), options)).upToDate).toBe(false);
	});

	it("keeps its results when text is edited, and when notes are moved and renamed", async () => {
		const { cell } = await load();
		for (const name of ["门.md#gate", "网络.md#net", "网络.md#w"]) writeRecord(vault(), cell(name), "1");
		edit("网络.md", "说。", "说了。\n\n又说。");
		edit("网络.md", "gate + w", "gate   + w // 注");
		const { states } = await load();
		expect([states["门.md#gate"], states["网络.md#net"], states["网络.md#w"]]).toEqual([
			"fresh",
			"fresh",
			"fresh",
		]);

		mkdirSync(join(vault(), "深"));
		renameSync(join(vault(), "门.md"), join(vault(), "深/闸.md"));
		edit("网络.md", 'from "[[门]]"', 'from "[[闸]]"');
		const moved = await load();
		expect(moved.states["深/闸.md#gate"]).toBe("fresh");
		expect(moved.states["网络.md#net"]).toBe("fresh");
	});

	it("knows what is old when a program, or a file that it reads, has changed", async () => {
		const { cell } = await load();
		for (const name of ["门.md#gate", "网络.md#net", "网络.md#w"]) writeRecord(vault(), cell(name), "1");
		edit("t.csv", "1", "9");
		expect((await load()).states).toMatchObject({
			"门.md#gate": "fresh",
			"网络.md#net": "stale",
			"网络.md#w": "fresh",
		});
		edit("门.md", "gate = 1", "gate = 2");
		expect((await load()).states).toMatchObject({
			"门.md#gate": "stale",
			"网络.md#net": "stale",
			"网络.md#w": "fresh",
		});
	});

	it("tells of a failure at the place where the program stands now", async () => {
		const { cell } = await load();
		const planned = cell("网络.md#net");
		const error = {
			...{ name: "TypeError", message: "门 is not a function" },
			frames: [{ key: planned.key!, line: 3, column: 8 }],
		};
		writeRecord(vault(), planned, "", { status: "error", outputs: [], error });
		edit("网络.md", "说。", "说。\n\n又说。");
		edit("网络.md", "```ts cell id=net", "> ```ts cell id=net");
		edit("网络.md", "import { gate }", "> import { gate }");
		edit("网络.md", "import { w }", "> import { w }");
		edit("网络.md", "gate + w\n```", "> gate + w\n> ```");
		const { diagnostics } = await load();
		expect(diagnostics.find(({ rule }) => rule === "cell/error")).toMatchObject({
			message: "TypeError: 门 is not a function",
			path: "网络.md",
			position: { line: 8, column: 10 },
		});
	});

	it("leads to a cell by its id, and shows it elsewhere", async () => {
		edit("其他.md", "没有。", "看 [[网络#net]]。\n\n![[网络#net]]\n\n尾");
		const { cell, diagnostics } = await load();
		expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
		await compiled();
		const page = () => readFileSync(folder.at("out", "其他.html"), "utf8");
		expect(page()).toContain(`href="${encodeURIComponent("网络")}.html#cell-net"`);
		expect(readFileSync(folder.at("out", "网络.html"), "utf8")).toContain('id="cell-net"');
		expect(page()).toContain('id="t1-cell-net"');
		expect(page()).not.toContain('id="t1-cell-w"');
		writeRecord(vault(), cell("网络.md#net"), "三百零七");
		expect(await compiled()).toEqual(["-/query-graph.js", "其他.html", "网络.html"]);
		expect(page()).toContain("三百零七");
		edit("网络.md", "id=net", "id=other");
		await compiled();
		expect((await load()).diagnostics.map(({ rule }) => rule)).toContain("link/heading");
	});

	it("draws an import between two notes that no link joins", async () => {
		edit("其他.md", " [[门]]", "");
		edit("网络.md", " [[其他]]", "");
		await compiled();
		edit("其他.md", "没有。", '没有。\n\n```ts cell\nimport { gate } from "[[门]]";\n```\n');
		expect(await compiled()).toEqual(expect.arrayContaining(["其他.html", "门.html"]));
		const backlinks = /<section class="backlinks".*?<\/section>/s;
		const page = readFileSync(folder.at("out", "门.html"), "utf8");
		expect(backlinks.exec(page)![0]).toMatch(/>其他<\/a> <small class="via" lang="zh">.*导入其代码单元/);
		edit("其他.md", "[[门]]", "[[闸门]]");
		expect(await compiled()).toEqual(expect.arrayContaining(["其他.html", "门.html"]));
	});

	it("compiles again as from nothing after any edit", async () => {
		await compiled();
		edit("网络.cell.ts", "unused", "used");
		expect(await compiled()).not.toContain("门.html");
		edit("网络.cell.ts", "export const used = 1;", "export const w = 1;");
		await compiled();
		rmSync(join(vault(), "网络.cell.ts"));
		await compiled();
		edit("门.md", "cell id=gate", "");
		await compiled();
		expect((await load()).diagnostics.map(({ rule }) => rule)).toContain("cell/missing-export");
	});
});

describe("a vault without cells", () => {
	it("has none of what pages with cells load", async () => {
		for (const path of ["门.md", "网络.md", "网络.cell.ts"]) rmSync(join(vault(), path));
		await compiled();
		const names = [...fingerprintsOf("out").keys()];
		expect(names.filter((path) => /\bcell/.test(path))).toEqual([]);
		const { cells, plan, results } = await load();
		expect([cells, plan.cells, results]).toEqual([[], [], []]);
	});
});
