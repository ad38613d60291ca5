/** What other languages add: values of their own, functions in their namespace, queries made as trees. */
import { expect, test } from "vitest";
import {
	accessTo,
	builtInProcedures,
	ForeignValue,
	type FunctionDefinition,
	Functions,
	formatValue,
	type Plain,
	type PrepareOptions,
	Procedures,
	parseQuery,
	prepare,
	prepareSyntax,
	printQuery,
	problem,
	QueryError,
	type syntax,
	toPlain,
	type Value,
} from "../../src/query/index.js";
import { graphOf } from "./graph-text.js";

/** A colour, written `#rrggbb`: ordered by brightness. */
class Colour extends ForeignValue {
	readonly family = "colour";

	constructor(readonly code: string) {
		super();
	}

	compare(other: Colour): number {
		return this.brightness - other.brightness;
	}

	key(): string {
		return this.code;
	}

	toText(): string {
		return `#${this.code}`;
	}

	toPlain(): Plain {
		return { colour: this.code };
	}

	override property(key: string): Value {
		const at = ["red", "green", "blue"].indexOf(key);
		return at < 0 ? null : Number.parseInt(this.code.slice(2 * at, 2 * at + 2), 16);
	}

	get brightness(): number {
		return ["red", "green", "blue"].reduce((sum, key) => sum + Number(this.property(key)), 0);
	}
}

let calls = 0;

const paint: readonly FunctionDefinition[] = [
	{
		name: "paint.colour",
		least: 1,
		most: 1,
		pure: true,
		about: "The colour that a text names.",
		call: ([text]) => {
			calls++;
			if (typeof text === "string" && /^#[0-9a-f]{6}$/.test(text)) return new Colour(text.slice(1));
			throw problem(`No colour is called ${formatValue(text ?? null)}.`);
		},
	},
	{
		name: "paint.lightest",
		least: 0,
		most: Number.POSITIVE_INFINITY,
		call: (colours) =>
			colours.reduce<Value>((best, colour) => {
				if (!(colour instanceof Colour)) return best;
				return best instanceof Colour && best.compare(colour) >= 0 ? best : colour;
			}, null),
	},
	{ name: "paint.isNull", least: 1, most: 2, call: ([value]) => value === null },
];

const store = graphOf("#ff0000:Note -NEXT-> #00ff01:Note, #00ff01 -NEXT-> #ff0000");
const functions = new Functions(paint);
const options: PrepareOptions = {
	store,
	access: accessTo(store),
	procedures: new Procedures(builtInProcedures(() => new Procedures([]), functions)),
	functions,
};

const rowsOf = (query: string): Plain[][] =>
	prepare(query, options)
		.runSync()
		.rows.map((row) => row.map((value) => toPlain(value, store)));
const answerTo = (expression: string) => rowsOf(`RETURN ${expression}`)[0]![0];
const errorOf = (query: string): QueryError => {
	try {
		prepare(query, options).runSync();
	} catch (error) {
		if (error instanceof QueryError) return error;
		throw error;
	}
	throw new Error(`${query} is right`);
};

test("foreign values are equal, ordered, grouped, printed and asked for properties", () => {
	const [red, green] = ["paint.colour('#ff0000')", "paint.colour('#00ff01')"];
	expect(answerTo(`[${red} = PAINT.Colour('#ff0000'), ${red} = ${green}, ${red} <> ${green}]`)).toEqual([
		true,
		false,
		true,
	]);
	expect(answerTo(`[${red} < ${green}, ${green} <= ${red}, ${red} < 3]`)).toEqual([true, false, null]);
	expect(answerTo(`[${red} = 'ff0000', ${red} IN [${green}, ${red}]]`)).toEqual([false, true]);
	expect(answerTo(`toString(${red}) + ' ' + ${green}`)).toBe("#ff0000 #00ff01");
	expect(answerTo(`[${green}.green, ${green}['blue'], ${green}.alpha]`)).toEqual([255, 1, null]);
	expect(rowsOf("MATCH (n)--(m) RETURN paint.colour(n.title) AS c, count(*) AS n ORDER BY c DESC")).toEqual([
		[{ colour: "00ff01" }, 2],
		[{ colour: "ff0000" }, 2],
	]);
	expect(rowsOf("MATCH (n) RETURN max(paint.colour(n.title)).green")).toEqual([[255]]);
	expect(rowsOf(`UNWIND ['a', ${red}, null, [1], date('2026-01-01')] AS x RETURN x ORDER BY x`)).toEqual([
		[[1]],
		[{ colour: "ff0000" }],
		["2026-01-01"],
		["a"],
		[null],
	]);
});

test("functions take any number that they ask for, and nulls", () => {
	expect(answerTo("paint.lightest()")).toBe(null);
	expect(answerTo("paint.lightest(paint.colour('#000001'), null, paint.colour('#020000'))")).toEqual({
		colour: "020000",
	});
	expect(answerTo("[paint.isNull(null), paint.isNull(1, 2)]")).toEqual([true, false]);
});

test("what is wrong is said with its place", () => {
	expect(errorOf("RETURN paint.color('#ff0000')").describe()).toMatch(
		/no function paint\.color\(\)\. Did you mean paint\.colour\? \(line 1, column 8\)/,
	);
	expect(errorOf("RETURN paint.isNull()").message).toBe("paint.isNull() takes 1 to 2 arguments, not 0.");
	expect(errorOf("RETURN 1,\n  paint.colour('blue')").describe()).toMatch(
		/^No colour is called blue\. \(line 2, column 3\)/,
	);
	expect(errorOf("RETURN paint.colour('#ff0000') * 2").message).toBe(
		"* is not defined for a colour and an integer.",
	);
	expect(() => new Functions([{ ...paint[0]!, name: "colour" }])).toThrow(/namespace/);
	expect(() => new Functions([paint[0]!, { ...paint[0]!, name: "PAINT.Colour" }])).toThrow(/name of its own/);
});

test("a pure function of constants is called once, and not where no row comes", () => {
	calls = 0;
	rowsOf("MATCH (n) WHERE paint.colour(n.title) = paint.colour('#ff0000') RETURN n");
	expect(calls).toBe(2 + 1);
	expect(rowsOf("MATCH (n:None) WHERE n.x = paint.colour('none') RETURN n")).toEqual([]);
});

test("functions from outside are told", () => {
	expect(
		rowsOf("CALL dbms.functions() YIELD name, description WHERE name STARTS WITH 'paint' RETURN *"),
	).toEqual([
		["The colour that a text names.", "paint.colour"],
		["", "paint.isNull"],
		["", "paint.lightest"],
	]);
});

const nowhere = { start: 4, end: 7 };
const call = (name: string, ...args: syntax.Expression[]): syntax.Expression => ({
	kind: "call-function",
	name,
	distinct: false,
	arguments: args,
	span: nowhere,
});
const float = (value: number): syntax.Expression => ({
	kind: "literal",
	type: "float",
	value,
	span: nowhere,
});
const returning = (...expressions: syntax.Expression[]): syntax.Query => ({
	kind: "query",
	unionAll: false,
	span: nowhere,
	parts: [
		{
			kind: "single-query",
			span: nowhere,
			clauses: [
				{
					kind: "return",
					span: nowhere,
					projection: {
						kind: "projection",
						distinct: false,
						all: false,
						items: expressions.map((expression, i) => ({
							kind: "projection-item" as const,
							expression,
							name: `column ${i}`,
							aliased: true,
							span: nowhere,
						})),
						orderBy: [],
						span: nowhere,
					},
				},
			],
		},
	],
});

test("a tree is run as it is, and printed it runs alike", () => {
	const text: syntax.Expression = { kind: "literal", type: "string", value: "#0a0000", span: nowhere };
	const red: syntax.Expression = {
		kind: "property",
		subject: call("paint.colour", text),
		key: "red",
		span: nowhere,
	};
	const numbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1.5, -0, 1e21, 3].map(
		float,
	);
	const query = returning(red, ...numbers);
	const direct = prepareSyntax(query, options).runSync();
	const printed = prepare(printQuery(query), options).runSync();
	expect(direct.rows[0]![0]).toBe(10);
	expect(printed).toEqual(direct);
	expect(printQuery(parseQuery(printQuery(query)))).toBe(printQuery(query));
});

test("errors of a tree point into the text that it was made of", () => {
	const query = returning(call("paint.colour", float(1)));
	const run = () => prepareSyntax(query, options, "say red").runSync();
	expect(run).toThrow(/No colour/);
	try {
		run();
	} catch (error) {
		expect((error as QueryError).describe()).toBe(
			"No colour is called 1.0. (line 1, column 5)\n\n1 | say red\n  |     ^^^",
		);
	}
});
