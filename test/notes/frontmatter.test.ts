import { describe, expect, it } from "vitest";
import { body, noteOf, read, rules } from "./support.js";

function yaml(...lines: string[]): string {
	return `---\n${lines.join("\n")}\n---\nbody\n`;
}

function properties(source: string): unknown {
	return noteOf(source).properties.map(({ key, value }) => [key, value]);
}

describe("frontmatter", () => {
	describe("its fences", () => {
		it.each([
			["---\na: 1\n---\nb", [["a", 1]], 'paragraph(text"b")'],
			["---  \na: 1\n--- \t\nb", [["a", 1]], 'paragraph(text"b")'],
			["---\r\na: 1\r\n---\r\nb", [["a", 1]], 'paragraph(text"b")'],
			["---\n---\nb", [], 'paragraph(text"b")'],
			["---\na: 1\n---", [["a", 1]], ""],
			["---\na: '---'\n---\nb", [["a", "---"]], 'paragraph(text"b")'],
			['---\n{"a": [1, null, true]}\n---\nb', [["a", [1, null, true]]], 'paragraph(text"b")'],
			["\n---\na: 1\n---\n", [], 'thematicBreak heading(text"a: 1")'],
			["---\na: 1\n", [], 'thematicBreak paragraph(text"a: 1")'],
			["----\na: 1\n---\n", [], 'thematicBreak heading(text"a: 1")'],
			[" ---\na: 1\n---\n", [], 'thematicBreak heading(text"a: 1")'],
		])("%j", (source, expected, outline) => {
			expect(properties(source)).toEqual(expected);
			expect(body(source)).toBe(outline);
		});
	});

	it.each([
		["publish: false", "title: a: b: c"],
		["x: [a", "draft: true"],
		["'publish' : False", 'y: "open'],
		["draft: yes", `z: [${"1,".repeat(50_001)}1]`],
		["publish: false", "publish: true"],
		["publish: true", "publish: false"],
		["draft: true", "draft: false"],
		["a: &a [x]", "publish: no", `b: [${"*a,".repeat(101)}*a]`],
	])("withholds what a line says is private, whatever else is wrong: %s …", (...lines) => {
		expect(noteOf(yaml(...lines)).published).toBe(false);
	});

	it.each([
		"publish: true",
		"draft: false",
		"about: publish: false",
		"x:\n  draft: true",
		"publisher: false",
	])("publishes with %j", (line) => {
		expect(noteOf(yaml(line)).published).toBe(true);
	});

	it("leaves out properties that use an anchor again and again", () => {
		const source = yaml("a: &a [x]", `b: [${"*a,".repeat(5000)}*a]`);
		expect(rules(source)).toEqual(["frontmatter/too-large 2:1"]);
	});

	it("leaves positions in the body as they are in the file", () => {
		const { note, tree, source } = read("---\r\na: 1\r\n---\r\n# H\r\n\r\nx [[y]] #z ^id");
		expect(note.links[0]!.position).toEqual({ line: 6, column: 3, offset: source.indexOf("[[y") });
		expect(note.tags[0]!.position).toEqual({ line: 6, column: 9, offset: source.indexOf("#z") });
		expect(note.blockIds[0]!.position).toEqual({ line: 6, column: 12, offset: source.indexOf("^id") });
		expect(tree.children[0]!.position!.start).toEqual({ line: 4, column: 1, offset: source.indexOf("# H") });
	});

	it("keeps what YAML would change as it is written", () => {
		expect(
			properties(
				yaml(
					"date: 2024-01-02",
					"time: 12:30",
					"big: 12345678901234567890",
					"inf: .inf",
					"yes: yes",
					"last: {{date}}",
					"tagged: !!binary aGk=",
					"custom: !js/function 'x'",
					"empty:",
					"nested: {a: [1, {b: c}]}",
				),
			),
		).toEqual([
			["date", "2024-01-02"],
			["time", "12:30"],
			["big", "12345678901234567890"],
			["inf", ".inf"],
			["yes", "yes"],
			["last", "{{date}}"],
			["tagged", "aGk="],
			["custom", "x"],
			["empty", null],
			["nested", { a: [1, { b: "c" }] }],
		]);
	});

	it("treats every key as data", () => {
		const { properties } = noteOf(yaml("__proto__: {x: 1}", "constructor: 2", "a: {__proto__: 3}"));
		expect(properties.map(({ key }) => key)).toEqual(["__proto__", "constructor", "a"]);
		expect(Object.getOwnPropertyNames(properties[2]!.value)).toEqual(["__proto__"]);
		expect(({} as { x?: number }).x).toBeUndefined();
	});

	it("knows where each property stands", () => {
		expect(noteOf(yaml("a: 1", "b: 2")).properties[1]!.position).toEqual({ line: 3, column: 1, offset: 9 });
	});

	describe("when it is broken", () => {
		it.each([
			[yaml("a: [1", "b: 2"), "frontmatter/invalid-yaml 3:1"],
			[yaml("title: a: b"), "frontmatter/invalid-yaml 2:8"],
			[yaml("\ta: 1"), "frontmatter/invalid-yaml 2:1"],
			[yaml('a: "b'), "frontmatter/invalid-yaml 2:6"],
			[yaml("just text"), "frontmatter/not-a-map 2:1"],
			[yaml("- a"), "frontmatter/not-a-map 2:1"],
		])("%j publishes the note without properties", (source, rule) => {
			const { note, tree } = read(source);
			expect(note.properties).toEqual([]);
			expect(note.plain).toBeUndefined();
			expect(tree.children).toHaveLength(1);
			expect(rules(source)).toEqual([rule]);
			expect(note.diagnostics[0]).toMatchObject({ severity: "error", path: "Note.md" });
		});

		it.each([
			["an alias bomb", ["a: &a [x, x, x, x, x, x, x, x, x]", ...bomb()].join("\n")],
			["a cycle", "a: &a [*a]"],
			["deep nesting", `a: ${"[".repeat(200)}${"]".repeat(200)}`],
			["very deep nesting", `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`],
			["a megabyte", `a: ${"x".repeat(1_000_001)}`],
		])("%s costs the properties, not the note", (_, text) => {
			const { note } = read(yaml(text));
			expect(note.properties).toEqual([]);
			expect(note.diagnostics.map(({ rule }) => rule.split("/")[0])).toEqual(["frontmatter"]);
			expect(note.excerpt).toBe("body");
		});
	});

	it("takes the last of two properties of one name, and says so", () => {
		const source = yaml("a: 1", "b: 2", "a: 3");
		expect(properties(source)).toEqual([
			["a", 3],
			["b", 2],
		]);
		expect(rules(source)).toEqual(["frontmatter/duplicate-key 4:1"]);
	});
});

describe("tags in properties", () => {
	it.each([
		["tags: [a, b/c]", ["a", "b/c"]],
		["tags:\n  - a\n  - '#b'\n  - \"c\"", ["a", "b", "c"]],
		["tags: a", ["a"]],
		["Tags: [a]", ["a"]],
		["tags: [课程/RNN, a]", ["课程/RNN", "a"]],
		["tags: &t [a]\nother: *t", ["a"]],
		["tags:", []],
		["tags: []", []],
		["tag: a", []],
	])("%s", (text, expected) => {
		const { note, source } = read(yaml(text));
		expect(note.tags.map(({ name }) => name)).toEqual(expected);
		expect(note.tags.map(({ span }) => source.slice(span.start, span.end))).toEqual(expected);
		expect(note.tags.every(({ property }) => property)).toBe(true);
	});

	it.each([
		["tags: a, b", "frontmatter/tags-in-one-string 2:7", "tags: [a, b]"],
		["tags: [machine learning]", "tag/invalid 2:8", "machine-learning"],
		["tags: ['123']", "tag/invalid 2:9", "y123"],
		["tags: 2024", "tag/invalid 2:7", "y2024"],
		["tags: #a", "frontmatter/commented-tag 2:7", "tags: a"],
		["tag: a", "frontmatter/dead-key 2:1", "tags"],
		["alias: a", "frontmatter/dead-key 2:1", "aliases"],
		["up: [[Note]]", "frontmatter/unquoted-link 2:5", 'up: "[[Note]]"'],
		["aliases: a, b", "frontmatter/aliases-in-one-string 2:10", "aliases: [a, b]"],
	])("%s is reported", (text, rule, hint) => {
		const source = yaml(text);
		expect(rules(source)).toEqual([rule]);
		expect(noteOf(source).diagnostics[0]!.hint).toContain(hint);
	});

	it("come before those of the text", () => {
		expect(noteOf("---\ntags: [b]\n---\n#a").tags.map(({ name }) => name)).toEqual(["b", "a"]);
	});
});

describe("links in properties", () => {
	it.each([
		['up: "[[a]]"', [["a", undefined, "up", "[[a]]"]]],
		["up: '[[a#h|b]]'", [["a", "b", "up", "[[a#h|b]]"]]],
		[
			'up: ["[[a]]", "[[b]]"]',
			[
				["a", undefined, "up", "[[a]]"],
				["b", undefined, "up", "[[b]]"],
			],
		],
		["up:\n  - '[[a]]'\n  - x", [["a", undefined, "up", "[[a]]"]]],
		["up: |\n  [[a]]", [["a", undefined, "up", "[[a]]"]]],
		["up: {x: '[[a]]'}", [["a", undefined, "up", "[[a]]"]]],
		['up: "see [[a]]"', []],
		['up: "[[a]] [[b]]"', []],
		["up: [[a]]", []],
		['up: "![[a]]"', []],
	])("%s", (text, expected) => {
		const { note, source } = read(yaml(text));
		expect(
			note.links.map(({ target, alias, property, span }) => [
				target,
				alias,
				property,
				source.slice(span.start, span.end),
			]),
		).toEqual(expected);
		expect(note.links.every(({ format, kind }) => format === "property" && kind === "link")).toBe(true);
	});
});

describe("properties with a meaning", () => {
	it("name the note", () => {
		expect(noteOf("x")).toMatchObject({ name: "Note", title: "Note", aliases: [] });
		expect(noteOf(yaml("title: T", "aliases: [a, b, a]"))).toMatchObject({ title: "T", aliases: ["a", "b"] });
		expect(noteOf(yaml("title: 42", "aliases: 7"))).toMatchObject({ title: "42", aliases: ["7"] });
		expect(noteOf(yaml("title: [x]", "aliases: ''"))).toMatchObject({ title: "Note", aliases: [] });
	});

	it.each([
		["publish: false", false],
		["publish: true", true],
		["publish: 'false'", false],
		["draft: true", false],
		["draft: false", true],
		["Draft: true", false],
		["publish: maybe", true],
	])("%s", (text, published) => {
		expect(noteOf(yaml(text)).published).toBe(published);
	});

	it("give language, description and classes", () => {
		const source = yaml("lang: pt-BR", "description: D", "cssclasses: [a b, -c, '1x', 'x\"y', __d]");
		expect(noteOf(source)).toMatchObject({
			lang: "pt-BR",
			excerpt: "D",
			cssClasses: ["a", "b", "-c", "__d"],
		});
		expect(noteOf(yaml("lang: '\"><script>'")).lang).toBe("en");
	});
});

function bomb(): string[] {
	return [..."bcdefghi"].map((name, index) => {
		const previous = "abcdefghi"[index];
		return `${name}: &${name} [${Array(9).fill(`*${previous}`).join(", ")}]`;
	});
}
