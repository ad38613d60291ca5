import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownWords } from "../../src/notes/index.js";
import { read } from "./support.js";

/** `1|text 3|text`: each line with the number of its line in the source; `◦` is where something was taken out. */
function wordsOf(source: string): string {
	const { text, lines } = ownWords(read(source));
	if (text === "") return lines.join();
	return text
		.replaceAll("\ufffc", "◦")
		.split("\n")
		.map((line, i) => `${lines[i]}|${line}`)
		.join(" / ");
}

describe("a note's own words", () => {
	it.each([
		["a *b* **c** ==d== ~~e~~", "1|a b c d e"],
		["# One [[A]]\n\ntwo\nthree", "1|One ◦ / 3|two / 4|three"],
		["see [[A|the first]], [b](B.md) and ![[C]] #tag/x", "1|see ◦, ◦ and ◦ ◦"],
		["see [the paper](https://example.org/a)", "1|see the paper"],
		["see <https://example.org/a>", "1|see ◦"],
		["[text][r]\n\n[r]: B.md", ""],
		["[text][r]\n\n[r]: https://example.org", "1|text"],
		["![a photo](https://example.org/a.png)", "1|◦a photo◦"],
		["open %%hidden [[A]]%% end", "1|open  end"],
		["a <!-- hidden --> b", "1|a ◦ b"],
		["call `fit` with $x^2$", "1|call fit with ◦"],
		["```js\nlet a\n```\n\nafter\n\n$$\nx\n$$", "5|after"],
		["- one\n- [ ] two\n  - three", "1|one / 2|two / 3|three"],
		["> [!tip] Title\n> text", "1|Title / 2|text"],
		["|a|b|\n|-|-|\n|[[c]]|d|", "1|a / 1|b / 3|d"],
		["key:: value [[A]]", "1|key value ◦"],
		["text[^1]\n\n[^1]: the foot", "1|text / 3|the foot"],
		["---\ntitle: T\naliases: [x]\n---\nbody", "5|body"],
		["<div>\none <b>two</b>\n<style>p{}</style>\nthree</div>", "2|one ◦two◦ / 4|three◦"],
		["使用[[循环神经网络]]来读", "1|使用◦来读"],
		["", ""],
	])("%j", (source, expected) => {
		expect(wordsOf(source)).toBe(expected);
	});

	it("holds no text of a link, whatever stands around it", () => {
		const anchor = "q7";
		const links = ["[[q7]]", "[[x|q7]]", "[[x#q7]]", "![[q7.png]]", "[q7](x.md)", "[**q7**](x.md)", "#q7"];
		const around = ["\n", "\n\n", " ", "> ", "- ", "a", "**", "`", "|", "# ", "[", "](", "%%", "1. ", "中"];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...links, ...around), { maxLength: 20 }), (pieces) => {
				const parsed = read(pieces.join(""));
				const { text } = ownWords(parsed);
				const spans = [...parsed.note.links, ...parsed.note.tags].map(({ span }) => span);
				const outside = (offset: number) => spans.every(({ start, end }) => offset < start || offset >= end);
				let left = 0;
				for (let at = parsed.source.indexOf(anchor); at >= 0; at = parsed.source.indexOf(anchor, at + 1)) {
					if (outside(at)) left++;
				}
				expect(text.split(anchor).length - 1).toBeLessThanOrEqual(left);
			}),
		);
	});

	it("has a number for each line, and every line's first word stands in that line of the source", () => {
		const word = fc.stringMatching(/^[a-z]{1,6}$/);
		const block = fc.tuple(fc.constantFrom("", "# ", "- ", "> "), word, fc.constantFrom("\n", "\n\n"));
		fc.assert(
			fc.property(fc.array(block), (blocks) => {
				const source = blocks.flat().join("");
				const { text, lines } = ownWords(read(source));
				const written = source.split("\n");
				const words = text === "" ? [] : text.split("\n");
				expect(lines).toHaveLength(words.length);
				words.forEach((line, i) => {
					expect(written[lines[i]! - 1]).toContain(line.trim());
				});
			}),
		);
	});

	it("ends after so many characters", () => {
		expect(ownWords(read("word ".repeat(99_000))).text.length).toBeLessThanOrEqual(400_000);
	});
});
