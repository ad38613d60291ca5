import { beforeAll, describe, expect, it } from "vitest";
import type { FileFacts, FileTable } from "../../src/model/index.js";
import { createFileTable } from "../../src/query-graph/file-facts.js";
import { loadedVault } from "../support/loaded-vault.js";

const before = Date.now();
let table: FileTable;

beforeAll(async () => {
	table = createFileTable(
		await loadedVault({
			"书/a.md": `---
tags: [课程/RNN, x]
aliases: 甲
up: "[[b]]"
---
#x and #X/y

# One

- [ ] first #t [[b#Two|B]] [due:: 2026-01-02]
  goes on
	- second ^id
> - [x] quoted

- last ![[pic.svg]] [[nowhere]]
`,
			"b.md": "## Two\n\n[[a]]\n",
			"pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
			"data/view.base": "views: []\n",
			none: "x",
		}),
	);
});

function file(path: string): FileFacts {
	return table.get(path)!;
}

describe("the facts of a file", () => {
	it("are there for every file, sorted", () => {
		expect(table.files.map(({ path, name, extension, folder }) => [path, name, extension, folder])).toEqual([
			["b.md", "b", "md", ""],
			["data/view.base", "view", "base", "data"],
			["none", "none", "", ""],
			["pic.svg", "pic", "svg", ""],
			["书/a.md", "a", "md", "书"],
		]);
	});

	it("have size and times", () => {
		for (const { size, created, modified } of table.files) {
			expect(size).toBeGreaterThan(0);
			expect(modified).toBeGreaterThan(before - 2000);
			expect(created).toBeLessThanOrEqual(modified + 1);
			expect(created).toBeGreaterThan(before - 2000);
		}
	});

	it("have tags once, with those above them", () => {
		expect(file("书/a.md").tags).toEqual(["课程/RNN", "x", "X/y", "t"]);
		expect(file("书/a.md").expandedTags).toEqual(["课程/RNN", "课程", "x", "X/y", "t"]);
	});

	it("have links with what they lead to", () => {
		expect(
			file("书/a.md").links.map(({ target, path, heading, display, embed, property, line }) => [
				...[target, path, heading, display, embed, property, line],
			]),
		).toEqual([
			["b", "b.md", undefined, undefined, false, "up", 4],
			["b", "b.md", "Two", "B", false, undefined, 10],
			["pic.svg", "pic.svg", undefined, undefined, true, undefined, 15],
			["nowhere", undefined, undefined, undefined, false, undefined, 15],
		]);
		expect(file("b.md").backlinks).toEqual(["书/a.md"]);
		expect(file("pic.svg").backlinks).toEqual(["书/a.md"]);
		expect(table.resolve("a", "b.md")).toBe("书/a.md");
		expect(table.resolve("pic.svg", "b.md")).toBe("pic.svg");
		expect(table.resolve("nowhere", "b.md")).toBeUndefined();
	});

	it("have list items with all that stands in them", () => {
		expect(
			file("书/a.md").items.map((item) => ({
				is: `${item.line}-${item.endLine} ${item.symbol} [${item.status ?? ""}] ${item.text}`,
				tree: [item.parent, item.children, item.list],
				heading: item.heading?.text,
				block: item.block,
				has: [item.tags, item.links.map(({ target }) => target), item.fields.map(({ key }) => key)],
			})),
		).toEqual([
			{
				is: "10-11 - [ ] first #t [[b#Two|B]] [due:: 2026-01-02]\ngoes on",
				tree: [undefined, [1], 0],
				heading: "One",
				block: undefined,
				has: [["t"], ["b"], ["due"]],
			},
			{ is: "12-12 - [] second ^id", tree: [0, [], 0], heading: "One", block: "id", has: [[], [], []] },
			{
				is: "13-13 - [x] quoted",
				tree: [undefined, [], 2],
				heading: "One",
				block: undefined,
				has: [[], [], []],
			},
			{
				is: "15-15 - [] last ![[pic.svg]] [[nowhere]]",
				tree: [undefined, [], 3],
				heading: "One",
				block: undefined,
				has: [[], ["pic.svg", "nowhere"], []],
			},
		]);
	});
});
