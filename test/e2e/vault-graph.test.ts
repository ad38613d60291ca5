import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { findDeno } from "../../src/cells/run/find-deno.js";
import { notapse, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

/** A cell that reads which notes link which. */
const folder = temporary();
afterAll(folder.remove);

const reader = '# 图\n\n```ts cell reads="vault:graph"\nread("vault:graph")\n```\n';

interface Report {
	readonly ran: number;
	readonly diagnostics: readonly unknown[];
	readonly cells: readonly {
		readonly record: { readonly outputs: readonly { data: Record<string, string> }[] };
	}[];
}

async function run(): Promise<Report> {
	const { stdout } = await notapse(["run", "--vault", folder.at("v"), "--json"], folder.root);
	return JSON.parse(stdout) as Report;
}

describe.skipIf(findDeno() === undefined)("a cell that reads vault:graph", () => {
	test("gets the published notes and their links, and is stale when these change", async () => {
		put(folder.at("v"), {
			"图.md": `---\naliases: [graph]\n---\n${reader}[[b]] ![[b]] [[没有]]\n`,
			"b.md": "[[graph]] #tag/x [[draft]]\n",
			"draft.md": "---\npublish: false\n---\n[[b]]\n",
		});
		const { ran, cells, diagnostics } = await run();
		expect([ran, diagnostics]).toEqual([1, []]);
		const shown = JSON.parse(
			cells[0]!.record.outputs[0]!.data["text/plain"]!.replace(/^["'`]|["'`]$/g, ""),
		) as unknown;
		expect(shown).toEqual({
			notes: [
				{ path: "b.md", title: "b", aliases: [], tags: ["tag/x"], links: [1] },
				{ path: "图.md", title: "图", aliases: ["graph"], tags: [], links: [0] },
			],
		});
		put(folder.at("v"), { "b.md": "[[graph]] #tag/x [[draft]] more prose\n" });
		expect((await run()).ran).toBe(0);
		put(folder.at("v"), { "b.md": "#tag/x [[draft]]\n" });
		expect((await run()).ran).toBe(1);
		rmSync(folder.at("v", "draft.md"));
		expect((await run()).ran).toBe(0);
	});

	test("what is compiled without drafts shows the same result", async () => {
		const { stdout } = await notapse(
			["compile", folder.at("v"), "--out", folder.at("out"), "--no-embed", "--json"],
			folder.root,
		);
		expect(JSON.parse(stdout)).toMatchObject({ summary: { cells: { all: 1, stale: 0, unknown: 0 } } });
	});
});
