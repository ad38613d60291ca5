/** Random expressions that mean something: every function with values that it may be given, every operator with all kinds. */
import fc from "fast-check";

const pick = (...texts: string[]) => fc.constantFrom(...texts);

const number = pick("0", "1", "2", "3", "-1", "10", "2.5", "-0.5", "100", "1234567.891");
const string = pick(
	...[
		'""',
		'"a"',
		'"b"',
		'"Hello world"',
		'"yes, no"',
		'"a,b,c"',
		'"10"',
		'"3.5kg"',
		'"2021-04-16"',
		'"中文"',
		'"B"',
		'"x*y"',
	],
	...['"hello"', '"[[Note|shown]]"', '"**bold** text"', '"w"', '"yyyy-MM-dd"', '"aaa"', '"-"'],
);
const pattern = pick(
	...[
		'"a"',
		'"[a-z]+"',
		'"(\\\\w+) (\\\\w+)"',
		'"^a"',
		'"o$"',
		'"."',
		'"a|b"',
		'"(a)(b)?"',
		'"\\\\s"',
		'"x*"',
		'",\\\\s*"',
		'"l+?"',
	],
);
const replacement = pick('""', '"-"', '"$1"', '"$2 $1"', '"$&$&"', '"$$"', '"x"');
const boolean = pick("true", "false");
const date = pick(
	"date(2021-04-16)",
	"date(2020-02-29)",
	"date(2021-04-16T13:05:09)",
	"date(2021-12)",
	"date(2021-04-16T13:05:09.250+08:00)",
);
const duration = pick(
	"dur(1 d)",
	"dur(3 hours)",
	"dur(1 yr 2 mo)",
	"dur(90 s)",
	"dur(2 weeks)",
	"dur(1.5h)",
	"dur(-1 d)",
);
const link = pick("[[a]]", "[[a|A]]", "[[b#Head]]", "[[b#^id|x]]", "![[p.png]]", "[[2021-04-16]]");
const scalar = fc.oneof(number, string, boolean, date, duration, link, pick("null"));
const list = (item: fc.Arbitrary<string>) =>
	fc.array(item, { maxLength: 4 }).map((items) => `[${items.join(", ")}]`);
const object = fc
	.array(fc.tuple(pick("a", "b", "c", '"x y"'), scalar), { maxLength: 3 })
	.map((entries) => `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(", ")} }`);
const lists = fc.oneof(
	list(number),
	list(string),
	list(scalar),
	list(list(number)),
	pick("[1, null, 3]", "[]"),
);
const any = fc.oneof(
	{ weight: 6, arbitrary: scalar },
	{ weight: 2, arbitrary: lists },
	{ weight: 1, arbitrary: object },
);
const sound = (kind: fc.Arbitrary<string>) =>
	fc.oneof({ weight: 8, arbitrary: kind }, { weight: 1, arbitrary: any });

const lambda = pick(
	...[
		"(x) => x",
		"(x) => x > 1",
		"(x) => x + 1",
		'(x) => x = "a"',
		"(x) => !x",
		"(x) => typeof(x)",
		"(x) => x.a",
		"(x) => default(x, 0)",
	],
);
const lambda2 = pick("(a, b) => a + b", "(a, b) => min(a, b)", "(a, b) => a * b", "(a, b) => b");

const called = (name: string, ...args: readonly fc.Arbitrary<string>[]) =>
	fc.tuple(...args.map(sound)).map((values) => `${name}(${values.join(", ")})`);
const maybe = (name: string, ...args: readonly fc.Arbitrary<string>[]) =>
	fc.oneof(called(name, ...args), called(name, ...args.slice(0, -1)));

const functions: readonly fc.Arbitrary<string>[] = [
	called("object", string, any),
	...["list", "array"].map((name) =>
		fc.array(any, { maxLength: 3 }).map((args) => `${name}(${args.join(", ")})`),
	),
	called("date", fc.oneof(string, date, link, list(string))),
	called(
		"date",
		pick('"2021-04-16"', '"16.04.2021"', '"1618531200"', '"1618531200000"'),
		pick('"yyyy-MM-dd"', '"dd.MM.yyyy"', '"X"', '"x"'),
	),
	called("dur", pick('"1 day"', '"2h 3m"', '"nothing"', "dur(1 d)", "null", '["1 d", "2 d"]')),
	called("number", fc.oneof(number, string, list(string))),
	called("string", any),
	maybe("link", fc.oneof(string, link), fc.oneof(string, pick("null"))),
	maybe("embed", link, boolean),
	maybe("elink", string, fc.oneof(string, pick("null"))),
	called("typeof", any),
	maybe("round", fc.oneof(number, lists), number),
	...["trunc", "floor", "ceil"].map((name) => called(name, fc.oneof(number, list(number)))),
	...["min", "max"].flatMap((name) => [
		called(name, lists),
		called(name, number, number),
		called(name, any, any, any),
	]),
	...["sum", "product", "average"].map((name) => called(name, fc.oneof(lists, list(number), list(duration)))),
	...["minby", "maxby", "filter", "map", "sort", "any", "all", "none"].map((name) =>
		called(name, lists, lambda),
	),
	...["contains", "icontains", "econtains"].map((name) =>
		called(name, fc.oneof(string, lists, object), fc.oneof(string, number, any)),
	),
	called("containsword", fc.oneof(string, list(string)), string),
	called("extract", fc.oneof(object, list(object)), pick('"a"', '"b"'), pick('"b"', '"x y"')),
	...["sort", "reverse", "length", "nonnull", "firstvalue", "unique", "any", "all", "none"].map((name) =>
		called(name, fc.oneof(lists, string, object)),
	),
	maybe("join", lists, fc.oneof(string, pick("null"))),
	maybe("flat", list(list(number)), number),
	maybe("slice", lists, number, number),
	called("reduce", list(number), fc.oneof(pick('"+"', '"-"', '"*"', '"/"', '"&"', '"|"'), lambda2)),
	called("regextest", pattern, fc.oneof(string, list(string))),
	called("regexmatch", pattern, string),
	called("regexreplace", string, pattern, replacement),
	called("replace", fc.oneof(string, list(string)), string, string),
	...["lower", "upper"].map((name) => called(name, fc.oneof(string, list(string)))),
	maybe("split", string, fc.oneof(pattern, string), number),
	...["startswith", "endswith"].map((name) => called(name, fc.oneof(string, list(string)), string)),
	...["padleft", "padright"].map((name) => maybe(name, string, number, string)),
	maybe("substring", string, number, number),
	maybe("truncate", string, number, string),
	...["default", "ldefault"].map((name) => called(name, any, any)),
	called("display", fc.oneof(string, link, list(link), any)),
	called("choice", fc.oneof(boolean, list(boolean), any), any, any),
	called("striptime", date),
	called(
		"dateformat",
		fc.oneof(date, list(date)),
		pick('"yyyy-MM-dd"', '"HH:mm:ss"', '"MMMM d, yyyy"', '"ccc"', '"WW"', '"x"'),
	),
	called("durationformat", duration, pick("\"h 'hours'\"", '"d"', '"hh:mm:ss"', '"S"')),
	maybe("currencyformat", number, pick('"EUR"', '"USD"', '"JPY"')),
	called("localtime", date),
	maybe("hash", string, fc.oneof(string, number), number),
	called("meta", link),
];

const operator = pick("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "=", "!=", "&", "|");
const part = pick(
	"year",
	"month",
	"day",
	"weekday",
	"week",
	"weekyear",
	"hour",
	"minute",
	"second",
	"days",
	"hours",
	"months",
	"a",
	"path",
);

const simple = fc.oneof(
	{ weight: 5, arbitrary: fc.oneof(...functions) },
	{ weight: 3, arbitrary: fc.tuple(any, operator, any).map((parts) => parts.join(" ")) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.oneof(date, duration, object, link, lists), part)
			.map(([value, name]) => `${value}.${name}`),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.oneof(lists, string, object), fc.oneof(number, pick('"a"', "null")))
			.map(([value, index]) => `${value}[${index}]`),
	},
	{ weight: 1, arbitrary: any.map((value) => `!${value}`) },
);

/** One function or operator, or one upon another. */
export const valueExpression = fc.oneof(
	{ weight: 3, arbitrary: simple },
	{ weight: 1, arbitrary: fc.tuple(simple, operator, simple).map(([a, op, b]) => `(${a}) ${op} (${b})`) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(pick("typeof", "length", "string", "default", "round"), simple)
			.map(([name, inner]) => (name === "default" ? `default(${inner}, 1)` : `${name}(${inner})`)),
	},
);
