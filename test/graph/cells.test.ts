import { describe, expect, it } from "vitest";
import { buildGraph, checkVault } from "../../src/graph/index.js";
import type { CompiledCell, ConceptGraph, Link, NoteCells } from "../../src/model/index.js";
import { parseNote } from "../../src/notes/index.js";
import { vaultOf } from "./support/vault.js";

/** Notes, each with the targets that its cells import: `{"a.md": "text", …}` and `{"a.md": ["b#c reads=x.csv"]}`. */
function graphOf(
	files: Record<string, string>,
	imports: Record<string, readonly string[]>,
	unpublished: "include" | "exclude" = "include",
): ConceptGraph & { readonly told: string[] } {
	const vault = vaultOf(files);
	const notes = vault.notes.map((file) => parseNote(file).note);
	const cells = Object.entries(imports).map(
		([note, written]): NoteCells => ({
			note,
			cells: written.map((line, i) => cellOf(note, line, i)),
		}),
	);
	const graph = buildGraph({
		vault,
		notes,
		canvases: [],
		cells,
		options: { aliasLinks: false, unpublished },
	});
	const told = checkVault({ vault, notes, canvases: [], graph })
		.filter(({ rule }) => rule.startsWith("cell/"))
		.map(({ rule, severity, message, position, hint, path }) =>
			[
				`${path}:${position?.line} ${severity} ${rule}: ${message}`,
				...(hint === undefined ? [] : [`(${hint})`]),
			].join(" "),
		);
	return { ...graph, told };
}

function cellOf(note: string, line: string, index: number): CompiledCell {
	const [targets = "", reads = ""] = line.split(" reads=");
	const position = { line: 10 + index, column: 1, offset: 0 };
	const links = targets
		.split(",")
		.filter((target) => target !== "")
		.map((target): Link => {
			const [name = "", heading] = target.split("#");
			return {
				...{ kind: "link", format: "wiki", target: name, span: { start: 0, end: 1 }, position },
				...(heading !== undefined && { heading }),
			};
		});
	const options = { reads: reads.split(",").filter((name) => name !== "") };
	const form = line.includes("sidecar") ? "sidecar" : "fence";
	return {
		cell: { form, path: note, lines: [position], span: { start: 0, end: 1 }, options },
		facts: {},
		links: links.filter(({ target }) => target !== "sidecar"),
		diagnostics: [],
	} as unknown as CompiledCell;
}

function edges({ graph }: ConceptGraph): string[] {
	return graph.mapEdges((_, { kind, line }, source, target) => `${source} ${kind}${line ?? ""} ${target}`);
}

describe("imports of cells", () => {
	it("are found as links in prose are, and are edges of their own kind", () => {
		const graph = graphOf(
			{ "a.md": "[[b]] [[深/网络]]", "b.md": "[[a]]", "深/网络.md": "" },
			{ "a.md": ["b#x,网络", "sidecar,b"] },
		);
		expect(edges(graph)).toEqual([
			...["a.md link1 b.md", "a.md link1 深/网络.md", "b.md link1 a.md"],
			...["a.md import10 b.md", "a.md import10 深/网络.md", "a.md import b.md"],
		]);
		expect(graph.told).toEqual([]);
	});

	it("lead to the note of the cell itself", () => {
		const graph = graphOf({ "a.md": "", "b.md": "[[a]]" }, { "a.md": ["#x", "a"] });
		expect(
			graph.cells.get("a.md")?.flatMap(({ imports }) => imports.map(({ resolution }) => resolution)),
		).toEqual([
			{ kind: "found", path: "a.md" },
			{ kind: "found", path: "a.md" },
		]);
		expect(graph.told).toEqual([]);
	});

	it.each([
		[
			"nowhere",
			"长短期记忆网",
			"error cell/unresolved-import: Nothing in the vault is called “长短期记忆网”. (did you mean “[[长短期记忆网络]]”?)",
		],
		[
			"nowhere, with a cell",
			"长短期记忆网#流",
			"error cell/unresolved-import: Nothing in the vault is called “长短期记忆网”. (did you mean “[[长短期记忆网络#流]]”?)",
		],
		[
			"nowhere, with another name of a note",
			"LSTM",
			"error cell/unresolved-import: Nothing in the vault is called “LSTM”. (did you mean “[[长短期记忆网络]]”?)",
		],
		["nowhere at all", "zzzzzz", "error cell/unresolved-import: Nothing in the vault is called “zzzzzz”."],
		[
			"out of the vault",
			"../x",
			"error cell/unresolved-import: “../x” leads out of the vault, where nothing is ever read. (move the note into the vault)",
		],
		[
			"to several notes",
			"门",
			"error cell/ambiguous-import: “门” may be any of 2 files, and a program needs to know which. (write the folder too, for instance “[[一/门]]”)",
		],
		[
			"to what is no note",
			"t.csv",
			"error cell/unresolved-import: “t.csv” is no note, and only notes have cells.",
		],
		[
			"to the module of a note",
			"t.cell.ts",
			"error cell/unresolved-import: “t.cell.ts” is no note, and only notes have cells. (a module belongs to the note beside it: “[[t]]”)",
		],
		[
			"to a note that is not linked",
			"b",
			"info cell/not-linked: “b” is imported here, and no link of the note leads there. (link [[b]] in the text, so that readers and Obsidian know it too)",
		],
	])("may lead %s", (_, target, told) => {
		const files = {
			"a.md": "[[长短期记忆网络]]",
			"b.md": "[[a]]",
			"长短期记忆网络.md": "---\naliases: LSTM\n---\n",
			"一/门.md": "",
			"二/门.md": "",
			"t.csv": "",
			"t.cell.ts": "",
		};
		expect(graphOf(files, { "a.md": [target] }).told).toEqual([`a.md:10 ${told}`]);
	});

	it("say once for each note that it is not linked", () => {
		const { told } = graphOf({ "a.md": "", "b.md": "", "c.md": "" }, { "a.md": ["b,b,c", "b"] });
		expect(told.map((line) => line.replace(/:.*“(.)”.*/, " $1"))).toEqual(["a.md b", "a.md c"]);
	});

	it("of an unwritten note make an unwritten concept", () => {
		expect(edges(graphOf({ "a.md": "" }, { "a.md": ["不在"] }))).toEqual(["a.md import10 ?不在"]);
	});

	it("of drafts are told, and are no edges of what is published", () => {
		const files = { "a.md": "[[d]]", "d.md": "---\npublish: false\n---\n" };
		const shown = graphOf(files, { "a.md": ["d"], "d.md": ["zzzzzz"] }, "exclude");
		expect(shown.told).toEqual([
			"a.md:10 warning cell/unpublished-import: “d” is not published: readers see what this cell gave, but cannot run it.",
		]);
		expect(shown.graph.hasNode("d.md")).toBe(false);
		expect(edges(shown)).toEqual(["a.md link1 ?d", "a.md import10 ?d"]);
		expect(shown.cells.get("d.md")).toHaveLength(1);
		const all = graphOf(files, { "d.md": ["zzzzzz"] });
		expect(all.told).toEqual([
			"d.md:10 warning cell/unresolved-import: Nothing in the vault is called “zzzzzz”.",
		]);
	});
});

describe("a link to a cell", () => {
	const cell = "```ts cell id=流\n1\n```\n";

	it("is one by its id, written like a heading", () => {
		const files = {
			"a.md": "[[b#流]] ![[b#流]] [[#流]]",
			"b.md": `# 题\n\n\`\`\`js cell\n0\n\`\`\`\n\n${cell}${cell}`,
		};
		const { resolved, diagnostics } = graphOf(files, {});
		expect(resolved.get("a.md")?.map(({ resolution }) => resolution)).toEqual([
			{ kind: "found", path: "b.md", anchor: { kind: "cell", index: 1, id: "流" } },
			{ kind: "found", path: "b.md", anchor: { kind: "cell", index: 1, id: "流" } },
			{ kind: "found", path: "a.md", dead: "heading" },
		]);
		expect(diagnostics.map(({ rule }) => rule)).toEqual(["link/heading"]);
	});

	it("is one to a heading of the same name, if there is one", () => {
		const { resolved } = graphOf({ "a.md": "[[b#流]]", "b.md": `${cell}\n# 流\n` }, {});
		expect(resolved.get("a.md")?.[0]?.resolution).toMatchObject({ anchor: { kind: "heading", index: 0 } });
	});
});

describe("files that cells read", () => {
	it("are found by name, as attachments are", () => {
		const graph = graphOf(
			{ "a.md": "", "x/数据.csv": "", "b#1.csv": "" },
			{ "a.md": [" reads=数据.csv,b#1.csv"] },
		);
		expect(graph.cells.get("a.md")?.[0]?.reads).toEqual([
			{ kind: "found", path: "x/数据.csv" },
			{ kind: "found", path: "b#1.csv" },
		]);
		expect(graph.told).toEqual([]);
	});

	it("are told when they are not there, or there twice", () => {
		const files = { "a.md": "", "x/数据.csv": "", "y/数据.csv": "", "表格数据.csv": "" };
		expect(graphOf(files, { "a.md": [" reads=数据.csv,表格数剧.csv"] }).told).toEqual([
			"a.md:10 error cell/ambiguous-read: This cell reads “数据.csv”, which may be any of 2 files. (write the folder too)",
			"a.md:10 error cell/unresolved-read: This cell reads “表格数剧.csv”, and no file of the vault is called so. (did you mean “表格数据.csv”?)",
		]);
	});
});
