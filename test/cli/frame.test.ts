import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cells, harmless, harmlessJson, padEnd } from "../../src/cli/cells.js";
import { plainText } from "../../src/cli/console.js";
import { codeFrame } from "../../src/cli/frame.js";

/** The frame's line and mark for the place between `«` and `»` in a source. */
function frame(marked: string, width = 80): [line: string, mark: string] {
	const start = marked.indexOf("«");
	const end = marked.indexOf("»") - 1;
	const source = marked.replace(/[«»]/g, "");
	const line = source.slice(0, start).split("\n").length;
	const [, shown = "", mark = ""] = codeFrame({ source, start, end, line }, width, plainText);
	return [shown.slice(shown.indexOf("|") + 2), mark.slice(mark.indexOf("|") + 2)];
}

describe("a code frame", () => {
	it.each([
		["see «[[b]]» here", "see [[b]] here", "    ^^^^^"],
		["见«[[梯度]]»。", "见[[梯度]]。", "  ^^^^^^^^"],
		["첫째 «둘째»", "첫째 둘째", "     ^^^^"],
		["a\t«b»", "a   b", "    ^"],
		["«\t»b", "    b", "^^^^"],
		["👩‍👩‍👧 «x»", "👩‍👩‍👧 x", "   ^"],
		["é «e»", "é e", "  ^"],
		["first\nsecond «third»\nfourth", "second third", "       ^^^^^"],
		["one\r\n«two»\r\nthree", "two", "^^^"],
		["a «b\nc» d", "a b", "  ^"],
		["end«»", "end", "   ^"],
		["end«»\nnext", "end", "   ^"],
		["a «»b c", "a b c", "  ^"],
		["见 «»梯度", "见 梯度", "   ^^"],
		["«»", "", "^"],
		["\u001b[31m«x»", "␛[31mx", "     ^"],
		["a\u202e«b»", "a<U+202E>b", "         ^"],
	])("%j", (marked, line, mark) => {
		expect(frame(marked)).toEqual([line, mark]);
	});

	it("shows a window of a long line, cut at both sides", () => {
		const [line, mark] = frame(`${"甲".repeat(500)}«[[乙]]»${"丙".repeat(500)}`, 40);
		expect(line).toBe("…甲甲甲甲甲甲[[乙]]丙丙丙丙丙丙丙丙…");
		expect(mark).toBe(`${" ".repeat(13)}^^^^^^`);
	});

	it("takes no longer for a line of a million characters", () => {
		const [line] = frame(`${"a".repeat(1e6)}«b»${"c".repeat(1e6)}`, 30);
		expect(line).toBe("…aaaaaaaabccccccccccccccc…");
	});

	it("never exceeds its width, and marks what it shows", () => {
		const text = fc.string({ unit: fc.constantFrom("a", "梯", "\t", "é", "👍🏽", "\n", "\u0007", "\ud800") });
		fc.assert(
			fc.property(text, text, text, fc.integer({ min: 20, max: 60 }), (before, place, after, width) => {
				const source = before + place + after;
				const lines = codeFrame(
					{ source, start: before.length, end: before.length + place.length, line: 7 },
					width,
					plainText,
				);
				const [, shown = "", mark = ""] = lines;
				expect(cells(shown)).toBeLessThanOrEqual(width);
				expect(mark.trimEnd().endsWith("^")).toBe(true);
				expect(cells(mark)).toBeLessThanOrEqual(width + 1);
				expect(lines.join("")).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
			}),
		);
	});
});

describe("cells", () => {
	it.each([
		["abc", 3],
		["梯度", 4],
		["ｶﾅ", 2],
		["é", 1],
		["👩‍👩‍👧", 2],
		["", 0],
	])("%j takes %i", (text, width) => {
		expect(cells(text)).toBe(width);
	});

	it("pads by what is seen", () => {
		expect(padEnd("梯度", 6)).toBe("梯度  ");
	});

	it.each([
		["a\u001b]0;title\u0007b", "a␛]0;title␇b"],
		["x\u009b31m", "x<U+009B>31m"],
		["two\nlines", "two␊lines"],
		["\u2066hidden\u2069", "<U+2066>hidden<U+2069>"],
		["\u{e0041}", "<U+E0041>"],
		["lone \ud800", "lone <U+D800>"],
		["家族 👩‍👩‍👧 é", "家族 👩‍👩‍👧 é"],
	])("shows %j as %j", (text, shown) => {
		expect(harmless(text)).toBe(shown);
	});
});

it("JSON means the same, and moves no cursor", () => {
	const value = { "\u009b31m\u202e": ["甲", "\u{e0041}", "\ufeff", "\u007f", "\u001b", "😀"] };
	const json = harmlessJson(value);
	expect(JSON.parse(json)).toEqual(value);
	expect(json).toMatch(/^[\x20-\x7e甲😀]*$/u);
});
