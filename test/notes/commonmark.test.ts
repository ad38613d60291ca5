import { tests } from "commonmark-spec";
import type { Nodes } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { markdownParser } from "../../src/notes/syntax/index.js";
import { outline } from "./support.js";

/** Examples of CommonMark 0.31.2 whose tree is ours alone, and what it is. */
const ours: Readonly<Record<number, string>> = {
	64: 'paragraph(text"#5 bolt") paragraph(tag"hashtag")',
	548: 'paragraph(text"[" wikiLink"foo" text"]") paragraph(text"[" wikiLink"foo" text"]: /url")',
	559: 'paragraph(wikiLink"*foo* bar") definition',
	590: 'paragraph(embed) paragraph(wikiLink"foo" text": /url \\"title\\"")',
};

const plain = unified().use(remarkParse).freeze();

describe("CommonMark", () => {
	for (const grammar of [
		{ tables: true, footnotes: true },
		{ tables: false, footnotes: false },
	]) {
		it(`is read as remark-parse reads it, but for ${Object.keys(ours).length} examples (${JSON.stringify(grammar)})`, () => {
			const parse = markdownParser({ tagPunctuation: "part-of-tag", ...grammar });
			const different: Record<number, string> = {};
			for (const { number, markdown } of tests) {
				const source = markdown.replaceAll("→", "\t");
				const tree = parse(source);
				if (JSON.stringify(tree) !== JSON.stringify(plain.parse(source))) {
					different[number] = tree.children.map((node: Nodes) => outline(node)).join(" ");
				}
			}
			expect(tests.length).toBe(652);
			expect(different).toEqual(ours);
		});
	}
});
