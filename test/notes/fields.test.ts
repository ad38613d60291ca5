import { describe, expect, it } from "vitest";
import { body, read } from "./support.js";

/** Each field as `form key=value`, and what its span covers. */
function fields(source: string): string[] {
	const { note } = read(source);
	return note.fields.map(
		({ form, key, value, span }) => `${form} ${key}=${value} @${source.slice(span.start, span.end)}`,
	);
}

describe("inline fields", () => {
	it.each([
		["key:: value", ["line key=value @key:: value"]],
		["键:: 值", ["line 键=值 @键:: 值"]],
		["**Key**:: value", ["line Key=value @**Key**:: value"]],
		["a b-c/d:: [[x]] y", ["line a b-c/d=[[x]] y @a b-c/d:: [[x]] y"]],
		["x\nkey:: value\ny", ["line key=value @key:: value"]],
		["- key:: value", ["line key=value @key:: value"]],
		["> a:: b\n> c:: d", ["line a=b @a:: b", "line c=d @c:: d"]],
		["a:: b\r\nc:: d", ["line a=b @a:: b", "line c=d @c:: d"]],
		["key::", ["line key= @key::"]],
		["x [key:: value] y", ["bracket key=value @[key:: value]"]],
		["x (key:: value) y", ["parenthesis key=value @(key:: value)"]],
		["[a:: b] and (c:: d)", ["bracket a=b @[a:: b]", "parenthesis c=d @(c:: d)"]],
		["[key:: [[a]]]", ["bracket key=[[a]] @[key:: [[a]]]"]],
		["[key:: a [b] c] d", ["bracket key=a [b] c @[key:: a [b] c]"]],
		["(key:: a (b) c) d", ["parenthesis key=a (b) c @(key:: a (b) c)"]],
		["(key:: **a** b)", ["parenthesis key=**a** b @(key:: **a** b)"]],
		["x &amp; \\* [key:: value]", ["bracket key=value @[key:: value]"]],
		["> x &amp;\n> y [key:: value]", ["bracket key=value @[key:: value]"]],
		["> x\n>     >k:: v [a:: b]", ["bracket a=b @[a:: b]"]],
		["a:: [b:: c]", ["bracket b=c @[b:: c]"]],
		["std::vector", []],
		["use a::b here", []],
		["`key:: value`", []],
		["[[key:: value]]", []],
		["$key:: value$", []],
		[":: value", []],
		["[:: value]", []],
		["[key:: value", []],
		["# key:: value", []],
	])("%j", (source, expected) => {
		expect(fields(source)).toEqual(expected);
	});

	it("hold their value in the tree", () => {
		expect(body("a (key:: *b* [[c]]) d\nk:: v")).toBe(
			'paragraph(text"a " field(emphasis(text"b") text" " wikiLink) text" d" text"\\n" field(text"v"))',
		);
	});

	it("keep the links in them", () => {
		const { note, source } = read("> up:: [[a]], [[b]]");
		expect(note.links.map(({ span }) => source.slice(span.start, span.end))).toEqual(["[[a]]", "[[b]]"]);
	});
});
