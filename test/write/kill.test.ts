import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSite } from "../../src/site/write.js";
import { read, siteOf, type Tree, targetOf, type Workshop, workshop, write } from "./output-folder.js";

/**
 * A process writes a site and kills itself (SIGKILL) before its n-th change on the disk, for every n. After
 * each, the old site or the new one is there, and the next run gives what a clean build gives.
 */
const scenarios: Record<string, { old: Tree | undefined; next: Tree }> = {
	"the first site": { old: undefined, next: { "index.html": "1", "a/b.html": "2" } },
	"an edit, a new file, one removed": {
		old: { "index.html": "1", "a/b.html": "2", "a/gone.html": "3" },
		next: { "index.html": "1", "a/b.html": "two", "c/new.html": "4" },
	},
	"over an empty site": { old: {}, next: { "index.html": "1" } },
};

let program: string;
let bench: Workshop;
beforeAll(async () => {
	bench = workshop();
	program = bench.at("write-and-die.mjs");
	const entry = fileURLToPath(new URL("./write-and-die.ts", import.meta.url));
	await build({ entryPoints: [entry], outfile: program, bundle: true, platform: "node", format: "esm" });
});
afterAll(() => bench.remove());

describe.each(Object.entries(scenarios))("killed while writing %s", (_, { old, next }) => {
	it("at any step, old or new is whole, and the next run is clean", async () => {
		const before = await built(old);
		const after = await built(next);
		const absent: number[] = [];
		let steps = 0;
		for (let n = 1, died = true; died; n += 1) {
			const shop = workshop();
			if (old !== undefined) await write(shop, old);
			const child = spawnSync(process.execPath, [
				program,
				shop.out,
				shop.cache,
				JSON.stringify(next),
				`${n}`,
			]);
			died = child.signal === "SIGKILL";
			expect(died || child.status === 0, child.stderr.toString()).toBe(true);

			if (existsSync(shop.out)) expect([before, after]).toContainEqual(read(shop.out));
			else if (old !== undefined) absent.push(n);
			await write(shop, next);
			expect(read(shop.out)).toEqual(after);
			expect(existsSync(shop.at(".out.notapse-old")) || existsSync(shop.at(".out.notapse-new"))).toBe(false);
			steps = n;
			shop.remove();
		}
		// The documented window: after the old site was renamed and before the new one is.
		expect(absent.length).toBeLessThanOrEqual(old === undefined ? 0 : 1);
		expect(steps).toBeGreaterThan(10);
	});

	it("and killed again while clearing up", async () => {
		const after = await built(next);
		for (const n of [7, 12, 17, 22, 27]) {
			const shop = workshop();
			if (old !== undefined) await write(shop, old);
			for (const death of [n, 6, n + 2]) {
				spawnSync(process.execPath, [program, shop.out, shop.cache, JSON.stringify(next), `${death}`]);
			}
			await write(shop, next);
			expect(read(shop.out)).toEqual(after);
			shop.remove();
		}
	});
});

async function built(tree: Tree | undefined): Promise<Tree | undefined> {
	if (tree === undefined) return undefined;
	const shop = workshop();
	await write(shop, tree);
	const result = read(shop.out);
	shop.remove();
	return result;
}

describe("the lock", () => {
	let shop: Workshop;
	const lock = () => shop.at(".out.notapse-lock");
	const held = (pid: number, host = JSON.parse(lockOfThisProcess).host, born = "") =>
		writeFileSync(lock(), JSON.stringify({ pid, host, born }));
	let lockOfThisProcess: string;
	beforeAll(async () => {
		shop = workshop();
		await write(shop, { a: "1" }, { onStep: (step) => step === "write" && existsSync(lock()) && keepLock() });
	});
	const keepLock = () => {
		lockOfThisProcess = readFileSync(lock(), "utf8") || lockOfThisProcess;
	};
	afterAll(() => shop.remove());

	it("of a running process refuses the second in one sentence", async () => {
		held(process.ppid);
		await expect(write(shop, { a: "2" })).rejects.toThrow(
			`Another notapse (process ${process.ppid}) is writing “${shop.out}” right now.`,
		);
		await expect(write(shop, { a: "2" })).rejects.toMatchObject({ name: "SafetyError", exitCode: 4 });
		expect(existsSync(lock())).toBe(true);
		rmSync(lock());
	});

	it("of another machine counts while it is young", async () => {
		held(1, "elsewhere");
		await expect(write(shop, { a: "2" })).rejects.toThrow("(process 1 on elsewhere)");
		rmSync(lock());
	});

	it("keeps two builds of one process apart", async () => {
		let second: Promise<unknown> | undefined;
		const content = () => {
			second ??= write(shop, { a: "second" }).catch((error) => error);
			return "first";
		};
		const files = [
			{ path: "a", content },
			{ path: "b", content: () => "" },
		];
		await writeSite({ ...siteOf({}), files }, targetOf(shop));
		expect(await second).toMatchObject({ name: "SafetyError" });
		expect(read(shop.out)).toMatchObject({ a: "first" });
	});

	it.each([
		["a process that is gone", () => held(2 ** 22 + 1)],
		["this process's number, from before", () => held(process.pid)],
		["a number that another process has now", () => held(process.ppid, undefined, "1")],
		["nobody, cut off", () => writeFileSync(lock(), '{"pid":1')],
		["nobody, empty", () => writeFileSync(lock(), "")],
	])("of %s is taken over", async (_, hold) => {
		hold();
		await write(shop, { a: "taken over" });
		expect(read(shop.out)).toMatchObject({ a: "taken over" });
		expect(existsSync(lock())).toBe(false);
		expect(existsSync(`${lock()}-stale`)).toBe(false);
	});

	it.each([
		["a link to what never ends", () => symlinkSync("/dev/zero", lock())],
		["a pipe that nobody writes to", () => execFileSync("mkfifo", [lock()])],
		["a folder", () => mkdirSync(lock())],
	])("that is %s is not waited for", async (_, hold) => {
		hold();
		await expect(write(shop, { a: "x" })).rejects.toMatchObject({ name: "SafetyError" });
		rmSync(lock(), { recursive: true });
	});

	it("lets one of many at a time", async () => {
		const values = ["1", "2", "3", "4"];
		held(2 ** 22 + 1);
		const results = await Promise.allSettled(values.map((a) => write(shop, { a, b: a })));
		expect(results.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
		const { a, b } = read(shop.out);
		expect(values).toContain(a);
		expect(b).toBe(a);
	});
});
