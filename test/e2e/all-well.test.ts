import { appendFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAllWell } from "../../src/all-well.js";
import { loadVault } from "../../src/compile.js";
import { read } from "../../src/load.js";
import { compileOptions, temporary } from "../support/program.js";
import { writeRecord } from "../support/record.js";

let folder: ReturnType<typeof temporary>;
const path = (name: string) => join(folder.at("vault"), name);

beforeEach(() => {
	folder = temporary();
	mkdirSync(folder.at("vault"), { recursive: true });
	writeFileSync(path("a.md"), "文字\n\n```ts cell id=a reads=t.csv\n1\n```\n");
	writeFileSync(path("t.csv"), "1,2\n");
});
afterEach(() => folder.remove());

async function wellOf(engine = "deno 1", flags = {}) {
	const options = await compileOptions(folder.at("vault"), folder.at("out"), {
		flags: { embed: false, ...flags },
	});
	return { options, well: createAllWell({ ...options, cache: folder.at("cache") }, engine) };
}

/** Gives every cell a record, and remembers. */
async function remember(more: object = {}): Promise<void> {
	const { options, well } = await wellOf();
	const { plan } = await loadVault(options);
	for (const cell of plan.cells) writeRecord(folder.at("vault"), cell, "1", more);
	const loaded = await loadVault(options);
	await well.remember(loaded, loaded.results);
}

async function recall(engine?: string, flags?: object): Promise<number | undefined> {
	const { options, well } = await wellOf(engine, flags);
	return well.recall(await read(options, []));
}

describe("that all cells are well", () => {
	it("is known until something changes", async () => {
		expect(await recall()).toBeUndefined();
		await remember();
		expect(await recall()).toBe(1);
		expect(await recall()).toBe(1);
	});

	it.each<[string, () => void]>([
		["a note", () => appendFileSync(path("a.md"), "more\n")],
		["a new note", () => writeFileSync(path("b.md"), "")],
		["a sidecar", () => writeFileSync(path("a.cell.ts"), "export const x = 1;\n")],
		["a file that is read", () => writeFileSync(path("t.csv"), "1,2,3\n")],
		["a record that is gone", () => rmSync(path(".notapse"), { recursive: true })],
		["a record that was written again", () => touchRecords()],
	])("is not known after a change of %s", async (_what, change) => {
		await remember();
		change();
		expect(await recall()).toBeUndefined();
	});

	it("is remembered of the vault that was run, not of what it became meanwhile", async () => {
		await remember();
		const { options, well } = await wellOf();
		const ran = await loadVault(options);
		appendFileSync(path("a.md"), "more\n");
		await well.remember(ran, ran.results);
		expect(await recall()).toBeUndefined();
	});

	it("is not known for another engine or other options", async () => {
		await remember();
		expect(await recall("deno 2")).toBeUndefined();
		expect(await recall(undefined, { aliasLinks: true })).toBeUndefined();
	});

	it("is not remembered of a failure, a failed test, or what depends on the time", async () => {
		await remember({ status: "error", error: { name: "E", message: "", frames: [] } });
		expect(await recall()).toBeUndefined();
		await remember({ tests: [{ name: "t", ok: false }] });
		expect(await recall()).toBeUndefined();
		writeFileSync(path("a.md"), "```ts cell impure max-age=10\n1\n```\n");
		await remember();
		expect(await recall()).toBeUndefined();
	});
});

function touchRecords(): void {
	const cells = path(".notapse/cells");
	utimesSync(cells, 1, 1);
	rmSync(join(cells, "places.json"), { force: true });
	writeFileSync(join(cells, "places.json"), "{}\n");
}
