import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStandby, type Standby } from "../../../src/cells/index.js";
import { cell } from "../plan/vault.js";
import { deno, makeVault, told, type Vault } from "./support.js";

let vault: Vault;
let standby: Standby;
beforeEach(() => {
	vault = makeVault();
	standby = createStandby();
});
afterEach(() => {
	standby.close();
	vault.remove();
});

/** Process ids of the engines that this process has now. */
function engines(): readonly string[] {
	const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
	return lines.flatMap((line) => {
		const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
		return Number(parent) === process.pid && args?.includes("deno-main.js") ? [pid!] : [];
	});
}

describe.skipIf(deno === undefined || process.platform === "win32")("an engine that waits", () => {
	it("is taken by the next run, and another one waits after it", async () => {
		await vault.run({ "a.md": cell("1 + 1") }, { standby });
		const [first, ...others] = engines();
		expect(first).toBeDefined();
		expect(others).toEqual([]);

		const seen: (readonly string[])[] = [];
		const ran = await vault.run(
			{ "a.md": cell("1 + 2") },
			{ standby, jobs: 1, onEvent: ({ kind }) => kind === "done" && seen.push(engines()) },
		);
		expect(told(ran.record("a.md#0"))).toBe("ok 3");
		expect(seen).toEqual([[first]]);
		expect(engines()).toHaveLength(1);
		expect(engines()).not.toContain(first);
	});

	it("has run nothing: each run finds the world as it was", async () => {
		const spy = (value: string) =>
			cell(`const seen = (globalThis as any).left;
try { (globalThis as any).left = "${value}" } catch {}
try { (Object as any).left = "${value}" } catch {}
[seen, (Object as any).left].map(String).join()`);
		for (const value of ["a", "b", "c"]) {
			const ran = await vault.run({ "a.md": spy(value) }, { standby });
			expect(told(ran.record("a.md#0"))).toBe("ok undefined,undefined");
		}
	});

	it("gives what an engine of the run's own gives, byte for byte", async () => {
		const files = (n: number) => ({
			"a.md": cell(`export const a = ${n}; Math.random()`, "id=a"),
			"b.md": cell('import { a } from "[[a]]"; setTimeout(() => {}, 1) + a'),
		});
		const alone = makeVault();
		try {
			for (const n of [1, 2, 3]) {
				await vault.run(files(n), { standby });
				await alone.run(files(n));
			}
			expect(vault.stored()).toEqual(alone.stored());
		} finally {
			alone.remove();
		}
	});

	it("has its limits, and does not stand in for one of another sort", async () => {
		await vault.run({ "a.md": cell("1") }, { standby });
		const hung = await vault.run({ "a.md": cell("for (;;);", "timeout=1") }, { standby });
		expect(hung.record("a.md#0").status).toBe("timeout");
		const [waiting] = engines();
		const other = await vault.run({ "a.md": cell("2", "memory=300") }, { standby });
		expect(told(other.record("a.md#0"))).toBe("ok 2");
		expect(engines()).toHaveLength(1);
		expect(engines()).not.toContain(waiting);
	});

	it("is missed by nobody when it has died", async () => {
		await vault.run({ "a.md": cell("1") }, { standby });
		process.kill(Number(engines()[0]), "SIGKILL");
		await expect.poll(engines).toEqual([]);
		// Until this process has heard of it.
		await new Promise((heard) => setTimeout(heard, 200));
		const ran = await vault.run({ "a.md": cell("2") }, { standby });
		expect(told(ran.record("a.md#0"))).toBe("ok 2");
	});

	it("waits where nothing had to run, too, and ends when nobody wants it", async () => {
		const files = { "a.md": cell("1") };
		await vault.run(files);
		expect(engines()).toEqual([]);
		await vault.run(files, { standby });
		expect(engines()).toHaveLength(1);
		standby.close();
		await expect.poll(engines).toEqual([]);
	});
});
