/** Filters, groups, orders, formulas, summaries and shapes of views. */
import { beforeAll, describe, expect, test } from "vitest";
import { type AskedVault, vaultOf } from "./ask-base.js";

let vault: AskedVault;

beforeAll(async () => {
	const note = (properties: string, text = "") => `---\n${properties}\n---\n${text}\n`;
	vault = await vaultOf({
		"books/Emma.md": note(
			"author: Austen\nprice: 12\nyear: 1815\nread: true\ntags: [book]\ncover: '[[emma.png]]'",
		),
		"books/Persuasion.md": note("author: Austen\nprice: 9\nyear: 1817\nread: false\ntags: [book]"),
		"books/Ulysses.md": note("author: Joyce\nprice: 20\nyear: 1922\ntags: [book/long]\ncover: '#112233'"),
		"books/old/Faust.md": note(
			"author: Goethe\nyear: 1808\nread: true\ntags: [book]\ncover: https://x.org/f.png",
		),
		"places/Eiffel.md": note("coordinates: ['48.85837', '2.294481']\ntags: [places]"),
		"places/Nowhere.md": note("coordinates: north\ntags: [places]"),
		"places/Zoo.md": note("coordinates: 52.5, 13.3\ntags: [places]"),
		"index.md": "[[Emma]]",
		"emma.png": "png",
	});
});

/** YAML of a base over the books, with a table unless something else is said. */
function books(rest: string): string {
	return `filters: file.hasTag("book")\n${rest}`;
}

async function names(filters: string): Promise<string> {
	const { views, problem } = await vault.answer(`filters:\n${filters.replace(/^/gm, "  ")}`);
	if (problem !== undefined) return `! ${problem.message}`;
	const [view] = views;
	if (view?.shape !== "table") return "no table";
	return view.groups
		.flatMap(({ items }) =>
			items.map(([name]) => (typeof name === "object" && name?.kind === "link" ? name.text : "?")),
		)
		.join(" ");
}

describe("filters", () => {
	test.each([
		["file.ext == 'png'", "emma.png"],
		["'file.inFolder(\"books\")'", "Emma Persuasion Ulysses Faust"],
		["and:\n  - file.hasTag('book')\n  - price > 10", "Emma Ulysses"],
		["or:\n  - price == 9\n  - file.hasTag('places')", "Persuasion Eiffel Nowhere Zoo"],
		["not:\n  - file.hasTag('book')\n  - file.ext == 'png'", "index Eiffel Nowhere Zoo"],
		["and:\n  - file.hasTag('book')\n  - not:\n    - read\n    - author == 'Joyce'", "Persuasion"],
		["or:\n  - and:\n    - author == 'Austen'\n    - read\n  - year < 1810", "Emma Faust"],
		["and: []", "Emma Persuasion Ulysses Faust emma.png index Eiffel Nowhere Zoo"],
		["not: []", "Emma Persuasion Ulysses Faust emma.png index Eiffel Nowhere Zoo"],
		["and:\n  - or:\n  - price > 10", "Emma Ulysses"],
		["and:\n  - !read\n  - file.hasTag('book')", "Persuasion Ulysses"],
		["and: price > 10\nor: [read]", "Emma"],
		["- price > 10\n- read", "Emma"],
		["price > 'x'", ""],
		["file.hasLink('emma.png') || file.links.contains(file('emma.png'))", "Emma"],
		["file.backlinks.length > 0", "Emma emma.png"],
		["file.name == 'Emma.md'", "Emma"],
		["file.folder == ''", "emma.png index"],
		["price.foo > 1", "! A condition could not be computed for 3 files: A number has no foo."],
	])("%s", async (filters, found) => {
		expect(await names(filters)).toBe(found);
	});

	test("what cannot be computed filters out, and is told", async () => {
		expect(await vault.shown("filters: author.abs() > 1 && file.hasTag('book')")).toBe(
			"Name\n\n! A condition could not be computed for 4 files: abs() is a function of numbers, and this is a text.",
		);
	});

	test("what cannot be understood shows nothing, where it stands", async () => {
		const code = "filters:\n  and:\n    - file.hasTag('book')\n    - year >> 3\n";
		const { views, problem } = await vault.answer(code);
		expect(views).toEqual([]);
		expect(problem).toEqual({
			kind: "wrong",
			message: "> is not expected here.",
			offset: code.indexOf("> 3"),
		});
	});

	test("a key that is none hides rather than shows", async () => {
		expect(await names("nor:\n  - read")).toBe("! A filter has no key nor. Did you mean or?");
	});

	test("those of the base and of the view both count", async () => {
		const code = books("views:\n  - type: table\n    filters: read\n  - type: table\n    name: All");
		expect(await vault.shown(code)).toBe(
			"Name\n[[books/Emma.md|Emma]]\n[[books/old/Faust.md|Faust]]\n\n= All\nName\n[[books/Emma.md|Emma]]\n[[books/Persuasion.md|Persuasion]]\n[[books/Ulysses.md|Ulysses]]\n[[books/old/Faust.md|Faust]]",
		);
	});
});

describe("order, groups and limits", () => {
	const column = async (rest: string) => {
		const { views } = await vault.answer(
			books(`views:\n  - type: table\n    order: [file.name]\n${rest.replace(/^/gm, "    ")}`),
		);
		const [view] = views;
		if (view?.shape !== "table") throw new Error("no table");
		return view.groups
			.map(({ key, items }) => {
				const rows = items.map(([name]) =>
					typeof name === "object" && name?.kind === "link" ? name.text : "?",
				);
				return key === undefined
					? rows.join(" ")
					: `${key === null ? "nothing" : String(key)}: ${rows.join(" ")}`;
			})
			.join("; ");
	};
	test.each([
		["sort:\n  - property: price\n    direction: ASC", "Persuasion Emma Ulysses Faust"],
		["sort:\n  - property: price\n    direction: DESC", "Ulysses Emma Persuasion Faust"],
		[
			"sort:\n  - property: author\n    direction: DESC\n  - property: year\n    direction: DESC",
			"Ulysses Faust Persuasion Emma",
		],
		["sort: [note.year]\nlimit: 2", "Faust Emma"],
		["limit: 0", ""],
		[
			"groupBy:\n  property: author\n  direction: DESC",
			"Joyce: Ulysses; Goethe: Faust; Austen: Emma Persuasion",
		],
		[
			"groupBy:\n  property: read\n  direction: ASC\nsort:\n  - property: year\n    direction: ASC",
			"false: Persuasion; true: Faust Emma; nothing: Ulysses",
		],
		[
			"groupBy:\n  property: read\n  direction: DESC",
			"true: Emma Faust; false: Persuasion; nothing: Ulysses",
		],
		["groupBy: file.folder\nlimit: 3", "books: Emma Persuasion Ulysses"],
	])("%s", async (rest, found) => {
		expect(await column(rest)).toBe(found);
	});

	test("texts are sorted as people sort them", async () => {
		const files = ["b10", "B9", "a", "Ä", "赵", "陈", "1"].map((name) => [`${name}.md`, ""] as const);
		const sorted = await vaultOf(Object.fromEntries(files));
		expect(await sorted.shown("views: [{type: list, sort: [file.name]}]")).toBe(
			["1", "陈", "赵", "a", "Ä", "B9", "b10"].map((name) => `[[${name}.md|${name}]]`).join("\n"),
		);
	});
});

describe("columns", () => {
	test("have their display names, and say which are numbers", async () => {
		const code = books(`formulas:
  half: price / 2
properties:
  price: {displayName: Price in €}
  note.author:
    displayName: Who
  formula.half: {displayName: Half}
views:
  - type: table
    limit: 2
    order: [file.name, author, note.price, formula.half, file.ext, file.mtime.year, read]`);
		expect((await vault.shown(code)).split("\n").slice(0, 2)).toEqual([
			"Name | Who | Price in €# | Half# | Extension | mtime.year | read",
			'[[books/Emma.md|Emma]] | "Austen" | 12 | 6 | "md" | nothing | true',
		]);
	});

	test("of one name do not take each other's place", async () => {
		const code =
			books(`properties: {author: {displayName: file}, year: {displayName: file}, file.ext: {displayName: formula.x}}
views: [{type: table, limit: 1, order: [author, year, file.ext, price, price], sort: [author]}]`);
		expect(await vault.shown(code)).toBe(
			'file | file# | formula.x | price# | price#\n"Austen" | 1815 | "md" | 12 | 12',
		);
	});

	test("that are none are empty, and told", async () => {
		const code = books("views: [{type: table, limit: 1, order: [file.nmae, formula.x]}]");
		expect(await vault.shown(code)).toBe(
			"nmae | x\nnothing | nothing\n\n! A file has no property nmae. Did you mean file.name? (and 1 more)",
		);
	});
});

describe("formulas", () => {
	const value = (formulas: string, shown: string) =>
		vault.shown(
			books(
				`formulas:\n${formulas.replace(/^/gm, "  ")}\nviews: [{type: list, limit: 1, order: [formula.${shown}]}]`,
			),
		);

	test("use others, in any order", async () => {
		expect(await value("c: formula.b + formula.a\nb: formula.a * 2\na: price", "c")).toBe("36");
		expect(await value("'a b': price\nc: formula[\"a b\"] + 1", "c")).toBe("13");
	});

	test("cannot go in a circle", async () => {
		expect(await value("a: formula.b\nb: formula.c + 1\nc: formula.a", "a")).toBe(
			"! Formulas go in a circle: a → b → c → a.\n\n! Formulas go in a circle: a → b → c → a.",
		);
		expect(await value("a: formula.a", "a")).toContain("Formulas go in a circle: a → a.");
	});

	test("that are wrong are wrong in their column alone", async () => {
		const code = books(
			"formulas: {bad: 'price +', good: price}\nviews: [{type: list, limit: 1, order: [file.name, formula.bad, formula.good]}]",
		);
		expect(await vault.shown(code)).toBe(
			"[[books/Emma.md|Emma]] | ! The expression ends too early. | 12\n\n! The expression ends too early.",
		);
	});

	test("decide what is shown, and by what it is sorted and grouped", async () => {
		const code = books(`formulas:
  century: (year / 100).ceil()
  cheap: price < 15
views:
  - type: list
    filters: formula.cheap || !price
    groupBy: {property: formula.century, direction: DESC}
    sort: [{property: formula.century, direction: DESC}]
    order: [file.name, formula.cheap]`);
		expect(await vault.shown(code)).toBe(
			"-- 19\n[[books/Emma.md|Emma]] | true\n[[books/Persuasion.md|Persuasion]] | true\n[[books/old/Faust.md|Faust]] | false",
		);
	});
});

describe("summaries", () => {
	test("stand beneath each group", async () => {
		const code = books(`summaries:
  span: values.filter(value).sort().slice(-1)[0] - values.filter(value).sort()[0]
  both: values.length + " of " + values.filter(value).length
views:
  - type: table
    groupBy: author
    order: [price, year, read]
    summaries: {price: span, year: Average, read: both}`);
		expect(await vault.shown(code)).toBe(`price# | year# | read
-- "Austen"
12 | 1815 | true
9 | 1817 | false
Σ span 3 | Average 1816 | both "2 of 1"
-- "Goethe"
nothing | 1808 | true
Σ span nothing | Average 1808 | both "1 of 1"
-- "Joyce"
20 | 1922 | nothing
Σ span 0 | Average 1922 | both "1 of 0"`);
	});

	const one = async (property: string, name: string, formulas = "{}") => {
		const code = books(
			`formulas: ${formulas}\nviews: [{type: table, order: [${property}], summaries: {${property}: ${name}}}]`,
		);
		return (await vault.shown(code)).split("\n").find((line) => /^[Σ!]/.test(line));
	};
	test.each([
		["price", "Average", "13.666666666666666"],
		["price", "Min", "9"],
		["price", "Max", "20"],
		["price", "Sum", "41"],
		["price", "Range", "11"],
		["price", "Median", "12"],
		["year", "Median", "1816"],
		["price", "Stddev", "4.642796092394707"],
		["read", "Checked", "2"],
		["read", "Unchecked", "1"],
		["price", "Empty", "1"],
		["price", "Filled", "3"],
		["author", "Unique", "3"],
		["author", "Average", "nothing"],
		["price", "average", "13.666666666666666"],
	])("%s: %s", async (property, name, value) => {
		expect(await one(property, name)).toBe(`Σ ${name} ${value}`);
	});

	test("of dates", async () => {
		const formulas = "{d: 'date(year + \"-01-01\")'}";
		expect(await one("formula.d", "Earliest", formulas)).toBe("Σ Earliest 1808-01-01");
		expect(await one("formula.d", "Latest", formulas)).toBe("Σ Latest 1922-01-01");
		expect(await one("formula.d", "Range", formulas)).toBe("Σ Range P41638D");
	});

	test("that are none are told, and so is what a custom one cannot see", async () => {
		expect(await one("price", "Avrage")).toBe("! There is no summary Avrage. Did you mean Average?");
		expect(
			await vault.shown(
				books(
					"summaries: {x: price + 1}\nviews: [{type: table, limit: 1, order: [price], summaries: {price: x}}]",
				),
			),
		).toBe("price#\n12\n\n! A summary sees the values of its column alone: values.");
	});
});

describe("shapes", () => {
	test("cards have pictures of the vault, colours, and addresses", async () => {
		const code = books(
			"views:\n  - type: cards\n    name: Covers\n    image: note.cover\n    imageFit: contain\n    imageAspectRatio: 1.5\n    order: [file.name, price]",
		);
		expect(await vault.shown(code)).toBe(`= Covers
Name | price#
(image emma.png) [[books/Emma.md|Emma]] | 12
[[books/Persuasion.md|Persuasion]] | 9
("#112233") [[books/Ulysses.md|Ulysses]] | 20
(image https://x.org/f.png) [[books/old/Faust.md|Faust]] | nothing`);
		expect((await vault.answer(code)).views[0]).toMatchObject({
			shape: "cards",
			imageFit: "contain",
			imageAspect: 1.5,
		});
	});

	test("lists have markers, and leave out what is empty", async () => {
		const code = books("views: [{type: list, markers: number, order: [file.name, price, read]}]");
		expect(await vault.shown(code)).toBe(`[[books/Emma.md|Emma]] | 12 | true
[[books/Persuasion.md|Persuasion]] | 9 | false
[[books/Ulysses.md|Ulysses]] | 20
[[books/old/Faust.md|Faust]] | true`);
		expect((await vault.answer(code)).views[0]).toMatchObject({ shape: "list", marker: "number" });
	});

	test("maps are lists of what has coordinates", async () => {
		const code =
			"filters: file.hasTag('places')\nviews: [{type: map, name: Map, coordinates: note.coordinates, order: [file.name]}]";
		expect(await vault.shown(code)).toBe(`= Map
[[places/Eiffel.md|Eiffel]] | <https://www.openstreetmap.org/?mlat=48.85837&mlon=2.294481#map=12/48.85837/2.294481|48.85837, 2.294481>
[[places/Zoo.md|Zoo]] | <https://www.openstreetmap.org/?mlat=52.5&mlon=13.3#map=12/52.5/13.3|52.5, 13.3>`);
	});

	test("what a plugin shows in its own way is a table", async () => {
		expect(
			await vault.shown(
				books("views: [{type: kanban, limit: 1, order: [author], columnSize: {note.author: 3}}]"),
			),
		).toBe('author\n"Austen"');
	});

	test("a base without views is a table of names, and so is an empty one", async () => {
		expect(await names("file.ext == 'png'")).toBe("emma.png");
		expect((await vault.shown("")).split("\n")).toHaveLength(10);
		expect((await vault.shown("views:")).split("\n")).toHaveLength(10);
	});
});

describe("this", () => {
	const code = "filters: file.hasLink(this) || file == this\nviews: [{type: list, order: [file.path]}]";

	test("is the file that shows the base", async () => {
		expect(await vault.shown(code, { from: "books/Emma.md" })).toBe('"books/Emma.md"\n"index.md"');
		expect(await vault.shown(code, { from: "emma.png" })).toBe('"books/Emma.md"\n"emma.png"');
	});

	test("is nothing where there is none", async () => {
		expect(await vault.shown(code)).toBe("");
		expect(await vault.shown(code, { from: "gone.md" })).toBe("");
	});
});

describe("a view by its name", () => {
	const code = books("views: [{type: list, name: One, limit: 1}, {type: list, name: Two, limit: 2}]");

	test("is the only one", async () => {
		expect(await vault.shown(code, { view: "Two" })).toMatch(/^= Two\n/);
		expect(await vault.shown(code, { view: "two" })).toMatch(/^= Two\n/);
	});

	test("must be there", async () => {
		expect(await vault.answer(code, { view: "Three" })).toEqual({
			views: [],
			problem: { kind: "absent", message: "This base has no view “Three”.", hint: "its views are One, Two" },
		});
	});
});

describe("what is printed", () => {
	test.each([
		books(
			"views: [{type: table, order: [file.name, price, author], sort: [{property: price, direction: DESC}]}]",
		),
		books(
			"formulas: {a: price * 2, b: formula.a + 1}\nviews: [{type: table, filters: formula.b > 20, order: [formula.b], groupBy: author}]",
		),
		"filters: {or: [file.ext == 'png', {not: [file.hasTag('book')]}]}",
		books(
			"formulas: {x: '[3, 1].map(value + index).sort().join(\"-\")', y: 'if(read, \"✓\", null)'}\nviews: [{type: list, order: [formula.x, formula.y, year]}]",
		),
		books(
			'formulas: {d: \'date("2026-01-01") + duration("1M") * 2\', r: /a(b)/i.matches(author)}\nviews: [{type: list, order: [formula.d, formula.r]}]',
		),
	])("gives the same rows: %s", async (code) => {
		const { views, problem } = await vault.answer(code);
		expect(problem).toBeUndefined();
		const shown = views.flatMap((view) =>
			view.shape === "table" || view.shape === "list" ? view.groups.flatMap(({ items }) => items) : [],
		);
		const printed = (await vault.asQuery(code)) as unknown[][];
		expect(printed.length).toBeGreaterThan(0);
		expect(printed).toHaveLength(shown.length);
	});

	test("is what is asked", async () => {
		const { baseQueries } = await import("../../src/bases/index.js");
		const code = books(
			"formulas: {a: price * 2}\nviews: [{type: table, name: T, filters: {and: [file.ext == 'md', formula.a > 20, this.read]}, order: [file.name, formula.a], sort: [{property: price, direction: DESC}], limit: 3, summaries: {formula.a: Sum}}]",
		);
		expect(await baseQueries({ code, from: "index.md" }, { files: vault.files, language: "en" })).toEqual({
			problems: [],
			views: [
				{
					name: "T",
					query: `UNWIND base.files() AS file
WITH file
WHERE base.hasTag(file, 'book') AND file.ext = 'md' AND base.truthy(base.file('index.md').properties.read)
WITH file, base.multiply(file.properties.price, 2) AS \`formula.a\`
WHERE base.truthy(base.greater(\`formula.a\`, 20))
RETURN base.asLink(file) AS Name, \`formula.a\` AS a, file AS file
ORDER BY base.sortKey(file.properties.price) IS NULL, base.sortKey(file.properties.price) DESC, file.path
LIMIT 3`,
					summaries: [{ column: "a", title: "Sum", query: "RETURN base.summary('Sum', $values) AS summary" }],
				},
			],
		});
	});
});
