import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberLines, pairsOf } from "./support.js";

describe("links", () => {
	it.each([
		["wiki-link and its return", ["a: [[b]]", "b: [[a]]"], "a>b b>a"],
		["twice is once, to itself is none", ["a: [[b]] [[b]] [[a]]", "b:"], "a>b"],
		["an embed", ["a: ![[b]]", "b:"], "a>b"],
		["a property", ["a: ---⏎up: '[[b]]'⏎---", "b:"], "a>b"],
		["a tag that names a note", ["a: #b", "b:"], "a>b"],
		["an arrow on a canvas", ["a:", "b:", "{c: a b a>b"], "a>b"],
	])("%s", (_, lines, expected) => {
		const { graph, items } = numberLines(...lines);
		expect(pairsOf(graph.links, items)).toBe(expected);
	});
});

describe("groups", () => {
	it.each([
		["tags, with those above", ["a: #x/y", "b: #x"], "a>#x/y b>#x", "#x/y>#x"],
		["a name that two notes mention", ["a: [[no]]", "b: [[no]] [[once]]"], "a>?no b>?no", ""],
		["a canvas", ["a:", "b:", "{c: a b"], "a>c.canvas b>c.canvas", ""],
	])("%s", (_, lines, memberships, parents) => {
		const { graph, items, groups } = numberLines(...lines);
		expect(pairsOf(graph.memberships, items, groups)).toBe(memberships);
		expect(pairsOf(graph.parents, groups)).toBe(parents);
	});

	it("folders are numbered from the first", () => {
		expect([...numberLines("x/a:", "x/b:", "c:", "y/d:").graph.folders].join("")).toBe("0112");
	});
});

describe("mentions", () => {
	it.each([
		["a title in the text", ["Alpha: see beta there", "Beta:"], "Alpha>Beta:beta:1"],
		["not inside a word", ["Alpha: alphabetas", "Beta:"], ""],
		["not where it is linked", ["Alpha: see [[Beta]]", "Beta:"], ""],
		["an alias", ["Alpha: the second", "Beta: ---⏎aliases: [second]⏎---"], "Alpha>Beta:second:1"],
		["the line in the source", ["Alpha: one⏎⏎two beta", "Beta:"], "Alpha>Beta:Beta:3"],
		["Chinese in running text", ["甲乙: 这是神经网络的定义", "神经网络:"], "甲乙>神经网络:神经网络:1"],
		["with a blank or a hyphen", ["Alpha: Gradient-Descent", "gradient descent:"], "Alpha>gradient descent"],
		["the longest", ["Alpha: neural network", "neural:", "neural network:"], "Alpha>neural network"],
		["not what two are called", ["Alpha: beta", "x/Beta:", "y/Beta:"], ""],
		["not one character or two letters", ["Alpha: go 中", "Go:", "中:"], ""],
		["not numbers", ["Alpha: 2024-01-01", "2024-01-01:"], ""],
		["not its own", ["Alpha: alpha", "Beta:"], ""],
		["across an anchor nothing", ["Alpha: neural [[x]] network", "neural network:"], ""],
		["Latin beside Chinese", ["甲乙: 用LSTM的", "LSTM:"], "甲乙>LSTM"],
		["signs of a name", ["Alpha: in node.js", "node.js:", "Node:"], "Alpha>node.js"],
	])("%s", (_, lines, expected) => {
		const { graph, items, mentioned } = numberLines(...lines);
		const { offsets, columns, weights } = graph.mentions;
		const found: string[] = [];
		for (let row = 0; row < items.length; row++) {
			for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
				const names = [row, columns[k]!].map((i) => items[i]!.replace(/\.md$/, ""));
				const { name, line } = mentioned[k]!;
				found.push(`${names.join(">")}:${name}:${line}`);
				expect(weights[k]).toBeGreaterThan(0);
			}
		}
		expect(found).toHaveLength(expected === "" ? 0 : 1);
		expect(found.join(" ").toLowerCase()).toContain(expected.toLowerCase());
	});

	it("a name that stands in too many notes is a word", () => {
		const others = Array.from({ length: 12 }, (_, i) => `n${i}x: the home of ${i}`);
		expect(numberLines("Home:", ...others).graph.mentions.columns).toHaveLength(0);
		expect(numberLines("Home:", ...others.slice(0, 9)).graph.mentions.columns).toHaveLength(9);
	});
});

const word = fc.constantFrom("neural", "网络", "gradient", "循环", "[[x]]", "[[b]]", "memory", "state");
const vault = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 2 });

describe("whatever the vault", () => {
	it("rows of terms have length 1 or 0, ascending columns", () => {
		fc.assert(
			fc.property(vault, fc.array(fc.array(word), { minLength: 6, maxLength: 6 }), (names, texts) => {
				const { graph } = numberLines(...names.map((name, i) => `${name}: ${texts[i]!.join(" ")}`));
				const { offsets, columns, weights } = graph.terms;
				for (let row = 0; row < graph.items; row++) {
					const own = [...weights.subarray(offsets[row], offsets[row + 1])];
					const square = own.reduce((sum, weight) => sum + weight * weight, 0);
					expect(square === 0 || Math.abs(square - 1) < 1e-5).toBe(true);
					const terms = [...columns.subarray(offsets[row], offsets[row + 1])];
					expect(terms).toEqual([...new Set(terms)].sort((x, y) => x - y));
				}
			}),
		);
	});

	it("the order of the notes does not matter", () => {
		fc.assert(
			fc.property(vault, fc.array(fc.array(word), { minLength: 6, maxLength: 6 }), (names, texts) => {
				const lines = names.map((name, i) => `${name}: ${texts[i]!.join(" ")}`);
				const { notes: _, idf: _idf, ...there } = numberLines(...lines);
				const { notes: __, idf: __idf, ...back } = numberLines(...lines.toReversed());
				expect(back).toEqual(there);
			}),
		);
	});

	it("renaming notes moves rows and nothing else", () => {
		const texts = ["one two [[K]]", "two three", "three four one"];
		const before = numberLines(...["a", "b", "c"].map((name, i) => `${name}: ${texts[i]}`)).graph.terms;
		const after = numberLines(...["c", "a", "b"].map((name, i) => `${name}: ${texts[i]}`)).graph.terms;
		const row = (terms: typeof before, i: number) =>
			[...terms.columns.subarray(terms.offsets[i], terms.offsets[i + 1])].join();
		expect([2, 0, 1].map((i) => row(after, i))).toEqual([0, 1, 2].map((i) => row(before, i)));
	});

	it("the text of a link is in no row", () => {
		const linked = numberLines("a: words [[b|anchor text]] ![[b]] #anchor [text](b.md)", "b: more words");
		const bare = numberLines("a: words", "b: more words");
		expect(linked.graph.terms).toEqual(bare.graph.terms);
	});
});
