/**
 * Text to tokens, in one pass. Keywords are names here: what a name means, only the grammar knows. Brackets are
 * matched, so that the parser can look behind a closing one without reading what is in between.
 */
import { syntaxError } from "./query-error.js";

export type TokenKind =
	/** Unquoted: `n`, `循环神经网络`, `MATCH`. */
	| "name"
	/** In backticks: never a keyword. */
	| "quoted"
	| "string"
	| "integer"
	| "float"
	/** Begins like a number, but is none. */
	| "bad-number"
	/** `$name`; `value` is the name. */
	| "parameter"
	/** Operators and brackets; `value` is the text. */
	| "sign"
	/** A dash or an arrow head that is none of ASCII's: only patterns take it. `value` is what it stands for. */
	| "look-alike"
	| "end";

export interface Token {
	readonly kind: TokenKind;
	/** Decoded. */
	readonly value: string;
	/** `value` in upper case if it is a name, to be compared with keywords. */
	readonly keyword: string;
	readonly start: number;
	readonly end: number;
	/** For an opening bracket that is closed: the index of the token that closes it. */
	close?: number;
	/** For an opening bracket: whether a comma, or a bar, stands in it outside of any inner bracket. */
	comma?: boolean;
	bar?: boolean;
}

/** The last token is always `end`. */
export function tokenize(source: string): Token[] {
	const tokens: Token[] = [];
	const open: Token[] = [];
	let at = 0;
	for (;;) {
		at = skipBlank(source, at);
		const token = at >= source.length ? made("end", "", at, at) : readToken(source, at);
		matchBrackets(token, tokens.length, open);
		tokens.push(token);
		if (token.kind === "end") return tokens;
		at = token.end;
	}
}

function made(kind: TokenKind, value: string, start: number, end: number): Token {
	return { kind, value, keyword: kind === "name" ? value.toUpperCase() : "", start, end };
}

const blank = /[\s\u001C-\u001F\u0085\u180E\u200B\u2060]+/y;

function skipBlank(source: string, from: number): number {
	let at = from;
	for (;;) {
		blank.lastIndex = at;
		if (blank.test(source)) at = blank.lastIndex;
		if (source.startsWith("//", at)) at = endOfLine(source, at);
		else if (source.startsWith("/*", at)) at = endOfComment(source, at);
		else return at;
	}
}

function endOfLine(source: string, from: number): number {
	for (let at = from; at < source.length; at++) {
		const char = source[at];
		if (char === "\n" || char === "\r") return at + 1;
	}
	return source.length;
}

function endOfComment(source: string, from: number): number {
	const end = source.indexOf("*/", from + 2);
	if (end >= 0) return end + 2;
	throw syntaxError("UnexpectedSyntax", "This comment is never closed by */.", {
		start: from,
		end: from + 2,
	});
}

const name = /[\p{ID_Start}\p{Pc}][\p{ID_Continue}\p{Sc}\u200C\u200D]*/uy;
const parameter = /\$(?:([\p{ID_Continue}\p{Pc}]+)|(?=`))/uy;
const sign = /<>|<=|>=|=~|\+=|\.\.|\|\||::|[-+*/%^=<>()[\]{},.:;|&!?]/y;

function readToken(source: string, start: number): Token {
	const char = source[start]!;
	if (char === "'" || char === '"') return readString(source, start);
	if (char === "`") return readQuoted(source, start);
	if (isDigit(char) || (char === "." && isDigit(source[start + 1]))) return readNumber(source, start);
	if (char === "$") return readParameter(source, start);
	name.lastIndex = start;
	const found = name.exec(source);
	if (found !== null) return made("name", found[0].normalize("NFC"), start, name.lastIndex);
	sign.lastIndex = start;
	const operator = sign.exec(source);
	if (operator !== null) return made("sign", operator[0], start, sign.lastIndex);
	const twin = lookAlikes.get(char);
	if (twin !== undefined) return made("look-alike", twin, start, start + 1);
	throw strangeCharacter(source, start);
}

/** What the grammar of openCypher takes for the dashes and heads of arrows. */
const lookAlikes = new Map([
	...Array.from("\u00AD‐‑‒–—―−﹘﹣－", (char) => [char, "-"] as const),
	...Array.from("⟨〈﹤＜", (char) => [char, "<"] as const),
	...Array.from("⟩〉﹥＞", (char) => [char, ">"] as const),
]);

/** What a Chinese keyboard writes where the sign behind it is meant. */
const fullWidth = new Map(
	["（(", "）)", "【[", "】]", "［[", "］]", "｛{", "｝}", "，,", "、,", "：:", "；;", "。.", "．."]
		.concat([
			'“"',
			'”"',
			'＂"',
			"‘'",
			"’'",
			"＇'",
			"｜|",
			"＝=",
			"＊*",
			"＋+",
			"！!",
			"｀`",
			"％%",
			"＄$",
			"／/",
			"＆&",
		])
		.map((pair) => [pair[0]!, pair[1]!] as const),
);

function strangeCharacter(source: string, start: number) {
	const char = String.fromCodePoint(source.codePointAt(start)!);
	const span = { start, end: start + char.length };
	const meant = fullWidth.get(char);
	if (meant !== undefined) {
		return syntaxError("InvalidUnicodeCharacter", `Write ${meant} instead of the full-width ${char}.`, span);
	}
	const code = char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
	const shown = /[\p{C}\p{Z}]/u.test(char) ? `U+${code}` : `${char} (U+${code})`;
	return syntaxError("UnexpectedSyntax", `The character ${shown} has no meaning in a query.`, span);
}

function readParameter(source: string, start: number): Token {
	parameter.lastIndex = start;
	const found = parameter.exec(source);
	if (found === null) {
		const computed = source[start + 1] === "(";
		const message = computed
			? "Labels and types cannot be computed, as $(…) would; write labels(n) or type(r) in a condition."
			: "A parameter's name must follow $.";
		throw syntaxError("UnexpectedSyntax", message, { start, end: start + 1 });
	}
	if (found[1] !== undefined) return made("parameter", found[1].normalize("NFC"), start, parameter.lastIndex);
	const quoted = readQuoted(source, start + 1);
	return made("parameter", quoted.value, start, quoted.end);
}

function readQuoted(source: string, start: number): Token {
	let value = "";
	for (let from = start + 1; ; ) {
		const end = source.indexOf("`", from);
		if (end < 0)
			throw syntaxError("UnexpectedSyntax", "This name is never closed by `.", { start, end: start + 1 });
		value += source.slice(from, end);
		if (value.includes("\0"))
			throw syntaxError("UnexpectedSyntax", "A name cannot have U+0000 in it.", { start, end: end + 1 });
		if (source[end + 1] !== "`") return made("quoted", value, start, end + 1);
		value += "`";
		from = end + 2;
	}
}

const escapes = new Map([
	...["\\\\", "''", '""', "``"].map(([key, value]) => [key!, value!] as const),
	...["b\b", "f\f", "n\n", "r\r", "t\t", "B\b", "F\f", "N\n", "R\r", "T\t"].map(
		(pair) => [pair[0]!, pair[1]!] as const,
	),
]);

function readString(source: string, start: number): Token {
	const quote = source[start]!;
	const parts: string[] = [];
	let from = start + 1;
	for (let at = from; at < source.length; at++) {
		const char = source[at];
		if (char === quote) {
			parts.push(source.slice(from, at));
			return made("string", parts.join(""), start, at + 1);
		}
		if (char !== "\\") continue;
		parts.push(source.slice(from, at));
		const [decoded, end] = readEscape(source, at);
		parts.push(decoded);
		from = end;
		at = end - 1;
	}
	throw syntaxError("UnexpectedSyntax", `This string is never closed by ${quote}.`, {
		start,
		end: start + 1,
	});
}

function readEscape(source: string, start: number): [string, number] {
	const char = source[start + 1] ?? "";
	const plain = escapes.get(char);
	if (plain !== undefined) return [plain, start + 2];
	if (char === "u" || char === "U") return readCodePoint(source, start);
	throw syntaxError(
		"UnexpectedSyntax",
		`\\${char} is no escape in a string; write \\\\${char} for a backslash and ${char}.`,
		{ start, end: start + 2 },
	);
}

function readCodePoint(source: string, start: number): [string, number] {
	const hex = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|U([0-9a-fA-F]{4}))/.exec(
		source.slice(start + 1, start + 10),
	);
	const code = Number.parseInt(hex?.[1] ?? hex?.[2] ?? hex?.[3] ?? "", 16);
	if (hex === null || code > 0x10ffff) {
		throw syntaxError("InvalidUnicodeLiteral", "Four hexadecimal digits must follow \\u, eight \\U.", {
			start,
			end: Math.min(source.length, start + 2),
		});
	}
	return [String.fromCodePoint(code), start + 1 + hex[0].length];
}

/** All that could be meant as one number; whether it is one is said afterwards. */
const numberLike = /(?:\d[\d_]*\.(?=\d)|\.)?[\d\p{ID_Start}_](?:[eE][-+](?=\d)|[\p{ID_Continue}])*/uy;
const decimal = /^\d+(?:_\d+)*$/;
const real = /^(?:\d+(?:_\d+)*)?(?:\.\d+(?:_\d+)*)?(?:[eE][-+]?\d+)?$/;

function readNumber(source: string, start: number): Token {
	numberLike.lastIndex = start;
	const text = numberLike.exec(source)![0];
	const end = start + text.length;
	if (decimal.test(text) || /^0[xX](?:_?[0-9a-fA-F]+)+$/.test(text) || /^0[oO](?:_?[0-7]+)+$/.test(text)) {
		return made("integer", text.replaceAll("_", ""), start, end);
	}
	if (real.test(text)) return made("float", text.replaceAll("_", ""), start, end);
	return made("bad-number", text, start, end);
}

function isDigit(char: string | undefined): boolean {
	return char !== undefined && char >= "0" && char <= "9";
}

const closers = new Map([
	[")", "("],
	["]", "["],
	["}", "{"],
]);

/** A closing bracket that does not fit is left to the parser, who can say what was expected. */
function matchBrackets(token: Token, index: number, open: Token[]): void {
	if (token.kind !== "sign") return;
	const innermost = open.at(-1);
	if (token.value === "(" || token.value === "[" || token.value === "{") open.push(token);
	else if (innermost === undefined) return;
	else if (token.value === ",") innermost.comma = true;
	else if (token.value === "|") innermost.bar = true;
	else if (closers.get(token.value) === innermost.value) {
		innermost.close = index;
		open.pop();
	}
}
