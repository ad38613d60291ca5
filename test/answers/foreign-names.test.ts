/** What queries in other languages ask for and no file has. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingNames } from "../../src/asking/foreign-names.js";
import type { ForeignLanguage } from "../../src/asking/foreign-queries.js";
import type { OpenGraph } from "../../src/asking/opened-graph.js";
import { type AskedVault, askedVault } from "../support/asked-vault.js";

let asked: AskedVault;
let open: OpenGraph;
beforeAll(async () => {
	asked = await askedVault({
		"a.md": "---\nyear: 1997\nTime Spent: 3\n状态: 草稿\n⭐ rating!: 5\n---\n#book/novel and [weight:: 2]\n",
		"b.md": "# B\n\n- [ ] task [due:: 2026-11-23]\n",
	});
	({ open } = await asked.vault.current());
});
afterAll(() => asked.close());

const told = (language: ForeignLanguage, text: string) => missingNames({ language, text, note: "a" }, open);

describe("is told", () => {
	it.each<[ForeignLanguage, string, string]>([
		["dataview", "LIST FRM", "No note has a property `FRM`."],
		["dataview", "TABLE yaer", "No note has a property `yaer`; did you mean `year`?"],
		["dataview", "LIST WHERE 状太 = 1", "No note has a property `状太`; did you mean `状态`?"],
		["dataview", "LIST WHERE file.nmae", "Files have no `file.nmae`; did you mean `file.name`?"],
		["dataview", "LIST FROM #boko", "No note has the tag #boko; did you mean #book?"],
		["dataview", "= this.yaer", "No note has a property `yaer`; did you mean `year`?"],
		[
			"base",
			"filters: yaer > 3\nviews: [{type: table, name: A}]",
			"No note has a property `yaer`; did you mean `year`?",
		],
		[
			"base",
			"views: [{type: table, name: A, order: [note.yaer]}]",
			"No note has a property `yaer`; did you mean `year`?",
		],
		["search", "tga:#book", "`tga:` is no operator, but a word; did you mean `tag:`?"],
		["search", "x OR (-line:(Tag:book y))", "`Tag:` is no operator, but a word; did you mean `tag:`?"],
		["search", "[yaer:3]", "No note has a property `yaer`; did you mean `year`?"],
		["search", "tag:#boko", "No note has the tag #boko; did you mean #book?"],
		["base", 'filters: file.hasTag("novle")\nviews: [{type: table, name: A}]', "No note has the tag #novle."],
	])("%s: %s", async (language, text, sentence) => {
		expect(await told(language, text)).toEqual([sentence]);
	});
});

describe("is not told", () => {
	it.each<[ForeignLanguage, string]>([
		[
			"dataview",
			'TABLE year, time-spent, row["Time Spent"], 状态, ⭐-rating, weight FROM #book OR #book/novel',
		],
		["dataview", "TABLE file.name, file.frontmatter.anything, year.foo, this.file.link"],
		["dataview", "TASK WHERE !completed AND due AND anything"],
		["dataview", "TABLE rows.anything GROUP BY year"],
		["dataview", "LIST x FLATTEN file.lists AS x WHERE x.due"],
		[
			"base",
			'filters: file.hasTag("book")\nviews: [{type: table, name: A, order: [file.name, year, 状态, weight]}]',
		],
		["search", '[year] [Time spent:3] tag:#Book/novel file:a https://tga:80 12:30 a:b /tga:x/ "tga:#book"'],
	])("%s: %s", async (language, text) => {
		expect(await told(language, text)).toEqual([]);
	});
});
