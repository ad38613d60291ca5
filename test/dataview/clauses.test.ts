import { beforeAll, describe, expect, it } from "vitest";
import { type Asked, askVault } from "./ask.js";
import { vault } from "./vault.js";

let asked: Asked;
beforeAll(async () => {
	asked = await askVault(vault);
});

/** Each query in Home.md, with its answer. */
function answers(cases: readonly (readonly [code: string, answer: unknown])[]): void {
	it.each(cases)("%s", async (code, answer) => {
		expect(await asked.ask(code, "Home.md")).toEqual(answer);
	});
}

const dune = "[[books/Dune.md|Dune]]";
const emma = "[[books/Emma.md|Emma]]";
const odd = "[[books/Odd.md|Odd]]";

describe("TABLE", () => {
	answers([
		[
			"TABLE rating FROM #book/sf",
			[
				["File", "rating"],
				[dune, 5],
			],
		],
		[
			'table without id rating as "Stars", file.name from #book/sf',
			[
				["Stars", "file.name"],
				[5, "Dune"],
			],
		],
		["TABLE\nFROM #book/sf", [["File"], [dune]]],
		[
			"TABLE rating * 2,\n  author FROM #book/sf",
			[
				["File", "rating * 2", "author"],
				[dune, 10, "[[people/Herbert.md|Herbert]]"],
			],
		],
		[
			"TABLE rating, rating FROM #book/sf",
			[
				["File", "rating", "rating"],
				[dune, 5, 5],
			],
		],
		[
			"TABLE length, read, missing FROM #book/sf",
			[
				["File", "length", "read", "missing"],
				[dune, "PT21H", "2026-11-20", null],
			],
		],
		["TABLE rating FROM #nothing", [["File", "rating"]]],
		[
			'TABLE elink("https://x.org", "X") AS u FROM #book/sf',
			[
				["File", "u"],
				[dune, "[X](https://x.org)"],
			],
		],
		[
			"TABLE { a: rating, b: [1, null] } AS o FROM #book/sf",
			[
				["File", "o"],
				[dune, { a: 5, b: [1, null] }],
			],
		],
	]);
});

describe("LIST", () => {
	answers([
		['LIST FROM "books"', [dune, emma, odd]],
		[
			'LIST rating FROM "books"',
			[
				[dune, 5],
				[emma, 3],
				[odd, "many"],
			],
		],
		['LIST WITHOUT ID rating FROM "books"', [5, 3, "many"]],
		["LIST WITHOUT ID FROM #book/sf", [dune]],
		["LIST mood FROM #book WHERE mood", [[emma, ["calm", "witty"]]]],
		["// all of them\nLIST // here\nFROM #book/sf // and there\n", [dune]],
		["LIST SORT rating DESC LIMIT 1", ["[[books/Odd.md|Odd]]"]],
	]);
});

describe("FROM", () => {
	answers([
		["LIST FROM #book", [dune, emma, odd]],
		["LIST FROM #BOOK/SF", [dune]],
		['LIST FROM "books/Dune"', [dune]],
		['LIST FROM "books/Dune.md"', [dune]],
		['LIST FROM "/books/"', [dune, emma, odd]],
		['LIST FROM "book"', []],
		["LIST FROM [[Dune]]", [odd, "[[people/Herbert.md|Herbert]]"]],
		["LIST FROM [[Emma]] OR [[Austen]]", [dune, emma]],
		["LIST FROM outgoing([[Dune]])", [emma, "[[people/Herbert.md|Herbert]]"]],
		["LIST FROM [[Nobody]]", [dune]],
		["LIST FROM #book AND -#book/sf", [emma, odd]],
		['LIST FROM #book and !"books/Odd" and -#book/sf', [emma]],
		['LIST FROM (#book/sf OR "people") AND -"people/Austen"', [dune, "[[people/Herbert.md|Herbert]]"]],
		['LIST FROM -"books" AND -"people" AND -"days"', ["[[Home.md|Home]]", "[[draft.md|draft]]"]],
		['LIST FROM "" LIMIT 1', ["[[Home.md|Home]]"]],
	]);

	it("[[]] is the note in which the query stands", async () => {
		expect(await asked.ask("LIST FROM [[]]", "books/Emma.md")).toEqual([dune]);
		expect(await asked.ask("LIST FROM outgoing([[]])", "people/Herbert.md")).toEqual([dune]);
		expect(await asked.ask("LIST FROM [[#]]")).toMatch(/stands in none/);
	});
});

describe("WHERE", () => {
	answers([
		["LIST FROM #book WHERE rating > 4", [dune, odd]],
		['LIST FROM #book WHERE rating >= this.want AND typeof(rating) = "number"', [dune]],
		["LIST FROM #book WHERE rating WHERE rating < 4", [emma]],
		['LIST WHERE contains(genres, "classic")', [dune, emma]],
		["LIST WHERE author = [[Austen]]", [emma]],
		["LIST WHERE author AND author.born < 1800", [emma]],
		["LIST WHERE read >= date(2026-11-01)", [dune]],
		["LIST WHERE read > date(today) - dur(5 days)", [dune]],
		["LIST WHERE bold-key", [emma]],
		['LIST WHERE row["Bold Key"] = "yes"', [emma]],
		["LIST WHERE time-spent = 3", [dune]],
		['LIST WHERE any(genres, (g) => g = "sf")', [dune]],
		[
			'LIST WHERE !rating AND file.folder = "people"',
			["[[people/Austen.md|Austen]]", "[[people/Herbert.md|Herbert]]"],
		],
		["LIST WHERE file.day", ["[[days/2026-11-23.md|2026-11-23]]"]],
		['LIST WHERE icontains(file.aliases, "沙")', [dune]],
	]);

	it("leaves out rows for which a condition cannot be computed, and says so where that is all of them", async () => {
		expect(await asked.ask("LIST FROM #book WHERE round(rating) > 4")).toEqual([dune]);
		expect(await asked.ask("LIST FROM #book WHERE round(file.link) > 4")).toBe(
			"! No row can be computed: round() can do nothing with link.",
		);
	});
});

describe("SORT, LIMIT", () => {
	answers([
		["LIST FROM #book SORT rating", [emma, dune, odd]],
		["LIST FROM #book SORT rating DESC", [odd, dune, emma]],
		["LIST FROM #book SORT file.name descending", [odd, emma, dune]],
		["LIST FROM #book SORT length(genres) ASC, file.name DESC", [odd, emma, dune]],
		['LIST FROM #book SORT file.name SORT contains(genres, "classic") DESC', [dune, emma, odd]],
		["LIST FROM #book SORT rating LIMIT 1", [emma]],
		["LIST FROM #book LIMIT 2 SORT file.name DESC", [emma, dune]],
		["LIST FROM #book LIMIT 1 + 1", [dune, emma]],
		["LIST FROM #book LIMIT 0", []],
		['LIST FROM #book LIMIT "2"', "! LIMIT needs a number."],
		["LIST FROM #book LIMIT -1", "! LIMIT cannot be less than zero."],
		["LIST FROM #book LIMIT this.want", "! LIMIT cannot depend on the note in which the query stands."],
	]);
});

describe("GROUP BY", () => {
	answers([
		[
			'TABLE rows.file.link AS files, length(rows) FROM "books" or "people" GROUP BY file.folder',
			[
				["file.folder", "files", "length(rows)"],
				["books", [dune, emma, odd], 3],
				["people", ["[[people/Austen.md|Austen]]", "[[people/Herbert.md|Herbert]]"], 2],
			],
		],
		[
			"TABLE WITHOUT ID key, rows.rating AS r FROM #book GROUP BY typeof(rating) AS type SORT key DESC",
			[
				["key", "r"],
				["string", ["many"]],
				["number", [5, 3]],
			],
		],
		[
			"LIST FROM #book GROUP BY author",
			[null, "[[people/Austen.md|Austen]]", "[[people/Herbert.md|Herbert]]"],
		],
		[
			"LIST rows.file.name FROM #book GROUP BY author AS A WHERE A",
			[
				["[[people/Austen.md|Austen]]", ["Emma"]],
				["[[people/Herbert.md|Herbert]]", ["Dune"]],
			],
		],
		['LIST sum(rows.rating) FROM "books" WHERE typeof(rating) = "number" GROUP BY true', [[true, 8]]],
		["LIST this.want + length(rows) FROM #book GROUP BY 1", [[1, 7]]],
		["LIST length(rows) FROM #book GROUP BY author GROUP BY length(rows)", [[1, 3]]],
	]);
});

describe("FLATTEN", () => {
	answers([
		[
			"TABLE g FROM #book FLATTEN genres AS g",
			[
				["File", "g"],
				[dune, "sf"],
				[dune, "classic"],
				[emma, "classic"],
				[odd, null],
			],
		],
		[
			"LIST genres FROM #book/sf FLATTEN genres",
			[
				[dune, "sf"],
				[dune, "classic"],
			],
		],
		[
			"LIST rows.file.name FROM #book FLATTEN genres GROUP BY genres WHERE key",
			[
				["classic", ["Dune", "Emma"]],
				["sf", ["Dune"]],
			],
		],
		[
			"LIST rows.genres FROM #book FLATTEN genres GROUP BY genres WHERE key",
			[
				["classic", ["classic", "classic"]],
				["sf", ["sf"]],
			],
		],
		["LIST x FROM #book/sf FLATTEN rating + 1 AS x", [[dune, 6]]],
		[
			'TABLE L.text, L.page FROM "books" FLATTEN file.lists AS L WHERE L.page',
			[
				["File", "L.text", "L.page"],
				[dune, "a remark [page:: 12]", 12],
			],
		],
		[
			"LIST x + y FROM #book/sf FLATTEN [1, 2] AS x FLATTEN [10, 20] AS y WHERE x + y != 21",
			[
				[dune, 11],
				[dune, 12],
				[dune, 22],
			],
		],
	]);
});

describe("TASK", () => {
	answers([
		[
			'TASK FROM "books"',
			[
				"[ ] quote it #todo 📅 2026-12-01 @13",
				"  [x] find the page ✅ 2026-11-22 @14",
				"  - a remark [page:: 12] @15",
				"[x] return it [due:: 2026-11-25] ^ret @16",
			],
		],
		[
			"TASK WHERE completed",
			["[x] find the page ✅ 2026-11-22 @14", "[x] return it [due:: 2026-11-25] ^ret @16"],
		],
		[
			"TASK WHERE !completed AND due > date(today)",
			[
				"[ ] quote it #todo 📅 2026-12-01 @13",
				"  [x] find the page ✅ 2026-11-22 @14",
				"  - a remark [page:: 12] @15",
			],
		],
		['TASK WHERE status = "/"', ["[/] halfway @3"]],
		["TASK WHERE rating = 5 AND completion", ["[x] find the page ✅ 2026-11-22 @14"]],
		[
			'TASK FROM "books" or "days" WHERE !fullyCompleted GROUP BY file.link',
			[
				dune,
				"[ ] quote it #todo 📅 2026-12-01 @13",
				"  [x] find the page ✅ 2026-11-22 @14",
				"  - a remark [page:: 12] @15",
				"[[days/2026-11-23.md|2026-11-23]]",
				"[/] halfway @3",
			],
		],
		["TASK WHERE completed SORT due LIMIT 1", ["[x] find the page ✅ 2026-11-22 @14"]],
		["TASK FROM #nothing", []],
	]);
});

describe("CALENDAR", () => {
	answers([
		["CALENDAR read FROM #book", { "2026-10-01": [emma], "2026-11-20": [dune] }],
		["CALENDAR file.day WHERE file.day", { "2026-11-23": ["[[days/2026-11-23.md|2026-11-23]]"] }],
		["CALENDAR rating FROM #book", "! CALENDAR needs dates, and what it was given is none."],
	]);
});

describe("fields of files and tasks", () => {
	answers([
		[
			"TABLE WITHOUT ID file.name, file.folder, file.path, file.ext FROM #book/sf",
			[
				["file.name", "file.folder", "file.path", "file.ext"],
				["Dune", "books", "books/Dune.md", "md"],
			],
		],
		[
			"TABLE WITHOUT ID file.tags, file.etags, file.aliases FROM #book/sf",
			[
				["file.tags", "file.etags", "file.aliases"],
				[["#book/sf", "#book", "#todo", "#idea"], ["#book/sf", "#todo", "#idea"], ["沙丘"]],
			],
		],
		[
			"TABLE WITHOUT ID file.inlinks, file.outlinks FROM #book/sf",
			[
				["file.inlinks", "file.outlinks"],
				[
					[odd, "[[people/Herbert.md|Herbert]]"],
					["[[people/Herbert.md|Herbert]]", emma, "[[?nobody|Nobody]]"],
				],
			],
		],
		['LIST WITHOUT ID length(file.tasks) + "/" + length(file.lists) FROM #book/sf', ["3/5"]],
		[
			"LIST WITHOUT ID file.size > 100 AND file.ctime <= file.mtime AND file.mday = striptime(file.mtime) FROM #book/sf",
			[true],
		],
		["LIST WITHOUT ID file.frontmatter.read FROM #book/sf", ["2026-11-20"]],
		[
			"LIST WITHOUT ID map(file.tasks, (t) => [t.line, t.lineCount, t.checked, t.completed, t.fullyCompleted, t.task, t.annotated]) FROM #book/sf",
			[
				[
					[12, 1, false, false, false, true, true],
					[13, 1, true, true, true, true, true],
					[15, 1, true, true, true, true, true],
				],
			],
		],
		[
			"LIST WITHOUT ID map(file.tasks, (t) => [t.link, t.section, t.parent, t.blockId]) FROM #book/sf",
			[
				[
					[dune, dune, null, null],
					[dune, dune, 12, null],
					["[[books/Dune.md#^ret|Dune > ret]]", dune, null, "ret"],
				],
			],
		],
		[
			"LIST WITHOUT ID filter(file.lists, (l) => !l.task).section FROM #book/sf",
			[[dune, "[[books/Dune.md#Notes|Dune > Notes]]"]],
		],
		[
			"LIST WITHOUT ID file.tasks.children.text FROM #book/sf",
			[[["find the page ✅ 2026-11-22", "a remark [page:: 12]"], [], []]],
		],
		["LIST WITHOUT ID page FROM #book/sf", [12]],
		[
			"LIST WITHOUT ID file.tasks FROM #book/sf",
			[["quote it #todo 📅 2026-12-01", "find the page ✅ 2026-11-22", "return it [due:: 2026-11-25] ^ret"]],
		],
		[
			'LIST rows FROM "people" GROUP BY file.folder',
			[["people", ["[[people/Austen.md|Austen]]", "[[people/Herbert.md|Herbert]]"]]],
		],
		['LIST WITHOUT ID "text".nothing[missing] FROM #book/sf', [null]],
		["LIST WITHOUT ID status FROM #book/sf", ["open"]],
		["LIST WITHOUT ID file.starred FROM #book/sf", [false]],
	]);
});

describe("this", () => {
	it("is the note in which the query stands", async () => {
		expect(await asked.value("this.want", "Home.md")).toBe(4);
		expect(await asked.value("this.file.name", "books/Dune.md")).toBe("Dune");
		expect(await asked.value("[[Dune]].author.born", "Home.md")).toBe(1920);
		expect(await asked.value("want", "Home.md")).toBeNull();
		expect(await asked.value("this.want")).toBeNull();
		expect(await asked.value("sum(map(this.list, (x) => x * this.want))", "Home.md")).toBe(24);
	});
});

describe("as openCypher", () => {
	const printed: readonly string[] = [
		"TABLE rating, author.born FROM #book SORT rating DESC LIMIT 2",
		"LIST rows.file.name FROM #book FLATTEN genres GROUP BY genres",
		"TABLE filter(file.tasks, (t) => t.completed).text FROM #book",
		"LIST reduce([1, 2, 3], (a, b) => a + b * this.want) FROM #book",
		"TASK WHERE completed",
		"LIST WHERE read > date(today) - dur(5 days)",

		"TABLE file.name AS \"a `b` 'c'\" FROM #book AND -[[Dune]]",
		"CALENDAR read",
	];

	it.each(printed)("%s runs when it is read again", async (code) => {
		const rows = await asked.printed(code, "Home.md");
		const { views } = await asked.answer(code, "Home.md");
		expect(views).toHaveLength(1);
		expect(rows.length).toBeGreaterThan(0);
	});

	it("conditions, groups and functions are those of the query language", () => {
		expect(
			asked.cypher(
				'TABLE length(rows) AS n FROM #book AND "books" WHERE rating > this.want GROUP BY author SORT length(rows)',
				"Home.md",
			),
		).toBe(
			[
				"MATCH (this:Note {path: 'Home.md'})",
				"MATCH (page:Note)",
				"WHERE dataview.tagged(page, '#book') AND page.path STARTS WITH 'books/' AND dataview.gt(dataview.get(page, 'rating'), dataview.get(this, 'want'))",
				"WITH this, dataview.get(page, 'author') AS key, collect(page) AS rows",
				"WITH *",
				"ORDER BY dataview.order(key)",
				"WITH *, dataview.length(rows) AS value",
				"WHERE dataview.computed(value)",
				"WITH *",
				"ORDER BY dataview.order(value)",
				"WITH *, dataview.length(rows) AS value2",
				"WHERE dataview.computed(value2)",
				"RETURN key AS author, value2 AS n",
			].join("\n"),
		);
	});
});
