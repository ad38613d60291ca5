/** Compiled code is kept by command, and taken from nobody but the user. */
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openCodeCache } from "../../src/start/code-cache.js";
import { temporary } from "../support/program.js";

let folder: ReturnType<typeof temporary>;
let before: string | undefined;

beforeEach(() => {
	folder = temporary();
	before = process.env.XDG_CACHE_HOME;
	process.env.XDG_CACHE_HOME = folder.root;
});
afterEach(() => {
	if (before === undefined) delete process.env.XDG_CACHE_HOME;
	else process.env.XDG_CACHE_HOME = before;
	folder.remove();
});

const kept = () => folder.at("notapse", "code");
const file = () => join(kept(), readdirSync(kept())[0]!);

/** A run that has loaded these scripts: code by name, `known` for those whose code was there. */
function run(
	args: string,
	codes: Record<string, string>,
	{ exit = 0, known = [] as string[], scripts = "s" } = {},
) {
	const cache = openCodeCache(args.split(" "), scripts);
	const compiled = Object.entries(codes).map(
		([name, code]) => [name, { isKnown: known.includes(name), code: () => Buffer.from(code) }] as const,
	);
	cache.keep(exit, new Map(compiled));
}

function found(args: string, name: string, scripts = "s"): string | undefined {
	const code = openCodeCache(args.split(" "), scripts).codeOf(name);
	return code && Buffer.from(code).toString();
}

test("what one command has compiled is there when it runs again", () => {
	run("query x", { "a.js": "A", "b.js": "more than eight bytes" });
	expect(["a.js", "b.js", "c.js"].map((name) => found("query y", name))).toEqual([
		"A",
		"more than eight bytes",
		undefined,
	]);
	expect(found("path", "a.js")).toBeUndefined();
	expect(found("query", "a.js", "other scripts")).toBeUndefined();
});

test("V8 gets it at addresses that it can read", () => {
	run("query", { "a.js": "A", "b.js": "B" });
	for (const name of ["a.js", "b.js"])
		expect(openCodeCache(["query"], "s").codeOf(name)!.byteOffset % 8).toBe(0);
});

test("what is not loaded this time stays, and nothing is written where all was known", () => {
	run("query", { "a.js": "A", "b.js": "B" });
	run("query", { "a.js": "A", "c.js": "C" }, { known: ["a.js"] });
	expect(["a.js", "b.js", "c.js"].map((name) => found("query", name)).join("")).toBe("ABC");
	run("query", { "a.js": "other" }, { known: ["a.js"] });
	expect(found("query", "a.js")).toBe("A");
});

test("files are called by commands, and by nothing else that is typed", () => {
	for (const args of ["../../x", "--help", "A/b", "path", ""]) run(args, { "a.js": "A" });
	expect(readdirSync(kept()).map((name) => name.split("-")[0])).toEqual(["", "path"]);
	run("qurey", { "a.js": "A" }, { exit: 2 });
	expect(readdirSync(kept())).toHaveLength(2);
});

test("what others can write is not taken", () => {
	run("query", { "a.js": "A" });
	expect([statSync(kept()).mode & 0o777, statSync(file()).mode & 0o777]).toEqual([0o700, 0o600]);
	for (const [path, usual] of [
		[kept(), 0o700],
		[file(), 0o600],
	] as const) {
		for (const more of [0o020, 0o002]) {
			chmodSync(path, usual | more);
			expect(found("query", "a.js")).toBeUndefined();
		}
		chmodSync(path, usual);
		expect(found("query", "a.js")).toBe("A");
	}
});

test("what is cut short, or no such file, counts for nothing", () => {
	run("query", { "a.js": "more than eight bytes" });
	const whole = readFileSync(file());
	for (let length = 0; length < whole.length - 8; length++) {
		writeFileSync(file(), whole.subarray(0, length));
		expect(found("query", "a.js")).toBeUndefined();
	}
});

test("where nothing can be written, nothing is said", () => {
	writeFileSync(folder.at("notapse"), "a file and no folder");
	run("query", { "a.js": "A" });
	expect(found("query", "a.js")).toBeUndefined();
});
