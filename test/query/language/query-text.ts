/** Queries that can be read, made at random: every rule of the grammar comes up. */
import fc from "fast-check";

const name = fc.constantFrom("n", "m", "循环", "`a b`", "`match`", "x1", "end", "order_", "_y");
const key = fc.constantFrom("title", "名", "match", "`k 1`", "null");
const word = fc.constantFrom("A", "Note", "标签", "`in`", "NULL");

const literal = fc.oneof(
	fc.constantFrom("1", "0", "9007199254740993", "0x1F", "0o17", "1.5", "2.0", ".5", "1e300", "1_000"),
	fc.constantFrom(
		"true",
		"FALSE",
		"null",
		"'it''s'".replace("''", "\\'"),
		'"a\\n"',
		"''",
		"'中文'",
		"'\\u0000'",
	),
	fc.constantFrom("$p", "$`p q`", "$0"),
);

function join(parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
	return fc
		.tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
		.map((all) => all.join(""));
}

function optional(...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
	return fc.option(join(parts), { nil: "" });
}

function list(item: fc.Arbitrary<string>, minLength = 0, maxLength = 3): fc.Arbitrary<string> {
	return fc.array(item, { minLength, maxLength }).map((items) => items.join(", "));
}

const grammar = fc.letrec<Record<string, string>>((tie) => {
	const expression = tie("expression") as fc.Arbitrary<string>;
	const path = tie("path") as fc.Arbitrary<string>;
	const label = tie("label") as fc.Arbitrary<string>;
	const query = tie("query") as fc.Arbitrary<string>;
	const operand = join(["(", expression, ")"]);
	const infix = fc.constantFrom(
		...[
			"+",
			"-",
			"*",
			"/",
			"%",
			"^",
			"||",
			"=",
			"<>",
			"<",
			">=",
			"=~",
			"AND",
			"or",
			"XOR",
			"IN",
			"STARTS WITH",
			"contains",
		],
	);
	const loose = join([expression, " ", infix, " ", expression]);
	const where = optional(" WHERE ", expression);
	const type = fc.constantFrom(
		"INT",
		"ZONED TIME NOT NULL",
		"LIST<STRING> LIST",
		"ANY<FLOAT | LIST<MAP!>>",
		"ANY",
	);
	const properties = optional(" {", list(join([key, ": ", expression])), "}");
	const content = join([fc.option(name, { nil: "" }), optional(":", label)]);
	const star = fc.constantFrom("", "", "*", "*2", "*1..3", "*..3", "*2..");
	const quantifier = fc.constantFrom("", "", "", "+", "*", "{2}", "{1,3}", "{2,}", "{,4}");
	const ends = fc.constantFrom(["-", "-"], ["<-", "-"], ["-", "->"]);
	const relationship = fc.oneof(
		fc
			.tuple(ends, join(["[", content, star, properties, where, "]"]))
			.map(([[a, b], detail]) => `${a}${detail}${b}`),
		fc
			.tuple(ends, join(["[", content, properties, where, "]"]), quantifier)
			.map(([[a, b], detail, q]) => `${a}${detail}${b}${q}`),
		fc.tuple(ends, quantifier).map(([[a, b], q]) => `${a}${b}${q}`),
	);
	const node = join(["(", content, properties, where, ")"]);
	const single = fc.tuple(ends, content).map(([[a, b], detail]) => `${a}[${detail}]${b}`);
	const repeated = join([
		join(["(", node, single, node, where, ")"]),
		fc.constantFrom("+", "*", "{2}", "{1,3}"),
		fc.oneof(node, fc.constant("")),
	]);
	const projection = join([
		fc.constantFrom("", "DISTINCT "),
		fc.oneof(list(join([expression, optional(" AS ", name)]), 1), join(["*", optional(", ", expression)])),
		optional(" ORDER BY ", list(join([expression, fc.constantFrom("", " DESC", " ASC")]), 1)),
		optional(" SKIP ", expression),
		optional(" LIMIT ", expression),
	]);
	const clause = fc.oneof(
		join([
			fc.constantFrom("MATCH ", "OPTIONAL MATCH "),
			list(
				join([
					optional(name, " = "),
					fc.constantFrom("", "", "ANY SHORTEST ", "ALL SHORTEST ", "SHORTEST 2 GROUPS ", "ANY 3 "),
					path,
				]),
				1,
				2,
			),
			where,
		]),
		join([
			fc.constantFrom("CALL ", "OPTIONAL CALL ", "CALL (*) ", "CALL () ", "CALL (n, `a b`) "),
			"{ ",
			query,
			" }",
		]),
		join(["LIMIT ", expression]),
		join(["FILTER ", expression]),
		join(["LET ", name, " = ", expression]),
		join(["UNWIND ", expression, " AS ", name]),
		join(["WITH ", projection, where]),
		join(["CALL a.`b c`(", list(expression), ") YIELD ", name, optional(" AS ", name), where]),
	);
	return {
		expression: fc.oneof(
			{ depthSize: "small", withCrossShrink: true },
			literal,
			name,
			fc.oneof(
				loose,
				join(["(NOT ", expression, ")"]),
				join(["-", operand]),
				join([operand, fc.constantFrom(" IS NULL", " IS NOT NULL", " IS NFD NORMALIZED")]),
				join([operand, fc.constantFrom(" IS :: ", " IS NOT :: "), type]),
			),
			fc.oneof(
				join([name, ".", key]),
				join([operand, "[", expression, "]"]),
				join([operand, "[", expression, "..]"]),
				join([operand, ":", label]),
			),
			fc.oneof(join(["[", list(expression), "]"]), join(["{", list(join([key, ": ", expression])), "}"])),
			join([
				name,
				" {",
				list(fc.oneof(fc.constant(".*"), join([".", key]), join([key, ": ", expression]), name)),
				"}",
			]),
			fc.oneof(
				join(["toUpper(", expression, ")"]),
				join(["collect(DISTINCT ", expression, ")"]),
				fc.constant("count(*)"),
			),
			fc.oneof(
				join([
					"CASE",
					optional(" ", operand),
					" WHEN ",
					expression,
					" THEN ",
					expression,
					optional(" ELSE ", expression),
					" END",
				]),
				join(["[", name, " IN ", operand, where, optional(" | ", expression), "]"]),
				join([fc.constantFrom("all", "any", "none", "single"), "(", name, " IN ", expression, where, ")"]),
				join(["reduce(", name, " = ", expression, ", ", name, " IN ", operand, " | ", expression, ")"]),
			),
			fc.oneof(
				join(["[", optional(name, " = "), node, relationship, node, where, " | ", expression, "]"]),
				join(["(", node, relationship, node, ")"]),
				join([
					fc.constantFrom("EXISTS", "COUNT", "COLLECT"),
					" { ",
					fc.oneof(join([node, relationship, node, where]), query),
					" }",
				]),
				join(["shortestPath(", node, relationship, node, ")"]),
			),
		),
		label: fc.oneof(
			{ depthSize: "small" },
			word,
			fc.constant("%"),
			join(["!(", label, ")"]),
			join(["(", label, ")&", word]),
			join(["(", label, "|", word, ")"]),
		),
		path: fc
			.tuple(
				node,
				fc.array(fc.oneof({ arbitrary: join([relationship, node]), weight: 4 }, repeated), { maxLength: 2 }),
				where,
			)
			.map(([first, rest, condition]) => {
				const path = first + rest.join("");
				return condition === "" ? path : `(${path}${condition})`;
			}),
		query: join([
			fc.array(clause, { maxLength: 2 }).map((all) => all.join(" ")),
			fc.oneof({ arbitrary: join([" RETURN ", projection]), weight: 8 }, fc.constant(" FINISH")),
		]),
	};
});

export const queryText: fc.Arbitrary<string> = fc
	.tuple(
		fc.constantFrom("", "EXPLAIN "),
		fc.array(grammar.query as fc.Arbitrary<string>, { minLength: 1, maxLength: 2 }),
		fc.constantFrom(" UNION ", " UNION ALL "),
	)
	.map(([mode, parts, union]) => mode + parts.join(union));

/** An expression alone. */
export const expressionText = grammar.expression as fc.Arbitrary<string>;
