/** What authors are told of their programs for Dataview, by every command in the same words and places. */
import { describe, expect, test } from "vitest";
import { answerQueries } from "../../src/answers/answer-queries.js";
import { summarize } from "../../src/answers/answer-summary.js";
import { scriptAnswer } from "../../src/answers/script-answer.js";
import { ranDiagnostics } from "../../src/answers/script-diagnostics.js";
import { scriptFlaws } from "../../src/answers/script-flaw.js";
import { planScripts } from "../../src/answers/script-plan.js";
import { plainText } from "../../src/cli/console.js";
import { formatFinding } from "../../src/cli/format-text.js";
import type { Answer, CellRecord, CellResult, Diagnostic } from "../../src/model/index.js";
import { loadedVault } from "../support/loaded-vault.js";

const clock = { now: Date.UTC(2026, 10, 23, 9), zone: "UTC" };
const block = (code: string) => `\`\`\`dataviewjs\n${code}\n\`\`\`\n`;

/** How the last run of a program went; `at` is where it failed. */
type Ran = "fresh" | "stale" | "never" | "timeout" | { readonly at: readonly [line: number, column: number] };

/** What is told of programs, in the order of notes and lines, by who checks and by who runs. */
async function told(files: Readonly<Record<string, string>>, ran: readonly Ran[]) {
	const loaded = await loadedVault(files);
	const { plan } = await planScripts(loaded, clock, { reads: true });
	const flawOf = await scriptFlaws();
	const results = plan.cells.map(({ key = "" }, i) => resultOf(key, ran[i] ?? "never"));
	const answers = new Map<string, Answer>();
	for (const [i, planned] of plan.cells.entries()) {
		const flaw = planned.key === undefined ? flawOf(planned.compiled.cell.code) : undefined;
		answers.set(`${planned.note} ${planned.script!.query}`, scriptAnswer(planned, results[i]!, flaw));
	}
	const scripts = (path: string, query: number) => answers.get(`${path} ${query}`);
	const given = await answerQueries({ ...loaded, clock, scripts });
	const asked = new Set(plan.cells.keys());
	const byRun = await ranDiagnostics(plan, results, asked, loaded.notes);
	const sources = new Map(loaded.vault.notes.map(({ path, source }) => [path, source]));
	const show = (found: readonly Diagnostic[]) =>
		found.map((one) =>
			formatFinding(one, { source: (path) => sources.get(path), show: String }, 80, plainText),
		);
	const programs = new Map(loaded.notes.map(({ note }) => [note.path, note.queries]));
	return {
		checked: show(given.diagnostics.filter(({ rule }) => rule !== "query/program")),
		remarks: given.diagnostics.filter(({ rule }) => rule === "query/program"),
		ran: show(byRun),
		summary: summarize(given.answers, (path, i) => programs.get(path)?.[i]?.language === "dataviewjs"),
	};
}

function resultOf(key: string, ran: Ran): CellResult {
	const record: CellRecord = {
		...{ schema: 1, key, engine: "deno 2.0.0", seed: 0, status: "ok" },
		...{ outputs: [], tests: [], params: [] },
	};
	if (ran === "never") return { state: "missing" };
	if (ran === "fresh" || ran === "stale") return { state: ran, record };
	if (ran === "timeout") return { state: "fresh", record: { ...record, status: "timeout" } };
	const [line, column] = ran.at;
	const error = { name: "TypeError", message: "no\nstack", frames: [{ key, line, column }] };
	return { state: "fresh", record: { ...record, status: "error", error } };
}

describe("a program that failed", () => {
	test("is told where it failed, in quotes, lists, behind emoji and after CRLF too", async () => {
		const { checked, ran } = await told(
			{
				"a.md": `🎉🎉 \`$= 长度.x\`\r\n\r\n${block('dv.paragraph("😀");  状态.of();')
					.replace(/^(?=.)/gm, "> ")
					.replaceAll(
						"\n",
						"\r\n",
					)}\r\n- item\r\n\r\n${block("\n  a.b").replace(/^/gm, "  ").replaceAll("\n", "\r\n")}`,
			},
			[{ at: [1, 1] }, { at: [1, 22] }, { at: [2, 3] }],
		);
		expect(checked).toEqual([
			[
				"warning[query/wrong]: TypeError: no",
				" --> a.md:1:10",
				"  |",
				"1 | 🎉🎉 `$= 长度.x`",
				"  |          ^^^^",
			].join("\n"),
			[
				"warning[query/wrong]: TypeError: no",
				" --> a.md:4:24",
				"  |",
				'4 | > dv.paragraph("😀");  状态.of();',
				"  |                        ^^^^",
			].join("\n"),
			["warning[query/wrong]: TypeError: no", "  --> a.md:11:5", "   |", "11 |     a.b", "   |     ^"].join(
				"\n",
			),
		]);
		expect(ran).toEqual(checked);
	});

	test("by taking too long is told in words that are true of programs", async () => {
		const { checked, ran } = await told({ "a.md": block("\nfor (;;);") }, ["timeout"]);
		expect(checked[0]).toMatch(
			/^warning\[query\/costly\]: This program did not end within 10 s\.\n --> a\.md:1:1\n/,
		);
		expect(ran).toEqual(checked);
	});

	test("and has been changed since is told to be old, and no more", async () => {
		const { checked, remarks } = await told({ "a.md": block("a.b") }, ["stale"]);
		expect(checked).toEqual([]);
		expect(remarks.map(({ message }) => message)).toEqual([
			"1 JavaScript program for Dataview is shown with the result of an earlier run, and may give another one now.",
		]);
	});
});

describe("a program that cannot be run", () => {
	test.each([
		["let x = ;", "1:9: This program cannot be read: Unexpected “;”."],
		[
			'dv.span(1)\n import "fs"',
			"2:2: This program cannot be read: A program for Dataview can neither import nor export.",
		],
		['await import("node:fs")', "1:14: A program for Dataview imports nothing."],
	])("%s", async (code, sentence) => {
		const { checked, remarks, ran } = await told({ "a.md": block(code) }, []);
		const [, message, line, column] = /^warning\[query\/wrong\]: (.*)\n --> a\.md:(\d+):(\d+)/.exec(
			checked[0]!,
		)!;
		expect(`${Number(line) - 1}:${column}: ${message}`).toBe(sentence);
		expect(remarks).toEqual([]);
		expect(ran).toEqual(checked);
	});
});

test("programs that never ran are one remark, whatever their number; drafts are not run", async () => {
	const { remarks, checked, summary } = await told(
		{
			"a.md": block("1").repeat(3),
			"b.md": `${block("2")}\`$= 3\`\n\n${block("=")}\n\`\`\`dataview\nLIST\n\`\`\`\n\`\`\`dataview\nLIST FROM (\n\`\`\``,
			"c.md": `---\ndraft: true\n---\n${block("4")}`,
		},
		["fresh", "stale"],
	);
	expect(remarks).toMatchObject([
		{
			severity: "info",
			message:
				"3 JavaScript programs for Dataview in 2 notes have never been run, so that pages show their code.",
			...{ path: "a.md", position: { line: 7 }, hint: "notapse run" },
		},
		{ severity: "info", path: "a.md", position: { line: 4 } },
	]);
	expect(checked.length).toBe(2);
	expect(summary).toEqual({
		questions: { all: 2, failed: 1 },
		programs: { all: 7, stale: 1, unknown: 4, failed: 1 },
	});
});
