import type { Span } from "../../model/index.js";
import { elsewhere, followingKeywords, foreignOperators, reserved, writing } from "./keywords.js";
import type { Token } from "./lexer.js";
import { didYouMean } from "./nearest-name.js";
import { type QueryError, syntaxError } from "./query-error.js";
import type { Expression, PathPattern, Query, Variable } from "./syntax.js";

/** The parts of the grammar that contain each other; they are handed to each other by way of the cursor. */
export interface Grammar {
	expression(cursor: Cursor): Expression;
	/** `> 7`, `IS NULL`, `STARTS WITH …` behind what was read already; undefined where no such thing comes next. */
	condition(cursor: Cursor, left: Expression): Expression | undefined;
	pathPattern(cursor: Cursor): PathPattern;
	/** `within`: in the braces of a subquery, so that it ends at `}`. */
	query(cursor: Cursor, within: boolean): Query;
}

/** How deep brackets and braces may be nested. Each level costs the parser five or six frames of its stack. */
const deepest = 200;

/** In all parts and subqueries together. */
const mostClauses = 500;

/** A place in the tokens, and what a parser asks there. */
export class Cursor {
	/** Index of the next token. */
	index = 0;
	/** Whether a bare `|` ends the expression, as in `[x IN list WHERE x:A | …]`. Brackets suspend it. */
	barEnds = false;
	/** Whether in the braces of a subquery. */
	inSubquery = false;
	#depth = 0;
	#clauses = 0;

	constructor(
		readonly source: string,
		readonly tokens: readonly Token[],
		readonly grammar: Grammar,
	) {}

	get next(): Token {
		return this.tokens[this.index]!;
	}

	/** The token `by` behind the next one; the last one if there are not as many. */
	ahead(by: number): Token {
		return this.tokens[Math.min(this.index + by, this.tokens.length - 1)]!;
	}

	take(): Token {
		const token = this.next;
		if (token.kind !== "end") this.index++;
		return token;
	}

	isSign(value: string, by = 0): boolean {
		const token = this.ahead(by);
		return token.kind === "sign" && token.value === value;
	}

	/** A keyword matters only where the grammar asks for it. */
	isKeyword(word: string, by = 0): boolean {
		return this.ahead(by).keyword === word;
	}

	isName(by = 0): boolean {
		const { kind } = this.ahead(by);
		return kind === "name" || kind === "quoted";
	}

	/** Whether the next token can be a variable. */
	isVariable(by = 0): boolean {
		const token = this.ahead(by);
		return token.kind === "quoted" || (token.kind === "name" && !reserved.has(token.keyword));
	}

	takeSign(value: string): Token | undefined {
		return this.isSign(value) ? this.take() : undefined;
	}

	takeKeyword(word: string): Token | undefined {
		return this.isKeyword(word) ? this.take() : undefined;
	}

	sign(value: string, where: string): Token {
		return this.takeSign(value) ?? this.fail(`${value} ${where}`);
	}

	keyword(word: string, where: string): Token {
		return this.takeKeyword(word) ?? this.fail(`${word} ${where}`);
	}

	/** Any name, keyword or not: a label, a type, a key. */
	name(what: string): Token {
		return this.isName() ? this.take() : this.fail(what);
	}

	variable(what: string): Variable {
		if (!this.isVariable()) this.fail(what);
		const { value, start, end } = this.take();
		return { kind: "variable", name: value, span: { start, end } };
	}

	/** What stands behind `AS`: there, a keyword can be nothing but a name. */
	alias(): Variable {
		const { value, start, end } = this.name("a name after AS");
		return { kind: "variable", name: value, span: { start, end } };
	}

	/** From a token that was taken to the last one that was taken. */
	from(start: number): Span {
		return { start, end: this.tokens[Math.max(0, this.index - 1)]!.end };
	}

	/** Reads something in brackets: one level deeper, and a bar has its usual meaning. */
	within<T>(read: () => T): T {
		if (++this.#depth > deepest) {
			const { start, end } = this.next;
			throw syntaxError("NestingTooDeep", `This is nested more than ${deepest} levels deep.`, { start, end });
		}
		const { barEnds } = this;
		this.barEnds = false;
		const result = read();
		this.barEnds = barEnds;
		this.#depth--;
		return result;
	}

	/** A clause begins. Each one is a step of the plan, and steps stand upon each other. */
	countClause(): void {
		if (++this.#clauses <= mostClauses) return;
		const { start, end } = this.next;
		throw syntaxError("QueryTooLong", `A query can have at most ${mostClauses} clauses.`, { start, end });
	}

	/** The next token is not what the grammar needs. */
	fail(expected: string): never {
		throw this.unexpected(expected);
	}

	unexpected(expected: string): QueryError {
		const token = this.next;
		const span = { start: token.start, end: token.end };
		if (writing.has(token.keyword)) return this.#refusal(token);
		const other = elsewhere.get(token.keyword);
		if (other !== undefined) return syntaxError("UnexpectedSyntax", other, span);
		if (token.kind === "look-alike") {
			const char = this.source.slice(token.start, token.end);
			return syntaxError("InvalidUnicodeCharacter", `Write ${token.value} instead of ${char}.`, span);
		}
		const operator = this.#foreignOperator();
		if (operator !== undefined) return operator;
		const found =
			token.kind === "end"
				? "the query ends"
				: `there is ${shorten(this.source.slice(span.start, span.end))}`;
		const hint = token.kind === "name" ? didYouMean(token.value, followingKeywords) : "";
		return syntaxError("UnexpectedSyntax", `Expected ${expected}, but ${found}.${hint}`, span);
	}

	/** `!=`, of which the first sign is in the way, or `==`, of which it is the second. */
	#foreignOperator(): QueryError | undefined {
		for (const first of [this.index, this.index - 1]) {
			const [one, other] = [this.tokens[first], this.tokens[first + 1]];
			if (one?.kind !== "sign" || other?.kind !== "sign" || one.end !== other.start) continue;
			const meant = foreignOperators.get(one.value + other.value);
			if (meant === undefined) continue;
			const span = { start: one.start, end: other.end };
			return syntaxError("UnexpectedSyntax", `Write ${meant} instead of ${one.value}${other.value}.`, span);
		}
		return undefined;
	}

	#refusal(token: Token): QueryError {
		const where = this.inSubquery ? " A subquery cannot write either." : "";
		return syntaxError(
			"InvalidClauseComposition",
			`${token.keyword} would change the graph; queries here only read it.${where}`,
			{ start: token.start, end: token.end },
			"The graph is made from the notes: change a note, and the graph follows.",
		);
	}
}

function shorten(text: string): string {
	return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

/** `{ [key]: value }` if there is a value: what is absent has no key. */
export function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
	return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
