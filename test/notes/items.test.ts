import { describe, expect, it } from "vitest";
import { noteOf } from "./support.js";

/** Each item: its own text, `↑` and its parent's index, `/` and its list's first item, `[x]` its status, `^` its block. */
function items(source: string): string[] {
	const note = noteOf(source);
	return note.items.map(({ span, parent, list, status, block, line }) =>
		[
			`${line}:`,
			JSON.stringify(source.slice(span.start, span.end)),
			...(parent === undefined ? [] : [`↑${parent}`]),
			`/${list}`,
			...(status === undefined ? [] : [`[${status}]`]),
			...(block === undefined ? [] : [`^${block}`]),
		].join(" "),
	);
}

describe("list items", () => {
	it.each<[string, string[]]>([
		["- a\n- b", ['1: "- a" /0', '2: "- b" /0']],
		["- a\n\t- b\n\t\t- c\n- d", ['1: "- a" /0', '2: "- b" ↑0 /0', '3: "- c" ↑1 /0', '4: "- d" /0']],
		["1. a\n2) b", ['1: "1. a" /0', '2: "2) b" /1']],
		["- a\n\ntext\n\n- b\n  - c", ['1: "- a" /0', '5: "- b" /1', '6: "- c" ↑1 /1']],
		["- [ ] a\n- [x] b\n- [-] c", ['1: "- [ ] a" /0 [ ]', '2: "- [x] b" /0 [x]', '3: "- [-] c" /0 [-]']],
		["- a\n  b\n  - c", ['1: "- a\\n  b" /0', '3: "- c" ↑0 /0']],
		["- a ^id\n- b", ['1: "- a ^id" /0 ^id', '2: "- b" /0']],
		["> - a\n> - b", ['1: "- a" /0', '2: "- b" /0']],
		["> [!note]\n> - [x] a", ['2: "- [x] a" /0 [x]']],
		["- - a", ['1: "- " /0', '1: "- a" ↑0 /0']],
		["%%\n\n- a\n\n%%\n\n- b", ['7: "- b" /0']],
		["no list", []],
	])("of %j", (source, expected) => {
		expect(items(source)).toEqual(expected);
	});
});
