/** What the build makes of the program for Node: that it may be made so, and that little of it is loaded for a question. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AnyNode, parse } from "acorn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStoreBuilder } from "../../src/query/index.js";
import { writeSavedGraph } from "../../src/remote/saved-graph.js";
import { temporary } from "../support/program.js";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const scripts = new Map(
	readdirSync(dist)
		.filter((name) => name.endsWith(".js") && name !== "cli.js")
		.map((name) => [name, readFileSync(join(dist, name), "utf8")]),
);

describe("the scripts", () => {
	test("are ASCII, which is read without being decoded", () => {
		for (const [name, text] of scripts) expect(/[^\x00-\x7f]/.exec(text)?.[0], name).toBeUndefined();
	});

	test("require each other in no circle", () => {
		const done = new Set<string>();
		const visit = (name: string, above: readonly string[]): void => {
			expect(above).not.toContain(name);
			if (done.has(name)) return;
			for (const [, required] of scripts.get(name)!.matchAll(/const [^=;()]*=require\("\.\/([^"]+)"\)/g))
				visit(required!, [...above, name]);
			done.add(name);
		};
		for (const name of scripts.keys()) visit(name, []);
		expect(done.size).toBe(scripts.size);
	});

	test("change nothing of what they have exported", () => {
		for (const [name, text] of scripts) {
			const [, end = ""] = /((?:exports\.[\w$]+=[\w$]+;)+)\s*(?:\/\*.*)?$/s.exec(text) ?? [];
			const exported = new Set(Array.from(end.matchAll(/=([\w$]+);/g), ([, local]) => local!));
			if (exported.size > 0) expect(changedLater(text, exported), name).toEqual([]);
		}
	}, 120_000);
});

/** Names that a function changes when it is called; a variable of its own by that name counts, too. */
function changedLater(text: string, names: ReadonlySet<string>): string[] {
	const changed: string[] = [];
	const walk = (node: AnyNode, called: boolean): void => {
		const target =
			node.type === "AssignmentExpression"
				? node.left
				: node.type === "UpdateExpression"
					? node.argument
					: undefined;
		if (called && target?.type === "Identifier" && names.has(target.name)) changed.push(target.name);
		const within = called || node.type.includes("Function");
		for (const value of Object.values(node) as unknown[]) {
			for (const one of Array.isArray(value) ? value : [value])
				if (typeof (one as AnyNode | null)?.type === "string") walk(one as AnyNode, within);
		}
	};
	walk(parse(text, { ecmaVersion: "latest" }), false);
	return changed;
}

describe("a question to a saved graph", () => {
	const folder = temporary();
	const graph = folder.at("notes.graph");
	const kept = folder.at("cache", "notapse", "code");
	afterAll(folder.remove);
	beforeAll(() => {
		const builder = createStoreBuilder();
		builder.addNode(["Note"], [["title", "LSTM"]]);
		const nothing = () => undefined;
		const of = { keyOf: String, ownerOf: (node: number) => node, namesOf: () => [], textOf: nothing };
		writeSavedGraph(graph, { store: builder.finish(), ...of, sentenceOf: nothing });
	});

	const ask = (env: Record<string, string> = {}) => {
		const args = ["query", "MATCH (n) RETURN n.title", "--backend", graph, "--json"];
		const { stdout, stderr } = spawnSync(process.execPath, [join(dist, "cli.js"), ...args], {
			encoding: "utf8",
			env: { PATH: process.env.PATH, HOME: folder.root, XDG_CACHE_HOME: folder.at("cache"), ...env },
		});
		return { stdout, stderr };
	};
	const answer = { stdout: '[{"n.title":"LSTM"}]\n', stderr: "" };
	const file = () => join(kept, readdirSync(kept)[0]!);

	test("leaves its compiled code to the next one, and loads no more than it needs", () => {
		expect(ask()).toEqual(answer);
		expect(readdirSync(kept)).toEqual([expect.stringMatching(/^query-/)]);
		expect(statSync(file()).mode & 0o777).toBe(0o600);
		const bytes = readFileSync(file());
		const index = JSON.parse(bytes.toString("latin1", 4, 4 + bytes.readUInt32LE(0)));
		const loaded = Object.keys(index.codes);
		expect(loaded).toContain("program.js");
		expect(loaded.length).toBeLessThan(40);
		const text = loaded.map((name) => scripts.get(name)).join("\n");
		expect(text.length).toBeLessThan(600_000);
		// The Markdown parser, the network, what reads vaults, databases, the renderer.
		for (const said of [
			"note/parser-failed",
			"kernel-worker.js",
			".obsidian/app.json",
			"neo4j",
			"<!doctype html>",
		])
			expect(text).not.toContain(said);
		const before = statSync(file()).mtimeMs;
		expect(ask()).toEqual(answer);
		expect(statSync(file()).mtimeMs).toBe(before);
	});

	test("is answered the same whatever lies there", () => {
		const whole = readFileSync(file());
		const cases: readonly (readonly [string, () => void])[] = [
			["nothing", () => writeFileSync(file(), "")],
			["something else", () => writeFileSync(file(), Buffer.alloc(10_000, 0xa5))],
			["what a disk has not kept as it was", () => writeFileSync(file(), flipped(whole))],
			["a part", () => writeFileSync(file(), whole.subarray(0, whole.length / 2))],
			["code of other scripts", () => writeFileSync(file(), renamed(whole))],
			["what others can write", () => chmodSync(file(), 0o666)],
			["in a folder where others can write", () => chmodSync(kept, 0o777)],
		];
		for (const [what, change] of cases) {
			change();
			expect(ask(), what).toEqual(answer);
		}
	});

	test("keeps nothing where that is not wanted", () => {
		expect(ask({ XDG_CACHE_HOME: folder.at("other"), NODE_DISABLE_COMPILE_CACHE: "1" })).toEqual(answer);
		expect(existsSync(folder.at("other"))).toBe(false);
	});
});

/** One bit of the code is another: V8 would run it. */
function flipped(whole: Buffer): Buffer {
	const bytes = Buffer.from(whole);
	bytes[whole.length >> 1]! ^= 16;
	return bytes;
}

/** The codes of two scripts exchanged: V8 is to notice that they are of other texts. */
function renamed(whole: Buffer): Buffer {
	const start = 4 + whole.readUInt32LE(0);
	const index = JSON.parse(whole.toString("latin1", 4, start));
	const [[one, first], [other, second]] = Object.entries(index.codes) as [
		[string, unknown],
		[string, unknown],
	];
	Object.assign(index.codes, { [one]: second, [other]: first });
	const text = JSON.stringify(index).padEnd(start - 4);
	return Buffer.concat([whole.subarray(0, 4), Buffer.from(text, "latin1"), whole.subarray(start)]);
}
