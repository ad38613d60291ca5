/** What Obsidian's documentation says of each function and operator, in our own notation. */
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { globalArity, methodArity } from "../../src/bases/functions/registry.js";
import { summaryNames } from "../../src/bases/functions/summaries.js";
import { fileFields } from "../../src/bases/values/file-value.js";
import { type AskedVault, vaultOf } from "./ask-base.js";

let vault: AskedVault;

beforeAll(async () => {
	vault = await vaultOf({
		"notes/a.md": `---
price: 3.456
age: 2
quantity: 4
discount: 1
tax: 0.5
part: 1
whole: 4
status: Done
description: about it
first_name: Jane
last_name: Doe
impact: 3
urgency: 4
effort: 2
monthlyUses: 5
completed: false
urgent: false
important: true
isModified: true
start_date: 2025-01-01
due_date: 2025-05-27T13:00:00
tasks: [x, y, z]
tags: [tag1/a, urgent]
property: [one, two]
object: {subprop: inner}
author: "[[b]]"
authors: ["[[b]]", "[[nobody]]"]
image-property: "[[picture.png]]"
latitude: 48.85837
longitude: 2.294481
type: "[[Restaurants]]"
---
Links to [[b]], embeds ![[picture.png]] and has #inline.
`,
		"b.md": "---\nicon: utensils\n---\nBack to [[a]].",
		"Restaurants.md": "---\nicon: utensils\n---\n",
		"picture.png": "png",
		"path to file.md": "",
	});
});

type Example = readonly [formula: string, value: string];

const functions: Readonly<Record<string, readonly Example[]>> = {
	escapeHTML: [[`escapeHTML("<b>&'\\"")`, '"&lt;b&gt;&amp;&#39;&quot;"']],
	date: [
		[`date("2025-05-27 13:04:05")`, "2025-05-27T13:04:05"],
		[`date("2025-05-27")`, "2025-05-27"],
		[`now().date().format("YYYY-MM-DD HH:mm:ss")`, '"2026-11-26 00:00:00"'],
	],
	duration: [
		[`duration("1d")`, "P1D"],
		[`now() + (duration('1d') * 2)`, "2026-11-28T14:05:09"],
		[`now() + '1d'`, "2026-11-27T14:05:09"],
		[`duration('5h') * 2`, "PT10H"],
		[`2 * duration('5h')`, "! The duration stands before the number: duration * number."],
	],
	file: [
		[`file(link("[[b]]"))`, "[[b.md|b]]"],
		[`file("path to file")`, "[[path to file.md|path to file]]"],
		[`file("nothing")`, "nothing"],
	],
	html: [[`html("<b>x</b>")`, "html <b>x</b>"]],
	if: [
		[`if(isModified, "Modified", "Unmodified")`, '"Modified"'],
		[`if(completed, "Modified", "Unmodified")`, '"Unmodified"'],
		[`if(completed, "Modified")`, "nothing"],
	],
	image: [
		["image(image-property)", "image picture.png"],
		[`image(note["image-property"])`, "image picture.png"],
		[`image("https://obsidian.md/images/logo.svg")`, "image https://obsidian.md/images/logo.svg"],
	],
	icon: [[`icon("arrow-right")`, "code arrow-right"]],
	link: [
		[`link("b")`, "[[b.md|b]]"],
		[`link("filename", "display")`, "[[?filename|display]]"],
		[`link("filename", icon("plus"))`, "[[?filename|plus]]"],
		[`link("https://obsidian.md")`, "<https://obsidian.md|https://obsidian.md>"],
		[`link(date("2025-05-27 12:00").date().toString())`, "[[?2025-05-27|2025-05-27]]"],
		[
			`link("https://www.google.com/maps/search/" + "a b".replace(" ","+"),"Google Maps")`,
			"<https://www.google.com/maps/search/a+b|Google Maps>",
		],
	],
	list: [
		[`list("value")`, '["value"]'],
		["list([1, 2])", "[1, 2]"],
		["list(type)[0].asFile().properties.icon", '"utensils"'],
	],
	max: [["max(1, 3, 2)", "3"]],
	min: [["min(3, 1, 2)", "1"]],
	now: [["now()", "2026-11-26T14:05:09"]],
	number: [
		[`number("3.4")`, "3.4"],
		[`number(date("1970-01-02"))`, "86400000"],
		["number(true)", "1"],
		["number(false)", "0"],
		[`number("three")`, "! “three” is no number."],
	],
	today: [["today()", "2026-11-26"]],
	random: [["random()", "0.25"]],
	isTruthy: [["1.isTruthy()", "true"]],
	isType: [
		[`"example".isType("string")`, "true"],
		[`true.isType("boolean")`, "true"],
		[`1.isType("string")`, "false"],
	],
	format: [
		[`date("2025-05-27").format("YYYY-MM-DD")`, '"2025-05-27"'],
		[`due_date.format("YYYY-MM-DD")`, '"2025-05-27"'],
	],
	time: [
		["now().time()", '"14:05:09"'],
		[`date("2025-01-01 23:59:59").time()`, '"23:59:59"'],
	],
	relative: [[`(now() - "3 days").relative()`, '"3 days ago"']],
	isEmpty: [
		["now().isEmpty()", "false"],
		[`"Hello world".isEmpty()`, "false"],
		[`"".isEmpty()`, "true"],
		["missing.isEmpty()", "true"],
		["5.isEmpty()", "false"],
		["[1,2,3].isEmpty()", "false"],
		["[].isEmpty()", "true"],
		["{}.isEmpty()", "true"],
		[`{"a": 1}.isEmpty()`, "false"],
	],
	contains: [
		[`"hello".contains("ell")`, "true"],
		["[1,2,3].contains(2)", "true"],
		["[1,2,3].contains(4)", "false"],
		[`tags.contains("urgent")`, "true"],
		["authors.contains(this)", "true"],
	],
	containsAll: [
		[`"hello".containsAll("h", "e")`, "true"],
		[`"hello".containsAll("h", "x")`, "false"],
		["[1,2,3].containsAll(2,3)", "true"],
	],
	containsAny: [
		[`"hello".containsAny("x", "y", "e")`, "true"],
		["[1,2,3].containsAny(3,4)", "true"],
		["[1,2,3].containsAny(4,5)", "false"],
	],
	endsWith: [[`"hello".endsWith("lo")`, "true"]],
	lower: [[`"HeLLo".lower()`, '"hello"']],
	replace: [
		[`"a:b:c:d".replace(/:/, "-")`, '"a-b:c:d"'],
		[`"a:b:c:d".replace(/:/g, "-")`, '"a-b-c-d"'],
		[`"a:b:c:d".replace(":", "-")`, '"a-b-c-d"'],
		[`"John Smith".replace(/(\\w+) (\\w+)/, "$2, $1")`, '"Smith, John"'],
	],
	repeat: [[`"123".repeat(2)`, '"123123"']],
	reverse: [
		[`"hello".reverse()`, '"olleh"'],
		["[1,2,3].reverse()", "[3, 2, 1]"],
	],
	slice: [
		[`"hello".slice(1, 4)`, '"ell"'],
		[`"hello".slice(1)`, '"ello"'],
		["[1,2,3,4].slice(1,3)", "[2, 3]"],
		["[1,2,3,4].slice(2)", "[3, 4]"],
	],
	split: [
		[`"a,b,c,d".split(",", 3)`, '["a", "b", "c"]'],
		[`"a,b,c,d".split(/,/, 3)`, '["a", "b", "c"]'],
		[`"a,b".split(",")`, '["a", "b"]'],
	],
	startsWith: [[`"hello".startsWith("he")`, "true"]],
	title: [[`"hello world".title()`, '"Hello World"']],
	trim: [[`"  hi  ".trim()`, '"hi"']],
	abs: [["(-5).abs()", "5"]],
	ceil: [["(2.1).ceil()", "3"]],
	floor: [["(2.9).floor()", "2"]],
	round: [
		["(2.5).round()", "3"],
		["(2.3333).round(2)", "2.33"],
	],
	toFixed: [["(3.14159).toFixed(2)", '"3.14"']],
	filter: [["[1,2,3,4].filter(value > 2)", "[3, 4]"]],
	flat: [["[1,[2,3]].flat()", "[1, 2, 3]"]],
	join: [[`[1,2,3].join(",")`, '"1,2,3"']],
	map: [
		["[1,2,3,4].map(value + 1)", "[2, 3, 4, 5]"],
		["[5,6].map(index)", "[0, 1]"],
	],
	reduce: [
		["[1,2,3].reduce(acc + value, 0)", "6"],
		[
			`[1,"x",3,2].filter(value.isType("number")).reduce(if(acc == null || value > acc, value, acc), null)`,
			"3",
		],
		[
			`["x"].filter(value.isType("number")).reduce(if(acc == null || value > acc, value, acc), null)`,
			"nothing",
		],
	],
	sort: [
		["[3, 1, 2].sort()", "[1, 2, 3]"],
		[`["c", "a", "b"].sort()`, '["a", "b", "c"]'],
	],
	unique: [["[1,2,2,3].unique()", "[1, 2, 3]"]],
	mean: [["[1,2,6].mean().round(3)", "3"]],
	asFile: [
		[`link("[[b]]").asFile()`, "[[b.md|b]]"],
		[`link("nowhere").asFile()`, "nothing"],
	],
	linksTo: [
		[`link("a").linksTo(file("b"))`, "true"],
		[`link("Restaurants").linksTo(file("b"))`, "false"],
	],
	asLink: [
		["file.asLink()", "[[notes/a.md|a]]"],
		[`file.asLink("shown")`, "[[notes/a.md|shown]]"],
	],
	hasLink: [
		[`file.hasLink("b")`, "true"],
		[`file.hasLink("Textbook")`, "false"],
		["file.hasLink(this.file)", "true"],
	],
	hasProperty: [
		[`file.hasProperty("price")`, "true"],
		[`file.hasProperty("cost")`, "false"],
	],
	hasTag: [
		[`file.hasTag("tag1", "tag2")`, "true"],
		[`file.hasTag("tag")`, "false"],
		[`file.hasTag("inline")`, "true"],
	],
	inFolder: [
		[`file.inFolder("notes")`, "true"],
		[`file.inFolder("note")`, "false"],
	],
	keys: [[`{"a": 1, "b": 2}.keys()`, '["a", "b"]']],
	values: [[`{"a": 1, "b": 2}.values()`, "[1, 2]"]],
	matches: [[`/abc/.matches("abcde")`, "true"]],
};

const others: readonly Example[] = [
	// Operators
	["2 * (2 * 3.14)", "12.56"],
	["price * quantity", "13.824"],
	["price + tax", "3.956"],
	["price - discount", "2.456"],
	["price / quantity", "0.864"],
	["(part / whole) * 100", "25"],
	["price > 2.1", "true"],
	["age < 18", "true"],
	[`status == "Done"`, "true"],
	[`status != "Done"`, "false"],
	["!completed", "true"],
	["price > 0 && quantity > 0", "true"],
	["urgent || important", "true"],
	["7 % 4", "3"],
	["123.toString()", '"123"'],
	// Dates
	[`now() + "1 day"`, "2026-11-27T14:05:09"],
	[`file.mtime > now() - "1 week"`, "true"],
	[`date("2024-12-01") + "1M" + "4h" + "3m"`, "2025-01-01T04:03:00"],
	[`(now() + "1d") - now()`, "86400000"],
	[`date("2025-01-02") - date("2025-01-01")`, "86400000"],
	["now().hour", "14"],
	[`date("2025-01-31 10:20:30").year`, "2025"],
	[`date("2025-01-31 10:20:30").month`, "1"],
	[`date("2025-01-31 10:20:30").day`, "31"],
	[`date("2025-01-31 10:20:30").minute`, "20"],
	[`date("2025-01-31 10:20:30").second`, "30"],
	["now().millisecond", "0"],
	[`date("2025-01-31") + "1M"`, "2025-02-28"],
	[`now() + "1 hour"`, "2026-11-26T15:05:09"],
	[`today() + "7d"`, "2026-12-03"],
	// Values
	[`"message"`, '"message"'],
	["'world'", '"world"'],
	["(2.5)", "2.5"],
	["true", "true"],
	["property[0]", '"one"'],
	["object.subprop", '"inner"'],
	[`object["subprop"]`, '"inner"'],
	["note.price", "3.456"],
	[`note["price"]`, "3.456"],
	[`"hello".length`, "5"],
	["tasks.length", "3"],
	["[latitude, longitude]", "[48.85837, 2.294481]"],
	[`{"name": "value"}`, '{name: "value"}'],
	// Links
	["author == this", "true"],
	[`link("nothing") == link("nothing")`, "true"],
	[`link("nothing") == link("nowhere")`, "false"],
	[`link("b") == link("b", "other")`, "true"],
	["file == this", "false"],
	// Formulas
	[`if(price, price.toFixed(2) + " dollars")`, '"3.46 dollars"'],
	[`(price / age).toFixed(2)`, '"1.73"'],
	[`file.basename + " - " + description`, '"a - about it"'],
	[`if(price, "$" + price.toFixed(2), "")`, '"$3.46"'],
	["file.name.lower()", '"a.md"'],
	[`start_date + "2w"`, "2025-01-15"],
	[`if(due_date < now() && status != "Done", "Overdue", "")`, '""'],
	["(impact * urgency) / effort", "6"],
	[`first_name + " " + last_name`, '"Jane Doe"'],
	// Files
	["file.ext", '"md"'],
	["file.folder", '"notes"'],
	["file.path", '"notes/a.md"'],
	["file.name", '"a.md"'],
	["file.basename", '"a"'],
	["file.size > 100", "true"],
	["file.file", "[[notes/a.md|a]]"],
	["file.tags", "[#tag1/a, #urgent, #inline]"],
	["file.links.length", "6"],
	["file.embeds", "[[[picture.png|picture.png]]]"],
	["file.backlinks", "[[[b.md|b]]]"],
	["file.properties.price", "3.456"],
	["file.ctime.year > 2000", "true"],
	["this.file.name", '"b.md"'],
	["this.file.folder", '""'],
	["this.icon", '"utensils"'],
];

describe("every example evaluates to what the documentation says", () => {
	const all: readonly Example[] = [...Object.values(functions).flat(), ...others];
	test.each(all)("%s", async (formula, value) => {
		expect(await vault.value(formula, { of: "notes/a.md", from: "b.md" })).toBe(value);
	});
});

const folder = new URL("../../../shared/vaults/obsidian-help-en/Bases/", import.meta.url);
const page = (name: string) => readFileSync(new URL(encodeURIComponent(name), folder), "utf8");
const isThere = existsSync(folder);
if (!isThere)
	console.warn("SKIPPED: no ../shared/vaults: whether the documentation has other functions is not known");

describe.skipIf(!isThere)("the documentation's own lists", () => {
	const inTable = (text: string, heading: string) => {
		const section = text.slice(text.indexOf(heading)).split(/^#{1,6} /m)[1] ?? "";
		return [...section.matchAll(/^\| *`?([\w.]+)`? *\|/gm)].map(([, name]) => name!).slice(1);
	};

	test("each function is there, with an example", () => {
		const names = [...page("Functions.md").matchAll(/^### `(\w+)\(\)`/gm)].map(([, name]) => name!);
		expect(names.length).toBeGreaterThan(60);
		const known = new Set([...globalArity.keys(), ...methodArity.keys()]);
		expect(names.filter((name) => !known.has(name))).toEqual([]);
		expect(names.filter((name) => !Object.hasOwn(functions, name))).toEqual(["toString"]);
	});

	test("each property of files is there", () => {
		const names = inTable(page("Bases syntax.md"), "### File properties").map((name) =>
			name.replace("file.", ""),
		);
		expect(names.length).toBeGreaterThan(10);
		expect(names.filter((name) => !fileFields.includes(name))).toEqual([]);
	});

	test("each summary is there", () => {
		const names = inTable(page("Bases syntax.md"), "#### Default Summary Formulas");
		expect(names.length).toBeGreaterThan(12);
		expect(names.filter((name) => !summaryNames.includes(name))).toEqual([]);
	});
});
