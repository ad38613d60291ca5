/** What holds for all expressions and bases. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { Scalar, stringify } from "yaml";
import { readBase } from "../../src/bases/document/read-base.js";
import { BaseError } from "../../src/bases/language/base-error.js";
import { parseExpression } from "../../src/bases/language/parse-expression.js";
import type { Expression } from "../../src/bases/language/syntax.js";
import { type AskedVault, vaultOf } from "./ask-base.js";

type Shape = Partial<Record<string, unknown>> & { kind: string };

/** A tree without places. */
function shapeOf(expression: Expression): Shape {
	return JSON.parse(
		JSON.stringify(expression, (key, value) =>
			key === "span" || key === "nameSpan" || key === "depth" ? undefined : value,
		),
	) as Shape;
}

const binding: Readonly<Record<string, number>> = {
	...{ "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4 },
	...{ "+": 5, "-": 5, "*": 6, "/": 6, "%": 6 },
};

/** An expression as its author might have written it, with no parentheses but those it needs. */
function print(node: Shape, blank: string, around = 0): string {
	const list = (items: unknown) => (items as Shape[]).map((item) => print(item, blank)).join(`,${blank}`);
	const part = (key: string) => node[key] as Shape;
	switch (node.kind) {
		case "literal":
			return JSON.stringify(node.value);
		case "name":
			return String(node.name);
		case "regex":
			return `/${node.pattern}/${node.flags}`;
		case "list":
			return `[${list(node.items)}]`;
		case "object":
			return `{${(node.entries as { key: string; value: Shape }[]).map(({ key, value }) => `${JSON.stringify(key)}:${blank}${print(value, blank)}`).join(",")}}`;
		case "member":
			return `${print(part("subject"), blank, 8)}.${node.name}`;
		case "element":
			return `${print(part("subject"), blank, 8)}[${print(part("index"), blank)}]`;
		case "call":
			return `${node.name}(${list(node.arguments)})`;
		case "method":
			return `${print(part("subject"), blank, 8)}.${node.name}(${list(node.arguments)})`;
		case "unary": {
			const text = `${node.operator}${print(part("operand"), blank, 7)}`;
			return around > 7 ? `(${text})` : text;
		}
	}
	const operator = String(node.operator);
	const own = binding[operator]!;
	const [first, ...rest] = node.operands as Shape[];
	const text = [print(first!, blank, own), ...rest.map((operand) => print(operand, blank, own + 1))].join(
		`${blank}${operator}${blank}`,
	);
	return around > own ? `(${text})` : text;
}

const name = fc.constantFrom("price", "file", "note", "value", "作者", "_x1", "$", "été");
const literal = fc.oneof(
	fc.string({ maxLength: 6 }).map((value) => ({ kind: "literal", value })),
	fc.nat(1000).map((value) => ({ kind: "literal", value })),
	fc.constantFrom(true, false, null).map((value) => ({ kind: "literal", value })),
);
const { tree } = fc.letrec<{ tree: Shape }>((tie) => {
	const few = fc.array(tie("tree"), { maxLength: 3 });
	const chain = fc.constantFrom("||", "&&", "+", "*");
	const pair = fc.constantFrom("==", "!=", "<", "<=", ">", ">=", "-", "/", "%");
	return {
		tree: fc.oneof(
			{ maxDepth: 4, withCrossShrink: true },
			literal,
			name.map((name) => ({ kind: "name", name })),
			fc.constant({ kind: "regex", pattern: "a[/]\\/b", flags: "gi" }),
			few.map((items) => ({ kind: "list", items })),
			fc
				.uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), tie("tree")), {
					maxLength: 2,
					selector: ([key]) => key,
				})
				.map((entries) => ({ kind: "object", entries: entries.map(([key, value]) => ({ key, value })) })),
			fc.tuple(tie("tree"), name).map(([subject, name]) => ({ kind: "member", subject, name })),
			fc.tuple(tie("tree"), tie("tree")).map(([subject, index]) => ({ kind: "element", subject, index })),
			fc.tuple(name, few).map(([name, given]) => ({ kind: "call", name, arguments: given })),
			fc
				.tuple(tie("tree"), name, few)
				.map(([subject, name, given]) => ({ kind: "method", subject, name, arguments: given })),
			fc
				.tuple(fc.constantFrom("!", "-", "+"), tie("tree"))
				.map(([operator, operand]) => ({ kind: "unary", operator, operand })),
			fc
				.tuple(chain, fc.array(tie("tree"), { minLength: 2, maxLength: 4 }))
				.map(([operator, operands]) => ({ kind: "operation", operator, operands: flat(operator, operands) })),
			fc
				.tuple(pair, tie("tree"), tie("tree"))
				.map(([operator, a, b]) => ({ kind: "operation", operator, operands: [a, b] })),
		) as fc.Arbitrary<Shape>,
	};
});

/** A chain that begins with a chain is one. */
function flat(operator: string, [first, ...rest]: Shape[]): Shape[] {
	const isChain = first?.kind === "operation" && first.operator === operator;
	return [...(isChain ? (first.operands as Shape[]) : [first!]), ...rest];
}

describe("expressions", () => {
	test("what is printed is read back, blanks or not", () => {
		fc.assert(
			fc.property(tree, fc.constantFrom("", " ", "\n\t"), (tree, blank) => {
				expect(shapeOf(parseExpression(print(tree, blank)))).toEqual(tree);
			}),
			{ numRuns: 500 },
		);
	});

	test("whatever is written is an expression, or an error within it", () => {
		const token = fc.constantFrom(
			..."()[]{}.,:!=<>&|+-*/%\"'\\ ?;",
			"a",
			"1",
			"file",
			"and",
			"作",
			"/x/g",
			"=>",
			"“",
		);
		const written = fc.oneof(
			fc.string({ maxLength: 30 }),
			fc.array(token, { maxLength: 20 }).map((all) => all.join("")),
		);
		fc.assert(
			fc.property(written, (source) => {
				try {
					const { span } = parseExpression(source);
					expect(span.start >= 0 && span.end <= source.length).toBe(true);
				} catch (error) {
					expect(error).toBeInstanceOf(BaseError);
					expect((error as BaseError).offset).toBeGreaterThanOrEqual(0);
					expect((error as BaseError).offset).toBeLessThanOrEqual(source.length);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	test("each part knows where it stands", () => {
		const source = 'if(a.b["c"], [1, x + 2], !f(3))';
		const parts: string[] = [];
		JSON.stringify(parseExpression(source), (_, value) => {
			if (value?.span !== undefined) parts.push(source.slice(value.span.start, value.span.end));
			return value;
		});
		expect(parts).toEqual([
			source,
			'a.b["c"]',
			"a.b",
			"a",
			'"c"',
			"[1, x + 2]",
			"1",
			"x + 2",
			"x",
			"2",
			"!f(3)",
			"f(3)",
			"3",
		]);
	});
});

describe("bases", () => {
	const styles = [
		Scalar.PLAIN,
		Scalar.QUOTE_SINGLE,
		Scalar.QUOTE_DOUBLE,
		Scalar.BLOCK_LITERAL,
		Scalar.BLOCK_FOLDED,
	];

	test("a place in an expression is that place in the file, however it is quoted", () => {
		const word = fc.constantFrom(
			"price",
			'"it\'s"',
			"+",
			"作者",
			"!",
			"$",
			"\\",
			"x",
			"😀",
			"🎉 a",
			":",
			"#",
		);
		const text = fc
			.tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom(" ", "  ", " \n", "\n"))
			.map(([words, between]) => words.join(between).trim());
		fc.assert(
			fc.property(text, fc.constantFrom(...styles), fc.constantFrom(0, 20), (text, type, lineWidth) => {
				const scalar = new Scalar(text);
				scalar.type = type as Scalar.Type;
				const yaml = stringify({ formulas: { x: scalar } }, { lineWidth });
				const written = readBase(yaml).formulas.get("x");
				// Some texts have no such style, and some plain ones are no texts.
				fc.pre(written?.text === text);
				if (written === undefined) return;
				for (let at = 0; at < written.text.length; at++) {
					const char = String.fromCodePoint(written.text.codePointAt(at)!);
					if (/\s|["\\]|[\udc00-\udfff]/.test(char)) continue;
					const place = written.place(at);
					const there = yaml.slice(place, place + char.length);
					if (there !== char && !/^\\[uU]/.test(yaml.slice(place, place + 2)))
						throw new Error(`${JSON.stringify(yaml)}: ${at} ${char} is not ${there} at ${place}`);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test("whatever is written is a base, with problems within it", () => {
		const line = fc.constantFrom(
			...[
				"filters:",
				"  and:",
				"  - a == 1",
				"views:",
				"  - type: table",
				"    order:",
				"      - file.name",
				"- x",
				"formulas:",
			],
			...[
				"  a: b",
				"\tx",
				"  - *a",
				"&a",
				"{",
				"]",
				"? x",
				"!!map",
				"'",
				'"',
				"summaries: {a: 1}",
				"limit: x",
				"<<: *a",
			],
		);
		const written = fc.oneof(
			fc.string(),
			fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n")),
		);
		fc.assert(
			fc.property(written, (yaml) => {
				for (const { message, offset } of readBase(yaml).problems) {
					expect(message).not.toBe("");
					expect(offset >= 0 && offset <= yaml.length).toBe(true);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});

describe("answers", () => {
	let vault: AskedVault;
	beforeAll(async () => {
		vault = await vaultOf({
			"a.md": "---\nprice: 3\nlist: [1, x, null]\nday: 2026-01-02\n---\n[[b]]",
			"b.md": "",
		});
	});

	test("every expression has a value, a problem in its cell, or one of the base: nothing is thrown", async () => {
		const values = [
			"price",
			"list",
			"day",
			"file",
			"missing",
			'"text"',
			"5",
			"[]",
			'{"a": 1}',
			"/x/",
			"now()",
			"this",
		];
		const functions = [
			...[
				"contains(1)",
				"containsAll('a')",
				"split(',')",
				"replace('a', 'b')",
				"slice(1)",
				"repeat(3)",
				"title()",
			],
			...[
				"toFixed(1)",
				"round(1)",
				"sort()",
				"flat()",
				"unique()",
				"join('-')",
				"reverse()",
				"mean()",
				"keys()",
			],
			...[
				"format('YYYY')",
				"relative()",
				"date()",
				"asFile()",
				"hasTag('x')",
				"inFolder('x')",
				"matches('x')",
			],
			...[
				"isEmpty()",
				"isType('x')",
				"toString()",
				"filter(value)",
				"map(value + 1)",
				"reduce(acc + value, 0)",
			],
		];
		const operators = ["+", "-", "*", "/", "%", "<", "==", "&&", "||"];
		const value = fc.constantFrom(...values);
		const expression = fc.oneof(
			fc.tuple(value, fc.constantFrom(...operators), value).map((parts) => parts.join(" ")),
			fc.tuple(value, fc.constantFrom(...functions)).map(([subject, call]) => `(${subject}).${call}`),
			fc
				.tuple(
					fc.constantFrom("date", "number", "link", "file", "list", "image", "html", "max", "duration"),
					value,
				)
				.map(([name, given]) => `${name}(${given})`),
			fc.tuple(value, value).map(([subject, index]) => `(${subject})[${index}]`),
		);
		await fc.assert(
			fc.asyncProperty(expression, expression, async (a, b) => {
				const answer = await vault.answer(
					JSON.stringify({
						formulas: { a, b, both: "formula.a + formula.b" },
						filters: "file.ext == 'md'",
						views: [
							{
								type: "table",
								order: ["formula.a", "formula.b", "formula.both"],
								sort: ["formula.a"],
								groupBy: "formula.b",
							},
						],
					}),
				);
				expect(answer.views).toHaveLength(1);
			}),
			{ numRuns: 300 },
		);
	}, 60_000);
});
