/** Words that name nothing. A phrase neither begins nor ends with one. */
export const stopWords: ReadonlySet<string> = new Set(
	(
		"a about above across after again against all almost also although always am an and another any anything are as " +
		"at available away back based be became because become been before being below best better between both but by " +
		"can cannot come contains could create current default did different do does doing don't done down during each " +
		"either else enough etc even every everything example false few find first following for found from full get " +
		"gets give given go good got great had has have having he help her here him his how however i if in include " +
		"including instead into is isn't it it's its itself just keep kind know last later least less let like list " +
		"little long look made make makes making many may maybe me might more most much multiple must my name need " +
		"needs never new next no none nor not note nothing now of off often ok old on once one only open option options " +
		"or order other others our out over own part people per perhaps place please point possible put rather really " +
		"related same say see seem select set several shall she should show simple since single so some something soon " +
		"still such sure take tell than that that's the their them then there these they thing things think this those " +
		"though three through thus time to together too true try two type under until up upon us use used useful user " +
		"uses using usually value various very via want was way ways we well were what when where whether which while " +
		"who whole whose why will with within without won't work works would yes yet you you'll you're your yours " +
		"der die das und ist nicht mit für von zu ein eine le la les des et est une pour dans el los las y es un una por con para"
	).split(" "),
);

/** Characters with which a Chinese name of a thing does not begin or end. */
export const stopCharacters: ReadonlySet<string> = new Set(
	"的了是在和与及或也都就不很会能可将把被从到对为以于之其这那个些们你我他她它您上下中里时后前若如果则但而且并让使给用有没无等着过得地所该此每各已要想请做当向由即是只还又再更最吗呢吧啊一二三四五六七八九十两几种次位条款第某",
);

/** What stands around the name in a title: of "Introduction to X" and "X 简介", X is the name. */
export const framing: readonly (readonly string[])[] = [
	["introduction"],
	["overview"],
	["about"],
	["guide"],
	["tutorial"],
	["basics"],
	["getting", "started"],
	["index"],
	["moc"],
	["toc"],
	["tocs"],
	["mocs"],
	...[
		"简介",
		"介绍",
		"概述",
		"概览",
		"概要",
		"入门",
		"指南",
		"总结",
		"小结",
		"说明",
		"教程",
		"简述",
		"综述",
		"目录",
		"索引",
		"汇总",
		"合集",
	].map((word) => [...word]),
];
