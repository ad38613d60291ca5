/** Bases in a vault: embedded, on pages of their own, and told of where they are wrong. */
import { beforeAll, describe, expect, test } from "vitest";
import { type AnsweredQueries, answerQueries } from "../../src/answers/answer-queries.js";
import type { LoadedVault } from "../../src/load.js";
import { renderAnswers, shown } from "../site/answer-site.js";
import { loadedVault } from "../support/loaded-vault.js";

const clock = { now: Date.UTC(2026, 10, 26), zone: "UTC" };

describe("answers of a vault", () => {
	let loaded: LoadedVault;
	let answered: AnsweredQueries;

	beforeAll(async () => {
		loaded = await loadedVault({
			"a.md":
				"---\nprice: 3\n---\n![[书/表.base]]\n\n![[表.base#Two]]\n\n![[表.base#Three]]\n\n> ![[wrong.base]]\n\n%%![[表.base]]%%\n",
			"b.md": "---\nprice: 4\n---\n[[表.base]], `![[表.base]]`, ![[gone.base]]\n",
			"书/表.base":
				"filters: price\nviews:\n  - {type: list, name: One, order: [this.file.name]}\n  - type: list\n    name: Two\n    filters: file != this\n    order: [file.name]\n",
			"wrong.base":
				"filters: price > 1\r\nformulas:\r\n  x: 'price +'\r\nviews: [{type: list, order: [formula.x]}]\r\n",
		});
		answered = await answerQueries({ ...loaded, clock });
	});

	const names = (path: string, which: "answers" | "embeds") =>
		[...(answered.answers.get(path)?.[which].values() ?? [])].map((answer) => {
			if (answer === undefined) return "nothing";
			const views = answer.views.map((view) => {
				if (view.shape !== "list") return view.shape;
				const items = view.groups.flatMap(({ items }) =>
					items.map(([value]) => (typeof value === "object" && value?.kind === "link" ? value.text : "?")),
				);
				return `${view.name ?? ""}: ${items.join(" ")}`;
			});
			return views.join(", ") || `! ${answer.problem?.message}`;
		});

	test("stand where a note embeds a base, one for each place", () => {
		expect(names("a.md", "embeds")).toEqual([
			"One: ? ?, Two: b",
			"Two: b",
			"! This base has no view “Three”.",
			": ? ?",
		]);
		expect(names("b.md", "embeds")).toEqual([]);
	});

	test("and for each base, for which it is itself this", () => {
		expect(names("书/表.base", "answers")).toEqual(["One: ? ?, Two: a b"]);
		expect([...answered.answers.keys()]).toEqual(["a.md", "b.md", "wrong.base", "书/表.base"]);
	});

	test("what is wrong within a base is told once, with its place there", () => {
		const told = answered.diagnostics
			.filter(({ rule }) => rule !== "query/value")
			.map(
				({ rule, path, position, message }) =>
					`${rule} ${path}:${position?.line}:${position?.column} ${message}`,
			);
		expect(told).toEqual([
			"query/absent a.md:8:1 This base has no view “Three”.",
			"query/wrong wrong.base:3:14 The expression ends too early.",
		]);
	});
});

describe("the page of a base", () => {
	const files = {
		"a.md": "[[表.base]] and ![[表.base]]\n\n![[表.base#Two]]\n",
		"表.base": "views: []\n",
		"书/b.md": "x",
	};
	const answer = shown(
		{ shape: "list", name: "One", groups: [{ items: [["first"]] }] },
		{ shape: "list", name: "Two", groups: [{ items: [["<second>"]] }] },
	);

	test("has its views, its backlinks, and a place among the others", async () => {
		const { text } = await renderAnswers(files, { "表.base": [answer] });
		const page = text("表.base.html");
		expect(page).toContain("<h1>表</h1>");
		expect(page).toContain("&lt;second&gt;");
		expect(page).toContain('<a class="source" href="a.html">a</a>');
		expect(page).toMatch(/<li data-kind="base"><a href="[^"]*" aria-current="page">表<\/a>/);
		expect(text("a.html")).toContain('<a class="internal" href="%E8%A1%A8.base.html">表.base</a>');
	});

	test("shows what the base says where it is not answered", async () => {
		const { text } = await renderAnswers({ ...files, "表.base": "views: <x>" }, {});
		expect(text("表.base.html")).toContain("<pre><code>views: &lt;x&gt;</code></pre>");
	});

	test("takes no note's address", async () => {
		const { paths } = await renderAnswers({ "t.base.md": "", "t.base": "", "T.base": "" }, {});
		const pages = paths.filter((path) => /^t\.base/i.test(path) && path.endsWith(".html"));
		expect(new Set(pages.map((path) => path.toLowerCase())).size).toBe(3);
	});

	test("is made again when its answer is another", async () => {
		const digestWith = async (text: string) => {
			const { site } = await renderAnswers(files, {
				"表.base": [shown({ shape: "list", groups: [{ items: [[text]] }] })],
			});
			const page = site.files.find(({ path }) => path === "表.base.html");
			const reads: string[] = [];
			if (page === undefined || !("content" in page)) throw new Error("no page");
			page.content((input) => reads.push(input));
			return reads.map((input) => site.digestOf(input)).join();
		};
		expect(await digestWith("one")).toBe(await digestWith("one"));
		expect(await digestWith("one")).not.toBe(await digestWith("two"));
	});
});
