/** What the documentation shows of `--as-query` is what the program prints. */
import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTranscript, printTranscript, runStep } from "./transcript.js";

const cli = resolve(process.env.NOTAPSE_CLI ?? "dist/cli.js");
const docs = resolve(import.meta.dirname, "../../docs");
let folder: string;

beforeAll(async () => {
	if (spawnSync("node", [cli, "--version"]).status !== 0) {
		const built = spawnSync("node", ["scripts/build.mjs"], { encoding: "utf8" });
		if (built.status !== 0) throw new Error(built.stderr);
	}
	folder = await mkdtemp(join(tmpdir(), "notapse-docs-"));
	for (const name of ["bin", "vault"]) await mkdir(join(folder, name));
	await writeFile(join(folder, "bin/notapse"), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
	await chmod(join(folder, "bin/notapse"), 0o755);
	await writeFile(join(folder, "vault/Home.md"), "---\nwant: 4\n---\n#book\n");
	await writeFile(join(folder, "vault/LSTM.md"), "#课程\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function samples(): Promise<[string, string][]> {
	const found: [string, string][] = [];
	for (const name of (await readdir(docs)).filter((name) => name.endsWith(".md")).sort()) {
		const text = await readFile(join(docs, name), "utf8");
		for (const [, body] of text.matchAll(/^```(?:text|sh)?\n(\$ notapse [^\n]* --as-query\n[^`]*)^```$/gm))
			found.push([name, body!]);
	}
	return found;
}

const all = await samples();

describe("the documentation", () => {
	it("has samples", () => expect(all.map(([name]) => name)).toEqual(["dataview.md", "search.md"]));

	it.each(all)("%s prints what the program prints", (_, text) => {
		const { steps, after } = parseTranscript(text);
		const env = {
			PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH ?? ""}`,
			...{ HOME: folder, LANG: "C.UTF-8" },
		};
		const done = steps.map((step) => ({ ...step, expected: runStep(step, folder, env) }));
		expect(printTranscript(done, after)).toBe(printTranscript(steps, after));
	});
});
