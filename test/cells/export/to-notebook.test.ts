import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { toNotebook } from "../../../src/cells/export/to-notebook.js";
import type { Cell, CellOptions, CellRecord, CompiledCell } from "../../../src/model/index.js";

const options: CellOptions = {
	...{ seed: 1, timeout: 10, memory: 512, reads: [], params: [], impure: false },
	...{ echo: "show", output: "show", page: "static", expectError: false },
};

/** The fences of a note that are cells, as the parser would find them. */
function cellsOf(source: string, more: Partial<CellOptions> = {}): CompiledCell[] {
	return [...source.matchAll(/```(ts|py) cell.*\n([\s\S]*?)\n```/g)].map((match) => {
		const cell: Cell = {
			...{ form: "fence", path: "笔记.md", language: match[1] as "ts" | "py", code: match[2]!, lines: [] },
			span: { start: match.index, end: match.index + match[0].length },
			options: { ...options, ...more },
		};
		return { cell } as CompiledCell;
	});
}

function record(more: Partial<CellRecord>): CellRecord {
	return {
		...{
			schema: 1,
			key: "k",
			engine: "deno 2.9.6",
			seed: 1,
			status: "ok",
			outputs: [],
			tests: [],
			params: [],
		},
		...more,
	};
}

function notebook(source: string, records: readonly (CellRecord | undefined)[] = [], more = {}) {
	const cells = cellsOf(source, more).map((compiled, i) => {
		const found = records[i];
		return found === undefined ? { compiled } : { compiled, record: found };
	});
	return toNotebook({ source, title: "笔记", cells });
}

const note = `---
tags: [门控]
---
# 门

开头。

\`\`\`ts cell id=a
const a = 1;
a
\`\`\`

> 中间

\`\`\`ts
不是单元
\`\`\`

\`\`\`ts cell
a + 1
\`\`\`
`;

describe("a note as a notebook", () => {
	it("keeps text and cells in their order", () => {
		const { cells, nbformat, nbformat_minor, metadata } = JSON.parse(notebook(note));
		expect([nbformat, nbformat_minor, metadata.kernelspec.name]).toEqual([4, 5, "deno"]);
		expect(
			cells.map((cell: { cell_type: string; source: string[] }) => [cell.cell_type, cell.source.join("")]),
		).toEqual([
			["raw", "---\ntags: [门控]\n---"],
			["markdown", "# 门\n\n开头。"],
			["code", "const a = 1;\na"],
			["markdown", "> 中间\n\n```ts\n不是单元\n```"],
			["code", "a + 1"],
		]);
		expect(new Set(cells.map(({ id }: { id: string }) => id)).size).toBe(5);
	});

	it("keeps outputs, tests and errors", () => {
		const { cells } = JSON.parse(
			notebook(note, [
				record({
					outputs: [
						{ output_type: "stream", name: "stdout", text: "一\n二" },
						{
							output_type: "execute_result",
							data: { "text/plain": "1", "application/json": { x: 1 } },
							metadata: {},
						},
					],
					tests: [{ name: "t", ok: true }],
				}),
				record({
					status: "error",
					error: { name: "TypeError", message: "坏了", frames: [{ key: "k", line: 1, column: 3 }] },
				}),
			]),
		);
		const [first, second] = cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
		expect(first.outputs).toEqual([
			{ output_type: "stream", name: "stdout", text: ["一\n", "二"] },
			{
				...{ output_type: "execute_result", metadata: {}, execution_count: null },
				data: { "text/plain": ["1"], "application/json": { x: 1 } },
			},
		]);
		expect(first.metadata.notapse.tests).toEqual([{ name: "t", ok: true }]);
		expect(second.outputs).toEqual([
			{
				output_type: "error",
				ename: "TypeError",
				evalue: "坏了",
				traceback: ["TypeError: 坏了", "    at cell (1:3)"],
			},
		]);
	});

	it("speaks the language of most of its cells", () => {
		const python = "```py cell\nx = 1\n```\n\n```py cell\nx\n```\n\n```ts cell\n1\n```\n";
		expect(JSON.parse(notebook(python)).metadata.kernelspec.name).toBe("python3");
	});

	it("hides the programs that the page hides", () => {
		const [, cell] = JSON.parse(notebook("文\n\n```ts cell\n1\n```", [], { echo: "hide" })).cells;
		expect(cell.metadata.jupyter).toEqual({ source_hidden: true });
	});

	const python = "/usr/bin/python3";
	const hasNbformat = spawnSync(python, ["-c", "import nbformat"]).status === 0;
	if (!hasNbformat) console.warn("no python3-nbformat: notebooks are not validated by it");
	it.skipIf(!hasNbformat)("is valid for nbformat", () => {
		const svg = { "image/svg+xml": "<svg/>", "text/html": "<b>x</b>\n<i>y</i>", "text/plain": "x" };
		const text = notebook(note, [
			record({ outputs: [{ output_type: "display_data", data: svg, metadata: {} }] }),
			record({ status: "timeout" }),
		]);
		const script = "import sys, nbformat; nbformat.validate(nbformat.reads(sys.stdin.read(), as_version=4))";
		const { status, stderr } = spawnSync(python, ["-c", script], { input: text, encoding: "utf8" });
		expect(stderr).toBe("");
		expect(status).toBe(0);
	});
});
