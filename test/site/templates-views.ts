import type {
	HomeView,
	ListView,
	LocalGraph,
	NoteView,
	NotFoundView,
	PageBase,
} from "../../src/site/view.js";

/** Views as the site fills them, small but with everything in them; `over` replaces what a test is about. */
export function base(over: Partial<PageBase> = {}): PageBase {
	return {
		path: "a/b.html",
		root: "../",
		title: "循环神经网络",
		lang: "zh",
		ui: "zh",
		siteTitle: "笔记",
		description: "一类具有短期记忆能力的网络。",
		breadcrumbs: [link("笔记", "../index.html")],
		places: { home: "../index.html", notes: "../notes.html", tags: "../tags.html" },
		explorer: {
			folder: link("网络", "index.html"),
			parent: link("笔记", "../index.html"),
			items: [
				{ kind: "folder", ...link("门控", "g/index.html"), current: false, count: 3 },
				{ kind: "note", ...link("循环神经网络", "b.html"), current: true },
			],
			total: 31,
		},
		features: new Set(),
		assets: { css: "../-/theme.css", mathCss: "../-/math.css", js: "../-/client.js", icon: "../-/icon.svg" },
		...over,
	};
}

export function note(over: Partial<NoteView> = {}): NoteView {
	return {
		...base(),
		kind: "note",
		showTitle: true,
		aliases: ["RNN"],
		properties: [{ key: "作者", valueHtml: "邱锡鹏" }],
		tags: [link("课程/RNN", "../-/t/rnn.html")],
		cssClasses: [],
		wordCount: 800,
		plain: false,
		bodyHtml: '<p>正文</p><h2 id="h-a">甲</h2><h2 id="h-b">乙</h2>',
		toc: [
			{ depth: 2, text: "甲", href: "#h-a" },
			{ depth: 2, text: "乙", href: "#h-b" },
		],
		backlinks: [backlink("长短期记忆网络", ["为了改善<mark>循环神经网络</mark>的问题。"])],
		outgoing: [link("门控循环单元", "gru.html")],
		related: [],
		suggested: [],
		unresolved: [{ name: "梯度消逝", suggestion: "梯度消失" }],
		graph: star("循环神经网络", ["长短期记忆网络", "门控循环单元"]),
		...over,
	};
}

export function tagPage(over: Partial<ListView> = {}): ListView {
	return {
		...base({ title: "注意力" }),
		kind: "tag",
		sections: [{ ...link("自注意力", "s.html"), count: 2 }],
		entries: [
			{
				kind: "note",
				...link("变换器", "t.html"),
				lang: "zh",
				excerpt: "只用注意力。",
				tags: [link("模型", "m.html")],
			},
		],
		total: 1,
		pages: [],
		...over,
	};
}

export function home(over: Partial<HomeView> = {}): HomeView {
	return {
		...base({ root: "", title: "笔记" }),
		kind: "home",
		counts: { notes: 3176, links: 9812, tags: 1 },
		folders: [{ ...link("网络", "n/index.html"), count: 12 }],
		hubs: [{ ...tagPage().entries[0]!, degree: 9 }],
		tags: [{ ...link("模型", "m.html"), count: 4 }],
		...over,
	};
}

export function notFound(selfContained: boolean): NotFoundView {
	return { ...base(), kind: "not-found", selfContained };
}

export function backlink(title: string, contextsHtml: readonly string[]): NoteView["backlinks"][number] {
	return { kind: "note", ...link(title, "l.html"), lang: "zh", contextsHtml, properties: [], more: 0 };
}

export function star(self: string, titles: readonly string[], href?: string): LocalGraph {
	return {
		nodes: [
			{ title: self, kind: "self", degree: titles.length, ...(href !== undefined && { href }) },
			...titles.map((title, i) => ({ title, kind: "note" as const, degree: i, href: `${i}.html` })),
		],
		edges: titles.map((_, i) => [0, i + 1] as const),
		hidden: 0,
	};
}

export function link(title: string, href: string): { title: string; href: string } {
	return { title, href };
}
