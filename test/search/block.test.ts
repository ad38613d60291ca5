import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { compileTo, temporary } from "../support/program.js";

const folder = temporary();

function put(files: Readonly<Record<string, string>>): void {
	mkdirSync(folder.at("vault"), { recursive: true });
	for (const [path, text] of Object.entries(files)) writeFileSync(join(folder.at("vault"), path), text);
}

afterAll(folder.remove);

it("a block has its results on the page: of what readers may see, and of nothing else", async () => {
	put({
		"ask.md": "---\nlang: en\n---\n```query\nneedle -file:ask\n```\n\n```query\nline:(a\n```\n",
		"shown.md": "---\ntitle: Shown\n---\nA needle in\nthe hay, <b>needle</b>\n",
		"comment.md": "Shown too. %% needle %% <!-- needle -->\n",
		"draft.md": "---\ndraft: true\n---\nneedle\n",
		"board.canvas": JSON.stringify({
			nodes: [{ id: "1", type: "text", text: "a needle on a board", x: 0, y: 0, width: 10, height: 10 }],
			edges: [],
		}),
	});
	const { diagnostics } = await compileTo(folder.at("out"), folder.at("vault"), { flags: { embed: false } });
	const page = readFileSync(folder.at("out", "ask.html"), "utf8");
	const hits = /<ul class="answer-list answer-hits">(.*?)<\/ul><\/li><\/ul>/s.exec(page)?.[1] ?? "";
	expect([...hits.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
		"board.canvas.html",
		"shown.html",
	]);
	expect(hits).toContain("A <mark>needle</mark> in");
	expect(hits).toContain("the hay, &lt;b&gt;<mark>needle</mark>&lt;/b&gt;");
	expect(diagnostics.filter(({ rule }) => rule.startsWith("query/"))).toMatchObject([
		{ rule: "query/wrong", path: "ask.md", position: { line: 9, column: 6 } },
	]);
});
