import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CompileResult } from "../../src/compile.js";
import { type Watcher, watch } from "../../src/watch.js";
import { compileOptions, compileTo, fingerprints, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

let folder: ReturnType<typeof temporary>;
let watcher: Watcher;
let builds: (CompileResult | Error)[];

beforeEach(async () => {
	folder = temporary();
	builds = [];
	put(folder.at("vault"), checkout("first"));
	const options = await compileOptions(folder.at("vault"), folder.at("out"), { flags });
	watcher = await watch(options, (result, error) => builds.push(result ?? (error as Error)));
});
afterEach(async () => {
	await watcher.close();
	folder.remove();
});

/** Without the network: what it has learned outlives an edit, see `model.test.ts`. */
const flags = { embed: false };

/** What a branch of the vault holds. */
function checkout(branch: string): Record<string, string> {
	const notes = Array.from({ length: 150 }, (_, i) => [
		`folder ${i % 6}/${i}.md`,
		`${branch} [[${(i * 7) % 150}]]`,
	]);
	return Object.fromEntries(notes);
}

/** Waits until the output is what a clean compile of the vault as it is now gives. */
async function caughtUp(): Promise<void> {
	await compileTo(folder.at("clean"), folder.at("vault"), { flags });
	const clean = fingerprints(folder.at("clean"));
	await expect.poll(() => fingerprints(folder.at("out")), { timeout: 60_000, interval: 100 }).toEqual(clean);
}

describe("under --watch", () => {
	test("a checkout that touches every file is a few builds, not one for each", async () => {
		expect(builds).toHaveLength(1);
		put(folder.at("vault"), checkout("second"));
		await caughtUp();
		expect(builds.length).toBeLessThan(12);
		expect(builds.filter((build) => build instanceof Error)).toEqual([]);
	}, 120_000);

	test("folders that come, move and go are followed", async () => {
		put(folder.at("vault"), { "new/deep/note.md": "[[1]]", "new/draft.md": "---\ndraft: true\n---\n" });
		await caughtUp();
		writeFileSync(folder.at("vault/new/deep/note.md"), "Later, see [[2]].");
		await caughtUp();
		renameSync(folder.at("vault/folder 1"), folder.at("vault/moved"));
		rmSync(folder.at("vault/folder 2"), { recursive: true });
		await caughtUp();
	}, 120_000);

	test("a vault that goes away is told, the site stays, and the watch goes on when it is back", async () => {
		const before = fingerprints(folder.at("out"));
		// Not moved: a watch follows what it watches.
		for (const name of Array.from({ length: 6 }, (_, i) => `folder ${i}`))
			renameSync(folder.at("vault", name), folder.at(name));
		mkdirSync(folder.at("vault", "empty"));
		await caughtUp();
		for (const name of Array.from({ length: 6 }, (_, i) => `folder ${i}`))
			renameSync(folder.at(name), folder.at("vault", name));
		rmSync(folder.at("vault", "empty"), { recursive: true });
		await expect
			.poll(() => fingerprints(folder.at("out")), { timeout: 60_000, interval: 100 })
			.toEqual(before);
	}, 120_000);
});
