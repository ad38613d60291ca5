import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { DataviewError } from "../../src/dataview/language/dataview-error.js";
import { parseDataview, parseInline } from "../../src/dataview/language/parse-query.js";
import { type Asked, askVault } from "./ask.js";
import { query } from "./random-queries.js";

/** `text` with `‸` where it is wrong. */
function flaw(marked: string, read: (text: string) => unknown = parseDataview): readonly [string, string] {
	const text = marked.replace("‸", "");
	try {
		read(text);
	} catch (error) {
		if (!(error instanceof DataviewError)) throw error;
		return [`${text.slice(0, error.offset)}‸${text.slice(error.offset)}`, error.message];
	}
	return [text, "nothing is wrong"];
}

describe("what is wrong with a query, and where", () => {
	it.each([
		["‸", "The query is empty: it begins with TABLE, LIST, TASK or CALENDAR."],
		...["dv.pages()", "const x = 1", "await dv.view('x')"].map((code): [string, string] => [
			`‸${code}`,
			"This is a program, not a query: it stands in a `dataviewjs` block, and `notapse run` runs it.",
		]),
		["‸TABEL a", "A query begins with TABLE, LIST, TASK or CALENDAR, not with “TABEL”. Did you mean TABLE?"],
		["TABLE a ‸FORM #x", "“FORM” is no clause. Did you mean FROM?"],
		["LIST FROM #x ‸WERE a", "“WERE” is no clause. Did you mean WHERE?"],
		[
			"LIST FROM ‸books",
			'FROM needs a source: #tag, "folder", [[note]] or outgoing([[note]]). A folder or file stands in quotes: "books".',
		],
		["LIST FROM #a and ‸", '“and” needs a source: #tag, "folder", [[note]] or outgoing([[note]]).'],
		["LIST FROM (#a or #b‸", "“)” is missing here."],
		["LIST FROM ‸[[a", "This link is never closed with “]]”."],
		["LIST FROM outgoing(‸#a)", "outgoing(…) needs a link: outgoing([[note]])."],
		["LIST FROM #a WHERE x ‸FROM #b", "A query has one FROM: join sources with AND and OR."],
		["LIST WHERE x ‸FROM #b", "FROM stands right behind LIST and before all other clauses."],
		["LIST WHERE ‸", "WHERE needs an expression."],
		[
			"LIST WHERE ‸LIMIT 5",
			"WHERE needs an expression; “LIMIT” begins the next clause. A field of that name is row.LIMIT.",
		],
		["LIST WHERE a ‸== b", "Dataview compares with one “=”."],
		["LIST WHERE a ‸&& b", "Dataview joins conditions with one “&”, or with AND."],
		["LIST WHERE a ‸|| b", "Dataview joins conditions with one “|”, or with OR."],
		["LIST WHERE a > ‸", "Something is missing behind “>”."],
		['LIST WHERE contains(a, "b"‸', "“)” or “,” is missing here."],
		['LIST WHERE a = ‸"b', "This quotation is never closed."],
		["LIST WHERE a = ‸'b'", "Something is missing behind “=”."],
		["LIST WHERE a[1‸", "“]” is missing here."],
		["LIST WHERE {‸1: 2}", "An object needs names here: { name: value }."],
		["LIST WHERE a.‸1", 'A field’s name begins with a letter: write others as ["name"].'],
		["LIST WHERE a‸)", "This “)” closes nothing."],
		["TABLE a, ‸", "“,” needs an expression."],
		["TABLE a AS ‸", 'A name is missing behind AS: a word, or any text in quotes, as in AS "Last read".'],
		['LIST a ‸AS "x"', "AS gives a name to a column, a group or a flattened value only."],
		["LIST ‸GROUP x", "BY is missing behind GROUP."],
		["CALENDAR ‸", "CALENDAR needs an expression."],
		["LIST FROM #a ‸, #b", "This comma has nothing to list."],
	])("%s", (marked, message) => {
		expect(flaw(marked)).toEqual([marked, message]);
	});

	it.each([
		["a ‸b", "“b” cannot stand here: the expression has ended before."],
		["‸", "An inline query needs an expression."],
		["!‸", "Something is missing behind “!”."],
	])("= %s", (marked, message) => {
		expect(flaw(marked, parseInline)).toEqual([marked, message]);
	});

	it("whatever is cut off or put in, there is a tree or a place in the text", () => {
		const piece = fc.constantFrom(
			"",
			"(",
			")",
			"[[",
			"]]",
			'"',
			"\\",
			",",
			" AS ",
			" WHERE ",
			"=>",
			"{",
			"‸",
			"\u0000",
			"😀",
			"date(",
		);
		fc.assert(
			fc.property(query, fc.nat(), fc.nat(10), piece, (text, at, cut, added) => {
				const from = at % (text.length + 1);
				const changed = text.slice(0, from) + added + text.slice(from + cut);
				try {
					parseDataview(changed);
				} catch (error) {
					expect(error).toBeInstanceOf(DataviewError);
					expect((error as DataviewError).offset).toBeGreaterThanOrEqual(0);
					expect((error as DataviewError).offset).toBeLessThanOrEqual(changed.length);
				}
			}),
			{ numRuns: 3000, seed: 5 },
		);
	});
});

describe("hostile queries end, with a word about why", () => {
	let asked: Asked;
	beforeAll(async () => {
		asked = await askVault(
			{
				"a.md":
					"---\n__proto__: x\nconstructor: y\ntoString: z\nnested: {__proto__: {polluted: 1}}\n---\nhasOwnProperty:: h\n",
				"b.md": "",
			},
			{ budget: { time: 5000, memory: 200e6, rows: 10_000 } },
		);
	});

	const many = (count: number, text: string, joint = "") =>
		Array.from({ length: count }, () => text).join(joint);

	it.each<readonly [what: string, code: string, why: RegExp]>([
		["brackets in brackets", `LIST ${"(".repeat(100_000)}`, /nested more than 200 levels/],
		["lists in lists", `LIST ${"[".repeat(50_000)}${"]".repeat(50_000)}`, /nested more than 200 levels/],
		["negations", `LIST WHERE ${"!".repeat(100_000)}a`, /nested more than 200 levels/],
		["sources in sources", `LIST FROM ${"(".repeat(100_000)}#a`, /nested more than 200 levels/],
		["lambdas in lambdas", `LIST ${"map([1], (x) => ".repeat(1000)}1`, /nested more than 200 levels/],
		["operators in a row", `LIST ${many(20_000, "1", " + ")}`, /More than 500 operators/],
		["clauses", `LIST ${many(2000, "WHERE a", " ")}`, /at most 200 clauses/],
		["letters", `LIST "${"x".repeat(300_000)}"`, /at most 200000 characters/],
		["a long text", 'LIST "abc" * 1000000000', /more memory|more than 10000000 characters/],
		[
			"texts that double",
			`LIST ${many(60, "map(", "")}["aaaaaaaaaaaaaaaa"]${many(60, ", (x) => x + x)", "")}`,
			/more memory|more than 10000000 characters/,
		],
		[
			"replacements that grow",
			`LIST ${many(30, "replace(", "")}"aaaaaaaa"${many(30, ', "a", "aaaa")', "")}`,
			/more memory|more than 10000000 characters|longer/,
		],
		[
			"lists that double",
			`LIST ${many(40, "((x) => x + x)(", "")}[1, 2, 3, 4]${many(40, ")", "")}`,
			/more memory|more than 2000000 elements/,
		],
		[
			"lambdas that multiply",
			`LIST length(${many(12, "flat(map(", "")}[1,2,3,4,5,6,7,8]${many(12, ", (x) => [1,2,3,4,5,6,7,8]))", "")})`,
			/memory|more than 2000000 elements|longer than/,
		],
		["padding", 'LIST padleft("a", 1000000000)', /more memory|more than 10000000 characters/],
		[
			"patterns that repeat",
			'LIST regexmatch("((a{1,1000}){1,1000}){1,1000}", "a")',
			/regular expression is too large/,
		],
		["patterns in patterns", `LIST regextest("${"(".repeat(2000)}", "a")`, /nested more than 200 levels/],
		["rows", 'LIST FLATTEN split(padleft("", 200000, "a"), "") AS x', /more than 10000 rows/],
	])("%s", async (_what, code, why) => {
		expect(await asked.ask(code, "a.md")).toMatch(why);
	});

	it("patterns that others try for ever are matched in one go", async () => {
		const text = `"${"a".repeat(5000)}"`;
		expect(await asked.value(`regexmatch("(a+)+b", ${text})`)).toBe(false);
		expect(await asked.value(`regextest("(a|a)*$", ${text} + "b")`)).toBe(true);
		expect(await asked.value(`regexreplace(${text}, "(a*)*c", "x") = ${text}`)).toBe(true);
		expect(await asked.value(`length(split(${text}, "(?:a|aa)+$"))`)).toBe(2);
		expect(await asked.value(`regextest("(?=(a+)+c)", ${text})`)).toBe(false);
	});

	it("thousands of conditions in a row are no depth", async () => {
		expect(await asked.ask(`LIST WHERE ${many(5000, 'file.name != "x"', " AND ")}`)).toHaveLength(2);
		expect(await asked.ask(`LIST FROM ${many(400, "#x", " OR ")}`)).toEqual([]);
	});

	it("names of JavaScript's own are names like others", async () => {
		const columns = ["constructor", 'row["__proto__"]', "toString", "hasOwnProperty", "valueOf"];
		expect(await asked.ask(`TABLE WITHOUT ID ${columns.join(", ")} FROM "a"`)).toEqual([
			columns,
			["y", "x", "z", "h", null],
		]);
		expect(await asked.value('this.nested["__proto__"].polluted', "a.md")).toBe(1);
		expect(await asked.value('{ "__proto__": 1, constructor: 2 }["__proto__"]')).toBe(1);
		expect(await asked.value('object("__proto__", { x: 1 })["x"]')).toBeNull();
		expect(await asked.value('extract({ a: 1 }, "__proto__", "constructor")')).toEqual(
			Object.fromEntries([
				["__proto__", null],
				["constructor", null],
			]),
		);
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});

	it("functions are Dataview's alone", async () => {
		for (const name of ["constructor", "valueOf", "toString", "sortBy", "sortby", "get", "truthy"])
			expect(await asked.value(`${name}(1)`)).toMatch(/^! There is no function/);
	});
});
