import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SharedTerms } from "../../src/embedding/text/shared-terms.js";
import { numberLines } from "./support.js";

/** What the first two notes share, among others that make its words rare. */
function sharedBy(a: string, b: string, ...more: readonly string[]): string {
	const others = Array.from({ length: 24 }, (_, i) => `z${i}: other common words 其他 ${i}`);
	const { idf, notes } = numberLines(`a: ${a}`, `b: ${b}`, ...more, ...others);
	return new SharedTerms(idf, notes).between(0, 1).join(" · ");
}

describe("what two notes share", () => {
	it.each([
		["words, as the first spells them", "The Kernel and Weights", "weights of a kernel", "Kernel · Weights"],
		["words that follow each other", "the Vector Machine", "a vector-free vector machine", "Vector Machine"],
		[
			"no weak word alone",
			"a long way, Long Short-Term Memory",
			"long short-term memory",
			"Long Short-Term Memory",
		],
		["what stands between particles", "门控的网络", "门控的网络", "门控 · 网络"],
		["cut at the edges", "到深度方向上。", "在深度方向。", "深度方向"],
		["what begins with what it is not", "到不动点。", "不动点", "不动点"],
		["no half of a word", "S 形函数", "形函数", ""],
		["nothing about everything", "可以使用，因为", "可以使用，因为", ""],
		["nothing that all have", "common words 其他", "common words 其他", ""],
		["nothing", "one", "two", ""],
		["in both scripts", "用 LSTM 建模", "LSTM 与建模", "建模 · LSTM"],
	])("%s", (_, a, b, expected) => {
		expect(sharedBy(a, b)).toBe(expected);
	});

	it.each([
		[
			"a title in running text",
			"训练循环神经网络模型",
			"用循环神经网络系统",
			["c/循环神经网络: x"],
			"循环神经网络",
		],
		[
			"an alias",
			"训练循环神经网络模型",
			"循环神经网络系统",
			["c/RNN: ---⏎aliases: 循环神经网络⏎---⏎x"],
			"循环神经网络",
		],
		[
			"no heading that many notes have",
			"## 量一量⏎误差消失",
			"## 量一量⏎误差消失",
			["c: ## 量一量", "d: ## 量一量", "e: x"],
			"误差消失",
		],
		[
			"unless a note is called so",
			"## 量一量⏎误差",
			"## 量一量⏎误差",
			["量一量: x", "d: ## 量一量", "e: ## 量一量"],
			"量一量 · 误差",
		],
		["a heading", "逐层拓扑排序前向", "先行拓扑排序后算", ["c: ## 拓扑排序"], "拓扑排序"],
		["a tag", "逐层拓扑排序前向", "先行拓扑排序后算", ["c: #图论/拓扑排序 x"], "拓扑排序"],
		[
			"what others have alone",
			"逐层拓扑排序前向",
			"先行拓扑排序后算",
			["c: 拓扑排序。", "d: 拓扑排序。"],
			"拓扑排序",
		],
		[
			"names first",
			"Kernel kernel kernel, Weights",
			"kernel kernel weights",
			["c/Weights: x"],
			"Weights · Kernel",
		],
	])("%s", (_, a, b, more, expected) => {
		expect(sharedBy(a, b, ...more)).toBe(expected);
	});

	it("few", () => {
		const words = "alpha, beta, gamma, delta, epsilon, zeta, eta, theta";
		expect(sharedBy(words, words).split(" · ")).toHaveLength(3);
		expect(
			sharedBy(words, words, ...words.split(", ").map((name) => `c/${name}: x`)).split(" · "),
		).toHaveLength(4);
	});
});

describe("after edits", () => {
	const piece = fc.constantFrom(
		"门控的网络",
		"深度方向",
		"网络是门控",
		"vector machine",
		"kernel",
		"，",
		"的",
		" of ",
	);
	const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(""));
	const note = fc
		.tuple(text, fc.option(text, { nil: undefined }))
		.map(([body, heading]) => (heading === undefined ? body : `${body}\n\n## ${heading}\n\n${body}`));
	const count = 6;

	it("notes share what they share when all are read anew", () => {
		fc.assert(
			fc.property(
				fc.array(note, { minLength: count, maxLength: count }),
				fc.array(fc.tuple(fc.nat(count - 1), note), { minLength: 1, maxLength: 5 }),
				(first, edits) => {
					const others = Array.from({ length: 20 }, (_, i) => `z${i}: something else ${i}`);
					const read = (texts: readonly string[]) =>
						numberLines(...texts.map((one, i) => `n${i}: ${one}`), ...others);
					const { idf, notes } = read(first);
					const live = new SharedTerms(idf, notes);
					live.prepare();
					const texts = [...first];
					for (const [item, changed] of edits) {
						texts[item] = changed;
						const now = read(texts).notes;
						live.renew(item, now[item]!);
						const anew = new SharedTerms(idf, now);
						for (let other = 0; other < count; other++)
							expect(live.between(item, other)).toEqual(anew.between(item, other));
					}
				},
			),
			{ numRuns: 25, seed: 5 },
		);
	});
});
