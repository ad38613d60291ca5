import { beforeAll, describe, expect, it } from "vitest";
import { embedGraph } from "../../src/embedding/index.js";
import { buildGraph } from "../../src/graph/index.js";
import { createRng, createWasmKernels } from "../../src/kernels/index.js";
import { drawMap } from "../../src/map/index.js";
import { createPairTable } from "../../src/map/names/pair-table.js";
import { findPhrases } from "../../src/map/names/phrases.js";
import { createVocabulary, eachToken, wall } from "../../src/map/names/tokens.js";
import type { CompiledNote, ConceptMap } from "../../src/model/index.js";
import { compileNote } from "../../src/note-compiler/compile-note.js";
import { readVault } from "../../src/vault/index.js";
import { bigVault, demoVault } from "../support/repository.js";
import { subjectTexts, vaultOf } from "./vault.js";

const kernels = createWasmKernels();

/** Tokens joined by spaces, `|` for a wall. */
function tokens(text: string, most = 100): string {
	const vocabulary = createVocabulary();
	const list: string[] = [];
	eachToken(text, vocabulary, most, (token, start, end) =>
		list.push(token === wall ? "|" : text.slice(start, end)),
	);
	return list.join(" ");
}

/** The phrases of some documents. */
function phrases(...documents: string[]): string[] {
	const vocabulary = createVocabulary();
	const text: number[] = [];
	const starts = [0];
	for (const document of documents) {
		eachToken(document, vocabulary, 10_000, (token) => text.push(token));
		text.push(wall);
		starts.push(text.length);
	}
	return findPhrases(Uint32Array.from(text), Uint32Array.from(starts), vocabulary)
		.map((phrase) => phrase.map(vocabulary.spelling).join(vocabulary.isCharacter(phrase[0]!) ? "" : " "))
		.sort();
}

async function namesOf(texts: Readonly<Record<string, string>>): Promise<string[]> {
	return drawMap(await vaultOf(texts), { seed: 1, kernels }).communities.map(({ name }) => name);
}

describe("tokens", () => {
	it.each([
		["Node.js and C++, e-mail: don't", "Node.js and C++ | e-mail | don't"],
		["循环神经网络（RNN）", "循 环 神 经 网 络 | RNN |"],
		["用Obsidian写笔记。", "用 Obsidian 写 笔 记 |"],
		["a -- b\n\n\nc", "a | b | c"],
		["\ufffc\ufffc x \ufffc", "x |"],
		["кот и пёс", "кот и пёс"],
		["", ""],
	])("of %j are %j", (text, expected) => {
		expect(tokens(text)).toBe(expected);
	});

	it("end at the most that is asked for, and a word without end is cut", () => {
		expect(tokens("a b c d", 2)).toBe("a b");
		expect(tokens("x".repeat(100))).toBe(`${"x".repeat(40)} ${"x".repeat(40)} ${"x".repeat(20)}`);
	});
});

describe("phrases", () => {
	it("are whole words of a script without spaces, never a part of one", () => {
		const found = phrases(
			"循环神经网络很有用，神经网络会学习，卷积神经网络也是。",
			"我们训练神经网络。图神经网络传消息；循环神经网络记得。",
			"神经网络的历史，循环神经网络的梯度。",
		);
		expect(found).toContain("神经网络");
		expect(found).toContain("循环神经网络");
		expect(found.filter((phrase) => phrase.length < 4)).toEqual([]);
	});

	it("are words and pairs of words, without stop words at their ends", () => {
		const found = phrases(
			"The version history keeps the version history of a file",
			"See version history for the file",
			"version history is there",
		);
		expect(found).toEqual(["file", "history", "version", "version history"]);
	});

	it("are said in more than one note", () => {
		expect(phrases("quokka quokka quokka quokka", "something else")).toEqual([]);
	});
});

describe("a table of pairs", () => {
	it("numbers what is new and finds what is known", () => {
		const table = createPairTable(4);
		const rng = createRng(1);
		const known = new Map<string, number>();
		for (let i = 0; i < 5000; i++) {
			const [a, b] = [rng.integer(60), rng.integer(60)];
			const number = known.get(`${a} ${b}`);
			expect(table.find(a, b)).toBe(number ?? -1);
			expect(table.add(a, b)).toBe(number ?? known.size);
			known.set(`${a} ${b}`, number ?? known.size);
		}
		expect(table.size).toBe(known.size);
	});
});

describe("names of territories", () => {
	it("leave out what frames a title and what every note says", async () => {
		const texts: Record<string, string> = {};
		for (const subject of ["Sync", "Publish", "Canvas"]) {
			texts[`Introduction to Acme ${subject}`] = `Acme ${subject} is a part of Acme.`;
			for (let i = 0; i < 9; i++) {
				texts[`Acme ${subject} ${i}`] =
					`More of Acme ${subject}: [[Introduction to Acme ${subject}]], [[Acme ${subject} ${(i * 4 + 1) % 9}]].`;
			}
		}
		expect((await namesOf(texts)).sort()).toEqual(["Canvas", "Publish", "Sync"]);
	});

	it("are what people file notes under: a folder, a tag", async () => {
		const texts: Record<string, string> = {};
		for (const [folder, tag] of [
			["01 厨房", "#面包"],
			["02 工坊", "#木工"],
		] as const) {
			for (let i = 0; i < 8; i++) {
				texts[`${folder}/${folder.slice(3)}笔记${i}`] = `${tag} [[${folder.slice(3)}笔记${(i * 3 + 1) % 8}]]`;
			}
		}
		for (const name of await namesOf(texts)) expect(["厨房", "工坊", "面包", "木工"]).toContain(name);
	});

	it("are spelt as the title is, not as the phrase", async () => {
		const texts = subjectTexts(3, 10);
		texts.GraphQL = "graphql";
		for (let i = 0; i < 12; i++)
			texts[`Query ${i}`] = `A graphql thing of graphql. [[GraphQL]], [[Query ${(i * 5) % 12}]]`;
		expect(await namesOf(texts)).toContain("GraphQL");
	});
});

describe("on real vaults", () => {
	async function mapOf(folder: string): Promise<ConceptMap> {
		const vault = await readVault(folder, { ignore: [], followSymlinks: false, exclude: [] });
		const notes: CompiledNote[] = [];
		for (const file of vault.notes) notes.push(await compileNote(file, noteOptions));
		const graph = buildGraph({
			...{ vault, canvases: [], options: { aliasLinks: false, unpublished: "exclude" } },
			notes: notes.map(({ note }) => note),
		});
		const { embedding } = await embedGraph(
			{ graph, notes, vault },
			{ kernels, seed: 1, dimension: 64, epochs: 0, cell: "linear", method: "diffusion" },
		);
		return drawMap({ graph, embedding, notes }, { seed: 1, kernels });
	}
	const noteOptions = {
		notes: { comments: "index", tagPunctuation: "part-of-tag", markdownLinks: true },
		trust: false,
		strictLineBreaks: false,
	} as const;

	it("the demo vault has a few territories, named as its author speaks", async () => {
		const { communities } = await mapOf(demoVault);
		expect(communities.length).toBeGreaterThanOrEqual(3);
		expect(communities.length).toBeLessThanOrEqual(8);
		for (const { name } of communities) expect([...name].length).toBeLessThanOrEqual(8);
		expect(communities.map(({ name }) => name)).toContain("门控");
	});

	const chinese = bigVault("obsidian-help-zh");
	const english = bigVault("obsidian-help-en");
	let names: string[];

	describe.skipIf(english === undefined)("the help of Obsidian", () => {
		beforeAll(async () => {
			names = (await mapOf(english!)).communities.map(({ name }) => name);
		});
		it("has the territories that its readers know", () => {
			expect(names).toEqual(expect.arrayContaining(["Sync", "Publish", "Bases", "Web Clipper"]));
			expect(names).not.toContain("Obsidian");
		});
	});

	it.skipIf(chinese === undefined)(
		"its translation has them too, in Chinese where it is written so",
		async () => {
			const { communities } = await mapOf(chinese!);
			const list = communities.map(({ name }) => name);
			expect(list).toEqual(expect.arrayContaining(["Sync", "Publish", "Bases", "插件"]));
			expect(list).not.toContain("笔记");
			expect(list.length).toBeGreaterThanOrEqual(7);
		},
	);
});
