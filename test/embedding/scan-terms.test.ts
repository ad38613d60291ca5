import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, scanTerms, termOf, termSpace } from "../../src/embedding/text/scan-terms.js";

function termsIn(text: string): string {
	const folded = foldText(text);
	const found: string[] = [];
	scanTerms(folded, (_, start, end) => found.push(folded.slice(start, end)));
	return found.join("|");
}

describe("terms of a text", () => {
	it.each([
		["The quick brown-fox", "the|quick|brown|fox"],
		["a I x", ""],
		["in 2024, 3.14 and 10k GPT4", "in|and|10k|gpt4"],
		["C++ and C# but not c+1", "c++|and|c#|but|not"],
		["循环神经网络", "循环|环神|神经|经网|网络"],
		["用RNN建模", "用|rnn|建模"],
		["ニューラル・ネット", "ニュ|ュー|ーラ|ラル|ネッ|ット"],
		["신경망은 좋다", "신경|경망|망은|좋다"],
		["ＲＮＮ　ｎｅｔ", "rnn|net"],
		["Économie ΛΌΓΟΣ λόγος", "économie|λόγοσ|λόγοσ"],
		["see https://example.org/a/b?c=d for more", "see|for|more"],
		["见https://example.org/a，然后", "见|然后"],
		["𠮷野家", "𠮷野|野家"],
		["don't stop\ufffcit", "don|stop|it"],
		["", ""],
	])("%s", (text, expected) => {
		expect(termsIn(text)).toBe(expected);
	});

	it("gives each the number that it has alone, within its space", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
				const folded = foldText(text);
				scanTerms(folded, (term, start, end) => {
					expect(term).toBe(termOf(folded.slice(start, end)));
					expect(term).toBeLessThan(termSpace);
					expect(end).toBeGreaterThan(start);
				});
			}),
		);
	});

	it("finds in two texts what it finds in each, when a line end is between them", () => {
		const piece = fc.stringMatching(/^[a-z0-9 循环神经网络，.]{0,30}$/);
		fc.assert(
			fc.property(piece, piece, (a, b) => {
				const apart = [termsIn(a), termsIn(b)].filter((terms) => terms !== "").join("|");
				expect(termsIn(`${a}\n${b}`)).toBe(apart);
			}),
		);
	});

	it("knows long words by their beginning", () => {
		const start = "x".repeat(32);
		expect(termOf(`${start}abc`)).toBe(termOf(`${start}def`));
	});
});
