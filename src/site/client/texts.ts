/**
 * The interface in English and Chinese, shared by the templates and the browser. `{n}` is a number; a text with
 * `|` has a singular and a plural. Elements name their text in `data-t` (and the number in `data-n`), attributes
 * in `data-t-label`, so that a reader can change the language without a new page.
 */
export const texts = { en: english(), zh: chinese() };

export type Language = keyof typeof texts;
export type TextKey = keyof ReturnType<typeof english>;

/** The text with its number filled in; `1,234` in both languages. */
export function say(language: Language, key: TextKey, n?: number): string {
	const forms = texts[language][key].split("|");
	const form = forms[n === 1 ? 0 : forms.length - 1] ?? "";
	return n === undefined ? form : form.replace("{n}", grouped(n));
}

/** Written out, because `toLocaleString` depends on the machine. */
function grouped(n: number): string {
	return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

function english() {
	return {
		skip: "Skip to content",
		search: "Search",
		searchHint: "Search titles and text",
		searchEmpty: "Nothing found",
		searchLoading: "Searching…",
		searchFailed: "The search index could not be loaded.",
		searchUnavailable: "Search needs a web server; opened as a file, only titles in this folder are listed.",
		searchKeys: "↑↓ to choose, Enter to open, Esc to close",
		results: "{n} result|{n} results",
		close: "Close",
		theme: "Appearance",
		themeAuto: "Automatic",
		themeLight: "Light",
		themeDark: "Dark",
		language: "Language",
		preview: "Preview",
		previewFailed: "No preview",
		copy: "Copy",
		copied: "Copied",
		home: "Home",
		allNotes: "All notes",
		siteNav: "This site",
		siteFolder: "Folders and notes",
		folder: "Folder",
		folders: "Folders",
		up: "One folder up",
		tag: "Tag",
		tags: "Tags",
		nestedTags: "Nested tags",
		note: "Note",
		notes: "{n} note|{n} notes",
		links: "{n} link|{n} links",
		tagCount: "{n} tag|{n} tags",
		words: "{n} word|{n} words",
		minutes: "{n} minute|{n} minutes",
		canvas: "Canvas",
		youAreHere: "You are here",
		aliases: "Also called",
		properties: "Properties",
		contents: "Contents",
		graph: "Nearby",
		graphHidden: "{n} more neighbour not drawn|{n} more neighbours not drawn",
		backlinks: "Linked from",
		noBacklinks: "No other note links here yet.",
		moreMentions: "{n} more mention|{n} more mentions",
		moreItems: "{n} more",
		outgoing: "Links to",
		unresolved: "Not written yet",
		suggestion: "Did you mean",
		plain: "This note is shown as plain text, because reading it as Markdown would take too long.",
		more: "All {n}",
		pages: "Pages",
		page: "Page {n}",
		hubs: "Where paths cross",
		onCanvas: "On this canvas",
		notFound: "No such page",
		notFoundText: "There is no page at this address. It may have moved, or it was never written.",
		markdown: "Markdown",
		feed: "Feed",
		madeWith: "Compiled with notapse",
		unfold: "Show",
		emptyList: "Nothing here yet.",
	};
}

function chinese(): Record<TextKey, string> {
	return {
		skip: "跳到正文",
		search: "搜索",
		searchHint: "搜索标题与正文",
		searchEmpty: "没有找到",
		searchLoading: "正在搜索…",
		searchFailed: "搜索索引无法载入。",
		searchUnavailable: "搜索需要网页服务器；以文件方式打开时，只列出本文件夹的标题。",
		searchKeys: "↑↓ 选择，回车打开，Esc 关闭",
		results: "{n} 条结果",
		close: "关闭",
		theme: "外观",
		themeAuto: "跟随系统",
		themeLight: "浅色",
		themeDark: "深色",
		language: "语言",
		preview: "预览",
		previewFailed: "无法预览",
		copy: "复制",
		copied: "已复制",
		home: "首页",
		allNotes: "全部笔记",
		siteNav: "本站",
		siteFolder: "文件夹与笔记",
		folder: "文件夹",
		folders: "文件夹",
		up: "上一级文件夹",
		tag: "标签",
		tags: "标签",
		nestedTags: "下级标签",
		note: "笔记",
		notes: "{n} 篇笔记",
		links: "{n} 条链接",
		tagCount: "{n} 个标签",
		words: "{n} 字",
		minutes: "{n} 分钟",
		canvas: "白板",
		youAreHere: "当前位置",
		aliases: "又名",
		properties: "属性",
		contents: "目录",
		graph: "邻近",
		graphHidden: "另有 {n} 个邻近概念未画出",
		backlinks: "链接到此处",
		noBacklinks: "还没有别的笔记链接到这里。",
		moreMentions: "另有 {n} 处提及",
		moreItems: "另有 {n} 项",
		outgoing: "由此前往",
		unresolved: "尚未写成",
		suggestion: "是否指",
		plain: "这篇笔记以纯文本显示：按 Markdown 解读它耗时过长。",
		more: "全部 {n} 项",
		pages: "分页",
		page: "第 {n} 页",
		hubs: "交汇之处",
		onCanvas: "白板上的内容",
		notFound: "没有这个页面",
		notFoundText: "这个地址没有页面：它可能换了地方，也可能从未写成。",
		markdown: "Markdown",
		feed: "订阅",
		madeWith: "由 notapse 编译",
		unfold: "展开",
		emptyList: "这里还没有内容。",
	};
}
