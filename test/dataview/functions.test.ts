import { beforeAll, describe, expect, it } from "vitest";
import { dataviewNames } from "../../src/dataview/functions/registry.js";
import { type Asked, askVault } from "./ask.js";

let asked: Asked;
beforeAll(async () => {
	asked = await askVault({
		"a.md": "---\nday: 2024-02-03\n---\n",
		"sub/b.md": "",
		"pic.png": "",
	});
});

/** As in the documentation of Dataview, in our words: what a function makes of what. On Monday, 2026-11-23 17:30:15.25 UTC. */
const examples: readonly (readonly [code: string, value: unknown])[] = [
	['object("a", 1, "b", [2])', { a: 1, b: [2] }],
	["list(1, 2, list())", [1, 2, []]],
	['array("x")', ["x"]],
	["date(today)", "2026-11-23"],
	["date(now)", "2026-11-23T17:30:15.250Z"],
	["[date(yesterday), date(tomorrow)]", ["2026-11-22", "2026-11-24"]],
	["[date(sow), date(som), date(soy)]", ["2026-11-23", "2026-11-01", "2026-01-01"]],
	['dateformat(date(eow), "MM-dd HH:mm")', "11-29 23:59"],
	["date(end-of-month) > date(start-of-month)", true],
	['date("12/31/2022", "MM/dd/yyyy")', "2022-12-31"],
	["date([[2021-04-16]])", "2021-04-16"],
	["date([[a|3 Feb]])", "2024-02-03"],
	['date("1407287224", "X")', "2014-08-06T01:07:04.000Z"],
	['date("soon")', null],
	["dur(8 minutes, 4 seconds)", "PT8M4S"],
	['dur("1 day, 3 hours")', "P1DT3H"],
	['[number("18 years"), number("x")]', [18, null]],
	['string(dur(8 hours)) + "|" + string(12) + "|" + string([1, [2]])', "8 hours|12|1, [2]"],
	["string(date(2021-04-16))", "April 16, 2021"],
	["string({ a: null })", "{ a: \\- }"],
	['link("b")', "[[sub/b.md|b]]"],
	['link("b", "words")', "[[sub/b.md|words]]"],
	['link("b.md#Part", "x").file.name', null],
	['embed(link("pic.png"))', "![pic.png](pic.png)"],
	['elink("https://x.org")', "[https://x.org](https://x.org)"],
	[
		'map([1, "a", [], {a: 1}, date(today), dur(1 d), [[a]], null, true], (x) => typeof(x))',
		["number", "string", "array", "object", "date", "duration", "link", "null", "boolean"],
	],
	[
		"[round(16.555555), round(16.555555, 2), trunc(-93.333), floor(-93.3), ceil(93.3)]",
		[17, 16.56, -93, -94, 94],
	],
	['[min(1, 2, 3), max([1, 2, 3]), min("a", "ab"), min(null, 5), max()]', [1, 3, "a", 5, null]],
	[
		'[sum([1, 2, 3]), product([1, 2, 3]), average([1, 2]), sum(["a", "b"]), sum([])]',
		[6, 6, 1.5, "ab", null],
	],
	["sum([dur(1 d), dur(2 h)])", "P1DT2H"],
	[
		'[minby([1, 2, 3], (k) => 0 - k), maxby(["a", "abc"], (k) => length(k)), minby([], (k) => k)]',
		[3, "abc", null],
	],
	[
		'[contains("Hello", "Lo"), icontains("Hello", "Lo"), contains(["a", ["bc"]], "c"), econtains(["abc"], "c"), contains({ x: 1 }, "x"), contains([1, 2], 2)]',
		[false, true, true, false, true, true],
	],
	['[containsword("Hello there!", "hello"), containsword("Hello there", "the")]', [true, false]],
	['extract({ a: 1, b: 2 }, "b")', { b: 2 }],
	[
		'[sort([3, 2, 1]), sort(["b", "A", "a"]), sort([[a]], (x) => 1), sort([1, 2, 3], (x) => 0 - x)]',
		[[1, 2, 3], ["a", "A", "b"], "! A function of each element needs a list.", [3, 2, 1]],
	],
	['[reverse([1, 2]), reverse("abc")]', [[2, 1], "cba"]],
	['[length([1, 2]), length("hello"), length({ a: 1 }), length(null)]', [2, 5, 1, 0]],
	["[nonnull([null, false, 1]), nonnull(null, 2), firstvalue([null, 2, 3])]", [[false, 1], [2], 2]],
	[
		"[all([1, 2]), all(true, 0), any([0, 1]), none([0, false]), all([1, 2], (x) => x > 1), any([1, 2], (x) => x > 1), none([], (x) => x)]",
		[true, false, true, true, false, true, true],
	],
	['[join([1, 2, 3]), join([1, 2], "-"), join(5)]', ["1, 2, 3", "1-2", "5"]],
	["filter([1, 2, 3], (x) => x >= 2)", [2, 3]],
	['map(["yes", "no"], (x) => x + "?")', ["yes?", "no?"]],
	[
		"[unique([3, 1, 3]), flat([1, [2, [3]]]), flat([1, [2, [3]]], 9), slice([1, 2, 3, 4], -2), slice([1, 2, 3], 0, 1)]",
		[[1, 3], [1, 2, [3]], [1, 2, 3], [3, 4], [1]],
	],
	[
		'[reduce([100, 20, 3], "-"), reduce([1, null, 5], (a, b) => max(a, b)), reduce([], "+"), reduce(["a", 3], "*")]',
		[77, 5, null, "aaa"],
	],
	[
		'[regextest("\\w+", "hello"), regextest("what", "what\'s up"), regexmatch("what", "what\'s up"), regexmatch("\\w+", "hello")]',
		[true, true, false, true],
	],
	['regexreplace("Suite 1000", "\\d+", "-")', "Suite -"],
	['[replace("what", "wh", "h"), lower("TesT"), upper("tesT")]', ["hat", "test", "TEST"]],
	[
		'[split("hello world", " "), split("a1b2c", "(\\d)"), split("a-b-c", "-", 2), split("", ",")]',
		[["hello", "world"], ["a", "1", "b", "2", "c"], ["a", "b"], [""]],
	],
	[
		'[startswith("yes", "ye"), endswith("path/to", "to"), padleft("7", 3, "0"), padright("a", 3, "!"), padleft("long", 2)]',
		[true, true, "007", "a!!", "long"],
	],
	[
		'[substring("hello", 0, 2), substring("hello", 2), truncate("Hello there!", 8), truncate("Hello", 8)]',
		["he", "llo", "Hello...", "Hello"],
	],
	[
		"[default(null, 1), default([1, null], 0), ldefault([null], 0), default(false, 1)]",
		[1, [1, 0], [null], false],
	],
	[
		'[display("Hello **W** [[a|b]]"), display([[sub/b#X]]), display([1, [[a|A]]])]',
		["Hello W b", "b > X", "1, A"],
	],
	['[choice(1, "y", "n"), choice([0, "x"], 1, 2)]', ["y", [2, 1]]],
	["striptime(date(2021-04-16T13:05))", "2021-04-16"],
	[
		'[dateformat(date(2021-04-16), "yyyy-MM-dd"), dateformat(date(2021-04-16), "cccc d. LLLL")]',
		["2021-04-16", "Friday 16. April"],
	],
	["durationformat(dur(\"3 days 7 hours 43 seconds\"), \"ddd'd' hh'h' ss's'\")", "003d 07h 43s"],
	['[currencyformat(123456.789, "EUR"), currencyformat(5)]', ["€123,456.79", "$5.00"]],
	["localtime(date(2021-04-16T13:05:00+08:00))", "2021-04-16T05:05:00.000Z"],
	[
		'[hash("x", 1) = hash("x", 1), hash("x", 1) = hash("x", 2), typeof(hash("a", "b"))]',
		[true, false, "number"],
	],
	["meta([[sub/b#Part|x]])", { display: "x", embed: false, path: "sub/b", subpath: "Part", type: "header" }],
];

describe("functions", () => {
	it.each(examples)("%s", async (code, value) => {
		expect(await asked.value(code)).toEqual(value);
	});

	it("are all among the examples", () => {
		const used = examples.map(([code]) => code).join(" ");
		expect(dataviewNames.filter((name) => !used.includes(`${name}(`))).toEqual([]);
	});
});

describe("operators", () => {
	it.each<readonly [code: string, value: unknown]>([
		["1 + 2 * 3 - 4 / 2", 5],
		["(1 + 2) * 3", 9],
		["7 % 4 + 5 / 2", 5.5],
		["1 / 0", "Infinity"],
		["0.1 + 0.2", 0.30000000000000004],
		['"a" + 1 + null', "a1\\-"],
		['"ab" * 3', "ababab"],
		['3 * "ab" * -1', ""],
		["[1] + [2, [3]]", [1, 2, [3]]],
		["{ a: 1, b: 2 } + { b: 3 }", { a: 1, b: 3 }],
		["date(2021-01-31) + dur(1 month)", "2021-02-28"],
		["date(2021-04-16) - date(2021-04-14)", "P2D"],
		["date(2021-04-16) - null", null],
		["dur(1 d) * 3 / 2", "P1DT12H"],
		["dur(1 d) > dur(23 h)", true],
		["null + null", null],
		['[null < 1, 1 < "a", "a" < "B", [1] < 1, true > false]', [true, true, true, true, true]],
		[
			'[1 = 1.0, "a" = "A", [1, [2]] = [1, [2]], { a: 1 } = { a: 1 }, null = null, 1 != "1"]',
			[true, false, true, true, true, true],
		],
		["[[a]] = [[a.md|x]]", true],
		["[[a]] = [[a#b]]", false],
		["true or false and false", false],
		['[!0, !"", ![], !{}, !null, !dur(0 s), ![[a]]]', [true, true, true, true, true, true, "![[a]]"]],
		['1 & "x" & [0]', true],
		["{ a: { b: [10, 20] } }.a.b[1]", 20],
		["[{ a: 1 }, { a: 2 }, 3].a", [1, 2, null]],
		['"abc"[1]', "b"],
		["[1, 2][5]", null],
		["date(2021-04-16T13:05).hour + date(2021-04-16).weekday", 18],
		["dur(36 h).days", 1.5],
		["((x, y) => x + y)(2, 3)", 5],
		["map([1, 2], (x) => map([10], (y) => x * y))", [[10], [20]]],
		["map([1, 2], (x) => filter([1, 2, 3], (y) => y > x))", [[2, 3], [3]]],
		["[[sub/b]].file.folder", "sub"],
		["[[nowhere]].file.folder", null],
		["missing.deep[0].x", null],
	])("%s", async (code, value) => {
		const found = await asked.value(code);
		if (code.startsWith("[!0"))
			expect((found as unknown[]).slice(0, 6)).toEqual((value as unknown[]).slice(0, 6));
		else expect(found).toEqual(value);
	});
});

describe("what has no meaning", () => {
	it.each([
		["1 + [[a]]", "number + link has no meaning."],
		['round("x", 2, 3)', "round() takes 1 or 2 arguments, and was called with string, number, number."],
		["lower(5)", "lower() can do nothing with number."],
		['"abc".length', "A text has no “length”: its characters are counted, text[0]."],
		["[1, 2][true]", "What stands in [ ] is a text or a number."],
		['regexmatch("(", "a")', "A ) is missing, in the regular expression /^($/ at character 4."],
		[
			'regextest("(?<=a)b", "ab")',
			"Looking behind is not taken, in the regular expression /(?<=a)b/ at character 5.",
		],
		['dateformat(date(today), "y" * 2000)', "A format can have at most 1000 characters."],
		['currencyformat(1, "nothing")', "“nothing” is no currency: it has three letters, as “EUR”."],
		[
			'reduce([1, 2], "^")',
			"reduce() takes one of “+”, “-”, “*”, “/”, “&”, “|”, or a function of two values.",
		],
		["lenght([1])", "There is no function lenght(). Did you mean length?"],
		["filter([1])", "filter() takes a list and a function: filter(list, (x) => …)."],
		[
			"[(x) => x]",
			"A function can only stand among the arguments of filter, map, sort, minby, maxby, any, all, none and reduce.",
		],
		[
			"upper((x) => x)",
			"upper() takes no function. Those that do: filter, map, sort, minby, maxby, any, all, none, reduce.",
		],
	])("%s", async (code, message) => {
		expect(await asked.value(code)).toBe(`! ${message}`);
	});
});

describe("time zones", () => {
	it("dates are those of the zone, and what has a zone of its own keeps it", async () => {
		const east = await askVault({ "a.md": "" }, { zone: "Asia/Shanghai" });
		expect(await east.value("date(today)")).toBe("2026-11-24");
		expect(await east.value("date(now).hour")).toBe(1);
		expect(await east.value("date(2021-04-16T13:05:00Z).hour")).toBe(13);
		expect(await east.value("localtime(date(2021-04-16T13:05:00Z)).hour")).toBe(21);
	});
});
