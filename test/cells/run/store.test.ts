import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecords } from "../../../src/cells/index.js";
import { openRecordFolder } from "../../../src/cells/store/files.js";
import { parseRecord, printRecord } from "../../../src/cells/store/record-text.js";
import { writeLastSeen, writeRecord } from "../../../src/cells/store/write-results.js";
import type { CellRecord } from "../../../src/model/index.js";
import { cell, planOf } from "../plan/vault.js";
import { makeVault, type Vault } from "./support.js";

let vault: Vault;
let base: string;
beforeEach(() => {
	vault = makeVault();
	base = join(vault.root, ".notapse/cells");
});
afterEach(() => vault.remove());

const { plan } = planOf({ "一.md": cell("1"), "二.md": cell("2") });
const [first, second] = plan.cells.map(({ key }) => key!);

function recordOf(key: string): CellRecord {
	const outputs = [
		{ output_type: "stream", name: "stdout", text: "行\n" },
		{ output_type: "execute_result", data: { "image/svg+xml": "<svg/>", "text/plain": "1" }, metadata: {} },
	] as const;
	const frames = [{ key, line: 2, column: 7, function: "函数" }];
	const error = {
		name: "Error",
		message: "不行",
		frames,
		cause: { name: "thrown", message: "5", frames: [] },
	};
	const tests = [{ name: "a", ok: false, message: "no", got: 1, want: 2, tolerance: 0 }];
	const params = [{ name: "n", value: 3, min: 0, max: 9, step: 1, choices: [1, "二"], label: "数" }];
	return { schema: 1, key, engine: "deno 2.9.6", seed: 7, status: "error", outputs, tests, params, error };
}

function keep(): void {
	const folder = openRecordFolder(vault.root);
	for (const key of [first!, second!]) writeRecord(folder, recordOf(key));
	writeLastSeen(folder, plan, new Map(), () => true);
}

function states(): string {
	return readRecords(vault.root, plan)
		.map(({ state }) => state)
		.join(" ");
}

function fileOf(key: string): string {
	return join(base, key.slice(0, 2), `${key}.json`);
}

describe("records on the disk", () => {
	it("are read as they were written, and are the same bytes when written again", () => {
		const record = recordOf(first!);
		const text = printRecord(record);
		expect(parseRecord(text)).toEqual(record);
		expect(printRecord(parseRecord(text)!)).toBe(text);
		const turned = Object.fromEntries(Object.entries(record).reverse()) as unknown as CellRecord;
		expect(printRecord(turned)).toBe(text);
	});

	it("are found by keys, and older ones by places", () => {
		keep();
		expect(states()).toBe("fresh fresh");
		const edited = planOf({ "一.md": cell("10"), "三.md": cell("2") }).plan;
		expect(readRecords(vault.root, edited).map(({ state }) => state)).toEqual(["stale", "fresh"]);
	});

	it("of two cells with one id are found by their numbers", () => {
		const twins = (a: number) => planOf({ "一.md": cell(`${a}`, "id=x") + cell("2", "id=x") }).plan;
		const [old] = [twins(1)];
		const folder = openRecordFolder(vault.root);
		for (const { key } of old.cells) writeRecord(folder, recordOf(key!));
		writeLastSeen(folder, old, new Map(), () => true);
		const seen = readRecords(vault.root, twins(3));
		expect(seen.map(({ state, record }) => [state, record?.key])).toEqual([
			["stale", old.cells[0]!.key],
			["fresh", old.cells[1]!.key],
		]);
	});

	it("that no place names are taken away; what is not ours stays", () => {
		keep();
		const foreign = join(base, "ab");
		mkdirSync(foreign, { recursive: true });
		writeFileSync(join(foreign, "notes.txt"), "mine");
		const folder = openRecordFolder(vault.root);
		const one = { ...plan, cells: plan.cells.slice(0, 1) };
		writeLastSeen(folder, one, new Map([["二.md#0", second!]]), () => true);
		expect(states()).toBe("fresh missing");
		expect(readFileSync(join(foreign, "notes.txt"), "utf8")).toBe("mine");
	});

	it.each<[what: string, spoil: (file: string) => void]>([
		["cut off", (file) => writeFileSync(file, readFileSync(file).subarray(0, -10))],
		["empty", (file) => writeFileSync(file, "")],
		[
			"with one letter changed",
			(file) => writeFileSync(file, readFileSync(file, "utf8").replace("行", "航")),
		],
		["of another cell", (file) => writeFileSync(file, readFileSync(fileOf(second!)))],
		["not JSON", (file) => writeFileSync(file, "\0\0\0")],
		[
			"with git's marks of a conflict",
			(file) => writeFileSync(file, `<<<<<<< HEAD\n${readFileSync(file)}=======\n`),
		],
		["huge", (file) => writeFileSync(file, Buffer.alloc(9_000_000, 32))],
		[
			"a folder",
			(file) => {
				rmSync(file);
				mkdirSync(file);
			},
		],
		[
			"a link to another file",
			(file) => {
				rmSync(file);
				symlinkSync(fileOf(second!), file);
			},
		],
		[
			"in a folder that is a link",
			(file) => {
				const folder = join(file, "..");
				const elsewhere = join(vault.root, "elsewhere");
				mkdirSync(elsewhere);
				writeFileSync(join(elsewhere, `${first}.json`), readFileSync(file));
				rmSync(folder, { recursive: true });
				symlinkSync(elsewhere, folder);
			},
		],
	])("are not there if they are %s", (_, spoil) => {
		keep();
		spoil(fileOf(first!));
		expect(states()).toBe("missing fresh");
	});

	it.each([
		"",
		"null",
		"[]",
		"{",
		'{"一.md#0": 5}',
		'{"一.md#0": "../../../etc/passwd"}',
		'{"__proto__": {"x": 1}}',
	])("are found by keys when the places say %j", (text) => {
		keep();
		writeFileSync(join(base, "places.json"), text);
		expect(states()).toBe("fresh fresh");
		expect(readRecords(vault.root, planOf({ "一.md": cell("10") }).plan)).toEqual([{ state: "missing" }]);
	});

	it("are not looked for behind a link, and not written there", () => {
		const elsewhere = join(vault.root, "elsewhere");
		mkdirSync(elsewhere);
		mkdirSync(join(vault.root, ".notapse"));
		symlinkSync(elsewhere, base);
		expect(() => keep()).toThrow("is not a folder of this vault");
		expect(states()).toBe("missing missing");
		expect(readdirSync(elsewhere)).toEqual([]);
	});

	it("take from a file only what belongs in a record", () => {
		const record = recordOf(first!);
		const hostile = {
			...record,
			extra: 1,
			outputs: [
				5,
				{ output_type: "stream", name: "stdin", text: "x" },
				{
					output_type: "display_data",
					data: { "text/html": 5, "<script>": "x", "text/plain": "ok" },
					metadata: [],
				},
				{ output_type: "error" },
			],
			tests: [{ name: 5 }, { name: "a", ok: true, message: {} }],
			params: [{ name: "n" }, { name: "m", value: [] }],
			error: {
				name: "E",
				message: "m",
				frames: [
					{ key: "x", line: 1, column: 1 },
					{ key: first, line: 0, column: 1 },
				],
			},
		} as unknown as CellRecord;
		expect(parseRecord(printRecord(hostile))).toEqual({
			...{ schema: 1, key: first, engine: "deno 2.9.6", seed: 7, status: "error" },
			outputs: [{ output_type: "display_data", data: { "text/plain": "ok" }, metadata: {} }],
			tests: [{ name: "a", ok: true }],
			params: [],
			error: { name: "E", message: "m", frames: [] },
		});
	});
});
