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
