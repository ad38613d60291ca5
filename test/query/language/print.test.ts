/** Trees that no text was read for: translations of other languages are made of such, and are printed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { sameSyntax } from "../../../src/query/language/check/same-syntax.js";
import { parseExpression } from "../../../src/query/language/parse.js";
import { printExpression } from "../../../src/query/language/print.js";
import type {
	Expression,
	LabelExpression,
	NodePattern,
	PathPattern,
	RelationshipPattern,
	Variable,
} from "../../../src/query/language/syntax.js";

const span = { start: 0, end: 0 };
const name = fc.constantFrom(
	"n",
	"循环",
	"a b",
	"match",
	"count",
	"all",
	"exists",
	"_x",
	"`",
	"NULL",
	"in",
	"is",
);
const key = fc.constantFrom("title", "in", "not", "k 1", "null", "名", "1");
const variable = name.map((one): Variable => ({ kind: "variable", name: one, span }));
const maybe = <T, K extends string>(key: K, value: fc.Arbitrary<T>) =>
	fc
		.option(value, { nil: undefined })
		.map((one) => (one === undefined ? {} : { [key]: one })) as fc.Arbitrary<{
		[P in K]?: T;
	}>;

const label: fc.Arbitrary<LabelExpression> = fc.letrec<{ label: LabelExpression }>((tie) => ({
	label: fc.oneof(
		{ depthSize: "small" },
		key.map((one): LabelExpression => ({ kind: "label-name", name: one, span })),
		fc.constant<LabelExpression>({ kind: "label-any", span }),
		tie("label").map((operand): LabelExpression => ({ kind: "label-not", operand, span })),
		fc
			.tuple(fc.constantFrom("label-and" as const, "label-or" as const), tie("label"), tie("label"))
			.map(([kind, a, b]): LabelExpression => ({ kind, operands: [a, b], span })),
	),
})).label;

const literal = fc.oneof(
	fc.constantFrom<Expression>(
		{ kind: "literal", type: "null", value: null, span },
		{ kind: "literal", type: "boolean", value: true, span },
		{ kind: "literal", type: "integer", value: 2n ** 63n - 1n, span },
	),
	fc.nat().map((value): Expression => ({ kind: "literal", type: "integer", value, span })),
	fc
		.double({ min: 0, noNaN: true, noDefaultInfinity: true })
		.map((value): Expression => ({ kind: "literal", type: "float", value: Math.abs(value), span })),
	fc
		.string({ unit: "binary" })
		.map((value): Expression => ({ kind: "literal", type: "string", value, span })),
	fc.constantFrom("p", "p q", "0", "名").map((one): Expression => ({ kind: "parameter", name: one, span })),
);

const expression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression; path: PathPattern }>((tie) => {
	const any = tie("any");
	const several = (least: number) => fc.array(any, { minLength: least, maxLength: 3 });
	const pair = fc.tuple(any, any);
	const properties = fc
		.array(fc.record({ kind: fc.constant("map-entry" as const), key, value: any, span: fc.constant(span) }), {
			maxLength: 2,
		})
		.map((entries): Expression => ({ kind: "map", entries, span }));
	const node = fc
		.tuple(
			maybe("variable", variable),
			maybe("label", label),
			maybe("properties", properties),
			maybe("where", any),
		)
		.map((parts): NodePattern => Object.assign({ kind: "node-pattern", span }, ...parts));
	const step = fc
		.tuple(
			maybe("variable", variable),
			maybe("type", label),
			maybe("properties", properties),
			maybe("where", any),
			fc.constantFrom("left" as const, "right" as const, "both" as const),
		)
		.map(([direction, ...parts]): RelationshipPattern => {
			const [last] = parts.slice(-1);
			return Object.assign({ kind: "relationship-pattern", span }, direction, ...parts.slice(0, -1), {
				direction: last,
			}) as unknown as RelationshipPattern;
		});
	const entry = fc.record({
		kind: fc.constant("map-entry" as const),
		key,
		value: any,
		span: fc.constant(span),
	});
	return {
		path: fc
			.tuple(node, step, node)
			.map((elements): PathPattern => ({ kind: "path-pattern", elements, span })),
		any: fc.oneof(
			{ depthSize: "small", withCrossShrink: true },
			literal,
			variable,
			fc.oneof(
				fc
					.tuple(any, key)
					.map(([subject, one]): Expression => ({ kind: "property", subject, key: one, span })),
				pair.map(([subject, index]): Expression => ({ kind: "index", subject, index, span })),
				fc
					.tuple(any, maybe("from", any), maybe("to", any))
					.map(([subject, from, to]): Expression => ({ kind: "slice", subject, ...from, ...to, span })),
				several(0).map((items): Expression => ({ kind: "list", items, span })),
				fc.array(entry, { maxLength: 2 }).map((entries): Expression => ({ kind: "map", entries, span })),
			),
			fc.oneof(
				fc
					.tuple(fc.constantFrom("not" as const, "-" as const, "+" as const), any)
					.filter(
						([operator, { kind, ...rest }]) =>
							operator === "not" || !(kind === "literal" && "type" in rest && rest.type === "integer"),
					)
					.map(([operator, operand]): Expression => ({ kind: "unary", operator, operand, span })),
				fc
					.tuple(
						fc.constantFrom(
							...([
								"+",
								"-",
								"*",
								"/",
								"%",
								"^",
								"||",
								"in",
								"starts with",
								"ends with",
								"contains",
								"=~",
							] as const),
						),
						pair,
					)
					.map(([operator, [left, right]]): Expression => ({ kind: "binary", operator, left, right, span })),
				fc
					.tuple(fc.constantFrom("and" as const, "or" as const, "xor" as const), several(2))
					.map(([operator, operands]): Expression => ({ kind: "logical", operator, operands, span })),
				fc
					.tuple(
						several(3),
						fc.array(fc.constantFrom("=" as const, "<" as const, ">=" as const), {
							minLength: 2,
							maxLength: 2,
						}),
					)
					.map(([operands, operators]): Expression => ({ kind: "comparison", operands, operators, span })),
			),
			fc.oneof(
				fc
					.tuple(any, fc.boolean())
					.map(([operand, negated]): Expression => ({ kind: "null-test", operand, negated, span })),
				fc
					.tuple(any, label)
					.map(([operand, one]): Expression => ({ kind: "label-test", operand, label: one, span })),
				fc.tuple(any, fc.boolean()).map(
					([operand, negated]): Expression => ({
						...{ kind: "type-test", operand, negated, span },
						type: {
							kind: "union-type",
							types: [
								{ kind: "named-type", name: "LOCAL TIME", nullable: false, span },
								{
									kind: "list-type",
									element: { kind: "named-type", name: "ANY", nullable: true, span },
									nullable: true,
									span,
								},
							],
							span,
						},
					}),
				),
				fc
					.tuple(
						fc.constantFrom("toUpper", "dataview.in", "a.`b c`.d".replaceAll("`", ""), "collect"),
						fc.boolean(),
						several(0),
					)
					.map(
						([called, distinct, args]): Expression => ({
							kind: "call-function",
							name: called,
							distinct,
							arguments: args,
							span,
						}),
					),
				fc.constant<Expression>({ kind: "count-all", span }),
			),
			fc.oneof(
				fc.tuple(maybe("subject", any), pair, maybe("otherwise", any)).map(
					([subject, [when, result], otherwise]): Expression => ({
						...{ kind: "case", ...subject, ...otherwise, span },
						branches: [{ kind: "case-branch", when, result, span }],
					}),
				),
				fc.tuple(variable, any, maybe("where", any), maybe("result", any)).map(
					([one, list, where, result]): Expression => ({
						kind: "list-comprehension",
						variable: one,
						list,
						...where,
						...result,
						span,
					}),
				),
				fc.tuple(fc.constantFrom("all" as const, "single" as const), variable, any, maybe("where", any)).map(
					([quantifier, one, list, where]): Expression => ({
						kind: "quantified",
						quantifier,
						variable: one,
						list,
						...where,
						span,
					}),
				),
				fc.tuple(variable, any, variable, any, any).map(
					([accumulator, initial, one, list, step]): Expression => ({
						kind: "reduce",
						accumulator,
						initial,
						variable: one,
						list,
						step,
						span,
					}),
				),
				fc.tuple(tie("path"), maybe("where", any), any).map(
					([pattern, where, result]): Expression => ({
						kind: "pattern-comprehension",
						pattern,
						...where,
						result,
						span,
					}),
				),
				fc
					.tuple(tie("path"), fc.boolean())
					.map(
						([pattern, asFunction]): Expression => ({ kind: "pattern-predicate", pattern, asFunction, span }),
					),
				variable.map(
					(subject): Expression => ({
						...{ kind: "map-projection", subject, span },
						items: [
							{ kind: "all-properties", span },
							{ kind: "property-selector", key: "in", span },
							{ kind: "variable-selector", variable: subject, span },
						],
					}),
				),
			),
		),
	};
}).any as fc.Arbitrary<Expression>;

test("whatever an expression is made of, it is read as it was printed", () => {
	fc.assert(
		fc.property(expression, (tree) => {
			const printed = printExpression(tree);
			const again = parseExpression(printed);
			expect(sameSyntax(again, tree), `${printed}\n${printExpression(again)}`).toBe(true);
		}),
		{ numRuns: Number(process.env.PRINT_RUNS ?? 400) },
	);
});
