import { describe, expect, test } from "vitest";
import type { GraphOptions } from "../../src/graph/index.js";
import type { Diagnostic } from "../../src/model/index.js";
import { build, type Files } from "./support/vault.js";

/** Each diagnostic but orphans as `severity rule path:line:column → hint`. */
function check(files: Files, options?: Partial<GraphOptions>): readonly string[] {
	return build(files, { unpublished: "include", ...options })
		.diagnostics.filter(({ rule }) => rule !== "note/orphan")
		.map(brief);
}

function brief({ severity, rule, path, position, hint }: Diagnostic): string {
	const place = position === undefined ? "" : `:${position.line}:${position.column}`;
	return `${severity} ${rule} ${path}${place}${hint === undefined ? "" : ` → ${hint}`}`;
}

describe("links", () => {
	test.each([
		["[[Bcklinks]]", "error link/unresolved x.md:1:1 → did you mean [[Backlinks]]?"],
		["![[Bcklinks]]", "error embed/unresolved x.md:1:1 → did you mean ![[Backlinks]]?"],
		["[t](Bcklinks.md)", "error link/unresolved x.md:1:1 → did you mean “Backlinks”?"],
		["[[BL]]", "error link/unresolved x.md:1:1 → did you mean [[Backlinks|BL]]?"],
		["[[BL#Used|bl]]", "error link/unresolved x.md:1:1 → did you mean [[Backlinks#Used]]?"],
		["![[BL#^kind]]", "error embed/unresolved x.md:1:1 → did you mean ![[Backlinks#^kind]]?"],
		["[t](BL.md#Used)", "error link/unresolved x.md:1:1 → did you mean “Backlinks#Used”?"],
		["[[Nothing like it]]", "error link/unresolved x.md:1:1"],
		["[[../up]]", "error link/outside x.md:1:1 → move the file into the vault"],
		["[[https://a.b/c]]", "error link/url x.md:1:1 → write <https://a.b/c> or [text](https://a.b/c)"],
		["[[Backlinks#Uesd]]", "error link/heading x.md:1:1 → did you mean [[Backlinks#Used]]?"],
		["![[Backlinks#^knid]]", "error link/block x.md:1:1 → did you mean ![[Backlinks#^kind]]?"],
		["[[Twin]]", "warning link/ambiguous x.md:1:1 → write the folder too, for instance [[a/Twin]]"],
		["[[Twin#A]]", "warning link/ambiguous x.md:1:1 → write the folder too, for instance [[a/Twin#A]]"],
		["[[Draft]]", "warning link/unpublished x.md:1:1"],
		["%%[[Nothing like it]]%%", "info link/unresolved x.md:1:3"],
	])("%s: %s", (text, expected) => {
		const files = {
			"Backlinks.md": "---\naliases: [BL]\n---\n# Used\nText ^kind",
			"a/Twin.md": "# A",
			"b/Twin.md": "",
			"Draft.md": "---\npublish: false\n---",
		};
		expect(check({ ...files, "x.md": text })).toEqual([expected]);
	});

	test("hints are links that can be written", () => {
		const files = { "a.md": "---\naliases: [one|two, three#four]\n---\n# A | B: [c] #d", "e#f.md": "" };
		const text = "[[a#A B: c d!e]] [[one two]] [[three four]] [[e-f]]";
		expect(check({ ...files, "x.md": text })).toEqual([
			"error link/heading x.md:1:1 → did you mean [[a#A B: c d]]?",
			"error link/unresolved x.md:1:18",
			"error link/unresolved x.md:1:30 → did you mean [[a|three#four]]?",
			"error link/unresolved x.md:1:45",
		]);
	});
	test("a draft has no errors, and is not looked at where it stays out", () => {
		const files = { "x.md": "---\npublish: false\n---\n[[Gone]]" };
		expect(check(files)).toEqual(["warning link/unresolved x.md:4:1"]);
		expect(check(files, { unpublished: "exclude" })).toEqual([]);
	});
	test("a name that two notes have as an alias leads to neither", () => {
		const alias = "---\naliases: [Both]\n---";
		const files = { "a.md": alias, "b.md": alias, "x.md": "[[Both]] #both" };
		expect(check(files)).toEqual([
			"warning alias/conflict a.md:2:1 → a name that several notes have stands for none of them",
			"warning alias/conflict b.md:2:1 → a name that several notes have stands for none of them",
			"error link/unresolved x.md:1:1 → 2 notes have this name as an alias or title: link to one of them",
			"info tag/ambiguous x.md:1:10",
		]);
	});
});

test("orphans have no link in or out; tags and links to themselves join them to nobody", () => {
	const files = {
		"a.md": "[[b]]",
		"b.md": "",
		"c.md": "#t [[#H]]\n# H",
		"d.md": "#e",
		"e.md": "",
		"f.md": "[[nowhere]]",
	};
	const orphans = build(files).diagnostics.filter(({ rule }) => rule === "note/orphan");
	expect(orphans.map(({ path, severity }) => `${severity} ${path}`)).toEqual(["info c.md"]);
	expect(build({ "a.md": "" }).diagnostics).toEqual([]);
});

describe("alias candidates", () => {
	test("are told once for each pair", () => {
		const text = "[[网络]]（Net） [[网络]]（net） #新网络 （NewNet）";
		expect(check({ "网络.md": "", "a.md": text })).toEqual([
			"info alias/candidate a.md:1:8 → if so, list it among its aliases",
			"info alias/candidate a.md:1:31 → if so, make a note “新网络” with this alias",
		]);
	});
	test("not when the name is taken", () => {
		const files = {
			"网.md": "---\naliases: [Net]\n---",
			"Other.md": "",
			"a.md": "[[网]]（Net） [[网]]（Other）",
		};
		expect(check(files)).toEqual([]);
	});
});

describe("misspelt tags", () => {
	const misspelt = (files: Files) => check(files).filter((line) => line.includes("tag/misspelt"));

	test.each([
		["#GirdLSTM", "#GridLSTM"],
		["#deep-laerning", "#deep-learning"],
		["#NEURLA_net", "#NEURAL_net"],
		["#课程/rekcurrent #课程/recurrent #课程/recurrent", "#课程/recurrent"],
		["#workfolw #workflow #workflow", "#workflow"],
		["#wrkflow #workflow #workflow", "#workflow"],
		["#梯度消逝 #梯度消失 #梯度消失", "#梯度消失"],
		["#注力意机制 #注意力机制 #注意力机制", "#注意力机制"],
	])("%s → %s", (text, meant) => {
		const found = misspelt({ "a.md": text });
		expect(found).toEqual([`warning tag/misspelt a.md:1:1 → did you mean ${meant}?`]);
	});

	test("near a note's name or alias", () => {
		const files = { "图神经网络.md": "---\naliases: [GraphNN]\n---", "a.md": "#图神经网路 #GrahpNN" };
		expect(misspelt(files)).toEqual([
			"warning tag/misspelt a.md:1:1 → did you mean #图神经网络?",
			"warning tag/misspelt a.md:1:8 → did you mean #GraphNN?",
		]);
	});

	test.each([
		["a plural", "#notebooks #notebook #notebook"],
		["a variant", "#projectA #projectB #projectB"],
		["another number", "#week-12 #week-11 #week-11"],
		["a short word", "#cat #car #car"],
		["the same slip twice", "#wrkflow #wrkflow #workflow #workflow"],
		["another first character of a level", "#课程/单向网络 #课程/双向网络 #课程/双向网络"],
		["another first character", "#单向网络 #双向网络 #双向网络"],
		["a longer term", "#反卷积网络 #卷积网络 #卷积网络 #卷积网络层"],
		["both words known", "#trail #casual #ordre #beat"],
		["a word that is used elsewhere", "#wrkflow #workflow #workflow\n# On wrkflow"],
		["a surname that is used elsewhere", "#Gird\n[[Kenneth Gird]]"],
	])("%s is none: %s", (_what, text) => {
		expect(misspelt({ "a.md": text })).toEqual([]);
	});
});

test("everything is sorted by path, place and rule", () => {
	const files = { "b.md": "[[x1]] [[x2]]\n[[x3]]", "a.md": "[[x4]]", "A.md": "[[x5]]", "中.md": "[[x6]]" };
	expect(check(files).map((line) => line.split(" ")[2])).toEqual([
		"A.md:1:1",
		"a.md:1:1",
		"b.md:1:1",
		"b.md:1:8",
		"b.md:2:1",
		"中.md:1:1",
	]);
});
