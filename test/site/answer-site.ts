/** Sites whose notes ask, with answers that are made up: what is shown depends on nothing that was asked. */
import { renderAnswerTexts } from "../../src/answers/answer-texts.js";
import { buildGraph } from "../../src/graph/index.js";
import type { Answer, AnswerLink, AnswerView, SiteOptions } from "../../src/model/index.js";
import { compileFiles, compileOptions, type Files, type Rendered, renderCompiled } from "./support/render.js";

/** @param answers for each note its answers, in the order in which it asks */
export async function renderAnswers(
	files: Files,
	answers: Readonly<Record<string, readonly (Answer | undefined)[]>>,
	options: Partial<SiteOptions> = {},
): Promise<Rendered> {
	const { vault, notes, canvases } = await compileFiles(files);
	const graph = buildGraph({
		...{ vault, notes: notes.map(({ note }) => note) },
		canvases: canvases.map(({ canvas, cards }) => ({ canvas, cards: cards.map(({ note }) => note) })),
		options: { aliasLinks: false, unpublished: "exclude" },
	});
	const read = await renderAnswerTexts(
		new Map(Object.entries(answers).map(([path, own]) => [path, { answers: own, embeds: new Map() }])),
		{ vault, notes, graph },
		{ ...compileOptions, aliasLinks: false },
	);
	return renderCompiled(vault, notes, canvases, options, () => ({ answers: read }), graph);
}

/** The text of a note that asks so many times. */
export function asking(times: number): string {
	return "```cypher\nRETURN 1\n```\n\n".repeat(times);
}

export function shown(...views: readonly AnswerView[]): Answer {
	return { views };
}

export function link(concept: string, text = concept.replace(/^.*\/|\.md$/g, "")): AnswerLink {
	return { kind: "link", concept, text };
}

/** One of each shape that there is, in Chinese and English; of the notes `a.md`, `b.md` and `图/注意力.md`. */
export const everyShape: readonly Answer[] = [
	shown({
		shape: "table",
		name: "概念与年份",
		columns: [
			{ title: "概念" },
			{ title: "年份", numeric: true },
			{ title: "标签" },
			{ title: "得分", numeric: true },
			{ title: "日期" },
			{ title: "完成" },
		],
		groups: [
			{
				key: "序列模型",
				items: [
					[
						link("a.md", "长短期记忆"),
						1997,
						{
							kind: "list",
							items: [
								{ kind: "tag", tag: "模型" },
								{ kind: "tag", tag: "序列" },
							],
						},
						0.873,
						{ kind: "date", iso: "1997-11-15" },
						true,
					],
					[
						link("b.md", "GRU"),
						2014,
						{ kind: "tag", tag: "模型" },
						-12.5,
						{ kind: "date", iso: "2014-06-03T09:05:00" },
						false,
					],
				],
				summaries: [undefined, { title: "最早", value: 1997 }, undefined, { title: "平均", value: -5.814 }],
			},
			{
				key: link("图/注意力.md", "注意力"),
				items: [
					[link("图/注意力.md", "注意力"), 2017, null, 1, null, { kind: "problem", message: "年份不是日期" }],
				],
			},
		],
	}),
	shown({
		shape: "list",
		groups: [
			{
				items: [
					[link("a.md", "长短期记忆")],
					[link("b.md", "GRU"), 2014, "门控"],
					["nothing to open", { kind: "duration", iso: "P3DT2H" }],
				],
			},
		],
	}),
	shown({
		shape: "list",
		marker: "number",
		groups: [
			{ key: "1990s", items: [[link("a.md", "长短期记忆")]] },
			{
				key: "2010s",
				items: [[link("b.md", "GRU")], [{ kind: "chain", items: [link("a.md"), "→", link("b.md")] }]],
			},
		],
	}),
	shown({
		shape: "tasks",
		groups: [
			{
				key: link("a.md", "长短期记忆"),
				items: [
					{
						status: " ",
						text: "推导**门**的梯度，见 [[b]]",
						at: { ...link("a.md"), line: 3 },
						children: [
							{ status: "x", text: "遗忘门", at: { ...link("a.md"), line: 4 }, children: [] },
							{ text: "no task", at: { ...link("a.md"), line: 5 }, children: [] },
						],
					},
					{ status: "/", text: "half done #模型", at: { ...link("b.md", "GRU"), line: 3 }, children: [] },
				],
			},
		],
	}),
	shown({
		shape: "calendar",
		days: [
			{ date: "2026-11-03", items: [link("a.md", "长短期记忆")] },
			{ date: "2026-11-23", items: [link("b.md", "GRU"), link("图/注意力.md", "注意力")] },
			{ date: "2026-12-01", items: [link("a.md", "A longer name of a note")] },
		],
	}),
	shown({
		shape: "cards",
		imageAspect: 0.5,
		columns: [{ title: "名称" }, { title: "年份", numeric: true }, { title: "作者" }],
		groups: [
			{
				items: [
					{
						image: { kind: "image", source: "p.png", alt: "图" },
						values: [link("a.md", "长短期记忆"), 1997, "Hochreiter, Schmidhuber"],
					},
					{ image: "#8bbdea", values: [link("b.md", "GRU"), 2014, null] },
					{
						values: [
							link("图/注意力.md", "注意力"),
							2017,
							{ kind: "markdown", text: "*Vaswani* et al., [[a|见此]]", from: "b.md" },
						],
					},
				],
			},
		],
	}),
	shown({
		shape: "graph",
		nodes: [
			link("a.md", "长短期记忆"),
			link("b.md", "GRU"),
			link("图/注意力.md", "注意力"),
			link("没写", "还没有写的概念的名字很长很长"),
		],
		edges: [
			{ source: 0, target: 1, type: "LINKS" },
			{ source: 1, target: 0, type: "LINKS" },
			{ source: 1, target: 2, type: "TAGGED" },
			{ source: 2, target: 3, type: "LINKS" },
			{ source: 2, target: 2, type: "LINKS" },
		],
	}),
	shown({
		shape: "hits",
		matches: 3,
		files: [
			{
				file: link("a.md", "长短期记忆"),
				matches: 2,
				excerpts: [{ line: 3, pieces: ["", "梯度", "消失与", "梯度", "爆炸"] }],
			},
			{
				file: link("b.md", "GRU"),
				matches: 1,
				excerpts: [{ line: 1, pieces: ["the ", "gradient", " vanishes"] }],
			},
		],
	}),
	shown({ shape: "value", value: 42 }),
	shown(
		{ shape: "list", name: "表一", groups: [{ items: [[link("a.md")]] }] },
		{
			shape: "table",
			name: "Second",
			columns: [{ title: "n", numeric: true }],
			groups: [{ items: [[1], [2]] }],
			omitted: 7,
		},
	),
	{
		views: [],
		problem: {
			kind: "wrong",
			message: "There is no function toUper().",
			offset: 7,
			end: 13,
			hint: "did you mean toUpper",
		},
	},
	{ views: [], problem: { kind: "costly", message: "The query took longer than 10000 ms." } },
	{ views: [], problem: { kind: "code", message: "This is a program." } },
	shown({ shape: "list", groups: [{ items: [] }] }),
];

export const shapeFiles: Files = {
	"home.md": `---\nlang: zh\n---\n# 全部\n\n${asking(everyShape.length)}`,
	"a.md": "---\ntags: [模型, 序列]\n---\n[[b]] ![[p.png]] [[没写]]",
	"b.md": "#模型 [[a]]",
	"图/注意力.md": "[[a]]",
	"p.png": "",
};
