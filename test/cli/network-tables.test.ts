import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cells } from "../../src/cli/cells.js";
import { plainText } from "../../src/cli/console.js";
import { heardTree } from "../../src/cli/heard-tree.js";
import { relatedTable } from "../../src/cli/related-table.js";
import { linkSuggestions } from "../../src/concepts/link-suggestions.js";
import type { Embedding, Explanation, Heard, Neighbor, Reason } from "../../src/model/index.js";

const paint = plainText;
const titleOf = (id: string) => (id.startsWith("#") ? id : id.replace(/^.*\/|\.md$/g, ""));

const neighbors: readonly Neighbor[] = [
	{
		concept: "门控/门控循环单元网络.md",
		score: 0.913,
		reasons: [
			{ kind: "link", direction: "both", weight: 0.5 },
			{ kind: "neighbors", shared: ["门机制.md", "隐状态.md", "#门控", "GRU.md", "RNN.md"], weight: 0.3 },
			{ kind: "text", terms: ["遗忘门", "输入门"], weight: 0.2 },
		],
	},
	{
		concept: "门控/Grid LSTM.md",
		score: 0.8,
		reasons: [
			{ kind: "mention", name: "LSTM", by: "门控/Grid LSTM.md", line: 1234, weight: 0.6 },
			{ kind: "tags", shared: ["门控", "课程"], weight: 0.4 },
		],
	},
	{ concept: "理论/图灵机.md", score: 0.05, reasons: [{ kind: "position", via: [], weight: 1 }] },
];

function table(width: number, of = neighbors): string[] {
	return relatedTable(of, { asked: "LSTM.md", titleOf, width, paint });
}

describe("related notes in columns", () => {
	it("with room", () => {
		expect(table(120)).toEqual([
			"  0.91  门控循环单元网络  linked both ways · both linked with 门机制, 隐状态, #门控 +2 · both say 遗忘门, 输入门",
			"  0.80  Grid LSTM         says “LSTM” in line 1,234 · both tagged #门控 #课程",
			"  0.05  图灵机            in the same region",
		]);
	});

	it("with little room", () => {
		expect(table(60)).toEqual([
			"  0.91  门控循环单元网络  linked both ways",
			"                          both linked with 门机制, 隐状态 +3",
			"  0.80  Grid LSTM         says “LSTM” in line 1,234",
			"                          both tagged #门控 #课程",
			"  0.05  图灵机            in the same region",
		]);
	});

	it("of the same title show their paths", () => {
		const reasons: Reason[] = [{ kind: "text", terms: ["x"], weight: 1 }];
		const twins = ["a/Same.md", "b/Same.md"].map((concept) => ({ concept, score: 0.5, reasons }));
		expect(table(60, twins)).toEqual(["  0.50  a/Same.md  both say x", "  0.50  b/Same.md  both say x"]);
	});

	it("say what cannot harm the terminal", () => {
		const evil = {
			concept: "\u001b[2J.md",
			score: 1,
			reasons: [{ kind: "text", terms: ["\u001b]0;x"], weight: 1 }],
		};
		expect(table(80, [evil as Neighbor])).toEqual(["  1.00  ␛[2J  both say ␛]0;x"]);
	});

	it("fit into any width from 60 to 120", () => {
		const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
		const reason: fc.Arbitrary<Reason> = fc.oneof(
			fc.record({ kind: fc.constant("text" as const), terms: fc.array(name), weight: fc.constant(1) }),
			fc.record({ kind: fc.constant("neighbors" as const), shared: fc.array(name), weight: fc.constant(1) }),
		);
		const some = fc.record({
			concept: name,
			score: fc.double({ min: 0, max: 1, noNaN: true }),
			reasons: fc.array(reason, { minLength: 1, maxLength: 4 }),
		});
		fc.assert(
			fc.property(fc.array(some), fc.integer({ min: 60, max: 120 }), (list, width) => {
				for (const line of table(width, list)) expect(cells(line)).toBeLessThanOrEqual(width);
			}),
		);
	});
});

describe("suggested links", () => {
	/** `a→b .7` is b in a's list; `a→b .7 @b:3` says that b names a in its line 3. */
	function suggested(...lines: readonly string[]): Embedding {
		const suggestions = new Map<string, Neighbor[]>();
		for (const line of lines) {
			const [, a = "", concept = "", score, by, at] =
				/^(\w+)→(\w+) (\S+)(?: @(\w+):(\d+))?$/.exec(line) ?? [];
			const reasons: Reason[] = [
				by === undefined
					? { kind: "text", terms: ["t"], weight: 1 }
					: { kind: "mention", name: "N", by, line: Number(at), weight: 1 },
			];
			suggestions.set(a, [...(suggestions.get(a) ?? []), { concept, score: Number(score), reasons }]);
		}
		return { suggestions } as unknown as Embedding;
	}
	function listed(embedding: Embedding, of?: string): string[] {
		return linkSuggestions(embedding, of).map(
			({ from, to, score, mention }) => `${from}${mention ? `:${mention.line}` : ""}→${to} ${score}`,
		);
	}

	it("stand where the other note is named, and those first of which the line is known", () => {
		expect(listed(suggested("a→b .9", "c→d .5 @c:3", "e→f .6 @f:7"))).toEqual([
			"f:7→e 0.6",
			"c:3→d 0.5",
			"a→b 0.9",
		]);
	});

	it("name each pair once", () => {
		expect(listed(suggested("a→b .5", "b→a .7", "c→d .9 @d:1", "d→c .4 @d:1"))).toEqual([
			"d:1→c 0.9",
			"b→a 0.7",
		]);
	});

	it("of one note are those in it and those to it", () => {
		expect(listed(suggested("a→b .5", "b→c .7", "c→d .9"), "b")).toEqual(["b→c 0.7", "a→b 0.5"]);
	});
});

describe("what two concepts heard", () => {
	const heard = (
		concept: string,
		share: number,
		own: number,
		over?: Heard["over"],
		...below: Heard[]
	): Heard => ({
		concept,
		share,
		own,
		heard: below,
		...(over !== undefined && { over }),
	});
	const explanation: Explanation = {
		similarity: 0.9,
		sides: [
			heard(
				"LSTM.md",
				1,
				0.31,
				undefined,
				heard("门机制.md", 0.42, 0.3, "backlink", heard("#门控", 0.12, 0.12, "member")),
				heard("RNN.md", 0.3, 0.3, "link"),
				heard("图灵机.md", -0.03, -0.03, "mentioned"),
				heard("tiny.md", 0.004, 0.004, "link"),
			),
			heard("GRU.md", 1, 1),
		],
	};

	it("is a tree with shares", () => {
		expect(heardTree(explanation, { titleOf, width: 80, paint })).toEqual([
			[
				"  LSTM                100 %",
				"  ├─ its own text      31 %",
				"  ├─ 门机制            42 %  which links to it",
				"  │  ├─ its own text   30 %",
				"  │  └─ #门控          12 %  which it names",
				"  ├─ RNN               30 %  which it links to",
				"  └─ 图灵机            −3 %  which says it without a link",
			],
			["  GRU                 100 %"],
		]);
	});

	it("fits into any width from 60 to 120", () => {
		const long = "长".repeat(30);
		const deep = [1, 2, 3, 4, 5].reduce<Heard>(
			(below) => heard(long, 0.5, 0.2, "mentioned", below),
			heard(long, 0.5, 0.5, "mention"),
		);
		const sides = [heard(long, 1, 0.5, undefined, deep), heard("b.md", 1, 1)] as const;
		for (let width = 60; width <= 120; width++)
			for (const line of heardTree({ similarity: 1, sides }, { titleOf, width, paint }).flat())
				expect(cells(line)).toBeLessThanOrEqual(width);
	});
});
