import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadVault } from "../../src/compile.js";
import { type PlannedVault, planVault } from "../../src/load.js";
import { compileOptions, temporary } from "../support/program.js";

/** What a vault is planned from must not depend on what was kept of it, nor on how much of a note was made. */
let folder: ReturnType<typeof temporary>;
const write = (name: string, text: string) => writeFileSync(join(folder.at("vault"), name), text);

beforeEach(() => {
	folder = temporary();
	mkdirSync(folder.at("vault"), { recursive: true });
	write("a.md", "# A\n\n```ts cell id=a\nexport const a: number = 1;\n```\n");
	write("b.md", '见 [[a]]。\n\n```ts cell\nimport { a } from "[[a#a]]";\na + 1;\n```\n');
	write("c.md", "---\naliases: [丙]\n---\n```py cell\nx = 1\n```\n");
	write("a.cell.ts", "export const beside = 2;\n");
});
afterEach(() => folder.remove());

async function plan(cache: string | false = folder.at("cache")): Promise<object> {
	const options = await compileOptions(folder.at("vault"), folder.at("out"), { flags: { embed: false } });
	return said(await planVault({ ...options, cache }));
}

async function load(): Promise<object> {
	const options = await compileOptions(folder.at("vault"), folder.at("out"), { flags: { embed: false } });
	return said(await loadVault({ ...options, cache: folder.at("cache") }));
}

function said({ notes, graph, plan: planned }: PlannedVault): object {
	return {
		notes: notes.map(({ note, cells }) => ({ note, cells })),
		graph: graph.graph.export(),
		keys: planned.cells.map(({ key }) => key),
	};
}

const edits: readonly [what: string, name: string, text: string][] = [
	["a cell", "b.md", '见 [[a]]。\n\n```ts cell\nimport { a } from "[[a#a]]";\na + 2;\n```\n'],
	["prose", "b.md", '见 [[丙]]。\n\n```ts cell\nimport { a } from "[[a#a]]";\na + 1;\n```\n'],
	["a cell that cannot be read", "b.md", "```ts cell\nconst = ;\n```\n"],
	[
		"what stands around cells",
		"b.md",
		'又见 [[a]]。\n\n文字\n\n```ts cell\nimport { a } from "[[a#a]]";\na + 1;\n```\n\n```ts cell\n2;\n```\n',
	],
	["a module", "a.cell.ts", "export const beside = 3;\n"],
	["a new note", "d.md", "[[a]]\n\n> [!note] Callout\n> ==text== $x^2$\n"],
];

it.each(edits)("is the same after an edit of %s, whatever was kept", async (_what, name, text) => {
	expect(await load()).toEqual(await plan(false));
	write(name, text);
	const fresh = await plan(false);
	expect(await plan()).toEqual(fresh);
	expect(await plan()).toEqual(fresh);
	expect(await load()).toEqual(fresh);
	expect(await plan()).toEqual(fresh);
});

it("keeps what an edited note says, and the whole note when that is made", async () => {
	await load();
	const kept = () => readdirSync(join(folder.at("cache"), "notes")).length;
	const before = kept();
	write("b.md", "[[a]] anew\n");
	await plan();
	expect(kept()).toBe(before + 1);
	await plan();
	expect(kept()).toBe(before + 1);
	await load();
	expect(kept()).toBe(before + 2);
});
