import { describe, expect, it } from "vitest";
import { SharedTerms } from "../../src/embedding/text/shared-terms.js";
import { numberLines } from "./support.js";

/** What the first two notes share, among others that make its words rare. */
function sharedBy(a: string, b: string): string {
	const others = Array.from({ length: 12 }, (_, i) => `z${i}: other common words 其他 ${i}`);
	const { graph, idf, notes } = numberLines(`a: ${a}`, `b: ${b}`, ...others);
	return new SharedTerms(graph.terms, idf, notes).between(0, 1).sort().join(" ");
}

describe("what two notes share", () => {
	it.each([
		["words, as the first spells them", "The Kernel and Weights", "weights of a kernel", "Kernel Weights"],
		["pairs joined to a run", "介绍循环神经网络", "使用循环神经网络", "循环神经网络"],
		["the longest that both have", "循环神经网络模型", "循环神经系统", "循环神经"],
		["cut at particles", "门控的网络", "门控的网络", "网络 门控"],
		["nothing that all have", "common words 其他", "common words 其他", ""],
		["nothing", "one", "two", ""],
		["in both scripts", "用 LSTM 建模", "LSTM 与建模", "LSTM 建模"],
	])("%s", (_, a, b, expected) => {
		expect(sharedBy(a, b)).toBe(expected);
	});

	it("five at most", () => {
		const words = "alpha beta gamma delta epsilon zeta eta theta";
		expect(sharedBy(words, words).split(" ")).toHaveLength(5);
	});
});
