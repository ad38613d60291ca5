import { beforeAll, describe, expect, it } from "vitest";
import { partsOfText } from "../../src/search/text-parts.js";
import { type Searchable, searchable } from "./ask.js";

let vault: Searchable;
beforeAll(async () => {
	vault = await searchable({
		"long.md": `${"a".repeat(200_000)} end\n`,
		"many.md": "hit ".repeat(30_000),
		"İ.md": "İstanbul İZMİR and 😀😀 emoji; cafe\u0301\r\nSecond line\r\n",
		"proto.md": "---\n__proto__: x\nconstructor: y\n---\ntext\n",
		"secret.md": "shown %%hidden%% text\n",
	});
});

describe("what is hostile costs little and breaks nothing", () => {
	it("a pattern that others try for years", async () => {
		const { problem } = await vault.answer("/(a+)+$b/", { time: 5000 });
		expect(problem).toBeUndefined();
		expect(vault.find("/^(a|aa)+ end$/")).toBe("long");
	});

	it("a search that costs too much says so", async () => {
		const { views, problem } = await vault.answer(
			"/(x?){200}(x?){200}(x?){200}[^]*[ab]/ -/nothing[^]{900}x/",
			{ time: 1 },
		);
		expect(views).toEqual([]);
		expect(problem?.kind).toBe("costly");
	});

	it("matches and lines are bounded, and say how many there are", async () => {
		const { views } = await vault.answer("hit");
		const [view] = views;
		if (view?.shape !== "hits") throw new Error("no hits");
		expect(view.matches).toBe(10_000);
		expect(view.files[0]!.excerpts).toHaveLength(1);
		expect(view.files[0]!.excerpts[0]!.pieces.join("").length).toBeLessThan(260);
	});

	it("long lines are cut around the first place", async () => {
		expect(await vault.excerpts("end")).toEqual([expect.stringMatching(/^long: 1 …a{59} \[end\]$/)]);
	});

	it("letters that change their length in lower case keep their places", async () => {
		expect(await vault.excerpts("zmi")).toEqual(["İ: "]);
		expect(await vault.excerpts("emoji")).toEqual(["İ: 1 İstanbul İZMİR and 😀😀 [emoji]; café"]);
		expect(await vault.excerpts("CAFÉ")).toEqual(["İ: 1 İstanbul İZMİR and 😀😀 emoji; [café]"]);
		expect(await vault.excerpts("second")).toEqual(["İ: 2 [Second] line"]);
	});

	it("names of properties are names and nothing else", () => {
		expect(vault.find("[__proto__:x]")).toBe("proto");
		expect(vault.find("[constructor]")).toBe("proto");
		expect(vault.find("[toString]")).toBe("");
	});

	it.each([
		"```",
		"- [x",
		"---\n",
		"# \n\n#",
		"> ",
		"a\n===\nb\n---",
		"\n\n",
		"~~~\n- [ ] x\n~~~",
	])("%j falls into parts that are lines of it", (piece) => {
		const text = piece.repeat(300);
		for (const kind of ["lines", "blocks", "sections", "tasks"] as const) {
			let last = -1;
			for (const { start, end } of partsOfText(text, kind)) {
				expect(start).toBeGreaterThan(last);
				expect(start === 0 || text[start - 1] === "\n").toBe(true);
				expect(end === text.length || text[end] === "\n").toBe(true);
				last = end;
			}
		}
	});
});

describe("a text falls into", () => {
	it.each([
		[
			"blocks",
			"# A\ntext\nmore\n\n- one\n  on\n- two\n\n| a |\n| - |\n\n```\n\n# b\n```\nend",
			"# A|text\nmore|- one\n  on|- two|| a |\n| - ||```\n\n# b\n```|end",
		],
		["blocks", "---\na: 1\n---\ntext\n> quote\n> - item\n1. x", "---\na: 1\n---|text\n> quote|> - item|1. x"],
		["sections", "before\n# A\na\n## B\nb\n\nC\n===\nc", "before|# A\na|## B\nb\n|C\n===\nc"],
		["sections", "# A\n```\n# no\n```\n# B", "# A\n```\n# no\n```|# B"],
		[
			"tasks",
			"- [ ] a\n  b\n- [x] c\n- no\n1. [-] d\n> - [ ] e\n- [x]f",
			"- [ ] a\n  b|- [x] c|1. [-] d|> - [ ] e",
		],
		["lines", "a\n\nb", "a||b"],
	] as const)("%s: %j", (kind, text, parts) => {
		expect(
			partsOfText(text, kind)
				.map(({ start, end }) => text.slice(start, end))
				.join("|"),
		).toBe(parts);
	});
});
