/** Texts of pages with answers to questions; they come with the script of these pages. */
export const answerTexts = { en: english(), zh: chinese() };

export type AnswerTextKey = keyof ReturnType<typeof english>;

function english() {
	return {
		answerResults: "{n} result|{n} results",
		answerTasks: "{n} task|{n} tasks",
		answerMatches: "{n} match|{n} matches",
		answerNone: "No results",
		answerOmitted: "{n} more is not shown here.|{n} more are not shown here.",
		answerViews: "Views",
		answerView: "View {n}",
		answerDone: "done",
		answerLine: "line {n}",
		answerGraph: "Graph of the results",
		answerWrong: "This question could not be answered.",
		answerCostly: "This question was stopped: answering it takes too much.",
		answerAbsent: "What this question asks for is not there.",
		answerProgram: "A program that computes what stands here. It has not been run for this site.",
		answerStale: "From an earlier run: the program or what it reads has changed since.",
		answerAt: "Line {n} of the question",
		answerFull: "There is no room left on this page for this answer.",
		answerYes: "yes",
		answerNo: "no",
	};
}

function chinese(): ReturnType<typeof english> {
	return {
		answerResults: "{n} 条结果",
		answerTasks: "{n} 项任务",
		answerMatches: "{n} 处匹配",
		answerNone: "没有结果",
		answerOmitted: "另有 {n} 条未在此显示。",
		answerViews: "视图",
		answerView: "视图 {n}",
		answerDone: "已完成",
		answerLine: "第 {n} 行",
		answerGraph: "结果的图",
		answerWrong: "这个查询无法回答。",
		answerCostly: "这个查询已停止：回答它的代价太大。",
		answerAbsent: "这个查询所问的内容不存在。",
		answerProgram: "此处的内容由程序生成；本站尚未运行该程序。",
		answerStale: "这是之前一次运行的结果：此后程序或其读取的内容已有改动。",
		answerAt: "查询第 {n} 行",
		answerFull: "本页已没有空间显示这个结果。",
		answerYes: "是",
		answerNo: "否",
	};
}
