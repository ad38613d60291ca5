import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateVault } from "../../bench/generate-vault.js";
import { compileTo, fingerprints, notapse, start, temporary } from "../support/program.js";

/**
 * `notapse compile` is killed (SIGKILL) at many moments while a site changes into another. Each time the old site
 * or the new one is there whole, and the next run gives what a clean compile gives. `test/write/kill.test.ts` does
 * the same for every single change on the disk; here it is the whole program, cache and workers included.
 */
const folder = temporary();
const out = folder.at("out");
/** The vault comes in two versions, in turns. */
const sites: Readonly<Record<string, string>>[] = [];

beforeAll(async () => {
	for (const version of [0, 1]) {
		writeVault(version);
		await compileTo(folder.at("clean"), folder.at("vault"), { flags: { embed: false } });
		sites.push(fingerprints(folder.at("clean")));
		rmSync(folder.at("clean"), { recursive: true });
	}
	await compiled();
	expect(fingerprints(out)).toEqual(sites[1]);
});
afterAll(folder.remove);

const moments = [
	{ stage: "read", ms: 0 },
	{ stage: "parse", ms: 0, cold: true },
	{ stage: "parse", ms: 120, cold: true },
	{ stage: "render", ms: 0 },
	{ stage: "write", ms: 0 },
	{ stage: "write", ms: 4 },
	{ stage: "write", ms: 12 },
	{ stage: "write", ms: 40 },
	{ stage: "write", ms: 90, cold: true },
];

test("killed at any moment, the old site or the new one is whole, and the next run equals a clean one", async () => {
	let version = 1;
	let killed = 0;
	for (const { stage, ms, cold } of moments) {
		const before = sites[version];
		version = 1 - version;
		writeVault(version);
		if (cold) rmSync(folder.at("cache"), { recursive: true, force: true });
		killed += (await kill(stage, ms)) ? 1 : 0;
		// Between two renames the old site stands beside: that is its only other place.
		const whole = fingerprints(existsSync(out) ? out : folder.at(".out.notapse-old"));
		expect([before, sites[version]], `${stage} + ${ms} ms`).toContainEqual(whole);
		await compiled();
		expect(fingerprints(out), `after ${stage} + ${ms} ms`).toEqual(sites[version]);
		expect(existsSync(folder.at(".out.notapse-old")) || existsSync(folder.at(".out.notapse-new"))).toBe(
			false,
		);
	}
	expect(killed).toBeGreaterThan(moments.length / 2);
}, 300_000);

// Without what is learnt: what was learnt last stays, and so a map keeps places that a clean compile would not give it.
const command = ["compile", "vault", "--out", "out", "--cache", "cache", "--json", "--no-embed"];

async function compiled(): Promise<void> {
	const { code, stderr } = await notapse(command, folder.root);
	expect(code, stderr).toBe(0);
}

/** @returns whether it died of it, and was not done before */
async function kill(stage: string, ms: number): Promise<boolean> {
	const { child, ended } = start(command, folder.root);
	let heard = "";
	const reached = new Promise<void>((resolve) => {
		child.stderr?.on("data", (piece: string) => {
			heard += piece;
			if (heard.includes(`"kind":"stage-start","stage":"${stage}"`)) resolve();
		});
		child.on("exit", () => resolve());
	});
	await reached;
	if (ms > 0) await sleep(ms);
	child.kill("SIGKILL");
	return (await ended).signal === "SIGKILL";
}

/** Most notes are in both versions, some with another text, some in one of them only. */
function writeVault(version: number): void {
	rmSync(folder.at("vault"), { recursive: true, force: true });
	let n = 0;
	for (const [path, text] of generateVault({ notes: 48, seed: 5, chinese: 0.5 })) {
		n += 1;
		if (n % 6 === version) continue;
		const file = join(folder.at("vault"), path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, n % 5 === 0 ? `${text}\nVersion ${version}, see [[${n}]].\n` : text);
	}
}
