/** What the properties of files are called at the head of a column. */
export function fileTitle(key: string, language: string): string {
	const known = titles.get(key);
	return known === undefined ? key : known[/^zh\b/i.test(language) ? 1 : 0];
}

const titles = new Map<string, readonly [english: string, chinese: string]>([
	["name", ["Name", "名称"]],
	["basename", ["Name", "名称"]],
	["path", ["Path", "路径"]],
	["folder", ["Folder", "文件夹"]],
	["ext", ["Extension", "扩展名"]],
	["size", ["Size", "大小"]],
	["ctime", ["Created", "创建时间"]],
	["mtime", ["Modified", "修改时间"]],
	["tags", ["Tags", "标签"]],
	["links", ["Links", "链接"]],
	["embeds", ["Embeds", "嵌入"]],
	["backlinks", ["Backlinks", "反向链接"]],
	["properties", ["Properties", "属性"]],
	["file", ["File", "文件"]],
]);

/** What a built-in summary is called beneath a column; others are called by their names. */
export function summaryTitle(name: string, language: string): string {
	const known = /^zh\b/i.test(language) ? chineseSummaries.get(name.toLowerCase()) : undefined;
	return known ?? name;
}

const chineseSummaries = new Map([
	["average", "平均"],
	["min", "最小"],
	["max", "最大"],
	["sum", "合计"],
	["range", "跨度"],
	["median", "中位数"],
	["stddev", "标准差"],
	["earliest", "最早"],
	["latest", "最晚"],
	["checked", "已勾选"],
	["unchecked", "未勾选"],
	["empty", "空"],
	["filled", "非空"],
	["unique", "不同值"],
]);
