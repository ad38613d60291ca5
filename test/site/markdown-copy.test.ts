import { expect, test } from "vitest";
import { markdownCopy } from "../../src/site/feeds/markdown-copy.js";

/** `{…}` marks the comments. */
function copy(marked: string): string {
	const comments: { start: number; end: number }[] = [];
	let source = "";
	for (const part of marked.split(/(\{[^}]*\})/)) {
		const comment = part.startsWith("{") ? part.slice(1, -1) : undefined;
		if (comment !== undefined) comments.push({ start: source.length, end: source.length + comment.length });
		source += comment ?? part;
	}
	return markdownCopy(source, comments);
}

test.each([
	["no comment\n", "no comment\n"],
	["a {%%secret%%} b", "a  b"],
	["a\n{%%\nsecret\n%%}\nb\n", "a\nb\n"],
	["a\r\n  {%%x%%}  \r\nb", "a\r\nb"],
	["{%%x%%}", ""],
	["{%%x%%}{%%y%%} b", " b"],
	["- a\n- {<!-- x -->}b\n", "- a\n- b\n"],
])("%j is published as %j", (marked, published) => {
	expect(copy(marked)).toBe(published);
});
