import { existsSync, readFileSync } from "node:fs";
import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { read, record } from "./support.js";

describe("a note that uses everything", () => {
	const source = readFileSync(new URL("fixtures/门控网络.md", import.meta.url), "utf8");
	const { note, tree } = read(source, {}, "笔记/门控网络.md");

	it("gives its plain record", () => {
		const { links, ...rest } = record(note);
		expect(rest).toEqual({
			path: "笔记/门控网络.md",
			title: "门控网络笔记",
			tags: [
				...["课程/深度学习", "读书笔记", "梯度消失", "梯度爆炸", "门控机制", "LSTM", "GRU", "回声状态网络"],
				...["循环网络", "RN", "动力系统", "GRU", "草稿", "学习，不应这样写。"],
			],
			aliases: ["门控", "gated networks"],
			blockIds: ["todo-1", "params"],
			headings: [],
			fields: [
				{ key: "难度", value: "中等", line: 25 },
				{ key: "间隔", value: "7 天", line: 26 },
			],
			properties: {
				title: "门控网络笔记",
				aliases: ["门控", "gated networks"],
				tags: ["课程/深度学习", "读书笔记"],
				up: "[[序列模型]]",
				sources: ["[[论文/门控综述#第二节|综述]]", "https://example.org/gates"],
				created: "2024-03-05",
			},
			callouts: [
				{ type: "tip", title: "记法 \\odot", fold: "closed", line: 16 },
				{ type: "warning", title: "注意", line: 18 },
			],
			tasks: [
				{ status: "x", text: "推导 GRU 的梯度", line: 21 },
				{ status: "/", text: "画图 重要", line: 22 },
				{ status: " ", text: "读 第一节 和 主页", line: 23 },
			],
			lang: "zh",
			published: true,
		});
		expect(
			links.map(({ kind, format, target, heading, alias, line }) => [
				kind,
				format,
				target,
				heading ?? "",
				alias ?? "",
				line,
			]),
		).toEqual([
			["link", "property", "序列模型", "", "", 7],
			["link", "property", "论文/门控综述", "第二节", "综述", 8],
			["link", "wiki", "长短期记忆网络", "", "", 11],
			["link", "wiki", "门控循环单元", "", "", 11],
			["link", "wiki", "读出层", "", "", 13],
			["link", "wiki", "展开图", "", "", 13],
			["embed", "wiki", "门控单元.svg", "", "", 14],
			["link", "wiki", "外积", "", "", 17],
			["link", "wiki", "门控循环单元", "", "GRU", 21],
			["link", "markdown", "论文/门控综述", "引言", "第一节", 23],
			["link", "wiki", "长短期记忆网络", "", "LSTM", 30],
			["link", "wiki", "待办", "", "", 35],
			["link", "wiki", "附录", "", "", 37],
		]);
	});

	it("gives its alias candidates, and not what is only a remark", () => {
		expect(
			note.aliasCandidates.map(({ of, alias, span }) => [of, alias, source.slice(span.start, span.end)]),
		).toEqual([
			["门控机制", "gating", "gating"],
			["长短期记忆网络", "LSTM", "LSTM"],
			["门控循环单元", "GRU", "GRU"],
			["循环网络", "Recurrent Network", "Recurrent Network"],
			["循环网络", "RN", "RN"],
		]);
	});

	it("keeps its formulas, and money is none", () => {
		expect(formulas(tree)).toEqual([
			"t",
			"h_t = f(h_{t-1}, x_t)",
			"h_0 = 0",
			"\\odot",
			"a \\odot b",
			"4n^2",
			"3n^2",
		]);
	});

	it("warns of the tag that swallowed a comma, and of nothing else", () => {
		expect(note.diagnostics.map(({ rule, position }) => [rule, position!.line])).toEqual([
			["tag/punctuation", 37],
		]);
	});
});

const seed = new URL("../../../shared/seed/循环神经网络.md", import.meta.url);
const isThere = existsSync(seed);
if (!isThere)
	console.warn("SKIPPED: the seed note is not beside the repository; test/notes/fixtures.test.ts");

describe.skipIf(!isThere)("the seed note", () => {
	const parsed = isThere ? read(readFileSync(seed, "utf8"), {}, "循环神经网络.md") : undefined;

	it("has 11 links, 1 embed, 31 tags (28 distinct) and 9 formulas", () => {
		const { note, tree } = parsed!;
		const counts = (kind: string) => note.links.filter((link) => link.kind === kind).length;
		expect([counts("link"), counts("embed"), note.tags.length]).toEqual([11, 1, 31]);
		expect(new Set(note.tags.map(({ name }) => name)).size).toBe(28);
		expect(formulas(tree)).toHaveLength(9);
		expect(note.links.find(({ kind }) => kind === "embed")).toMatchObject({
			target: "循环神经网络.png",
			size: { width: 300 },
		});
		expect([note.headings, note.blockIds, note.diagnostics]).toEqual([[], [], []]);
		expect(note.lang).toBe("zh");
	});

	it("has seven strong alias pairs", () => {
		expect(parsed!.note.aliasCandidates.map(({ of, alias }) => `${of} = ${alias}`)).toEqual([
			"循环神经网络 = Recurrent Neural Network",
			"循环神经网络 = RNN",
			"隐状态 = hidden states",
			"基于门控的循环神经网络 = GatedRNN",
			"长短期记忆网络 = LSTM",
			"门控循环单元网络 = GRU",
			"消息传递 = message passing",
		]);
	});
});

function formulas(node: Nodes): string[] {
	if (node.type === "inlineMath" || node.type === "math") return [node.value];
	return "children" in node ? node.children.flatMap(formulas) : [];
}
