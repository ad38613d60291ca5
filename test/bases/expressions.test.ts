/** What expressions mean beyond the documentation's examples, and what is said of those that mean nothing. */
import { beforeAll, describe, expect, test } from "vitest";
import { parseExpression } from "../../src/bases/language/parse-expression.js";
import { type AskedVault, vaultOf } from "./ask-base.js";

let vault: AskedVault;

beforeAll(async () => {
	vault = await vaultOf({
		"a.md": `---
two words: 2
作者: 张三
no: null
list: [3, 1, 2]
mixed: [b, null, 2, a10, a9]
"it's": odd
due: 2026-12-24
at: 2026-12-24T18:30
link: "[[b#Part|the part]]"
missing link: "[[nowhere]]"
nested: {a: {b: [1, {c: deep}]}}
__proto__: polluted
constructor: built
value: mine
image: x
"a-b": 1
"1.5": text
done: true
---
`,
		"b.md": "## Part\n",
	});
});

function check(cases: readonly (readonly [formula: string, value: string])[]): void {
	test.each(cases)("%s", async (formula, value) => {
		expect(await vault.value(formula, { of: "a.md", from: "b.md" })).toBe(value);
	});
}

describe("names", () => {
	check([
		[`note["two words"] + 1`, "3"],
		["作者", '"张三"'],
		[`note["it's"]`, '"odd"'],
		["note.作者 + '！'", '"张三！"'],
		["value", '"mine"'],
		["[1].map(value)", "[1]"],
		["[1].map(note.value)", '["mine"]'],
		["nested.a.b[1].c", '"deep"'],
		[`nested["a"]["b"][0]`, "1"],
		["nested.x.y.z", "nothing"],
		["nested.keys()", '["a"]'],
		["list.length", "3"],
		["list[7]", "nothing"],
		["list[-1]", "nothing"],
		["file.file.name", '"a.md"'],
		["note.keys().length", "18"],
		["due", "2026-12-24"],
		["at", "2026-12-24T18:30:00"],
		["link", "[[b.md#Part|the part]]"],
		["note['missing link']", "[[?nowhere|nowhere]]"],
	]);
});

describe("names that JavaScript knows are names", () => {
	check([
		["__proto__", '"polluted"'],
		["constructor", '"built"'],
		["toString", "nothing"],
		["nested.constructor", "nothing"],
		["nested.__proto__", "nothing"],
		[`{"__proto__": 1}.__proto__`, "1"],
		[`{"a": 1}.hasOwnProperty`, "nothing"],
	]);
});

describe("nothing", () => {
	check([
		["no", "nothing"],
		["no + 1", "nothing"],
		["no * 2", "nothing"],
		["no / 0", "nothing"],
		[`no + "x"`, '"x"'],
		["no == null", "true"],
		["no != null", "false"],
		["no == 0", "false"],
		["no > 0", "false"],
		["no < 0", "false"],
		["!no", "true"],
		["no.toFixed(2)", "nothing"],
		["no.format('YYYY')", "nothing"],
		["no.contains(1)", "nothing"],
		["!no.contains(1)", "true"],
		["no.isEmpty()", "true"],
		["no.toString()", '""'],
		["no.x.y", "nothing"],
		["list(no)", "[]"],
		["max(no, 2)", "2"],
		["date(no)", "nothing"],
		["link(no)", "nothing"],
		["no.map(value)", "nothing"],
	]);
});

describe("conditions", () => {
	check([
		["0 || ''", "false"],
		["[] || {}", "false"],
		["[0] && {a: 0} && 'x' && 1", "true"],
		["done && !no", "true"],
		["if('', 1, 2)", "2"],
		["if([], 1, 2)", "2"],
		["if(due, 1, 2)", "1"],
		["true || missing.toFixed('x') ", "true"],
		["1 == 1 && 2 == 2 || false", "true"],
		["!true == false", "true"],
	]);
});

describe("equality and order", () => {
	check([
		[`1 == "1"`, "true"],
		[`"" == 0`, "false"],
		["true == 1", "true"],
		["[1, [2]] == [1, [2]]", "true"],
		["[1, 2] == [2, 1]", "false"],
		["{a: 1} == {a: 1}", "true"],
		["{a: 1} == {a: 1, b: 2}", "false"],
		[`due == "2026-12-24"`, "true"],
		[`due == date("2026-12-24 00:00:00")`, "true"],
		[`due > "2026-12-23"`, "true"],
		["due < at", "true"],
		["due > now()", "true"],
		[`"a" < "b"`, "true"],
		[`"10" < 9`, "false"],
		[`"a" < 1`, "false"],
		["list < 1", "false"],
		["duration('1d') == duration('24h')", "true"],
		["duration('1M') > duration('4w')", "true"],
		["link == file('b')", "true"],
		["link == this", "true"],
		["link == 'b'", "false"],
		["link == 'the part'", "true"],
		["file.ext == 'md'", "true"],
		["file.size > 0", "true"],
	]);
});

describe("arithmetic", () => {
	check([
		["7 / 2", "3.5"],
		["1 / 0", '"Infinity"'],
		["0 / 0", '"NaN"'],
		["-7 % 3", "-1"],
		["0.1 + 0.2", "0.30000000000000004"],
		["9007199254740993 + 0", "9007199254740992"],
		["1e308 * 10", '"Infinity"'],
		["'5' * '2'", "10"],
		["'5' + 2", '"52"'],
		["1 + 2 + 'x' + 1 + 2", '"3x12"'],
		["-list[0]", "-3"],
		["+'4'", "4"],
		["--2", "2"],
		["[1] + [2]", "[1, 2]"],
		["[1, 2] + 'x'", '"1,2x"'],
		["list - 1", "! - takes numbers, and this is a list."],
		["'x' * 2", "! * takes numbers, and this is a text."],
		["true + true", "2"],
	]);
});

describe("dates and durations", () => {
	check([
		["at - '1d'", "2026-12-23T18:30:00"],
		["due - '1d'", "2026-12-23"],
		["due + '1h'", "2026-12-24T01:00:00"],
		["due + duration('1M') * 2", "2027-02-24"],
		["'1d' + due", "2026-12-25"],
		["due + ' is the day'", '"2026-12-24 is the day"'],
		["due - 'x'", '! From a date, a text cannot be subtracted: a duration is written "7d" or "2 weeks".'],
		["(due - now()).days.floor()", "27"],
		["(at - due).hours", "18.5"],
		["duration('90m').hours", "1.5"],
		["duration('1y2M') + '3d'", "P1Y2M3D"],
		["duration('1d') - duration('2h')", "PT22H"],
		["duration('1d') / 2", "PT12H"],
		["duration('1d') / duration('6h')", "4"],
		["-duration('1d')", "P-1D"],
		["duration('soon')", "! “soon” is no duration: 1d, 2 weeks and 3h 30m are some."],
		["date('tomorrow')", "! “tomorrow” is no date: dates are written YYYY-MM-DD HH:mm:ss."],
		["date('2026-02-30')", "! “2026-02-30” is no date: dates are written YYYY-MM-DD HH:mm:ss."],
		["date('2024-02-29') + '1y'", "2025-02-28"],
		["date('2026-11-26T14:00:00+02:00')", "2026-11-26T12:00:00"],
		["due + '100000y'", "! This date lies beyond the years 0 to 9999."],
		["number(due) == due - date('1970-01-01')", "true"],
		["due.year + due.month + due.day", "2062"],
		["due.weekday", "! A date has no weekday. It has year, month, day, hour, minute, second, millisecond."],
		["due.isType('date')", "true"],
		["duration('1d').isType('duration')", "true"],
		["today() == now().date()", "true"],
	]);
});

describe("formats", () => {
	const at = "date('2026-11-06 09:05:03')";
	check([
		[`${at}.format("dddd, MMMM Do YYYY, h:mm:ss a")`, '"Friday, November 6th 2026, 9:05:03 am"'],
		[`${at}.format("ddd dd d E e MMM M MM D DD")`, '"Fri Fr 5 5 5 Nov 11 11 6 06"'],
		[`${at}.format("YY Q DDD DDDD H HH hh k kk m s SSS A")`, '"26 4 310 310 9 09 09 9 09 5 3 000 AM"'],
		[`${at}.format("[Week] W [of] GGGG")`, '"Week 45 of 2026"'],
		[
			`${at}.format("L LL LLL LLLL LT LTS")`,
			'"11/06/2026 November 6, 2026 November 6, 2026 9:05 AM Friday, November 6, 2026 9:05 AM 9:05 AM 9:05:03 AM"',
		],
		[`${at}.format("X x")`, '"1793955903 1793955903000"'],
		[`date("2021-01-03").format("GGGG-[W]WW-E gggg-[w]ww-e")`, '"2020-W53-7 2021-w02-0"'],
		[`date("2024-12-30").format("GGGG-[W]WW-E")`, '"2025-W01-1"'],
		[
			"[1,2,3,4,11,12,13,21,22,23].map(date('2026-01-' + if(value < 10, '0' + value, value)).format('Do')).join(' ')",
			'"1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd"',
		],
	]);

	test.each([
		["YYYY年M月D日 dddd Ah点mm分", '"2026年11月6日 星期五 上午9点05分"'],
		["MMMM Do ddd dd LL", '"十一月 6日 周五 五 2026年11月6日"'],
	])("%s in Chinese", async (format, value) => {
		expect(await vault.value(`${at}.format("${format}")`, { language: "zh-CN" })).toBe(value);
	});

	test.each([
		["30s", "a few seconds ago", "几秒前"],
		["5m", "5 minutes ago", "5 分钟前"],
		["1h", "an hour ago", "1 小时前"],
		["1d", "a day ago", "1 天前"],
		["40d", "a month ago", "1 个月前"],
		["2y", "2 years ago", "2 年前"],
		["-3h", "in 3 hours", "3 小时后"],
	])("%s ago is %s", async (ago, english, chinese) => {
		const formula = `(now() - "${ago}").relative()`;
		expect(await vault.value(formula)).toBe(`"${english}"`);
		expect(await vault.value(formula, { language: "zh" })).toBe(`"${chinese}"`);
	});
});

describe("lists", () => {
	check([
		["list.sort()", "[1, 2, 3]"],
		["mixed.sort()", '[2, "a9", "a10", "b", nothing]'],
		["mixed.filter(value)", '["b", 2, "a10", "a9"]'],
		["list.map(value * index)", "[0, 1, 4]"],
		["list.filter(index > 0)", "[1, 2]"],
		["list.map(list.map(value))", "[[3, 1, 2], [3, 1, 2], [3, 1, 2]]"],
		["list.map([value].map(index))", "[[0], [0], [0]]"],
		["list.reduce(acc + [value].reduce(acc + value, 10), 0)", "36"],
		["list.reduce(if(acc.isEmpty(), value, acc * value))", "6"],
		["list.reduce(acc + value + index, '')", '"301223"'.replace("301223", "301122")],
		["[[2, 1], [1, 2]].map(value.sort()).unique()", "[[1, 2]]"],
		["[1, '1', 1].unique()", '[1, "1"]'],
		[
			"'abc'.map(value)",
			"! A condition could not be computed for one file: filter, map and reduce are functions of lists, not of a text.",
		],
		["'a1b22c'.split(/\\d+/)", '["a", "b", "c"]'],
		["'a1b'.split(/(\\d)/)", '["a", "1", "b"]'],
		["'循环'.split('')", '["循", "环"]'],
		["'a.b'.replace(/(?<first>\\w)\\.(\\w)/, '$2$<first>$$$&')", '"ba$a.b"'],
		["'a+b'.replace('+', '$&')", '"a$&b"'],
		["'aaa'.replace(/a/g, 'b')", '"bbb"'],
		["'aaa'.replace(/x*/g, '-')", '"-a-a-a-"'],
		["/^A/i.matches('abc')", "true"],
		["'2026'.replace(/\\B(?=(\\d{2})+$)/g, ',')", '"20,26"'],
		[
			"'x'.replace(/(?<=x)/, '')",
			"! Looking behind is not taken, in the regular expression /(?<=x)/ at character 5. at 12",
		],
	]);
});

describe("numbers", () => {
	check([
		["(1.005).round(2)", "1.01"],
		["(-2.5).round()", "-2"],
		["(1234).round(-2)", "1200"],
		["(1e21).toFixed(2)", '"1e+21"'],
		["(1).toFixed(101)", "! toFixed() takes from 0 to 100 digits."],
		["5.lower()", "! lower() is a function of texts, and this is a number."],
		["max('a', 1)", "! min and max take numbers, not “a”."],
		["max(due, today())", "2026-12-24"],
		["min([3, 1, 2])", "1"],
	]);
});

describe("what is wrong is said, with its place", () => {
	const wrong: readonly (readonly [formula: string, marked: string, message: string])[] = [
		["1 +", "1 +^", "The expression ends too early."],
		["(1 + 2", "(1 + 2^", "A ) is missing."],
		["[1, 2", "[1, 2^", "A ] is missing."],
		["'abc", "^'abc", "This text has no end: a ' is missing."],
		["a = b", "a ^= b", "= is no operator here. Equality is written ==."],
		["a === b", "a ^=== b", "=== is no operator here. Equality is written ==."],
		["a and b", "a ^and b", "and is not expected here. And is written &&."],
		["a ? b : c", "a ^? b : c", "? is no operator here. A choice is written if(condition, yes, no)."],
		[
			"list.filter(x => x)",
			"list.filter(x ^=> x)",
			"=> is no operator here. Write the condition itself, over value: list.filter(value > 2).",
		],
		["now() - 7d", "now() - ^7d", '7d is no number. A duration or a text stands in quotes: "7d".'],
		["f(“x”)", "f(^“x”)", '“ is not expected here. Text stands in straight quotes: "text".'],
		["f（x）", "f^（x）", "（ is not expected here. Parentheses are written ( and )."],
		["a.", "a.^", "The name of a property or function must follow the dot."],
		["/ab", "^/ab", "This regular expression has no end: a / is missing."],
		["", "^", "There is no expression here."],
		["{a 1}", "{a ^1}", "A : must follow the key."],
		["a; b", "a^; b", "; is not expected here. One expression stands alone, without ;."],
	];
	test.each(wrong)("%s", (formula, marked, message) => {
		const offset = marked.indexOf("^");
		expect(() => parseExpression(formula)).toThrow(expect.objectContaining({ message, offset }));
	});

	check([
		["file.nmae", "! A file has no property nmae. Did you mean file.name? at 5"],
		["price.toFixd(2)", "! There is no function toFixd(). Did you mean toFixed()? at 6"],
		["tody()", "! There is no function tody(). Did you mean today()? at 0"],
		[
			"contains('x', 'y')",
			"! contains() stands behind the value that it is a function of: value.contains(). at 0",
		],
		["due.today()", "! today() does not stand behind a dot: today(value). at 4"],
		["'x'.contains()", "! contains() takes 1 argument, not 0. at 4"],
		["if(1)", "! if() takes 2 to 3 arguments, not 1. at 0"],
		["max()", "! max() takes at least 1 argument, not 0. at 0"],
		["not(empty(due))", "! There is no function not() any more: write !value. at 0"],
		["formula.y", "! There is no formula y. at 8"],
		["formula", "! formula needs the name of a formula behind it: formula.name. at 0"],
	]);
});
