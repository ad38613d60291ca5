import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const cli = resolve("dist/cli.js");
let folder: string;
let running: ChildProcess | undefined;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "notapse-live-"));
	await mkdir(join(folder, "notes"));
	await writeFile(join(folder, "notes/One.md"), "# One\n\nbefore\n");
});
afterEach(async () => {
	running?.kill("SIGKILL");
	await rm(folder, { recursive: true, force: true });
});

/** Starts the program; `says` waits until stderr has said something. */
function start(...args: string[]) {
	const child = spawn(process.execPath, [cli, ...args], {
		cwd: folder,
		env: { PATH: process.env.PATH, HOME: folder },
		stdio: ["ignore", "pipe", "pipe"],
	});
	running = child;
	let said = "";
	child.stderr.on("data", (chunk) => {
		said += chunk;
	});
	const says = async (pattern: RegExp) => {
		for (let tries = 0; !pattern.test(said); tries += 1) {
			if (tries > 400 || child.exitCode !== null) throw new Error(`waited for ${pattern}, heard:\n${said}`);
			await new Promise((resume) => setTimeout(resume, 50));
		}
		return pattern.exec(said) ?? [];
	};
	const ends = async (signal: NodeJS.Signals) => {
		const exit = once(child, "exit");
		child.kill(signal);
		return (await exit)[0];
	};
	return { says, ends };
}

describe("compile --watch --serve", () => {
	it("shows a change, and ends with 130 and a whole site", async () => {
		const { says, ends } = start("compile", "notes", "--watch", "--serve", "--json");
		const [, url = ""] = await says(/"url":"([^"]+)"/);
		const page = async () => (await fetch(new URL("One.html", url))).text();
		expect(await page()).toContain("before");
		await writeFile(join(folder, "notes/One.md"), "# One\n\nafter\n");
		for (let tries = 0; tries < 200 && !(await page()).includes("after"); tries += 1) {
			await new Promise((resume) => setTimeout(resume, 50));
		}
		expect(await page()).toContain("after");
		expect(await page()).toContain("/-/live.js");
		expect(await readFile(join(folder, "output/One.html"), "utf8")).not.toContain("/-/live.js");
		expect(await ends("SIGINT")).toBe(130);
		expect(existsSync(join(folder, "output/index.html"))).toBe(true);
	});
});

describe("Ctrl-C", () => {
	it("while notes are parsed ends at once, and nothing is left half", async () => {
		for (let i = 0; i < 400; i += 1) {
			await writeFile(
				join(folder, `notes/${i}.md`),
				`# ${i}\n\n${"*Some* text with [[One]]. ".repeat(200)}\n`,
			);
		}
		const { says, ends } = start("compile", "notes", "--json");
		await says(/"stage-start","stage":"parse"/);
		expect(await ends("SIGINT")).toBe(130);
		expect(existsSync(join(folder, "output"))).toBe(false);
	});
});

describe("compile --serve", () => {
	it("ends with 143 when it is told to", async () => {
		const { says, ends } = start("compile", "notes", "--serve");
		await says(/http:\/\/localhost:\d+\//);
		expect(await ends("SIGTERM")).toBe(143);
	});
});
