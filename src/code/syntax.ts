import { type ParserPlugin, parse } from "@babel/parser";

/** A node of Babel's syntax tree: what is common to all kinds. Offsets are UTF-16 units of the program's text. */
export interface SyntaxNode {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly [key: string]: unknown;
}

export interface Token {
	readonly start: number;
	readonly end: number;
	/** Babel's kind of token; a text for comments, which are left out. */
	readonly type: unknown;
}

export interface Program {
	readonly code: string;
	readonly body: readonly SyntaxNode[];
	/** `"use strict"` and the like: strings that open the program. */
	readonly directives: readonly SyntaxNode[];
	/** In order, without comments and without the end. */
	readonly tokens: readonly Token[];
}

/** Why a program cannot be read. */
export class Flaw extends Error {
	constructor(
		message: string,
		readonly offset: number,
	) {
		super(message);
	}
}

/** Brackets, functions and blocks within each other. More than any program that somebody wants to read. */
const deepest = 250;

export function parseProgram(code: string): Program {
	return programOf(code, parseWithin(8 * code.length + 100_000, code));
}

/** JavaScript as the inside of an asynchronous function: `return` and `await` can stand anywhere in it. */
export function parseScript(code: string): Program {
	return programOf(code, parseWithin(8 * code.length + 100_000, code, withoutTypes, true));
}

function programOf(code: string, file: SyntaxNode): Program {
	const program = file.program as SyntaxNode;
	const body = nodes(program.body);
	const directives = nodes(program.directives);
	measureDepth(body);
	const tokens = (file.tokens as Token[]).filter(isToken);
	return { code, body, directives, tokens };
}

/**
 * Babel tries `f<T>(…)` as a call with types and, when something inside is wrong, as comparisons: twice the work for
 * each such bracket around an error, without an end. It has no budget of its own, but adds `startIndex` to each
 * place that it notes. So a zero that counts how often it is asked is the clock that stops it. Of programs that can be
 * read, none was found that asks more than twice for each of its characters.
 */
function parseWithin(
	budget: number,
	code: string,
	plugins = withTypes,
	allowReturnOutsideFunction = false,
): SyntaxNode {
	let steps = 0;
	const clock = {
		valueOf() {
			steps++;
			if (steps > budget) throw new Flaw("This is too entangled to be read. Is a bracket missing?", 0);
			return 0;
		},
	};
	try {
		return parse(code, {
			sourceType: "module",
			allowReturnOutsideFunction,
			plugins: [...plugins],
			tokens: true,
			attachComment: false,
			startIndex: clock as unknown as number,
			startColumn: 0,
		}) as unknown as SyntaxNode;
	} catch (error) {
		if (error instanceof Flaw) throw error;
		if (error instanceof RangeError) throw tooDeep();
		if (error instanceof SyntaxError) throw asFlaw(error, code);
		// It falls over `namespace case`, for one. Then it does without types, and complains of the first that it meets.
		if (plugins === withTypes) parseWithin(budget, code, withoutTypes);
		throw new Flaw("This cannot be read.", 0);
	}
}

const withoutTypes = ["decorators", "decoratorAutoAccessors", "explicitResourceManagement"] as const;
const withTypes: readonly ParserPlugin[] = ["typescript", ...withoutTypes];

function asFlaw(error: SyntaxError, code: string): Flaw {
	const offset = Number((error as SyntaxError & { pos?: unknown }).pos ?? 0);
	const inside = Math.min(Math.max(offset, 0), code.length);
	return new Flaw(sentence(error.message, code.slice(inside)), inside);
}

/** Babel's words in our punctuation; and for a token that is not expected, which one that is. */
function sentence(message: string, rest: string): string {
	const found = /^(?:[\p{ID_Continue}$]+|=>|[^\s])/u.exec(rest)?.[0];
	const subject = found === undefined ? "The program ends too early" : `Unexpected “${found}”`;
	const text = message
		.replace(/ \(\d+:\d+\)$/, "")
		.replace(/^Unexpected token(?=$|, )/, () => subject)
		.replace(/'([^']*)'|`([^`]*)`|"([^"]*)"/g, (_, a, b, c) => `“${a ?? b ?? c}”`);
	return /[.?]$/.test(text) ? text : `${text}.`;
}

function tooDeep(): Flaw {
	return new Flaw(`This is nested more than ${deepest} levels deep.`, 0);
}

/**
 * The depth to which later stages may recur. A chain like `a + b + c` or `a.b().c()` nests to the left, as deep as
 * it is long: what starts where its parent starts counts as one level with it, and is walked in a loop.
 */
function measureDepth(body: readonly SyntaxNode[]): void {
	const stack = body.map((node) => ({ node, depth: 1 }));
	for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
		const { node, depth } = next;
		if (depth > deepest) throw tooDeep();
		for (const child of childrenOf(node)) {
			stack.push({ node: child, depth: child.start === node.start ? depth : depth + 1 });
		}
	}
}

const below = Symbol("below");

/** The nodes right below this one, in no order that means anything. Found once, because several stages ask. */
export function childrenOf(node: SyntaxNode & { [below]?: readonly SyntaxNode[] }): readonly SyntaxNode[] {
	node[below] ??= findChildren(node);
	return node[below];
}

function findChildren(node: SyntaxNode): readonly SyntaxNode[] {
	const children: SyntaxNode[] = [];
	const known = keysOf.get(node.type);
	if (known !== undefined) for (const key of known) addNodes(node[key], children);
	else for (const key in node) if (!notChildren.has(key)) addNodes(node[key], children);
	return children;
}

function addNodes(value: unknown, list: SyntaxNode[]): void {
	if (typeof value !== "object" || value === null) return;
	if (Array.isArray(value)) {
		for (const item of value) if (isNode(item)) list.push(item);
	} else if (isNode(value)) list.push(value);
}

const notChildren = new Set(["loc", "extra", "errors", "comments", "tokens"]);

/** Where they are, for the kinds of which programs have most: to look through all of a node's keys costs ten times. */
const keysOf: ReadonlyMap<string, readonly string[]> = new Map(
	[
		"Identifier typeAnnotation",
		"NumericLiteral",
		"StringLiteral",
		"BooleanLiteral",
		"NullLiteral",
		"TemplateElement",
		"ThisExpression",
		"MemberExpression object property",
		"OptionalMemberExpression object property",
		"CallExpression callee arguments typeParameters",
		"OptionalCallExpression callee arguments typeParameters",
		"NewExpression callee arguments typeParameters",
		"BinaryExpression left right",
		"LogicalExpression left right",
		"UnaryExpression argument",
		"UpdateExpression argument",
		"AwaitExpression argument",
		"SpreadElement argument",
		"AssignmentExpression left right",
		"ConditionalExpression test consequent alternate",
		"ArrayExpression elements",
		"ObjectExpression properties",
		"ObjectProperty key value decorators",
		"TemplateLiteral quasis expressions",
		"ArrowFunctionExpression params body typeParameters returnType",
		"ExpressionStatement expression",
		"VariableDeclaration declarations",
		"VariableDeclarator id init",
		"BlockStatement body",
		"ReturnStatement argument",
		"IfStatement test consequent alternate",
		"ForStatement init test update body",
		"TSTypeAnnotation typeAnnotation",
		"TSTypeReference typeName typeParameters",
		"TSArrayType elementType",
		"TSNumberKeyword",
		"TSStringKeyword",
	].map((line) => {
		const [type = "", ...keys] = line.split(" ");
		return [type, keys] as const;
	}),
);

export function isNode(value: unknown): value is SyntaxNode {
	return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

export function nodes(value: unknown): readonly SyntaxNode[] {
	return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Neither a comment nor something empty: the end, or a template's text between two of its brackets. */
function isToken(token: Token): boolean {
	return typeof token.type !== "string" && token.start < token.end;
}
