import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FolderWatcher, watchFolder } from "../../src/watch-folder.js";
import { temporary } from "../support/program.js";

let folder: ReturnType<typeof temporary>;
let watcher: FolderWatcher | undefined;
let turns: number;
const path = (...names: string[]) => join(folder.at("vault"), ...names);

beforeEach(async () => {
	folder = temporary();
	mkdirSync(path("a"), { recursive: true });
	writeFileSync(path("a", "note.md"), "0");
	turns = 0;
	watcher = await watchFolder(
		folder.at("vault"),
		(file) => file.includes("ignored"),
		async () => {
			turns += 1;
		},
	);
});
afterEach(async () => {
	await watcher?.close();
	folder.remove();
});

/** Does something, and waits for the turn that it leads to. */
async function heard(change: () => void): Promise<boolean> {
	const before = turns;
	change();
	for (let i = 0; i < 100 && turns === before; i++) await new Promise((next) => setTimeout(next, 50));
	// Late echoes of the same change belong to it.
	await new Promise((next) => setTimeout(next, 150));
	return turns > before;
}

describe("a folder that is watched", () => {
	it("is worked on once at first", () => expect(turns).toBe(1));

	it("is heard of a file that is written, again and again", async () => {
		for (const text of ["1", "2", "3"]) {
			expect(await heard(() => writeFileSync(path("a", "note.md"), text))).toBe(true);
		}
	});

	it("is heard of a file that is exchanged, as editors save, again and again", async () => {
		for (const text of ["1", "2", "3", "4"]) {
			const save = () => {
				writeFileSync(folder.at("draft"), text);
				renameSync(folder.at("draft"), path("a", "note.md"));
			};
			expect(await heard(save)).toBe(true);
		}
	});

	it("is heard of folders that come, of files in them, and of what goes", async () => {
		expect(await heard(() => mkdirSync(path("b", "c"), { recursive: true }))).toBe(true);
		expect(await heard(() => writeFileSync(path("b", "c", "new.md"), "1"))).toBe(true);
		expect(await heard(() => renameSync(path("b"), path("d")))).toBe(true);
		expect(await heard(() => writeFileSync(path("d", "c", "new.md"), "2"))).toBe(true);
		expect(await heard(() => rmSync(path("d"), { recursive: true }))).toBe(true);
		expect(await heard(() => mkdirSync(path("d")))).toBe(true);
		expect(await heard(() => writeFileSync(path("d", "again.md"), "3"))).toBe(true);
	});

	it("is not heard of what is of no interest", async () => {
		mkdirSync(path(".git"));
		await heard(() => writeFileSync(path("a", "seen.md"), ""));
		const before = turns;
		writeFileSync(path("ignored.md"), "1");
		writeFileSync(path(".git", "index"), "1");
		await new Promise((next) => setTimeout(next, 300));
		expect(turns).toBe(before);
	});
});
