import { describe, expect, it } from "vitest";
import { createConceptFinder } from "../../src/concepts/find-concept.js";
import { build } from "../graph/support/vault.js";

const { find, linkTo } = finderFor({
	"门控/长短期记忆网络.md": "---\naliases: [LSTM, 长短期记忆]\n---\n#学习/门控 [[未写]]",
	"门控/门控循环单元网络.md": "---\naliases: [GRU]\ntitle: 门控循环单元\n---\n[[长短期记忆网络]]",
	"学习/梯度消失.md": "[[梯度爆炸]] ![[梯度.svg]]",
	"学习/梯度爆炸.md": "#门机制",
	"a/Index.md": "[[b/Index]]",
	"b/Index.md": "Two of that name.",
	"b/Résumé.md": "",
	"梯度.svg": "",
});

function finderFor(files: Readonly<Record<string, string>>) {
	const { vault, notes, graph } = build(files, { unpublished: "include" });
	return createConceptFinder({ vault, notes, graph });
}

describe("a concept is found by", () => {
	it.each([
		["its path", "门控/长短期记忆网络.md", "门控/长短期记忆网络.md"],
		["its path without the ending", "门控/长短期记忆网络", "门控/长短期记忆网络.md"],
		["its file's name", "梯度消失", "学习/梯度消失.md"],
		["its title", "门控循环单元", "门控/门控循环单元网络.md"],
		["an alias", "LSTM", "门控/长短期记忆网络.md"],
		["an alias in any case", "gru", "门控/门控循环单元网络.md"],
		["a name with its accents in any form", "re\u0301sume\u0301", "b/Résumé.md"],
		["a copied link", "[[长短期记忆网络|LSTM]]", "门控/长短期记忆网络.md"],
		["a copied link to a heading", "[[长短期记忆网络#门]]", "门控/长短期记忆网络.md"],
		["a part of one name only", "单元网", "门控/门控循环单元网络.md"],
		["a part of its path, when nothing is called so", "b/rés", "b/Résumé.md"],
		["a tag", "#门机制", "#门机制"],
		["a tag without its mark", "门机制", "#门机制"],
		["a nested tag's part", "#控", "#学习/门控"],
		["a name that no note has", "未写", "?未写"],
		["its id", "?未写", "?未写"],
	])("%s: %s", (_by, name, concept) => {
		expect(find(name)).toEqual({ kind: "found", concept });
	});
});

describe("a name that is not enough", () => {
	it("may be one of several notes", () => {
		expect(find("Index")).toEqual({ kind: "ambiguous", candidates: ["a/Index.md", "b/Index.md"] });
		expect(find("梯度")).toEqual({
			kind: "ambiguous",
			candidates: ["学习/梯度消失.md", "学习/梯度爆炸.md"],
		});
	});

	it.each([
		["梯度消逝", "梯度消失"],
		["Indxe", "a/Index"],
		["Quite another thing", undefined],
		["", undefined],
		["#", undefined],
	])("%s: did you mean %s?", (name, suggestion) => {
		expect(find(name)).toEqual({ kind: "missing", ...(suggestion !== undefined && { suggestion }) });
	});
});

describe("a link is written", () => {
	it.each([
		["门控/长短期记忆网络.md", "长短期记忆网络"],
		["b/Index.md", "b/Index"],
	])("%s as [[%s]]", (path, target) => {
		expect(linkTo(path)).toBe(target);
	});
});
