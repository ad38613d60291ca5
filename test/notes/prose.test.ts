import { describe, expect, it } from "vitest";
import { noteOf } from "./support.js";

describe("language", () => {
	it.each([
		["The quick brown fox", "en"],
		["循环神经网络是一类网络", "zh"],
		["用 Recurrent Neural Network 处理时序数据，效果很好", "zh"],
		["これは日本語のノートです。漢字も含む", "ja"],
		["이것은 한국어 노트입니다", "ko"],
		["Это русская заметка", "ru"],
		["هذه ملاحظة", "ar"],
		["A note on 道", "en"],
		["123 $x$ `code`", "en"],
		["123", "und"],
		["", "und"],
		["```\n中文代码\n```\nEnglish text", "en"],
	])("%j is %s", (source, lang) => {
		expect(noteOf(source).lang).toBe(lang);
	});
});

describe("word count", () => {
	it.each([
		["one two  three-fold don't", 4],
		["循环网络", 4],
		["循环 RNN 网络2.0", 7],
		["# Title\n\n**a** `b` [[c|d e]] #f", 6],
		["a ^[b] %%c%% <!-- d --> $e$", 2],
		["```\ncode\n```", 0],
		["", 0],
	])("%j has %i", (source, count) => {
		expect(noteOf(source).wordCount).toBe(count);
	});
});

describe("excerpt", () => {
	it("tells items, fields and paragraphs apart where no punctuation does it, and keeps the mark of tags", () => {
		expect(noteOf("Text\n\n- one #tag/a b\n- two\n  - three\n- [ ] task\n").excerpt).toBe(
			"Text · one #tag/a b · two · three · task",
		);
		expect(noteOf("一段。\n\n二段：\n- 甲\n").excerpt).toBe("一段。 二段： 甲");
		expect(noteOf("said\nkey:: value\nother:: thing\n").excerpt).toBe("said · key: value · other: thing");
		expect(noteOf("one line\nand the next\n").excerpt).toBe("one line and the next");
	});

	it("says short formulas, and keeps cells and titles apart", () => {
		expect(noteOf("称 $h_t$ 为状态，$\\gamma < 1$ 时消失。").excerpt).toBe(
			"称 h_t 为状态，gamma < 1 时消失。",
		);
		expect(noteOf(`A $${"x+".repeat(40)}$ b`).excerpt).toBe("A … b");
		expect(noteOf("|甲|乙|\n|-|-|\n|1|2|").excerpt).toBe("甲 · 乙 · 1 · 2");
		expect(noteOf("> [!note] 题\n> 文").excerpt).toBe("题 · 文");
	});

	it("is the beginning of the text, without headings and markup", () => {
		expect(noteOf("# T\n\nOne *two* [[a|three]].\n\n- four `five` ^id\n\n```\nsix\n```").excerpt).toBe(
			"One two three. four five",
		);
	});

	it("is cut between words, by width", () => {
		const english = noteOf("word ".repeat(100)).excerpt;
		expect(english).toMatch(/^(word )+word…$/);
		expect(english.length).toBeLessThanOrEqual(161);
		const chinese = noteOf("字".repeat(500)).excerpt;
		expect(chinese).toBe(`${"字".repeat(80)}…`);
	});

	it("never cuts a character in two", () => {
		expect(noteOf("😀".repeat(300)).excerpt).toMatch(/^(?:😀)+…$/);
	});
});
