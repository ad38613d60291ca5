/** Names in questions that are probably misspelt, and those that are not. */
import { describe, expect, test } from "vitest";
import { answerQueries } from "../../src/answers/answer-queries.js";
import { withoutHidden } from "../../src/answers/public-vault.js";
import { loadedVault } from "../support/loaded-vault.js";

const notes = {
	"a.md":
		"---\nrating: 3\nstatus: draft\nguests: [x]\n书名: y\ndate: 2026-01-01\n---\n#book/novel #2026/11 [[b]]",
	"b.md": "---\nrating: 4\n---\n#book",
};

/** What is told of a question in a note of its own. */
async function hints(
	question: string,
	more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
	const loaded = await loadedVault({ ...notes, ...more, "q.md": question });
	const vault = { ...loaded.vault, notes: withoutHidden(loaded.vault.notes, loaded.notes) };
	const clock = { now: 0, zone: "UTC" };
	const { diagnostics } = await answerQueries({ ...loaded, vault, clock, withoutNetwork: true });
	return diagnostics.map(({ rule, severity, path, position, span, message }) => {
		const source = [...vault.notes, ...vault.bases].find((file) => file.path === path)!.source;
		const at = rule === "query/name" ? source.slice(span!.start, span!.end).trim() : "";
		return `${severity} ${path}:${position!.line}:${position!.column} ${at} ${message}`;
	});
}

const fence = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\``;
const base = (more: string) => `views: [{type: table, name: A${more}}]`;

describe("is told with its place", () => {
	test.each([
		["dataview", "LIST FROM #bok", "2:11 #bok No note has the tag #bok; did you mean #book?"],
		[
			"dataview",
			"LIST WHERE raitng > 3",
			"2:12 raitng No note has a property `raitng`; did you mean `rating`?",
		],
		["dataview", "TABLE Status", "2:7 Status No note has a property `Status`; did you mean `status`?"],
		[
			"dataview",
			'LIST WHERE "🎉" = x\nAND staus',
			"3:5 staus No note has a property `staus`; did you mean `status`?",
		],
		[
			"dataview",
			"LIST WHERE file.nmae = 1",
			"2:17 nmae Files have no `file.nmae`; did you mean `file.name`?",
		],
		[
			"base",
			`filters: raitng > 3\n${base("")}`,
			"2:10 raitng No note has a property `raitng`; did you mean `rating`?",
		],
		[
			"base",
			base(", order: [file.name, guest]"),
			"2:51 guest No note has a property `guest`; did you mean `guests`?",
		],
		[
			"base",
			`filters: file.hasTag("bok")\n${base("")}`,
			"2:23 bok No note has the tag #bok; did you mean #book?",
		],
		["cypher", "MATCH (n:Noet)\nRETURN n", "2:10 Noet Nothing is a :Noet in this vault; did you mean :Note?"],
		[
			"cypher",
			"MATCH (n)-[:LNIKS]->() RETURN n",
			"2:13 LNIKS No relationship is a [:LNIKS] in this vault; did you mean [:LINKS]?",
		],
		[
			"cypher",
			"MATCH (n:Note) RETURN n.title, n.raitng",
			"2:32 n.raitng No note has a property `raitng`; did you mean `rating`?",
		],
	])("%s: %s", async (language, code, sentence) => {
		expect(await hints(fence(language, code))).toEqual([`info q.md:${sentence}`]);
	});

	test.each([
		[
			"a search",
			fence("query", "x tga:#book"),
			"2:3",
			"`tga:` is no operator, but a word; did you mean `tag:`?",
		],
		[
			"in a callout",
			`> [!a] 😀\r\n> ${fence("query", "x [staus]").replaceAll("\n", "\r\n> ")}`,
			"3:6",
			"No note has a property `staus`; did you mean `status`?",
		],
		[
			"in a sentence",
			"字 `= this.raitng`",
			"1:11",
			"No note has a property `raitng`; did you mean `rating`?",
		],
	])("%s", async (_, question, place, sentence) => {
		const [only, ...others] = await hints(question);
		expect(others).toEqual([]);
		expect(only!.startsWith(`info q.md:${place} `)).toBe(true);
		expect(only!.endsWith(sentence)).toBe(true);
	});

	test("of a base in a file, there", async () => {
		const files = { "x.base": base(', order: ["note.raitng"]') };
		expect(await hints("![[x.base]]", files)).toEqual([
			"info x.base:1:46 raitng No note has a property `raitng`; did you mean `rating`?",
		]);
	});
});

describe("is not told", () => {
	test.each([
		["a property that nothing is like", fence("dataview", "TABLE publisher WHERE archived")],
		["what changes nothing", fence("dataview", "LIST WHERE !raitng")],
		["what is asked beside something that is found", fence("query", "dummy OR tga:x OR #book")],
		["another month's tag", fence("dataview", "LIST FROM #2026/12")],
		["another short name", fence("dataview", "TABLE 书评")],
		["a column that has values elsewhere", fence("dataview", "TABLE guests, rating")],
		[
			"whether there is such a property",
			fence("cypher", "MATCH (n:Note) WHERE n.publisher IS NULL RETURN n"),
		],
		["fields of tasks", fence("dataview", "TASK WHERE stauts")],
		["a plain word with a colon", fence("query", "note:x https://tga.org tag")],
	])("%s", async (_, question) => {
		expect(await hints(question)).toEqual([]);
	});
});
