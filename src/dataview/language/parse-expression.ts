import type { Span } from "../../model/index.js";
import { identifier, number, wikiLink } from "./names.js";
import { parseLink } from "./parse-link.js";
import { takeDateOrShorthand, takeDuration } from "./parse-time.js";
import type { Scanner } from "./scanner.js";
import type { BinaryOperator, Expression } from "./syntax.js";

/** Words that cannot be variables, because clauses begin with them. */
const keywords = new Set(["FROM", "WHERE", "LIMIT", "GROUP", "FLATTEN"]);

/** An expression if there is one here. What begins like one and is none is an error. */
export function takeExpression(scanner: Scanner): Expression | undefined {
	return takeChain(scanner, 0);
}

export function expectExpression(scanner: Scanner, after: string): Expression {
	const expression = takeExpression(scanner);
	if (expression !== undefined) return expression;
	const { word } = scanner;
	if (word === "") scanner.fail(`${after} needs an expression.`);
	if (keywords.has(word.toUpperCase()))
		scanner.fail(
			`${after} needs an expression; “${word}” begins the next clause. A field of that name is row.${word}.`,
		);
	return scanner.fail(`${after} needs an expression; “${word}” begins none.`);
}

/** From loose to tight. `AND` and `OR` are one level in Dataview: what is written first holds first. */
const levels: readonly (readonly [pattern: RegExp, operators: Readonly<Record<string, BinaryOperator>>])[] = [
	[/&|\||(?:and|or)(?![\p{L}\p{N}_])/iuy, { "&": "&", "|": "|", and: "&", or: "|" }],
	[/>=|<=|!=|>|<|=/y, { ">=": ">=", "<=": "<=", "!=": "!=", ">": ">", "<": "<", "=": "=" }],
	[/\+|-/y, { "+": "+", "-": "-" }],
	[/\*|\/(?!\/)|%/y, { "*": "*", "/": "/", "%": "%" }],
];

/** Operators applied one upon the other. */
const longestChain = 500;

function takeChain(scanner: Scanner, level: number): Expression | undefined {
	const [pattern, operators] = levels[level] ?? [];
	if (pattern === undefined || operators === undefined) return takePostfixed(scanner);
	let left: Expression | undefined = takeChain(scanner, level + 1);
	if (left === undefined) return undefined;
	for (let length = 0; ; length++) {
		const before = scanner.at;
		scanner.skipBlanks();
		const start = scanner.at;
		const found = scanner.take(pattern);
		if (found === undefined) {
			scanner.at = before;
			return left;
		}
		if (length >= longestChain && level > 0)
			scanner.fail(`More than ${longestChain} operators stand in a row.`, start, "costly");
		scanner.skipBlanks();
		const right: Expression | undefined = takeChain(scanner, level + 1);
		if (right === undefined) return missingOperand(scanner, found[0], start);
		const span: Span = { start: left.span.start, end: right.span.end };
		left = { kind: "binary", operator: operators[found[0].toLowerCase()]!, left, right, span };
	}
}

function missingOperand(scanner: Scanner, operator: string, start: number): never {
	const next = scanner.text.slice(start, start + 2);
	if (next === "==") scanner.fail("Dataview compares with one “=”.", start);
	if (next === "&&" || next === "||")
		scanner.fail(
			`Dataview joins conditions with one “${next[0]}”, or with ${next === "&&" ? "AND" : "OR"}.`,
			start,
		);
	return scanner.fail(`Something is missing behind “${operator}”.`);
}

function takePostfixed(scanner: Scanner): Expression | undefined {
	const start = scanner.at;
	return scanner.deeper(() => {
		let result = takeAtom(scanner);
		for (let length = 0; result !== undefined; length++) {
			const next = takePostfix(scanner, result, start);
			if (next === undefined) return result;
			if (length >= longestChain)
				scanner.fail(`More than ${longestChain} parts are joined here.`, start, "costly");
			result = next;
		}
		return undefined;
	});
}

function takePostfix(scanner: Scanner, object: Expression, start: number): Expression | undefined {
	const dot = scanner.at;
	if (scanner.takeText(".")) {
		const name = scanner.take(identifier);
		if (name === undefined) {
			if (/[\p{L}\p{N}]/u.test(scanner.text[scanner.at] ?? "")) {
				scanner.fail('A field’s name begins with a letter: write others as ["name"].');
			}
			scanner.at = dot;
			return undefined;
		}
		const span = { start: dot + 1, end: scanner.at };
		return {
			kind: "index",
			object,
			index: { kind: "literal", value: name[0], span },
			span: { start, end: scanner.at },
		};
	}
	if (scanner.takeText("[")) {
		scanner.skipBlanks();
		const index = expectExpression(scanner, "“[”");
		scanner.skipBlanks();
		if (!scanner.takeText("]")) scanner.fail("“]” is missing here.");
		return { kind: "index", object, index, span: { start, end: scanner.at } };
	}
	if (scanner.takeText("(")) {
		const args = takeListed(scanner, ")", "An argument");
		return { kind: "call", callee: object, arguments: args, span: { start, end: scanner.at } };
	}
	return undefined;
}

/** Expressions between commas up to the closing bracket, which is taken too. */
function takeListed(scanner: Scanner, close: ")" | "]", what: string): readonly Expression[] {
	const items: Expression[] = [];
	scanner.skipBlanks();
	if (scanner.takeText(close)) return items;
	for (;;) {
		items.push(expectExpression(scanner, what));
		scanner.skipBlanks();
		if (scanner.takeText(close)) return items;
		if (!scanner.takeText(",")) scanner.fail(`“${close}” or “,” is missing here.`);
		scanner.skipBlanks();
	}
}

function takeAtom(scanner: Scanner): Expression | undefined {
	const start = scanner.at;
	const spanned = <T extends object>(node: T) => ({ ...node, span: { start, end: scanner.at } });
	switch (scanner.text[start]) {
		case "!": {
			const link = takeLink(scanner, true);
			if (link !== undefined) return link;
			scanner.at++;
			const operand = takePostfixed(scanner);
			if (operand === undefined) scanner.fail("Something is missing behind “!”.");
			return spanned({ kind: "not" as const, operand });
		}
		case "[":
			return takeLink(scanner, false) ?? takeList(scanner);
		case "{":
			return takeObject(scanner);
		case "(":
			return takeLambda(scanner) ?? takeParentheses(scanner);
		case '"':
			return spanned({ kind: "literal" as const, value: takeString(scanner)! });
	}
	const word = scanner.take(constant);
	if (word !== undefined) return spanned({ kind: "literal" as const, value: constants.get(word[0])! });
	const digits = scanner.take(number);
	if (digits !== undefined) return spanned({ kind: "literal" as const, value: Number.parseFloat(digits[0]) });
	return takeTime(scanner) ?? takeVariable(scanner);
}

/** Dataview takes these also where a longer name begins with them, and then cannot read on. */
const constant = /(?:true|false|True|False|null)(?![\p{L}\p{N}_])/uy;
const constants: ReadonlyMap<string, boolean | null> = new Map([
	["true", true],
	["True", true],
	["false", false],
	["False", false],
	["null", null],
]);

function takeLink(scanner: Scanner, embed: boolean): Expression | undefined {
	const start = scanner.at;
	return scanner.attempt(() => {
		if (embed) scanner.takeText("!");
		const found = scanner.take(wikiLink);
		return (
			found && { kind: "link" as const, ...parseLink(found[1]!, embed), span: { start, end: scanner.at } }
		);
	});
}

function takeList(scanner: Scanner): Expression {
	const start = scanner.at++;
	const items = takeListed(scanner, "]", "A list");
	return { kind: "list", items, span: { start, end: scanner.at } };
}

function takeObject(scanner: Scanner): Expression {
	const start = scanner.at++;
	const entries: { key: string; value: Expression }[] = [];
	scanner.skipBlanks();
	while (!scanner.takeText("}")) {
		if (entries.length > 0) {
			if (!scanner.takeText(",")) scanner.fail("“}” or “,” is missing here.");
			scanner.skipBlanks();
		}
		const key = scanner.take(identifier)?.[0] ?? takeString(scanner);
		if (key === undefined) scanner.fail("An object needs names here: { name: value }.");
		scanner.skipBlanks();
		if (!scanner.takeText(":")) scanner.fail("“:” is missing behind the name.");
		scanner.skipBlanks();
		entries.push({ key, value: expectExpression(scanner, "“:”") });
		scanner.skipBlanks();
	}
	return { kind: "object", entries, span: { start, end: scanner.at } };
}

function takeLambda(scanner: Scanner): Expression | undefined {
	const start = scanner.at;
	const parameters = scanner.attempt(() => {
		scanner.at++;
		const names: string[] = [];
		scanner.skipBlanks();
		while (!scanner.takeText(")")) {
			if (names.length > 0 && !scanner.take(comma)) return undefined;
			const name = scanner.take(identifier);
			if (name === undefined) return undefined;
			names.push(name[0]);
			scanner.skipBlanks();
		}
		return scanner.take(arrow) && names;
	});
	if (parameters === undefined) return undefined;
	const body = expectExpression(scanner, "“=>”");
	return { kind: "lambda", parameters, body, span: { start, end: scanner.at } };
}

const comma = /,\s*/y;
const arrow = /\s*=>\s*/y;

function takeParentheses(scanner: Scanner): Expression {
	scanner.at++;
	scanner.skipBlanks();
	const inner = expectExpression(scanner, "“(”");
	scanner.skipBlanks();
	if (!scanner.takeText(")")) scanner.fail("“)” is missing here.");
	return inner;
}

/** A backslash stands for itself, unless a quote or another backslash follows. */
export function takeString(scanner: Scanner): string | undefined {
	const found = scanner.take(quoted);
	if (found !== undefined) return found[1]!.replace(/\\(["\\])/g, "$1");
	if (scanner.text[scanner.at] === '"') scanner.fail("This quotation is never closed.");
	return undefined;
}

const quoted = /"((?:[^"\\]|\\[\s\S])*)"/y;

/** `date(…)` and `dur(…)` with what is no expression between the parentheses. */
function takeTime(scanner: Scanner): Expression | undefined {
	const start = scanner.at;
	const close = /\s*\)/y;
	return scanner.attempt((): Expression | undefined => {
		if (scanner.takeText("date(")) {
			scanner.skipBlanks();
			const date = takeDateOrShorthand(scanner);
			if (date === undefined || !scanner.take(close)) return undefined;
			return { kind: "date", date, span: { start, end: scanner.at } };
		}
		if (!scanner.takeText("dur(")) return undefined;
		scanner.skipBlanks();
		const parts = takeDuration(scanner);
		if (parts === undefined || !scanner.take(close)) return undefined;
		return { kind: "duration", parts, span: { start, end: scanner.at } };
	});
}

function takeVariable(scanner: Scanner): Expression | undefined {
	const start = scanner.at;
	return scanner.attempt(() => {
		const name = scanner.take(identifier)?.[0];
		if (name === undefined || keywords.has(name.toUpperCase())) return undefined;
		return { kind: "variable" as const, name, span: { start, end: scanner.at } };
	});
}
