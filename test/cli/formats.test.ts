import { describe, expect, it } from "vitest";
import { plainText } from "../../src/cli/console.js";
import {
	countFindings,
	findingsExitCode,
	matchesRule,
	sortFindings,
	thousands,
} from "../../src/cli/findings.js";
import { formatGithub } from "../../src/cli/format-github.js";
import { toSarif } from "../../src/cli/format-sarif.js";
import { formatText } from "../../src/cli/format-text.js";
import type { Diagnostic } from "../../src/model/index.js";

const source = "# GRU\n见 [[梯度消逝]] 一节。\n";
const start = source.indexOf("[[");

const unresolved: Diagnostic = {
	rule: "link/unresolved",
	severity: "warning",
	message: "No note is named “梯度消逝”.",
	path: "深度 学习/GRU.md",
	span: { start, end: start + 8 },
	position: { line: 2, column: 3, offset: start },
	hint: "did you mean [[梯度消失]]?",
};
const orphan: Diagnostic = {
	rule: "note/orphan",
	severity: "info",
	message: "Nothing links here.",
	path: "a.md",
};
const whole: Diagnostic = {
	rule: "vault/settings",
	severity: "error",
	message: "50 % of\n.obsidian is unreadable: why?",
	related: ["a.md", "b,c.md"],
};
const all = sortFindings([unresolved, orphan, whole]);
const sourceOf = (path: string) => (path === unresolved.path ? source : undefined);
const show = (path: string) => `vault/${path}`;

describe("text", () => {
	it("shows each finding with its line, and sums up", () => {
		const text = formatText({ diagnostics: all, source: sourceOf, show, notes: 1204 }, 80, plainText);
		expect(text).toBe(
			`
error[vault/settings]: 50 % of␊.obsidian is unreadable: why?
  = see: vault/a.md
  = see: vault/b,c.md

info[note/orphan]: Nothing links here.
 --> vault/a.md

warning[link/unresolved]: No note is named “梯度消逝”.
 --> vault/深度 学习/GRU.md:2:3
  |
2 | 见 [[梯度消逝]] 一节。
  |    ^^^^^^^^^^^^
  = help: did you mean [[梯度消失]]?

✘ 1 error, 1 warning, 1 remark in 3 files (1,204 notes checked)`.trimStart(),
		);
	});

	it("says so when there is nothing", () => {
		const view = { diagnostics: [], source: sourceOf, show, notes: 3 };
		expect(formatText(view, 80, plainText)).toBe("✔ 3 notes checked, nothing found");
	});
});

describe("GitHub annotations", () => {
	it("are one line each, whatever a message holds", () => {
		expect(formatGithub(all, show).split("\n")).toEqual([
			"::error title=vault/settings::50 %25 of␊.obsidian is unreadable: why?",
			"::notice file=vault/a.md,title=note/orphan::Nothing links here.",
			"::warning file=vault/深度 学习/GRU.md,line=2,col=3,endColumn=11,title=link/unresolved::No note is named “梯度消逝”. Did you mean [[梯度消失]]?",
		]);
	});

	it("escape what would end a property", () => {
		const text = formatGithub([{ ...orphan, path: "a,line=1::x.md" }], (path) => path);
		expect(text).toBe("::notice file=a%2Cline=1%3A%3Ax.md,title=note/orphan::Nothing links here.");
	});
});

describe("SARIF", () => {
	const log = JSON.parse(JSON.stringify(toSarif(all, { version: "1.2.3", show, source: sourceOf })));
	const [run] = log.runs;

	it("has what 2.1.0 requires", () => {
		expect(log.version).toBe("2.1.0");
		expect(run.tool.driver).toMatchObject({ name: "notapse", semanticVersion: "1.2.3" });
		for (const result of run.results) {
			expect(result.message.text).toEqual(expect.any(String));
			expect(["error", "warning", "note"]).toContain(result.level);
			expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
		}
	});

	it("names rules once, sorted", () => {
		expect(run.tool.driver.rules).toEqual([
			{ id: "link/unresolved", name: "LinkUnresolved" },
			{ id: "note/orphan", name: "NoteOrphan" },
			{ id: "vault/settings", name: "VaultSettings" },
		]);
	});

	it("points with an encoded URI and a half-open region in UTF-16 units", () => {
		const [location] = run.results[2].locations;
		expect(location.physicalLocation).toEqual({
			artifactLocation: { uri: `vault/${encodeURIComponent("深度 学习")}/GRU.md` },
			region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 11 },
		});
		expect(run.results[0].locations).toBeUndefined();
		expect(run.results[0].relatedLocations).toHaveLength(2);
	});

	it("survives names that have no UTF-8 form", () => {
		const odd = { ...orphan, path: "\ud800.md" };
		const text = JSON.stringify(toSarif([odd], { version: "1", show, source: sourceOf }));
		expect(text).toContain(`"vault/${encodeURIComponent("\ufffd")}.md"`);
	});

	it("counts the lines of a longer span", () => {
		const long = { ...unresolved, span: { start, end: source.length } };
		const text = JSON.stringify(toSarif([long], { version: "1", show, source: sourceOf }));
		expect(text).toContain('{"startLine":2,"startColumn":3,"endLine":3,"endColumn":1}');
	});
});

describe("findings", () => {
	it("are counted by severity and rule", () => {
		expect(countFindings([orphan, unresolved, orphan])).toEqual({
			error: 0,
			warning: 1,
			info: 2,
			rules: [
				{ rule: "note/orphan", count: 2 },
				{ rule: "link/unresolved", count: 1 },
			],
		});
	});

	it.each([
		[[orphan], false, 0],
		[[orphan], true, 0],
		[[unresolved], false, 0],
		[[unresolved], true, 1],
		[[whole], false, 1],
	] as const)("exit code of case %#", (found, strict, code) => {
		expect(findingsExitCode(countFindings(found), strict)).toBe(code);
	});

	it.each([
		["link/unresolved", [], true],
		["link/unresolved", ["link"], true],
		["link/unresolved", ["link/unresolved"], true],
		["link/unresolved", ["lin", "tag"], false],
	])("%s is asked for by %j: %s", (rule, asked, expected) => {
		expect(matchesRule(rule, asked)).toBe(expected);
	});

	it.each([
		[0, "0"],
		[999, "999"],
		[1000, "1,000"],
		[1234567, "1,234,567"],
	])("%i is written %s", (count, text) => {
		expect(thousands(count)).toBe(text);
	});
});
