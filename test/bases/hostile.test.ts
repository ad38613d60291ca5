/** Bases that mean harm, or were written by nobody. */
import { beforeAll, describe, expect, test } from "vitest";
import { readBase } from "../../src/bases/document/read-base.js";
import { parseExpression } from "../../src/bases/language/parse-expression.js";
import { parseQuery } from "../../src/query/index.js";
import { type AskedVault, vaultOf } from "./ask-base.js";

let vault: AskedVault;

beforeAll(async () => {
	const files = Array.from(
		{ length: 30 },
		(_, i) => [`n${i}.md`, `---\nprice: ${i}\ntext: ${"a".repeat(50)}\n---\n`] as const,
	);
	vault = await vaultOf(Object.fromEntries(files));
});

/** The problem of a formula's base. */
async function problemOf(formula: string): Promise<string> {
	return vault.value(formula, { of: "n1.md" });
}

describe("YAML", () => {
	test("a bomb of anchors ends early", () => {
		const levels = Array.from({ length: 30 }, (_, i) =>
			i === 0 ? "a0: &a0 [x == 1]" : `a${i}: &a${i} {and: [*a${i - 1}, *a${i - 1}, *a${i - 1}]}`,
		);
		const { problems } = readBase(`${levels.join("\n")}\nfilters: *a29\n`);
		expect(problems[0]?.message).toMatch(/anchors|entries|nested/);
	});

	test.each([
		["[".repeat(10_000), /nested too deep|no YAML/],
		[
			`filters:\n${Array.from({ length: 200 }, (_, i) => `${"  ".repeat(i + 1)}and:`).join("\n")}`,
			/nested|No|must/,
		],
		["x".repeat(300_000), /at most 200000 characters/],
		["filters: &a {and: [*a]}", /anchors|nested|no YAML|There is/i],
		["filters: 'a\n", /no YAML/],
		["- a\n- b", /A base is a map/],
		["views: 3", /views must be a list/],
		["views:\n  - table", /A view is a map/],
		["filters: {and: {or: {}}, [a]: b}", /key/],
	])("%# is told", (yaml, message) => {
		const { problems } = readBase(yaml);
		if (problems.length === 0) expect(yaml).toMatch(/and:$/);
		else expect(problems[0]?.message).toMatch(message);
	});

	test("keys that JavaScript knows are keys", async () => {
		const code = `formulas: {__proto__: '1', constructor: '2', toString: formula.__proto__ + formula.constructor}
properties: {__proto__: {displayName: P}}
views: [{type: table, limit: 1, order: [formula.__proto__, formula.toString, __proto__], summaries: {__proto__: constructor}}]`;
		expect(await vault.shown(code)).toBe(
			"__proto__# | toString# | P\n1 | 3 | nothing\n\n! There is no summary constructor.",
		);
		expect(({} as Record<string, unknown>).displayName).toBeUndefined();
	});

	test("many views, formulas and columns are bounded", async () => {
		const many = (count: number, make: (i: number) => string) =>
			Array.from({ length: count }, (_, i) => make(i)).join("\n");
		const formulas = `formulas:\n${many(600, (i) => `  f${i}: ${i}`)}`;
		const views = `views:\n${many(120, (i) => `  - {type: list, name: v${i}, limit: 1, order: [formula.f0]}`)}`;
		const { views: answered, problem } = await vault.answer(`${formulas}\n${views}`);
		expect(answered).toHaveLength(40);
		expect(problem?.message).toBe("A base can have at most 500 formulas. (and 1 more)");
	});
});

describe("expressions", () => {
	const deep = (open: string, close: string, count: number) => `${open.repeat(count)}1${close.repeat(count)}`;

	test.each([
		deep("(", ")", 5_000),
		deep("[", "]", 5_000),
		deep("!", "", 10_000),
		deep("f(", ")", 5_000),
		deep("-", "", 10_000),
		`a${".b".repeat(9_000)}`,
		`a${"[0]".repeat(6_000)}`,
		`1${" - 1".repeat(4_000)}`,
	])("%#: too deep is told", (source) => {
		expect(() => parseExpression(source)).toThrow(/nested \d+ levels deep/);
	});

	test.each([
		"(".repeat(60),
		"[[".repeat(30),
		"a.b(".repeat(20),
	])("%s: what is left open is told", (source) => {
		expect(() => parseExpression(source)).toThrow(/missing|too early|nested|deep/);
	});

	test("chains are long, not deep", async () => {
		expect(await problemOf(`1${" + 1".repeat(900)}`)).toBe("901");
		expect(await problemOf(`${"price > 0 && ".repeat(900)}true`)).toBe("true");
		expect(await problemOf(`1${" + 1".repeat(2000)}`)).toMatch(/1000 parts side by side/);
		expect(await problemOf("1".repeat(20_001))).toMatch(/at most 20000 characters/);
	});

	test("what is read can be printed, and read again by the engine", async () => {
		const { baseQueries } = await import("../../src/bases/index.js");
		const nested = (depth: number) =>
			`${"if(price > 1, [".repeat(depth)}1${"].map(value + 1), 2)".repeat(depth)}`;
		const code = JSON.stringify({
			formulas: { x: nested(14) },
			views: [{ type: "list", order: ["formula.x"] }],
		});
		const { views, problems } = await baseQueries({ code }, { files: vault.files, language: "en" });
		expect(problems).toEqual([]);
		expect(() => parseQuery(views[0]!.query)).not.toThrow();
		expect((await vault.answer(code)).problem).toBeUndefined();
	});

	test.each([
		["'a'.repeat(1000000000)", "! A text can have at most 1000000 characters, and this would have more."],
		["'a'.repeat(-1)", "! A text cannot be repeated less than no times."],
		["'ab'.repeat(1e300)", "! A text can have at most 1000000 characters, and this would have more."],
		[
			"'a'.repeat(1000).replace('a', 'b'.repeat(10000))",
			"! A text can have at most 1000000 characters, and this would have more.",
		],
		[
			"'a'.repeat(1000).replace(/a/g, '$&'.repeat(2000))",
			"! A text can have at most 1000000 characters, and this would have more.",
		],
		[
			"'a'.repeat(1000).split('').join('b'.repeat(10000))",
			"! A text can have at most 1000000 characters, and this would have more.",
		],
		[
			"'a'.repeat(900000) + 'b'.repeat(900000)",
			"! A text can have at most 1000000 characters, and this would have more.",
		],
		["[1,2,3].reduce([acc, acc, acc, acc].flat(), [1]).length", "64"],
		[
			"'x'.repeat(40).split('').reduce([acc, acc], 1).isType('list')",
			"! A list can hold at most 100000 values, and this would hold more.",
		],
		[
			"'x'.repeat(40).split('').reduce(acc + acc, 'ab').length",
			"! A text can have at most 1000000 characters, and this would have more.",
		],
		["1e999", '"Infinity"'],
		["number('0x10')", "16"],
		["''.slice(-1e300, 1e300)", '""'],
		["date(1e300)", "! a number is no date: dates are written YYYY-MM-DD HH:mm:ss."],
	])("%s", async (formula, value) => {
		expect(await problemOf(formula)).toBe(value);
	});

	test.each([
		["(a+)+$", "false"],
		["(a|a)*$", "true"],
		["(a|aa)+$", "false"],
		["((a*)*)*$", "true"],
		["(.*a){25}$", "false"],
	])("/%s/ takes no time", async (pattern, found) => {
		expect(await problemOf(`/${pattern}/.matches(text + "!")`)).toBe(found);
		expect(await problemOf(`(text + "!").replace(/${pattern}/g, "").length`)).toBe("51");
	});

	test("formulas that double each other end in a problem of their cell", async () => {
		const doubling = Object.fromEntries(
			Array.from({ length: 45 }, (_, i) => [
				`f${i}`,
				i === 0 ? "text" : `formula.f${i - 1} + formula.f${i - 1}`,
			]),
		);
		const lists = Object.fromEntries(
			Array.from({ length: 45 }, (_, i) => [
				`f${i}`,
				i === 0 ? "[1]" : `[formula.f${i - 1}, formula.f${i - 1}]`,
			]),
		);
		for (const formulas of [doubling, lists]) {
			const code = JSON.stringify({ formulas, views: [{ type: "list", limit: 1, order: ["formula.f44"] }] });
			expect(await vault.shown(code)).toMatch(/^! A (text|list) can/);
		}
	});

	test("long chains of formulas are refused", async () => {
		const formulas = Object.fromEntries(
			Array.from({ length: 300 }, (_, i) => [`f${i}`, i === 0 ? "1" : `formula.f${i - 1} + 1`]),
		);
		const code = JSON.stringify({ formulas, views: [{ type: "list", limit: 1, order: ["formula.f299"] }] });
		expect(await vault.shown(code)).toMatch(/More than 50 formulas follow from each other/);
	});
});

describe("budgets", () => {
	const costly = JSON.stringify({
		formulas: {
			x: "'a'.repeat(1000).split('').map('a'.repeat(1000).split('').map('a'.repeat(1000).split('').filter(value == 'b').length).mean()).mean()",
		},
		views: [{ type: "list", order: ["formula.x"] }],
	});

	test("time", async () => {
		const { views, problem } = await vault.answer(costly, {}, { time: 200 });
		expect(views).toEqual([]);
		expect(problem).toMatchObject({ kind: "costly", message: "The query took longer than 200 ms." });
	}, 30_000);

	test("rows and memory", async () => {
		const code = "views: [{type: list, order: [file.name, text], sort: [text]}]";
		expect((await vault.answer(code, {}, { rows: 10 })).problem).toMatchObject({ kind: "costly" });
		expect((await vault.answer(code, {}, { memory: 3000 })).problem).toMatchObject({ kind: "costly" });
	});

	test("who cancels is heard", async () => {
		const { answerBases } = await import("../../src/bases/index.js");
		const { accessTo, createStoreBuilder, Procedures } = await import("../../src/query/index.js");
		const store = createStoreBuilder().finish();
		const world = { files: vault.files, now: 0, zone: "UTC", language: "en", random: () => 0, budget: {} };
		const graph = { store, access: accessTo(store), procedures: new Procedures([]) };
		const signal = AbortSignal.abort(new Error("enough"));
		await expect(answerBases({ code: costly }, { ...world, graph, signal })).rejects.toThrow("enough");
	});
});

describe("what strangers write is data", () => {
	test("in messages, names and texts", async () => {
		const script = "<script>alert(1)</script>";
		const code = JSON.stringify({
			formulas: { [script]: `"${script}"` },
			views: [{ type: "list", limit: 1, order: [`formula.${script}`] }],
		});
		expect(await vault.shown(code)).toBe(JSON.stringify(script));
	});

	test("addresses of other kinds are no links to click", async () => {
		const { views } = await vault.answer(
			"formulas: {x: \"link('javascript:alert(1)', 'x')\"}\nviews: [{type: list, limit: 1, order: [formula.x]}]",
		);
		// The page makes a link of `http:`, `https:` and `mailto:` alone.
		expect(views[0]).toMatchObject({ groups: [{ items: [[{ kind: "url", href: "javascript:alert(1)" }]] }] });
	});
});
