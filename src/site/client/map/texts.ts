/** The texts that only the map and its page need, in English and Chinese; see `../texts.ts`. */
export const mapTexts = { en: english(), zh: chinese() };

export type MapTextKey = keyof ReturnType<typeof english>;

function english() {
	return {
		mapLede: "What lies near each other is related: by its links, its tags and its words.",
		mapAreas: "{n} area|{n} areas",
		mapArea: "Area",
		mapRest: "Smaller areas",
		mapApart: "Not on the map",
		mapList: "The map as a list",
		mapTerms: "Telling words",
		mapFind: "Find on the map",
		mapFound: "{n} on the map",
		mapKeys: "Arrow keys walk along links, Enter opens, + and − zoom, 0 shows all, Esc clears.",
		zoomIn: "Nearer",
		zoomOut: "Further",
		zoomFit: "Show all",
	};
}

function chinese(): Record<MapTextKey, string> {
	return {
		mapLede: "相近即相关：由链接、标签与用词而定。",
		mapAreas: "{n} 个区域",
		mapArea: "区域",
		mapRest: "较小的区域",
		mapApart: "不在图上",
		mapList: "地图清单",
		mapTerms: "特征词",
		mapFind: "在图上查找",
		mapFound: "图上有 {n} 处",
		mapKeys: "方向键沿链接移动，回车打开，+ 与 − 缩放，0 显示全图，Esc 取消。",
		zoomIn: "放大",
		zoomOut: "缩小",
		zoomFit: "显示全图",
	};
}
