/** Random texts in Dataview's language, from its grammar: all clauses, sources, literals and operators. */
import fc from "fast-check";

const pick = (...texts: string[]) => fc.constantFrom(...texts);
const join = (parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(""));

const gap = pick(" ", "  ", "\n", "\t", " \n ");
const mayGap = pick("", "", "", " ", "\n");
export const name = pick(
	"a",
	"rating",
	"file",
	"x-y",
	"日期",
	"due_2",
	"📅",
	"key",
	"rows",
	"Title",
	"E9",
	"order",
	"android",
	"T",
);
const text = pick(
	'""',
	'"x"',
	'"a b, c"',
	'"\\"q\\""',
	'"\\\\d+"',
	'"\\n"',
	'"中文"',
	'"2021-04-16"',
	'"3 days"',
	'"[[x]]"',
	'"#tag"',
	'"a|b"',
);
const number = pick("0", "1", "2", "10", "-3", "4.5", "-0.25", "100", "7");
const date = pick(
	"date(2021-04)",
	"date(2021-04-16)",
	"date( 2021-04-16T13 )",
	"date(2021-04-16T13:05)",
	"date(2021-04-16T13:05:09)",
	"date(2021-04-16T13:05:09.250)",
	"date(2021-04-16T13:05:09+08:00)",
	"date(2021-04-16T13:05:09Z)",
	"date(2021-04-16T13:05:09[Europe/Berlin])",
	"date(2021-02-31)",
	"date(2021-13-01)",
	'date("2021-04-16")',
);
const duration = pick(
	"dur(1 d)",
	"dur(1 d 3 hours)",
	"dur(4hr2min)",
	"dur( 2 weeks, 3 minutes )",
	"dur(-1 yr)",
	"dur(1.5h)",
	"dur(1 mo 2 mos)",
	'dur("1 d")',
	"dur(90s)",
);
const link = pick(
	"[[x]]",
	"[[a/b|c]]",
	"[[x#One two|d]]",
	"[[x#^id]]",
	"[[a\\|b|c]]",
	"![[pic.png|100]]",
	"[[]]",
	"[[#]]",
	"[[日记#标题!?]]",
);

export const expression = fc.letrec<{ e: string; atom: string; compound: string }>((tie) => ({
	e: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie("atom"), tie("atom"), tie("compound")),
	atom: fc.oneof(
		{ weight: 4, arbitrary: name },
		{ weight: 2, arbitrary: number },
		{ weight: 2, arbitrary: text },
		pick("true", "false", "null", "True"),
		date,
		duration,
		link,
	),
	compound: fc.oneof(
		join([tie("e"), mayGap, pick("+", "-", "*", "/", "%", ">", ">=", "<", "<=", "=", "!="), gap, tie("e")]),
		join([tie("e"), gap, pick("and", "or", "AND", "Or", "&", "|"), gap, tie("e")]),
		join([pick("!", "!!"), tie("atom")]),
		join([pick("("), mayGap, tie("e"), mayGap, pick(")")]),
		join([tie("atom"), pick("."), name]),
		join([tie("atom"), pick("["), mayGap, tie("e"), mayGap, pick("]")]),
		join([
			pick("contains", "length", "date", "default", "f", "dur"),
			pick("("),
			mayGap,
			listOf(tie("e")),
			mayGap,
			pick(")"),
		]),
		join([pick("["), mayGap, listOf(tie("e")), mayGap, pick("]")]),
		join([
			pick("{"),
			mayGap,
			listOf(join([fc.oneof(name, text), mayGap, pick(":"), gap, tie("e")])),
			mayGap,
			pick("}"),
		]),
		join([pick("("), listOf(name), pick(")"), mayGap, pick("=>"), mayGap, tie("e")]),
		join([pick("map(", "filter("), tie("e"), pick(", (x) => "), tie("e"), pick(")")]),
	),
})).e;

function listOf(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
	return fc
		.array(item, { maxLength: 3 })
		.chain((items) => pick(",", ", ", " , ").map((comma) => items.join(comma)));
}

const source = fc.letrec<{ s: string; atom: string }>((tie) => ({
	s: fc.oneof(
		{ maxDepth: 3 },
		tie("atom"),
		join([tie("s"), gap, pick("and", "or", "AND", "&", "|"), gap, tie("s")]),
		join([pick("("), mayGap, tie("s"), mayGap, pick(")")]),
		join([pick("-", "!"), tie("atom")]),
	),
	atom: pick(
		"#book",
		"#a/b-c",
		"#标签",
		'"folder"',
		'"a b/c.md"',
		'""',
		"[[x]]",
		"[[]]",
		"[[#]]",
		"[[a/b|c]]",
		"outgoing([[x]])",
		"outgoing( [[y#z]])",
		'csv("x.csv")',
	),
})).s;

const named = fc.oneof(expression, join([expression, gap, pick("AS", "as"), gap, fc.oneof(name, text)]));

const header = fc.oneof(
	join([pick("TABLE", "table", "Table"), gap, listOf(named)]),
	join([pick("TABLE WITHOUT ID ", "table without id\n"), listOf(named)]),
	pick("TABLE", "LIST", "list", "TASK", "LIST WITHOUT ID"),
	join([pick("LIST ", "LIST WITHOUT ID "), expression]),
	join([pick("CALENDAR "), named]),
);

const step = fc.oneof(
	join([pick("WHERE ", "where\n"), expression]),
	join([
		pick("SORT "),
		listOf(join([expression, pick("", " ASC", " desc", " descending", " ASCENDING")])).filter(
			(keys) => keys !== "",
		),
	]),
	join([pick("LIMIT "), expression]),
	join([pick("GROUP BY ", "group by "), named]),
	join([pick("FLATTEN ", "flatten "), named]),
);

const separator = pick("\n", "\n\n", " ", "\n// a comment WHERE x\n");

export const query = fc
	.tuple(
		pick("", "", "// first\n", "\n"),
		header,
		fc.option(source),
		fc.array(step, { maxLength: 4 }),
		separator,
	)
	.map(
		([before, head, from, steps, gapBetween]) =>
			before + [head, ...(from === null ? [] : [`FROM ${from}`]), ...steps].join(gapBetween),
	);
