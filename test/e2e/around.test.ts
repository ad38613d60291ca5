import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileTo, filesIn, fingerprints, notapse, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

/** The program among files of others, other programs and itself. */
const folder = temporary();
const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
let clean: Readonly<Record<string, string>>;

beforeAll(async () => {
	const notes = Array.from({ length: 40 }, (_, i) => [
		`${i}.md`,
		`# ${i}\n\n[[${i + 1}]] ${"words ".repeat(99)}`,
	]);
	put(folder.root, { "mine/thesis.txt": "precious", "elsewhere/": "", "file.txt": "precious" });
	put(folder.at("vault"), Object.fromEntries(notes));
	symlinkSync("elsewhere", folder.at("link"));
	await compileTo(folder.at("clean"), folder.at("vault"));
	clean = fingerprints(folder.at("clean"));
});
afterAll(folder.remove);

describe("an output that is refused: one sentence, exit code 4, and nothing is touched", () => {
	test.each([
		["the vault", "vault"],
		["in the vault", "vault/site"],
		["around the vault", "."],
		["the root of the disk", "/"],
		["a system folder", "/etc"],
		["a folder with files of others", "mine"],
		["a link", "link"],
		["below a link", "link/../mine"],
	])("%s", async (_, out) => {
		const before = fingerprints(folder.root);
		const { code, stderr, stdout } = await notapse(
			["compile", "vault", "--out", out, "--no-cache", "-q"],
			folder.root,
		);
		expect(code, stderr).toBe(4);
		expect(stdout).toBe("");
		expect(stderr).toMatch(/^error: The output .*\.\n(?:help: .*\n)?$/);
		expect(fingerprints(folder.root)).toEqual(before);
	});

	test("a file in its place", async () => {
		const { code, stderr } = await notapse(
			["compile", "vault", "--out", "file.txt", "--no-cache", "-q"],
			folder.root,
		);
		expect([4, 5], stderr).toContain(code);
		expect(stderr).not.toMatch(/\n {4}at /);
		expect(readFileSync(folder.at("file.txt"), "utf8")).toBe("precious");
	});

	test("one of ours that somebody has put something into", async () => {
		await compileTo(folder.at("ours"), folder.at("vault"));
		writeFileSync(folder.at("ours/CNAME"), "notes.example.org");
		const { code, stderr } = await notapse(
			["compile", "vault", "--out", "ours", "--no-cache", "-q"],
			folder.root,
		);
		expect(code).toBe(4);
		expect(stderr).toContain("“CNAME”");
		expect(readFileSync(folder.at("ours/CNAME"), "utf8")).toBe("notes.example.org");
	});
});

test("several compiles at once into one folder: each is done or says why not, and the site is whole", async () => {
	const runs = await Promise.all(
		Array.from({ length: 4 }, () =>
			notapse(["compile", "vault", "--out", "shared", "--cache", "c", "-q"], folder.root),
		),
	);
	expect(runs.map(({ code }) => code)).toContain(0);
	for (const { code, stderr } of runs.filter(({ code }) => code !== 0)) {
		expect([4, 5], stderr).toContain(code);
		expect(stderr).toMatch(/^error: Another notapse .*\.\n(?:help: .*\n)?$/);
	}
	expect(fingerprints(folder.at("shared"))).toEqual(clean);
	expect(filesIn(folder.root).filter((path) => path.includes(".shared.notapse"))).toEqual([]);
});

test("a reader that goes away is no failure", async () => {
	put(folder.at("dead"), {
		"a.md": Array.from({ length: 3000 }, (_, i) => `[[Nowhere ${i}]]`).join("\n"),
	});
	const child = spawn(process.execPath, [cli, "check", "dead", "--no-cache"], {
		cwd: folder.root,
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	child.stderr.on("data", (piece) => {
		said += piece;
	});
	await once(child.stdout, "data");
	child.stdout.destroy();
	const [code] = await once(child, "exit");
	expect(code).toBe(0);
	expect(said).toBe("");
});

test("what others may not read, no other user of the machine can read either", async () => {
	expect(
		(await notapse(["compile", "vault", "--out", "private", "--cache", "private-cache", "-q"], folder.root))
			.code,
	).toBe(0);
	expect(existsSync(folder.at("private/index.html"))).toBe(true);
	expect(statSync(folder.at("private-cache")).mode & 0o077).toBe(0);
});
