/** What commands say about themselves, on a screen of the usual width. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { cells } from "../../src/cli/cells.js";

const cli = resolve(process.env.NOTAPSE_CLI ?? "dist/cli.js");

function helpOf(...command: readonly string[]): string {
	const env = { PATH: process.env.PATH ?? "", HOME: "/", LANG: "C.UTF-8", COLUMNS: "80", NO_COLOR: "1" };
	const { stdout } = spawnSync(process.execPath, [cli, ...command], { encoding: "utf8", env });
	return stdout;
}

const overview = helpOf("--help");
/** Behind each stands what it is for. */
const names = [...overview.matchAll(/^ {2}([a-z]+)(?: [[<].*?)? {2,}\S/gm)]
	.map(([, name]) => name!)
	.filter((name) => name !== "help");

describe("help", () => {
	it("names the commands", () => {
		for (const name of ["compile", "check", "run", "query", "links", "search", "mcp"])
			expect(names).toContain(name);
	});

	it.each(["--help", ...names.map((name) => `help ${name}`)])("%s is no wider than 80 columns", (command) => {
		const lines = helpOf(...command.split(" ")).split("\n");
		expect(lines.length).toBeGreaterThan(5);
		expect(lines.filter((line) => cells(line) > 80)).toEqual([]);
	});
});
