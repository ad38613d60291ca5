import type { Span } from "../../model/index.js";
import { BaseError } from "./base-error.js";
import { Scanner } from "./scanner.js";
import type { Expression, Operator } from "./syntax.js";

/** Longer expressions are no questions, and each may stand in any number of rows. */
const longest = 20_000;
/** Levels of nodes. */
const deepest = 60;
/** Operands, arguments or items of one node. */
const widest = 1000;

/** Reads an expression in time in proportion to its length. Throws a `BaseError` where it is none. */
export function parseExpression(source: string): Expression {
	if (source.length > longest)
		throw new BaseError(`An expression can have at most ${longest} characters.`, longest);
	const parser = new Parser(source);
	return parser.whole();
}

/** Without what all nodes have. */
type Bare<T> = T extends Expression ? Omit<T, "span" | "depth"> : never;

class Parser {
	readonly #scanner: Scanner;
	#open = 0;

	constructor(source: string) {
		this.#scanner = new Scanner(source);
	}

	whole(): Expression {
		if (this.#scanner.atEnd) throw new BaseError("There is no expression here.", 0);
		const expression = this.#expression();
		if (!this.#scanner.atEnd) this.#unexpected();
		return expression;
	}

	#expression(): Expression {
		if (++this.#open > deepest) this.#tooDeep(this.#scanner.at);
		const expression = this.#level(0);
		this.#open--;
		return expression;
	}

	/** Operators of one precedence and all that bind closer. */
	#level(precedence: number): Expression {
		const operators = levels[precedence];
		if (operators === undefined) return this.#unary();
		let left = this.#level(precedence + 1);
		for (;;) {
			const operator = this.#operator(operators);
			if (operator === undefined) return left;
			const right = this.#level(precedence + 1);
			left = this.#joined(operator, left, right);
		}
	}

	/** `a + b` and `c` are `a + b + c`: a chain is one node, so that it is not deep. */
	#joined(operator: Operator, left: Expression, right: Expression): Expression {
		const { start } = left.span;
		const chained = left.kind === "operation" && left.operator === operator && associative.has(operator);
		if (!chained)
			return this.#node(start, { kind: "operation", operator, operands: [left, right] }, [left, right]);
		// Nobody else has seen this list: copying it for each operand would take quadratic time.
		const operands = left.operands as Expression[];
		if (operands.push(right) > widest) this.#tooWide(right.span.start);
		const depth = Math.max(left.depth, right.depth + 1);
		return { ...this.#node(start, { kind: "operation", operator, operands }, [right]), depth };
	}

	#operator(operators: readonly Operator[]): Operator | undefined {
		const sign = this.#scanner.sign(allSigns);
		if (sign === undefined) return undefined;
		const meant = mistaken.get(sign);
		if (meant !== undefined) throw new BaseError(`${sign} is no operator here. ${meant}`, this.#scanner.at);
		const operator = operators.find((known) => known === sign);
		if (operator !== undefined) this.#scanner.take(operator);
		return operator;
	}

	#unary(): Expression {
		const signs: { operator: "!" | "-" | "+"; start: number }[] = [];
		for (;;) {
			const sign = this.#scanner.sign(["!", "!=", "-", "+"]);
			if (sign === undefined || sign === "!=") break;
			if (signs.push({ operator: sign, start: this.#scanner.at }) > deepest) this.#tooDeep(this.#scanner.at);
			this.#scanner.take(sign);
		}
		let operand = this.#postfix();
		for (const { operator, start } of signs.reverse())
			operand = this.#node(start, { kind: "unary", operator, operand }, [operand]);
		return operand;
	}

	#postfix(): Expression {
		const { start } = this.#here();
		let subject = this.#primary();
		for (;;) {
			if (this.#scanner.take("[")) {
				const index = this.#expression();
				this.#close("]", start);
				subject = this.#node(start, { kind: "element", subject, index }, [subject, index]);
			} else if (this.#scanner.take(".")) subject = this.#member(subject, start);
			else return subject;
		}
	}

	#member(subject: Expression, start: number): Expression {
		const at = this.#scanner.at;
		const name = this.#scanner.name();
		if (name === undefined)
			throw new BaseError("The name of a property or function must follow the dot.", at);
		const nameSpan: Span = { start: at, end: this.#scanner.end };
		if (!this.#scanner.take("("))
			return this.#node(start, { kind: "member", subject, name, nameSpan }, [subject]);
		const given = this.#list(")", at);
		return this.#node(start, { kind: "method", subject, name, nameSpan, arguments: given }, [
			subject,
			...given,
		]);
	}

	#primary(): Expression {
		const { at: start } = this.#scanner;
		const number = this.#scanner.number();
		if (number !== undefined) return this.#node(start, { kind: "literal", value: number });
		const text = this.#scanner.string();
		if (text !== undefined) return this.#node(start, { kind: "literal", value: text });
		const regex = this.#scanner.regex();
		if (regex !== undefined) return this.#node(start, { kind: "regex", ...regex });
		if (this.#scanner.take("(")) {
			const inner = this.#expression();
			this.#close(")", start);
			return inner;
		}
		if (this.#scanner.take("[")) {
			const items = this.#list("]", start);
			return this.#node(start, { kind: "list", items }, items);
		}
		if (this.#scanner.take("{")) return this.#object(start);
		const name = this.#scanner.name();
		return name === undefined ? this.#unexpected() : this.#named(name, start);
	}

	#named(name: string, start: number): Expression {
		const nameSpan: Span = { start, end: this.#scanner.end };
		if (this.#scanner.take("(")) {
			const given = this.#list(")", start);
			return this.#node(start, { kind: "call", name, nameSpan, arguments: given }, given);
		}
		const constant = constants.get(name);
		return constant === undefined
			? this.#node(start, { kind: "name", name })
			: this.#node(start, { kind: "literal", value: constant.value });
	}

	/** Behind the bracket; a comma may stand before the end. */
	#list(closing: ")" | "]", start: number): Expression[] {
		const items: Expression[] = [];
		while (!this.#scanner.take(closing)) {
			if (this.#scanner.atEnd) this.#missing(closing, start);
			if (items.push(this.#expression()) > widest) this.#tooWide(this.#scanner.at);
			if (this.#scanner.take(",")) continue;
			this.#close(closing, start);
			break;
		}
		return items;
	}

	#object(start: number): Expression {
		const entries = new Map<string, Expression>();
		while (!this.#scanner.take("}")) {
			if (this.#scanner.atEnd) this.#missing("}", start);
			const { at } = this.#scanner;
			const key = this.#scanner.string() ?? this.#scanner.name() ?? this.#scanner.number();
			if (key === undefined) throw new BaseError(`A key is expected here, not ${this.#scanner.shown}.`, at);
			if (!this.#scanner.take(":")) throw new BaseError("A : must follow the key.", this.#scanner.at);
			entries.set(String(key), this.#expression());
			if (entries.size > widest) this.#tooWide(at);
			if (this.#scanner.take(",")) continue;
			this.#close("}", start);
			break;
		}
		const all = [...entries].map(([key, value]) => ({ key, value }));
		return this.#node(start, { kind: "object", entries: all }, [...entries.values()]);
	}

	#close(closing: string, start: number): void {
		if (this.#scanner.take(closing)) return;
		if (this.#scanner.atEnd) this.#missing(closing, start);
		this.#unexpected(`, where ${closing} or an operator may stand`);
	}

	#missing(closing: string, start: number): never {
		throw new BaseError(`A ${closing} is missing.`, Math.max(start, this.#scanner.end));
	}

	#unexpected(where = ""): never {
		const { at, shown } = this.#scanner;
		const hint = hints.find(([chars]) => chars.includes(shown))?.[1];
		const word = this.#scanner.name();
		if (word !== undefined) {
			const meant = words.get(word.toLowerCase());
			throw new BaseError(
				`${word} is not expected here${where}.${meant === undefined ? "" : ` ${meant}`}`,
				at,
			);
		}
		const what =
			at >= this.#scanner.source.length ? "The expression ends too early" : `${shown} is not expected here`;
		throw new BaseError(`${what}${where}.${hint === undefined ? "" : ` ${hint}`}`, at);
	}

	#node<T extends Bare<Expression>>(start: number, node: T, below: readonly Expression[] = []): Expression {
		let depth = 0;
		for (const child of below) depth = Math.max(depth, child.depth + 1);
		if (depth > deepest) this.#tooDeep(start);
		// The compiler cannot see that a bare node with what all have is a node.
		return { ...node, span: { start, end: this.#scanner.end }, depth } as unknown as Expression;
	}

	#here(): Span {
		return { start: this.#scanner.at, end: this.#scanner.at };
	}

	#tooDeep(at: number): never {
		throw new BaseError(`Expressions can be nested ${deepest} levels deep, and this is deeper.`, at);
	}

	#tooWide(at: number): never {
		throw new BaseError(`There can be ${widest} parts side by side, and these are more.`, at);
	}
}

/** From those that bind least. */
const levels: readonly (readonly Operator[])[] = [
	["||"],
	["&&"],
	["==", "!="],
	["<", "<=", ">", ">="],
	["+", "-"],
	["*", "/", "%"],
];
const associative = new Set<Operator>(["||", "&&", "+", "*"]);

/** What may be meant by operators of other languages. */
const mistaken = new Map<string, string>([
	["===", "Equality is written ==."],
	["!==", "Inequality is written !=."],
	["=", "Equality is written ==."],
	["=>", "Write the condition itself, over value: list.filter(value > 2)."],
	["<>", "Inequality is written !=."],
	["&", "And is written &&."],
	["|", "Or is written ||."],
	["?", "A choice is written if(condition, yes, no)."],
	["??", "A choice is written if(condition, yes, no)."],
	["?.", "A dot is enough: a property of nothing is nothing."],
	["**", "There is no sign for powers."],
]);

const allSigns = [...levels.flat(), ...mistaken.keys()];

const constants = new Map<string, { readonly value: boolean | null }>([
	["true", { value: true }],
	["false", { value: false }],
	["null", { value: null }],
	["undefined", { value: null }],
]);

const words = new Map([
	["and", "And is written &&."],
	["or", "Or is written ||."],
	["not", "Not is written !."],
	["is", "Equality is written ==."],
	["contains", "It is a function: list.contains(value)."],
]);

const hints: readonly (readonly [chars: string, hint: string])[] = [
	["“”„‘’「」『』", 'Text stands in straight quotes: "text".'],
	["（）", "Parentheses are written ( and )."],
	["，、", "A comma is written ,."],
	["；;", "One expression stands alone, without ;."],
	["`", 'Text stands in quotes: "text".'],
	["。", "A dot is written .."],
];
