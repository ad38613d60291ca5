import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTranscript, printTranscript, runStep } from "./transcript.js";

const cli = resolve(process.env.NOTAPSE_CLI ?? "dist/cli.js");
let folder: string;

beforeAll(async () => {
	if (!existsSync(cli)) {
		const built = spawnSync("node", ["scripts/build.mjs"], { encoding: "utf8" });
		if (built.status !== 0) throw new Error(built.stderr);
	}
	folder = await mkdtemp(join(tmpdir(), "notapse-cli-"));
	await mkdir(join(folder, "bin"));
	await writeFile(join(folder, "bin/notapse"), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
	await chmod(join(folder, "bin/notapse"), 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Nothing of this machine but its programs. */
function environment(name: string): NodeJS.ProcessEnv {
	return {
		PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH ?? ""}`,
		HOME: join(folder, name, "home"),
		LANG: "C.UTF-8",
	};
}

const names = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".transcript")).sort();

describe("transcripts", () => {
	it.each(names)("%s", async (name) => {
		const file = join(import.meta.dirname, name);
		const text = await readFile(file, "utf8");
		const cwd = join(folder, name, "work");
		await mkdir(cwd, { recursive: true });
		const { steps, after } = parseTranscript(text);
		const done = steps.map((step) => ({ ...step, expected: runStep(step, cwd, environment(name)) }));
		const said = printTranscript(done, after);
		if (process.env.UPDATE_GOLDEN) await writeFile(file, said);
		else expect(said).toBe(printTranscript(steps, after));
	});
});
