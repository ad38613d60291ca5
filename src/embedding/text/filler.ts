/**
 * What belongs to the sentence and not to what it is about. These lists decide only how a shared subject is called, not
 * what is alike.
 */

/** Characters at which a Chinese or Japanese sentence is divided. */
export const particles = charactersOf(
	"的了着是和与及或也就都而把被这那该我你他她它们吗呢吧啊很但却若则且让给跟没谁什么怎しはがにをでともへのれるたて",
);

/** Characters that begin no name in running text, or rather: more often belong to what is before. */
export const leading = charactersOf(
	"到个一两另得上下里中时后前出来去再又还会能可要使对用为于从以之将过每各某几只才已所其此如并由向当在有最更太",
);

/** Nor end one. */
export const trailing = charactersOf(
	"到个一两另得上下里中时后前出来去过以之为于从有不会能要在再又还只才已所其此如并由当各每某为成做起",
);

/** Words and phrases that are about everything. */
export const fillers: readonly string[] = [
	"出来 办法 多少 哪里 得多 取决 一次 看得见 可以 使用 如果 因为 所以 不同 不是 不能 不会 不要 不再 不用 不到 不过 不仅",
	"只要 只有 只是 知道 影响 决定 任意 出发 几乎 得到 远处 走到 走一 直到 直到不 同时 同样 一样 一起 一些 一种 一般 例如 比如",
	"其中 其他 其它 其实 此时 之后 之前 之间 然后 最后 首先 接着 以及 以下 以上 需要 应该 必须 可能 能够 还是 或者 并且 而且",
	"但是 不过 然而 因此 于是 通过 进行 根据 关于 对于 由于 作为 成为 变成 认为 叫做 称为 这样 那样 这里 那里 这些 那些 什么 怎么",
	"为什么 如何 多个 每个 各个 某个 整个 两个 三个 四个 几个 个别 第一 第二 第三 问题 情况 方面 部分 东西 时候 地方 方式 方法",
	"内容 注意 参见 参考 相关 说明 包括 包含 具有 没有 存在 出现 发生 产生 开始 结束 继续 保持 提供 支持 选择 点击 打开 关闭",
	"添加 删除 修改 更改 显示 查看 设置 选项 功能 操作 以便 为了 除了 所有 任何 全部 许多 大量 更多 更好 越来越 越大 越小 变大 变小",
	"有时 有些 有的 有关 有一 也许 反而 正好 恰好 仍然 依然 已经 正在 曾经 总是 经常 往往 通常 直接 间接 完全 非常 十分 比较",
	"看到 看出 想要 想到 说到 用来 用到 做到 放在 写成 写作 记作 来自 属于 等于 大于 小于 相当 相等 相同 类似 一致 一步 一层 下一 上一",
	"版本 内部 外部 具体 整体 图中 文中 右边 左边 上面 下面 前面 后面 里面 外面 中间 两边 两种 三种 有两种 一个 一次 再用 往回 往回走 走一遍 一遍 一串 原样 上一刻 一刻 另一个",
	"the and for are was were been being with without from into onto over under about above below between after before",
	"this that these those there here then than them they their its our your his her him she you who whom whose which what",
	"when where why how not nor but yet also only just even still very more most less least much many few some any all both",
	"each every other another such same own one two three four five",
	"can could may might must shall should will would does did done doing has have had having use used uses using make made",
	"makes making get gets got getting take takes took give gives given see seen show shows shown say says said set sets way",
	"ways thing things like likely well back out off down again once ever never always often usually sometimes instead",
	"because since while during until though although however therefore thus hence else either neither whether per via etc",
	"want need needs needed let lets know known find found work works working come comes goes going keep keeps add adds added",
	"adding change changes changed create creates created creating opens click select choose following example examples",
	"default different available including include includes included allow allows enable enabled disable option options note",
	"notes part parts part cases kind kinds day days year years people people now today",
	"able too enough want sure right left top bottom easy simple automatically",
	"specific multiple several various certain already yes okay please might within across along around against through",
	"upon every everything anything something nothing someone anyone proceedings conference journal transactions pages vol",
	"ieee icml iclr neurips nips acl emnlp arxiv doi http https www com org html pdf del les des der die das und von für pour",
	"que los las una por para con est dans sur",
].flatMap((line) => line.split(" ").filter(Boolean));

/** Words that tell something only beside another. */
export const weakWords: readonly string[] =
	"long short term new old large big small great high low full free time times good better best first second third last next open case text file files page name names list type types value values line lines item items".split(
		" ",
	);

/** Unit → 1 if it is one of them. */
function charactersOf(text: string): Uint8Array {
	const table = new Uint8Array(0x10000);
	for (const character of text) table[character.charCodeAt(0)] = 1;
	return table;
}
